"""A message by phone number: to the right number, once, by day, at a price somebody agreed to."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest

from bot.channels.calls import open_calls
from bot.channels.contract import Receipt
from bot.channels.failures import (
    Misconfigured,
    PersonLeft,
    Refused,
    SendError,
    Throttled,
    Unreachable,
)
from bot.channels.zalo_oa.api import OaApi
from bot.channels.zalo_oa.templates import TemplateSender, template_error, tracking
from bot.channels.zalo_oa.tokens import Tokens
from bot.kernel.clock import SetClock
from tests.channels.zalo_oa.events import AT
from tests.channels.zalo_oa.wire import CountedTokens, Said, Zalo, no

DATA = {"ten": "Bùi Thị Hoa", "viec": "hồ sơ đã có kết quả"}


@asynccontextmanager
async def sending(
    moment: datetime = AT, tokens: Tokens | None = None
) -> AsyncIterator[tuple[TemplateSender, Zalo]]:
    zalo, clock = Zalo(), SetClock(moment)
    async with zalo.running() as url, open_calls() as calls:
        api = OaApi(
            calls=calls,
            tokens=tokens or CountedTokens(),
            clock=clock,
            base="http://x",
            app_secret="s",
        )
        yield TemplateSender(api=api, base=url, templates={"reminder": "204"}, clock=clock), zalo


def yes(left: object = "499") -> Said:
    quota = {"dailyQuota": "500", "remainingQuota": left}
    return Said({"error": 0, "data": {"msg_id": "zbs1", "sent_time": "1", "quota": quota}})


@pytest.mark.parametrize(
    "phone", ["0912000001", "+84912000001", "84912000001", "0912.000.001", "912000001"]
)
async def test_number_is_written_as_zalo_wants_it(phone: str) -> None:
    async with sending() as (sender, zalo):
        zalo.next.append(yes())
        receipt = await sender.send_template(phone, "reminder", DATA, "reminder:weekly:2026-W47")

    assert receipt == Receipt("zbs1")
    (call,) = zalo.calls
    assert call.path == "/message/template"
    assert call.headers["access_token"] == "t1"
    assert call.body == {
        "phone": "84912000001",
        "template_id": "204",
        "template_data": DATA,
        "tracking_id": "reminder:weekly:2026-W47",
    }


async def test_what_is_left_today_is_kept() -> None:
    async with sending() as (sender, zalo):
        zalo.next.extend([yes(), yes(left=None), yes(left=12)])
        left = [sender.left_today]
        for number in range(3):
            await sender.send_template("0912000001", "reminder", DATA, f"t{number}")
            left.append(sender.left_today)

    assert left == [None, 499, 499, 12]


async def test_kinds_without_a_template_are_known() -> None:
    async with sending() as (sender, _):
        assert (sender.has("reminder"), sender.has("news")) == (True, False)


@pytest.mark.parametrize(
    ("phone", "kind"), [("không có", "reminder"), ("", "reminder"), ("0912000001", "news")]
)
async def test_what_cannot_go_costs_nothing(phone: str, kind: str) -> None:
    async with sending() as (sender, zalo):
        with pytest.raises(Refused) as refused:
            await sender.send_template(phone, kind, DATA, "t1")

    assert zalo.calls == []
    assert "0912" not in str(refused.value)


@pytest.mark.parametrize(
    ("hour", "minute", "waits"),
    [
        (22, 0, 8 * 3600),
        (23, 30, 6.5 * 3600),
        (0, 0, 6 * 3600),
        (5, 59, 60),
        (6, 0, 0),
        (21, 59, 0),
    ],
)
async def test_nights_are_kept_before_zalo_is_asked(hour: int, minute: int, waits: float) -> None:
    here = datetime(2026, 11, 28, hour, minute, tzinfo=UTC) - timedelta(hours=7)
    async with sending(here) as (sender, zalo):
        zalo.next.append(yes())
        if waits:
            with pytest.raises(Throttled) as throttled:
                await sender.send_template("0912000001", "reminder", DATA, "t1")
            assert throttled.value.retry_after == waits
        else:
            await sender.send_template("0912000001", "reminder", DATA, "t1")

    assert len(zalo.calls) == (0 if waits else 1)


@pytest.mark.parametrize(
    ("code", "meaning"),
    [
        (-108, Refused),
        (-127, Misconfigured),
        (-133, Throttled),
        (-135, Misconfigured),
        (-136, Misconfigured),
        (-137, Misconfigured),
        (-32, Throttled),
        (-217, PersonLeft),
        (-224, Misconfigured),
        (-77777, Refused),
    ],
)
async def test_each_code_has_its_meaning(code: int, meaning: type[SendError]) -> None:
    async with sending() as (sender, zalo):
        zalo.next.append(no(code))
        with pytest.raises(SendError) as failed:
            await sender.send_template("0912000001", "reminder", DATA, "t1")

    assert type(failed.value) is meaning is type(template_error(code, ""))


async def test_token_is_renewed_and_silence_is_silence() -> None:
    tokens = CountedTokens()
    async with sending(tokens=tokens) as (sender, zalo):
        zalo.next.extend([no(-216), yes(), Said(status=502, raw=b"<html>")])
        await sender.send_template("0912000001", "reminder", DATA, "t1")
        with pytest.raises(Unreachable):
            await sender.send_template("0912000001", "reminder", DATA, "t2")

    assert tokens.renewed == ["t1"]


def test_tracking_is_the_same_for_the_same_and_never_too_long() -> None:
    long = "reminder:weekly:2026-W12:team-07:person-0123456789abcdef"

    assert tracking("reminder:1") == "reminder:1"
    assert tracking(long) == tracking(long) != tracking(f"{long}x")
    assert len(tracking(long)) == len(tracking("nhắc")) == 48
