"""Classes: what becomes of the answers, and what has become wrong since they were asked."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.dialog.answers import Answers, Named, Value
from bot.dialog.text import Text
from bot.language.learners import MOST_LINES
from bot.language.same_person.keys import asked_keys, keys
from bot.task import Done, Mend, Submission, Task
from handlers.classes.add import ADD_LEARNER
from handlers.classes.again import COPY_LIST
from handlers.classes.agree import LEARNER_CONSENT
from handlers.classes.attend import ATTEND
from handlers.classes.attend_edit import ATTEND_EDIT
from handlers.classes.mastered import LEARNER_SKILLS, QUALIFY
from handlers.classes.open import OPEN_CLASS
from handlers.classes.parting import ERASE_LEARNER, LEAVE_CLASS
from handlers.classes.people_read import read_people
from handlers.classes.skill_list import SKILLS
from models.activity import ActivityKind
from models.alike_needs import Candidate, CandidatesNeed
from models.changes import EditActivity, RecordActivity, WithdrawActivity
from models.class_list import Enrol, LeaveCourse, Unenrol
from models.course_changes import OpenCourse, RemoveCourse
from models.course_needs import CourseNeed, CoursePage
from models.learner import Consent
from models.learner_kept import NewLearner
from models.load import Known
from models.logged_needs import LoggedNeed
from models.needs import Facts
from models.team_week import Entry
from models.trainee_changes import EraseLearner, MarkSkills, RecordConsent, TakeConsentBack
from tests.handlers.classes import (
    BA,
    CLASS_DAY,
    COURSE,
    DAY_LOGGED,
    EARLIER,
    EMPTY,
    HELD,
    HOA,
    OF_TWO,
    PAGE,
    PEOPLE,
    TU,
    class_facts,
)
from tests.handlers.people import (
    COORDINATOR,
    LEADER,
    MEMBER,
    ONE,
    TODAY,
    asker,
    facts,
    person_id,
)
from tests.handlers.session.answers import week

TODAYS = Named(TODAY.isoformat(), Text("attend.today"))
PAPER, NOT_ASKED = Named("paper", ""), Named("none", "")
CAME = (Named(HOA, "Nguyễn Thị Hoa"), Named(TU, "Trần Văn Tư"))


def told(*names: str, page: CoursePage = PAGE, candidates: Sequence[Candidate] = (),
         zero: bool = False, entries: tuple[Entry, ...] = ()) -> Facts:  # fmt: skip
    """With nobody known but `candidates` for these names, alone and together."""
    every = [frozenset(key for name in names for key in asked_keys(name))]
    return facts(
        {
            **class_facts(),
            CourseNeed(COURSE): page,
            **week(*entries, zero=zero),
            **{CandidatesNeed(asked): tuple(candidates) for asked in every},
        }
    )


def submitted(
    task: Task, argument: str, known: Facts | None = None, *, by: Known = MEMBER, **given: Value
) -> Done | Mend:
    before = told() if known is None else known
    begun = task.begin(asker(by), argument, told())
    assert begun.refusal is None, begun.refusal
    answers = begun.answers.with_all(Answers(tuple(given.items())))
    return task.submit(Submission("dialog0000000001", answers, begun.context), asker(by), before)


def done(
    task: Task, argument: str, known: Facts | None = None, *, by: Known = MEMBER, **given: Value
) -> Done:
    found = submitted(task, argument, known, by=by, **given)
    assert isinstance(found, Done), found
    return found


# Opening


def test_class_is_opened_for_the_own_team_and_taken_back_as_a_whole() -> None:
    given: dict[str, Value] = {"place": "đình", "topic": "VNeID", "days": "24/11/2026, 26/11/2026"}
    opened = done(OPEN_CLASS, "", **given)

    assert isinstance(opened.changes[0], OpenCourse)
    assert (opened.changes[0].team_id, len(opened.changes[0].days)) == (ONE, 2)
    assert OPEN_CLASS.undo is not None
    undone = OPEN_CLASS.undo(opened.record, Submission("d", Answers(), None), asker(MEMBER))  # type: ignore[arg-type]  # not read
    assert RemoveCourse(opened.record) in undone


def test_coordinators_class_is_the_communes() -> None:
    opened = done(OPEN_CLASS, "", by=COORDINATOR, place="đình", topic="VNeID", days="24/11/2026")

    assert isinstance(opened.changes[0], OpenCourse)
    assert opened.changes[0].team_id is None


# The list


def test_without_consent_only_first_name_and_decade_are_kept() -> None:
    name = "Phạm Thị Dung"
    found = done(ADD_LEARNER, COURSE, told(name), name=name, consent=NOT_ASKED, year="1957",
                 phone="0912345678")  # fmt: skip

    enrolled = found.changes[0]
    assert isinstance(enrolled, Enrol)
    (new,) = enrolled.new
    assert (new.name, new.birth, new.phone) == ("Dung", "195x", None)


def test_with_consent_all_is_kept() -> None:
    name = "Phạm Thị Dung"
    found = done(ADD_LEARNER, COURSE, told(name), name=name, consent=PAPER, year="1957",
                 phone="0912345678")  # fmt: skip

    enrolled = found.changes[0]
    assert isinstance(enrolled, Enrol)
    (new,) = enrolled.new
    assert new == NewLearner(new.id, ONE, name, "1957", "0912345678", Consent.PAPER)
    assert ADD_LEARNER.undo is not None
    (gone,) = ADD_LEARNER.undo(found.record, Submission("d", Answers(), None), asker(MEMBER))  # type: ignore[arg-type]  # not read
    assert isinstance(gone, Unenrol)
    assert gone.learner_ids == (new.id,)


def test_whoever_is_on_the_list_is_not_added_again() -> None:
    name = "Nguyễn Thị Hoa"
    hoa = Candidate(HOA, HOA, name, "1955", "", ONE, keys(name))
    found = done(ADD_LEARNER, COURSE, told(name, candidates=[hoa]), name=name, consent=PAPER,
                 year="1955", phone=None)  # fmt: skip

    assert found.changes == ()


def test_another_teams_class_is_out_of_reach() -> None:
    begun = ADD_LEARNER.begin(asker(MEMBER), OF_TWO.id, told())

    assert begun.refusal == Text("task.not_yours")


def test_class_that_is_gone_meanwhile_adds_nobody() -> None:
    gone = facts({**class_facts(), CourseNeed(COURSE): None})
    found = done(ADD_LEARNER, COURSE, gone, name="Hoa", consent=PAPER)

    assert (found.changes, found.lines) == ((), (Text("course.gone"),))


def test_three_hundred_lines_are_enough_for_once() -> None:
    letters = "abcdghiklmnopqrstuvxy"
    names = [f"Nguyễn {a.upper()}{b} {c.upper()}a" for a in letters for b in letters for c in "hn"]
    kept = ""
    for place in range(0, 400, 100):
        read = read_people(kept, "\n".join(names[place : place + 100]), TODAY)
        kept = read.kept

    assert len(kept.splitlines()) == MOST_LINES
    assert read.said[-1] == Text("learners.beyond", most=MOST_LINES, count=100)


def test_copied_are_only_those_who_are_not_there_yet() -> None:
    source = replace(PAGE, id=EARLIER, learners=PEOPLE)
    page = replace(PAGE, learners=PEOPLE[:1])
    known = facts({**class_facts(), CourseNeed(COURSE): page, CourseNeed(EARLIER): source})
    begun = COPY_LIST.begin(asker(MEMBER), f"{COURSE}/{EARLIER}", known)
    said = Answers((("what", Named("all", "")),))
    found = COPY_LIST.submit(Submission("d", said, begun.context), asker(MEMBER), known)

    assert isinstance(found, Done)
    assert isinstance(found.changes[0], Enrol)
    assert found.changes[0].known == (BA, TU)


# Attendance


def test_class_day_is_a_residents_session_of_those_who_were_ticked() -> None:
    found = done(ATTEND, COURSE, day=TODAYS, came=CAME, extra=None)

    record = found.changes[0]
    assert isinstance(record, RecordActivity)
    assert (record.kind, record.people, record.sessions) == (ActivityKind.CLASS_DAY, 2, 1)
    assert record.learners == (HOA, TU)
    assert (record.course_id, record.team_id, record.day) == (COURSE, ONE, TODAY)
    assert f"course:{COURSE}" in record.also


def test_whoever_came_without_being_on_the_list_is_put_on_it_by_first_name() -> None:
    name = "Vũ Thị Én"
    found = done(ATTEND, COURSE, told(name), day=TODAYS, came=CAME, extra=f"{name}; 1950; ")

    record = found.changes[0]
    assert isinstance(record, RecordActivity)
    (new,) = record.enrolled
    assert isinstance(new, NewLearner)
    assert (new.name, record.people, record.learners[-1]) == ("Én", 3, new.id)


def test_typed_name_of_the_list_is_a_tick() -> None:
    name = "Nguyễn Thị Hoa"
    hoa = Candidate(HOA, HOA, name, "1955", "", ONE, keys(name))
    known = told(name, candidates=[hoa])
    found = done(ATTEND, COURSE, known, day=TODAYS, came=CAME[1:], extra=f"{name}; 1955; ")

    record = found.changes[0]
    assert isinstance(record, RecordActivity)
    assert (record.enrolled, set(record.learners)) == ((), {HOA, TU})


def test_day_that_is_marked_already_is_refused_and_the_ticks_are_kept() -> None:
    day = Named("other", "")
    found = submitted(ATTEND, COURSE, day=day, other_day=HELD, came=CAME, extra=None)

    assert found == Mend("day", Text("attend.held", day=HELD, people=2))


def test_week_of_a_zero_report_takes_no_class_day() -> None:
    found = submitted(ATTEND, COURSE, told(zero=True), day=TODAYS, came=CAME, extra=None)

    assert isinstance(found, Mend)
    assert found.text.id == "session.zero_exists"


def test_nobody_to_mark_offers_to_add_somebody() -> None:
    found = done(ATTEND, EMPTY)

    assert found.lines == (Text("attend.nobody"),)
    assert [link.task for link in found.links][:2] == ["add_learner", "add_learners"]


def test_own_session_of_that_day_is_pointed_at() -> None:
    same = Entry("e", ActivityKind.RESIDENTS_SESSION, TODAY, 1, 12, 0, MEMBER.id, "x")
    others = replace(same, activity_id="f", author_id=person_id(9))
    alone = done(ATTEND, COURSE, told(entries=(others,)), day=TODAYS, came=CAME, extra=None)
    beside = done(ATTEND, COURSE, told(entries=(same,)), day=TODAYS, came=CAME, extra=None)

    assert Text("attend.also_logged", people=12) not in alone.lines
    assert Text("attend.also_logged", people=12) in beside.lines
    assert "entry" in {link.task for link in beside.links}


def test_attendance_taken_back_takes_off_whom_it_brought() -> None:
    name = "Vũ Thị Én"
    begun = ATTEND.begin(asker(MEMBER), COURSE, told())
    answers = Answers((("day", TODAYS), ("came", CAME), ("extra", f"{name}; ; ")))
    submission = Submission("d", answers, begun.context)
    found = ATTEND.submit(submission, asker(MEMBER), told(name))
    assert isinstance(found, Done)
    assert ATTEND.undo is not None

    withdrawn, gone = ATTEND.undo(found.record, submission, asker(MEMBER))

    record = found.changes[0]
    assert isinstance(record, RecordActivity)
    assert isinstance(withdrawn, WithdrawActivity)
    assert isinstance(gone, Unenrol)
    assert withdrawn.activity_id == gone.of_activity == record.id
    assert gone.learner_ids == (record.learners[-1],)


def test_mended_attendance_keeps_what_is_not_asked() -> None:
    logged = replace(DAY_LOGGED, note="mưa", place="đình")
    known = facts({**class_facts(), **week(), LoggedNeed(CLASS_DAY): logged})
    found = done(ATTEND_EDIT, CLASS_DAY, known, came=CAME, why=Named("miscounted", ""))

    edited = found.changes[0]
    assert isinstance(edited, EditActivity)
    record = edited.record
    assert (record.id, record.note, record.place) == (CLASS_DAY, "mưa", "đình")
    assert record.photos == logged.photos
    assert record.learners == (HOA, TU)


def test_same_attendance_changes_nothing() -> None:
    found = done(ATTEND_EDIT, CLASS_DAY, why=Named("miscounted", ""))

    assert (found.changes, found.lines) == ((), (Text("mend.same"),))


def test_attendance_that_another_has_mended_meanwhile_is_not_overwritten() -> None:
    newer = replace(DAY_LOGGED.newest, id="r2", by_name="Tổ trưởng 01")
    logged = replace(DAY_LOGGED, revisions=(*DAY_LOGGED.revisions, newer))
    known = facts({**class_facts(), **week(), LoggedNeed(CLASS_DAY): logged})
    found = submitted(ATTEND_EDIT, CLASS_DAY, known, came=CAME, why=Named("miscounted", ""))

    assert found == Mend("", Text("mend.changed", name="Tổ trưởng 01"))


def test_class_day_moves_to_no_day_that_is_marked() -> None:
    other = replace(PAGE.held[0], activity_id="other", day=TODAY)
    page = replace(PAGE, held=(*PAGE.held, other))
    known = facts({**class_facts(), **week(), CourseNeed(COURSE): page})
    found = submitted(ATTEND_EDIT, CLASS_DAY, known, other_day=TODAY, why=Named("wrong_day", ""))

    assert isinstance(found, Mend)
    assert found.text.id == "attend.held"


# Who has mastered what


def test_qualified_together_and_each_gets_back_what_was_marked_before() -> None:
    begun = QUALIFY.begin(asker(MEMBER), COURSE, told())
    who = (Named(HOA, ""), Named(BA, ""))
    submission = Submission("d", Answers((("who", who),)), begun.context)
    found = QUALIFY.submit(submission, asker(MEMBER), told())
    assert isinstance(found, Done)
    (marked,) = found.changes
    assert isinstance(marked, MarkSkills)
    assert (marked.learner_ids, marked.skills, marked.qualified_on) == ((HOA, BA), SKILLS, TODAY)
    assert QUALIFY.undo is not None

    undone = QUALIFY.undo(found.record, submission, asker(MEMBER))

    back = [one for one in undone if isinstance(one, MarkSkills)]
    assert {one.learner_ids: one.skills for one in back} == {(HOA,): ("dvc",), (BA,): ()}
    assert {one.qualified_on for one in back} == {None}


@pytest.mark.parametrize(
    ("what", "ticked", "skills"),
    [
        ("all", (), SKILLS),
        ("some", SKILLS, SKILLS),
        ("some", ("dvc", "safety"), ("dvc", "safety")),
        ("none", (), ()),
    ],
)
def test_all_skills_make_somebody_qualified(
    what: str, ticked: tuple[str, ...], skills: tuple[str, ...]
) -> None:
    given = tuple(Named(one, "") for one in ticked)
    found = done(LEARNER_SKILLS, f"{HOA}/{COURSE}", what=Named(what, ""), skills=given or None)

    (marked,) = found.changes
    assert isinstance(marked, MarkSkills)
    assert (marked.skills, marked.qualified_on is not None) == (skills, skills == SKILLS)


# One learner


def test_consent_is_recorded_with_name_and_year_and_taken_back() -> None:
    name = "Trần Văn Ba"
    agreed = done(LEARNER_CONSENT, f"{BA}/{COURSE}", told(name), consent=PAPER, name=name,
                  year="1948", phone=None).changes[0]  # fmt: skip
    back = done(LEARNER_CONSENT, f"{HOA}/{COURSE}", sure=Named("yes", "")).changes[0]

    assert isinstance(agreed, RecordConsent)
    assert (agreed.name, agreed.birth, agreed.by_id) == ("Trần Văn Ba", "1948", MEMBER.id)
    assert isinstance(back, TakeConsentBack)


def test_learner_leaves_a_list_from_today_on() -> None:
    left = done(LEAVE_CLASS, f"{HOA}/{COURSE}", sure=Named("yes", "")).changes[0]

    assert isinstance(left, LeaveCourse)
    assert (left.learner_id, left.day) == (HOA, TODAY)


def test_only_a_leader_or_a_coordinator_erases_a_learner() -> None:
    argument = f"{HOA}/{COURSE}"
    for by in (LEADER, COORDINATOR):
        gone = done(ERASE_LEARNER, argument, by=by, sure=Named("yes", "")).changes[0]
        assert isinstance(gone, EraseLearner)

    assert ERASE_LEARNER.begin(asker(MEMBER), argument, told()).refusal == Text("task.not_yours")


def test_no_is_no() -> None:
    for task in (LEAVE_CLASS, ERASE_LEARNER, LEARNER_CONSENT):
        assert done(task, f"{HOA}/{COURSE}", by=LEADER, sure=Named("no", "")).changes == ()
