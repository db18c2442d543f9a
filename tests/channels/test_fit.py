"""Fitting breaks no limit and loses no word, whatever is said and whatever the channel."""

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.contract import Button, ContactForm, OutFile, Part
from bot.channels.fit import cut, fit, graphemes, split
from bot.channels.limits import Capabilities
from bot.dialog.message import Enclosed, Message, Option, Way
from bot.dialog.text import Label, Parameter, Text

BUTTONS = Capabilities(buttons=True, text_length=4000, button_count=10)
PLAIN = Capabilities(buttons=False, text_length=2000)
ZALGO = "a" + "\u0301" * 40
FAMILY = "👨‍👩‍👧‍👦"
FLAG = "🇻🇳"

SIGNS = st.one_of(
    st.characters(codec="utf-8"),
    st.sampled_from(["ế", "e\u0302\u0301", FAMILY, FLAG, "👍🏽", "\u200d", "\n", " "]),
)
WORDS = st.lists(SIGNS, max_size=60).map("".join)
LABELS = st.lists(SIGNS, min_size=1, max_size=40).map("".join)


def said(words: str) -> Text:
    return Text("said", words=words)


def words_of(label: Label) -> str:
    """A stand-in for the catalogue: texts say their one parameter, a list of them with commas."""
    if isinstance(label, str):
        return label
    ((_, value),) = label.parameters
    return _written(value)


def _written(value: Parameter) -> str:
    if isinstance(value, tuple):
        return ", ".join(_written(item) for item in value)
    return words_of(value) if isinstance(value, Text) else str(value)


def message(*lines: str, options: tuple[str, ...] = (), ways: tuple[str, ...] = ()) -> Message:
    return Message(
        lines=tuple(said(line) for line in lines),
        options=tuple(Option(f"o{n}", label, n) for n, label in enumerate(options, start=1)),
        ways=tuple(Way(f"w{n}", f"Nút {word}", said(word)) for n, word in enumerate(ways, start=1)),
    )


MESSAGES = st.builds(
    lambda lines, options, ways: message(*lines, options=tuple(options), ways=tuple(ways)),
    st.lists(WORDS, max_size=6),
    st.lists(LABELS, max_size=9),
    st.lists(LABELS, max_size=4),
)
CAPABILITIES = st.builds(
    Capabilities,
    buttons=st.booleans(),
    text_length=st.integers(1, 120),
    button_count=st.integers(0, 10),
    label_length=st.integers(2, 24),
)


def squeezed(text: str) -> str:
    """Composed, as it goes out, and without what a seam may lose."""
    return unicodedata.normalize("NFC", "".join(unicodedata.normalize("NFC", text).split()))


def composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


@given(MESSAGES, CAPABILITIES)
def test_no_limit_is_ever_broken(what: Message, limits: Capabilities) -> None:
    parts = fit(what, limits, words_of)

    assert [part for part in parts if len(part.text) > limits.text_length] == []
    assert [part for part in parts[:-1] if part.buttons] == []
    buttons = parts[-1].buttons if parts else ()
    assert len(buttons) <= (limits.button_count if limits.buttons else 0)
    assert [b for b in buttons if not 0 < len(b.label) <= limits.label_length] == []


@given(MESSAGES, CAPABILITIES)
def test_no_word_is_ever_lost(what: Message, limits: Capabilities) -> None:
    parts = fit(what, limits, words_of)

    text = squeezed("".join(part.text for part in parts))
    labels = {button.id: button.label for part in parts for button in part.buttons}
    for line in what.lines:
        assert squeezed(words_of(line)) in text
    for option in what.options:
        is_whole = labels.get(option.id) == composed(words_of(option.label))
        assert is_whole or squeezed(f"{option.number}.{words_of(option.label)}") in text
    for way in what.ways:
        assert way.id in labels or squeezed(words_of(way.word)) in text


@given(MESSAGES, CAPABILITIES)
def test_no_part_is_empty_but_for_its_buttons(what: Message, limits: Capabilities) -> None:
    assert [p for p in fit(what, limits, words_of) if not p.text.strip() and not p.buttons] == []


@given(MESSAGES)
def test_ways_out_are_never_numbers_without_buttons(what: Message) -> None:
    (*_, last) = fit(what, PLAIN, words_of) or (Part(""),)

    lines = last.text.split("\n")
    assert not last.buttons
    labels = [composed(words_of(way.label)) for way in what.ways]
    assert all(not line.endswith(f". {label}") for line in lines for label in labels)


