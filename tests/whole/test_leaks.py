"""Nobody is ever told another team's or another commune's people, whatever they say, whatever a
button's argument says, and whatever goes out by itself (CASA's #5511: a weekly digest that told
supervisors of other organisations' volunteers).

Every person of the two communes has a name that tells where they belong: Zqa02x5 is the fifth of
the second team of commune a.
"""

import re
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.dialog.answers import Answers
from bot.kernel.clock import local
from bot.task import Asker, Done, Door, Mend, Secrets, Submission, Task
from handlers.tasks import TASKS
from models.activity import Activity
from models.alike_needs import CandidatesNeed, JudgedNeed, PairNeed, PairsNeed
from models.assignment import Assignment
from models.assignment_needs import (
    AskedTeamsNeed,
    AssignmentNeed,
    AssignmentsNeed,
    CommuneGoalsNeed,
    GivenNeed,
    TeamGoalsNeed,
)
from models.audit_facts import AuditNeed
from models.business_needs import BusinessesNeed
from models.course_needs import CourseNeed, CoursesNeed, TraineeNeed
from models.document_needs import DocumentsNeed, FileNeed
from models.errand_needs import AddedNeed, SameFileNeed
from models.explained import BehindNeed
from models.facts import _LOADERS, load_facts
from models.flag_needs import (
    FlagCountNeed,
    FlagNeed,
    FlagsNeed,
    SamePhotosNeed,
    TeamHistoryNeed,
    VillageNeed,
    VillagesNeed,
)
from models.indicator_needs import EveryIndicatorNeed, LargestNeed
from models.join import JoinRequest
from models.join_needs import JoiningNeed, JoinRequestsNeed, PersonNeed
from models.line_needs import LineCountsNeed, TeamBotsNeed
from models.load import Known, load_people
from models.logged_needs import LoggedListNeed, LoggedNeed
from models.mail import Outbox
from models.needs import (
    AnswerOutNeed,
    CommuneWeekNeed,
    Facts,
    HelperNeed,
    IndicatorsNeed,
    LastActivityNeed,
    MissingFactsError,
    Need,
    PeopleNeed,
    RosterNeed,
    ScribeListNeed,
    TeamsNeed,
    TeamWeekNeed,
    ToCallNeed,
    ZeroReportsNeed,
)
from models.notice_needs import NoticeWaysNeed
from models.people import Person, PersonRole, Role
from models.privacy_needs import InTheWayNeed, OwnDataNeed, OwnReportsNeed, PhoneOwnerNeed
from models.product_needs import ProductsNeed
from models.read_lists import ReadListNeed, SameListNeed
from models.sample import SAMPLE_COMMUNE
from models.settings import load_settings
from models.week_needs import CommuneStandingNeed, TeamStandingNeed
from tests.whole.stage import (
    COORDINATOR,
    LEADER,
    MEMBER,
    NEXT_LEADER,
    NEXT_MEMBER,
    RAPID,
    WEEK,
    Stage,
    open_stage,
)

OTHER_COMMUNE = "khac"
MARK = re.compile(r"Zq([ab])(\d\d)x")
COPIED = ("village", "team", "person", "person_role", "indicator", "commune_setting")
OFFICES = (Role.COORDINATOR, Role.ADMINISTRATOR, Role.OFFICE)
TALKERS = (MEMBER, LEADER, NEXT_MEMBER, NEXT_LEADER, COORDINATOR, RAPID, "0912001002", "0912001004")
TYPED = ("Zqa02x", "Zqb01x")
"""What a question for words says back to whoever typed it: names and places have more to them."""

NOT_TRIED = ("my_data_erase", "consent_back")  # after them nobody is told anything any more


