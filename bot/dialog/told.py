"""A whole sentence instead of single answers: what it said is kept, what it left open is asked.

Law: a value from a sentence passes what a typed one passes: it is taken, doubted ("is it so?") or
missed, by the step that it answers.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.dialog.answers import Answers, Named, Value
from bot.dialog.events import Told
from bot.dialog.flow import Flow
from bot.dialog.reading import Doubted, Missed, Read, Taken, judge_count, judge_day, read_words
from bot.dialog.state import Phase
from bot.dialog.steps import ChoiceStep, DateStep, NumberStep, Step, TextStep, TicksStep
from bot.dialog.talk import Talk, Turn
from bot.dialog.text import Text


def hear_told(talk: Talk, told: Told) -> Turn:
    """On to what is doubtful or still open, or to the review page; of what was said before, only
    what the sentence speaks of changes.

    Who was reading the review page or mending a part of it goes back there, with no question on the
    way that may be left out.
    """
    flow, state = talk.flow, talk.state
    answers = state.answers.without(told.open)
    lead, doubts = list(told.lead), list[tuple[str, Value]]()
    for name, value in told.answers.items():
        step = flow.find_step(name)
        if step is None:
            continue
        match _judge(step, value, talk.today):
            case Taken(taken):
                answers = answers.given(name, taken)
            case Doubted(doubted):
                answers = answers.without((name,))
                doubts.append((name, doubted))
            case Missed(text):
                answers = answers.without((name,))
                lead.append(text)
    was_whole = state.phase in (Phase.REVIEW, Phase.EDIT) or state.is_mending
    if told.is_all or was_whole:
        answers = _passed_over(flow, answers, {name for name, _ in doubts})
    told_state = replace(state, answers=answers, pending=None)
    asked = {step.name for step in flow.asked(answers)}
    for name, doubted in doubts:
        if name in asked:
            turned = told_state.turned(phase=Phase.DOUBT, step=name, pending=doubted)
            return talk.say(turned, *lead)
    return talk.go_on(told_state, *lead)


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


def _passed_over(flow: Flow, answers: Answers, doubted: set[str]) -> Answers:
    """What may be left out and was not said, as left out on purpose."""
    for step in flow.asked(answers):
        if step.optional and step.name not in answers and step.name not in doubted:
            answers = answers.given(step.name, None)
    return answers
