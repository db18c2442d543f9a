"""The list of what this person may do, likely ones first."""

from __future__ import annotations

from collections.abc import Callable

from bot.dialog.answers import Answers, Named
from bot.dialog.context import Context
from bot.dialog.flow import Flow
from bot.dialog.steps import ChoiceStep
from bot.dialog.text import Text
from bot.language.names import given_name
from bot.readers import OFFICERS, WORKERS
from bot.task import Asker, Begun, Done, Mend, Submission, Task
from handlers.menus import menu_of
from models.needs import Facts


def menu_task(tasks: tuple[Task, ...]) -> Task:
    """The menu over `tasks`: for each role its own list (`handlers.menus`)."""
    return Task(
        name="menu",
        roles=frozenset(),
        label=Text("menu.label"),
        words=(),
        begin=_begin_with(tasks),
        flow=_flow,
        submit=_submit,
        in_menu=False,
    )


def _begin_with(tasks: tuple[Task, ...]) -> Callable[[Asker, str, Facts], Begun]:
    def begin(asker: Asker, argument: str, _facts: Facts) -> Begun:
        """`argument` "again" leaves the greeting out: something else was said first."""
        by_name = {task.name: task for task in tasks if _is_offered(task, asker)}
        roles = frozenset(duty.role for duty in asker.person.duties)
        offered = tuple(
            Named(name, by_name[name].label) for name in menu_of(roles) if name in by_name
        )
        context = Context(
            lists=(("tasks", offered),),
            facts=(
                ("name", given_name(asker.person.name)),
                ("again", argument),
                ("invites", int(asker.door.is_costly and asker.person.has(*WORKERS))),
                ("is_resident", int(not asker.person.has(*WORKERS, *OFFICERS))),
            ),
        )
        return Begun(context)

    return begin


def _is_offered(task: Task, asker: Asker) -> bool:
    return task.in_menu and (not task.roles or asker.person.has(*task.roles))


def _flow(context: Context) -> Flow:
    name = context.fact("name")
    greeting = Text("menu.ask", name=name if isinstance(name, str) else "")
    if context.fact("invites"):
        greeting = Text("menu.invite", name=name if isinstance(name, str) else "")
    if context.fact("is_resident"):
        greeting = Text("menu.resident")
    is_again = context.fact("again") == "again"
    step = ChoiceStep(
        name="task",
        label=Text("menu.label"),
        ask=Text("menu.again") if is_again else greeting,
        short=Text("menu.short"),
        help=Text("menu.help"),
        said=Text("menu.said"),
        choices=context.list_of("tasks"),
    )
    return Flow(
        name="menu", version=1, steps=(step,), draft=_no_draft, review=False, keeps_draft=False
    )


def _no_draft(_answers: Answers) -> Text:
    return Text("menu.label")


def _submit(submission: Submission, _asker: Asker, _facts: Facts) -> Done | Mend:
    chosen = submission.answers.chosen("task")
    return Done(next_task=chosen.id if chosen else "menu")
