"""The question before the person, as one message: what was understood, where we are, the question,
the ways out.
"""

from __future__ import annotations

from datetime import date, timedelta

from bot.dialog import caps
from bot.dialog.answers import Named
from bot.dialog.flow import Flow
from bot.dialog.message import Message, Option, Way
from bot.dialog.reading import doubt
from bot.dialog.state import Phase, State
from bot.dialog.steps import (
    ChoiceStep,
    DateStep,
    DayOffer,
    FileStep,
    Handed,
    LinesStep,
    LookupStep,
    PhotosStep,
    PlanDayStep,
    Step,
    TextStep,
    TicksStep,
)
from bot.dialog.text import Label, Text
from bot.language.coming import end_of_month, end_of_week


def ask(flow: Flow, state: State, today: date, lead: tuple[Text, ...] = ()) -> Message:
    """The message for where `state` stands; `lead` is what must be said first."""
    match state.phase:
        case Phase.STEP:
            return _ask_step(flow, state, _step(flow, state), today, lead)
        case Phase.DOUBT:
            return _doubt(state, _step(flow, state), today, lead)
        case Phase.REVIEW:
            return _review(flow, state, lead)
        case Phase.EDIT:
            return _edit(flow, state, lead)
        case Phase.LEAVING:
            return _leaving(flow, state, lead)


def current_choices(flow: Flow, state: State) -> tuple[Named, ...]:
    """The whole list that the person answers now, all pages, in the order of its numbers."""
    match state.phase:
        case Phase.STEP:
            match flow.find_step(state.step):
                case ChoiceStep(choices=choices):
                    return choices
                case TicksStep(groups=groups) as step:
                    if not groups:
                        return step.offered(flow.on_the_way(state.answers))
                    return state.found if state.group else groups
                case LookupStep():
                    return state.found
                case _:
                    return ()
        case Phase.EDIT:
            return tuple(Named(step.name, step.label) for step in flow.asked(state.answers))
        case Phase.REVIEW:
            return (Named("yes", Text("button.send")), Named("edit", Text("button.edit")))
        case Phase.LEAVING:
            return _leaving_choices(state)
        case Phase.DOUBT:
            return ()


def is_inviting(flow: Flow, state: State) -> bool:
    """Whether the person is asked for one sentence that tells it all: until anything is answered
    (a photo is no answer), they wish for the questions, or the invitation has not been understood.
    """
    if flow.invite is None or state.phase is not Phase.STEP or state.is_stepwise:
        return False
    if state.is_mending or state.misses >= caps.MISSES_TO_SHORTEN:
        return False
    photos = flow.find_photos_step()
    return not state.answers.without({photos.name} if photos else ())


def can_finish(flow: Flow, state: State) -> bool:
    """Whether every question that must be answered is, so that the rest may be skipped."""
    return flow.review and all(
        step.optional or step.name in state.answers for step in flow.asked(state.answers)
    )


def _step(flow: Flow, state: State) -> Step:
    step = flow.find_step(state.step)
    if step is None:
        raise LookupError(f"flow {flow.name} has no step {state.step!r}")
    return step


def _doubt(state: State, step: Step, today: date, lead: tuple[Text, ...]) -> Message:
    ways = (
        _way(state, "yes", Text("way.yes"), Text("word.yes")),
        _way(state, "no", Text("way.no"), Text("word.no")),
    )
    value = state.pending
    question = (doubt(step, value, today),) if isinstance(value, int | date) else ()
    return Message((*lead, *question), ways=ways, list_id=state.list_id)


