"""The three ways to log a session: one's own, for somebody else, and the commune's."""

from __future__ import annotations

from bot.dialog.text import Text
from bot.task import Task
from handlers.session.begin import begin_commune, begin_for, begin_own, find
from handlers.session.flow import session_flow
from handlers.session.record import submit, undo
from handlers.session.told import tell
from models.people import Role

SESSION = Task(
    name="session",
    roles=frozenset({Role.MEMBER, Role.LEADER, Role.RAPID}),
    label=Text("button.log"),
    words=(
        "ghi buổi",
        "ghi buổi hỗ trợ",
        "ghi",
        "buổi hỗ trợ",
        "ghi báo cáo",
        "báo cáo",
        "ghi buổi nữa",
        "log a session",
    ),
    begin=begin_own,
    flow=session_flow,
    submit=submit,
    find=find,
    undo=undo,
    tell=tell,
    takes_photos=True,
)

SESSION_FOR = Task(
    name="session_for",
    roles=frozenset({Role.LEADER, Role.COORDINATOR}),
    label=Text("button.log_for"),
    words=("ghi hộ", "nhập hộ", "ghi hộ người khác", "log for someone"),
    begin=begin_for,
    flow=session_flow,
    submit=submit,
    find=find,
    undo=undo,
    tell=tell,
)

SESSION_COMMUNE = Task(
    name="session_commune",
    roles=frozenset({Role.COORDINATOR}),
    label=Text("button.log_commune"),
    words=("ghi buổi của xã", "ghi buổi chung", "buổi tập huấn chung", "log a commune session"),
    begin=begin_commune,
    flow=session_flow,
    submit=submit,
    find=find,
    undo=undo,
    tell=tell,
    takes_photos=True,
)
