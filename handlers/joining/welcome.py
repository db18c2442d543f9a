"""The first words to a new member after their consent: what this is for, and a try that counts
nowhere.
"""

from __future__ import annotations

from bot.dialog.answers import Answers
from bot.dialog.context import Context
from bot.dialog.flow import Flow
from bot.dialog.text import Text
from bot.readers import WORKERS
from bot.task import Asker, Begun, Done, Link, Mend, Submission, Task
from models.needs import Facts


def _begin(_asker: Asker, _argument: str, _facts: Facts) -> Begun:
    return Begun()


def _flow(_context: Context) -> Flow:
    return Flow(name="welcome", version=1, steps=(), draft=_draft, review=False, keeps_draft=False)


def _draft(_answers: Answers) -> Text:
    return Text("button.tasks")


def _submit(_submission: Submission, asker: Asker, _facts: Facts) -> Done | Mend:
    tasks = Link(Text("button.tasks"), Text("word.tasks"), "menu")
    if not asker.person.has(*WORKERS):
        return Done(lines=(Text("welcome.officer"),), links=(tasks,))
    practice = Link(Text("button.practice"), Text("word.practice"), "practice")
    log = Link(Text("button.log"), Text("word.log"), "session")
    return Done(lines=(Text("welcome.member"), Text("welcome.try")), links=(practice, log, tasks))


WELCOME = Task(
    name="welcome",
    roles=frozenset(),
    label=Text("button.tasks"),
    words=(),
    begin=_begin,
    flow=_flow,
    submit=_submit,
    in_menu=False,
)
