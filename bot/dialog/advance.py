"""The engine: `advance(flow, state, event) -> Turn(state, effects)`.

Laws: no clock, no database, no chance, no await. Any event in any state gives a turn; nothing
raises but a flow that is not ours.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from bot.dialog import caps
from bot.dialog.ahead import type_ahead
from bot.dialog.answering import GroupChosen, Skipped, Ticked, choose, read_answer
from bot.dialog.answers import Named
from bot.dialog.asking import can_finish, current_choices, is_inviting
from bot.dialog.effects import Lookup
from bot.dialog.events import (
    Event,
    FileReceived,
    LookedUp,
    Mended,
    Opened,
    PhotoLost,
    PhotoReceived,
    Pressed,
    Returned,
    TextReceived,
    Told,
    UnusableReceived,
)
from bot.dialog.flow import Flow
from bot.dialog.lists import add_lines, hear_found, hear_ticks, open_group
from bot.dialog.lost_photo import awaits_file, without_file, without_photo
from bot.dialog.obeying import choose_on_page, obey, settle_doubt
from bot.dialog.reading import Doubted, Missed, Taken, is_places, judge_day, judge_plan_day
from bot.dialog.state import Phase, State
from bot.dialog.steps import (
    DateStep,
    FileStep,
    LinesRead,
    LinesStep,
    PhotosStep,
    PlanDayStep,
    Step,
    TicksStep,
)
from bot.dialog.talk import Talk, Turn, next_question
from bot.dialog.text import Label, Text
from bot.dialog.told import hear_told
from bot.dialog.words import Command, edited_part, find_command, means_command
from bot.language.match import means


def advance(  # noqa: C901  # one case for every event
    flow: Flow, state: State, event: Event, *, now: datetime, words: Callable[[Label], str]
) -> Turn:
    """One event worked through. `now` is local time; `words` gives a label in the person's
    language.
    """
    settled = state if isinstance(event, Opened) else _settled(flow, state)
    talk = Talk(flow, settled, now.date(), words)
    match event:
        case Opened():
            return talk.go_on(talk.state)
        case TextReceived(text, list_id):
            return _hear_text(talk, text[: caps.TYPED_LENGTH], list_id)
        case Pressed(visit, code):
            return _hear_press(talk, visit, code)
        case PhotoReceived(attachment):
            return talk.keep_photo(attachment)
        case FileReceived(attachment, name):
            return _hear_file(talk, Named(attachment, name))
        case PhotoLost(attachment, text) if awaits_file(flow, talk.state, attachment):
            return talk.go_on(without_file(flow, talk.state, attachment), text)
        case PhotoLost(attachment, text):
            return talk.say(without_photo(flow, talk.state, attachment), text)
        case UnusableReceived(answer):
            return talk.say(talk.state, answer)
        case LookedUp(found):
            return hear_found(talk, found)
        case Returned(wanted):
            return talk.leave(wanted)
        case Mended(step, text):
            return talk.edit(step, text)
        case Told():
            return hear_told(talk, event)


def _settled(flow: Flow, state: State) -> State:
    """A state of another version, or whose step is gone, goes on at the first open question."""
    is_asking = state.phase in (Phase.STEP, Phase.DOUBT)
    is_empty_doubt = state.phase is Phase.DOUBT and state.pending is None
    is_lost = (is_asking and flow.find_step(state.step) is None) or is_empty_doubt
    if state.version == flow.version and not is_lost:
        return state
    kept = state.answers.only(frozenset(step.name for step in flow.steps))
    return next_question(flow, replace(state, version=flow.version, answers=kept))


def _hear_file(talk: Talk, file: Named) -> Turn:
    """It answers the question for one; anywhere else there is no place for it."""
    step = talk.find_step()
    if isinstance(step, FileStep) and talk.state.phase is Phase.STEP:
        return talk.accept(step, file)
    return talk.say(talk.state, Text("file.no_place"))


# A typed message


def _hear_text(talk: Talk, typed: str, list_id: str) -> Turn:
    if turn := _steer(talk, typed):
        return turn
    state = talk.state
    choices = current_choices(talk.flow, state)
    if choices and is_places(typed) and list_id != state.list_id:
        return talk.say(state, Text("late.number"))
    match state.phase:
        case Phase.STEP:
            return _answer(talk, talk.get_step(), typed)
        case Phase.DOUBT:
            return _hear_doubt(talk, typed)
        case Phase.REVIEW:
            return _hear_review(talk, typed, is_read=list_id == state.list_id)
        case Phase.EDIT | Phase.LEAVING:
            chosen = choose(choices, typed, talk.words)
            if isinstance(chosen, Missed):
                return talk.miss(chosen.text)
            if chosen.id == "drop" and list_id != state.list_id:
                return talk.say(state, Text("late.words"))
            return choose_on_page(talk, chosen.id)


def _steer(talk: Talk, typed: str) -> Turn | None:
    """The words that mean the same at every question, if the text is one of them."""
    phase = talk.state.phase
    commands = [Command.HELP, Command.LATER, Command.SCRIBE]
    if phase is Phase.LEAVING:
        # "… – tiếp tục?" is a question that a yes answers; "bỏ hẳn, hay để sau?" is none.
        commands += [Command.GO_ON, *([Command.YES] if talk.state.wanted else [])]
    else:
        commands += [Command.BACK, Command.DROP]
    if is_inviting(talk.flow, talk.state):
        commands += [Command.STEPS]
    if phase in (Phase.STEP, Phase.EDIT):
        commands += [Command.MORE, Command.FEWER]
    command = find_command(typed, tuple(commands))
    if command is not None and not _is_choice(talk, typed):
        return obey(talk, command)
    if phase is not Phase.LEAVING and means_command(typed, Command.GO_ON):
        return talk.say(talk.state)  # it is going on: the question stands
    if phase is Phase.STEP and means_command(typed, Command.EDIT):
        is_ready = can_finish(talk.flow, talk.state)
        return talk.say(talk.state.turned(phase=Phase.EDIT)) if is_ready else None
    part = edited_part(typed)
    if part and phase is not Phase.LEAVING and talk.flow.review:
        steps = talk.flow.asked(talk.state.answers)
        if phase in (Phase.STEP, Phase.DOUBT):
            steps = tuple(step for step in steps if step.name in talk.state.answers)
        named = tuple(Named(step.name, step.label) for step in steps)
        chosen = choose(named, part, talk.words) if named else None
        if isinstance(chosen, Named):
            return talk.edit(chosen.id)
    return None


def _is_choice(talk: Talk, typed: str) -> bool:
    """Whether a choice before the person is called so: “Việc khác”."""
    if talk.state.phase is not Phase.STEP:
        return False
    choices = current_choices(talk.flow, talk.state)
    return means(typed, tuple(talk.words(choice.label) for choice in choices))


def _hear_doubt(talk: Talk, typed: str) -> Turn:
    """“Đúng không ạ?”: yes, no, or simply the right answer."""
    if said := find_command(typed, (Command.YES, Command.NO)):
        return settle_doubt(talk, said)
    asked_again = replace(talk.state, phase=Phase.STEP, pending=None)
    return _answer(talk.at(asked_again), talk.get_step(), typed)


def _hear_review(talk: Talk, typed: str, *, is_read: bool) -> Turn:
    """What the person has not read is not sent off: their words were meant for an older page, or
    for the question before it ("gửi đi" also ends the questions).
    """
    if means_command(typed, Command.EDIT):
        return choose_on_page(talk, "edit")
    is_yes = means_command(typed, Command.YES)
    chosen = choose(current_choices(talk.flow, talk.state), typed, talk.words)
    if not is_yes and isinstance(chosen, Missed):
        return talk.miss(Text("miss.review"))
    code = "yes" if is_yes or isinstance(chosen, Missed) else chosen.id
    if code == "yes" and not is_read:
        return talk.say(talk.state, Text("late.words"))
    return choose_on_page(talk, code)


def _answer(talk: Talk, step: Step, typed: str) -> Turn:
    if means_command(typed, Command.FINISH) and can_finish(talk.flow, talk.state):
        return talk.finish()
    if means_command(typed, Command.DONE) and _can_be_done(talk, step):
        return talk.done(step)
    if means_command(typed, Command.REPEAT) and talk.state.context.previous:
        return talk.repeat()
    read = read_answer(talk.flow, talk.state, step, typed, today=talk.today, words=talk.words)
    match read:
        case Taken() | Doubted() | Missed():
            return type_ahead(talk, step, read, typed) or talk.take(step, read)
        case Skipped():
            return talk.skip(step)
        case Ticked() if isinstance(step, TicksStep):
            return hear_ticks(talk, step, read)
        case LinesRead() if isinstance(step, LinesStep):
            return add_lines(talk, step, read)
        case GroupChosen(group) if isinstance(step, TicksStep):
            return open_group(talk, step, group)
        case Lookup():
            return Turn(talk.state, (read,))
        case _:
            return talk.say(talk.state)


def _can_be_done(talk: Talk, step: Step) -> bool:
    return isinstance(step, TicksStep | PhotosStep | LinesStep) or can_finish(talk.flow, talk.state)


# A button


def _hear_press(talk: Talk, visit: int, code: str) -> Turn:
    """Bound to its question: a button of an earlier visit is answered, never obeyed."""
    if visit != talk.state.visit:
        return talk.say(talk.state, Text("late.button"))
    mark, name = code[:1], code[1:]
    if mark in ("=", "+", "-"):
        return _pick(talk, mark, name)
    if mark == "@":
        return _pick_day(talk, name)
    if talk.state.phase is Phase.DOUBT and code in (Command.YES, Command.NO):
        return settle_doubt(talk, Command(code))
    if talk.state.phase is Phase.STEP and (turn := _press_step(talk, talk.get_step(), code)):
        return turn
    if code.startswith("edit:"):
        return talk.edit(code.removeprefix("edit:"))
    turn = obey(talk, Command(code)) if code in set(Command) else None
    return turn or talk.say(talk.state, Text("late.button"))


def _press_step(talk: Talk, step: Step, code: str) -> Turn | None:
    match code:
        case "skip":
            return talk.skip(step)
        case "done":
            return talk.done(step)
        case "finish":
            return talk.finish()
        case "repeat":
            return talk.repeat()
        case _:
            return None


def _pick(talk: Talk, mark: str, choice: str) -> Turn:
    choices = current_choices(talk.flow, talk.state)
    chosen = next((named for named in choices if named.id == choice), None)
    if chosen is None:
        return talk.say(talk.state, Text("late.button"))
    if talk.state.phase is not Phase.STEP:
        return choose_on_page(talk, choice)
    match talk.get_step():
        case TicksStep() as step if step.groups and talk.state.group is None:
            return open_group(talk, step, chosen)
        case TicksStep() as step:
            return talk.tick(step, (chosen,), on=mark != "-")
        case step:
            return talk.accept(step, chosen)


def _pick_day(talk: Talk, written: str) -> Turn:
    step = talk.find_step()
    if not isinstance(step, DateStep | PlanDayStep) or talk.state.phase is not Phase.STEP:
        return talk.say(talk.state, Text("late.button"))
    try:
        day = date.fromisoformat(written)
    except ValueError:
        return talk.say(talk.state, Text("late.button"))
    if isinstance(step, PlanDayStep):
        return talk.take(step, judge_plan_day(step, day, talk.today))
    return talk.take(step, judge_day(step, day, talk.today))
