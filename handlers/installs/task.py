"""“Cài VNeID”: logged by itself, in one line or in two taps."""

from __future__ import annotations

from bot.dialog.text import Text
from bot.task import Task
from handlers.installs.flow import installs_flow, tell
from handlers.installs.record import begin, submit, undo
from models.people import Role

INSTALLS = Task(
    name="installs",
    roles=frozenset({Role.MEMBER, Role.LEADER, Role.RAPID}),
    label=Text("button.vneid"),
    words=("cài vneid", "cài đặt vneid", "kích hoạt vneid", "lượt cài", "installs"),
    begin=begin,
    flow=installs_flow,
    submit=submit,
    undo=undo,
    tell=tell,
)
