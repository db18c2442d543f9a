"""A judge that cannot condemn proves nothing: each fault, forged, is found, and only that one."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from models.figures import CommunePart, Sessions, Tally, Vneid
from tests.whole.torture.faults import Answer
from tests.whole.torture.figures import Figures
from tests.whole.torture.idle import TeamWeek
from tests.whole.torture.judge import Kill, Verdict, judge, resent
from tests.whole.torture.people import Memory, Sent
from tests.whole.torture.provider import Taken
from tests.whole.torture.records import Records, Standing

PAGE = Figures(day="21/11", kind="residents_session", team="Thôn 01", people=12, vneid=(3, 2, 0))
WEEK = TeamWeek("Thôn 41", "16/11")
NONE = Sessions(0, 0)
NAMES = frozenset(f"Thành viên {number:03}" for number in range(2, 9))


def row(dialog: str = "d1", *, is_counted: bool = True, **changes: object) -> Standing:
    return Standing(f"row-{dialog}", dialog, is_counted, replace(PAGE, **changes))


def records(*rows: Standing, **changes: object) -> Records:
    """With the tally of just these rows, and nothing that waits."""
    counted = [each.figures for each in rows if each.is_counted]
    guided = [each for each in counted if each.kind != "members_session"]
    visits = sum(each.kind == "home_visit" for each in counted)
    levels = [sum(each.vneid[level] for each in counted) for level in range(3)]
    day = date(2026, 11, 21)
    whole = Records(
        rows=rows,
        zero_reports=frozenset(),
        tally=Tally(
            first=day,
            last=day,
            sessions=Sessions(0, len(counted) - visits),
            home_visits=visits,
            people_guided=sum(each.people for each in guided),
            members_trained=0,
            vneid=Vneid(*levels),
            indicators={},
            commune=CommunePart(NONE, 0, 0),
            by_team=(),
        ),
        unsent=0,
        failed=0,
        pending_photos=0,
    )
    return replace(whole, **changes)


def sent(dialog: str = "d1", *, is_newest: bool = True, **changes: object) -> Sent:
    return Sent(dialog, replace(PAGE, **changes), is_newest)


def found(
    memory: Memory, stored: Records, filed: Mapping[TeamWeek, bool] | None = None
) -> dict[str, int]:
    """How many faults of each kind, leaving out those without any."""
    verdict = judge([memory], filed or {}, stored)
    names = ("lost", "doubled", "altered", "unasked", "undone", "zero", "other")
    return {name: len(getattr(verdict, name)) for name in names if getattr(verdict, name)}


def test_report_that_stands_as_its_page_said_is_no_fault() -> None:
    memory = Memory(sent=[sent(), sent("d2", people=7)], told={"d1", "d2"})

    assert found(memory, records(row(), row("d2", people=7))) == {}


def test_report_that_is_not_there_is_lost() -> None:
    memory = Memory(sent=[sent(), sent("d2")])

    assert found(memory, records(row())) == {"lost": 1}


def test_report_that_its_person_was_told_of_and_is_not_there_is_lost() -> None:
    """Even if it was sent off from an older page, and dropped since for all the person knows."""
    memory = Memory(sent=[sent(), sent("d2", is_newest=False)], told={"d2"}, dropped={"d2"})

    assert found(memory, records(row())) == {"lost": 1}


def test_report_sent_off_from_an_older_page_or_dropped_since_may_not_be_there() -> None:
    memory = Memory(
        sent=[sent(), sent("d2", is_newest=False), sent("d3")], dropped={"d3"}, told={"d1"}
    )

    assert found(memory, records(row())) == {}


def test_report_that_stands_twice_is_doubled() -> None:
    again = replace(row(), id="another")

    assert found(Memory(sent=[sent()]), records(row(), again)) == {"doubled": 1}


@pytest.mark.parametrize(
    "changes",
    [
        {"people": 21},
        {"day": "20/11"},
        {"team": "Thôn 02"},
        {"kind": "home_visit"},
        {"vneid": (2, 3, 0)},
        {"topics": frozenset({("VssID", None)})},
        {"groups": frozenset({("elderly", 3)})},
        {"photos": 1},
        {"place": "chợ"},
        {"note": "12"},
        {"for_whom": "Thành viên 002"},
        {"how": "phone"},
        {"names": NAMES},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_report_with_other_figures_than_its_page_is_altered(changes: dict[str, object]) -> None:
    assert found(Memory(sent=[sent()]), records(row(**changes))) == {"altered": 1}


def test_report_may_say_what_any_page_said_from_which_it_was_sent_off() -> None:
    memory = Memory(sent=[sent(people=7, is_newest=False), sent()])

    assert found(memory, records(row(people=7))) == {}


def test_page_shows_the_first_names_and_counts_the_rest() -> None:
    shown = frozenset(sorted(NAMES)[:5])
    members = {"kind": "members_session", "vneid": (0, 0, 0)}
    memory = Memory(sent=[sent(people=7, names=shown, **members)])

    assert found(memory, records(row(people=7, names=NAMES, **members))) == {}
    fewer = row(people=7, names=frozenset(sorted(NAMES)[:6]), **members)
    assert found(memory, records(fewer)) == {"altered": 1}


def test_report_that_nobody_sent_off_is_unasked() -> None:
    assert found(Memory(sent=[sent()]), records(row(), row("d2"))) == {"unasked": 1}


def test_report_taken_back_that_still_counts_is_a_fault() -> None:
    memory = Memory(sent=[sent()], undone={"d1"})

    assert found(memory, records(row(is_counted=False))) == {}
    assert found(memory, records(row())) == {"undone": 1}


def test_report_that_nobody_took_back_and_does_not_count_is_a_fault() -> None:
    assert found(Memory(sent=[sent()]), records(row(is_counted=False))) == {"undone": 1}


def test_photos_of_what_was_taken_back_belong_to_its_draft() -> None:
    memory = Memory(sent=[sent(photos=2)], undone={"d1"})

    assert found(memory, records(row(is_counted=False, photos=0))) == {}


@pytest.mark.parametrize(
    ("filed", "standing"), [({WEEK: True}, set()), ({WEEK: False}, {WEEK}), ({}, {WEEK})]
)
def test_report_of_no_activity_stands_as_its_person_was_told(
    filed: dict[TeamWeek, bool], standing: set[TeamWeek]
) -> None:
    stored = records(row(), zero_reports=frozenset(standing))

    assert found(Memory(sent=[sent()]), stored, filed) == {"zero": 1}
    right = records(row(), zero_reports=frozenset(w for w, stands in filed.items() if stands))
    assert found(Memory(sent=[sent()]), right, filed) == {}


@pytest.mark.parametrize("left", ["unsent", "failed", "pending_photos"])
def test_what_is_left_over_is_a_fault(left: str) -> None:
    assert found(Memory(sent=[sent()]), records(row(), **{left: 1})) == {"other": 1}


def test_tally_that_is_not_the_sum_is_a_fault() -> None:
    right = records(row())
    wrong = replace(right, tally=replace(right.tally, people_guided=13))

    assert found(Memory(sent=[sent()]), wrong) == {"other": 1}


def test_faults_of_the_run_itself_are_told() -> None:
    verdict: Verdict = judge([Memory(sent=[sent()])], {}, records(row()), ["stuck: page"])

    assert verdict.faults == ("stuck: page",)


# Messages that went out twice

FIRST = Kill(1, frozenset({"a", "b"}))


def taken(letter: str, life: int, answer: Answer = Answer.OK) -> Taken:
    return Taken(f"{letter}/0", life, answer)


def test_letter_in_flight_at_a_kill_may_come_again() -> None:
    told = resent([taken("a", 1), taken("a", 2), taken("b", 1), taken("c", 1)], [FIRST], bound=2)

    assert (told.twice, told.by_kills, told.in_flight, told.most_at_once) == (1, 1, 2, 2)
    assert told.unexplained == []


def test_letter_that_was_not_in_flight_may_not_come_again() -> None:
    told = resent([taken("c", 1), taken("c", 2)], [FIRST], bound=2)

    assert told.by_kills == 0
    assert len(told.unexplained) == 1


def test_letter_comes_again_once_for_each_kill_and_each_silence() -> None:
    silent = taken("a", 1, Answer.TAKEN_SILENT)
    times = [silent, taken("a", 1), taken("a", 2)]

    assert resent(times, [FIRST], bound=2).unexplained == []
    assert len(resent([*times, taken("a", 3)], [FIRST], bound=2).unexplained) == 1


def test_more_letters_in_flight_than_the_product_promises_are_told() -> None:
    told = resent([taken("a", 1), taken("b", 1)], [FIRST], bound=1)

    assert len(told.unexplained) == 1
