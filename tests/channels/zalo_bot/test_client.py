"""The wire of the Bot Platform over its emulator, and what each of its answers means
(answers.jsonl).
"""

from __future__ import annotations

import asyncio
import json
import logging
import traceback
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.channels.calls import Answer
from bot.channels.contract import Part
from bot.channels.failures import (
    Misconfigured,
    PersonLeft,
    Refused,
    SendError,
    Throttled,
    Unreachable,
    harmless,
)
from bot.channels.limits import Line
from bot.channels.zalo_bot.api import BotApi
from bot.channels.zalo_bot.capabilities import ZALO_BOT
from bot.channels.zalo_bot.client import ZaloBotChannel
from bot.kernel.clock import SetClock
from tests.channels.zalo_bot.wire import BOT, HOA, LAN, NOW, TOKENS, Hours, fetch, open_site
from tests.emulators.zalo_bot.faults import Fault, Kind
from tests.emulators.zalo_bot.rules import Rules

ANSWERS = [
    json.loads(line)
    for line in Path(__file__).with_name("answers.jsonl").read_text("utf-8").splitlines()
]


class OneAnswer:
    """A provider that has one answer to everything."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.asked: list[tuple[str, object]] = []

    async def post_json(self, url: str, payload: object, *, seconds: float) -> Answer:  # noqa: ARG002
        self.asked.append((url, payload))
        return self.answer


def channel_of(wire: OneAnswer, clock: SetClock) -> ZaloBotChannel:
    bot = BotApi(wire, "https://bot", name=BOT, token=TOKENS[BOT])  # type: ignore[arg-type]
    return ZaloBotChannel([bot], ZALO_BOT, fetch=fetch, ticks=Hours().ticks, clock=clock)


@pytest.mark.parametrize("case", ANSWERS, ids=lambda case: case["case"])
async def test_an_answer_means(case: dict[str, Any]) -> None:
    wire = OneAnswer(Answer(case["status"], case.get("headers", {}), case["body"]))
    channel = channel_of(wire, SetClock(NOW))
    means = case["means"]

    if "receipt" in means:
        receipt = await channel.send("hp1/a1", Part("chào"))
        assert receipt.provider_id == means["receipt"]
        return
    with pytest.raises(SendError) as caught:
        await channel.send("hp1/a1", Part("chào"))

    assert type(caught.value).__name__ == means["error"]
    if isinstance(caught.value, Refused):
        assert caught.value.code == means["code"]
    if isinstance(caught.value, Throttled):
        assert caught.value.retry_after == means["seconds"]


def test_there_are_enough_answers_and_none_says_that_a_person_left() -> None:
    assert len(ANSWERS) >= 25
    assert PersonLeft.__name__ not in {case["means"].get("error") for case in ANSWERS}


async def test_a_text_lies_before_its_person() -> None:
    async with open_site() as site:
        receipt = await site.channel.send(site.account(HOA), Part("Dạ cháu chào bác."))

        (sent,) = site.emulator.sent(BOT, HOA)

    assert (sent.method, sent.text, dict(sent.more)) == ("sendMessage", "Dạ cháu chào bác.", {})
    assert receipt.provider_id == f"hp1/{sent.message_id}"


async def test_each_account_is_spoken_to_by_its_own_bot() -> None:
    async with open_site() as site:
        await site.emulator.say("hp2", LAN, "chào")
        await site.channel.send(site.account(LAN, "hp2"), Part("hai"))
        await site.channel.send(site.account(HOA), Part("một"))

        assert [sent.text for sent in site.emulator.sent(BOT, HOA)] == ["một"]
        assert [sent.text for sent in site.emulator.sent("hp2", LAN)] == ["hai"]


@pytest.mark.parametrize("account", ["hp3/a1", "a1", "hp1/", "/a1", ""])
async def test_an_account_of_no_bot_is_for_the_operator(account: str) -> None:
    async with open_site() as site:
        with pytest.raises(Misconfigured):
            await site.channel.send(account, Part("chào"))


async def test_a_part_that_says_nothing_asks_nothing() -> None:
    wire = OneAnswer(Answer(200, {}, {"ok": True}))

    await channel_of(wire, SetClock(NOW)).send("hp1/a1", Part(""))

    assert wire.asked == []


async def test_a_token_is_written_into_the_address_as_one_piece() -> None:
    wire = OneAnswer(Answer(200, {}, {"ok": True}))
    bot = BotApi(wire, "https://bot", name=BOT, token="1:a?b#c%d")  # type: ignore[arg-type]

    await bot.ask("getMe", {})

    assert wire.asked == [("https://bot/bot1:a%3Fb%23c%25d/getMe", {})]


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Fault(Kind.HTML), Unreachable),
        (Fault(Kind.HTML, 504), Unreachable),
        (Fault(Kind.GARBAGE), Unreachable),
        (Fault(Kind.CUT), Unreachable),
        (Fault(Kind.CUT, takes=True), Unreachable),
        (Fault(Kind.STATUS, 500), Unreachable),
        (Fault(Kind.REFUSED, 403), Refused),
    ],
)
async def test_a_fault_of_the_platform_is_a_send_error(
    fault: Fault, error: type[SendError]
) -> None:
    async with open_site() as site:
        site.emulator.fail("sendMessage", fault)

        with pytest.raises(error):
            await site.channel.send(site.account(HOA), Part("chào"))
        await site.channel.send(site.account(HOA), Part("chào lại"))


async def test_a_month_that_is_used_up_is_asked_less_and_less_often() -> None:
    async with open_site(Rules(messages_per_month=1)) as site:
        waits = []
        for _ in range(12):
            with pytest.raises(Throttled) as caught:
                await site.channel.send(site.account(HOA), Part("chào"))
            waits.append(caught.value.retry_after)
            site.clock.moment += timedelta(seconds=caught.value.retry_after)

        assert waits[:4] == [60, 120, 240, 480]
        assert waits[-2:] == [21_600, 21_600]


async def test_while_it_waits_a_bot_asks_nothing() -> None:
    async with open_site() as site:
        site.emulator.fail("sendMessage", Kind.REFUSED, code=429)
        with pytest.raises(Throttled):
            await site.channel.send(site.account(HOA), Part("một"))
        site.clock.moment += timedelta(seconds=10)

        with pytest.raises(Throttled) as caught:
            await site.channel.send(site.account(HOA), Part("hai"))
        site.clock.moment += timedelta(seconds=50)
        await site.channel.send(site.account(HOA), Part("ba"))

        assert caught.value.retry_after == 50
        assert site.called("sendMessage") == 2


async def test_one_bot_that_waits_holds_up_no_other() -> None:
    async with open_site() as site:
        await site.emulator.say("hp2", LAN, "chào")
        site.emulator.fail("sendMessage", Kind.REFUSED, code=429)
        with pytest.raises(Throttled):
            await site.channel.send(site.account(HOA), Part("một"))

        await site.channel.send(site.account(LAN, "hp2"), Part("hai"))

        assert [sent.text for sent in site.emulator.sent("hp2", LAN)] == ["hai"]


async def test_letters_that_fail_together_lengthen_the_wait_once() -> None:
    async with open_site() as site:
        site.emulator.fail("sendMessage", Kind.REFUSED, code=429, times=5)

        errors = await asyncio.gather(
            *(site.channel.send(site.account(HOA), Part("chào")) for _ in range(5)),
            return_exceptions=True,
        )
        site.clock.moment += timedelta(seconds=60)

        assert [error.retry_after for error in errors if isinstance(error, Throttled)] == [60] * 5
        await site.channel.send(site.account(HOA), Part("chào"))


async def test_a_clock_that_was_set_back_ends_the_wait() -> None:
    async with open_site() as site:
        site.emulator.fail("sendMessage", Kind.REFUSED, code=429)
        with pytest.raises(Throttled):
            await site.channel.send(site.account(HOA), Part("một"))
        site.clock.moment -= timedelta(days=30)

        await site.channel.send(site.account(HOA), Part("hai"))


async def test_typing_is_shown_and_never_fails() -> None:
    async with open_site() as site:
        await site.channel.show_typing(site.account(HOA))
        site.emulator.fail("sendChatAction", Kind.CUT)
        await site.channel.show_typing(site.account(HOA))
        await site.channel.show_typing("hp9/a1")

        assert site.emulator.chat(BOT, HOA).actions == ["typing"]


async def test_what_a_person_sent_is_fetched_from_where_it_lies() -> None:
    async with open_site() as site:
        assert await site.channel.fetch("https://a.vn/1.jpg", limit=7) == b"https://a.vn/1.jpg 7"


async def test_a_bot_is_asked_once_who_it_is_and_its_link_is_told_from_then_on() -> None:
    async with open_site(can_join_groups=True) as site:
        before = site.channel.capabilities.lines
        identity = await site.bots[BOT].identity()
        await site.bots[BOT].identity()

        id_ = site.emulator.bot(BOT).id
        link = f"https://bot.zaloplatforms.com/bots/{id_}"
        assert before == (Line("hp1"), Line("hp2"))
        assert site.channel.capabilities.lines == (Line("hp1", link), Line("hp2"))
        assert (identity.names[0], identity.can_join_groups) == ("Bot Tổ hp1", True)
        assert site.called("getMe") == 1


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("Bad Request: chat not found", "Bad Request: chat not found"),
        ('text "bác Hoa 12 người" is too long', "text … is too long"),
        ("no chat a1b2c3d4e5f60718293a", "no chat …"),
        ("call 0912000001 now", "call … now"),
        (f"bot{TOKENS[BOT]} is wrong", "… is wrong"),
        ("x" * 300, "…"),
        (None, ""),
        (["a"], ""),
    ],
)
def test_what_the_platform_says_is_logged_without_what_it_quotes(words: object, left: str) -> None:
    assert harmless(words) == left


FAULTS = (
    *(Fault(kind) for kind in (Kind.HTML, Kind.GARBAGE, Kind.CUT)),
    *(Fault(Kind.REFUSED, code, f"bad bot{TOKENS[BOT]}") for code in (400, 401, 403, 429, 500)),
)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault.kind} {fault.code}")
async def test_neither_token_nor_words_nor_person_are_told_to_anybody(
    fault: Fault, caplog: pytest.LogCaptureFixture
) -> None:
    caught: SendError | None = None
    words = "lời của bác Hoa"
    with caplog.at_level(logging.DEBUG):
        async with open_site() as site:
            account = site.account(HOA)
            site.emulator.fail("sendMessage", fault)
            try:
                await site.channel.send(account, Part(words))
            except SendError as error:
                caught = error
            await site.channel.show_typing(account)
            told = [repr(site.channel), repr(site.bots[BOT]), repr(await site.bots[BOT].identity())]
    assert caught is not None
    told += [*traceback.format_exception(caught), repr(caught)]
    told += [f"{record.getMessage()} {record.__dict__}" for record in caplog.records]

    everything = "\n".join(told)
    for secret in (TOKENS[BOT], words, account, account.partition("/")[2]):
        assert secret not in everything
