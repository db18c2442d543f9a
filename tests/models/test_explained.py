"""The parts of a figure add up to what the tally counts."""

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest

from models.activity import ActivityKind
from models.changes import EditActivity, WithdrawActivity
from models.explained import INDICATOR, MEMBERS, BehindNeed, figures_of, part_of, value_of
from models.facts import load_facts
from models.sample import SAMPLE_COMMUNE
from models.tally import tally
from tests.models.conftest import Book
from tests.models.test_closing import IN_TIME, session, write

MONDAY, SUNDAY = date(2026, 11, 16), date(2026, 11, 22)
WEEK = "2026-W47"
KINDS = (
    ActivityKind.RESIDENTS_SESSION,
    ActivityKind.HOME_VISIT,
    ActivityKind.MEMBERS_SESSION,
    ActivityKind.CLASS_DAY,
    ActivityKind.INSTALLS,
    ActivityKind.BUSINESS,
)


@pytest.mark.parametrize("seed", range(5))
async def test_parts_of_every_figure_make_the_tally(book: Book, seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311  # chance for a test, no secret
    people = [await book.person(number) for number in (1, 2, 3, 8, 9)]
    for number in range(25):
        kind = dice.choice(KINDS)
        is_named = kind is ActivityKind.MEMBERS_SESSION and dice.random() < 0.6
        held = replace(
            session(
                dice.choice(people),
                f"a{number}",
                day=MONDAY + timedelta(days=dice.randrange(7)),
                team=dice.choice(("thon-01", "thon-02", "thon-03", None)),
                people=dice.randint(1, 40),
            ),
            kind=kind,
            sessions=0 if kind is ActivityKind.HOME_VISIT else dice.randint(1, 3),
            vneid_1=dice.randint(0, 3),
            vneid_2=dice.randint(0, 3),
            indicators=(("dvc", dice.choice((None, 2, 5))), ("etax", 1)),
            attendees=tuple(dice.sample(people, 2)) if is_named else (),
        )
        await write(book, held)
        if dice.random() < 0.2:
            change = EditActivity(
                replace(held, people=dice.randint(1, 40)), f"e{number}", people[0], IN_TIME, "web",
                "miscounted",
            )  # fmt: skip
            await write(book, change)
        elif dice.random() < 0.2:
            await write(book, WithdrawActivity(f"a{number}", f"w{number}", people[0], IN_TIME, "x"))
    need = BehindNeed("", WEEK)

    async with book.database.read() as connection:
        logged = (await load_facts(connection, SAMPLE_COMMUNE, {need}))[need]
        counted = await tally(connection, SAMPLE_COMMUNE, MONDAY, SUNDAY)

    assert value_of("people", logged) == counted.people_guided
    assert value_of("sessions_residents", logged) == counted.sessions.residents
    assert value_of("sessions_members", logged) == counted.sessions.members
    assert value_of("home_visits", logged) == counted.home_visits
    assert value_of(MEMBERS, logged) == counted.members_trained
    assert value_of("vneid_1", logged) == counted.vneid.level_1
    assert value_of("vneid_2", logged) == counted.vneid.level_2
    for indicator, total in counted.indicators.items():
        assert value_of(f"{INDICATOR}{indicator}", logged) == total
    for team in counted.by_team:
        of_team = [one for one in logged if one.team_id == team.team]
        assert value_of("people", of_team) == team.people_guided
        assert value_of("vneid", of_team) == team.vneid
    for figure, value in figures_of(logged).items():
        parts = [part_of(figure, one) for one in logged if not one.is_withdrawn]
        assert sum(parts) == value or (figure == MEMBERS and sum(parts) >= value)


async def test_team_is_told_of_its_own_only(book: Book) -> None:
    one, two = await book.person(1), await book.person(8)
    await write(book, session(one), session(two, "a2", team="thon-02"))
    need = BehindNeed("thon-01", WEEK)

    async with book.database.read() as connection:
        logged = (await load_facts(connection, SAMPLE_COMMUNE, {need}))[need]

    assert [one.id for one in logged] == ["a1"]
