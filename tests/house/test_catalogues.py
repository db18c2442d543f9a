"""The catalogues are complete, agree with the code, and speak as the bot speaks (voice)."""

import ast
import re
import unicodedata
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from bot.cli.catalogues import PACKAGES, ROOT, differences
from bot.dialog.address import Address
from bot.dialog.text import Parameter, Text
from bot.texts import (
    ADDRESS_NAMES,
    FIRST_LANGUAGE,
    LANGUAGES,
    LOCALES,
    Entry,
    Reader,
    Texts,
    catalogue_path,
    parse,
    read_entries,
)

BUTTON_LENGTH = 20
LINE_LENGTH = 110
"""Names and figures are one letter each here; the real ones: tests/transcripts/test_limits.py."""
MOST_LINES = 5
MARKER_MODULE = "bot.dialog.text"
MARKER_FILE = Path("bot/dialog/text.py")  # it alone makes texts from ids that it was handed

SOFTWARE_WORDS = (
    "session submit form click dashboard record menu report error server",
    "hệ thống",
    "dữ liệu",
    "thành công",
    "không hợp lệ",
    "vui lòng",
)
SOFTWARE = re.compile(
    r"\b(?:"
    + "|".join([*SOFTWARE_WORDS[0].split(), *(re.escape(words) for words in SOFTWARE_WORDS[1:])])
    + r")\b",
    re.IGNORECASE,
)
# Pictographs, symbols, flags, the emoji selector; the tick of a chosen item (✓) is a letter to us.
EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u2712\u2714-\u27bf\u2b00-\u2bff\ufe0f]")


# The rules of a Vietnamese entry: each says what is wrong, or nothing.


def has_exclamation(entry: Entry) -> str:
    is_wrong = "!" in entry.words and not entry.id.startswith("warning.")
    return "an exclamation mark outside a warning" if is_wrong else ""


def has_emoji(entry: Entry) -> str:
    allowed = 1 if entry.id.endswith(".closing") else 0
    found = EMOJI.findall(entry.words.replace("\ufe0f", ""))
    return f"{len(found)} emoji where {allowed} may stand" if len(found) > allowed else ""


def has_too_much_courtesy(entry: Entry) -> str:
    words = re.findall(r"\w+", entry.words.lower())
    if words.count("dạ") > 1:
        return "more than one dạ"
    return "more than two ạ" if words.count("ạ") > 2 else ""


def has_word_of_software(entry: Entry) -> str:
    found = SOFTWARE.search(without_placeholders(entry.words))
    return f"a word of software: {found.group()}" if found else ""


def has_capitals(entry: Entry) -> str:
    # Official short forms (VNPT, HĐND) have no more than four letters; longer ones are shouting.
    words = re.findall(r"[^\W\d_]+", without_placeholders(entry.words))
    loud = [word for word in words if len(word) > 4 and word.isupper()]
    return f"capitals for emphasis: {loud[0]}" if loud else ""


def has_long_button(entry: Entry) -> str:
    if not entry.id.startswith(("button.", "way.")):
        return ""
    longest = max((shown(entry, form) for form in Address), key=len)
    return f"{len(longest)} characters: {longest}" if len(longest) > BUTTON_LENGTH else ""


def has_long_line(entry: Entry) -> str:
    """What operators read in a terminal, and of a roster file, may be longer."""
    if entry.id.startswith(("cli.", "roster.", "key.")):
        return ""
    longest = max(
        (line for form in Address for line in shown(entry, form).split("\n")), key=len, default=""
    )
    return f"{len(longest)} characters: {longest}" if len(longest) > LINE_LENGTH else ""


def has_too_many_lines(entry: Entry) -> str:
    lines = entry.words.count("\n") + 1
    return f"{lines} lines" if lines > MOST_LINES and not entry.id.startswith("cli.") else ""


def has_loose_marks(entry: Entry) -> str:
    is_loose = entry.words != unicodedata.normalize("NFC", entry.words)
    return "letters and marks apart (not NFC)" if is_loose else ""


RULES = (
    has_exclamation,
    has_emoji,
    has_too_much_courtesy,
    has_word_of_software,
    has_capitals,
    has_long_button,
    has_long_line,
    has_too_many_lines,
    has_loose_marks,
)


def without_placeholders(words: str) -> str:
    return " ".join(piece.words for piece in parse(words))


def shown(entry: Entry, form: Address) -> str:
    written = []
    for piece in parse(entry.words):
        word = form.value if piece.name in {"you", "You"} else "cháu"
        written += [piece.words, word if piece.name in ADDRESS_NAMES else "9" * bool(piece.name)]
    return "".join(written)


def dummies(*variants: str) -> dict[str, Parameter]:
    """A value for every placeholder in any of these words, of the kind that its format wants."""
    specs: dict[str, set[str]] = {}
    for words in variants:
        for piece in parse(words):
            if piece.name and piece.name not in ADDRESS_NAMES:
                specs.setdefault(piece.name, set()).add(piece.spec)
    return {name: dummy(found) for name, found in specs.items()}


def dummy(specs: set[str]) -> Parameter:
    if specs & {"full", "short"}:
        return date(2026, 11, 22)
    if "time" in specs:
        return "07:00"
    if any("|" in spec for spec in specs):
        return 1234
    return "Thôn 05"


