"""The catalogue command, on a small copy of the house."""

import re
import shutil
from pathlib import Path

import pytest

from bot.cli.catalogues import PACKAGES, ROOT, differences, main_catalogues, notices_in, unequal
from bot.texts import LANGUAGES, LOCALES, Entry, catalogue_path, read_entries


def test_notices_of_errors_are_found_where_they_are_named() -> None:
    source = (
        'def __init__(self, message, *, notice: str = "a.default", other="no"): ...\n'
        'raise TosoError("words", notice="b.raised") from None\n'
        "raise TosoError('words', notice=given)\n"
    )

    assert notices_in(source) == {"a.default", "b.raised"}


@pytest.mark.parametrize(
    ("vietnamese", "english", "is_equal"),
    [
        ("{n} người, {you} nhé", "{n} {n:person|people}", True),
        ("{n} người", "people", False),
        ("người", "{n} people", False),
        ("{n} người", "{n people", False),
        ("người", "", True),
    ],
)
def test_parameters_of_both_languages_are_compared(
    vietnamese: str, english: str, *, is_equal: bool
) -> None:
    first, other = Entry("a", vietnamese, is_fuzzy=False), Entry("a", english, is_fuzzy=False)

    assert is_equal == (unequal("en", (first,), (other,)) == [])


@pytest.fixture
def house(tmp_path: Path) -> Path:
    for package in PACKAGES:
        (tmp_path / package).mkdir()
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(LOCALES, tmp_path / "locales")
    for path in (tmp_path / "locales").rglob("messages.po*"):
        header, _, _ = path.read_text(encoding="utf-8").partition("\n\n")
        path.write_text(f"{header}\n", encoding="utf-8")
    (tmp_path / "bot" / "one.py").write_text('Text("a.ask", n=Text("b.said"))\n', encoding="utf-8")
    main_catalogues(check=False, root=tmp_path)
    return tmp_path


def write_words(house: Path, language: str, id_: str, words: str) -> None:
    path = catalogue_path(house / "locales", language)
    before = path.read_text(encoding="utf-8")
    pattern = rf'(msgid "{re.escape(id_)}"\nmsgstr) ".*"'
    path.write_text(re.sub(pattern, rf'\1 "{words}"', before), encoding="utf-8")


def complete(house: Path) -> None:
    for language in LANGUAGES:
        write_words(house, language, "a.ask", "{n}?")
        write_words(house, language, "b.said", "b")


def test_update_brings_new_ids_without_words(house: Path) -> None:
    for language in LANGUAGES:
        entries = read_entries(catalogue_path(house / "locales", language))
        assert [(entry.id, entry.words) for entry in entries] == [("a.ask", ""), ("b.said", "")]


def test_update_keeps_what_is_written_and_prints_what_leaves(
    house: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    complete(house)
    (house / "bot" / "one.py").write_text('Text("a.ask")\nText("c.new")\n', encoding="utf-8")
    capsys.readouterr()

    code = main_catalogues(check=False, root=house)

    entries = read_entries(catalogue_path(house / "locales", "vi"))
    assert code == 0
    assert [(entry.id, entry.words) for entry in entries] == [("a.ask", "{n}?"), ("c.new", "")]
    assert "locales/vi/LC_MESSAGES/messages.po: left b.said: b\n" in capsys.readouterr().out


def test_check_is_silent_when_all_is_well(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    complete(house)
    capsys.readouterr()

    assert main_catalogues(check=True, root=house) == 0
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("language", "words", "complaint"),
    [
        ("vi", "", "vi: a.ask has no words"),
        ("en", "", "en: a.ask has no words"),
        ("en", "{m}?", "en: a.ask differs from vi in m, n"),
    ],
)
def test_check_finds_words_that_are_wrong(
    house: Path, capsys: pytest.CaptureFixture[str], language: str, words: str, complaint: str
) -> None:
    complete(house)
    write_words(house, language, "a.ask", words)
    capsys.readouterr()

    assert main_catalogues(check=True, root=house) == 1
    assert f"{complaint}\n" == capsys.readouterr().out


def test_check_finds_ids_that_differ_from_the_code(house: Path) -> None:
    complete(house)
    (house / "jobs" / "two.py").write_text('Text("c.new")\n', encoding="utf-8")
    (house / "bot" / "one.py").write_text('Text("a.ask")\n', encoding="utf-8")

    found = differences(house)

    for file in ("messages.pot", "vi/LC_MESSAGES/messages.po", "en/LC_MESSAGES/messages.po"):
        assert f"locales/{file}: c.new is missing" in found
        assert f"locales/{file}: b.said is used nowhere" in found


def test_check_finds_fuzzy_and_doubled_entries(house: Path) -> None:
    complete(house)
    path = catalogue_path(house / "locales", "vi")
    body = path.read_text(encoding="utf-8")
    double = '\n#, fuzzy\nmsgid "a.ask"\nmsgstr "{n}"\n'
    path.write_text(body + double, encoding="utf-8")

    found = differences(house)

    assert "locales/vi/LC_MESSAGES/messages.po: a.ask stands there twice" in found
    assert "vi: a.ask is fuzzy" in found
