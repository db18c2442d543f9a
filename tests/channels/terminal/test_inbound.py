"""A script's line as words of the contract, and accounts that say nothing of who is behind them."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.channels.contract import (
    Arrived,
    ButtonPressed,
    ContactSent,
    Departed,
    FileSent,
    OtherKind,
    OtherSent,
    PhotoSent,
    PlaceSent,
    TakenOver,
    TextEdited,
    TextSent,
    VoiceSent,
)
from bot.channels.terminal.inbound import Said, clean, inbound_of, read_said, sender_of
from models.vault import Vault

VAULT = Vault(bytes(32))
WHO = "0912000001"


@pytest.mark.parametrize(
    ("line", "event"),
    [
        ({"text": "chào"}, TextSent("chào")),
        ({"text": ""}, TextSent("")),
        ({"press": "Hôm nay"}, ButtonPressed("Hôm nay")),
        ({"photo": "a/anh.jpg"}, PhotoSent("a/anh.jpg")),
        ({"file": "a/so.xlsx"}, FileSent("a/so.xlsx", "so.xlsx")),
        ({"voice": True}, VoiceSent()),
        ({"other": "sticker"}, OtherSent(OtherKind.STICKER)),
        ({"place": "20.7,107.05"}, PlaceSent(20.7, 107.05)),
        ({"contact": "Hoa, 0912"}, ContactSent("Hoa", "0912")),
        ({"arrived": True}, Arrived()),
        ({"departed": True}, Departed()),
        ({"taken_over": True}, TakenOver()),
        ({"edit": "13", "of": "m1"}, TextEdited("13", "m1")),
    ],
)
def test_each_action_becomes_its_event(line: dict[str, Any], event: object) -> None:
    assert Said(WHO, event) == read_said({"who": WHO, **line})  # type: ignore[arg-type]


def test_given_id_is_kept() -> None:
    assert read_said({"who": WHO, "text": "chào", "id": "m1"}).id == "m1"


@pytest.mark.parametrize(
    "line",
    [
        {},
        {"who": WHO},
        {"text": "chào"},
        {"who": 12, "text": "chào"},
        {"who": WHO, "text": None},
        {"who": WHO, "text": 3},
        {"who": WHO, "text": "a", "press": "b"},
        {"who": WHO, "voice": False},
        {"who": WHO, "voice": "có"},
        {"who": WHO, "arrived": False},
        {"who": WHO, "other": "gì đó"},
        {"who": WHO, "place": "ở kia"},
        {"who": WHO, "contact": 912},
        {"who": WHO, "text": "a", "id": ""},
        {"who": WHO, "text": "a", "id": 7},
        {"who": WHO, "text": "a", "when": "now"},
        {"who": WHO, "photo": ["anh.jpg"]},
        {"who": WHO, "edit": "13"},
        {"who": WHO, "text": "13", "of": "m1"},
    ],
)
def test_bad_line_is_refused(line: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        read_said(line)


def test_halves_of_signs_do_not_come_in() -> None:
    assert clean("a\ud83db") == "a?b"


def test_phone_is_known_by_its_hash_however_it_is_written() -> None:
    one, other = sender_of("0912000001", VAULT), sender_of("+84 912 000 001", VAULT)

    assert one == other
    assert one.external_id == one.phone_hash == VAULT.phone_hash("0912000001")
    assert "912000001" not in repr(one)
    assert not one.is_resident


def test_resident_and_newcomer_of_one_name_are_two() -> None:
    resident, visitor = sender_of("resident:Hoa", VAULT), sender_of("new:Hoa", VAULT)

    assert (resident.name, resident.is_resident, resident.phone_hash) == ("Hoa", True, "")
    assert (visitor.name, visitor.is_resident, visitor.phone_hash) == ("Hoa", True, "")
    assert resident.external_id != visitor.external_id


def test_name_is_the_same_in_both_ways_of_writing_its_marks() -> None:
    assert sender_of("resident:Hoà", VAULT) == sender_of("resident:Hoa\u0300", VAULT)


def test_account_depends_on_the_key() -> None:
    other = Vault(bytes([1]) * 32)

    assert sender_of("new:Hoa", VAULT).external_id != sender_of("new:Hoa", other).external_id


@pytest.mark.parametrize("who", ["", "Hoa", "12345", "resident:", "resident:  ", "new:"])
def test_unknown_kind_of_person_is_refused(who: str) -> None:
    with pytest.raises(ValueError, match="no phone number"):
        sender_of(who, VAULT)


def test_ids_count_per_sender() -> None:
    now = datetime(2026, 11, 16, tzinfo=UTC)
    sender = sender_of(WHO, VAULT)

    inbound = inbound_of(Said(WHO, TextSent("chào")), sender, id_="m1", at=now)

    assert (inbound.channel, inbound.provider_id) == ("terminal", f"{sender.external_id}:m1")
    assert (inbound.event, inbound.at) == (TextSent("chào"), now)
