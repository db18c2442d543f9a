"""From what a coordinator gives to what teams answer and log, through the real app."""

from bot.channels.contract import ButtonPressed
from models.assignment import Assignment, AssignmentState, AssignmentTeam
from models.audit import Audit
from tests.whole.stage import COORDINATOR, LEADER, MEMBER, NEXT_LEADER, Stage

REVIEWED = (
    "giao việc", "Treo áp phích", "không đếm số", "30/11", "chọn từng tổ", "thôn 1, thôn 2", "xong",
)  # fmt: skip
GIVEN = (*REVIEWED, "gửi đi")


async def test_redelivery_and_a_double_tap_give_it_once(stage: Stage) -> None:
    await stage.says(LEADER, "chào")
    await stage.says(COORDINATOR, *REVIEWED)
    press = stage.press(COORDINATOR, "=yes")

    await stage.hear(
        stage.inbound(COORDINATOR, press, "m-a"),
        stage.inbound(COORDINATOR, press, "m-a"),
        stage.inbound(COORDINATOR, press, "m-b"),
    )
    await stage.does(COORDINATOR, press, "m-a")

    assert await stage.count(Assignment) == 1
    assert await stage.count(AssignmentTeam) == 2
    told = [part for part in stage.parts(LEADER) if "Treo áp phích" in part.text]
    assert len(told) == 1


async def test_button_of_the_notice_answers_for_the_team(stage: Stage) -> None:
    await stage.says(LEADER, "chào")
    await stage.says(COORDINATOR, *GIVEN)

    (blocked,) = [b for b in stage.last(LEADER).buttons if b.id.endswith("/blocked")]
    await stage.does(LEADER, ButtonPressed(blocked.id))
    await stage.says(LEADER, "nhà văn hóa khóa cửa")

    (row,) = await stage.rows(AssignmentTeam, AssignmentTeam.team_id == "thon-01")
    assert (row.state, row.word) == (AssignmentState.BLOCKED, "nhà văn hóa khóa cửa")
    assert "nhà văn hóa khóa cửa" in stage.last(COORDINATOR).text
    (noted,) = await stage.rows(Audit, Audit.action == "assignment.answered")
    assert noted.detail == {"team": "thon-01", "state": "blocked"}


async def test_button_with_another_teams_name_answers_nothing(stage: Stage) -> None:
    await stage.says(LEADER, "chào")
    await stage.says(NEXT_LEADER, "chào")
    await stage.says(COORDINATOR, *GIVEN)
    (done,) = [b for b in stage.last(LEADER).buttons if b.id.endswith("/done")]

    forged = done.id.replace("thon-01", "thon-02")
    await stage.does(LEADER, ButtonPressed(forged))

    assert await stage.said(LEADER) == ["given.gone"]
    states = {row.state for row in await stage.rows(AssignmentTeam)}
    assert states == {AssignmentState.OPEN}


async def test_answer_is_changed_until_it_is_closed(stage: Stage) -> None:
    await stage.says(COORDINATOR, *GIVEN)

    await stage.says(MEMBER, "việc được giao", "1", "xong", "đúng")
    await stage.says(LEADER, "việc được giao", "1", "vướng", "còn thiếu hai tờ")
    await stage.says(COORDINATOR, "việc đã giao", "1", "đóng việc", "1")
    await stage.says(MEMBER, "việc được giao")

    (row,) = await stage.rows(AssignmentTeam, AssignmentTeam.team_id == "thon-01")
    assert (row.state, row.word) == (AssignmentState.BLOCKED, "còn thiếu hai tờ")
    assert await stage.said(MEMBER) == ["given.none"]


async def test_closed_between_the_question_and_the_answer(stage: Stage) -> None:
    await stage.says(COORDINATOR, *GIVEN)
    await stage.says(LEADER, "việc được giao", "1", "xong")
    await stage.says(COORDINATOR, "việc đã giao", "1", "đóng việc", "1")

    await stage.says(LEADER, "đúng")

    assert await stage.said(LEADER) == ["given.gone"]


async def test_two_answers_in_one_batch_leave_the_later_one(stage: Stage) -> None:
    await stage.says(COORDINATOR, *GIVEN)
    await stage.says(MEMBER, "việc được giao", "1", "vướng")
    await stage.says(LEADER, "việc được giao", "1", "xong")

    await stage.hear(stage.inbound(MEMBER, "mất mạng"), stage.inbound(LEADER, "đúng"))

    (row,) = await stage.rows(AssignmentTeam, AssignmentTeam.team_id == "thon-01")
    assert (row.state, row.word) == (AssignmentState.DONE, None)


async def test_leader_is_not_woken(stage: Stage) -> None:
    await stage.says(LEADER, "chào")
    stage.stands_at("2026-11-21T22:00")
    before = len(stage.parts(LEADER))

    await stage.says(COORDINATOR, *GIVEN)
    at_night = len(stage.parts(LEADER))
    await stage.passes(hours=9)

    assert (at_night, len(stage.parts(LEADER))) == (before, before + 1)
