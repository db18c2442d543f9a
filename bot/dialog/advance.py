"""The engine: `advance(flow, state, event) -> Turn(state, effects)`.

Laws: no clock, no database, no chance, no await. Any event in any state gives a turn; nothing raises but a flow that is
not ours. Whatever the person said stays said: only `Drop`, which they ask for by name, forgets it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.dialog import caps
from bot.dialog.answers import Named, Value
from bot.dialog.asking import ask, can_finish, current_choices, previous_step
from bot.dialog.effects import AskScribe, Drop, Effect, Lookup, Park, Say, Submit
from bot.dialog.events import (
    Event,
    LookedUp,
    Mended,
    Opened,
    PhotoReceived,
    Pressed,
    Returned,
    TextReceived,
    UnusableReceived,
)
from bot.dialog.flow import Flow
from bot.dialog.reading import (
    Doubted,
    Missed,
    Read,
    Taken,
    bare_number,
    judge_day,
    read_choice,
    read_count,
    read_day,
    read_ticks,
    read_words,
)
from bot.dialog.state import Phase, State
from bot.dialog.steps import (
    ChoiceStep,
    DateStep,
    LookupStep,
    NumberStep,
    PhotosStep,
    Step,
    TextStep,
    TicksStep,
)
from bot.dialog.text import Label, Text
from bot.dialog.words import NOTHING_WORDS, Command, find_command, means_command
from bot.language.match import means


@dataclass(frozen=True, slots=True)
class Turn:
    """`state` is None when the dialog is over: dropped, or submitted by a flow without a review page."""

    state: State
    effects: tuple[Effect, ...]


def advance(
    flow: Flow, state: State, event: Event, *, now: datetime, words: Callable[[Label], str]
) -> Turn:
    """One event worked through. `now` is local time; `words` gives a label in the person's language."""
    return _Talk(flow, _settled(flow, state), now.date(), words).hear(event)


def _settled(flow: Flow, state: State) -> State:
    """A state of an older version, or one whose step is gone, goes on at the first question without an answer."""
    step = flow.find_step(state.step)
    lost = state.phase in (Phase.STEP, Phase.DOUBT) and step is None and state.step != ""
    if state.version == flow.version and not lost:
        return state
    kept = state.answers.only(frozenset(step.name for step in flow.steps))
    moved = replace(state, version=flow.version, answers=kept)
    return _next_question(flow, moved)


def _next_question(flow: Flow, state: State) -> State:
    for step in flow.asked(state.answers):
        if step.name not in state.answers:
            return state.turned(phase=Phase.STEP, step=step.name, is_mending=False)
    return state.turned(phase=Phase.REVIEW, step="", is_mending=False)