def two_communes(path: Path) -> None:
    """The sample twice, everybody's name telling commune and team."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(
            "INSERT INTO commune SELECT ?, name, kind, village_word, is_sample, created_at"
            " FROM commune WHERE id = ?",
            (OTHER_COMMUNE, SAMPLE_COMMUNE),
        )
        for table in COPIED:
            names = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
            rest = ", ".join(name for name in names if name != "commune_id")
            connection.execute(
                f"INSERT INTO {table} (commune_id, {rest}) SELECT ?, {rest} FROM {table}"  # noqa: S608  # our own names
                " WHERE commune_id = ?",
                (OTHER_COMMUNE, SAMPLE_COMMUNE),
            )
        for commune, letter in ((SAMPLE_COMMUNE, "a"), (OTHER_COMMUNE, "b")):
            people = connection.execute(
                "SELECT person_id, max(team_id) FROM person_role WHERE commune_id = ?"
                " GROUP BY person_id ORDER BY person_id",
                (commune,),
            ).fetchall()
            for number, (person, team) in enumerate(people):
                place = team.removeprefix("thon-") if team.startswith("thon-") else "00"
                connection.execute(
                    "UPDATE person SET name = ? WHERE commune_id = ? AND id = ?",
                    (f"Zq{letter}{place}x{number}", commune, person),
                )
        connection.commit()


async def talk(stage: Stage, letter: str) -> None:
    """Everything of which somebody else may be told, in two teams."""
    for number, (leader, member) in enumerate(((LEADER, MEMBER), (NEXT_LEADER, NEXT_MEMBER)), 1):
        await stage.says(leader, "chào")
        await stage.says(member, "ghi buổi", "hôm nay", "1", str(10 + number), "bỏ qua", "bỏ qua")
        await stage.says(member, "0", f"nhà Zq{letter}{number:02}x", "bỏ qua")
        await stage.says(member, f"lời của Zq{letter}{number:02}x", "gửi đi", "gửi đi")
        await stage.says(member, "ghi buổi", "hôm qua", "1", "7", "để sau")
        await stage.says(member, "nhờ ghi hộ giúp", "1")
        await stage.says(member, "thông tin của tôi", "sửa lại", "đổi số điện thoại")
        await stage.says(member, f"091277700{number}")
    await stage.says("resident:Ai đó", "tôi là thành viên tổ", "2", NEXT_MEMBER)
    await stage.says("resident:Ai nữa", "tôi là thành viên tổ", "2", "0912000003")
    await stage.says(NEXT_LEADER, "mời thành viên")
    await stage.passes(days=8)


@pytest.fixture
async def stage(sample_database: Path) -> AsyncIterator[Stage]:
    """Both communes have talked; commune a is on the stage."""
    two_communes(sample_database)
    for commune, letter in ((OTHER_COMMUNE, "b"), (SAMPLE_COMMUNE, "a")):
        async with open_stage(sample_database, commune=commune) as opened:
            await talk(opened, letter)
            if letter == "a":
                yield opened


def told(*values: object) -> set[tuple[str, str]]:
    """Of which communes and teams these say anything."""
    return {(commune, team) for value in values for commune, team in MARK.findall(str(value))}


async def knows(stage: Stage) -> dict[str, set[tuple[str, str]]]:
    """By person: of whom they may be told."""
    everything = {("a", f"{number:02}") for number in range(59)}
    found: dict[str, set[tuple[str, str]]] = {}
    for row in await stage.rows(PersonRole, PersonRole.commune_id == SAMPLE_COMMUNE):
        mine = found.setdefault(row.person_id, {("a", "00")})
        if row.role in OFFICES:
            mine |= everything
        elif row.team_id.startswith("thon-"):
            mine.add(("a", row.team_id.removeprefix("thon-")))
    return found


async def letters(stage: Stage) -> list[tuple[str, str]]:
    """Owner and message of all that was ever queued here."""
    async with stage.app.database.read() as connection:
        rows = await connection.execute(
            select(Outbox.owner, Outbox.message).where(Outbox.commune_id == SAMPLE_COMMUNE)
        )
        return [(row.owner, row.message or "") for row in rows]


async def leaks(stage: Stage) -> list[str]:
    allowed = await knows(stage)
    return [
        f"{owner}: {message[:300]}"
        for owner, message in await letters(stage)
        if told(_not_typed(message)) - allowed.get(owner, set())
    ]


def _not_typed(message: str) -> str:
    for typed in TYPED:
        message = message.replace(f'"{typed}"', '""')
    return message


async def test_no_letter_and_no_notice_tells_of_others(stage: Stage) -> None:
    """Replies, and all that went out by itself: requests, new numbers, drafts that were closed."""
    assert len(await letters(stage)) > 60
    assert {kind for owner, message in await letters(stage) for kind in told(message)} >= {
        ("a", "01"), ("a", "02"),
    }  # fmt: skip
    assert await leaks(stage) == []


@pytest.mark.slow
async def test_no_answer_tells_of_others_whatever_is_asked(stage: Stage) -> None:
    for who in TALKERS:
        person = await _known(stage, who)
        for task in TASKS:
            may = not task.roles or person.has(*task.roles)
            if task.words and may and task.name not in NOT_TRIED:
                await stage.says(who, task.words[0], "1", *TYPED, "để sau")

    assert await leaks(stage) == []


async def test_no_need_tells_of_another_commune_nor_more_than_it_asks(stage: Stage) -> None:
    """Each kind of need, asked for the first team of commune a."""
    (activity, *_) = await stage.rows(Activity, Activity.team_id == "thon-01")
    person, now = activity.author_id, stage.clock.now()
    today, since = local(now).date(), now - timedelta(days=400)
    hashed = stage.app.database.vault.phone_hash(MEMBER)
    of_team: tuple[Need[Any], ...] = (
        IndicatorsNeed(), RosterNeed("thon-01"), PeopleNeed(("thon-01",)), TeamsNeed(),
        HelperNeed(person, "thon-01"), LastActivityNeed(person, "thon-01"),
        TeamWeekNeed("thon-01", WEEK), ZeroReportsNeed(("thon-01",)),
        ScribeListNeed(("thon-01",)), JoiningNeed(hashed, "x", now),
        JoinRequestsNeed(("thon-01",), since), PersonNeed(person), ToCallNeed(("thon-01",), today),
        AnswerOutNeed("terminal", "x", now), GivenNeed(("thon-01",), today),
        TeamGoalsNeed("thon-01", today), FileNeed("x", person), TeamStandingNeed("thon-01", WEEK),
        LoggedNeed(activity.id), BehindNeed("thon-01", WEEK),
        LoggedListNeed(person, ("thon-01",), ("thon-01",), since, since),
        OwnDataNeed(person), OwnReportsNeed(person, 0, 10), InTheWayNeed(person),
        PhoneOwnerNeed(hashed), DocumentsNeed(),
        PairsNeed(("thon-01",)), JudgedNeed(("thon-01",)), PairNeed("x", "y"), AddedNeed("x"),
        SameFileNeed("x", "x"), CoursesNeed(("thon-01",)), CourseNeed("x"), TraineeNeed("x"),
        EveryIndicatorNeed(), LargestNeed("x", since.date()), BusinessesNeed(), ProductsNeed(),
        TeamHistoryNeed("thon-01", WEEK), VillageNeed("thon-01"), FlagsNeed(("thon-01",)),
        SamePhotosNeed(("x",)), ReadListNeed("x"), SameListNeed(person, "x"),
        LineCountsNeed("terminal"), NoticeWaysNeed("terminal", "x", since),
    )  # fmt: skip
    of_commune: tuple[Need[Any], ...] = (
        CandidatesNeed(frozenset({"hoa", "hoa nguyen"})),
        PeopleNeed(()), CommuneWeekNeed(WEEK), ScribeListNeed((), of_leaders=True),
        JoinRequestsNeed((), since, whole=True), ToCallNeed((), today), AskedTeamsNeed(),
        AssignmentsNeed(today), AssignmentNeed("x"), CommuneGoalsNeed(today),
        CommuneStandingNeed(WEEK), AuditNeed(0, 100),
        VillagesNeed(), FlagsNeed(), FlagCountNeed(), FlagNeed("x"), TeamBotsNeed(),
    )  # fmt: skip

    async with stage.app.database.read() as connection:
        mine = await load_facts(connection, SAMPLE_COMMUNE, of_team)
        all_ = await load_facts(connection, SAMPLE_COMMUNE, of_commune)

    assert {type(need) for need in (*of_team, *of_commune)} == set(_LOADERS)
    more = {type(need).__name__: told(need, answer) for need, answer in mine.items()}
    assert {name: marks - {("a", "01"), ("a", "00")} for name, marks in more.items()} == {
        name: set() for name in more
    }
    assert {commune for commune, _ in told(*all_.values())} == {"a"}


async def test_argument_of_a_button_opens_nothing_of_another_team(stage: Stage) -> None:
    """Every task, begun and submitted with what stands behind other teams' buttons."""
    (activity, *_) = await stage.rows(Activity, Activity.team_id == "thon-02")
    requests = await stage.rows(JoinRequest, JoinRequest.commune_id == SAMPLE_COMMUNE)
    other = activity.author_id
    arguments = (
        "thon-02", f"thon-02/{WEEK}", f"thon-02/{WEEK}/11.0.0.0.0.0", activity.id, other,
        f"{other}/thon-02", f"{other}/0912999999", f"thon-02/{activity.id}", f"{WEEK}/thon-02",
        f"{WEEK}/thon-02/people", "1", "x", *(f"{row.id}/yes" for row in requests),
    )  # fmt: skip
    known = await knows(stage)

    for who in (MEMBER, LEADER, RAPID):
        person = await _known(stage, who)
        mine = [task for task in TASKS if not task.roles or person.has(*task.roles)]
        for task in mine:
            for argument in arguments:
                said, changed = await _done(stage, person, task, argument)
                assert told(said) <= known[person.id], (who, task.name, argument)
                assert activity.id not in changed, (who, task.name, argument)
                assert "team:thon-02" not in changed, (who, task.name, argument)
    assert await stage.count(Assignment) == 0


