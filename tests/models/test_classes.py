"""Classes: their list, who came, who has mastered it all; what that adds to the figures."""

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from bot.language.same_person.keys import keys
from models.activity import Revision
from models.alike_changes import NotePairs
from models.changes import Change, EditActivity, WithdrawActivity
from models.class_list import Enrol, LeaveCourse, Unenrol
from models.course import Enrolment, LearnerAttendance
from models.course_changes import EndCourse, SetCourseDays
from models.course_needs import CourseNeed, CoursePage, CoursesNeed, TraineeNeed
from models.facts import load_facts
from models.figures import Trainees, tally_json
from models.learner import Consent, Learner, LearnerKey, LearnerPair
from models.learner_kept import ERASED_LEARNER
from models.recount import open_recount
from models.sample import SAMPLE_COMMUNE
from models.snapshot import Snapshot
from models.standing import week_standing
from models.tally import tally
from models.trainee_changes import EraseLearner, MarkSkills, RecordConsent, TakeConsentBack
from models.weeks import week_days
from tests.models.classes import ONE, TWO, class_day, learner, opened
from tests.models.conftest import NOW, Book
from tests.models.test_closing import IN_TIME, LATE, rows, standing, write

DAY, NEXT = date(2026, 11, 18), date(2026, 11, 25)
WEEK = (date(2026, 11, 16), date(2026, 11, 22))


async def page(book: Book, course: str = "c1") -> CoursePage:
    async with book.database.read() as connection:
        found = await load_facts(connection, SAMPLE_COMMUNE, [CourseNeed(course)])
    made = found[CourseNeed(course)]
    assert isinstance(made, CoursePage)
    return made


async def counted(book: Book, first: date = WEEK[0], last: date = WEEK[1]) -> Trainees:
    async with book.database.read() as connection:
        return (await tally(connection, SAMPLE_COMMUNE, first, last)).trainees


async def test_trainees_of_a_week_are_people_of_the_classes_that_met(book: Book) -> None:
    by = await book.person(1)
    await opened(book, "an", "ba", "tu")
    await write(book, class_day(by, "d1", DAY, "an", "ba"))

    assert await counted(book) == Trainees(3, 2, 0)
    assert await counted(book, NEXT, NEXT) == Trainees(0, 0, 0)


async def test_learner_of_two_villages_is_one_person(book: Book) -> None:
    by = await book.person(1)
    await opened(book, "an", "ba")
    await opened(book, course="c2", team=TWO)
    await write(book, Enrol("c2", (), ("an",), by, NOW))
    await write(book, class_day(by, "d1", DAY, "an"), class_day(by, "d2", DAY, "an", course="c2"))

    assert await counted(book) == Trainees(2, 1, 0)


async def test_merged_learners_count_once_and_stand_once_on_the_list(book: Book) -> None:
    by = await book.person(1)
    await opened(book, "an", "ba")
    await write(book, class_day(by, "d1", DAY, "an", "ba"))
    async with book.database.write() as connection:
        await connection.execute(update(Learner).where(Learner.id == "ba").values(merged_into="an"))

    assert await counted(book) == Trainees(1, 1, 0)
    found = await page(book)
    assert [one.id for one in found.learners] == ["an"]
    assert found.held[0].learners == ("an",)
    assert found.came == 1


async def test_merged_row_leaves_and_loses_its_mark_with_the_person(book: Book) -> None:
    by = await book.person(1)
    await opened(book, "an", "ba")
    await write(book, class_day(by, "d1", DAY, "ba", at=IN_TIME))
    await write(book, MarkSkills(("ba",), ("dvc",), DAY, by, IN_TIME))
    async with book.database.write() as connection:
        await connection.execute(update(Learner).where(Learner.id == "ba").values(merged_into="an"))
    assert (await page(book)).qualified == 1

    await write(book, MarkSkills(("an",), (), None, by, LATE))
    await write(book, LeaveCourse("c1", "an", date(2026, 11, 24), by, LATE))

    found = await page(book)
    assert (found.learners, found.qualified) == ((), 0)
    assert [one.id for one in found.gone] == ["an"]
    assert await counted(book) == Trainees(1, 1, 0)
    closed = await standing(book)
    assert closed is not None
    assert closed.is_exact


