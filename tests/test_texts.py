from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.dialog.address import Address
from bot.dialog.text import Parameter, Text
from bot.kernel.errors import TosoError
from bot.texts import (
    LOCALES,
    Reader,
    Texts,
    catalogue_path,
    extract_ids,
    merge_ids,
    parse,
    read_entries,
)

VIETNAMESE = Reader("vi", Address.BAC)
ENGLISH = Reader("en", Address.BAC)
SATURDAY = date(2026, 11, 21)

HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'


def write_catalogue(folder: Path, language: str, entries: dict[str, str]) -> Path:
    path = catalogue_path(folder, language)
    path.parent.mkdir(parents=True, exist_ok=True)
    body = "".join(f'\nmsgid "{id_}"\nmsgstr "{words}"\n' for id_, words in entries.items())
    path.write_text(HEADER + body, encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_catalogue(
        tmp_path,
        "vi",
        {
            "plain": "Để sau",
            "ask": "Dạ {me} hỏi: có mấy người đến ạ? {You} gõ số giúp {me}, {you} nhé. {Me} chờ.",
            "value": "{x}",
            "full": "{x:full}",
            "short": "{x:short}",
            "time": "{x:time}",
            "odd": "{x:odd}",
            "count": "{x} người",
            "braces": "{{x}}",
            "stray": "{x",
            "reach": "{x.__class__}",
            "only-vi": "chỉ có tiếng Việt",
            "unwritten": "",
        },
    )
    write_catalogue(
        tmp_path,
        "en",
        {
            "plain": "Later",
            "ask": "{You} say, {you} know; {me} and {Me}",
            "value": "{x}",
            "full": "{x:full}",
            "time": "{x:time}",
            "count": "{x} {x:person|people}",
            "only-vi": "",
        },
    )
    return tmp_path


@pytest.fixture
def texts(folder: Path) -> Texts:
    return Texts(folder)


def test_words_come_by_id_in_the_language_of_the_reader(texts: Texts) -> None:
    assert texts.render(Text("plain"), VIETNAMESE) == "Để sau"
    assert texts.render(Text("plain"), ENGLISH) == "Later"


def test_name_that_people_gave_is_returned_as_it_is(texts: Texts) -> None:
    assert texts.render("Bà {you} Hoa", VIETNAMESE) == "Bà {you} Hoa"


def test_reader_of_an_unknown_language_reads_vietnamese(texts: Texts) -> None:
    assert texts.render(Text("plain"), Reader("km", Address.BAC)) == "Để sau"


def test_what_english_lacks_is_said_in_vietnamese(texts: Texts) -> None:
    assert texts.render(Text("only-vi"), ENGLISH) == "chỉ có tiếng Việt"


def test_catalogue_is_read_when_somebody_first_reads_it(folder: Path) -> None:
    texts = Texts(folder)
    catalogue_path(folder, "en").unlink()

    texts.render(Text("plain"), VIETNAMESE)

    with pytest.raises(TosoError, match=r"messages\.po"):
        texts.render(Text("plain"), ENGLISH)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (
            Address.BAC,
            "Dạ cháu hỏi: có mấy người đến ạ? Bác gõ số giúp cháu, bác nhé. Cháu chờ.",
        ),
        (Address.CHI, "Dạ em hỏi: có mấy người đến ạ? Chị gõ số giúp em, chị nhé. Em chờ."),
        (
            Address.ONG,
            "Dạ cháu hỏi: có mấy người đến ạ? Ông gõ số giúp cháu, ông nhé. Cháu chờ.",
        ),
    ],
)
def test_text_follows_the_form_of_address(texts: Texts, address: Address, expected: str) -> None:
    assert expected == texts.render(Text("ask"), Reader("vi", address))


def test_english_has_one_form_of_address(texts: Texts) -> None:
    assert texts.render(Text("ask"), ENGLISH) == "You say, you know; I and I"


@pytest.mark.parametrize(
    ("id_", "value", "vietnamese"),
    [
        ("value", 12, "12"),
        ("value", 1234, "1.234"),
        ("value", 1234567, "1.234.567"),
        ("value", SATURDAY, "Thứ Bảy 21/11"),
        ("value", date(2026, 11, 22), "Chủ Nhật 22/11"),
        ("full", date(2026, 11, 22), "22/11/2026"),
        ("full", date(2026, 3, 4), "4/3/2026"),
        ("short", date(2026, 11, 22), "22/11"),
        ("time", "07:00", "7 giờ sáng"),
        ("time", "13:30", "1 giờ 30 chiều"),
        ("value", "Thôn 05", "Thôn 05"),
        ("value", Text("plain"), "Để sau"),
        ("value", Text("value", x=Text("value", x=1000)), "1.000"),
        ("value", ("A", 1000, Text("plain")), "A, 1.000, Để sau"),
        ("value", (), ""),
        ("short", (SATURDAY, date(2026, 11, 22)), "21/11, 22/11"),
        ("count", 1, "1 người"),
    ],
)
def test_parameter_is_written_as_people_write_it(
    texts: Texts, id_: str, value: Parameter, vietnamese: str
) -> None:
    assert vietnamese == texts.render(Text(id_, x=value), VIETNAMESE)