def test_options_and_ways_become_buttons_in_their_order() -> None:
    (part,) = fit(message("Hôm nào ạ?", options=("Thôn 01",), ways=("lùi",)), BUTTONS, words_of)

    assert part == Part(
        "Hôm nào ạ?", (Button("o1", "Thôn 01"), Button("w1", "Nút lùi", is_way=True))
    )


def test_without_buttons_options_are_numbered_and_ways_are_words() -> None:
    what = message("Buổi gì ạ?", options=("Tại nhà", "Tập huấn"), ways=("lùi", "để sau"))

    (part,) = fit(what, PLAIN, words_of)

    assert part == Part("Buổi gì ạ?\n1. Tại nhà\n2. Tập huấn\nlùi, để sau")


def test_numbers_of_a_later_page_go_on() -> None:
    second_page = Message((said("Thôn nào ạ?"),), (Option("o8", "Thôn 08", 8),))

    assert fit(second_page, PLAIN, words_of)[0].text.endswith("\n8. Thôn 08")


def test_list_with_an_option_that_no_button_carries_whole_stands_in_the_text_too() -> None:
    what = message("Ai ạ?", options=("Nguyễn Thị Hồng Phương Anh", "Lê An"))

    (part,) = fit(what, BUTTONS, words_of)

    assert part.text == "Ai ạ?\n1. Nguyễn Thị Hồng Phương Anh\n2. Lê An"
    assert [button.label for button in part.buttons] == ["Nguyễn Thị Hồng Phư…", "Lê An"]


def test_ways_out_keep_their_buttons_when_options_are_too_many() -> None:
    limits = Capabilities(buttons=True, text_length=4000, button_count=3)

    (part,) = fit(message("Ai ạ?", options=("A", "B", "C", "D"), ways=("lùi",)), limits, words_of)

    assert [button.id for button in part.buttons] == ["o1", "o2", "w1"]
    assert part.text == "Ai ạ?\n1. A\n2. B\n3. C\n4. D"


def test_two_ways_with_one_word_are_offered_once() -> None:
    (part,) = fit(message("Sao ạ?", ways=("xong", "xong")), PLAIN, words_of)

    assert part.text == "Sao ạ?\nxong"


def test_message_that_says_nothing_is_no_part() -> None:
    assert fit(Message(()), BUTTONS, words_of) == ()


@pytest.mark.parametrize(
    ("label", "length", "expected"),
    [
        ("Để sau", 20, "Để sau"),
        ("Nhờ người ghi hộ ngay", 20, "Nhờ người ghi hộ ng…"),
        ("Nhờ người ghi", 4, "Nhờ…"),
        ("Nhờ người ghi", 5, "Nhờ…"),
        ("ae\u0302\u0301b", 3, "a…"),
        (f"ab{FAMILY}cd", 8, "ab…"),
        (f"{FLAG}{FLAG}{FLAG}", 5, f"{FLAG}{FLAG}…"),
        (ZALGO, 5, f"{ZALGO[:4]}…"),
    ],
)
def test_label_is_cut_between_letters(label: str, length: int, expected: str) -> None:
    assert expected == cut(label, length)


@pytest.mark.parametrize(
    ("text", "length", "expected"),
    [
        ("một hai\nba bốn", 7, ["một hai", "ba bốn"]),
        ("một\nhai\nba bốn", 8, ["một\nhai", "ba bốn"]),
        ("một hai ba", 7, ["một hai", "ba"]),
        ("mộthaiba", 3, ["một", "hai", "ba"]),
        (f"aa{FLAG}b", 3, ["aa", f"{FLAG}b"]),
        ("một\n\n\nhai", 5, ["một", "hai"]),
        (" \n ", 5, []),
    ],
)
def test_text_is_split_at_lines_then_words_then_letters(
    text: str, length: int, expected: list[str]
) -> None:
    assert expected == split(text, length)


@given(WORDS, st.integers(1, 30))
def test_split_loses_white_space_alone(text: str, length: int) -> None:
    assert "".join(text.split()) == "".join("".join(split(text, length)).split())


@pytest.mark.parametrize(
    ("text", "count"),
    [("ế", 1), ("e\u0302\u0301", 1), (FAMILY, 1), (FLAG + FLAG, 2), ("👍🏽", 1), ("Thôn", 4)],
)
def test_graphemes_are_what_a_reader_sees(text: str, count: int) -> None:
    assert count == len(list(graphemes(text)))


