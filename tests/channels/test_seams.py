"""Taken apart and put together again, a text is the same to the letter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.seams import sentences, unbroken_words

LINES = st.lists(
    st.sampled_from(
        ["TP.", "P.", " ", "  ", "1.", "xong.", "Xong!", "“Đi.”", "1.234", "...", ".", "v.v.", "ạ"]
    ),
    max_size=30,
).map("".join)


@given(LINES)
def test_sentences_hold_the_whole_line(line: str) -> None:
    assert "".join(sentences(line)) == line


@given(LINES, st.integers(1, 20))
def test_words_hold_the_whole_sentence(line: str, length: int) -> None:
    assert "".join(unbroken_words(line, length)) == line


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Một. Hai.", ["Một.", "Hai."]),
        ("Một.Hai.", ["Một.Hai."]),
        ("Đi TP. Hải Phòng. Về.", ["Đi TP. Hải Phòng.", "Về."]),
        ("1. Chợ 2. Nhà", ["1. Chợ 2. Nhà"]),
        ("Ông Nguyễn V. A. Đến.", ["Ông Nguyễn V. A. Đến."]),
        ("Gặp ông bà. Xong.", ["Gặp ông bà.", "Xong."]),
        ("Hết… rồi ạ. Vâng", ["Hết… rồi ạ.", "Vâng"]),
        ("Mở https://to.example.vn/f/1. Xong.", ["Mở https://to.example.vn/f/1.", "Xong."]),
    ],
)
def test_sentence_ends_where_a_reader_would_end_it(line: str, expected: list[str]) -> None:
    assert [one for one in sentences(line) if one.strip()] == expected