async def test_withdrawn_class_day_counts_nobody(book: Book) -> None:
    by = await book.person(1)
    await opened(book, "an")
    await write(book, class_day(by, "d1", DAY, "an"))
    await write(book, WithdrawActivity("d1", "r1", by, NOW, "undo"))

    assert await counted(book) == Trainees(0, 0, 0)
    assert (await page(book)).held == ()


async def test_who_leaves_the_list_counts_for_the_days_before(book: Book) -> None:
    by = await book.person(1)
    await opened(book, "an", "ba")
    await write(book, class_day(by, "d1", DAY, "an"))
    await write(book, LeaveCourse("c1", "ba", date(2026, 11, 20), by, NOW))
    await write(book, class_day(by, "d2", NEXT, "an"))

    assert await counted(book) == Trainees(2, 1, 0)
    assert await counted(book, NEXT, NEXT) == Trainees(1, 1, 0)
    assert [one.id for one in (await page(book)).learners] == ["an"]


async def test_attendance_of_who_left_stays(book: Book) -> None:
    by = await book.person(1)
    await opened(book, "an", "ba")
    await write(book, class_day(by, "d1", DAY, "an", "ba"))
    await write(book, LeaveCourse("c1", "ba", DAY, by, NOW))

    assert await counted(book) == Trainees(2, 2, 0)


async def test_whoever_was_not_on_the_list_is_put_on_it_by_coming(book: Book) -> None:
    by = await book.person(1)
    await opened(book, "an")
    await write(book, class_day(by, "d1", DAY, "an", new=(learner("moi"),)))

    assert await counted(book) == Trainees(2, 2, 0)
    assert {one.id for one in (await page(book)).learners} == {"an", "moi"}


async def test_mended_attendance_stands_and_the_former_is_kept(book: Book) -> None:
    by = await book.person(1)
    await opened(book, "an", "ba")
    held = class_day(by, "d1", DAY, "an")
    await write(book, held)
    await write(
        book, EditActivity(replace(held, learners=("ba",)), "r1", by, NOW, "web", "miscounted")
    )
    more = replace(held, people=2, learners=("an", "ba"))
    await write(book, EditActivity(more, "r2", by, NOW, "web", "miscounted"))

    assert {row.learner_id for row in await rows(book, LearnerAttendance)} == {"an", "ba"}
    found = {row.id: row for row in await rows(book, Revision)}
    assert set(found) == {"d1", "r1", "r2"}
    assert (found["r2"].before["learners"], found["r2"].after["learners"]) == (1, 2)


async def test_same_attendance_twice_is_one_revision(book: Book) -> None:
    by = await book.person(1)
    await opened(book, "an")
    held = class_day(by, "d1", DAY, "an")
    await write(book, held)
    await write(book, EditActivity(held, "r1", by, NOW, "web", "miscounted"))

    assert {row.id for row in await rows(book, Revision)} == {"d1"}


async def test_qualified_counts_on_the_day_of_marking(book: Book) -> None:
    by = await book.person(1)
    await opened(book, "an", "ba")
    await write(book, MarkSkills(("an", "ba"), ("dvc", "vneid"), DAY, by, NOW))
    await write(book, MarkSkills(("an",), ("dvc", "vneid"), NEXT, by, NOW))
    await write(book, MarkSkills(("ba",), ("dvc",), None, by, NOW))

    assert await counted(book) == Trainees(0, 0, 1)
    assert await counted(book, NEXT, NEXT) == Trainees(0, 0, 0)
    assert (await page(book)).qualified == 1


async def test_enrolling_taken_back_leaves_nothing_but_who_came(book: Book) -> None:
    by = await book.person(1)
    await opened(book, "an", "ba")
    await write(book, class_day(by, "d1", DAY, "an"))
    await write(book, Unenrol("c1", ("an", "ba"), by, NOW))

    assert [row.id for row in await rows(book, Learner)] == ["an"]
    assert [row.learner_id for row in await rows(book, Enrolment)] == ["an"]