@given(WORDS)
def test_graphemes_hold_the_whole_text(text: str) -> None:
    found = list(graphemes(text))

    assert text == "".join(found)
    assert [g for g in found[1:] if unicodedata.category(g[0]) == "Mn"] == []


@given(st.lists(SIGNS, max_size=300).map("".join), st.integers(20, 60))
def test_letters_are_counted_composed(text: str, length: int) -> None:
    parts = fit(message(text), Capabilities(buttons=False, text_length=length), words_of)

    assert [p for p in parts if not len(p.text) == len(composed(p.text)) <= length] == []


def test_text_of_decomposed_letters_goes_whole_where_it_fits_composed() -> None:
    text = unicodedata.normalize("NFD", "Tổ công nghệ số cộng đồng " * 4)
    limits = Capabilities(buttons=False, text_length=104)

    (part,) = fit(message(text), limits, words_of)

    assert (len(text) > 104, part.text) == (True, composed(text).strip())


SENTENCES = [
    "Dạ cháu nghe ạ.",
    "Tuần này có 1.234 người!",
    "Bác ở TP. Hải Phòng phải không ạ?",
    "Còn “P. Lê Lợi” thì sao?",
    "Vân vân và v.v. nữa…",
    "1. Chợ.",
    "Xong.",
]


@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=40), st.integers(40, 200))
def test_no_sentence_is_broken_that_fits_into_one_part(said: list[str], length: int) -> None:
    for piece in split(" ".join(said), length):
        assert piece in " ".join(said)
        rest = piece
        while rest:
            whole = next(one for one in sorted(SENTENCES, key=len)[::-1] if rest.startswith(one))
            rest = rest.removeprefix(whole).strip()


@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=12), st.integers(14, 30))
def test_no_number_and_no_abbreviation_is_broken(said: list[str], length: int) -> None:
    pieces = split(" ".join(said), length)

    assert sum("1.234" in piece for piece in pieces) == said.count(SENTENCES[1])
    assert [p for p in pieces if p.endswith(("TP.", "P.", "“P.", " 1.")) or p == "1."] == []


@pytest.mark.parametrize(
    ("text", "length", "expected"),
    [
        ("Một câu. Hai câu. Ba câu.", 17, ["Một câu. Hai câu.", "Ba câu."]),
        ("Một câu. Hai câu. Ba câu.", 16, ["Một câu.", "Hai câu. Ba câu."]),
        ("Ở TP. Hải Phòng. Đúng ạ", 16, ["Ở TP. Hải Phòng.", "Đúng ạ"]),
        ("Ở TP. Hải Phòng", 8, ["Ở", "TP. Hải", "Phòng"]),
        ("Có 1.234 người. Hết", 15, ["Có 1.234 người.", "Hết"]),
        ("Một! Hai? Ba… Bốn", 9, ["Một! Hai?", "Ba… Bốn"]),
        ("Nói “xong.” Rồi đi", 12, ["Nói “xong.”", "Rồi đi"]),
        ("Gạo, v.v. và muối. Hết", 18, ["Gạo, v.v. và muối.", "Hết"]),
    ],
)
def test_line_is_split_at_sentences(text: str, length: int, expected: list[str]) -> None:
    assert expected == split(text, length)


# Files


LINKED = Enclosed("Mẫu.xlsx", "application/x-sheet", "0a1/0a1c.xlsx", is_personal=False)
PICTURE = Enclosed(
    "Bản đồ.png", "image/png", "0a1/0a1d.png", is_personal=False, instead=(said("một"), said("hai"))
)


def link(number: int) -> str:
    return f"https://to.example.vn/f/{number}"


def spoken(label: Label) -> str:
    """The texts of `fit` by their id and what they are about."""
    if isinstance(label, Text) and label.id.startswith("fit."):
        return " ".join([label.id, *(str(value) for _, value in label.parameters[::-1])])
    return words_of(label)


FILE = Enclosed("Sổ tay.pdf", "application/pdf", "0a1/0a1b.pdf")


def no_files(label: Label) -> str:
    return "hỏi cán bộ" if label == Text("fit.no_files") else words_of(label)


def test_files_go_with_the_last_part() -> None:
    capabilities = replace(BUTTONS, text_length=10, files=True)

    first, last = fit(replace(message("một hai ba bốn"), files=(FILE,)), capabilities, no_files)

    assert first.files == ()
    assert last.files == (OutFile("Sổ tay.pdf", "application/pdf", "0a1/0a1b.pdf"),)


