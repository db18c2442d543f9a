"""Two words of a name held against each other: spelt the same, with marks left out, heard the same,
or another word.
"""

from __future__ import annotations

import re
from enum import IntEnum
from functools import lru_cache
from unicodedata import normalize

from rapidfuzz.distance import OSA

from bot.language.fold import TONES, letters, syllable_agrees
from bot.language.same_person.name_words import FAMILIES, SAID_OTHERWISE, SURELY_FAMILIES
from bot.language.syllables import is_bare_syllable

HOOK, TILDE, HORN = "\u0309", "\u0303", "\u031b"
MISTYPED_LENGTH = 4
VOWELS = "aeiouy"


class Word(IntEnum):
    """How much of one word there is in the other."""

    OTHER = 0
    NEAR = 1  # the same letters under other marks: "Thúy", "Thủy"
    INITIAL = 2  # the other begins with it
    MISTYPED = 3  # no word at all, but for one letter the other
    SLIP = 4  # heard as the same, or a mark left out by somebody who writes marks
    BARE = 5  # the same without marks
    SAME = 6


@lru_cache(maxsize=16_384)
def compare(one: str, other: str, *, one_has_marks: bool, other_has_marks: bool) -> Word:
    """Of two `spelt` words; whether the names that they stand in are written with marks decides
    what a missing one says.
    """
    ours, theirs = syllable_agrees(one, other), syllable_agrees(other, one)
    if ours and theirs:
        return Word.SAME
    if ours or theirs:
        left_out = one_has_marks if ours else other_has_marks
        return Word.SLIP if left_out else Word.BARE
    if is_initial(one) or is_initial(other):
        short, long = sorted((letters(one), letters(other)), key=len)
        return Word.INITIAL if long.startswith(short) else Word.OTHER
    if _sounded(one) == _sounded(other) or _is_bare_sound(one, other):
        return Word.SLIP
    if _is_mistyped(letters(one), letters(other)):
        return Word.MISTYPED
    return Word.NEAR if letters(one) == letters(other) else Word.OTHER


def is_initial(word: str) -> bool:
    return len(word) == 1 or not any(letter in VOWELS for letter in letters(word))


@lru_cache(maxsize=16_384)
def spelt(word: str) -> str:
    """One way to write what two spellings write: "Lý" as "Lí", "Phuơng" as "Phương"."""
    signs = normalize("NFD", word)
    signs = re.sub(rf"u(?=o{HORN}[^\W\d_])", f"u{HORN}", signs)
    signs = re.sub(r"(^|[^aeiouăâêôơưy\W]|qu)y([\u0300-\u036f]*)$", r"\1i\2", signs)
    return normalize("NFC", signs)


@lru_cache(maxsize=16_384)
def bare_sound(word: str) -> str:
    """What a word without its marks shares with all that it may be heard as."""
    bare = _onset(letters(word))
    bare = re.sub(r"uou$", "ieu", re.sub(r"(?<!q)uu$", "iu", bare))
    return _SAID_OTHERWISE_BARE.get(bare, bare)


def _is_bare_sound(one: str, other: str) -> bool:
    is_bare = one == letters(one) or other == letters(other)
    return is_bare and bare_sound(one) == bare_sound(other)


def mended_family(family: str) -> str:
    """The bare family that a mistyped one stands for: "nguen" is none."""
    bare = letters(family)
    if bare in FAMILIES:
        return bare
    return next((known for known in _BY_FREQUENCY if _is_mistyped(bare, known)), bare)


def _is_mistyped(ours: str, theirs: str) -> bool:
    """A letter too many, too few or exchanged, in what is no Vietnamese word."""
    if min(len(ours), len(theirs)) < MISTYPED_LENGTH:
        return False
    if is_bare_syllable(ours) and is_bare_syllable(theirs):
        return False
    return OSA.distance(ours, theirs, score_cutoff=1) <= 1


@lru_cache(maxsize=16_384)
def _sounded(word: str) -> str:
    """Written as a northern ear takes it: l and n, s and x, tr and ch, d and gi and r are one each,
    and so are hỏi and ngã, ay and ây, au and âu.
    """
    signs = normalize("NFD", SAID_OTHERWISE.get(word, word))
    tone = "".join(sign for sign in signs if sign in TONES).replace(TILDE, HOOK)
    base = normalize("NFC", "".join(sign for sign in signs if sign not in TONES))
    base = re.sub(r"â(?=[yu]$)", "a", _onset(base))
    base = re.sub(r"ươu$", "iêu", re.sub(r"ưu$", "iu", base))
    return base + tone


def _onset(word: str) -> str:
    word = re.sub(r"^(?:gi(?=[aeouăâêôơư])|[dr])", "z", word)
    word = re.sub(r"^(?:tr|ch)", "ch", word)
    word = re.sub(r"^[sx]", "s", word)
    word = re.sub(r"^ng(?:h(?=[eêi]))?", "ng", word)
    return re.sub(r"^(?:l|n(?![gh]))", "n", word)


_SAID_OTHERWISE_BARE = {
    _onset(letters(said)): _onset(letters(usual)) for said, usual in SAID_OTHERWISE.items()
}
_BY_FREQUENCY = sorted(SURELY_FAMILIES, key=lambda family: (family != "nguyen", family))
