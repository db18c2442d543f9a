"""My team's week: its lines, and whose week it is."""

from datetime import date

import pytest

from bot.dialog.answers import Answers, Named
from bot.dialog.context import Context
from bot.dialog.text import Text
from bot.task import Done, Submission
from handlers.team_week import TEAM_WEEK
from models.activity import ActivityKind
from models.load import Known
from models.needs import CommuneWeekNeed, TeamWeekNeed
from models.team_week import Entry, TeamWeek
from tests.handlers.people import (
    COORDINATOR,
    LEADER,
    MEMBER,
    MONDAY,
    OF_TWO_TEAMS,
    ONE,
    RESIDENT,
    SUNDAY,
    TWO,
    WEEK,
    asker,
    facts,
    person_id,
)
from tests.handlers.session.answers import week
from tests.handlers.weeks import part, tally

HEAD = Text("team_week.head", team="Thôn 01", monday=MONDAY, sunday=SUNDAY)


def entry(kind: ActivityKind, people: int = 12, vneid: int = 5) -> Entry:
    sessions = 0 if kind is ActivityKind.HOME_VISIT else 1
    return Entry(
        "activity00000001", kind, MONDAY, sessions, people, vneid, person_id(1), "Tổ trưởng 01"
    )


RESIDENTS = entry(ActivityKind.RESIDENTS_SESSION)
HOME = entry(ActivityKind.HOME_VISIT, people=3, vneid=0)
MEMBERS = entry(ActivityKind.MEMBERS_SESSION, people=7, vneid=0)


def shown(told: dict[TeamWeekNeed, TeamWeek], *, by: Known = MEMBER, argument: str = "") -> Done:
    context = TEAM_WEEK.begin(asker(by), argument, facts()).context
    known = facts({CommuneWeekNeed(WEEK): tally(part(1, 30), part(2, 10), part(3)), **told})
    done = TEAM_WEEK.submit(Submission("d", Answers(), context), asker(by), known)
    assert isinstance(done, Done)
    return done


def test_week_without_anything_says_how_to_begin() -> None:
    assert (HEAD, Text("team_week.nothing")) == shown(week()).lines


def test_week_reported_idle_says_so() -> None:
    assert (HEAD, Text("team_week.zero")) == shown(week(zero=True)).lines


def test_week_is_summed_and_its_entries_follow() -> None:
    lines = shown(week(RESIDENTS, HOME, MEMBERS)).lines

    assert Text("team_week.people", people=15, vneid=5) == lines[1]
    assert Text("team_week.sessions", sessions=1, visits=1) == lines[2]
    assert Text("team_week.members", sessions=1) == lines[3]
    assert (
        Text(
            "team_week.entry",
            day=MONDAY,
            kind=Text("kind.residents"),
            people=12,
            author="Tổ trưởng 01",
        )
        == lines[4]
    )


def test_week_of_members_sessions_only_names_no_other() -> None:
    assert "team_week.sessions" not in [line.id for line in shown(week(MEMBERS)).lines]


def test_week_without_members_sessions_names_none() -> None:
    assert "team_week.members" not in [line.id for line in shown(week(RESIDENTS)).lines]


def test_many_entries_are_cut_to_five_and_a_number() -> None:
    lines = shown(week(*[RESIDENTS] * 8)).lines

    assert [line.id for line in lines].count("team_week.entry") == 5
    assert Text("team_week.more", count=3) == lines[-1]


def test_fullest_week_stays_within_twelve_lines() -> None:
    entries = (RESIDENTS, HOME, MEMBERS) * 5

    assert len(shown(week(*entries), by=LEADER).lines) <= 12


def test_leader_sees_the_team_in_the_middle_without_its_name() -> None:
    lines = shown(week(RESIDENTS), by=LEADER).lines

    assert Text("team_week.middle", people=10) in lines
    assert Text("team_week.confirm") == lines[-1]


def test_member_sees_no_other_team() -> None:
    assert "team_week.middle" not in [line.id for line in shown(week(RESIDENTS)).lines]


def test_week_before_and_a_new_session_are_one_tap_away() -> None:
    links = shown(week()).links

    assert [("session", ""), ("team_week", f"{ONE}/2026-W46")] == [
        (link.task, link.argument) for link in links
    ]


def test_named_week_of_the_own_team_is_shown() -> None:
    older = week(of="2026-W46")

    lines = shown(older, argument=f"{ONE}/2026-W46").lines

    assert date(2026, 11, 9) == dict(lines[0].parameters)["monday"]


def test_only_team_is_not_asked_for() -> None:
    context = TEAM_WEEK.begin(asker(MEMBER), "", facts()).context

    assert TEAM_WEEK.flow(context).steps == ()


def test_member_of_two_teams_is_asked_which() -> None:
    context = TEAM_WEEK.begin(asker(OF_TWO_TEAMS), "", facts()).context

    assert [named.id for named in context.list_of("teams")] == [ONE, TWO]
    assert [step.name for step in TEAM_WEEK.flow(context).steps] == ["team"]


@pytest.mark.parametrize("by", [RESIDENT, COORDINATOR])
def test_who_has_no_team_gets_the_menu(by: Known) -> None:
    assert Done(next_task="menu") == shown({}, by=by)


def test_week_of_a_team_that_was_left_is_not_shown() -> None:
    context = Context(facts=(("team", Named(TWO, "Thôn 02")), ("week", WEEK)))

    done = TEAM_WEEK.submit(Submission("d", Answers(), context), asker(MEMBER), facts())

    assert Done(lines=(Text("task.not_yours"),)) == done
