"""“Tách ra”: what was said of two people was wrong."""

from __future__ import annotations

from bot.dialog.answers import Answers, Named
from bot.dialog.context import Context
from bot.dialog.flow import Flow
from bot.dialog.steps import ChoiceStep
from bot.dialog.text import Text
from bot.task import Asker, Begun, Done, Link, Mend, Submission, Task
from handlers.alike.pairs import judged, may_judge, undone
from handlers.alike.recognising import JUDGES
from models.alike_needs import Judged, JudgedNeed
from models.needs import Facts
from models.people import Role

WHICH = "which"


def judged_need(asker: Asker) -> JudgedNeed:
    if asker.person.has(Role.COORDINATOR):
        return JudgedNeed((), is_whole=True)
    return JudgedNeed(tuple(duty.team_id for duty in asker.person.teams(Role.LEADER)))


def _begin(asker: Asker, _argument: str, facts: Facts) -> Begun:
    if not asker.person.has(*JUDGES):
        return Begun(refusal=Text("task.not_yours"))
    standing = tuple(Named(row.id, _label(row)) for row in facts.of(judged_need(asker)))
    if not standing:
        return Begun(refusal=Text("alike_back.none"))
    return Begun(Context(lists=(("standing", standing),)))


def _label(row: Judged) -> Text:
    label = Text("alike_back.same") if row.is_same else Text("alike_back.two")
    return label.given(one=row.one_name, other=row.other_name)


def _flow(context: Context) -> Flow:
    step = ChoiceStep(
        name=WHICH,
        label=Text("button.alike_back"),
        ask=Text("alike_back.ask"),
        short=Text("alike_back.ask"),
        help=Text("alike_back.help"),
        said=Text("menu.said"),
        choices=context.list_of("standing"),
    )
    return Flow(
        name="alike_back", version=1, steps=(step,), draft=_draft, review=False, keeps_draft=False
    )


def _draft(_answers: Answers) -> Text:
    return Text("button.alike_back")


def _submit(submission: Submission, asker: Asker, facts: Facts) -> Done | Mend:
    chosen = submission.answers.chosen(WHICH)
    row = next(
        (one for one in facts.of(judged_need(asker)) if chosen and one.id == chosen.id), None
    )
    if row is None:
        return Done(lines=(Text("alike_back.gone"),))
    if not may_judge(asker, row.one_team, row.other_team):
        return Done(lines=(Text("task.not_yours"),))
    changes = undone(row.id, row.one_id, row.other_id, asker)
    if not row.is_same:
        link = Link(Text("button.alike"), Text("word.alike"), "alike")
        return Done(changes=changes, lines=(Text("alike_back.open"),), links=(link,))
    # Whoever parts two does not want to be asked about them again.
    parted = judged(asker.new_id(), row.one_id, row.other_id, None, asker)
    line = Text("alike_back.parted", one=row.one_name, other=row.other_name)
    return Done(changes=(*changes, *parted), lines=(line,))


ALIKE_BACK = Task(
    name="alike_back",
    roles=JUDGES,
    label=Text("button.alike_back"),
    words=("tách ra", "tách người", "không phải một người", "two people again"),
    begin=_begin,
    flow=_flow,
    submit=_submit,
    in_menu=False,
)
