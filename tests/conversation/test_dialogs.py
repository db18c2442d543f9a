"""States that an older program wrote, or nobody: the person goes on or starts afresh."""

import json
import logging
from dataclasses import replace

import pytest
from sqlalchemy import update

from bot.conversation.dialogs import Dialogs
from bot.dialog.thread import Thread, thread_from_text, thread_to_text
from handlers.tasks import TASKS
from models.dialogs import Dialog
from tests.whole.stage import LEADER, Stage


async def stored_thread(stage: Stage) -> Thread:
    (row,) = await stage.rows(Dialog)
    return thread_from_text(row.state)


async def store(stage: Stage, text: str) -> None:
    async with stage.app.database.write() as connection:
        await connection.execute(update(Dialog).values(state=text))


@pytest.mark.parametrize(
    "broken",
    [
        "",
        "no json",
        "[]",
        "5",
        "null",
        '{"current": 1}',
        '{"current": [1]}',
        '{"current": {"task": "session"}}',
        '{"current": {"dialog": "d", "task": "session", "answers": [1]}}',
        '{"current": {"dialog": "d", "task": "session", "group": [1]}}',
        '{"drafts": [null]}',
        '{"finished": {"state": {}}}',
        '{"heard_at": "yesterday"}',
    ],
)
async def test_unreadable_dialog_starts_afresh_with_an_alarm(
    stage: Stage, caplog: pytest.LogCaptureFixture, broken: str
) -> None:
    await stage.says(LEADER, "ghi buổi", "hôm nay")
    await store(stage, broken)

    await stage.says(LEADER, "chào")

    assert await stage.is_at_menu(LEADER)
    alarms = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert [alarm.getMessage() for alarm in alarms] == ["unreadable dialog"]
    (row,) = await stage.rows(Dialog)
    assert vars(alarms[0])["fields"]["owner"] == row.owner
    await stage.logs_session(LEADER)
    assert await stage.sessions() == 1


async def test_dialog_whose_task_is_gone_is_answered_politely(stage: Stage) -> None:
    await stage.says(LEADER, "ghi buổi", "hôm nay")
    thread = await stored_thread(stage)
    assert thread.current is not None
    await store(stage, thread_to_text(replace(thread, current=replace(thread.current, task="x"))))

    await stage.says(LEADER, "12")

    assert (await stage.said(LEADER))[0] == "task.gone"
    assert await stage.is_at_menu(LEADER)


async def test_draft_whose_task_is_gone_is_answered_politely(stage: Stage) -> None:
    await stage.says(LEADER, "ghi buổi", "hôm nay", "để sau")
    thread = await stored_thread(stage)
    drafts = tuple(replace(draft, task="x") for draft in thread.drafts)
    await store(stage, thread_to_text(replace(thread, drafts=drafts)))

    await stage.says(LEADER, "chào", "ghi tiếp")

    assert (await stage.said(LEADER))[0] == "task.gone"
    assert await stage.is_at_menu(LEADER)


async def test_finished_dialog_whose_task_is_gone_cannot_be_undone(stage: Stage) -> None:
    await stage.logs_session(LEADER)
    thread = await stored_thread(stage)
    assert thread.finished is not None
    old = replace(thread.finished, state=replace(thread.finished.state, task="x"))
    await store(stage, thread_to_text(replace(thread, finished=old)))

    await stage.says(LEADER, "hoàn tác")

    assert await stage.said(LEADER) == ["undo.nothing"]


async def test_fields_of_a_newer_version_are_left_aside(stage: Stage) -> None:
    await stage.says(LEADER, "ghi buổi", "hôm nay", "1")
    (row,) = await stage.rows(Dialog)
    written = json.loads(row.state)
    written["later"] = {"any": "thing"}
    written["current"] |= {"later": 1, "version": 99}
    await store(stage, json.dumps(written))

    await stage.says(LEADER, "12")

    assert "session.people.said" in await stage.said(LEADER)


async def test_state_whose_step_is_gone_goes_on_at_the_first_open_question(stage: Stage) -> None:
    await stage.says(LEADER, "ghi buổi", "hôm nay", "1")
    thread = await stored_thread(stage)
    assert thread.current is not None
    moved = replace(thread, current=replace(thread.current, step="a step of last year"))
    await store(stage, thread_to_text(moved))

    await stage.says(LEADER, "12")

    assert "session.people.said" in await stage.said(LEADER)


def test_first_task_is_the_menu() -> None:
    assert next(iter(Dialogs(TASKS).tasks)) == "menu"
