"""A flow read without walking it: what would go wrong for somebody, whatever they answer.

It sees the shape of the questions, not their words: that every text renders is the catalogue's own
test.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from bot.dialog import caps
from bot.dialog.answers import Answers, Named
from bot.dialog.flow import AtMost, Flow
from bot.dialog.steps import (
    Above,
    ChoiceStep,
    Condition,
    DateStep,
    FileStep,
    Has,
    Lacks,
    LinesStep,
    LookupStep,
    NumberStep,
    PhotosStep,
    PlanDayStep,
    Step,
    TextStep,
    TicksStep,
)


@dataclass(frozen=True, slots=True)
class Finding:
    """`step` is "" where the flow itself is at fault."""

    step: str
    fault: str


def review(flow: Flow) -> tuple[Finding, ...]:
    """Every fault of the flow, in the order of its steps; none for one that may be shipped."""
    return (
        *_of_flow(flow),
        *(
            Finding(step.name, fault)
            for place, step in enumerate(flow.steps)
            for fault in (
                *_of_words(step),
                *_of_step(step),
                *_of_conditions(step, flow.steps[:place]),
            )
        ),
        *(finding for limit in flow.limits for finding in _of_limit(limit, flow)),
    )


def _of_flow(flow: Flow) -> Iterator[Finding]:
    if not flow.name:
        yield Finding("", "has no name")
    if flow.version < 1:
        yield Finding("", "has a version below 1, which is that of a state without one")
    if len(flow.steps) > caps.STEPS_PER_FLOW:
        yield Finding("", f"has {len(flow.steps)} steps, more than {caps.STEPS_PER_FLOW}")
    for name, count in Counter(step.name for step in flow.steps).items():
        if count > 1:
            yield Finding(name, f"is the name of {count} steps")
    photos = [step.name for step in flow.steps if isinstance(step, PhotosStep)]
    for name in photos[1:]:
        yield Finding(name, f"asks for photos a second time: they all go to {photos[0]}")
    if len(flow.summary(Answers())) > caps.SUMMARY:
        yield Finding("", f"sums up in more than {caps.SUMMARY} lines")
    if flow.limits and not flow.review:
        yield Finding("", "has limits and no review page, where they are held")


# A step


def _of_words(step: Step) -> Iterator[str]:
    if not step.name:
        yield "has no name"
    for part in ("label", "ask", "short", "help", "said"):
        if not getattr(step, part).id:
            yield f"has no words for {part}"


def _of_step(step: Step) -> Iterator[str]:  # noqa: C901  # one case for every kind of step
    match step:
        case ChoiceStep(choices=choices):
            yield from _of_choices(choices, must=True)
        case TicksStep():
            yield from _of_ticks(step)
        case NumberStep(least=least, limit=limit):
            yield from () if 0 <= least <= limit <= caps.NUMBER else ("takes no sensible number",)
        case DateStep(old_days=days):
            yield from () if days >= 0 else ("doubts every day",)
        case PlanDayStep(back_days=back, ahead_days=ahead):
            yield from () if back >= 0 and ahead > 0 else ("takes no coming day",)
        case FileStep(miss=miss):
            yield from () if miss.id else ("has no words for what is no file",)
        case LinesStep(more=more):
            yield from () if more.id else ("has no words for further lines",)
        case TextStep(longest=longest):
            yield from _of_most(longest, caps.TYPED_LENGTH)
        case PhotosStep(most=most):
            yield from _of_most(most, caps.PHOTOS)
            yield from ("takes photos only sometimes, but they come any time",) if step.when else ()
        case LookupStep(kind=kind):
            yield from () if kind else ("looks up no kind",)


def _of_ticks(step: TicksStep) -> Iterator[str]:
    yield from _of_choices((*step.choices, *step.groups), must=not step.optional)
    yield from _of_most(step.most, caps.TICKS)
    if step.groups and not step.kind:
        yield "has groups and no kind of lookup to fill them"
    if step.groups and step.choices:
        yield "has choices beside its groups, which nobody sees"


def _of_choices(choices: tuple[Named, ...], *, must: bool) -> Iterator[str]:
    if must and not choices:
        yield "offers nothing to choose"
    for choice, count in Counter(named.id for named in choices).items():
        if count > 1:
            yield f"offers {choice} {count} times"
    for named in choices:
        if not named.id or named.label == "":
            yield f"offers {named.id!r} as {named.label!r}"


def _of_most(most: int, cap: int) -> Iterator[str]:
    if not 0 < most <= cap:
        yield f"takes {most}, not within 1 to {cap}"


# Conditions


def _of_conditions(step: Step, earlier: tuple[Step, ...]) -> Iterator[str]:
    known = {other.name: other for other in earlier}
    only = step.only if isinstance(step, TicksStep) else ()
    for condition in (*step.when, *(condition for _, condition in only)):
        other = known.get(condition.step)
        if other is None:
            yield f"depends on {condition.step}, which is not asked before it"
        elif not _can_hold(condition, other):
            yield f"depends on an answer that {condition.step} cannot get: {condition}"
    for one, two in combinations(_path(step, known), 2):
        if _exclude(one, two, known):
            yield f"is never reached: {one} and {two} exclude each other"


def _can_hold(condition: Condition, other: Step) -> bool:
    match condition, other:
        case Above(), NumberStep():
            return condition.least < caps.NUMBER
        case ((Has(choice=choice) | Lacks(choice=choice)), ChoiceStep(choices=choices)):
            return choice in {named.id for named in choices}
        case (
            (Has(choice=choice) | Lacks(choice=choice)),
            TicksStep(choices=choices, groups=groups),
        ):
            return bool(groups) or choice in {named.id for named in choices}
        case ((Has() | Lacks()), LookupStep()):
            return True
        case _:
            return False


def _path(step: Step, known: dict[str, Step]) -> tuple[Condition, ...]:
    """All that must hold for the step to be asked: also for those on whose answers it depends."""
    needed: dict[Condition, None] = dict.fromkeys(step.when)
    for condition in step.when:
        other = known.get(condition.step)
        if other is not None and not isinstance(condition, Lacks):
            before = {name: known[name] for name in list(known)[: list(known).index(other.name)]}
            needed.update(dict.fromkeys(_path(other, before)))
    return tuple(needed)


def _exclude(one: Condition, two: Condition, known: dict[str, Step]) -> bool:
    if one.step != two.step or isinstance(one, Above) or isinstance(two, Above):
        return False
    if isinstance(one, Has) and isinstance(two, Has):
        is_single = isinstance(known.get(one.step), ChoiceStep | LookupStep)
        return is_single and one.choice != two.choice
    return type(one) is not type(two) and one.choice == two.choice


# Limits


def _of_limit(limit: AtMost, flow: Flow) -> Iterator[Finding]:
    for part in limit.parts:
        if not isinstance(flow.find_step(part), NumberStep):
            yield Finding(part, "is part of a limit and no number step")
    for whole in limit.wholes:
        if not isinstance(flow.find_step(whole), NumberStep | TicksStep):
            yield Finding(whole, "is the whole of a limit and neither a number nor ticks")
    if not limit.parts or not limit.wholes:
        yield Finding("", f"has a limit without parts or wholes: {limit.text.id}")
