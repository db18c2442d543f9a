"""The answer to "how many": read as people say it, asked again where it could be another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.fold import fold
from bot.language.numbers import (
    Exactly,
    Many,
    Missing,
    NotWhole,
    Range,
    Reading,
    Rough,
    read_number,
)
from tests.language.spoken import LARGEST, spoken
from tests.language.study import cases
from tests.language.test_fold import ANY_TEXT


@pytest.mark.parametrize(("text", "value"), cases()["numbers"])
def test_phrases_of_the_study_are_read(text: str, value: int) -> None:
    assert Exactly(value) == read_number(text)


@pytest.mark.parametrize("link", ["linh", "lẻ"])
@pytest.mark.parametrize("thousand", ["nghìn", "ngàn"])
@pytest.mark.parametrize("four", ["tư", "bốn"])
def test_spoken_numbers_are_read_back_with_and_without_marks(
    link: str, thousand: str, four: str
) -> None:
    numbers = [*range(200), *range(200, LARGEST + 1, 7)]
    phrases = {
        number: spoken(number, link=link, thousand=thousand, four=four) for number in numbers
    }

    wrong = [
        phrase
        for number, phrase in phrases.items()
        if not (read_number(phrase) == read_number(fold(phrase)) == Exactly(number))
    ]

    assert wrong == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12),
        ("00012", 12),
        ("1.234", 1_234),
        ("1,234", 1_234),
        ("1.234.567", 1_234_567),
        ("12,0", 12),
        ("１２", 12),
        ("1️⃣2️⃣", 12),
        ("12 người.", 12),
        ("có 12 người ạ", 12),
        ("co 12 nguoi a", 12),
        ("12 bác", 12),
        ("12 ba con", 12),
        ("8ng", 8),
        ("- 12 người", 12),
        ("12 (mười hai) người", 12),
        ("không, 12", 12),
        ("t7 12 người", 12),
        ("năm nay 12 người", 12),
        ("tram y te 12 nguoi", 12),
        ("hai chục người", 20),
        ("tam", 8),
        ("tam nguoi", 8),
        ("dạ có tám thôi ạ", 8),
        ("hai trieu ruoi", 2_500_000),
        ("-3", -3),
        ("âm 3", -3),
        ("9" * 5_000, 10**9),
    ],
)
def test_one_clear_number_is_exact(text: str, value: int) -> None:
    assert Exactly(value) == read_number(text)


@pytest.mark.parametrize(
    "text",
    ["0", "không", "không ạ", "khong", "ko", "không có", "không có ai", "ko có ai", "chưa",
     "chua co ai", "chưa có", "không một ai", "không có bác nào ạ", "Dạ chưa có ai ạ."],
)  # fmt: skip
def test_saying_none_is_zero(text: str) -> None:
    assert Exactly(0) == read_number(text)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("15-20", 15, 20),
        ("15 – 20 người", 15, 20),
        ("15 đến 20", 15, 20),
        ("tu 15 den 20 nguoi", 15, 20),
        ("15 người đến 20 người", 15, 20),
        ("khoảng 15-20", 15, 20),
        ("10 hay 12 người", 10, 12),
        ("năm bảy người", 5, 7),
        ("nam sau nguoi", 5, 6),
        ("mười lăm hai mươi người", 15, 20),
    ],
)
def test_two_ends_are_a_range(text: str, low: int, high: int) -> None:
    assert Range(low, high) == read_number(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("khoảng 20", 20),
        ("khoang 20 nguoi", 20),
        ("gần 30", 30),
        ("hơn 10 người", 10),
        ("tầm 20", 20),
        ("tam 20 nguoi", 20),
        ("cỡ 20", 20),
        ("chưa đến 20", 20),
        ("20+", 20),
        ("~20", 20),
        ("20 mấy", 20),
        ("20 người gì đó", 20),
        ("chục người", 10),
        ("trăm rưỡi người", 150),
        ("gần trăm người", 100),
    ],
)
def test_a_guess_is_rough(text: str, value: int) -> None:
    assert Rough(value) == read_number(text)


@pytest.mark.parametrize("text", ["1,5", "2.5", "2 rưỡi", "50%", "khoảng 1,5", "1." + "5" * 5_000])
def test_parts_of_people_are_not_whole(text: str) -> None:
    assert NotWhole() == read_number(text)


@pytest.mark.parametrize("text", ["5 nam 7 nữ", "5+7", "12/3", "20-15", "12 người 2 buổi", "1 200"])
def test_different_numbers_are_many(text: str) -> None:
    assert Many() == read_number(text)


@pytest.mark.parametrize(
    "text",
    ["", "😀", "-", "bà", "bay gio", "năm nay", "không nhớ", "không phải 12", "vài chục",
     "vài người", "mấy người", "một vài", "ba mẹ", "lăm", "1e5", "0x10", "1.2.3", "tram y te"],
)  # fmt: skip
def test_no_number_that_counts_is_missing(text: str) -> None:
    assert Missing() == read_number(text)


@given(ANY_TEXT)
def test_reading_a_number_never_raises(text: str) -> None:
    assert isinstance(read_number(text), Reading)


PIECES = [
    "chục", "tá", "nửa", "rưỡi", "trăm", "nghìn", "mươi", "mười", "hăm", "linh", "lăm", "tư", "mốt",
    "không", "ba", "năm", "1", "12", "1,5", "1.200", "-", "đến", "người", "khoảng", "tam", "%",
    "âm",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join))
def test_number_words_in_any_order_are_read_without_harm(text: str) -> None:
    reading = read_number(text)

    match reading:
        case Exactly(value) | Rough(value):
            assert abs(value) <= 10**9
        case Range(low, high):
            assert low < high


@given(st.integers(0, LARGEST), st.sampled_from(["{} người", "dạ {} ạ", "có {} người ạ"]))
def test_polite_words_around_a_number_change_nothing(number: int, frame: str) -> None:
    for said in (str(number), spoken(number) if number else "0"):
        reading = read_number(frame.format(said))

        assert Exactly(number) == reading
