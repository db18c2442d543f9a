"""People as they are typed into the list of a class: line by line, each bad line said back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from bot.dialog.answers import Named
from bot.dialog.steps import ChoiceStep, LinesRead
from bot.dialog.text import Text
from bot.language.learners import (
    MOST_LINES,
    BadLine,
    LearnerRow,
    Why,
    is_same,
    read_birth_year,
    read_learner,
    read_learners,
)
from handlers.classes.names import Step
from models.learner import Consent

BAD_SHOWN = 5
PART = "; "

BAD: dict[Why, Callable[[int, str], Text]] = {
    Why.NO_NAME: lambda n, said: Text("learners.bad.no_name", number=n, said=said),
    Why.NAME_DIGITS: lambda n, said: Text("learners.bad.name_digits", number=n, said=said),
    Why.NAME_LONG: lambda n, said: Text("learners.bad.name_long", number=n, said=said),
    Why.NAME_ODD: lambda n, said: Text("learners.bad.name_odd", number=n, said=said),
    Why.SEVERAL: lambda n, said: Text("learners.bad.several", number=n, said=said),
    Why.YEAR_ODD: lambda n, said: Text("learners.bad.year_odd", number=n, said=said),
    Why.YEAR_SHORT: lambda n, said: Text("learners.bad.year_short", number=n, said=said),
    Why.PHONE_WRONG: lambda n, said: Text("learners.bad.phone_wrong", number=n, said=said),
    Why.SAME: lambda n, said: Text("learners.bad.same", number=n, said=said),
    Why.CITIZEN_NUMBER: lambda n, said: Text("learners.bad.citizen", number=n, said=said),
}


def read_people(kept: str, typed: str, today: date) -> LinesRead:
    """What was kept, and the good lines of one more message."""
    before = rows_of(kept, today)
    read = read_learners(typed, today.year)
    new = [row for row in read.rows if not any(is_same(row, one) for one in before)]
    room = MOST_LINES - len(before)
    taken = new[:room]
    said: list[Text] = []
    if taken:
        count = len(taken)
        said.append(
            Text("learners.read", count=count, all=len(before) + count)
            if before
            else Text("learners.read_first", count=count)
        )
    if doubled := len(read.rows) - len(new):
        said.append(Text("learners.again", count=doubled))
    said += [_bad(line) for line in read.problems[:BAD_SHOWN]]
    if len(read.problems) > BAD_SHOWN:
        said.append(Text("learners.more_bad", count=len(read.problems) - BAD_SHOWN))
    if beyond := read.beyond + len(new) - len(taken):
        said.append(Text("learners.beyond", most=MOST_LINES, count=beyond))
    if not said:
        said.append(Text("learners.nobody"))
    return LinesRead("\n".join(map(_written, (*before, *taken))), tuple(said))


def _bad(line: BadLine) -> Text:
    return BAD[line.why](line.number, line.said)


def _written(row: LearnerRow) -> str:
    return PART.join((row.name, str(row.birth_year or ""), row.phone or ""))


def rows_of(kept: str, today: date) -> tuple[LearnerRow, ...]:
    """The people of lines that `read_people` kept."""
    return read_learners(kept, today.year).rows


@dataclass(frozen=True, slots=True)
class NameOf:
    """Reads the name of one person; a year or phone beside it is asked for by itself."""

    this_year: int

    def __call__(self, typed: str) -> str | None:
        read = read_learner(typed, self.this_year)
        return read.name if isinstance(read, LearnerRow) else None


@dataclass(frozen=True, slots=True)
class YearOf:
    """Reads a likely birth year."""

    this_year: int

    def __call__(self, typed: str) -> str | None:
        year = read_birth_year(typed, self.this_year)
        return None if year is None else str(year)


def consent_step(ask: Text, *, has_none: bool = True) -> ChoiceStep:
    choices = [
        Named(Consent.PAPER.value, Text("consent.paper")),
        Named(Consent.SPOKEN.value, Text("consent.spoken")),
    ]
    if has_none:
        choices.append(Named(Consent.NONE.value, Text("consent.none")))
    return ChoiceStep(
        name=Step.CONSENT,
        label=Text("label.consent"),
        ask=ask,
        short=ask,
        help=Text("learner.consent.help"),
        said=Text("menu.said"),
        choices=tuple(choices),
    )


def consent_line(consent: Named | None) -> tuple[Text, ...]:
    if consent is None:
        return ()
    if consent.id == Consent.NONE:
        return (Text("learner.sum.no_consent"),)
    return (Text("learner.sum.consent", how=consent.label),)
