"""Messages asked for: the floor, what is idle, what is a failure, a webhook that somebody set."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from typing import Any

import pytest

from bot.channels.calls import Answer
from bot.channels.contract import Inbound
from bot.channels.failures import SendError, Unreachable
from bot.channels.zalo_bot.api import BotApi
from bot.channels.zalo_bot.groups import Groups
from bot.channels.zalo_bot.introducing import introduce
from bot.channels.zalo_bot.polling import ANSWER_SECONDS, Polling
from bot.channels.zalo_bot.reception import Reception
from bot.conversation.sharing import Taken
from bot.kernel.clock import SetClock
from tests.channels.zalo_bot.wire import BOT, HOA, NOW, Hours, Talk, open_site
from tests.emulators.zalo_bot.rules import Rules

IDLE = Answer(408, {}, {"ok": False, "error_code": 408})
FREE = Answer(404, {}, {"ok": False, "error_code": 404, "description": "Not Found"})
TAKEN = Answer(200, {}, {"ok": True, "result": {"url": "https://to.vn/zalo/bot/hp1"}})
BUSY = Answer(200, {}, {"ok": False, "error_code": 500})
ME = Answer(
    200, {}, {"ok": True, "result": {"id": "7", "display_name": "Bot", "can_join_groups": False}}
)


def said(id_: str) -> Answer:
    message = {"message_id": id_, "from": {"id": "a1"}, "chat": {"id": "a1"}, "text": id_}
    update = {"event_name": "message.text.received", "message": message}
    return Answer(200, {}, {"ok": True, "result": update})


class Script:
    """Answers to getUpdates in order, each after so many seconds; to all else from `others`."""

    def __init__(
        self,
        hours: Hours,
        polls: Sequence[Answer | SendError],
        *,
        takes: float = 0.0,
        hook: Sequence[Answer | SendError] = (FREE,),
    ) -> None:
        self.hours = hours
        self.polls = list(polls)
        self.hook = list(hook)
        self.takes = takes
        self.asked: list[tuple[str, object, float]] = []

    async def post_json(self, url: str, payload: object, *, seconds: float) -> Answer:
        method = url.rpartition("/")[2]
        self.asked.append((method, payload, seconds))
        if method == "getUpdates":
            self.hours.at += self.takes
            if not self.polls:
                raise asyncio.CancelledError
            answer = self.polls.pop(0)
        else:
            answer = self.hook.pop(0) if len(self.hook) > 1 else self.hook[0]
        if isinstance(answer, SendError):
            raise answer
        return answer

    def called(self, method: str) -> int:
        return sum(name == method for name, _, _ in self.asked)


async def polled(script: Script, talk: Talk, *, chance: float = 0.0) -> None:
    """Until the script is at its end, or the hours."""
    bot = BotApi(script, "https://bot", name=BOT, token="1:a")  # type: ignore[arg-type]
    clock = SetClock(NOW)

    async def send(_account: str, _part: object) -> None: ...

    reception = Reception(
        bot,
        receive=talk.receive,
        is_known=talk.is_known,
        groups=Groups(bot, send=send, words=lambda text: text.id, clock=clock),
        on_taken=lambda _: None,
        clock=clock,
    )
    hours = script.hours
    polling = Polling(reception, ticks=hours.ticks, chance=lambda: chance, pause=hours.pause)
    with pytest.raises(asyncio.CancelledError):
        await polling.run()


async def test_it_asks_as_the_documents_say_and_waits_longer_than_the_platform() -> None:
    script = Script(Hours(), [IDLE])

    await polled(script, Talk())

    assert script.asked[1] == ("getUpdates", {"timeout": "30"}, ANSWER_SECONDS)
    assert ANSWER_SECONDS > 30


async def test_what_comes_is_taken_one_a_second_at_the_most() -> None:
    talk, hours = Talk(), Hours()

    await polled(Script(hours, [said("a"), said("b"), said("c")]), talk)

    assert [inbound.provider_id for inbound in talk.taken] == ["hp1/a", "hp1/b", "hp1/c"]
    assert hours.waits == [1.0, 1.0, 1.0]


async def test_after_a_long_wait_it_asks_again_at_once() -> None:
    hours = Hours()

    await polled(Script(hours, [IDLE, IDLE], takes=30.0), Talk())

    assert hours.waits == []


async def test_idle_is_no_failure(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        await polled(Script(Hours(), [IDLE] * 5, takes=30.0), Talk())

    assert caplog.records == []


@pytest.mark.parametrize("failure", [Unreachable("x"), BUSY])
async def test_failures_are_asked_after_less_and_less_often(failure: Answer | SendError) -> None:
    hours = Hours()

    await polled(Script(hours, [failure] * 9), Talk())

    assert hours.waits == [1, 2, 4, 8, 16, 32, 60, 60, 60]


async def test_waits_after_failures_are_spread_by_chance() -> None:
    hours = Hours()

    await polled(Script(hours, [Unreachable("x")] * 3), Talk(), chance=0.5)

    assert hours.waits == [1.5, 3, 6]


async def test_after_an_answer_the_waits_begin_anew() -> None:
    hours = Hours()

    await polled(Script(hours, [BUSY, BUSY, IDLE, BUSY]), Talk())

    assert hours.waits == [1, 2, 1, 1]


async def test_a_token_that_is_wrong_is_tried_seldom_and_said_loudly(
    caplog: pytest.LogCaptureFixture,
) -> None:
    hours = Hours()

    await polled(Script(hours, [Answer(200, {}, {"ok": False, "error_code": 401})] * 2), Talk())

    assert hours.waits == [300, 300]
    assert {record.levelno for record in caplog.records} == {logging.ERROR}


async def test_a_month_that_is_used_up_is_waited_for() -> None:
    hours = Hours()

    await polled(Script(hours, [Answer(200, {}, {"ok": False, "error_code": 429})]), Talk())

    assert hours.waits == [60]


async def test_what_we_could_not_keep_is_offered_until_we_have_it() -> None:
    talk, hours = Talk(refuses=3), Hours()

    await polled(Script(hours, [said("a"), said("b")], takes=2.0), talk)

    assert [inbound.provider_id for inbound in talk.taken] == ["hp1/a", "hp1/b"]
    assert hours.waits == [1, 2, 4]


async def test_several_at_once_would_all_be_taken() -> None:
    updates = [said(id_).body["result"] for id_ in "ab"]
    talk = Talk()

    await polled(Script(Hours(), [Answer(200, {}, {"ok": True, "result": updates})]), talk)

    assert [inbound.provider_id for inbound in talk.taken] == ["hp1/a", "hp1/b"]


async def test_who_ends_the_polling_waits_for_what_is_being_kept() -> None:
    begun, kept = asyncio.Event(), asyncio.Event()

    class Slow(Talk):
        async def receive(self, inbound: Inbound) -> Taken | None:
            begun.set()
            await kept.wait()
            return await super().receive(inbound)

    talk = Slow()
    running = asyncio.ensure_future(polled(Script(Hours(), [said("a")]), talk))
    await begun.wait()
    running.cancel()
    await asyncio.sleep(0)
    is_waiting = not running.done()
    kept.set()
    await asyncio.wait([running])

    assert is_waiting
    assert [inbound.provider_id for inbound in talk.taken] == ["hp1/a"]


async def test_what_is_no_update_ends_nothing() -> None:
    talk = Talk()
    nonsense: list[Any] = [{}, {"event_name": "x"}, {"event_name": "bot.added_to_group"}]
    answers = [Answer(200, {}, {"ok": True, "result": each}) for each in nonsense]

    await polled(Script(Hours(), [*answers, Answer(200, {}, {"ok": True}), said("a")]), talk)

    assert [inbound.provider_id for inbound in talk.taken] == ["hp1/a"]


async def test_a_fault_of_ours_ends_nothing(caplog: pytest.LogCaptureFixture) -> None:
    class Broken(Talk):
        async def receive(self, inbound: Inbound) -> Taken | None:
            if inbound.provider_id == "hp1/a":
                raise ValueError("lời của bác Hoa")
            return await super().receive(inbound)

    hours, talk = Hours(), Broken()

    await polled(Script(hours, [said("a"), said("b")]), talk)

    assert [inbound.provider_id for inbound in talk.taken] == ["hp1/b"]
    assert hours.waits[:4] == [1, 2, 4, 8]
    assert caplog.text.count("update failed") == 5
    assert "bác Hoa" not in caplog.text


async def test_while_a_webhook_is_set_nothing_is_asked_and_that_is_said_once(
    caplog: pytest.LogCaptureFixture,
) -> None:
    hours = Hours(stop_after=4)
    script = Script(hours, [], hook=[TAKEN])

    await polled(script, Talk())

    assert script.called("getUpdates") == 0
    assert hours.waits[0] == 300
    assert [r.getMessage() for r in caplog.records] == ["polling, but a webhook is set"]
    assert caplog.records[0].levelno == logging.ERROR


async def test_once_it_is_deleted_polling_begins() -> None:
    script = Script(Hours(), [said("a")], hook=[TAKEN, FREE])
    talk = Talk()

    await polled(script, talk)

    assert [inbound.provider_id for inbound in talk.taken] == ["hp1/a"]


async def test_one_that_is_set_later_is_noticed() -> None:
    hours = Hours(stop_after=3)
    script = Script(hours, [IDLE] * 20, takes=30.0, hook=[FREE, TAKEN])

    await polled(script, Talk())

    assert script.called("getUpdates") == 10  # five minutes


async def test_where_nobody_says_whether_one_is_set_nothing_is_asked() -> None:
    hours = Hours(stop_after=2)
    script = Script(hours, [], hook=[Unreachable("x")])

    await polled(script, Talk())

    assert script.called("getUpdates") == 0
    assert hours.waits == [1, 2]


async def test_a_webhook_is_neither_set_nor_deleted() -> None:
    script = Script(Hours(), [IDLE], hook=[TAKEN, FREE])

    await polled(script, Talk())

    assert {method for method, _, _ in script.asked} == {"getWebhookInfo", "getUpdates"}


async def test_what_the_platform_hands_out_again_is_handed_on_as_the_same() -> None:
    talk, hours = Talk(), Hours(stop_after=3)
    async with open_site(Rules(replays=1, trusts_loopback=True)) as site:
        bot = site.bots[BOT]
        groups = Groups(bot, send=site.channel.send, words=str, clock=site.clock)
        reception = Reception(
            bot,
            receive=talk.receive,
            is_known=talk.is_known,
            groups=groups,
            on_taken=lambda _: None,
            clock=site.clock,
        )
        polling = Polling(reception, ticks=hours.ticks, chance=lambda: 0, pause=hours.pause)
        await site.emulator.say(BOT, HOA, "người 12")

        with pytest.raises(asyncio.CancelledError):
            await polling.run()

    assert len(talk.taken) == 3
    assert len({inbound.provider_id for inbound in talk.taken}) == 2


async def test_at_the_start_a_bot_says_who_it_is_or_is_asked_again(
    caplog: pytest.LogCaptureFixture,
) -> None:
    hours = Hours()
    refused = Answer(200, {}, {"ok": False, "error_code": 401})
    script = Script(hours, [], hook=[Unreachable("x"), refused, ME])
    bot = BotApi(script, "https://bot", name=BOT, token="1:a")  # type: ignore[arg-type]

    await introduce(bot, pause=hours.pause)

    assert bot.link == "https://bot.zaloplatforms.com/bots/7"
    assert hours.waits == [60, 3600]
    assert [record.levelno for record in caplog.records] == [logging.WARNING, logging.ERROR]
