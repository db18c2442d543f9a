"""“Is typing …” is shown to who waits for longer than a second, and to nobody else."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from bot.channels.zalo_bot.signs import Signs
from tests.channels.zalo_bot.wire import Hours


async def shown(*deeds: tuple[float, str, str], stop_after: int) -> list[tuple[float, str]]:
    """Deeds are a second, `expect` or `answered`, and whom it concerns."""
    hours = Hours(stop_after=stop_after)
    said: list[tuple[float, str]] = []
    left = list(deeds)

    async def say(external_id: str) -> None:
        said.append((hours.at, external_id))

    def pass_by() -> None:
        while left and left[0][0] <= hours.at:
            _, deed, who = left.pop(0)
            getattr(signs, deed)(who)

    async def pause(seconds: float) -> None:
        end = hours.at + seconds
        if left and left[0][0] < end:
            hours.at = left[0][0]
            pass_by()
            end = hours.at
        hours.at = end
        await Hours.pause(hours, 0)

    signs = Signs(say, ticks=hours.ticks, pause=pause)
    pass_by()
    running = asyncio.ensure_future(signs.run())
    for _ in range(50):
        await asyncio.sleep(0)
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running
    return said


async def test_who_waits_sees_it_after_a_second() -> None:
    assert await shown((0, "expect", "hp1/a"), stop_after=9) == [(1, "hp1/a")]


async def test_who_was_answered_in_time_is_spared_it() -> None:
    assert await shown((0, "expect", "a"), (0.4, "answered", "a"), stop_after=9) == []


async def test_of_two_only_the_one_who_waits_sees_it() -> None:
    deeds = ((0, "expect", "a"), (0, "expect", "b"), (0.4, "answered", "a"))

    assert await shown(*deeds, stop_after=9) == [(1, "b")]


async def test_each_waits_a_second_of_their_own() -> None:
    deeds = ((0, "expect", "a"), (0.75, "expect", "b"))

    assert await shown(*deeds, stop_after=9) == [(1, "a"), (1.75, "b")]


async def test_who_says_three_things_sees_it_once() -> None:
    deeds = ((0, "expect", "a"), (0.25, "expect", "a"), (0.5, "expect", "a"))

    assert await shown(*deeds, stop_after=9) == [(1, "a")]
