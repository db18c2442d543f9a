"""The shape of one thing that people do: known to handlers and conversation, which do not know each
other.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from bot.dialog.answers import Answers, Named
from bot.dialog.context import Context
from bot.dialog.events import Told
from bot.dialog.flow import Flow
from bot.dialog.message import Enclosed
from bot.dialog.text import Label, Text
from bot.language.sentences.sentence import Sentence
from models.changes import Change
from models.load import Known
from models.needs import Facts
from models.people import Role
from models.settings import CommuneSettings


@dataclass(frozen=True, slots=True)
class Door:
    """The account by which a message came in; `address` is what tries at codes are counted by.
    `is_costly` says that each message there costs money, or counts against so many a month.
    """

    channel: str
    external_id: str
    address: str
    is_costly: bool = False


@dataclass(frozen=True, slots=True)
class Secrets:
    """Chance and the installation's key, handed in as functions: decisions hold neither.

    `phone_hash` raises ValueError for what is no phone number.
    """

    new_code: Callable[[int], str]
    phone_hash: Callable[[str], str]
    keyed_hash: Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Asker:
    """Who does it, when, and by the commune's settings. `today` is local."""

    person: Known
    now: datetime
    today: date
    settings: CommuneSettings
    new_id: Callable[[], str]
    door: Door
    secrets: Secrets


@dataclass(frozen=True, slots=True)
class Begun:
    """What a task starts with. `refusal` says kindly why it cannot start now, `lead`
    what was understood already."""

    context: Context = Context()
    answers: Answers = Answers()
    refusal: Text | None = None
    lead: Text | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A button under a closing message; `word` is what to type where there are no buttons.

    `task` starts with `argument`. The task "undo" takes back what this dialog recorded.
    """

    label: Label
    word: Text
    task: str
    argument: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """Submitted. `record` is the id of what undo takes back, `next_task` what opens at once.

    `person` is who speaks from now on, where that has changed: somebody else, or with another
    consent.
    """

    changes: tuple[Change, ...] = ()
    lines: tuple[Text, ...] = ()
    links: tuple[Link, ...] = ()
    record: str = ""
    next_task: str = ""
    person: Known | None = None
    files: tuple[Enclosed, ...] = ()


@dataclass(frozen=True, slots=True)
class Mend:
    """Refused: `text` says why, `step` is where to mend it ("" for the review page). `changes` are
    kept all the same.
    """

    step: str
    text: Text
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Submission:
    """`begun_at` is when the dialog opened, where that is known."""

    dialog: str
    answers: Answers
    context: Context
    begun_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Search:
    """A Lookup of a dialog: what kind, and by which words."""

    kind: str
    words: str
    context: Context


SAID = "said="
"""In the argument of a start: behind it stands what the person's own sentences said."""


def said_in(argument: str) -> str:
    """The sentences of an argument as text (`bot.language.sentences.sentence`); "" for none."""
    return argument.partition(SAID)[2]


Begin: TypeAlias = Callable[[Asker, str, Facts], Begun]
Submit: TypeAlias = Callable[[Submission, Asker, Facts], Done | Mend]
Find: TypeAlias = Callable[[Search, Asker, Facts], tuple[Named, ...]]
Tell: TypeAlias = Callable[[Sentence, Context, Answers], Told]
Undo: TypeAlias = Callable[[str, Submission, Asker], tuple[Change, ...]]


def _finds_nothing(_search: Search, _asker: Asker, _facts: Facts) -> tuple[Named, ...]:
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One thing that people do.

    `begin`, `find` and `submit` ask `Facts` for what they need; what is not loaded yet is loaded,
    and they are called again: so they are functions of their arguments and nothing else. `words`
    start the task when they are typed. `undo` gives the changes that take a record back.
    `needs_consent` is False for what a member may do before having agreed to be recorded.
    `tell` turns a sentence into answers of its dialog, seeing what was answered before.
    `from_notice` lets a button under a message that nobody asked for start it: its argument comes
    from outside, so the task itself must look at what it may touch.
    """

    name: str
    roles: frozenset[Role]
    label: Text
    words: tuple[str, ...]
    begin: Begin
    flow: Callable[[Context], Flow]
    submit: Submit
    find: Find = _finds_nothing
    undo: Undo | None = None
    tell: Tell | None = None
    in_menu: bool = True
    takes_photos: bool = False
    serves_draft: bool = False
    needs_consent: bool = True
    from_notice: bool = False
