"""Texts that look alike are alike, and no text is too odd to be read."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.fold import (
    LONG,
    MARKS_ON_A_LETTER,
    agrees,
    clean,
    clean_lines,
    fold,
    has_tone,
    has_words,
    marked,
)

ANY_TEXT = st.text(st.characters(exclude_categories=[]))
VIETNAMESE = st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạằẳẵắặầẩẫấậ ĐƯỜNGHỖTRỢ.,!1234567890")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Đúng rồi!", "dung roi"),
        ("  HỖ   TRỢ\ttại\nnhà ", "ho tro tai nha"),
        ("đặc khu Cát Hải", "dac khu cat hai"),
        ("Ðường", "duong"),
        ("\u200bVNe\u00adID\u202e", "vneid"),
        ("...", ""),
        ("", ""),
        ("\ud800", ""),
    ],
)
def test_fold_leaves_only_bare_letters(text: str, expected: str) -> None:
    folded = fold(text)

    assert expected == folded


def test_marked_keeps_the_marks_and_drops_the_tail() -> None:
    text = "  Gửi   ĐI ạ… !! "

    assert marked(text) == "gửi đi ạ"


def test_clean_keeps_capitals_and_punctuation() -> None:
    text = "\u202eBác\u00a0 Ba,\n\x00 thôn\u200d 5. "

    assert clean(text) == "Bác Ba, thôn 5."


def test_clean_lines_keeps_one_newline_between_lines() -> None:
    text = " Dòng  một\r\n\n\u2028 dòng hai\t\n"

    assert clean_lines(text) == "Dòng một\ndòng hai"


def test_letters_without_a_shape_are_blank() -> None:
    text = "\u3164\u2800\u115f"

    assert clean(text) == ""
    assert not has_words(text)


def test_piles_of_marks_are_cut() -> None:
    text = "a" + "\u0301\u0323" * LONG

    cleaned = clean(text)

    assert len(cleaned) <= 1 + MARKS_ON_A_LETTER


@pytest.mark.parametrize("text", ["hà", "má", "hả", "lã", "lạ", "Hoà", "ô\u0301", "ấ"])
def test_each_of_the_five_tones_is_seen(text: str) -> None:
    assert has_tone(text)


@pytest.mark.parametrize("text", ["", "ba", "đô", "thôn", "ưu", "12"])
def test_the_marks_of_letters_are_no_tones(text: str) -> None:
    assert not has_tone(text)


@pytest.mark.parametrize("text", ["a", "đ", "12", "👍 ok", "1️⃣"])
def test_a_letter_or_figure_makes_words(text: str) -> None:
    assert has_words(text)


@pytest.mark.parametrize("text", ["", " ", "👍👍🏽", "...?!", "👨‍👩‍👧", "\u200b", "\ud83d"])
def test_emoji_and_punctuation_are_no_words(text: str) -> None:
    assert not has_words(text)


@pytest.mark.parametrize("typed", ["dung", "đung", "đúng", "Đúng ", "ĐUNG", "dúng"])
def test_missing_marks_agree(typed: str) -> None:
    assert agrees(typed, "đúng")


@pytest.mark.parametrize("typed", ["đừng", "dừng", "đùng", "dứng", "đun", "đúng rồi", ""])
def test_contradicting_marks_and_other_letters_disagree(typed: str) -> None:
    assert not agrees(typed, "đúng")


def test_the_place_of_the_tone_does_not_matter() -> None:
    assert agrees("hoà bình", "Hòa Bình")


@given(ANY_TEXT)
def test_fold_marked_and_clean_are_done_at_once(text: str) -> None:
    for act in (fold, marked, clean, clean_lines):
        once = act(text)

        assert act(once) == once


@given(st.one_of(ANY_TEXT, VIETNAMESE))
def test_the_normal_form_of_the_keyboard_does_not_matter(text: str) -> None:
    decomposed = unicodedata.normalize("NFD", text)
    composed = unicodedata.normalize("NFC", text)

    for act in (fold, marked, clean, clean_lines, has_tone, has_words):
        assert act(composed) == act(decomposed)


@given(VIETNAMESE)
def test_every_text_agrees_with_itself_and_its_bare_letters(text: str) -> None:
    assert agrees(text, text)
    assert agrees(fold(text), text)


@given(ANY_TEXT)
def test_what_is_cleaned_can_be_stored_and_sent(text: str) -> None:
    clean(text).encode("utf-8")
