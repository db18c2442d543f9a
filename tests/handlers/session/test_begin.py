"""What a session's dialog starts from."""

from collections.abc import Mapping
from typing import Any

import pytest

from bot.dialog.answers import Answers, Named
from bot.dialog.context import Context, Helper
from bot.dialog.text import Text
from bot.task import Search
from handlers.session.begin import begin_commune, begin_for, begin_own, find
from models.activity import ActivityKind
from models.load import Known
from models.needs import (
    Facts,
    HelperNeed,
    IndicatorsNeed,
    LastActivity,
    LastActivityNeed,
    MissingFactsError,
    Need,
    PeopleNeed,
    PersonRow,
    RosterNeed,
)
from models.people import Role
from models.settings import CommuneSettings
from tests.handlers.people import (
    COORDINATOR,
    LEADER,
    MEMBER,
    NAMES,
    OF_TWO_TEAMS,
    ONE,
    RESIDENT,
    TODAY,
    TWO,
    asker,
    duty,
    facts,
    known,
    person_id,
    roster,
)

LAST = LastActivity(
    kind=ActivityKind.RESIDENTS_SESSION,
    people=12,
    groups=(("elderly", 3), ("fishermen", 0)),
    vneid=(3, 2, 0),
    indicators=(("dvc", 4), ("payment", None), ("gone", 9)),
    place="chợ",
)


def previous(last: LastActivity | None, *, person: Known = MEMBER, team: str = ONE) -> Answers:
    given: Mapping[Need[Any], Any] = {LastActivityNeed(person.id, team): last}
    begin = begin_own if team else begin_commune
    answers = begin(asker(person), "", facts(given)).context.previous
    assert answers is not None
    return answers


# One's own


def test_own_session_starts_with_the_team_its_roster_and_the_indicators() -> None:
    context = begin_own(asker(MEMBER), "", facts()).context

    assert (Named(ONE, "Thôn 01"),) == context.list_of("teams")
    assert person_id(1) == context.list_of("roster")[0].id
    assert context.list_of("groups") == ()
    assert context.indicators[0].id == "households"


def test_own_session_of_two_teams_ticks_team_by_team() -> None:
    context = begin_own(asker(OF_TWO_TEAMS), "", facts()).context

    assert (Named(ONE, "Thôn 01"), Named(TWO, "Thôn 02")) == context.list_of("groups")
    assert context.list_of("roster") == ()
    assert context.previous is None


def test_own_session_knows_the_helper_and_the_communes_limits() -> None:
    settings = CommuneSettings(people_limit=50, old_days=14)

    context = begin_own(asker(MEMBER, settings=settings), "", facts()).context

    assert Helper("Tổ trưởng 01", "0912000001") == context.helper
    assert (context.number("people_limit"), context.number("old_days")) == (50, 14)


def test_own_session_of_nobodys_team_is_refused() -> None:
    assert Text("session.no_team") == begin_own(asker(RESIDENT), "", facts()).refusal


def test_photo_opens_the_session_with_itself_attached() -> None:
    begun = begin_own(asker(MEMBER), "photo=abc", facts())

    assert (Named("abc", ""),) == begun.answers.ticked("photos")


@pytest.mark.parametrize("argument", ["", "abc", "photo="])
def test_nothing_else_is_attached(argument: str) -> None:
    assert Answers() == begin_own(asker(MEMBER), argument, facts()).answers


def test_what_is_needed_is_asked_for_at_once() -> None:
    with pytest.raises(MissingFactsError) as missing:
        begin_own(asker(MEMBER), "", Facts({}))

    assert (
        IndicatorsNeed(),
        HelperNeed(MEMBER.id, ONE),
        LastActivityNeed(MEMBER.id, ONE),
        RosterNeed(ONE),
    ) == missing.value.needs


# The same as last time


def test_last_session_is_repeated_with_todays_day() -> None:
    answers = previous(LAST)

    assert answers.day("day") == TODAY
    assert answers.chosen("kind").id == "residents_session"
    assert (answers.number("people"), answers.words("place")) == (12, "chợ")


def test_neither_photos_nor_note_are_repeated() -> None:
    answers = previous(LAST)

    assert (answers["photos"], answers["note"]) == (None, None)


def test_topics_are_repeated_but_for_those_closed_since() -> None:
    answers = previous(LAST)

    assert [named.id for named in answers.ticked("topics")] == ["dvc", "payment"]
    assert (answers["count.dvc"], answers["count.payment"]) == (4, None)
    assert "count.gone" not in answers


def test_groups_with_nobody_in_them_are_not_repeated() -> None:
    answers = previous(LAST)

    assert [named.id for named in answers.ticked("groups")] == ["elderly"]
    assert (answers["group.elderly"], "group.fishermen" in answers) == (3, False)