async def test_list_copied_and_taken_back_keeps_the_people(book: Book) -> None:
    by = await book.person(1)
    await opened(book, "an", "ba")
    await opened(book, course="c2")
    await write(book, Enrol("c2", (), ("an", "ba"), by, NOW))
    await write(book, Unenrol("c2", ("an", "ba"), by, NOW))

    assert len(await rows(book, Learner)) == 2
    assert (await page(book, "c2")).learners == ()


async def test_whoever_comes_back_to_a_list_is_on_it_once(book: Book) -> None:
    by = await book.person(1)
    await opened(book, "an")
    await write(book, LeaveCourse("c1", "an", DAY, by, NOW))
    await write(book, Enrol("c1", (), ("an",), by, NOW))

    (row,) = await rows(book, Enrolment)
    assert (row.left_at, row.left_on) == (None, None)


async def test_days_of_a_class_change_and_it_ends(book: Book) -> None:
    await opened(book, "an")
    await write(book, SetCourseDays("c1", (NEXT, DAY, NEXT)), EndCourse("c1", NOW))
    await opened(book, course="c2")

    found = await page(book)
    assert (found.days, found.is_closed) == ((DAY, NEXT), True)
    need = CoursesNeed((ONE,))
    async with book.database.read() as connection:
        listed = (await load_facts(connection, SAMPLE_COMMUNE, [need]))[need]
    assert [(row.id, row.is_closed, row.learners) for row in listed] == [
        ("c2", False, 0),
        ("c1", True, 1),
    ]


async def test_lists_of_other_teams_are_not_shown(book: Book) -> None:
    await opened(book, "an")
    needs = [CoursesNeed((TWO,)), CoursesNeed(()), CoursesNeed((), is_whole=True)]
    async with book.database.read() as connection:
        found = await load_facts(connection, SAMPLE_COMMUNE, needs)

    assert [len(found[need]) for need in needs] == [0, 0, 1]


async def test_consent_taken_back_cuts_down_to_first_name_and_decade(book: Book) -> None:
    by = await book.person(1)
    await opened(book, "an")
    agreed = RecordConsent("an", Consent.SPOKEN, "Trần Thị Bảy", "1957", "0912345678", by, NOW)
    await write(book, agreed)
    (full,) = await rows(book, Learner)
    await write(book, TakeConsentBack("an", by, IN_TIME))
    (cut,) = await rows(book, Learner)

    assert (full.name, full.birth, full.consent, full.consent_by) == (
        "Trần Thị Bảy", "1957", Consent.SPOKEN, by,
    )  # fmt: skip
    assert (cut.name, cut.birth, cut.phone, cut.consent) == ("Bảy", "195x", None, Consent.NONE)
    assert {row.key for row in await rows(book, LearnerKey)} == keys("Bảy")


async def test_erased_learner_stays_counted(book: Book) -> None:
    by = await book.person(1)
    await opened(book, "an", "ba")
    await write(book, class_day(by, "d1", DAY, "an", "ba"))
    await write(book, EraseLearner("an"))

    assert await counted(book) == Trainees(2, 2, 0)
    gone = next(row for row in await rows(book, Learner) if row.id == "an")
    assert (gone.name, gone.birth, gone.phone) == (ERASED_LEARNER, None, None)
    assert {row.learner_id for row in await rows(book, LearnerKey)} == {"ba"}


async def test_learner_is_known_with_the_teams_of_their_lists(book: Book) -> None:
    by = await book.person(1)
    await opened(book, "an", "ba")
    await opened(book, course="c2", team=TWO)
    await write(book, Enrol("c2", (), ("an",), by, NOW))
    async with book.database.write() as connection:
        await connection.execute(update(Learner).where(Learner.id == "ba").values(merged_into="an"))
    async with book.database.read() as connection:
        found = await load_facts(
            connection, SAMPLE_COMMUNE, [TraineeNeed("ba"), TraineeNeed("nobody")]
        )

    merged = found[TraineeNeed("ba")]
    assert (merged.id, merged.team_ids) == ("an", (ONE, TWO))
    assert found[TraineeNeed("nobody")] is None


# Closed weeks


