"""A name taken apart, in the ways in which it may be read: family, middle names, given name.

Honorifics, brackets and birth-order nicknames are no part of it; what stood in another order is put
back into the Vietnamese one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from bot.language.fold import clean, letters, syllable_agrees
from bot.language.keystrokes import from_telex, from_vni
from bot.language.same_person.name_words import (
    ALIAS_MARKS,
    ALSO_FAMILIES,
    ALSO_MIDDLES,
    BORN_AS,
    COMRADE,
    FAMILIES,
    MANS_MIDDLE,
    OF_ANYBODY,
    OF_MEN,
    OF_WOMEN,
    RELATIONS,
    SHORT_FAMILIES,
    SHORT_MIDDLES,
    SURELY_FAMILIES,
    USUAL_MIDDLES,
    WOMANS_MIDDLE,
    Sex,
)
from bot.language.same_person.sounds import spelt
from bot.language.tokens import plain

LONGEST = 80
FULL = 3
"""A Vietnamese name has a family, a middle and a given name."""

PAIR, MOST_ALIASES = 2, 2
_WORD = re.compile(r"[^\W\d_][^\W_]*")
_ASIDE = re.compile(r"[(\[{]([^)\]}]*)[)\]}]?")
_PARTED = re.compile(r"\s[-–—/]\s|[,;/]")
_ALIAS = re.compile("|".join(rf"\b{mark}\b" for mark in sorted(ALIAS_MARKS, key=len, reverse=True)))


@dataclass(frozen=True, slots=True)
class Name:
    """Words as `spelt`. `letter` is what a village tells two people of one name apart by ("Hoa A").
    `has_marks`: whoever wrote it writes marks, so that a missing one says something.
    """

    given: str
    family: str = ""
    middle: tuple[str, ...] = ()
    letter: str = ""
    sex: Sex | None = None
    has_marks: bool = False

    @property
    def is_given_alone(self) -> bool:
        return not self.family and not self.middle


@lru_cache(maxsize=16_384)
def readings(name: str) -> tuple[Name, ...]:
    """The likeliest first; none for what holds no word."""
    main, *others = list(_pieces(name[: LONGEST * 2])) or [""]
    found: dict[Name, None] = dict.fromkeys(_read(main))
    for other in others[:MOST_ALIASES]:
        found |= dict.fromkeys(_read(other))
    return tuple(found)


def _pieces(name: str) -> Iterator[str]:
    """The name, then what else the person is called."""
    text = re.sub(COMRADE, "", plain(clean(name)))
    asides = _ASIDE.findall(text)
    main, *others = _PARTED.split(_ASIDE.sub(" ", text))
    main, *called = _ALIAS.split(main)
    yield main
    for other in (*called, *asides, *others):
        words = _WORD.findall(_ALIAS.sub(" ", other))
        if words and len(words) <= FULL + 1 and not RELATIONS & set(words):
            yield " ".join(words)


def _read(text: str) -> Iterator[Name]:
    words = [_typed(word) for word in _WORD.findall(text)]
    words, sex = _without_honour(words)
    if not words:
        return
    has_marks = any(word != letters(word) for word in words)
    letter = ""
    if len(words) >= FULL and len(words[-1]) == 1 and not _is_usual_middle(words[-2]):
        *words, letter = words
    for family, middle, given in _orders(words):
        middles = tuple(spelt(SHORT_MIDDLES.get(word, word)) for word in middle)
        yield Name(
            given=spelt(given),
            family=spelt(SHORT_FAMILIES.get(family, family)),
            middle=middles,
            letter=letter,
            sex=sex or _sex_of(middles),
            has_marks=has_marks,
        )


def _typed(word: str) -> str:
    """Without the strokes that a keyboard left in it, or figures."""
    return from_telex(word) or from_vni(word) or re.sub(r"\d", "", word) or word


def _without_honour(words: list[str]) -> tuple[list[str], Sex | None]:
    sex: Sex | None = None
    was_honoured = False
    while len(words) > 1 and (found := _honour(words)):
        sex, was_honoured, words = sex or found[0], True, words[1:]
    if len(words) == PAIR and (was_honoured or letters(words[0]) not in FAMILIES):
        is_nickname = any(syllable_agrees(words[0], word) for word in BORN_AS)
        words = words[1:] if is_nickname else words
    return words, sex


def _honour(words: list[str]) -> tuple[Sex | None] | None:
    """The sex that a form of address in front tells; None where there is none."""
    first, second = words[0], words[1]
    if first in ALSO_FAMILIES and len(words) >= FULL and letters(second) not in SURELY_FAMILIES:
        return None
    if len(words) >= FULL and words[-1] in USUAL_MIDDLES:
        return None  # "Anh Nguyễn Văn": the given name stands in front
    for known, sex in ((OF_WOMEN, Sex.WOMAN), (OF_MEN, Sex.MAN), (OF_ANYBODY, None)):
        if first in known or (first == letters(first) and first in map(letters, known)):
            return (sex if first in known else None,)
    return None


def _orders(words: list[str]) -> Iterator[tuple[str, list[str], str]]:
    """Family, middle names and given name, the likeliest order first."""
    bare = [letters(word) for word in words]
    first_is_family = bare[0] in FAMILIES or words[0] in SHORT_FAMILIES or len(words[0]) == 1
    if len(words) == 1:
        yield "", [], words[0]
    elif len(words) < FULL:
        if bare[1] in SURELY_FAMILIES and bare[0] not in SURELY_FAMILIES and _is_turned(words):
            yield words[1], [], words[0]
        if first_is_family:
            yield words[0], [], words[1]
        if not first_is_family or bare[0] in ALSO_MIDDLES:
            yield "", words[:1], words[1]
    elif _is_turned(words) and (
        bare[1] in SURELY_FAMILIES
        or (bare[1] in FAMILIES and not first_is_family and _is_usual_middle(words[-1]))
    ):
        yield words[1], words[2:], words[0]
    elif not first_is_family and bare[-1] in SURELY_FAMILIES:
        if _is_usual_middle(words[0]):
            yield words[-1], words[:-2], words[-2]
        else:
            yield words[-1], words[1:-1], words[0]
    elif _is_usual_middle(words[0]) and not first_is_family:
        yield "", words[:-1], words[-1]
    else:
        yield words[0], words[1:-1], words[-1]


def _is_turned(words: list[str]) -> bool:
    """Whether the given name seems to stand in front, as western forms want it."""
    if len(words) >= FULL and _is_usual_middle(words[-1]):
        return letters(words[0]) not in SURELY_FAMILIES
    return letters(words[0]) not in FAMILIES


def _is_usual_middle(word: str) -> bool:
    return any(syllable_agrees(word, middle) for middle in USUAL_MIDDLES)


def _sex_of(middles: tuple[str, ...]) -> Sex | None:
    if not middles:
        return None
    if WOMANS_MIDDLE in middles:
        return Sex.WOMAN
    return Sex.MAN if middles[0] == MANS_MIDDLE else None
