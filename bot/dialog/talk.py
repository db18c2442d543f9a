"""How a dialog moves: on to the next question, back, aside, to the review page. Each move is a
`Turn`.

Whatever the person said stays said: only `Drop`, which they ask for by name, forgets it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from bot.dialog import caps
from bot.dialog.answers import Named, Value
from bot.dialog.asking import ask, can_finish, current_choices, is_inviting, previous_step
from bot.dialog.effects import Drop, Effect, Park, Say, Submit
from bot.dialog.flow import Flow
from bot.dialog.reading import Doubted, Missed, Read, Taken
from bot.dialog.said import said_back
from bot.dialog.state import Phase, State
from bot.dialog.steps import LinesStep, PhotosStep, Step, TicksStep
from bot.dialog.text import Label, Text


@dataclass(frozen=True, slots=True)
class Turn:
    """Where the dialog stands after one event, and what the host is asked to do, in order."""

    state: State
    effects: tuple[Effect, ...]


def next_question(flow: Flow, state: State) -> State:
    """The first question without an answer, or the review page."""
    for step in flow.asked(state.answers):
        if step.name not in state.answers:
            return state.turned(phase=Phase.STEP, step=step.name, is_mending=False)
    return state.turned(phase=Phase.REVIEW, step="", is_mending=False)


@dataclass(frozen=True, slots=True)
class Talk:
    """One turn's surroundings: the flow, where it stands, the local day, labels in the person's
    words.
    """

    flow: Flow
    state: State
    today: date
    words: Callable[[Label], str]

    def at(self, state: State) -> Talk:
        return replace(self, state=state)

    def find_step(self) -> Step | None:
        return self.flow.find_step(self.state.step)

    def get_step(self) -> Step:
        step = self.find_step()
        if step is None:
            raise LookupError(f"flow {self.flow.name} has no step {self.state.step!r}")
        return step

    # Saying

    def say(self, state: State, *lead: Text) -> Turn:
        return Turn(state, (Say(ask(self.flow, state, self.today, lead)),))

    def go_on(self, state: State, *lead: Text) -> Turn:
        moved = next_question(self.flow, state)
        if moved.phase is not Phase.REVIEW:
            return self.say(moved, *lead)
        if not self.flow.review:
            return Turn(moved, (Submit(moved.answers),))
        return self.to_review(moved, *lead)

    def to_review(self, state: State, *lead: Text) -> Turn:
        """The review page; but where two numbers contradict each other, the part is asked again."""
        if broken := self.flow.find_broken(state.answers):
            part, text = broken
            again = state.turned(phase=Phase.STEP, step=part, is_mending=True)
            return self.say(replace(again, misses=1), *lead, text)
        return self.say(state.turned(phase=Phase.REVIEW, step="", is_mending=False), *lead)

    def send(self) -> Turn:
        """Off it goes; but what is missing (a photo was lost meanwhile) is asked first."""
        if not can_finish(self.flow, self.state):
            return self.go_on(self.state)
        return Turn(self.state, (Submit(self.state.answers),))

    def miss(self, text: Text) -> Turn:
        """A wrong answer: what to type; then shorter; then with a human's number."""
        state = replace(self.state, misses=self.state.misses + 1)
        if state.misses % caps.MISSES_TO_HELP:
            return self.say(state, text)
        return self.say(state, text, self.stuck())

    def stuck(self) -> Text:
        """Whom to call; and that nothing is lost, where there is something to lose."""
        helper = self.state.context.helper
        if helper is None:
            return Text("stuck.kept") if self.flow.keeps_draft else Text("stuck.ask")
        if self.flow.keeps_draft:
            return Text("stuck.helper", name=helper.name, phone=helper.phone)
        return Text("stuck.call", name=helper.name, phone=helper.phone)

    def turn_page(self, by: int) -> Turn:
        page = self.state.page + by
        if page < 0 or page * caps.PAGE >= len(current_choices(self.flow, self.state)):
            return self.say(self.state)
        return self.say(replace(self.state, page=page))

    # Going back and leaving

    def back(self) -> Turn:
        state = self.state
        if state.group:
            return self.say(state.turned(ticks=state.ticks))
        if state.phase is Phase.EDIT:
            return self.to_review(state)
        if state.phase is Phase.DOUBT:
            return self.say(state.turned(phase=Phase.STEP))
        if state.is_mending and self.flow.review:
            return self.leave_mending()
        before = previous_step(self.flow, state)
        if before is None:
            return self.say(state, Text("back.first"))
        return self.say(
            state.turned(
                phase=Phase.STEP,
                step=before.name,
                ticks=self.ticks_of(before),
                is_mending=False,
            ),
            Text("back.done"),
        )

    def leave_mending(self) -> Turn:
        """The answer stays as it was: to the review page, or to the question left for it."""
        state = self.state
        if not can_finish(self.flow, state):
            return self.go_on(state, Text("back.done"))
        is_broken = self.flow.find_broken(state.answers) is not None
        return self.say(state.turned(phase=Phase.EDIT)) if is_broken else self.to_review(state)

    def later(self) -> Turn:
        """Aside as a draft; where nothing was said yet there is nothing to keep."""
        if self.state.is_empty or not self.flow.keeps_draft:
            return Turn(self.state, (Drop(self.state.wanted),))
        return Turn(self.resting(), (Park(self.state.wanted),))

    def leave(self, wanted: str) -> Turn:
        """Nothing is lost silently: with answers given, the person says what becomes of them."""
        if self.state.is_empty or not self.flow.keeps_draft:
            return Turn(self.state, (Drop(wanted),))
        if self.state.phase is Phase.LEAVING and self.state.wanted == wanted:
            return self.say(self.state)
        state = self.resting()
        return self.say(state.turned(phase=Phase.LEAVING, wanted=wanted, ticks=state.ticks))

    def resting(self) -> State:
        """Where the dialog goes on when it is taken up again; what is ticked so far stays."""
        state = self.state
        if state.phase is Phase.REVIEW or (state.phase is Phase.STEP and not state.group):
            return state
        if self.find_step() is not None:
            return state.turned(phase=Phase.STEP, ticks=state.ticks)
        return state.turned(phase=Phase.REVIEW, step="")

    def resume(self, *lead: Text) -> Turn:
        state = self.resting()
        return (
            self.to_review(state, *lead) if state.phase is Phase.REVIEW else self.say(state, *lead)
        )

    def edit(self, name: str, *lead: Text) -> Turn:
        """Ask one answered step again, then back to the review page. No such step, no move."""
        asked = self.flow.asked(self.state.answers)
        step = next((step for step in asked if step.name == name), None)
        if step is None:
            return self.resume(*lead)
        again = self.state.turned(
            phase=Phase.STEP, step=name, is_mending=True, ticks=self.ticks_of(step)
        )
        return self.say(again, *lead)

    def ticks_of(self, step: Step) -> tuple[Named, ...]:
        if not isinstance(step, TicksStep):
            return ()
        return self.flow.on_the_way(self.state.answers).ticked(step.name)

    # Answers

    def take(self, step: Step, read: Read) -> Turn:
        match read:
            case Taken(value):
                return self.accept(step, value)
            case Doubted(value):  # the words are found again whenever they are said
                return self.say(self.state.turned(phase=Phase.DOUBT, pending=value))
            case Missed(text):
                is_invited = is_inviting(self.flow, self.state)
                return self.miss(Text("miss.invite") if is_invited else text)

    def accept(self, step: Step, value: Value) -> Turn:
        """The answer is kept, unless it is a part that its whole contradicts."""
        answers = self.state.answers.given(step.name, value)
        said = self.flow.on_the_way(answers)
        for limit in self.flow.limits:
            if step.name in limit.parts and (broken := limit.broken(said)):
                return self.at(replace(self.state, phase=Phase.STEP, pending=None)).miss(broken)
        state = replace(self.state, answers=answers)
        if value is None and next_question(self.flow, state).phase is Phase.REVIEW:
            return self.go_on(state)  # the page shows what there is
        return self.go_on(state, said_back(step, value))

    def skip(self, step: Step) -> Turn:
        """What was ticked or sent before "bỏ qua" was said is not thrown away."""
        if not step.optional:
            return self.miss(Text("miss.needed"))
        photos = self.state.answers.ticked(step.name) if isinstance(step, PhotosStep) else ()
        return self.accept(step, self.state.ticks or photos or None)

    def done(self, step: Step) -> Turn:
        """“Xong”: with the names of a group, with all ticks, or with the photos."""
        match step:
            case PhotosStep() if photos := self.state.answers.ticked(step.name):
                return self.accept(step, photos)
            case PhotosStep():
                return self.skip(step)
            case LinesStep() if lines := self.state.answers.words(step.name):
                return self.accept(step, lines)
            case LinesStep():
                return self.skip(step)
            case TicksStep() if self.state.group:
                return self.say(self.state.turned(ticks=self.state.ticks))
            case TicksStep() if self.state.ticks:
                return self.accept(step, self.state.ticks)
            case TicksStep():
                return self.skip(step)
            case _:
                return self.finish()

    def finish(self) -> Turn:
        """Past all that is left, as skipped on purpose; but not past what the last ticks open."""
        if not can_finish(self.flow, self.state):
            return self.miss(Text("miss.needed"))
        step, answers = self.find_step(), self.state.answers
        for passed in self.flow.asked(answers):
            if passed.name not in answers:
                answers = answers.given(passed.name, None)
        if isinstance(step, TicksStep) and self.state.ticks:
            answers = answers.given(step.name, self.state.ticks)
        return self.go_on(replace(self.state, answers=answers))

    def repeat(self) -> Turn:
        """“Giống lần trước”: its answers beside what was said already, then the review page."""
        previous = self.state.context.previous
        if previous is None:
            return self.say(self.state)
        known = frozenset(step.name for step in self.flow.steps)
        answers = previous.only(known)
        for name, value in self.state.answers.items():
            answers = answers.given(name, value)
        return self.go_on(replace(self.state, answers=answers), Text("repeat.done"))

    def tick(self, step: TicksStep, chosen: tuple[Named, ...], *, on: bool) -> Turn:
        """Pressing "+" twice ticks once: a doubled tap changes nothing."""
        before = {named.id for named in self.state.ticks}
        ids = {named.id for named in chosen}
        if on:
            ticks = (*self.state.ticks, *(named for named in chosen if named.id not in before))
        else:
            ticks = tuple(named for named in self.state.ticks if named.id not in ids)
        if len(ticks) > step.most:
            return self.miss(Text("miss.ticks.many", most=step.most))
        return self.say(replace(self.state, ticks=ticks, misses=0))

    def keep_photo(self, attachment: str) -> Turn:
        """A photo finds its place whenever it comes; the question stays where it was. Only the
        review page is a new one: it says more than the one that its person may be pressing.
        """
        step = self.flow.find_photos_step()
        if step is None:
            return self.say(self.state, Text("photo.no_place"))
        photos = self.state.answers.ticked(step.name)
        if any(photo.id == attachment for photo in photos):
            return self.say(self.state)
        if len(photos) >= step.most:
            return self.say(self.state, Text("photo.enough", most=step.most))
        kept = (*photos, Named(attachment, ""))
        visit = self.state.visit + (self.state.phase is Phase.REVIEW)
        answers = self.state.answers.given(step.name, kept)
        state = replace(self.state, visit=visit, answers=answers)
        return self.say(state, Text("photo.kept", count=len(kept)))
