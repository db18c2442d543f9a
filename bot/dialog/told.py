"""A whole sentence instead of single answers: what it said is kept, what it left open is asked.

Law: a value from a sentence passes what a typed one passes: it is taken, doubted ("is it so?") or
missed, by the step that it answers.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from bot.dialog.answers import Answers, Named, Value
from bot.dialog.events import Told
from bot.dialog.flow import Flow
from bot.dialog.reading import Doubted, Missed, Read, Taken, judge_count, judge_day, read_words
from bot.dialog.said import said_back
from bot.dialog.state import Phase
from bot.dialog.steps import ChoiceStep, DateStep, NumberStep, Step, TextStep, TicksStep
from bot.dialog.talk import Talk, Turn, next_question
from bot.dialog.text import Text

SAID_BACK = 2
"""Lines of what a correction changed, over the question where it was said."""


@dataclass(frozen=True, slots=True)
class _Judged:
    """`answers` are what was taken, `doubts` what a yes is asked for, `open` what is asked anew."""

    answers: Answers
    doubts: tuple[tuple[str, Value], ...]
    open: frozenset[str]
    lead: tuple[Text, ...]


def hear_told(talk: Talk, told: Told) -> Turn:
    """On to what is doubtful or still open, or to the review page; of what was said before, only
    what the sentence speaks of changes.

    Who was reading the review page or mending a part of it goes back there, with no question on the
    way that may be left out.
    """
    flow, state = talk.flow, talk.state
    judged = _judge_all(flow, told, talk.today)
    unsure = judged.open | {name for name, _ in judged.doubts}
    answers = state.answers.without(unsure).with_all(judged.answers)
    is_whole = told.is_all or state.phase in (Phase.REVIEW, Phase.EDIT) or state.is_mending
    if is_whole:
        answers = _passed_over(flow, answers, unsure)
    state = replace(state, answers=answers, pending=None)
    asked = {step.name for step in flow.asked(answers)}
    for name, value in judged.doubts:
        if name in asked:
            doubt = state.turned(phase=Phase.DOUBT, step=name, pending=value)
            return talk.say(doubt, *judged.lead)
    heard = (told.heard,) if told.heard else _said_back(flow, judged.answers)
    return _go_on(talk.at(state), heard, judged.lead, is_whole=is_whole)


def _said_back(flow: Flow, taken: Answers) -> tuple[Text, ...]:
    """What a correction changed, step by step; the review page shows what does not fit here."""
    steps = (step for step in flow.steps if taken.get(step.name) is not None)
    return tuple(said_back(step, taken[step.name]) for step in steps)[:SAID_BACK]


def _go_on(talk: Talk, heard: tuple[Text, ...], lead: tuple[Text, ...], *, is_whole: bool) -> Turn:
    """A question that is all but the last thing to know has no "Bước 2/9" over it."""
    moved = next_question(talk.flow, talk.state)
    is_broken = talk.flow.find_broken(talk.state.answers) is not None
    if moved.phase is not Phase.REVIEW or is_broken:
        lead = (*lead, *heard)
    if moved.phase is Phase.REVIEW or not is_whole:
        return talk.go_on(talk.state, *lead)
    return talk.say(replace(moved, is_mending=True), *lead)


def _judge_all(flow: Flow, told: Told, today: date) -> _Judged:
    taken, open_ = Answers(), set(told.open)
    doubts: list[tuple[str, Value]] = []
    lead = list(told.lead)
    for name, value in told.answers.items():
        step = flow.find_step(name)
        if step is None:
            continue
        match _judge(step, value, today):
            case Taken(good) if name in told.doubted and good is not None:
                doubts.append((name, good))
            case Taken(good):
                taken = taken.given(name, good)
            case Doubted(doubted):
                doubts.append((name, doubted))
            case Missed(text):
                open_.add(name)
                lead.append(text)
    return _Judged(taken, tuple(doubts), frozenset(open_), tuple(lead))


def _judge(step: Step, value: Value, today: date) -> Read:
    match step, value:
        case _, None if step.optional:
            return Taken(None)
        case NumberStep(), int():
            return judge_count(step, value)
        case DateStep(), date():
            return judge_day(step, value, today)
        case TextStep(), str():
            return read_words(value, step.longest)
        case ChoiceStep(), Named():
            known = next((choice for choice in step.choices if choice.id == value.id), None)
            return Taken(known) if known else Missed(Text("miss.choice"))
        case TicksStep(), tuple():
            known_ids = {choice.id for choice in step.choices}
            ticked = tuple(named for named in value if named.id in known_ids)
            return Taken(ticked) if ticked else Missed(Text("miss.choice"))
        case _:
            return Missed(Text("miss.words"))


def _passed_over(flow: Flow, answers: Answers, unsure: Collection[str]) -> Answers:
    """What may be left out and was not said, as left out on purpose."""
    for step in flow.asked(answers):
        if step.optional and step.name not in answers and step.name not in unsure:
            answers = answers.given(step.name, None)
    return answers
