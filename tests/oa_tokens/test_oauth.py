"""What an answer of Zalo's OAuth means."""

from datetime import timedelta

import pytest

from bot.channels.calls import Answer
from bot.channels.failures import Unreachable
from bot.oa_tokens.oauth import MARGIN, OAuthRefusedError, pair_of
from tests.oa_tokens.desk import NOW

GIVEN = {"access_token": "a", "refresh_token": "r", "expires_in": "90000"}


@pytest.mark.parametrize(
    ("told", "hours"),
    [
        ("90000", 25),
        (7200, 2),
        ("3600", 1),
        (None, 25),
        ("soon", 25),
        ("0", 25),
        ("-5", 25),
        (True, 25),
        (float("inf"), 25),
    ],
)
def test_life_is_what_the_answer_says_else_25_hours(told: object, hours: int) -> None:
    pair = pair_of(Answer(200, body={**GIVEN, "expires_in": told}), NOW)

    assert (pair.access, pair.refresh) == ("a", "r")
    assert pair.expires_at == NOW + timedelta(hours=hours) - MARGIN


@pytest.mark.parametrize(("code", "is_dead"), [(-14014, True), (-14020, True), (-14002, False)])
def test_no_is_known_by_its_code(code: object, *, is_dead: bool) -> None:
    with pytest.raises(OAuthRefusedError) as raised:
        pair_of(Answer(200, body={"error": code, "error_name": "x", "error_description": "y"}), NOW)

    assert raised.value.is_dead is is_dead


@pytest.mark.parametrize(
    "body",
    [
        None,
        [],
        "ok",
        {},
        {"error": 0},
        {"access_token": "a"},
        {"access_token": "a", "refresh_token": ""},
        {"access_token": 1, "refresh_token": "r"},
    ],
)
def test_what_means_nothing_may_have_used_the_token(body: object) -> None:
    with pytest.raises(Unreachable):
        pair_of(Answer(200, body=body), NOW)


def test_pair_shows_no_token() -> None:
    pair = pair_of(Answer(200, body={**GIVEN, "access_token": "sesame"}), NOW)

    assert "sesame" not in repr(pair)
