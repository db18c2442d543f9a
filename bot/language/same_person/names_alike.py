"""How far two names may be one: word by word, each in its place."""

from __future__ import annotations

from enum import IntEnum

from bot.language.fold import syllable_agrees
from bot.language.same_person.name_words import USUAL_MIDDLES
from bot.language.same_person.parts import Name
from bot.language.same_person.sounds import Word, compare


class Alike(IntEnum):
    """How two names agree; the more, the higher."""

    OTHER = 0
    CLOSE = 1  # one word contradicts the other by its marks, or another middle name
    CALLED = 2  # of one of them only the given name is known
    SLIP = 3  # heard as the same, or mistyped; or one has a middle name more
    SHORT = 4  # thị or văn is left out, or an initial stands for a middle name
    WHOLE = 5


def compare_names(one: Name, other: Name) -> Alike:
    if one.sex and other.sex and one.sex is not other.sex:
        return Alike.OTHER
    if one.letter and other.letter and one.letter != other.letter:
        return Alike.OTHER
    given = _words(one, other, one.given, other.given)
    if given is Word.OTHER:
        return Alike.OTHER
    found = [_GIVEN[given]]
    if one.letter != other.letter:
        found.append(Alike.SHORT)
    if one.family and other.family:
        found.append(_FAMILY[_words(one, other, one.family, other.family)])
    elif one.is_given_alone or other.is_given_alone:
        return min(Alike.CALLED, *found)
    elif one.family or other.family:
        found.append(Alike.SHORT)
    found.append(_middles(one, other))
    return min(found)


def _words(one: Name, other: Name, ours: str, theirs: str) -> Word:
    return compare(ours, theirs, one_has_marks=one.has_marks, other_has_marks=other.has_marks)


_GIVEN = {
    Word.NEAR: Alike.CLOSE,
    Word.INITIAL: Alike.OTHER,
    Word.MISTYPED: Alike.OTHER,
    Word.SLIP: Alike.SLIP,
    Word.BARE: Alike.WHOLE,
    Word.SAME: Alike.WHOLE,
}
"""By a given name people are found (`keys`): a mistyped one is another."""

_FAMILY = {
    Word.OTHER: Alike.OTHER,
    Word.NEAR: Alike.CLOSE,
    Word.INITIAL: Alike.SLIP,
    Word.MISTYPED: Alike.WHOLE,
    Word.SLIP: Alike.WHOLE,
    Word.BARE: Alike.WHOLE,
    Word.SAME: Alike.WHOLE,
}
"""Families are few: one with a slip in it is that one ("Nguyển", "Vủ")."""


def _middles(one: Name, other: Name) -> Alike:
    if len(one.middle) == len(other.middle):
        pairs = zip(one.middle, other.middle, strict=True)
        return min((_MIDDLE[_words(one, other, *pair)] for pair in pairs), default=Alike.WHOLE)
    short, long = sorted((one, other), key=lambda name: len(name.middle))
    left_out = _left_out(short, long)
    if left_out is None:
        return Alike.CLOSE
    is_usual = all(
        any(syllable_agrees(word, usual) for usual in USUAL_MIDDLES) for word in left_out
    )
    return Alike.SHORT if is_usual else Alike.SLIP


_MIDDLE = {
    Word.OTHER: Alike.CLOSE,
    Word.NEAR: Alike.CLOSE,
    Word.INITIAL: Alike.SHORT,
    Word.MISTYPED: Alike.SLIP,
    Word.SLIP: Alike.SLIP,
    Word.BARE: Alike.WHOLE,
    Word.SAME: Alike.WHOLE,
}


def _left_out(short: Name, long: Name) -> list[str] | None:
    """The middle names that the shorter leaves out; None where it has one of its own."""
    left_out: list[str] = []
    few = list(short.middle)
    for word in long.middle:
        if few and _words(short, long, few[0], word) >= Word.INITIAL:
            few.pop(0)
        else:
            left_out.append(word)
    return None if few else left_out
