"""“Xem người trùng”: two people of class lists side by side, and whether they are one."""

from __future__ import annotations

from functools import partial

from bot.dialog.answers import Answers, Named
from bot.dialog.context import Context
from bot.dialog.flow import Flow
from bot.dialog.steps import ChoiceStep
from bot.dialog.text import Text
from bot.task import Asker, Begun, Done, Link, Mend, Submission, Task
from handlers.alike.recognising import JUDGES
from models.alike_changes import JudgeLearners, UndoVerdict
from models.alike_needs import Pair, PairNeed, PairsNeed, Side
from models.changes import Audited, Change
from models.needs import Facts
from models.people import Role

ANSWER = "answer"
SAME, TWO, SKIP = "same", "two", "skip"


def pairs_need(asker: Asker) -> PairsNeed:
    if asker.person.has(Role.COORDINATOR):
        return PairsNeed((), is_whole=True)
    return PairsNeed(tuple(duty.team_id for duty in asker.person.teams(Role.LEADER)))


def may_judge(asker: Asker, one_team: str, other_team: str) -> bool:
    """Whose lists either stands on, that leader; the coordinator any."""
    if asker.person.has(Role.COORDINATOR):
        return True
    led = {duty.team_id for duty in asker.person.teams(Role.LEADER)}
    return bool(led & {one_team, other_team})


def _begin(asker: Asker, argument: str, facts: Facts) -> Begun:
    """`argument` is how many of the likeliest pairs were passed over."""
    if not asker.person.has(*JUDGES):
        return Begun(refusal=Text("task.not_yours"))
    waiting = facts.of(pairs_need(asker))
    if not waiting.pairs:
        return Begun(refusal=Text("alike.none"))
    passed = int(argument) if argument.isdecimal() and argument.isascii() else 0
    at = passed % len(waiting.pairs)
    pair = waiting.pairs[at]
    sides = tuple(Named(side.id, _side(side, asker)) for side in (pair.one, pair.other))
    context = Context(
        lists=(("pair", sides),),
        facts=(
            ("at", at),
            ("total", waiting.total),
            ("phone", int(bool(pair.one.phone) and pair.one.phone == pair.other.phone)),
        ),
    )
    return Begun(context, lead=Text("alike.waiting", count=waiting.total))


def _side(side: Side, asker: Asker) -> Text:
    """Of another team's learner no more than it takes to compare."""
    if side.birth.isdecimal():
        born = Text("alike.born", year=side.birth)
    else:
        born = Text("alike.decade", decade=side.birth) if side.birth else Text("alike.unborn")
    where = side.team_name or Text("alike.commune")
    if side.classes and may_judge(asker, side.team_id, side.team_id):
        return Text("alike.side", name=side.name, born=born, where=where, classes=side.classes)
    return Text("alike.side_short", name=side.name, born=born, where=where)


def _flow(context: Context) -> Flow:
    sides = context.list_of("pair")
    one, other = (sides[0].label, sides[1].label) if sides else ("", "")
    ask = Text("alike.ask_phone") if _count(context, "phone") else Text("alike.ask")
    ask = ask.given(one=one, other=other)
    choices = [
        Named(SAME, Text("button.same_person")),
        Named(TWO, Text("button.two_people")),
    ]
    if _count(context, "total") > 1:
        choices.append(Named(SKIP, Text("button.other_pair")))
    step = ChoiceStep(
        name=ANSWER,
        label=Text("alike.label"),
        ask=ask,
        short=ask,
        help=Text("alike.help"),
        said=Text("menu.said"),
        choices=tuple(choices),
    )
    return Flow(
        name="alike",
        version=1,
        steps=(step,),
        draft=_draft,
        summary=partial(_summary, sides),
        review=False,
        keeps_draft=False,
    )


def _summary(sides: tuple[Named, ...], answers: Answers) -> tuple[Text, ...]:
    """What lies before the person again who took it back."""
    chosen = answers.chosen(ANSWER)
    told = (*(side.label for side in sides), *((chosen.label,) if chosen else ()))
    return tuple(Text("alike.item", what=what) for what in told)


def _count(context: Context, name: str) -> int:
    value = context.fact(name)
    return value if isinstance(value, int) else 0


def _draft(_answers: Answers) -> Text:
    return Text("button.alike")


def _submit(submission: Submission, asker: Asker, facts: Facts) -> Done | Mend:
    context = submission.context
    one, other = context.list_of("pair")
    at, left = _count(context, "at"), _count(context, "total") - 1
    if submission.answers.has(ANSWER, SKIP):
        return Done(next_task=f"alike:{at + 1}")
    pair = facts.of(PairNeed(one.id, other.id))
    links = (Link(Text("button.next_pair"), Text("word.next_pair"), "alike", str(at)),)
    if pair is None:
        return Done(lines=(Text("alike.gone"),), links=links if left else ())
    if not may_judge(asker, pair.one.team_id, pair.other.team_id):
        return Done(lines=(Text("task.not_yours"),))
    kept = _fuller(pair) if submission.answers.has(ANSWER, SAME) else None
    id_ = asker.new_id()
    line = Text("alike.two_done") if kept is None else Text("alike.same_done", name=kept.name)
    undo = Link(Text("button.undo"), Text("word.undo"), "undo")
    return Done(
        changes=judged(id_, pair.one.id, pair.other.id, kept.id if kept else None, asker),
        lines=(line, *((Text("alike.left", count=left),) if left else ())),
        links=(*(links if left else ()), undo),
        record=id_,
    )


def judged(
    id_: str, one_id: str, other_id: str, kept_id: str | None, asker: Asker
) -> tuple[Change, ...]:
    by, at = asker.person.id, asker.now
    noted = Audited(
        id=asker.new_id(),
        at=at,
        by_id=by,
        action="learners.same" if kept_id else "learners.two",
        subject=id_,
    )
    return JudgeLearners(id_, one_id, other_id, kept_id, by, at), noted


def undone(verdict_id: str, one_id: str, other_id: str, asker: Asker) -> tuple[Change, ...]:
    by, at = asker.person.id, asker.now
    noted = Audited(
        id=asker.new_id(), at=at, by_id=by, action="learners.undone", subject=verdict_id
    )
    return UndoVerdict(verdict_id, one_id, other_id, by, at), noted


def _fuller(pair: Pair) -> Side:
    """The row that tells more of the person stands for both."""

    def told(side: Side) -> tuple[bool, int, bool, bool]:
        return side.has_consent, len(side.name.split()), bool(side.birth), bool(side.phone)

    return pair.other if told(pair.other) > told(pair.one) else pair.one


def _undo(record: str, submission: Submission, asker: Asker) -> tuple[Change, ...]:
    one, other = submission.context.list_of("pair")
    return undone(record, one.id, other.id, asker)


ALIKE = Task(
    name="alike",
    roles=JUDGES,
    label=Text("button.alike"),
    words=(
        "xem người trùng",
        "người trùng",
        "người giống nhau",
        "hai người giống nhau",
        "see look-alikes",
    ),
    begin=_begin,
    flow=_flow,
    submit=_submit,
    undo=_undo,
    in_menu=False,
    from_notice=True,
)
