"""What each number of Zalo's means for a letter."""

import pytest

from bot.channels.failures import (
    Misconfigured,
    PersonLeft,
    Refused,
    SendError,
    Throttled,
    Unreachable,
    WindowClosed,
    harmless,
)
from bot.channels.zalo_oa.codes import CODES, send_error

MEANINGS: list[tuple[type[SendError], list[int]]] = [
    (Throttled, [-32, -234]),
    (WindowClosed, [-211, -218, -230, -232]),
    (PersonLeft, [-213, -217, -227, -244]),
    (Misconfigured, [-204, -205, -209, -212, -216, -220, -221, -223, -224, -235, -240, -242]),
    (Refused, [-100, -201, -233, -237, -248]),
    (Unreachable, [-1, -200, -9999, 5]),
]


@pytest.mark.parametrize(
    ("meaning", "code"), [(meaning, code) for meaning, codes in MEANINGS for code in codes]
)
def test_each_code_has_its_meaning(meaning: type[SendError], code: int) -> None:
    assert type(send_error(code, "words")) is meaning


def test_no_code_of_the_table_goes_untested() -> None:
    assert set(CODES) <= {code for _, codes in MEANINGS for code in codes}


def test_refusal_keeps_the_number_and_the_vendors_words() -> None:
    error = send_error(-201, "The message is invalid")

    assert isinstance(error, Refused)
    assert (error.code, error.words) == ("-201", "The message is invalid")


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ('text "bà Hoa ốm" is too long', "text … is too long"),
        ("phone 84912000002 is wrong", "phone … is wrong"),
        ("token " + "A" * 40 + " has expired", "token … has expired"),
        ("no\n\tuser", "no user"),
        ("a b " * 90, ("a b " * 30)[:120]),
    ],
)
def test_what_a_refusal_may_quote_is_left_out(words: str, kept: str) -> None:
    assert harmless(words) == kept
