"""However much is stored, nothing that people wait for reads more than its own part of it."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, tuple_

from bot.channels.contract import Inbound
from bot.channels.limits import Cost, Plan, Window
from bot.channels.terminal.capabilities import BUTTONS
from bot.conversation.notices import NOTICE_LIFE
from jobs import purge, quotas, retention, web_retention
from models.alike_needs import CandidatesNeed, JudgedNeed, PairNeed, PairsNeed
from models.assignment_needs import (
    AssignmentNeed,
    AssignmentsNeed,
    CommuneGoalsNeed,
    GivenNeed,
    TeamGoalsNeed,
)
from models.audit import Audit
from models.business_needs import BusinessesNeed
from models.course_needs import CourseNeed, CoursesNeed, TraineeNeed
from models.database import Connection
from models.document_needs import DocumentsNeed, FileNeed
from models.facts import load_facts
from models.flag_needs import (
    FlagCountNeed,
    FlagNeed,
    FlagsNeed,
    SamePhotosNeed,
    TeamHistoryNeed,
    VillageNeed,
)
from models.indicator_needs import EveryIndicatorNeed, LargestNeed
from models.join_needs import PersonNeed
from models.line_needs import LineCountsNeed, TeamBotsNeed
from models.mail import Inbox
from models.needs import (
    CommuneWeekNeed,
    LastActivityNeed,
    Need,
    ScribeListNeed,
    TeamWeekNeed,
    ToCallNeed,
    ZeroReportsNeed,
)
from models.notice_needs import NoticeWaysNeed
from models.people import NO_TEAM, Person
from models.post import due_letters, recently_said
from models.product_needs import ProductsNeed
from models.read_lists import ReadListNeed, SameListNeed
from models.sample import SAMPLE_COMMUNE
from models.stored import provider_ids_between, sent_letters
from models.web_log import NewLine, add_lines, lines_after, lines_before
from tests.whole.plans import GROWING, executed_in, long_walks, tables_in
from tests.whole.stage import (
    COORDINATOR,
    LEADER,
    MEMBER,
    NEXT_MEMBER,
    OTHER_MEMBER,
    SATURDAY,
    WEEK,
    Stage,
    member_of,
    open_stage,
)

WORDS_OF_OURS = "một câu đủ dài để có thể là chính lời của cháu"
TALKS = ("t1", "t2")


@pytest.fixture
async def windowed(sample_database: Path) -> AsyncIterator[Stage]:
    """On a channel that lets us write only after the person has, and counts what goes."""
    window = Window(timedelta(hours=48), timedelta(days=7))
    capabilities = replace(BUTTONS, window=window, cost=Cost.PAID, plan=Plan(monthly=500))
    async with open_stage(sample_database, capabilities=capabilities) as opened:
        yield opened


async def test_nothing_walks_a_table_that_grows(windowed: Stage, sample_database: Path) -> None:
    with executed_in(windowed.app.database) as executed:
        await report(windowed)
        await give_work(windowed)
        await look_back(windowed)
        await look_again(windowed)
        await leave_lying(windowed)
        await sweep(windowed)
        await talk_on_the_web(windowed)

    assert tables_in(executed) == GROWING
    assert long_walks(sample_database, executed) == []


async def test_a_walk_would_be_seen(windowed: Stage, sample_database: Path) -> None:
    pairs = [("terminal", "1"), ("terminal", "2")]
    statement = select(Inbox.owner).where(
        Inbox.commune_id == SAMPLE_COMMUNE, tuple_(Inbox.channel, Inbox.provider_id).in_(pairs)
    )
    with executed_in(windowed.app.database) as executed:
        async with windowed.app.database.read() as connection:
            await connection.execute(statement)
            await connection.execute(select(Audit.id))

    (found,) = long_walks(sample_database, executed)

    assert found.startswith("SEARCH inbox USING INDEX sqlite_autoindex_inbox_1 (commune_id=?)")


async def report(stage: Stage) -> None:
    """Alone, several in one batch, as the last time, taken back, and a week without any."""
    await stage.logs_session(MEMBER)
    await stage.hear(*_together(stage, "ghi buổi"), *_together(stage, WORDS_OF_OURS))
    await stage.says(MEMBER, "ghi buổi", "giống lần trước", "thoát", "rút lại")
    await stage.files_zero_report(NEXT_MEMBER)
    await stage.says(NEXT_MEMBER, "mở lại tuần")
    await stage.sends_photo(OTHER_MEMBER, "a.jpg")
    await stage.sends_voice(OTHER_MEMBER)
    await stage.says(OTHER_MEMBER, "nhờ ghi hộ")


async def give_work(stage: Stage) -> None:
    """To all teams, so that there is something to answer, to count and to change."""
    await stage.says(
        COORDINATOR, "giao việc", "Vận động bà con", "lượt người", "20", "hôm nay",
        "hết tháng này", "tất cả", "gửi đi", "việc đã giao", "1", "sửa chỉ tiêu", "thôn 2", "9",
        "xem việc này", "gia hạn", "hết tháng này",
    )  # fmt: skip
    await stage.says(LEADER, "việc được giao", "1", "vướng", "mất mạng")
    await stage.says(COORDINATOR, "việc đã giao", "1", "đóng việc", "1")


async def look_back(stage: Stage) -> None:
    await stage.says(LEADER, "xem tuần của tổ", "nhờ ghi hộ", "cần gọi", "ghi hộ")
    await stage.says(COORDINATOR, "tuần này của xã", "cần gọi", "ai nhờ ghi hộ")
    async with stage.app.database.read() as connection:
        await sent_letters(connection, SAMPLE_COMMUNE, "terminal", stage.account(MEMBER), 5)
        await provider_ids_between(connection, SAMPLE_COMMUNE, "terminal", "m1", "m9")
        await _deliveries(stage, connection)
        await _facts(connection)


async def _deliveries(stage: Stage, connection: Connection) -> None:
    accounts = [("terminal", "1"), ("web", "2"), ("web", "3")]
    await due_letters(connection, SAMPLE_COMMUNE, stage.clock.now(), full=("web",), most=500)
    await recently_said(connection, SAMPLE_COMMUNE, accounts, stage.clock.now())


async def _facts(connection: Connection) -> None:
    """Several of each kind, as a batch asks for them."""
    people = (await connection.scalars(select(Person.id).order_by(Person.id).limit(9))).all()
    teams = ("thon-01", "thon-02")
    needs = (
        *(LastActivityNeed(person, team) for person in people for team in (*teams, NO_TEAM)),
        *(TeamWeekNeed(team, WEEK) for team in teams),
        CommuneWeekNeed(WEEK),
        *(NoticeWaysNeed("terminal", account, SATURDAY - NOTICE_LIFE) for account in people),
        ZeroReportsNeed(teams),
        ScribeListNeed(teams, of_leaders=True),
        ToCallNeed(teams, SATURDAY.date()),
        *(PersonNeed(person) for person in people),
        *_given(teams),
        DocumentsNeed(),
        *(FileNeed(person, person) for person in people),
        *(CourseNeed(person) for person in people),
        *(TraineeNeed(person) for person in people),
        EveryIndicatorNeed(),
        LargestNeed("dvc", SATURDAY.date()),
        BusinessesNeed(),
        ProductsNeed(),
        LineCountsNeed("terminal"),
        TeamBotsNeed(),
        CoursesNeed(teams),
        CoursesNeed((), is_whole=True),
        CandidatesNeed(frozenset({"hoa nguyen", "hoa ?", "bay"})),
        *(PairsNeed(teams, is_whole=whole) for whole in (True, False)),
        *(JudgedNeed(teams, is_whole=whole) for whole in (True, False)),
        *(PairNeed(person, people[0]) for person in people),
        *_flagged(teams),
        *(ReadListNeed(person) for person in people),
        *(SameListNeed(person, "digest") for person in people),
    )
    await load_facts(connection, SAMPLE_COMMUNE, needs)


def _given(teams: tuple[str, ...]) -> tuple[Need[Any], ...]:
    day = SATURDAY.date()
    return (
        AssignmentsNeed(day),
        *(AssignmentNeed(team) for team in teams),
        GivenNeed(teams, day),
        *(TeamGoalsNeed(team, day) for team in teams),
        CommuneGoalsNeed(day),
    )


def _flagged(teams: tuple[str, ...]) -> tuple[Need[Any], ...]:
    return (
        *(TeamHistoryNeed(team, WEEK) for team in teams),
        *(VillageNeed(team) for team in teams),
        SamePhotosNeed(("photo1", "photo2")),
        *(FlagNeed(team) for team in teams),
        FlagsNeed(teams),
        FlagsNeed(),
        FlagCountNeed(),
    )


async def look_again(stage: Stage) -> None:
    """At what two logged: merged, taken apart, left as it is."""
    await stage.logs_session(LEADER)
    await stage.logs_session(member_of(1, 2))
    await stage.says(
        COORDINATOR, "số liệu thôn", "thôn 01", "400", "300", "hôm qua", "gửi đi",
        "cần xem lại", "1", "gộp làm một", "gửi đi", "rút lại", "bỏ hẳn", "cần xem lại", "1",
        "hai buổi khác nhau",
    )  # fmt: skip


async def leave_lying(stage: Stage) -> None:
    """Until timers nudge and close, letters were held, and whoever waited is here again."""
    await stage.says(OTHER_MEMBER, "ghi buổi", "hôm nay")
    await stage.passes(days=9)
    await stage.app.release_held("terminal", stage.account(OTHER_MEMBER))
    await stage.app.settle()


async def sweep(stage: Stage) -> None:
    where = {"database": stage.app.database, "commune_id": SAMPLE_COMMUNE, "clock": stage.clock}
    await retention.run(**where, files=Path("files"))
    await purge.run(**where)
    await web_retention.run(**where, sweep_uploads=lambda _before: 0)
    await quotas.run(**where, channels=stage.app.channels, ids=stage.app.ids)


async def talk_on_the_web(stage: Stage) -> None:
    now = stage.clock.now()
    lines = [NewLine(talk, is_mine=True, words="w", at=now, client_id="c1") for talk in TALKS]
    async with stage.app.database.write() as connection:
        await add_lines(connection, SAMPLE_COMMUNE, lines)
        await lines_after(connection, SAMPLE_COMMUNE, TALKS[0], seq=0, most=5)
        await lines_before(connection, SAMPLE_COMMUNE, TALKS[0], seq=None, most=5)


def _together(stage: Stage, words: str) -> Sequence[Inbound]:
    """Ten people of ten teams."""
    return [stage.inbound(member_of(team, 1), words) for team in range(3, 13)]
