"""An address opens what it was made for, and nobody can make one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.links import Linked, Links
from models.vault import Vault

LETTER = "01kb2x3y4z5a6b7c"
LINKS = Links("https://to.example.vn", keyed_hash=Vault(b"k" * 32).keyed_hash)
TOKEN = LINKS.token(LETTER, 1)


def test_address_leads_to_its_file() -> None:
    assert LINKS.of(LETTER, 1) == f"https://to.example.vn/f/{TOKEN}"
    assert LINKS.read(TOKEN) == Linked(LETTER, 1)


def test_address_says_nothing_but_the_letters_name() -> None:
    assert len(TOKEN) == len(LETTER) + len("-1-") + 32


@pytest.mark.parametrize(
    "token",
    [
        "",
        "x",
        LETTER,
        f"{LETTER}-1-",
        f"{LETTER}-1-{'0' * 32}",
        TOKEN.replace("-1-", "-2-"),
        TOKEN.replace("-1-", "-01-"),
        f"{TOKEN} ",
        f"{TOKEN}\n",
        f"{TOKEN}0",
        TOKEN[:-1],
        TOKEN.upper(),
        TOKEN.replace("01kb", "02kb"),
        TOKEN.replace("-1-", "-١-"),
    ],
)
def test_address_that_was_changed_leads_nowhere(token: str) -> None:
    assert LINKS.read(token) is None


def test_address_ends_with_the_key() -> None:
    assert Links("", keyed_hash=Vault(b"n" * 32).keyed_hash).read(TOKEN) is None


@given(st.text(max_size=80))
def test_no_text_leads_anywhere_by_chance(token: str) -> None:
    assert LINKS.read(token) is None