async def _known(stage: Stage, who: str) -> Known:
    hashed = stage.app.database.vault.phone_hash(who)
    async with stage.app.database.read() as connection:
        id_ = await connection.scalar(
            select(Person.id).where(
                Person.commune_id == SAMPLE_COMMUNE, Person.phone_hash == hashed
            )
        )
        return (await load_people(connection, SAMPLE_COMMUNE, {id_}))[id_]


async def _done(stage: Stage, person: Known, task: Task, argument: str) -> tuple[str, str]:
    """All that a task shows of itself with this argument, and what it would write."""
    vault = stage.app.database.vault
    answers: dict[Need[Any], Any] = {}
    async with stage.app.database.read() as connection:
        settings = await load_settings(connection, SAMPLE_COMMUNE)
        asker = Asker(
            person=person, now=stage.clock.now(), today=local(stage.clock.now()).date(),
            settings=settings, new_id=stage.app.ids.new, door=Door("terminal", "x", "y"),
            secrets=Secrets(lambda length: "1" * length, vault.phone_hash, vault.keyed_hash),
        )  # fmt: skip
        while True:
            try:
                begun = task.begin(asker, argument, Facts(answers))
                if begun.refusal is not None:
                    return str(begun.refusal), ""
                done: Done | Mend | None = None
                if not task.flow(begun.context).steps:
                    submission = Submission("d", Answers(), begun.context)
                    done = task.submit(submission, asker, Facts(answers))
            except MissingFactsError as missing:
                answers |= await load_facts(connection, SAMPLE_COMMUNE, missing.needs)
                continue
            shown = (begun.context, begun.lead, begun.answers)
            if isinstance(done, Done):
                return str((*shown, done.lines, done.links)), str(done.changes)
            return str((*shown, done)), ""