def _ask_step(flow: Flow, state: State, step: Step, today: date, lead: tuple[Text, ...]) -> Message:
    asked = flow.asked(state.answers)
    lines = list(lead)
    if flow.invite and is_inviting(flow, state):
        return Message((*lead, flow.invite), (), _ways(flow, state, step, today), state.list_id)
    if len(asked) > 1 and flow.review and _is_counted(flow, state) and step in asked:
        lines.append(Text("progress", at=asked.index(step) + 1, of=len(asked)))
    if isinstance(step, TicksStep):
        lines.extend(_ticked_lines(state))
    if isinstance(step, LinesStep) and (kept := state.answers.words(step.name)):
        lines.append(step.ask_more(kept) if step.ask_more else step.more)
    else:
        lines.append(step.ask if state.misses < caps.MISSES_TO_SHORTEN else step.short)
    return Message(
        lines=tuple(lines),
        options=_page(flow, state, ticking=_is_ticking(step, state)),
        ways=_ways(flow, state, step, today),
        list_id=state.list_id,
        wants_file=isinstance(step, FileStep),
        wants_contact=isinstance(step, TextStep) and step.asks is Handed.PHONE and not state.misses,
    )


def _is_counted(flow: Flow, state: State) -> bool:
    return flow.is_counted and not state.is_mending


def _is_ticking(step: Step, state: State) -> bool:
    return isinstance(step, TicksStep) and (not step.groups or state.group is not None)


def _ticked_lines(state: State) -> tuple[Text, ...]:
    if state.group:
        return (Text("ticks.group", group=state.group.label, count=len(state.ticks)),)
    if not state.ticks:
        return ()
    shown = tuple(named.label for named in state.ticks[: caps.PAGE])
    return (Text("ticks.so_far", count=len(state.ticks), labels=shown),)


def _page(flow: Flow, state: State, *, ticking: bool = False) -> tuple[Option, ...]:
    """One page of the list. Numbers go on over the pages: none ever means two things."""
    choices = current_choices(flow, state)
    first = state.page * caps.PAGE
    ticked = {named.id for named in state.ticks}
    options = []
    for number, choice in enumerate(choices[first : first + caps.PAGE], start=first + 1):
        code, label = f"={choice.id}", choice.label
        if ticking and choice.id in ticked:
            code, label = f"-{choice.id}", Text("tick.on", label=choice.label)
        elif ticking:
            code, label = f"+{choice.id}", choice.label
        options.append(Option(f"{state.list_id}.{code}", label, number))
    return tuple(options)


def _ways(flow: Flow, state: State, step: Step, today: date) -> tuple[Way, ...]:
    is_invited = is_inviting(flow, state)
    ways = [] if is_invited else list(_days(state, step, today))
    if state.context.previous and not state.answers and not state.is_mending:
        ways.append(_way(state, "repeat", Text("way.repeat"), Text("word.repeat")))
    if is_invited:
        ways.append(_way(state, "steps", Text("way.steps"), Text("word.steps")))
    if state.misses:
        ways.extend(_wholes(flow, state, step))
    if isinstance(step, TicksStep) and (state.ticks or not step.optional):
        inside = Text("way.group_done") if state.group else Text("way.done")
        ways.append(_way(state, "done", inside, Text("word.done")))
    if _is_begun(state, step):
        ways.append(_way(state, "done", Text("way.done"), Text("word.done")))
    elif step.optional and not state.ticks:
        ways.append(_way(state, "skip", Text("way.skip"), Text("word.skip")))
        if can_finish(flow, state) and not state.is_mending:
            ways.append(_way(state, "finish", Text("way.finish"), Text("word.finish")))
    ways.extend(_paging(flow, state))
    if state.is_mending or state.group or previous_step(flow, state):
        ways.append(_way(state, "back", Text("way.back"), Text("word.back")))
    if flow.keeps_draft:
        ways.append(_way(state, "later", Text("way.later"), Text("word.later")))
        ways.append(_way(state, "scribe", Text("way.scribe"), Text("word.scribe")))
    return tuple(ways)


def _is_begun(state: State, step: Step) -> bool:
    """Whether photos or lines are there already, of which more may come."""
    match step:
        case PhotosStep():
            return bool(state.answers.ticked(step.name))
        case LinesStep():
            return bool(state.answers.words(step.name))
        case _:
            return False


