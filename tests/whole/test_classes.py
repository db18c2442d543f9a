"""Classes through the real app: what many say at once, and lists longer than any."""

import json

import pytest
from sqlalchemy import select

from models.activity import Activity, ActivityKind, ActivityState
from models.course import Enrolment, LearnerAttendance
from models.learner import Learner
from models.sample import SAMPLE_COMMUNE
from models.tally import tally
from models.weeks import week_days
from tests.whole.stage import LEADER, MEMBER, WEEK, Stage

LETTERS = "abcdghiklmnopqrstuvx"
NAMES = [
    f"Nguyễn {a.upper()}{b}a {c.upper()}u" for a in LETTERS for b in LETTERS for c in "bcdghkl"
]


async def opens(stage: Stage, who: str = MEMBER) -> None:
    await stage.says(who, "mở lớp", "nhà văn hóa", "VNeID", "hôm nay", "gửi đi")


async def rows(stage: Stage, table: type) -> list[object]:
    async with stage.app.database.read() as connection:
        return list(await connection.execute(select(table)))


async def test_two_thousand_lines_are_read_as_far_as_it_goes_and_the_rest_is_asked_for(
    stage: Stage,
) -> None:
    await opens(stage)
    await stage.says(MEMBER, "thêm nhiều người")
    answer = await stage.does(MEMBER, "\n".join(NAMES[:2_000]))

    assert "mới đọc đến dòng" in answer.text
    answer = await stage.says(MEMBER, "xong", "chưa hỏi", "gửi đi")
    listed = await rows(stage, Enrolment)
    assert 0 < len(listed) <= 300
    assert f"thêm {len(listed)} người" in answer.text


async def test_list_of_several_messages_is_one_list(stage: Stage) -> None:
    await opens(stage)
    await stage.says(MEMBER, "thêm nhiều người", "\n".join(NAMES[:40]), "\n".join(NAMES[40:80]))
    await stage.says(MEMBER, "xong", "có, ký trên giấy", "gửi đi")

    assert len(await rows(stage, Learner)) == 80


async def test_two_who_mark_one_day_at_once_leave_one_class_day(stage: Stage) -> None:
    await opens(stage)
    await stage.says(MEMBER, "thêm nhiều người", "\n".join(NAMES[:5]), "xong", "chưa hỏi", "gửi đi")
    for who in (MEMBER, LEADER):
        await stage.says(who, "điểm danh", "hôm nay", "cả lớp", "xong", "bỏ qua")

    await stage.hear(stage.inbound(MEMBER, "gửi đi"), stage.inbound(LEADER, "gửi đi"))

    async with stage.app.database.read() as connection:
        held = (await connection.execute(select(Activity.kind, Activity.people))).all()
        counted = (await tally(connection, SAMPLE_COMMUNE, *week_days(WEEK))).trainees
    assert [(row.kind, row.people) for row in held] == [(ActivityKind.CLASS_DAY, 5)]
    assert (counted.enrolled, counted.attended) == (5, 5)


async def test_class_day_taken_back_is_not_held_and_can_be_marked_again(stage: Stage) -> None:
    await opens(stage)
    await stage.says(MEMBER, "thêm nhiều người", "\n".join(NAMES[:3]), "xong", "chưa hỏi", "gửi đi")
    await stage.says(MEMBER, "điểm danh", "hôm nay", "1, 2", "xong", "Vũ Thị Én", "xong", "gửi đi")
    await stage.says(MEMBER, "rút lại")

    async with stage.app.database.read() as connection:
        state = await connection.scalar(select(Activity.state))
        counted = (await tally(connection, SAMPLE_COMMUNE, *week_days(WEEK))).trainees
    assert (state, counted.enrolled) == (ActivityState.WITHDRAWN, 0)
    assert len(await rows(stage, Enrolment)) == 3

    await stage.says(MEMBER, "gửi đi")

    assert len(await rows(stage, Enrolment)) == 4
    assert len(await rows(stage, LearnerAttendance)) == 2 + 3


@pytest.mark.parametrize("said", ["hoa 0912345678", "Nguyễn Thị Hoa, 034070001234"])
async def test_nothing_of_a_list_is_kept_beside_it(stage: Stage, said: str) -> None:
    """Neither the inbox nor the audit holds a name or a number."""
    await opens(stage)
    await stage.says(MEMBER, "thêm nhiều người", said)

    dump = json.dumps([str(row) for row in await _plain(stage)], ensure_ascii=False)
    assert "0912345678" not in dump
    assert "034070001234" not in dump


async def _plain(stage: Stage) -> list[object]:
    async with stage.app.database.read() as connection:
        found: list[object] = []
        for table in ("inbox", "audit", "learner", "revision"):
            result = await connection.exec_driver_sql(f"SELECT * FROM {table}")  # noqa: S608  # our own
            found += list(result)
        return found
