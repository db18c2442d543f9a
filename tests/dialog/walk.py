"""A dialog walked by hand: every event starts from the JSON that the last one left (law 1)."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache

from bot.dialog.address import Address
from bot.dialog.advance import advance
from bot.dialog.answers import Answers, Named
from bot.dialog.context import Context
from bot.dialog.effects import Effect, Lookup, Say, Submit
from bot.dialog.events import Event, LookedUp, Opened, PhotoReceived, Pressed, TextReceived
from bot.dialog.flow import Flow
from bot.dialog.message import Message
from bot.dialog.state import State, state_from_json, state_to_json
from bot.dialog.text import Label, Text
from bot.kernel.errors import TosoError
from bot.texts import Reader, Texts

NOW = datetime(2026, 11, 20, 8, 30)  # noqa: DTZ001  # local time, as the engine takes it
TODAY = date(2026, 11, 20)
DIALOG = "0123456789abcdef"
READER = Reader("vi", Address.BAC)
TEXTS = Texts()


@lru_cache(maxsize=4096)
def words(label: Label) -> str:
    return TEXTS.render(label, READER)


def reread(state: State) -> State:
    return state_from_json(json.loads(json.dumps(state_to_json(state))))


@dataclass
class Walk:
    """`found` is what the host answers to a Lookup, `heard` every effect so far."""

    flow_of: Callable[[Context], Flow]
    context: Context = Context()
    answers_before: Answers = Answers()
    now: datetime = NOW
    found: tuple[Named, ...] = ()
    heard: list[Effect] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.state = State(
            dialog=DIALOG,
            task="task",
            version=self.flow_of(self.context).version,
            context=self.context,
            answers=self.answers_before,
        )
        self.effects: tuple[Effect, ...] = ()
        self.message = Message(())
        self.hear(Opened())

    # What happens

    def hear(self, event: Event) -> "Walk":
        state = reread(self.state)
        turn = advance(self.flow_of(state.context), state, event, now=self.now, words=words)
        self.state, self.effects = turn.state, turn.effects
        self.heard.extend(turn.effects)
        for effect in turn.effects:
            if isinstance(effect, Say):
                self.message = effect.message
            if isinstance(effect, Lookup):
                self.hear(LookedUp(self.found))
        return self

    def type(self, *texts: str) -> "Walk":
        """Typed one after the other, each below the newest list."""
        for text in texts:
            self.hear(TextReceived(text, self.state.list_id))
        return self

    def press(self, code: str) -> "Walk":
        return self.hear(Pressed(self.state.visit, code))

    def tap(self, label: str) -> "Walk":
        """The button with this label in the newest message."""
        buttons = {words(item.label): item.id for item in self.buttons}
        _, visit, code = buttons[label].split(".", 2)
        return self.hear(Pressed(int(visit), code))

    def photo(self, *attachments: str) -> "Walk":
        for attachment in attachments:
            self.hear(PhotoReceived(attachment))
        return self

    # What is seen

    @property
    def buttons(self) -> tuple:
        return (*self.message.options, *self.message.ways)

    @property
    def lines(self) -> list[str]:
        """The ids of the texts in the newest message."""
        return [line.id for line in self.message.lines]

    @property
    def said(self) -> str:
        """The newest message's words; a text of the small flows stands for itself by its id."""
        return "\n".join(_readable(line) for line in self.message.lines)

    @property
    def options(self) -> list[str]:
        return [words(option.label) for option in self.message.options]

    @property
    def ways(self) -> list[str]:
        return [words(way.label) for way in self.message.ways]

    @property
    def answers(self) -> Answers:
        return self.state.answers

    @property
    def submitted(self) -> Answers | None:
        """The answers that were just sent off."""
        return next((e.answers for e in self.effects if isinstance(e, Submit)), None)


def _readable(line: Text) -> str:
    try:
        return words(line)
    except TosoError:
        return line.id