def dynamic_ids(source: str) -> list[str]:
    """Where a source makes a Text whose id nobody can extract, or calls something else Text.

    The `notice` of one of our errors may be the id: the catalogue command reads those where they
    are raised.
    """
    found = []
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.ImportFrom(module=module, names=names) if module != MARKER_MODULE:
                found += [
                    f"Text of {module}" for name in names if "Text" in (name.name, name.asname)
                ]
            case ast.Call(func=ast.Name(id="Text") | ast.Attribute(attr="Text"), args=args):
                match args:
                    case [ast.Constant(value=str())] | [ast.Attribute(attr="notice")]:
                        pass
                    case _:
                        found.append(ast.unparse(node))
    return found


def entries_of(language: str) -> tuple[Entry, ...]:
    return read_entries(catalogue_path(LOCALES, language))


# The product's own catalogues.


def test_catalogues_are_complete_and_agree_with_the_code() -> None:
    assert differences(ROOT) == ()


def test_every_vietnamese_entry_speaks_as_the_bot_speaks() -> None:
    found = [
        f"{entry.id}: {fault}"
        for entry in entries_of(FIRST_LANGUAGE)
        for rule in RULES
        if (fault := rule(entry))
    ]

    assert found == []


@pytest.mark.parametrize("form", Address)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_entry_renders_with_every_form(language: str, form: Address) -> None:
    texts = Texts(LOCALES)
    variants: dict[str, list[str]] = {}
    for known in LANGUAGES:
        for entry in entries_of(known):
            variants.setdefault(entry.id, []).append(entry.words)

    written = [
        texts.render(Text(id_, **dummies(*words)), Reader(language, form))
        for id_, words in variants.items()
        if any(words)
    ]

    assert [words for words in written if re.search(r"[{}]", words)] == []
    assert "" not in written


def test_every_text_of_the_code_can_be_extracted() -> None:
    found = {
        str(path.relative_to(ROOT)): faults
        for package in PACKAGES
        for path in (ROOT / package).rglob("*.py")
        if path.relative_to(ROOT) != MARKER_FILE
        and (faults := dynamic_ids(path.read_text(encoding="utf-8")))
    }

    assert found == {}


# Each rule catches a violation, and lets pass what it must.


@pytest.mark.parametrize(
    ("rule", "id_", "bad", "good"),
    [
        (has_exclamation, "done.said", "Xong rồi!", "Xong rồi ạ."),
        (has_emoji, "day.ask", "Ngày nào ạ? 📅", "Ngày nào ạ? • hôm nay"),
        (has_emoji, "day.ask", "Được ✅", "✓ Thôn 05"),
        (has_emoji, "week.closing", "Cảm ơn 🌾🌾", "Cảm ơn 🌾"),
        (has_emoji, "week.closing", "Cảm ơn ❤️❤️", "Cảm ơn ❤️"),
        (
            has_too_much_courtesy,
            "a",
            "Dạ cháu chào. Dạ cháu đây.",
            "Dạ cháu chào. Cháu đây dạo này",
        ),
        (has_too_much_courtesy, "a", "Vâng ạ. Ngày nào ạ? Thôn nào ạ?", "Vâng ạ. Ngày nào ạ?"),
        (has_word_of_software, "a", "Session đã hết hạn", "Buổi đã ghi"),
        (has_word_of_software, "a", "Dữ liệu này", "Số này {session}"),
        (has_word_of_software, "a", "Lưu thành công.", "Bác cài VNeID, dịch vụ công trực tuyến"),
        (has_word_of_software, "a", "Số không hợp lệ", "Cháu chưa hiểu số này, formosa"),
        (has_capitals, "a", "KHÔNG đọc mã OTP", "Không đọc mã OTP, hỏi VNPT"),
        (has_long_button, "button.later", "Để lúc khác cháu nhắc lại", "Để sau"),
        (has_long_button, "way.scribe", "Nhờ một người ghi hộ {you}", "Nhờ người ghi hộ"),
        (has_long_line, "day.ask", "Ngày nào ạ " * 11, "Ngày nào ạ\n" * 11),
        (has_too_many_lines, "day.ask", "Ngày\n" * 5, "Ngày\n" * 4),
        (has_loose_marks, "a", "da\u0323", "dạ"),
    ],
)
def test_rule_catches_a_violation(
    rule: Callable[[Entry], str], id_: str, bad: str, good: str
) -> None:
    good = unicodedata.normalize("NFC", good)

    assert rule(Entry(id_, bad, is_fuzzy=False))
    assert not rule(Entry(id_, good, is_fuzzy=False))


def test_exclamation_may_stand_in_a_warning() -> None:
    assert not has_exclamation(Entry("warning.fraud", "Đừng đọc mã này cho ai!", is_fuzzy=False))


def test_capitals_of_four_letters_at_most_are_an_official_name() -> None:
    assert not has_capitals(Entry("a", "VP HĐND và UBND", is_fuzzy=False))


@pytest.mark.parametrize(
    "source",
    [
        "Text(name)",
        'Text(f"a.{b}")',
        'Text("a" + b)',
        'text.Text(KEYS["a"])',
        "Text(12)",
        'Text(id="a")',
        "Text(*parts)",
        "from rich.text import Text",
        "from sqlalchemy import Text",
        "from sqlalchemy import String as Text",
    ],
)
def test_text_that_cannot_be_extracted_is_caught(source: str) -> None:
    assert dynamic_ids(source)


@pytest.mark.parametrize(
    "source",
    [
        'Text("a.b", who=name)',
        "Text(error.notice)",
        "from bot.dialog.text import Text",
        "Texts(folder)",
        'Text("a", b=Text("c"))',
    ],
)
def test_text_that_can_be_extracted_passes(source: str) -> None:
    assert dynamic_ids(source) == []