@pytest.mark.parametrize(
    ("vneid", "total", "level"),
    [
        ((3, 2, 0), 5, "both"),
        ((3, 0, 0), 3, "1"),
        ((0, 2, 0), 2, "2"),
        ((0, 0, 4), 4, "unsaid"),
        ((0, 0, 0), 0, None),
    ],
)
def test_vneid_is_repeated_with_its_level(
    vneid: tuple[int, int, int], total: int, level: str | None
) -> None:
    answers = previous(LastActivity(LAST.kind, 12, (), vneid, (), None))

    chosen = answers.chosen("vneid_level")
    assert (total, level) == (answers.number("vneid"), chosen.id if chosen else None)


def test_members_by_name_are_repeated_but_for_those_who_left() -> None:
    last = LastActivity(
        ActivityKind.MEMBERS_SESSION, 2, (), (0, 0, 0), (), None, (person_id(2), person_id(77))
    )

    answers = previous(last)

    assert answers.chosen("who_came").id == "by_name"
    assert [person_id(2)] == [named.id for named in answers.ticked("attendees")]


def test_members_by_number_are_repeated_by_number() -> None:
    answers = previous(LastActivity(ActivityKind.MEMBERS_SESSION, 9, (), (0, 0, 0), (), None))

    assert (answers.chosen("who_came").id, answers.number("people")) == ("by_count", 9)


def test_commune_session_repeats_its_last() -> None:
    assert previous(LAST, person=COORDINATOR, team="").number("people") == 12


def test_commune_session_by_name_is_not_repeated() -> None:
    """Its roster is not loaded: the names could not be checked."""
    last = LastActivity(ActivityKind.MEMBERS_SESSION, 1, (), (0, 0, 0), (), None, (person_id(2),))
    told = facts({LastActivityNeed(COORDINATOR.id, ""): last})

    assert begin_commune(asker(COORDINATOR), "", told).context.previous is None


# The commune's and another's


def test_commune_session_ticks_every_team() -> None:
    context = begin_commune(asker(COORDINATOR), "", facts()).context

    assert [named.id for named in context.list_of("groups")] == [ONE, TWO]
    assert context.fact("variant") == "commune"


def test_session_for_another_from_the_list_knows_for_whom() -> None:
    begun = begin_for(asker(LEADER), f"{person_id(3)}/{ONE}", facts())

    label = Text("label.person", name="Thành viên 003", team="Thôn 01")
    assert Named(f"{person_id(3)}/{ONE}", label) == begun.answers.chosen("for_whom")


@pytest.mark.parametrize("argument", ["", "nobody/nowhere"])
def test_session_for_another_asks_for_whom(argument: str) -> None:
    assert Answers() == begin_for(asker(LEADER), argument, facts()).answers


def test_leader_of_one_team_ticks_its_roster() -> None:
    context = begin_for(asker(LEADER), "", facts()).context

    assert len(context.list_of("roster")) == 7
    assert context.list_of("groups") == ()


def test_coordinator_ticks_team_by_team() -> None:
    context = begin_for(asker(COORDINATOR), "", facts()).context

    assert [named.id for named in context.list_of("groups")] == [ONE, TWO]


def test_leader_of_two_teams_ticks_team_by_team() -> None:
    person = known(9, duty(Role.LEADER, ONE), duty(Role.LEADER, TWO))

    context = begin_for(asker(person), "", facts()).context

    assert [named.id for named in context.list_of("groups")] == [ONE, TWO]


# Searches


def people(*rows: tuple[int, str, str]) -> Facts:
    found = tuple(PersonRow(person_id(n), name, team, NAMES[team]) for n, name, team in rows)
    return facts({PeopleNeed(()): found})


VILLAGERS = people(
    (1, "Nguyễn Thị Hoa", ONE), (2, "Trần Văn Hòa", TWO), (3, "Hoa", ONE), (4, "Lê Hoàng", TWO)
)


def found(words: str, told: Facts = VILLAGERS) -> list[str]:
    names = find(Search("people", words, Context()), asker(COORDINATOR), told)
    return [named.id.partition("/")[0] for named in names]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("nguyễn hoa", [1]),
        ("thi hoa", [1]),
        ("văn", [2]),
        ("hoang", [4]),
        ("hoa thôn 02", [2, 4]),
        ("hoa", [3]),
        ("Mai", []),
    ],
)
def test_people_are_found_by_the_beginnings_of_their_words(words: str, expected: list[int]) -> None:
    assert [person_id(number) for number in expected] == found(words)


def test_at_most_a_page_is_found() -> None:
    told = people(*((number, f"Hoa {number:02}", ONE) for number in range(20)))

    assert len(found("hoa", told)) == 7


def test_leader_finds_only_the_own_team() -> None:
    names = find(Search("people", "thành viên", Context()), asker(LEADER), facts())

    assert {ONE} == {named.id.partition("/")[2] for named in names}


def test_roster_of_a_team_is_found_whole() -> None:
    names = find(Search("roster", TWO, Context()), asker(COORDINATOR), facts())

    assert [row.id for row in roster(TWO)] == [named.id for named in names]