async def test_late_name_on_a_list_adjusts_the_week_in_which_the_class_met(book: Book) -> None:
    by = await book.person(1)
    await opened(book, "an")
    await write(book, class_day(by, "d1", DAY, "an", at=IN_TIME))
    await write(book, Enrol("c1", (learner("ba"),), (), by, LATE))

    found = await standing(book)
    assert found is not None
    assert found.is_exact
    (noted,) = found.adjustments
    assert (noted.cause, noted.team_id) == ("class_list", ONE)
    assert noted.delta["plus"] == {"trainees/enrolled": 1}


async def test_pairs_of_whom_a_late_list_brings_are_noted_after_it(book: Book) -> None:
    by = await book.person(1)
    await opened(book, "an")
    await write(book, class_day(by, "d1", DAY, "an", at=IN_TIME))
    late = Enrol("c1", (learner("ba"),), (), by, LATE)
    await write(book, late, NotePairs((("ba", "an", 80),), LATE))

    assert len(await rows(book, LearnerPair)) == 1
    found = await standing(book)
    assert found is not None
    assert found.is_exact


async def test_late_marking_taken_back_adjusts_the_week_of_the_mark(book: Book) -> None:
    by = await book.person(1)
    await opened(book, "an")
    await write(book, class_day(by, "d1", DAY, "an", at=IN_TIME))
    await write(book, MarkSkills(("an",), ("dvc",), DAY, by, IN_TIME))
    await write(book, MarkSkills(("an",), (), None, by, LATE))

    found = await standing(book)
    assert found is not None
    assert found.is_exact
    assert found.adjustments[0].delta["plus"] == {"trainees/qualified": -1}


async def exact_everywhere(book: Book, path: Path) -> None:
    closed = [row.week for row in await rows(book, Snapshot)]
    assert closed
    for week in closed:
        async with book.database.read() as connection:
            found = await week_standing(connection, SAMPLE_COMMUNE, week, LATE)
            live = await tally(connection, SAMPLE_COMMUNE, *week_days(week))
        assert found is not None
        assert found.is_exact
        with open_recount(path, SAMPLE_COMMUNE) as recount:
            again = recount.count(*week_days(week))
        assert again["trainees"] == tally_json(live, week, LATE)["trainees"]


@pytest.mark.parametrize("seed", range(4))
async def test_snapshot_adjustments_and_recount_agree_whatever_happens(
    book: Book, path: Path, seed: int
) -> None:
    """Lists, attendance and marks of two classes, in time and late, mended and taken back."""
    dice = random.Random(seed)  # noqa: S311  # chance for a test, no secret
    by = await book.person(1)
    people = [f"p{number}" for number in range(6)]
    await opened(book, *people[:3])
    await opened(book, *people[3:], course="c2")
    moment = datetime(2026, 11, 17, tzinfo=UTC)
    held: list[str] = []
    for number in range(40):
        moment += timedelta(hours=dice.randint(1, 20))
        day = max(date(2026, 11, 16), (moment - timedelta(days=dice.randint(0, 9))).date())
        course, who = dice.choice(("c1", "c2")), dice.sample(people, 2)
        change: Change
        match dice.randrange(8):
            case 0:
                new = (learner(f"n{number}"),)
                change = Enrol(course, new, tuple(who), by, moment)
            case 1:
                change = LeaveCourse(course, who[0], moment.date(), by, moment)
            case 2:
                marked = dice.choice((None, day))
                change = MarkSkills(tuple(who), ("dvc",), marked, by, moment)
            case 3 if held:
                gone = held.pop(dice.randrange(len(held)))
                change = WithdrawActivity(gone, f"r{number}", by, moment, "undo")
            case 4 if held:
                mended = class_day(
                    by, dice.choice(held), day, *who, at=moment, course=course,
                    new=(learner(f"m{number}"),),
                )  # fmt: skip
                change = EditActivity(mended, f"r{number}", by, moment, "web", "miscounted")
            case 5:
                change = Unenrol(course, (who[0],), by, moment)
            case _:
                held.append(f"d{number}")
                change = class_day(by, held[-1], day, *who, at=moment, course=course)
        async with book.database.read() as connection:
            there = set(await connection.scalars(select(Learner.id)))
        if not set(who) <= there:
            continue
        await write(book, change)

    await exact_everywhere(book, path)