@dataclass(frozen=True, slots=True)
class _Talk:
    """One turn's surroundings, so that no function below needs four arguments of the same kind."""

    flow: Flow
    state: State
    today: date
    words: Callable[[Label], str]

    def hear(self, event: Event) -> Turn:
        match event:
            case Opened():
                return self._go_on(self.state, ())
            case TextReceived(text, list_id):
                return self._hear_text(text[: caps.TYPED_LENGTH], list_id)
            case Pressed(visit, code):
                return self._hear_press(visit, code)
            case PhotoReceived(attachment):
                return self._take_photo(attachment)
            case UnusableReceived(answer):
                return self._say(self.state, answer)
            case LookedUp(found):
                return self._hear_found(found)
            case Returned(wanted):
                return self._leave(wanted)
            case Mended(step, text):
                return self._mend(step, text)

    # What is said

    def _say(self, state: State, *lead: Text) -> Turn:
        return Turn(state, (Say(ask(self.flow, state, self.today, lead)),))

    def _go_on(self, state: State, lead: tuple[Text, ...]) -> Turn:
        moved = _next_question(self.flow, state)
        if moved.phase is Phase.REVIEW and not self.flow.review:
            return Turn(moved, (Submit(moved.answers),))
        if moved.phase is Phase.REVIEW:
            return self._to_review(moved, lead)
        return self._say(moved, *lead)

    def _to_review(self, state: State, lead: tuple[Text, ...]) -> Turn:
        """The review page, unless two numbers contradict each other: then the part that is too large is asked again."""
        for limit in self.flow.limits:
            if broken := limit.broken(state.answers):
                part = next(name for name in limit.parts if state.answers.number(name))
                return self._say(
                    state.turned(phase=Phase.STEP, step=part, is_mending=True), *lead, broken
                )
        return self._say(state.turned(phase=Phase.REVIEW, step="", is_mending=False), *lead)

    def _miss(self, text: Text) -> Turn:
        """A wrong answer: what to type; from the second time shorter; from the third with a human's number."""
        state = replace(self.state, misses=self.state.misses + 1)
        helper = state.context.helper
        if state.misses >= caps.MISSES_TO_HELP and helper:
            return self._say(
                state, text, Text("stuck.helper", name=helper.name, phone=helper.phone)
            )
        if state.misses >= caps.MISSES_TO_HELP:
            return self._say(state, text, Text("stuck.kept"))
        return self._say(state, text)

    # A typed message

    def _hear_text(self, typed: str, list_id: str) -> Turn:
        if turn := self._steer(typed):
            return turn
        choices = current_choices(self.flow, self.state)
        if choices and bare_number(typed) is not None and list_id != self.state.list_id:
            return self._say(self.state, Text("late.number"))
        match self.state.phase:
            case Phase.STEP:
                return self._answer(self._step(), typed)
            case Phase.DOUBT:
                return self._hear_doubt(typed)
            case Phase.REVIEW:
                return self._hear_review(typed)
            case Phase.EDIT | Phase.LEAVING:
                chosen = self._read_choice(choices, typed)
                return (
                    self._miss(chosen.text)
                    if isinstance(chosen, Missed)
                    else self._choose(chosen.id)
                )

    def _steer(self, typed: str) -> Turn | None:
        """The words that mean the same at every question, if the text is one of them."""
        commands = [Command.HELP, Command.LATER, Command.SCRIBE]
        if self.state.phase is not Phase.LEAVING:
            commands += [Command.BACK, Command.DROP]
        if self.state.phase in (Phase.STEP, Phase.EDIT):
            commands += [Command.MORE, Command.FEWER]
        if self.state.phase is Phase.LEAVING:
            commands += [Command.GO_ON]
        command = find_command(typed, tuple(commands))
        return None if command is None else self._obey(command)

    def _obey(self, command: Command) -> Turn | None:
        match command:
            case Command.HELP:
                return self._help()
            case Command.BACK:
                return self._back()
            case Command.LATER:
                return self._later()
            case Command.DROP:
                return self._leave("")
            case Command.SCRIBE if self.flow.keeps_draft:
                return Turn(self.state, (AskScribe(), *self._say(self.state).effects))
            case Command.MORE | Command.FEWER:
                return self._turn_page(1 if command is Command.MORE else -1)
            case Command.GO_ON:
                return self._choose("go_on")
            case _:
                return None

    def _help(self) -> Turn:
        step = self._step_or_none()
        explained = step.help if step and self.state.phase is Phase.STEP else Text("help.page")
        return self._say(self.state, explained)

    def _turn_page(self, by: int) -> Turn | None:
        page = self.state.page + by
        if page < 0 or page * caps.PAGE >= len(current_choices(self.flow, self.state)):
            return None
        return self._say(replace(self.state, page=page))

    def _back(self) -> Turn:
        state = self.state
        if state.group:
            return self._say(state.turned(ticks=state.ticks))
        if state.phase in (Phase.EDIT,) or state.is_mending:
            return self._to_review(state, ())
        if state.phase is Phase.DOUBT:
            return self._say(state.turned(phase=Phase.STEP, is_mending=state.is_mending))
        before = previous_step(self.flow, state)
        if before is None:
            return self._say(state, Text("back.first"))
        return self._say(state.turned(phase=Phase.STEP, step=before.name), Text("back.done"))

    # Leaving

    def _later(self) -> Turn:
        if not self.state.answers or not self.flow.keeps_draft:
            return Turn(self.state, (Drop(self.state.wanted),))
        return Turn(self._resting(), (Park(self.state.wanted),))

    def _leave(self, wanted: str) -> Turn:
        """Nothing is lost silently: with answers given, the person says what becomes of them."""
        if not self.state.answers or not self.flow.keeps_draft:
            return Turn(self.state, (Drop(wanted),))
        if self.state.phase is Phase.LEAVING and self.state.wanted == wanted:
            return self._say(self.state)
        return self._say(self._resting().turned(phase=Phase.LEAVING, wanted=wanted))

    def _resting(self) -> State:
        """Where the dialog goes on when it is taken up again."""
        if self.state.phase in (Phase.STEP, Phase.REVIEW) and not self.state.group:
            return self.state
        return self._resumed()

    def _resumed(self) -> State:
        return _next_question(self.flow, self.state)

    # Pages

    def _hear_review(self, typed: str) -> Turn:
        if means_command(typed, Command.YES):
            return Turn(self.state, (Submit(self.state.answers),))
        if means_command(typed, Command.EDIT):
            return self._choose("edit")
        steps = tuple(Named(step.name, step.label) for step in self.flow.asked(self.state.answers))
        wanted = typed.strip()
        if wanted.casefold().startswith(("sửa ", "sua ")):
            chosen = self._read_choice(steps, wanted[4:])
            if not isinstance(chosen, Missed):
                return self._edit_step(chosen.id)
        chosen = self._read_choice(current_choices(self.flow, self.state), typed)
        return (
            self._miss(Text("miss.review"))
            if isinstance(chosen, Missed)
            else self._choose(chosen.id)
        )

    def _choose(self, code: str) -> Turn:
        """A choice on the review, edit or leaving page."""
        state = self.state
        match state.phase, code:
            case Phase.REVIEW, "yes":
                return Turn(state, (Submit(state.answers),))
            case Phase.REVIEW, "edit":
                return self._say(state.turned(phase=Phase.EDIT))
            case Phase.EDIT, _:
                return self._edit_step(code)
            case Phase.LEAVING, "go_on":
                return self._go_on(state, (Text("leaving.go_on"),))
            case Phase.LEAVING, "later":
                return Turn(self._resumed(), (Park(state.wanted),))
            case Phase.LEAVING, "drop":
                return Turn(state, (Drop(state.wanted),))
            case _:
                return self._say(state, Text("late.button"))

    def _edit_step(self, name: str) -> Turn:
        step = self.flow.find_step(name)
        if step is None:
            return self._say(self.state)
        ticks = () if isinstance(step, PhotosStep) else self.state.answers.ticked(name)
        return self._say(
            self.state.turned(phase=Phase.STEP, step=name, is_mending=True, ticks=ticks)
        )

    def _mend(self, name: str, text: Text) -> Turn:
        step = self.flow.find_step(name)
        if step is None or not step.is_asked(self.state.answers):
            return self._say(self.state.turned(phase=Phase.REVIEW, step=""), text)
        return self._say(self.state.turned(phase=Phase.STEP, step=name, is_mending=True), text)

    def _hear_doubt(self, typed: str) -> Turn:
        """ "Đúng không ạ?" – yes, no, or simply the right answer."""
        if means_command(typed, Command.YES):
            return self._accept(self._step(), self.state.pending)
        if means_command(typed, Command.NO):
            return self._say(self.state.turned(phase=Phase.STEP, is_mending=self.state.is_mending))
        asked_again = replace(self.state, phase=Phase.STEP, pending=None)
        return replace(self, state=asked_again)._answer(self._step(), typed)  # noqa: SLF001

    # A button

    def _hear_press(self, visit: int, code: str) -> Turn:
        if visit != self.state.visit:
            return self._say(self.state, Text("late.button"))
        mark, name = code[:1], code[1:]
        if mark in "=+-" and mark:
            return self._pick(mark, name)
        if mark == "@":
            return self._pick_day(name)
        match code:
            case "yes" if self.state.phase is Phase.DOUBT:
                return self._accept(self._step(), self.state.pending)
            case "no" if self.state.phase is Phase.DOUBT:
                return self._say(
                    self.state.turned(phase=Phase.STEP, is_mending=self.state.is_mending)
                )
            case "skip" if self.state.phase is Phase.STEP:
                return self._skip(self._step())
            case "done" if self.state.phase is Phase.STEP:
                return self._done(self._step())
            case "finish":
                return self._finish()
            case "repeat":
                return self._repeat()
            case _ if code in set(Command):
                return self._obey(Command(code)) or self._say(self.state)
            case _:
                return self._say(self.state, Text("late.button"))

    def _pick(self, mark: str, choice: str) -> Turn:
        chosen = next(
            (named for named in current_choices(self.flow, self.state) if named.id == choice), None
        )
        if chosen is None:
            return self._say(self.state, Text("late.button"))
        if self.state.phase is not Phase.STEP:
            return self._choose(choice)
        match self._step():
            case TicksStep() as step if step.groups and self.state.group is None:
                return self._open_group(step, chosen)
            case TicksStep() as step:
                return self._tick(step, (chosen,), on=mark == "+")
            case step:
                return self._accept(step, chosen)

    def _pick_day(self, written: str) -> Turn:
        step = self._step_or_none()
        try:
            day = date.fromisoformat(written)
        except ValueError:
            return self._say(self.state, Text("late.button"))
        if not isinstance(step, DateStep):
            return self._say(self.state, Text("late.button"))
        return self._take(step, judge_day(step, day, self.today))

    # Answers

    def _answer(self, step: Step, typed: str) -> Turn:
        if step.optional and means_command(typed, Command.SKIP):
            return self._skip(step)
        if means_command(typed, Command.DONE) and (turn := self._said_done(step)):
            return turn
        if means_command(typed, Command.REPEAT) and self.state.context.previous:
            return self._repeat()
        match step:
            case NumberStep():
                return self._take(step, read_count(step, typed))
            case DateStep():
                return self._take(step, read_day(step, typed, self.today))
            case TextStep():
                if step.optional and means(typed, NOTHING_WORDS):
                    return self._skip(step)
                return self._take(step, read_words(step, typed))
            case ChoiceStep():
                chosen = self._read_choice(step.choices, typed)
                return self._take(step, chosen if isinstance(chosen, Missed) else Taken(chosen))
            case TicksStep():
                return self._answer_ticks(step, typed)
            case LookupStep():
                return self._answer_lookup(step, typed)
            case PhotosStep():
                if step.optional and means(typed, NOTHING_WORDS):
                    return self._skip(step)
                return self._miss(Text("miss.photo"))

    def _take(self, step: Step, read: Read) -> Turn:
        match read:
            case Taken(value):
                return self._accept(step, value)
            case Doubted(value, text):
                doubting = self.state.turned(
                    phase=Phase.DOUBT, pending=value, is_mending=self.state.is_mending
                )
                return self._say(doubting, text)
            case Missed(text):
                return self._miss(text)

    def _accept(self, step: Step, value: Value) -> Turn:
        answers = self.state.answers.given(step.name, value)
        for limit in self.flow.limits:
            broken = limit.broken(answers) if step.name in limit.parts else None
            if broken:
                back = replace(self.state, phase=Phase.STEP, pending=None)
                return replace(self, state=back)._miss(broken)  # noqa: SLF001
        state = replace(self.state, answers=answers)
        said = () if value is None else (step.said.given(value=_shown(value)),)
        if self.state.is_mending and can_finish(self.flow, state):
            return self._to_review(state, said)
        return self._go_on(state, said)

    def _skip(self, step: Step) -> Turn:
        if not step.optional:
            return self._miss(Text("miss.needed"))
        return self._accept(step, None)

    def _said_done(self, step: Step) -> Turn | None:
        if isinstance(step, TicksStep | PhotosStep):
            return self._done(step)
        return self._finish() if can_finish(self.flow, self.state) else None

    def _done(self, step: Step) -> Turn:
        if isinstance(step, PhotosStep):
            return self._accept(step, self.state.answers.ticked(step.name) or None)
        if not isinstance(step, TicksStep):
            return self._say(self.state)
        if self.state.group:
            return self._say(
                self.state.turned(ticks=self.state.ticks, is_mending=self.state.is_mending)
            )
        if self.state.ticks:
            return self._accept(step, self.state.ticks)
        return self._skip(step)

    def _finish(self) -> Turn:
        """Everything that must be said is said: straight to the review page."""
        if not can_finish(self.flow, self.state):
            return self._miss(Text("miss.needed"))
        return self._to_review(self.state, ())

    def _repeat(self) -> Turn:
        previous = self.state.context.previous
        if previous is None:
            return self._say(self.state)
        known = frozenset(step.name for step in self.flow.steps)
        merged = self.state.answers
        for name, value in previous.only(known).items():
            merged = merged.given(name, value)
        return self._go_on(replace(self.state, answers=merged), (Text("repeat.done"),))

    def _take_photo(self, attachment: str) -> Turn:
        """A photo finds its place whenever it comes; the question stays where it was."""
        name = self.flow.takes_photos()
        if name is None:
            return self._say(self.state, Text("photo.no_place"))
        photos = self.state.answers.ticked(name)
        if any(photo.id == attachment for photo in photos):
            return self._say(self.state)
        if len(photos) >= caps.PHOTOS:
            return self._say(self.state, Text("photo.enough", most=caps.PHOTOS))
        kept = (*photos, Named(attachment, ""))
        state = replace(self.state, answers=self.state.answers.given(name, kept))
        return self._say(state, Text("photo.kept", count=len(kept)))

    # Lists

    def _read_choice(self, choices: tuple[Named, ...], typed: str) -> Named | Missed:
        return read_choice(choices, [self.words(choice.label) for choice in choices], typed)

    def _answer_ticks(self, step: TicksStep, typed: str) -> Turn:
        choices = current_choices(self.flow, self.state)
        if step.groups and self.state.group is None:
            chosen = self._read_choice(choices, typed)
            if isinstance(chosen, Missed):
                return self._miss(chosen.text)
            return self._open_group(step, chosen)
        ticked = read_ticks(choices, [self.words(choice.label) for choice in choices], typed)
        if isinstance(ticked, Missed):
            return self._miss(ticked.text)
        return self._tick(step, ticked, on=True)

    def _open_group(self, step: TicksStep, group: Named) -> Turn:
        state = self.state.turned(
            group=group, ticks=self.state.ticks, is_mending=self.state.is_mending
        )
        return Turn(state, (Lookup(step.kind, group.id),))

    def _tick(self, step: TicksStep, chosen: tuple[Named, ...], *, on: bool) -> Turn:
        """Pressing "+" twice ticks once: a doubled tap changes nothing."""
        others = tuple(named for named in self.state.ticks if named not in chosen)
        ticks = self.state.ticks if on else others
        if on:
            ticks = (*ticks, *(named for named in chosen if named not in ticks))
        if len(ticks) > step.most:
            return self._miss(Text("miss.ticks.many", most=step.most))
        return self._say(replace(self.state, ticks=ticks, misses=0))

    def _answer_lookup(self, step: LookupStep, typed: str) -> Turn:
        if self.state.found and bare_number(typed) is not None:
            chosen = self._read_choice(self.state.found, typed)
            return self._take(step, chosen if isinstance(chosen, Missed) else Taken(chosen))
        read = read_words(
            TextStep(
                name=step.name, label=step.label, ask=step.ask, short=step.short,
                help=step.help, said=step.said, longest=caps.PLACE_LENGTH,
            ),
            typed,
        )  # fmt: skip
        if not isinstance(read, Taken) or not isinstance(read.value, str):
            return self._miss(Text("miss.lookup"))
        return Turn(self.state, (Lookup(step.kind, read.value),))

    def _hear_found(self, found: tuple[Named, ...]) -> Turn:
        step = self._step_or_none()
        if isinstance(step, TicksStep):
            return self._say(replace(self.state, found=found))
        if not isinstance(step, LookupStep):
            return self._say(self.state)
        if not found:
            return self._miss(Text("miss.lookup"))
        if len(found) == 1:
            return self._accept(step, found[0])
        listed = self.state.turned(found=found, is_mending=self.state.is_mending)
        return self._say(listed, Text("lookup.several"))

    def _step_or_none(self) -> Step | None:
        return self.flow.find_step(self.state.step)

    def _step(self) -> Step:
        step = self._step_or_none()
        if step is None:
            raise LookupError(f"flow {self.flow.name} has no step {self.state.step!r}")
        return step


def _shown(value: Value) -> int | str | date | Label | tuple[Label, ...]:
    match value:
        case Named(label=label):
            return label
        case tuple():
            return tuple(named.label for named in value if named.label) or len(value)
        case None:
            return ""
        case _:
            return value