def _days(state: State, step: Step, today: date) -> tuple[Way, ...]:
    match step:
        case DateStep():
            yesterday = today - timedelta(days=1)
            return (
                _way(state, f"@{today}", Text("way.today"), Text("word.today")),
                _way(state, f"@{yesterday}", Text("way.yesterday"), Text("word.yesterday")),
            )
        case PlanDayStep():
            return _offered(state, step, today)
        case _:
            return ()


def _offered(state: State, step: PlanDayStep, today: date) -> tuple[Way, ...]:
    """The last day of a month that is also that of the week is offered once."""
    ways: dict[date, Way] = {}
    for offer in step.offers:
        match offer:
            case DayOffer.TODAY:
                day, label, word = today, Text("way.today"), Text("word.today")
            case DayOffer.WEEK_END:
                day, label, word = end_of_week(today), Text("way.week_end"), Text("word.week_end")
            case DayOffer.MONTH_END:
                day, label = end_of_month(today), Text("way.month_end")
                word = Text("word.month_end")
        ways.setdefault(day, _way(state, f"@{day}", label, word))
    return tuple(ways.values())


def _paging(flow: Flow, state: State) -> tuple[Way, ...]:
    count = len(current_choices(flow, state))
    ways = []
    if (state.page + 1) * caps.PAGE < count:
        ways.append(_way(state, "more", Text("way.more"), Text("word.more")))
    if state.page:
        ways.append(_way(state, "fewer", Text("way.fewer"), Text("word.fewer")))
    return tuple(ways)


def _wholes(flow: Flow, state: State, step: Step) -> tuple[Way, ...]:
    """The way to the other number, where this one was found to be more than its whole."""
    wholes = [w for limit in flow.limits if step.name in limit.parts for w in limit.wholes]
    said = flow.on_the_way(state.answers)
    found = (flow.find_step(name) for name in wholes if name in said)
    return tuple(
        _way(
            state,
            f"edit:{whole.name}",
            Text("way.edit", label=whole.label),
            Text("word.edit", label=whole.label),
        )
        for whole in found
        if whole is not None
    )


def previous_step(flow: Flow, state: State) -> Step | None:
    """The step before the one being asked, along the path of the answers."""
    asked = flow.asked(state.answers)
    names = [step.name for step in asked]
    at = names.index(state.step) if state.step in names else len(names)
    return asked[at - 1] if at > 0 else None


def _review(flow: Flow, state: State, lead: tuple[Text, ...]) -> Message:
    head = (Text("review.lead"),) if state.misses < caps.MISSES_TO_SHORTEN else ()
    summary = flow.summary(flow.on_the_way(state.answers))
    lines = (*lead, *head, *summary, flow.review_ask)
    ways = (
        _way(state, "later", Text("way.later"), Text("word.later")),
        _way(state, "drop", Text("way.drop"), Text("word.drop")),
    )
    return Message(lines, _page(flow, state), ways, state.list_id)


def _edit(flow: Flow, state: State, lead: tuple[Text, ...]) -> Message:
    ways = (*_paging(flow, state), _way(state, "back", Text("way.back"), Text("word.back")))
    return Message((*lead, Text("edit.ask")), _page(flow, state), ways, state.list_id)


def _leaving(flow: Flow, state: State, lead: tuple[Text, ...]) -> Message:
    draft = flow.draft(flow.on_the_way(state.answers))
    question = Text("leaving.ask", draft=draft) if state.wanted else Text("drop.ask", draft=draft)
    return Message((*lead, question), _page(flow, state), (), state.list_id)


def _leaving_choices(state: State) -> tuple[Named, ...]:
    aside = Text("button.aside") if state.wanted else Text("button.later")
    return (
        Named("go_on", Text("button.go_on")),
        Named("later", aside),
        Named("drop", Text("button.drop")),
    )


def _way(state: State, code: str, label: Label, word: Text) -> Way:
    return Way(f"{state.list_id}.{code}", label, word)
