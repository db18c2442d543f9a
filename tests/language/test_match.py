"""A choice is understood as people type it, and never guessed where it could be another."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from bot.language.fold import fold, marked
from bot.language.match import Nothing, One, Several, match, means
from tests.language.test_fold import ANY_TEXT

KINDS = [
    ["Hỗ trợ tại nhà"],
    ["Hội nghị bà con"],
    ["Lớp học"],
    ["Không có"],
    ["Đúng", "gửi đi"],
    ["Thôn 05"],
    ["VNeID mức 1"],
    ["VNeID mức 2"],
]
CONFIRM = ["ừ", "vâng", "đúng", "đúng rồi", "ok", "gửi đi", "được"]


@pytest.mark.parametrize(
    ("typed", "index"),
    [
        ("Hỗ trợ tại nhà", 0),
        ("ho tro tai nha", 0),
        ("HỖ TRỢ  TẠI NHÀ!", 0),
        ("tại nhà", 0),
        ("tai nha", 0),
        ("dạ hỗ trợ tại nhà ạ", 0),
        ("cho em lớp học", 2),
        ("chọn lớp học", 2),
        ("hổ trợ tại nhà", 0),
        ("hỗ trọ tại nhà", 0),
        ("ho tor tai nha", 0),
        ("hỗ trợ tainha", 0),
        ("ko có", 3),
        ("đúng", 4),
        ("dung", 4),
        ("gui di", 4),
        ("thôn 5", 5),
        ("thon05", 5),
        ("mức 2", 7),
        ("vnied muc 1", 6),
    ],
)
def test_a_choice_is_found_as_people_type_it(typed: str, index: int) -> None:
    assert One(index) == match(typed, KINDS)


@pytest.mark.parametrize(
    "typed",
    ["đừng", "dừng", "Hưng", "có", "thôn 6", "thôn 50", "2", "1", "", "😀", "ạ", "...", "xyz"],
)
def test_what_may_be_something_else_is_nothing(typed: str) -> None:
    assert Nothing() == match(typed, KINDS)


def test_two_choices_that_fit_are_both_named() -> None:
    assert Several((6, 7)) == match("vneid", KINDS)


def test_the_very_label_wins_over_another_with_more_marks() -> None:
    assert One(1) == match("ba", [["Bà"], ["Ba"]])


def test_an_unmarked_word_that_fits_two_labels_is_several() -> None:
    assert Several((0, 1)) == match("ma", [["Mã"], ["Má"]])


@pytest.mark.parametrize(("typed", "label"), [("bà", "Ba"), ("Hưng", "Nguyễn Văn Hùng")])
def test_a_contradicting_mark_is_no_slip(typed: str, label: str) -> None:
    assert Nothing() == match(typed, [[label]])


def test_a_short_form_in_a_label_is_found_as_it_is_written() -> None:
    assert One(0) == match("khu hok", [["Khu Hok"], ["Khu không"]])


def test_a_part_without_its_negation_is_not_taken() -> None:
    assert Nothing() == match("có ảnh", [["Không có ảnh"]])


def test_a_slip_into_a_negation_is_not_taken() -> None:
    assert Nothing() == match("k co hoc vien", [["Có học viên"]])


@pytest.mark.parametrize(
    "typed",
    ["ừ", "u", "Vâng ạ", "dạ vâng ạ", "vâng đúng rồi", "Đúng rồi cháu ạ!", "OK 👍", "duoc", "đc ạ"],
)
def test_a_confirm_word_is_understood(typed: str) -> None:
    assert means(typed, CONFIRM)


@pytest.mark.parametrize(
    "typed",
    ["đừng", "không đúng", "đúng không", "chưa được", "gửi", "dạ", "okk", "", "👍", "gui dii"],
)
def test_what_is_no_confirm_word_confirms_nothing(typed: str) -> None:
    assert not means(typed, CONFIRM)


@given(ANY_TEXT, st.lists(st.lists(ANY_TEXT, max_size=3), max_size=4))
def test_matching_never_raises(typed: str, candidates: list[list[str]]) -> None:
    found = match(typed, candidates)

    assert isinstance(found, One | Several | Nothing)
    assert means(typed, [way for ways in candidates for way in ways]) in (True, False)


WORDS = st.text("abcdeghiklmnoôơưđáàảãạéỗợ", min_size=3, max_size=6)
LABELS = st.lists(WORDS, min_size=2, max_size=4).map(" ".join)


@given(LABELS, LABELS, st.data())
def test_one_edit_never_leads_to_a_far_label(meant: str, other: str, data: st.DataObject) -> None:
    assume(OSA.distance(fold(meant), fold(other)) >= 3)
    typed = data.draw(st.sampled_from(_edits(meant)))

    found = match(typed, [[meant], [other]])

    assert found != One(1)


@given(LABELS)
def test_every_label_and_its_bare_letters_find_it(label: str) -> None:
    assert One(0) == match(label, [[label], ["một nhãn hoàn toàn khác"]])
    assert One(0) == match(fold(label), [[label], ["một nhãn hoàn toàn khác"]])


def _edits(label: str) -> list[str]:
    """The label, and all texts that are one letter less, more or other, or two letters swapped."""
    places = range(len(label))
    return [
        label,
        *(label[:at] + label[at + 1 :] for at in places),
        *(label[:at] + "x" + label[at:] for at in places),
        *(label[:at] + "o" + label[at + 1 :] for at in places),
        *(label[:at] + label[at + 1 : at + 2] + label[at] + label[at + 2 :] for at in places),
        marked(label).upper(),
    ]


@pytest.mark.parametrize("word", ["em", "dạ", "ạ", "không", "1"])
def test_a_thousand_polite_words_are_no_choice(word: str) -> None:
    long = f"{word} " * 1333

    assert match(long, [("Hỗ trợ tại nhà",), ("Chữ ký số",)]) == Nothing()
    assert not means(long, ("vâng", "được"))