def test_file_without_a_word_goes_alone() -> None:
    (part,) = fit(Message((), files=(FILE,)), replace(BUTTONS, files=True), no_files)

    assert (part.text, len(part.files)) == ("", 1)


def test_channel_without_files_says_whom_to_ask() -> None:
    (part,) = fit(replace(message("Sổ tay"), files=(FILE,)), PLAIN, no_files)

    assert (part.text, part.files) == ("Sổ tay\nhỏi cán bộ", ())


def test_wish_for_a_file_is_told_with_the_question() -> None:
    (asks,) = fit(replace(message("Tệp ạ?"), wants_file=True), BUTTONS, words_of)
    (other,) = fit(message("Tên ạ?"), BUTTONS, words_of)

    assert (asks.wants_file, other.wants_file) == (True, False)


def words_or_id(label: Label) -> str:
    return label.id if isinstance(label, Text) and not label.parameters else words_of(label)


def test_form_stands_beside_a_question_for_the_number_where_there_is_one() -> None:
    question = replace(message("Số của bác?"), wants_contact=True)
    (without,) = fit(question, BUTTONS, words_of)
    with_form = replace(BUTTONS, contact_form=True)
    (beside,) = fit(question, with_form, words_or_id)
    (other,) = fit(message("Tên bác?"), with_form, words_or_id)

    assert (without.form, other.form) == (None, None)
    assert beside.form == ContactForm("fit.form.title", "fit.form.words")


def test_file_that_is_not_carried_is_a_link() -> None:
    (part,) = fit(replace(message("Mẫu"), files=(LINKED, FILE)), PLAIN, spoken, link)

    assert part.files == ()
    assert part.text.split("\n") == [
        "Mẫu",
        "fit.link Mẫu.xlsx https://to.example.vn/f/0",
        "fit.link_personal Sổ tay.pdf https://to.example.vn/f/1",
    ]


def test_channel_carries_its_own_kinds_and_links_to_the_others() -> None:
    limits = replace(BUTTONS, files=True, carried=("application/pdf",))

    (part,) = fit(replace(message("Mẫu"), files=(FILE, LINKED)), limits, spoken, link)

    assert [file.name for file in part.files] == ["Sổ tay.pdf"]
    assert part.text == "Mẫu\nfit.link Mẫu.xlsx https://to.example.vn/f/1"


def test_no_address_is_given_of_what_is_personal() -> None:
    limits = replace(BUTTONS, files=True)

    (part,) = fit(replace(message(""), files=(FILE, LINKED)), limits, spoken, link)

    assert [file.url for file in part.files] == ["", "https://to.example.vn/f/1"]


FETCHING = replace(PLAIN, files=True, by_url=True, carried=("image/png",))


def test_picture_is_shown_by_its_address() -> None:
    (part,) = fit(replace(message("Xem"), files=(PICTURE,)), FETCHING, spoken, link)

    url = "https://to.example.vn/f/0"
    assert part == Part("Xem", (), (OutFile("Bản đồ.png", "image/png", "0a1/0a1d.png", url),))


def test_personal_picture_is_shown_to_no_provider() -> None:
    picture = replace(PICTURE, is_personal=True)

    (part,) = fit(replace(message("Xem"), files=(picture,)), FETCHING, spoken, link)

    assert (part.files, part.text.split("\n")[1]) == (
        (),
        "fit.link_personal Bản đồ.png https://to.example.vn/f/0",
    )


def test_picture_becomes_its_lines_where_there_is_no_public_address() -> None:
    (part,) = fit(replace(message("Xem"), files=(PICTURE, FILE)), FETCHING, spoken)

    assert (part.files, part.text) == ((), "Xem\nmột\nhai\nfit.no_files")


def test_whom_to_ask_is_said_once_however_many_files() -> None:
    (part,) = fit(replace(message("Xem"), files=(FILE, LINKED)), PLAIN, spoken)

    assert part.text == "Xem\nfit.no_files"


@given(MESSAGES, CAPABILITIES, st.lists(st.sampled_from([FILE, LINKED, PICTURE]), max_size=3))
def test_no_file_is_ever_lost(what: Message, limits: Capabilities, files: list[Enclosed]) -> None:
    limits = replace(limits, text_length=limits.text_length + 80)
    parts = fit(replace(what, files=tuple(files)), limits, spoken, link)

    text = "".join(part.text for part in parts)
    gone = [file for part in parts for file in part.files]
    assert len(gone) + sum(text.count(link(number)) for number in range(3)) == len(files)
