"""What was sent can be taken back for 15 minutes, and lies before the person again."""

from models.activity import Activity, ActivityState, Revision, ZeroReport
from models.figures import TeamState
from tests.whole.stage import LEADER, MEMBER, Stage


def state_of(team: str, stage_tally: object) -> TeamState:
    return next(part.state for part in stage_tally.by_team if part.team == team)  # type: ignore[attr-defined]


async def test_undo_withdraws_and_keeps_what_was_said(stage: Stage) -> None:
    await stage.logs_session(LEADER, people=12)
    before = (await stage.tally()).people_guided

    await stage.passes(minutes=15)
    await stage.presses(LEADER, "o0")

    assert "undo.done" in await stage.said(LEADER)
    assert "session.sum.people" in await stage.said(LEADER)
    tally = await stage.tally()
    assert (before, tally.people_guided) == (12, 0)
    assert state_of("thon-01", tally) is TeamState.SILENT
    revisions = await stage.rows(Revision)
    assert [row.why for row in revisions] == ["confirmed", "undo"]


async def test_undone_session_mended_and_sent_again_counts_once(stage: Stage) -> None:
    await stage.logs_session(LEADER, people=12)

    await stage.says(LEADER, "hoàn tác", "sửa số người", "10", "gửi đi")

    assert (await stage.tally()).people_guided == 10
    states = sorted(row.state for row in await stage.rows(Activity))
    assert states == [ActivityState.CONFIRMED, ActivityState.WITHDRAWN]


async def test_undo_after_15_minutes_is_refused_kindly(stage: Stage) -> None:
    await stage.logs_session(LEADER)

    await stage.passes(minutes=15, seconds=1)
    await stage.presses(LEADER, "o0")

    assert await stage.said(LEADER) == ["undo.late"]
    assert await stage.sessions() == 1


async def test_undo_twice_says_that_there_is_nothing(stage: Stage) -> None:
    await stage.logs_session(LEADER)
    undo = stage.press(LEADER, "o0")

    await stage.does(LEADER, undo)
    await stage.says(LEADER, "hủy")
    await stage.presses(LEADER, "=drop")
    await stage.does(LEADER, undo)

    assert await stage.said(LEADER) == ["undo.nothing"]
    assert await stage.count(Revision) == 2


async def test_both_presses_of_undo_in_one_batch_undo_once(stage: Stage) -> None:
    await stage.logs_session(LEADER)
    undo = stage.press(LEADER, "o0")

    await stage.hear(stage.inbound(LEADER, undo), stage.inbound(LEADER, undo))

    assert await stage.count(Revision) == 2
    assert await stage.sessions() == 0


async def test_undo_without_anything_sent_says_so(stage: Stage) -> None:
    await stage.says(LEADER, "hoàn tác")

    assert await stage.said(LEADER) == ["undo.nothing"]


async def test_undo_while_another_dialog_is_under_way_keeps_it_as_a_draft(stage: Stage) -> None:
    await stage.logs_session(LEADER, people=12)
    undo = stage.press(LEADER, "o0")
    await stage.says(LEADER, "ghi buổi", "hôm qua", "1", "7")

    await stage.does(LEADER, undo)
    undone = await stage.sessions()
    await stage.says(LEADER, "gửi đi", "ghi tiếp")
    await stage.presses(LEADER, "finish")
    await stage.says(LEADER, "gửi đi")

    assert undone == 0
    counted = [r.people for r in await stage.rows(Activity, Activity.withdrawn_at.is_(None))]
    assert sorted(counted) == [7, 12]


async def test_undo_takes_back_only_the_newest(stage: Stage) -> None:
    await stage.logs_session(LEADER, people=12)
    first = stage.press(LEADER, "o0")
    await stage.logs_session(LEADER, people=8)

    await stage.does(LEADER, first)

    assert "late.button" in await stage.said(LEADER)
    assert await stage.sessions() == 2


async def test_undo_is_the_senders_own(stage: Stage) -> None:
    await stage.logs_session(LEADER)
    undo = stage.press(LEADER, "o0")

    await stage.does(MEMBER, undo)
    await stage.says(MEMBER, "hoàn tác")

    assert await stage.sessions() == 1


async def test_undone_zero_report_no_longer_counts(stage: Stage) -> None:
    await stage.files_zero_report(LEADER)
    before = state_of("thon-01", await stage.tally())

    await stage.presses(LEADER, "o0")

    assert before is TeamState.ZERO
    assert state_of("thon-01", await stage.tally()) is TeamState.SILENT
    assert await stage.count(ZeroReport, ZeroReport.withdrawn_at.is_not(None)) == 1


async def test_undone_zero_report_lets_the_team_log(stage: Stage) -> None:
    await stage.files_zero_report(LEADER)

    await stage.says(LEADER, "hoàn tác", "hủy")
    await stage.logs_session(LEADER)

    assert (await stage.sessions(), await stage.zero_reports()) == (1, 0)
    assert state_of("thon-01", await stage.tally()) is TeamState.ACTIVE


async def test_zero_report_filed_again_after_an_undo_counts(stage: Stage) -> None:
    await stage.files_zero_report(LEADER)

    await stage.says(LEADER, "hoàn tác", "gửi đi")

    assert await stage.zero_reports() == 1
