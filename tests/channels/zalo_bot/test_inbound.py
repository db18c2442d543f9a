"""Bodies of the Bot Platform, documented and seen (inbound.jsonl), and what each of them is."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.contract import (
    Inbound,
    InboundEvent,
    OtherKind,
    OtherSent,
    PhotoSent,
    Sender,
    TextSent,
    VoiceSent,
)
from bot.channels.zalo_bot.inbound import (
    Heard,
    Ignored,
    Parsed,
    parse_update,
    updates_in,
    without_mention,
)

NOW = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
CASES = [
    json.loads(line)
    for line in Path(__file__).with_name("inbound.jsonl").read_text("utf-8").splitlines()
]
NAMES = ("Bot Tổ Số", "bot.tosohp1")


def told(event: InboundEvent) -> dict[str, Any]:
    match event:
        case TextSent(text):
            return {"kind": "TextSent", "text": text}
        case PhotoSent(source, caption):
            return {"kind": "PhotoSent", "source": source, "caption": caption}
        case OtherSent(kind):
            return {"kind": "OtherSent", "other": kind.value}
        case VoiceSent():
            return {"kind": "VoiceSent"}
    raise AssertionError(event)


def shown(parsed: Parsed) -> dict[str, Any]:
    match parsed:
        case Ignored(reason, event):
            return {"ignored": reason, "event": event}
        case Heard(inbound, group):
            assert (inbound.channel, inbound.sender.is_resident) == ("zalo_bot", True)
            at = "now" if inbound.at == NOW else inbound.at.isoformat()
            bare, mark, _ = inbound.provider_id.partition("body:")
            return {
                "account": inbound.sender.external_id,
                "id": f"{bare}{mark}?" if mark else inbound.provider_id,
                "name": inbound.sender.name,
                "at": at,
                "event": told(inbound.event),
                **({"group": group} if group else {}),
            }


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_a_body_is_what_it_is(case: dict[str, Any]) -> None:
    found = [shown(parse_update(each, bot="hp1", now=NOW)) for each in updates_in(case["body"])]

    assert found == case["gives"]


def test_there_are_enough_bodies() -> None:
    assert len(CASES) >= 40
    assert len({case["case"] for case in CASES}) == len(CASES)


def text_of(text: str, **more: object) -> dict[str, Any]:
    message = {"from": {"id": "a1"}, "chat": {"id": "a1", "chat_type": "PRIVATE"}, "text": text}
    return {"event_name": "message.text.received", "message": {**message, **more}}


def named(update: object, bot: str = "hp1") -> str:
    parsed = parse_update(update, bot=bot, now=NOW)
    assert isinstance(parsed, Heard)
    return parsed.inbound.provider_id


def test_what_has_no_id_is_named_by_what_it_says() -> None:
    first, again = text_of("12", date=1_789_033_572_455), text_of("12", date=1_789_033_572_455)
    later, other = text_of("12", date=1_789_033_572_456), text_of("13", date=1_789_033_572_455)

    assert named(first) == named(again)
    assert len({named(first), named(later), named(other), named(first, "hp2")}) == 4


def test_ids_of_two_bots_are_never_one() -> None:
    update = text_of("chào", message_id="m1")

    assert named(update) == "hp1/m1"
    assert named(update, "hp2") == "hp2/m1"


WORDS = st.text(st.characters(codec=None))
"""With halves of signs, which JSON can hold."""

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=10,
)
EVENTS = st.sampled_from(
    [case["body"].get("event_name") for case in CASES if isinstance(case["body"], dict)]
)
KEYS = ("message_id", "date", "from", "chat", "text", "photo", "photo_url", "caption", "voice_url")
PLACES = st.fixed_dictionaries(
    {}, optional={"id": JSON, "display_name": JSON, "is_bot": JSON, "chat_type": JSON}
)
MESSAGES = st.fixed_dictionaries({}, optional=dict.fromkeys(KEYS, JSON | PLACES))
UPDATES = st.fixed_dictionaries({}, optional={"event_name": EVENTS | JSON, "message": MESSAGES})


@given(JSON | UPDATES | st.fixed_dictionaries({"ok": st.booleans(), "result": JSON | UPDATES}))
def test_whatever_comes_is_heard_or_named(body: object) -> None:
    for update in updates_in(body):
        parsed = parse_update(update, bot="hp1", now=NOW)

        match parsed:
            case Heard(inbound):
                assert inbound.sender.external_id.startswith("hp1/")
                assert inbound.at <= NOW
                can_be_stored(inbound)
                assert parse_update(update, bot="hp1", now=NOW) == parsed
            case Ignored(reason):
                assert reason


def can_be_stored(inbound: Inbound) -> None:
    """No half of a sign is left, which no store takes."""
    json.dumps(asdict(inbound), ensure_ascii=False, default=str).encode()


def test_address_with_half_a_sign_is_no_address() -> None:
    update = text_of("", photo_url="https://f20.zdn.vn/\ud83d.jpg")
    update["event_name"] = "message.image.received"

    parsed = parse_update(update, bot="hp1", now=NOW)

    assert isinstance(parsed, Heard)
    assert parsed.inbound.event == OtherSent(OtherKind.UNSUPPORTED)
    can_be_stored(parsed.inbound)


def said(event: InboundEvent) -> Inbound:
    return Inbound("zalo_bot", "hp1/m1", Sender("hp1/a1"), event, NOW)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("@Bot Tổ Số tuần này thế nào", "tuần này thế nào"),
        ("@bot tổ số tuần này", "tuần này"),
        ("chào @Bot Tổ Số cháu khỏe không", "chào cháu khỏe không"),
        ("@bot.tosohp1 ghi buổi", "ghi buổi"),
        ("@Bot Tổ Số", ""),
        ("@Bot Tổ Số\nngười 12\nvneid 5", "người 12\nvneid 5"),
        ("@Bot Tổ Sốt rét", "@Bot Tổ Sốt rét"),
        ("Bot Tổ Số ơi", "Bot Tổ Số ơi"),
        ("@Lan ghi buổi", "@Lan ghi buổi"),
    ],
)
def test_the_bots_own_name_is_no_part_of_what_it_was_told(text: str, left: str) -> None:
    assert without_mention(said(TextSent(text)), NAMES).event == TextSent(left)
    assert without_mention(said(PhotoSent("x", text)), NAMES).event == PhotoSent("x", left)


def test_a_bot_without_a_name_strips_nothing() -> None:
    assert without_mention(said(TextSent("@Bot chào")), ("", " ")).event == TextSent("@Bot chào")
