"""Whether two people on lists are one: by name, year of birth, phone and village.

Laws: pure; `alike(a, b)` is `alike(b, a)`; neither a phone alone, which families share, nor a name
alone makes one of two; `Verdict.SAME` is only said where nothing contradicts, for nobody looks at
it again before it is done.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.language.fold import letters
from bot.language.same_person.births import Born, compare_births
from bot.language.same_person.name_words import COMMON_FAMILIES, USUAL_MIDDLES
from bot.language.same_person.names_alike import Alike, compare_names
from bot.language.same_person.parts import Name, readings


class Verdict(StrEnum):
    SAME = "same"
    PERHAPS = "perhaps"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class Someone:
    """`birth` is a year ("1957"), a decade ("195x") or None. `place` is the village or team; two
    without any stand in the same place: the commune's own list.
    """

    name: str
    birth: str | None = None
    phone: str | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Likeness:
    """The verdict and what it rests on."""

    verdict: Verdict
    name: Alike
    born: Born
    is_same_phone: bool
    is_same_place: bool

    @property
    def score(self) -> int:
        """The higher, the likelier: for an order, not for a limit."""
        born = {Born.SAME: 3, Born.DECADE: 2, Born.NEAR: 1}.get(self.born, 0)
        return 10 * self.name + 3 * born + 8 * self.is_same_phone + 4 * self.is_same_place


def alike(one: Someone, other: Someone) -> Likeness:
    name, is_common = _names(one.name, other.name)
    born = compare_births(one.birth, other.birth)
    phones = _phones(one.phone, other.phone)
    is_same_place = one.place == other.place
    is_elsewhere = not is_same_place and bool(one.place) and bool(other.place)
    verdict = _judge(
        name,
        born,
        is_same_phone=phones is True,
        is_other_phone=phones is False,
        is_elsewhere=is_elsewhere,
        is_same_place=is_same_place,
        is_common=is_common,
    )
    return Likeness(verdict, name, born, phones is True, is_same_place)


def _judge(
    name: Alike,
    born: Born,
    *,
    is_same_phone: bool,
    is_other_phone: bool,
    is_elsewhere: bool,
    is_same_place: bool,
    is_common: bool,
) -> Verdict:
    if name is Alike.OTHER:
        return Verdict.DIFFERENT
    if is_same_phone:
        return _with_phone(name, born)
    is_rough_twice = name is Alike.SLIP and born is Born.NEAR
    if born is Born.OTHER or name is Alike.CLOSE or is_rough_twice:
        return Verdict.DIFFERENT
    if is_elsewhere:
        return _elsewhere(name, born, is_common=is_common)
    is_sure = name >= Alike.SHORT and born is Born.SAME and is_same_place and not is_other_phone
    return Verdict.SAME if is_sure else Verdict.PERHAPS


def _with_phone(name: Alike, born: Born) -> Verdict:
    """A phone tells the more, the more there is of a name: a family never has two of one name."""
    if born is Born.OTHER:
        return Verdict.PERHAPS if name is Alike.WHOLE else Verdict.DIFFERENT
    if name is Alike.CLOSE:
        return Verdict.PERHAPS if born in (Born.SAME, Born.NEAR) else Verdict.DIFFERENT
    if name >= Alike.SHORT or born is Born.SAME:
        return Verdict.SAME
    return Verdict.PERHAPS


def _elsewhere(name: Alike, born: Born, *, is_common: bool) -> Verdict:
    """In another village half of the commonest names stand a second time."""
    if name is Alike.WHOLE:
        may_be = born is Born.SAME or not is_common
    else:
        may_be = name >= Alike.SLIP and born is Born.SAME and not is_common
    return Verdict.PERHAPS if may_be else Verdict.DIFFERENT


def _names(one: str, other: str) -> tuple[Alike, bool]:
    """The best of all readings, and whether half of a commune is called so."""
    best, is_common = Alike.OTHER, False
    for ours in readings(one):
        for theirs in readings(other):
            found = compare_names(ours, theirs)
            if found > best:
                best, is_common = found, _is_common(ours) and _is_common(theirs)
    return best, is_common


def _is_common(name: Name) -> bool:
    return letters(name.family) in COMMON_FAMILIES and set(name.middle) <= USUAL_MIDDLES


def _phones(one: str | None, other: str | None) -> bool | None:
    """Whether both are the same; None where one is missing."""
    return one == other if one and other else None
