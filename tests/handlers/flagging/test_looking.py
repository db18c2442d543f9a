"""What is found of an entry beside its team's past, and what its person hears of it."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot.dialog.answers import Answers
from bot.dialog.context import Context
from bot.dialog.text import Text
from bot.task import Done, Mend, Submission, Task
from handlers.flagging.flagged import flagged
from handlers.flagging.looking import look_over
from handlers.session.tasks import SESSION
from models.activity import ActivityKind, EntryWay
from models.changes import Change, EditActivity, RecordActivity, WithdrawActivity
from models.flag import FlagEnd, FlagKind
from models.flag_changes import SettleFlag
from models.flag_needs import (
    PastEntry,
    RaisedRow,
    SamePhoto,
    SamePhotosNeed,
    TeamHistory,
    TeamHistoryNeed,
    VillageFigures,
    VillageNeed,
)
from models.needs import Facts, TeamWeekNeed
from models.team_week import Entry, TeamWeek
from models.weeks import week_of
from tests.handlers.people import MEMBER, NOW, ONE, TODAY, WEEK, asker, facts, person_id

RECORD = RecordActivity(
    id="a9", dialog_id="d", team_id=ONE, kind=ActivityKind.RESIDENTS_SESSION, day=TODAY,
    sessions=1, people=12, elderly=None, fishermen=None, freelance=None, vulnerable=None,
    vneid_1=0, vneid_2=0, vneid_unspecified=0, place=None, note=None, author_id=MEMBER.id,
    for_id=None, how=EntryWay.SELF, at=NOW,
)  # fmt: skip
LAN = "Thành viên 003"


def past(number: int, *, people: int = 12, weeks_ago: int = 1, vneid: int = 0) -> PastEntry:
    day = TODAY - timedelta(weeks=weeks_ago)
    return PastEntry(
        f"p{number}", week_of(day), day, ActivityKind.RESIDENTS_SESSION, 1, people, vneid, None,
        person_id(3),
    )  # fmt: skip


def known(
    *entries: PastEntry,
    flags: tuple[RaisedRow, ...] = (),
    village: VillageFigures | None = None,
    photos: tuple[SamePhoto, ...] = (),
) -> Facts:
    now = tuple(
        Entry(e.activity_id, e.kind, e.day, 1, e.people, e.vneid, e.author_id, LAN)
        for e in entries
        if e.week == WEEK
    )
    return facts(
        {
            TeamHistoryNeed(ONE, WEEK): TeamHistory(entries, flags),
            TeamWeekNeed(ONE, WEEK): TeamWeek(
                ONE, "Thôn 01", WEEK, has_zero_report=False, entries=now
            ),
            VillageNeed(ONE): village,
            SamePhotosNeed(("photo",)): photos,
        }
    )


def kinds(record: RecordActivity, told: Facts, **more: Any) -> list[FlagKind]:  # noqa: ANN401  # passed on
    return [found.kind for found in look_over(record, told, **more)]


def test_ordinary_session_has_nothing_to_look_at() -> None:
    assert kinds(RECORD, known(*(past(n, people=9 + n, weeks_ago=n) for n in range(1, 12)))) == []


def test_twin_of_the_day_is_found_with_its_figures() -> None:
    (found,) = look_over(RECORD, known(past(1, weeks_ago=0, people=13)))

    assert (found.kind, found.other_id) == (FlagKind.TWICE, "p1")
    assert dict(found.detail) == {"day": "2026-11-20", "people": 13}


def test_what_one_message_reports_is_compared_with_itself() -> None:
    assert kinds(RECORD, known(), beside=(replace(RECORD, id="a8"),)) == [FlagKind.TWICE]


def test_what_the_same_dialog_takes_back_is_no_twin() -> None:
    assert kinds(RECORD, known(past(1, weeks_ago=0)), gone=("p1",)) == []


def test_eight_weeks_make_a_habit_and_seven_do_not() -> None:
    many = replace(RECORD, people=130)

    eight = known(*(past(n, weeks_ago=n, people=9 + n % 3) for n in range(1, 9)))
    seven = known(*(past(n, weeks_ago=n, people=9 + n % 3) for n in range(1, 8)))

    (odd,) = look_over(many, eight)
    assert dict(odd.detail) == {"of": "entry", "value": 130, "low": 9, "high": 11}
    assert kinds(many, seven) == []


def test_week_of_many_ordinary_sessions_is_odd_as_a_week() -> None:
    before = [past(n, weeks_ago=n, people=10 + n % 2) for n in range(1, 10)]
    now = [replace(past(n, weeks_ago=0), day=TODAY - timedelta(days=1)) for n in range(20, 26)]

    (odd,) = look_over(RECORD, known(*before, *now))
    assert dict(odd.detail)["of"] == "week"
    raised = (RaisedRow("f", FlagKind.OUTLIER, "p20", is_open=True),)
    assert kinds(RECORD, known(*before, *now, flags=raised)) == []


def test_third_week_of_one_figure_is_noticed() -> None:
    same = known(past(1, weeks_ago=1), past(2, weeks_ago=2))

    (found,) = look_over(RECORD, same)

    assert dict(found.detail) == {"people": 12, "vneid": 0}
    assert found.kind is FlagKind.SAME_FIGURES


def test_installs_are_counted_with_what_this_message_brings() -> None:
    village = VillageFigures(ONE, "Thôn 01", 100, 90, TODAY - timedelta(days=30), installs=6)
    four, five = replace(RECORD, vneid_2=4), replace(RECORD, vneid_2=5)

    assert kinds(four, known(village=village)) == []
    assert kinds(five, known(village=village)) == [FlagKind.INSTALLS_LEFT]
    assert kinds(four, known(village=village), beside=(replace(four, id="a8", people=30),)) == [
        FlagKind.INSTALLS_LEFT
    ]


def test_mended_installs_count_once() -> None:
    village = VillageFigures(ONE, "Thôn 01", 100, 90, TODAY - timedelta(days=30), installs=10)
    former = replace(past(1, weeks_ago=0, vneid=4), activity_id="a9")

    assert kinds(replace(RECORD, vneid_2=4), known(former, village=village)) == []


def test_installs_of_before_the_villages_figures_stand_in_them_already() -> None:
    village = VillageFigures(ONE, "Thôn 01", 100, 100, TODAY)

    assert kinds(replace(RECORD, vneid_2=4), known(village=village)) == []


def test_photo_of_another_report_is_found() -> None:
    told = known(photos=(SamePhoto("photo", "p1", TODAY),))

    (found,) = look_over(replace(RECORD, photos=("photo",)), told)

    assert (found.kind, found.other_id) == (FlagKind.SAME_PHOTO, "p1")


def test_commune_session_is_compared_with_no_team() -> None:
    begun = NOW - timedelta(seconds=3)

    assert kinds(replace(RECORD, team_id=None, people=80), facts(), begun_at=begun) == [
        FlagKind.HASTY
    ]


# What a person hears


def task(*changes: Change) -> Task:
    def submit(*_: object) -> Done:
        return Done(changes=changes, lines=(Text("thanks"),))

    return flagged(replace(SESSION, submit=submit))


def sent(told: Facts, *changes: Change, begun_at: datetime | None = None) -> Done:
    submission = Submission("d", Answers(), Context(), begun_at)
    done = task(*changes).submit(submission, asker(MEMBER), told)
    assert isinstance(done, Done)
    return done


def test_reporter_hears_one_line_whatever_was_found() -> None:
    done = sent(
        known(past(1, weeks_ago=0, people=60)),
        replace(RECORD, people=60),
        begun_at=NOW - timedelta(seconds=2),
    )

    (record,) = done.changes
    assert isinstance(record, RecordActivity)
    assert [flag.kind for flag in record.flags] == [FlagKind.TWICE, FlagKind.HASTY]
    assert done.lines == (
        Text("thanks"),
        Text("flagged.twice", name=LAN, day=TODAY, people=60),
    )
    (link,) = done.links
    assert (link.task, link.argument) == ("flag", record.flags[0].id)


def test_nothing_found_changes_nothing() -> None:
    done = sent(known(), RECORD)

    assert done == Done(changes=(RECORD,), lines=(Text("thanks"),))


def test_what_is_refused_is_not_looked_over() -> None:
    def submit(*_: object) -> Mend:
        return Mend("", Text("thanks"))

    refused = flagged(replace(SESSION, submit=submit))
    submission = Submission("d", Answers(), Context())

    assert refused.submit(submission, asker(MEMBER), facts()) == Mend("", Text("thanks"))


def test_merge_is_not_taken_for_a_third_report() -> None:
    edit = EditActivity(replace(RECORD, id="p2"), "r", MEMBER.id, NOW, "web", "merged:p1")
    withdrawal = WithdrawActivity("p1", "r2", MEMBER.id, NOW, "merged:p2")

    done = sent(known(past(1, weeks_ago=0), past(2, weeks_ago=0)), edit, withdrawal)

    assert done.changes == (edit, withdrawal)


def test_who_mends_is_not_told_again_what_was_found_before() -> None:
    raised = (RaisedRow("f", FlagKind.TWICE, "a9", is_open=False),)
    edit = EditActivity(RECORD, "r", MEMBER.id, NOW, "web", "miscounted")

    done = sent(known(past(1, weeks_ago=0), flags=raised), edit)

    assert done.lines == (Text("thanks"),)
    (change,) = done.changes
    assert isinstance(change, EditActivity)
    assert [flag.kind for flag in change.record.flags] == [FlagKind.TWICE]


def test_same_figures_are_over_once_something_comes_on_top() -> None:
    raised = (RaisedRow("f", FlagKind.SAME_FIGURES, "p1", is_open=True),)

    done = sent(known(past(1, weeks_ago=0, people=40), flags=raised), RECORD)

    assert SettleFlag("f", FlagEnd.MENDED, MEMBER.id, NOW, "flag:f") in done.changes
