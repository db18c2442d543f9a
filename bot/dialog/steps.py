"""The kinds of question. A step is data: what it asks, how it is said again, when it is asked at
all.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from bot.dialog import caps
from bot.dialog.answers import Answers, Named
from bot.dialog.text import Text


@dataclass(frozen=True, slots=True)
class Has:
    """Asked only where `choice` was chosen or ticked at `step`."""

    step: str
    choice: str

    def holds(self, answers: Answers) -> bool:
        return answers.has(self.step, self.choice)


@dataclass(frozen=True, slots=True)
class Lacks:
    """Asked unless `choice` was chosen or ticked at `step`."""

    step: str
    choice: str

    def holds(self, answers: Answers) -> bool:
        return not answers.has(self.step, self.choice)


@dataclass(frozen=True, slots=True)
class Above:
    """Asked only where the number given at `step` is above `least`."""

    step: str
    least: int = 0

    def holds(self, answers: Answers) -> bool:
        return (answers.number(self.step) or 0) > self.least


Condition: TypeAlias = Has | Lacks | Above


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What every step has.

    `label` names the step in a list ("Số người", at most 20 characters), `ask` is the question with
    an example of what to type, `short` the same in fewest words after two misses, `help` explains
    it, `said` repeats the answer back and takes `{value}`. One that `is_silent` is never asked by
    itself: only a sentence gives it, and from then on it can be mended like any other.
    """

    name: str
    label: Text
    ask: Text
    short: Text
    help: Text
    said: Text
    optional: bool = False
    is_silent: bool = False
    when: tuple[Condition, ...] = ()

    def is_asked(self, answers: Answers) -> bool:
        return all(condition.holds(answers) for condition in self.when)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceStep(Question):
    """With `ahead`, by choice, what answers the step named there instead chooses that."""

    choices: tuple[Named, ...]
    ahead: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TicksStep(Question):
    """Several choices. With `groups`, a group is picked first and its choices come from a Lookup of
    `kind`. A choice named in `only` is offered, and counts as ticked, where its condition holds.
    """

    choices: tuple[Named, ...] = ()
    groups: tuple[Named, ...] = ()
    kind: str = ""
    most: int = caps.TICKS
    only: tuple[tuple[str, Condition], ...] = ()

    def offered(self, answers: Answers) -> tuple[Named, ...]:
        """Of `choices`, those that these answers leave open."""
        return tuple(named for named in self.choices if named.id not in self._closed(answers))

    def kept(self, ticked: tuple[Named, ...], answers: Answers) -> tuple[Named, ...]:
        """Of what was ticked once, what may still be."""
        return tuple(named for named in ticked if named.id not in self._closed(answers))

    def _closed(self, answers: Answers) -> frozenset[str]:
        return frozenset(id_ for id_, condition in self.only if not condition.holds(answers))


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberStep(Question):
    """A whole number from `least` up; `too_few` says kindly why not less.

    Above `limit` the person is asked whether it is meant.
    """

    least: int = 0
    too_few: Text | None = None
    limit: int = caps.NUMBER


@dataclass(frozen=True, slots=True, kw_only=True)
class DateStep(Question):
    """A day up to today. More than `old_days` back the person is asked whether it is meant."""

    old_days: int


class DayOffer(StrEnum):
    """A day that one press answers with."""

    TODAY = "today"
    WEEK_END = "week_end"
    MONTH_END = "month_end"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDayStep(Question):
    """A day of what is planned: from `back_days` before today to `ahead_days` after it."""

    back_days: int = 0
    ahead_days: int
    offers: tuple[DayOffer, ...]


class Handed(StrEnum):
    """What some channels let a person hand over where others type it."""

    PLACE = "place"
    PHONE = "phone"


@dataclass(frozen=True, slots=True, kw_only=True)
class TextStep(Question):
    """Free words of at most `longest` characters. `asks` says which of what can be handed over
    they are: of `PHONE` it is the person's own.

    With `read`, only what it turns into something else than None is an answer, such as a phone
    number; `miss` then says what to type.
    """

    longest: int
    read: Callable[[str], str | None] | None = None
    miss: Text | None = None
    asks: Handed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotosStep(Question):
    most: int = caps.PHOTOS


@dataclass(frozen=True, slots=True)
class LinesRead:
    """`kept` are all lines that count so far, `said` what is told of those that came now."""

    kept: str
    said: tuple[Text, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinesStep(Question):
    """Lines, typed or pasted, in one message or several, until the person says that this is all.

    `read` takes what was kept so far, the new message and the day; where it keeps no more than
    before, the message was a miss. `more` asks for further ones, or `ask_more` by what is kept;
    `said` takes how many there are.
    """

    read: Callable[[str, str, date], LinesRead]
    more: Text
    ask_more: Callable[[str], Text] | None = None


NOBODY = Text("miss.lookup")
SEVERAL = Text("lookup.several")


@dataclass(frozen=True, slots=True, kw_only=True)
class FileStep(Question):
    """A file, or typed words that `read` turns into something else than None, such as a link;
    `miss` says what it takes. With `is_list` only a list is taken: a workbook or a CSV file.
    """

    read: Callable[[str], str | None]
    miss: Text
    is_list: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LookupStep(Question):
    """A person or a village found by words; the host answers the Lookup of `kind` in the same
    transaction. `none` is said where nobody is found, `several` where one must be chosen.
    """

    kind: str
    none: Text = NOBODY
    several: Text = SEVERAL


Step: TypeAlias = (
    ChoiceStep
    | TicksStep
    | NumberStep
    | DateStep
    | PlanDayStep
    | TextStep
    | PhotosStep
    | FileStep
    | LinesStep
    | LookupStep
)
