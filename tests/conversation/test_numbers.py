"""At a question for a number, 1, 2 and 3 are the answer, whatever ways out stand beside it."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.channels.contract import Inbound, TextSent
from bot.channels.limits import Capabilities
from bot.channels.terminal.capabilities import BY_NAME
from bot.channels.terminal.inbound import sender_of
from models.activity import Activity
from tests.whole.stage import LEADER, Stage, open_stage


@pytest.fixture(params=sorted(BY_NAME))
async def any_wire(request: pytest.FixtureRequest, sample_database: Path) -> AsyncIterator[Stage]:
    capabilities: Capabilities = BY_NAME[request.param]
    async with open_stage(sample_database, capabilities=capabilities) as stage:
        yield stage


@pytest.mark.parametrize("typed", ["1", "2", "3", "3.", " 2 "])
async def test_number_typed_at_the_question_for_people_is_people(
    any_wire: Stage, typed: str
) -> None:
    await any_wire.says(LEADER, "ghi buổi", "hôm nay", "1")

    await any_wire.says(LEADER, typed)

    people = int(typed.strip(" ."))
    assert any_wire.words("session.people.said", value=people) in any_wire.last(LEADER).text


async def test_ways_out_of_a_number_are_never_numbered(any_wire: Stage) -> None:
    asked = await any_wire.says(LEADER, "ghi buổi", "hôm nay", "1")

    assert not [line for line in asked.text.splitlines() if line[:2] in ("1.", "2.", "3.")]
    assert any_wire.wire.capabilities.buttons == bool(asked.buttons)


async def test_session_told_by_numbers_alone_is_stored(any_wire: Stage) -> None:
    """Kind 1, three people, topics 1 and 3 with one and two, none of the groups, two by VNeID 2."""
    await any_wire.says(LEADER, "ghi buổi", "hôm nay", "1", "3", "1, 3", "xong", "1", "2")
    await any_wire.says(LEADER, "bỏ qua", "2", "2", "bỏ qua", "bỏ qua", "bỏ qua", "1")

    (session,) = await any_wire.rows(Activity)
    assert (session.people, session.vneid_1, session.vneid_2) == (3, 0, 2)


async def test_number_answers_the_list_of_its_own_screen(stage: Stage) -> None:
    """One person at two devices: on the first still stands the list of kinds."""
    await stage.says(LEADER, "ghi buổi", "hôm nay")
    other = replace(sender_of(LEADER, stage.app.database.vault), external_id="other device")

    first = Inbound("terminal", "o1", other, TextSent("1"), stage.clock.now())
    await stage.hear(first)
    unseen = await stage.said_to("other device")
    for id_, text in (("o2", "1"), ("o3", "12")):
        await stage.hear(replace(first, provider_id=id_, event=TextSent(text)))
    await stage.says(LEADER, "1")

    assert unseen[0] == "late.number"
    assert "session.topics.ask" in await stage.said_to("other device")
    assert (await stage.said(LEADER))[0] == "late.number"
    assert "session.topics.ask" in await stage.said(LEADER)


async def test_number_typed_at_a_menu_of_yesterday_is_not_obeyed(stage: Stage) -> None:
    await stage.says(LEADER, "chào")

    await stage.passes(hours=24, minutes=1)
    await stage.says(LEADER, "1")

    assert (await stage.said(LEADER))[0] == "late.number"
    assert await stage.is_at_menu(LEADER)


async def test_number_typed_at_a_menu_of_the_same_day_is_obeyed(stage: Stage) -> None:
    await stage.says(LEADER, "chào")

    await stage.passes(hours=23, minutes=59)
    await stage.says(LEADER, "1")

    assert "session.day.ask" in await stage.said(LEADER)


async def test_number_answers_the_question_of_a_draft_days_later(stage: Stage) -> None:
    await stage.says(LEADER, "ghi buổi", "hôm nay", "1")

    await stage.passes(days=3)
    await stage.says(LEADER, "12")

    assert "session.people.said" in await stage.said(LEADER)


async def test_number_without_any_list_opens_the_menu(stage: Stage) -> None:
    await stage.says(LEADER, "2")

    assert (await stage.said(LEADER))[0] == "late.number"
    assert await stage.is_at_menu(LEADER)