@pytest.mark.parametrize(
    ("id_", "value", "english"),
    [
        ("value", 1234, "1,234"),
        ("value", SATURDAY, "Saturday 21/11"),
        ("full", SATURDAY, "21/11/2026"),
        ("value", Text("plain"), "Later"),
        ("count", 1, "1 person"),
        ("count", 1200, "1,200 people"),
    ],
)
def test_figures_follow_the_language(
    texts: Texts, id_: str, value: Parameter, english: str
) -> None:
    assert english == texts.render(Text(id_, x=value), ENGLISH)


def test_english_time_of_day(texts: Texts) -> None:
    # CLDR puts a narrow no-break space before AM.
    assert texts.render(Text("time", x="07:00"), ENGLISH).split() == ["7:00", "AM"]


@pytest.mark.parametrize("hostile", ["{you}", "{0}", "{x.__class__}", "{", "}", "%s"])
def test_value_is_never_read_as_a_format(texts: Texts, hostile: str) -> None:
    assert hostile == texts.render(Text("value", x=hostile), VIETNAMESE)


def test_doubled_brace_is_a_brace(texts: Texts) -> None:
    assert texts.render(Text("braces"), VIETNAMESE) == "{x}"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (Text("nowhere.to.be.found"), "nowhere.to.be.found: not in the catalogue"),
        (Text("unwritten"), "unwritten: not in the catalogue"),
        (Text("value"), "value: no parameter x"),
        (Text("stray", x=1), "stray"),
        (Text("reach", x=1), "reach"),
        (Text("odd", x=1), "odd"),
        (Text("odd", x="name"), "odd"),
        (Text("odd", x=SATURDAY), "odd"),
        (Text("odd", x=Text("plain")), "odd"),
        (Text("full", x=1), "full"),
        (Text("time", x="later"), "time"),
        (Text("value", x=True), "value"),
        (Text("value", x=datetime(2026, 11, 21, tzinfo=UTC)), "value"),
    ],
)
def test_text_that_does_not_fit_is_our_fault_and_is_named(
    texts: Texts, text: Text, complaint: str
) -> None:
    with pytest.raises(TosoError, match=complaint):
        texts.render(text, VIETNAMESE)


def test_missing_or_broken_catalogue_is_named(tmp_path: Path) -> None:
    with pytest.raises(TosoError, match=r"messages\.po"):
        Texts(tmp_path)

    write_catalogue(tmp_path, "vi", {}).write_text(HEADER + '\nmsgid "a\n', encoding="utf-8")
    with pytest.raises(TosoError, match=r"messages\.po"):
        Texts(tmp_path)


def test_catalogues_of_the_product_load() -> None:
    words = Texts(LOCALES).render(Text("thanks"), Reader("vi", Address.CHI))

    assert "em" in words.split()


def test_parse_names_the_placeholders() -> None:
    pieces = parse("a {x} b {day:full}")

    assert [(p.words, p.name, p.spec) for p in pieces] == [("a ", "x", ""), (" b ", "day", "full")]


@pytest.mark.parametrize("words", ["{", "}", "{}", "{0}", "{a.b}", "{a[0]}", "{a!r}", "{a:{b}}"])
def test_malformed_placeholder_is_refused(words: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse(words)


def test_merging_keeps_words_comments_and_header_and_drops_what_is_unused(tmp_path: Path) -> None:
    path = write_catalogue(tmp_path, "vi", {"b.kept": "Dòng một\\nDòng hai", "c.unused": "Thừa"})
    written = path.read_text(encoding="utf-8").replace(HEADER, f"# Ours.\n{HEADER}")
    path.write_text(written.replace('msgid "b', '# Note.\nmsgid "b'), encoding="utf-8")

    merge_ids(path, {"a.new", "b.kept"})

    merged = path.read_text(encoding="utf-8")
    assert [(entry.id, entry.words) for entry in read_entries(path)] == [
        ("a.new", ""),
        ("b.kept", "Dòng một\nDòng hai"),
    ]
    assert merged.startswith(f"# Ours.\n{HEADER}\n")
    assert '# Note.\nmsgid "b.kept"' in merged
    assert "Thừa" not in merged


def test_merging_twice_changes_nothing(tmp_path: Path) -> None:
    path = write_catalogue(tmp_path, "vi", {"z": "Chữ " * 60, "b": ""})
    merge_ids(path, {"z", "b", "a"})
    once = path.read_bytes()

    merge_ids(path, {"a", "b", "z"})

    assert once == path.read_bytes()


def test_ids_are_extracted_from_nested_calls(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(
        '[[tool.babel.mappings]]\nmethod = "python"\npattern = "**.py"\n', encoding="utf-8"
    )
    package = tmp_path / "handlers" / "deep"
    package.mkdir(parents=True)
    source = 'A = Say((Text("a", x=Text("b"), n=(1, Text(\n"c"))), Text("d")), title="no")\n'
    (package / "one.py").write_text(source, encoding="utf-8")

    assert {"a", "b", "c", "d"} == extract_ids(tmp_path, ("handlers",))
