import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.roster.phones import read_phone
from bot.roster.problems import Code, mask, shown
from models.vault import normalise_phone

numbers = st.from_regex(r"\A0[35789][0-9]{8}\Z")


@pytest.mark.parametrize(
    "cell",
    [
        "0912345678",
        "84912345678",
        "+84912345678",
        "+84 912 345 678",
        "0084912345678",
        "0912.345.678",
        "0912-345-678",
        "(0912) 345 678",
        "912345678",
        "912345678.0",
        "84912345678.0",
        "9.12345678E+08",
        "9,12345678e8",
        "'0912345678",
        "０９１２３４５６７８",  # as an East Asian keyboard types it
        "\u200b0912345678 ",
    ],
)
def test_phone_is_read_however_it_is_written(cell: str) -> None:
    assert read_phone(cell) == "0912345678"


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("", Code.PHONE_MISSING),
        ("9.12E+08", Code.PHONE_DIGITS_LOST),
        ("9,12E+08", Code.PHONE_DIGITS_LOST),
        ("8.49E+10", Code.PHONE_DIGITS_LOST),
        ("0912345678 / 0987654321", Code.PHONE_SEVERAL),
        ("0912345678; 0987654321", Code.PHONE_SEVERAL),
        ("0912 345 678 0987654321", Code.PHONE_SEVERAL),
        ("01698765432", Code.PHONE_OLD),
        ("091234567", Code.PHONE_WRONG),
        ("91234567.0", Code.PHONE_WRONG),
        ("09123456789", Code.PHONE_WRONG),
        ("chưa có", Code.PHONE_WRONG),
        ("2026-11-22T00:00:00", Code.PHONE_WRONG),
        ("0612345678", Code.PHONE_WRONG),
        ("9" * 400, Code.PHONE_WRONG),
        ("9E+99", Code.PHONE_DIGITS_LOST),
    ],
)
def test_what_is_wrong_with_a_phone_is_named(cell: str, code: Code) -> None:
    assert read_phone(cell) is code


@given(numbers, st.sampled_from(["{}", "84{}", "+84{}", "+84 {}", "0084{}"]), st.data())
def test_every_way_of_writing_gives_the_same_number(
    number: str, form: str, data: st.DataObject
) -> None:
    rest = number[1:]
    cut = data.draw(st.integers(1, 8))
    parted = data.draw(st.sampled_from(["", " ", ".", "-"])).join((rest[:cut], rest[cut:]))

    # "912345678.9" would be a number with a fraction: a dot parts groups of three.
    if parted.partition(".")[2] and len(parted.partition(".")[2]) < 2:
        return
    assert read_phone(form.format(parted)) == number


@given(numbers)
def test_number_that_lost_its_zero_is_found_again(number: str) -> None:
    assert read_phone(str(int(number))) == number
    assert read_phone(f"{int(number)}.0") == number


@given(st.text(max_size=40))
def test_any_text_is_a_number_or_a_problem(cell: str) -> None:
    read = read_phone(cell)

    assert isinstance(read, Code) or normalise_phone(read) == read


@given(numbers)
def test_no_problem_shows_a_whole_number(number: str) -> None:
    for cell in (number, f"+84{number[1:]}", f"số {number} ạ", " ".join(number)):
        assert number[4:] not in shown(cell).replace(" ", "")
        assert "***" in shown(cell)


def test_masked_number_keeps_its_ends() -> None:
    assert mask("0912345456") == "0912***456"
    assert mask("0912345") == "09***"
