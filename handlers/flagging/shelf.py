"""“Cần xem lại”: what waits to be looked at, for the coordinator and for the leader of the team."""

from __future__ import annotations

from bot.dialog.answers import Answers, Named
from bot.dialog.context import Context
from bot.dialog.flow import Flow
from bot.dialog.steps import ChoiceStep
from bot.dialog.text import Text
from bot.task import Asker, Begun, Done, Link, Mend, Submission, Task
from handlers.flagging.reasons import kind_name
from models.flag_needs import FlagCountNeed, FlagLine, FlagsNeed
from models.needs import Facts
from models.people import Role

LOOKERS = frozenset({Role.LEADER, Role.COORDINATOR})
WHICH = "which"


def flags_need(asker: Asker) -> FlagsNeed:
    if asker.person.has(Role.COORDINATOR):
        return FlagsNeed()
    return FlagsNeed(tuple(duty.team_id for duty in asker.person.teams(Role.LEADER)))


def flags_line(count: int) -> tuple[tuple[Text, ...], tuple[Link, ...]]:
    """For the commune's week: how many wait, and the way to them."""
    if not count:
        return (), ()
    link = Link(Text("button.flags"), Text("word.flags"), "flags")
    return (Text("flags.waiting", count=count),), (link,)


def count_need(asker: Asker) -> FlagCountNeed | None:
    return FlagCountNeed() if asker.person.has(Role.COORDINATOR) else None


def _begin(asker: Asker, _argument: str, facts: Facts) -> Begun:
    rows = facts.of(flags_need(asker))
    if not rows:
        return Begun(refusal=Text("flags.none"))
    named = tuple(Named(row.id, _item(row)) for row in rows)
    return Begun(Context(lists=(("flags", named),)))


def _item(row: FlagLine) -> Text:
    if not row.team_name:
        return Text("flags.item_commune", day=row.day, kind=kind_name(row.kind))
    return Text("flags.item", team=row.team_name, day=row.day, kind=kind_name(row.kind))


def _flow(context: Context) -> Flow:
    step = ChoiceStep(
        name=WHICH,
        label=Text("label.flag_which"),
        ask=Text("flags.ask"),
        short=Text("flags.ask"),
        help=Text("flags.help"),
        said=Text("menu.said"),
        choices=context.list_of("flags"),
    )
    return Flow(
        name="flags", version=1, steps=(step,), draft=_draft, review=False, keeps_draft=False
    )


def _draft(_answers: Answers) -> Text:
    return Text("button.flags")


def _submit(submission: Submission, _asker: Asker, _facts: Facts) -> Done | Mend:
    chosen = submission.answers.chosen(WHICH)
    return Done(next_task=f"flag:{chosen.id}" if chosen else "menu")


FLAGS = Task(
    name="flags",
    roles=LOOKERS,
    label=Text("button.flags"),
    words=("cần xem lại", "chỗ cần xem lại", "những chỗ cần xem lại", "to look at"),
    begin=_begin,
    flow=_flow,
    submit=_submit,
)
