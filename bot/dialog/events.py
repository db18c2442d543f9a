"""What has happened to a dialog, in the past tense. One frozen dataclass each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from bot.dialog.answers import Answers, Named
from bot.dialog.text import Label, Text


@dataclass(frozen=True, slots=True)
class Opened:
    """The dialog starts. A photo that started it is already among its answers."""


@dataclass(frozen=True, slots=True)
class TextReceived:
    """`list_id` is the list that the person was last shown, wherever it came from; "" where what
    was last said to them had not reached them yet.
    """

    text: str
    list_id: str = ""


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button of this dialog: `visit` is the question it belonged to, `code` its meaning."""

    visit: int
    code: str


@dataclass(frozen=True, slots=True)
class PhotoReceived:
    attachment: str


@dataclass(frozen=True, slots=True)
class FileReceived:
    """`name` is what its sender calls it: to be said back, never to be trusted."""

    attachment: str
    name: Label


@dataclass(frozen=True, slots=True)
class PhotoLost:
    """An announced photo or file never came, or is none that is taken; `text` says so and asks
    once.
    """

    attachment: str
    text: Text


@dataclass(frozen=True, slots=True)
class UnusableReceived:
    """Something that no step can read; `answer` says kindly what to do instead."""

    answer: Text


@dataclass(frozen=True, slots=True)
class LookedUp:
    """The host's answer to a Lookup."""

    found: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Returned:
    """The person came back to, or wanted something else than, an unfinished dialog. `wanted` starts
    what they asked.
    """

    wanted: str = ""


@dataclass(frozen=True, slots=True)
class Mended:
    """Submit was refused: `text` says why, `step` is where to mend it ("" for the review page)."""

    step: str
    text: Text


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence answered several questions at once, or mended some: `answers` stand in place of
    what was said before, None for what is left out.

    `open` are steps to be asked, as the sentence spoke of them without an answer; of `doubted` it
    gave one, and a yes is asked for. `lead` says what was not understood, `heard` what was, for the
    question that follows: the review page shows it anyway. With `is_all` it was the whole story:
    what may be left out and was not said is passed over.
    """

    answers: Answers
    open: tuple[str, ...] = ()
    doubted: tuple[str, ...] = ()
    lead: tuple[Text, ...] = ()
    heard: Text | None = None
    is_all: bool = False


Event: TypeAlias = (
    Opened
    | TextReceived
    | Pressed
    | PhotoReceived
    | FileReceived
    | PhotoLost
    | UnusableReceived
    | LookedUp
    | Returned
    | Mended
    | Told
)
