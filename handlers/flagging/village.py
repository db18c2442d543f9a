"""“Số liệu thôn”: how many adults a village has, and how many of them have VNeID already. With
that, more installs than people left are noticed.
"""

from __future__ import annotations

from bot.dialog.answers import Answers, Named
from bot.dialog.context import Context
from bot.dialog.flow import AtMost, Flow
from bot.dialog.steps import ChoiceStep, DateStep, NumberStep
from bot.dialog.text import Text
from bot.task import Asker, Begun, Done, Mend, Submission, Task
from models.changes import Audited
from models.flag_needs import VillageFigures, VillagesNeed
from models.needs import Facts
from models.people import Role
from models.village_changes import SetVillageFigures, village_key

VILLAGE, ADULTS, HAD, DAY = "village", "adults", "vneid_had", "day"
OLD_DAYS = 365


def _begin(_asker: Asker, _argument: str, facts: Facts) -> Begun:
    villages = facts.of(VillagesNeed())
    if not villages:
        return Begun(refusal=Text("village.none"))
    named = tuple(Named(village.village_id, village.name) for village in villages)
    return Begun(Context(lists=(("villages", named),)))


def _flow(context: Context) -> Flow:
    return Flow(
        name="village_figures",
        version=1,
        steps=(
            ChoiceStep(
                name=VILLAGE,
                label=Text("label.village"),
                ask=Text("village.which"),
                short=Text("village.which"),
                help=Text("village.help"),
                said=Text("village.said"),
                choices=context.list_of("villages"),
            ),
            _number(ADULTS, Text("label.adults"), Text("village.adults"), least=1),
            _number(HAD, Text("label.vneid_had"), Text("village.had"), least=0),
            DateStep(
                name=DAY,
                label=Text("label.vneid_day"),
                ask=Text("village.day"),
                short=Text("village.day"),
                help=Text("village.help"),
                said=Text("village.day_said"),
                old_days=OLD_DAYS,
            ),
        ),
        draft=_draft,
        summary=_summary,
        limits=(AtMost((HAD,), (ADULTS,), Text("village.too_many")),),
        keeps_draft=False,
    )


def _number(name: str, label: Text, ask: Text, *, least: int) -> NumberStep:
    return NumberStep(
        name=name,
        label=label,
        ask=ask,
        short=ask,
        help=Text("village.help"),
        said=Text("village.number_said", label=label),
        least=least,
    )


def _draft(_answers: Answers) -> Text:
    return Text("button.village_figures")


def _summary(answers: Answers) -> tuple[Text, ...]:
    village, day = answers.chosen(VILLAGE), answers.day(DAY)
    adults, had = answers.number(ADULTS), answers.number(HAD)
    if village is None or day is None or adults is None or had is None:
        return ()
    return (
        Text("village.sum", village=village.label, adults=adults),
        Text("village.sum_had", had=had, day=day),
    )


def _submit(submission: Submission, asker: Asker, facts: Facts) -> Done | Mend:
    answers = submission.answers
    chosen, day = answers.chosen(VILLAGE), answers.day(DAY)
    adults, had = answers.number(ADULTS), answers.number(HAD)
    if chosen is None or day is None or adults is None or had is None:
        return Mend(VILLAGE, Text("miss.needed"))
    if not asker.person.has(Role.COORDINATOR):
        return Done(lines=(Text("task.not_yours"),))
    found = _find(facts, chosen.id)
    if found is None:
        return Done(lines=(Text("village.gone"),))
    return Done(
        changes=(
            SetVillageFigures(found.village_id, adults, had, day, village_key(found.village_id)),
            Audited(
                id=asker.new_id(),
                at=asker.now,
                by_id=asker.person.id,
                action="village.figures",
                subject=found.village_id,
                detail=(("adults", adults), ("vneid_had", had), ("day", day.isoformat())),
            ),
        ),
        lines=(Text("village.done", village=found.name, left=adults - had),),
    )


def _find(facts: Facts, village_id: str) -> VillageFigures | None:
    return next((v for v in facts.of(VillagesNeed()) if v.village_id == village_id), None)


VILLAGE_FIGURES = Task(
    name="village_figures",
    roles=frozenset({Role.COORDINATOR}),
    label=Text("button.village_figures"),
    words=("số liệu thôn", "nhập số liệu thôn", "số liệu của thôn", "village figures"),
    begin=_begin,
    flow=_flow,
    submit=_submit,
)
