"""A confirmed session becomes a row of what was said on its way, and of nothing else."""

import pytest

from bot.dialog.answers import Named
from bot.dialog.text import Text
from bot.task import Done, Mend
from handlers.session.begin import begin_own
from handlers.session.names import BOTH_LEVELS, LEVEL_1, LEVEL_2, NO_LEVEL
from models.activity import EntryWay
from models.scribe_changes import CloseScribe
from tests.handlers.people import (
    COORDINATOR,
    LEADER,
    MEMBER,
    NOW,
    OF_TWO_TEAMS,
    ONE,
    TODAY,
    TWO,
    WEEK,
    asker,
    facts,
    person_id,
)
from tests.handlers.session.answers import (
    COMMUNE,
    DIALOG,
    FOR,
    HOA,
    HOME,
    MEMBERS,
    PHONE,
    answers,
    recorded,
    sent,
    ticked,
    week,
)

# What is written


def test_session_is_recorded_for_the_team_of_its_author() -> None:
    record = recorded(answers())

    assert (record.team_id, record.day, record.people, record.sessions) == (ONE, TODAY, 12, 1)
    assert (MEMBER.id, None, EntryWay.SELF) == (record.author_id, record.for_id, record.how)
    assert (DIALOG, NOW, f"team:{ONE}/{WEEK}") == (record.dialog_id, record.at, record.key)


def test_home_visit_is_no_session() -> None:
    assert recorded(answers(kind=HOME)).sessions == 0
    assert recorded(answers(kind=HOME, sessions=2)).sessions == 0


def test_report_stands_for_as_many_sessions_as_were_said() -> None:
    assert recorded(answers(sessions=2)).sessions == 2


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        (LEVEL_1, (5, 0, 0)),
        (LEVEL_2, (0, 5, 0)),
        (NO_LEVEL, (0, 0, 5)),
        (BOTH_LEVELS, (3, 2, 0)),
    ],
)
def test_vneid_is_split_by_level(level: str, expected: tuple[int, int, int]) -> None:
    second = {"vneid_2": 2} if level == BOTH_LEVELS else {}

    record = recorded(answers(vneid=5, vneid_level=Named(level, ""), **second))

    assert expected == (record.vneid_1, record.vneid_2, record.vneid_unspecified)


def test_vneid_whose_level_was_not_asked_is_of_no_level() -> None:
    record = recorded(answers(vneid=5))

    assert (record.vneid_1, record.vneid_2, record.vneid_unspecified) == (0, 0, 5)


@pytest.mark.parametrize("vneid", [0, None])
def test_no_vneid_is_zero_of_every_level(vneid: int | None) -> None:
    record = recorded(answers(vneid=vneid, vneid_level=Named(LEVEL_1, "")))

    assert (record.vneid_1, record.vneid_2, record.vneid_unspecified) == (0, 0, 0)


def test_members_by_name_are_counted_and_named() -> None:
    came = ticked(person_id(1), person_id(2), person_id(3))

    record = recorded(answers(kind=MEMBERS, who_came=Named("by_name", ""), attendees=came))

    assert record.people == 3
    assert (person_id(1), person_id(2), person_id(3)) == record.attendees


def test_members_by_number_are_counted_without_names() -> None:
    came = ticked(person_id(1))

    record = recorded(answers(kind=MEMBERS, who_came=Named("by_count", ""), attendees=came))

    assert (record.people, record.attendees) == (12, ())


def test_answers_of_a_way_that_was_left_are_not_recorded() -> None:
    """Logged by name, then changed to a residents' session: the names belong to neither."""
    left = answers(
        who_came=Named("by_name", ""),
        attendees=ticked(person_id(1)),
        groups=ticked("elderly"),
        group__elderly=3,
        group__fishermen=2,
    )

    record = recorded(left)

    assert (record.people, record.attendees) == (12, ())
    assert (record.elderly, record.fishermen) == (3, None)


def test_members_session_has_neither_groups_nor_vneid() -> None:
    said = answers(
        kind=MEMBERS,
        who_came=Named("by_count", ""),
        groups=ticked("elderly"),
        group__elderly=3,
        vneid=5,
    )

    record = recorded(said)

    assert record.elderly is None
    assert (record.vneid_1, record.vneid_2, record.vneid_unspecified) == (0, 0, 0)


def test_topic_that_was_not_counted_is_recorded_without_a_number() -> None:
    record = recorded(answers(topics=ticked("dvc", "payment"), count__dvc=4))

    assert record.indicators == (("dvc", 4), ("payment", None))


def test_place_photos_and_note_are_recorded() -> None:
    record = recorded(answers(place="chợ", photos=ticked("photo1", "photo2"), note="thiếu loa"))

    assert (record.place, record.photos, record.note) == ("chợ", ("photo1", "photo2"), "thiếu loa")


def test_member_of_two_teams_records_for_the_one_that_was_chosen() -> None:
    context = begin_own(asker(OF_TWO_TEAMS), "", facts()).context
    done = sent(
        answers(team=Named(TWO, "Thôn 02")),
        context,
        by=OF_TWO_TEAMS,
        told=facts(week(team=TWO)),
    )

    assert isinstance(done, Done)
    assert done.changes[0].team_id == TWO


def test_commune_session_has_no_team_and_shares_no_week() -> None:
    record = recorded(answers(), COMMUNE, by=COORDINATOR)

    assert (record.team_id, record.key) == (None, "")


# For another


def test_session_for_another_says_who_for_whom_and_how() -> None:
    record = recorded(answers(for_whom=HOA, how=PHONE), FOR, by=LEADER)

    assert (LEADER.id, person_id(3)) == (record.author_id, record.for_id)
    assert (record.how, record.team_id) == (EntryWay.PHONE, ONE)


def test_session_for_another_closes_their_request() -> None:
    done = sent(answers(for_whom=HOA, how=PHONE), FOR, by=LEADER)

    assert isinstance(done, Done)
    assert CloseScribe(person_id(3), LEADER.id, NOW) == done.changes[1]


def test_own_session_closes_no_request() -> None:
    done = sent(answers())

    assert isinstance(done, Done)
    assert len(done.changes) == 1


def test_leader_writes_for_no_other_team() -> None:
    whom = Named(f"{person_id(12)}/{TWO}", "Thành viên 012")

    refused = sent(answers(for_whom=whom, how=PHONE), FOR, by=LEADER)

    assert Mend("", Text("session.team_gone")) == refused


def test_coordinator_writes_for_any_team() -> None:
    whom = Named(f"{person_id(12)}/{TWO}", "Thành viên 012")

    done = sent(answers(for_whom=whom, how=PHONE), FOR, by=COORDINATOR, told=facts(week(team=TWO)))

    assert isinstance(done, Done)
