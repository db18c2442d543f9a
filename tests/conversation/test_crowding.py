"""Several bots, each of which may know only so many people: who finds no room, and whose team
belongs elsewhere.
"""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.channels.contract import Inbound, Sender
from bot.channels.limits import Capabilities, Cost, Line, Plan
from bot.channels.terminal.capabilities import BUTTONS
from models.mail import Inbox, Outbox
from models.people import Account, AccountState, Person
from tests.whole.stage import OTHER_MEMBER, Stage, open_stage
from tests.whole.test_joining import invite

LINKS = (Line("hp1", "https://zalo.example/hp1"), Line("hp2", "https://zalo.example/hp2"))
CROWDED = replace(BUTTONS, cost=Cost.CAPPED, plan=Plan(users=2, monthly=3000), lines=LINKS)
ROOMY = replace(CROWDED, plan=Plan(users=50, monthly=3000))


@dataclass
class Bots:
    stage: Stage

    def message(self, account: str, words: str) -> Inbound:
        sender = Sender(account, name="Bà Hoa", is_resident=True)
        return replace(self.stage.inbound("new:Bà Hoa", words), sender=sender)

    async def says(self, account: str, *words: str) -> list[str]:
        """The ids of the lines of the last answer, [] where there was none."""
        said: list[str] = []
        for word in words:
            before = await self.stage.count(Outbox, Outbox.external_id == account)
            await self.stage.hear(self.message(account, word))
            after = await self.stage.count(Outbox, Outbox.external_id == account)
            said = await self.stage.said_to(account) if after > before else []
        return said

    def words(self, account: str) -> str:
        return self.stage.wire.to(account)[-1].text

    async def states(self) -> dict[str, AccountState]:
        rows = await self.stage.rows(Account, Account.external_id.contains("/"))
        return {row.external_id: row.state for row in rows}


@asynccontextmanager
async def bots(database: Path, capabilities: Capabilities) -> AsyncIterator[Bots]:
    async with open_stage(database, capabilities=capabilities) as stage:
        yield Bots(stage)


@pytest.fixture
async def crowded(sample_database: Path) -> AsyncIterator[Bots]:
    async with bots(sample_database, CROWDED) as opened:
        yield opened


@pytest.fixture
async def roomy(sample_database: Path) -> AsyncIterator[Bots]:
    async with bots(sample_database, ROOMY) as opened:
        yield opened


async def fill(crowded: Bots, *accounts: str) -> None:
    for account in accounts or ("hp1/a", "hp1/b"):
        await crowded.says(account, "chào")


async def test_one_more_than_there_is_room_for_is_told_of_a_bot_that_has_some(
    crowded: Bots,
) -> None:
    await fill(crowded)
    people = await crowded.stage.count(Person)

    said = await crowded.says("hp1/c", "chào")

    assert said == ["line.full", "line.try_other"]
    assert "https://zalo.example/hp2" in crowded.words("hp1/c")
    assert (await crowded.states())["hp1/c"] is AccountState.TURNED_AWAY
    assert await crowded.stage.count(Person) == people


@pytest.mark.parametrize(
    ("lines", "instead"),
    [(LINKS[:1], "line.try_officer"), ((LINKS[0], Line("hp2")), "line.try_officer")],
    ids=["no other", "one that nobody can find"],
)
async def test_where_no_other_bot_helps_an_officer_does(
    sample_database: Path, lines: Sequence[Line], instead: str
) -> None:
    async with bots(sample_database, replace(CROWDED, lines=tuple(lines))) as crowded:
        await fill(crowded)

        assert await crowded.says("hp1/c", "chào") == ["line.full", instead]


async def test_all_full_means_an_officer(crowded: Bots) -> None:
    await fill(crowded, "hp1/a", "hp1/b", "hp2/a", "hp2/b")

    assert await crowded.says("hp1/c", "chào") == ["line.full", "line.try_officer"]


async def test_where_there_is_a_web_chat_that_is_the_way(sample_database: Path) -> None:
    address = "https://toso.example"
    full = replace(CROWDED, lines=LINKS[:1])
    async with open_stage(sample_database, capabilities=full, public_url=address) as stage:
        crowded = Bots(stage)
        await fill(crowded)

        assert await crowded.says("hp1/c", "chào") == ["line.full", "line.try_web"]
        assert address in crowded.words("hp1/c")


async def test_it_is_said_once_a_day(crowded: Bots) -> None:
    await fill(crowded)
    await crowded.says("hp1/c", "chào")

    again = await crowded.says("hp1/c", "ghi buổi", "alo")
    crowded.stage.clock.moment += timedelta(days=1)
    next_day = await crowded.says("hp1/c", "alo")

    assert again == []
    assert next_day == ["line.full", "line.try_other"]
    assert await crowded.stage.count(Inbox, Inbox.owner.contains("hp1/c")) == 4


async def test_who_is_known_is_served_however_full_it_is(crowded: Bots) -> None:
    await fill(crowded)
    await crowded.says("hp1/c", "chào")

    assert "line.full" not in await crowded.says("hp1/a", "chào")


async def test_of_two_who_come_together_one_takes_the_last_place(crowded: Bots) -> None:
    await fill(crowded, "hp1/a")

    await crowded.stage.hear(crowded.message("hp1/b", "chào"), crowded.message("hp1/c", "chào"))

    states = sorted(state.value for state in (await crowded.states()).values())
    assert states == ["active", "active", "turned_away"]


async def test_who_was_turned_away_comes_in_once_there_is_room(sample_database: Path) -> None:
    async with bots(sample_database, CROWDED) as crowded:
        await fill(crowded)
        await crowded.says("hp1/c", "chào")
        crowded.stage.wire.capabilities = ROOMY

        said = await crowded.says("hp1/c", "chào")

        assert said
        assert "line.full" not in said
        assert (await crowded.states())["hp1/c"] is AccountState.ACTIVE


async def test_where_nobody_counts_people_everybody_comes_in(sample_database: Path) -> None:
    async with bots(sample_database, BUTTONS) as free:
        await fill(free, "hp1/a", "hp1/b", "hp1/c")

        assert set((await free.states()).values()) == {AccountState.ACTIVE}


# Whose team belongs elsewhere


async def joins(roomy: Bots, account: str) -> list[str]:
    """A member of thon-01, which is filled in first and so belongs to hp1."""
    code = await invite(roomy.stage)
    return await roomy.says(account, "vào tổ", "1", OTHER_MEMBER, code)


async def test_who_joins_on_another_teams_bot_is_told_once_which_is_theirs(roomy: Bots) -> None:
    said = await joins(roomy, "hp2/hoa")
    words = roomy.words("hp2/hoa")
    later = await roomy.says("hp2/hoa", "chào")

    assert said[:2] == ["line.other", "join.done"]
    assert "https://zalo.example/hp1" in words
    assert "line.other" not in later


async def test_who_joins_on_their_own_bot_is_told_nothing(roomy: Bots) -> None:
    assert "line.other" not in await joins(roomy, "hp1/hoa")


async def test_where_there_is_one_bot_nobody_is_sent_to_another(sample_database: Path) -> None:
    async with bots(sample_database, replace(ROOMY, lines=LINKS[:1])) as single:
        assert "line.other" not in await joins(single, "hp1/hoa")


async def test_a_resident_has_no_bot_of_their_own(roomy: Bots) -> None:
    assert "line.other" not in await roomy.says("hp2/x", "chào")
