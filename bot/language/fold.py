"""Vietnamese letters: cleaning what was typed, folding marks and case, comparing marks.

Laws of this package: pure, never raises on any text, and texts that look alike are alike, whatever
the normal form, the case or the invisible characters of the keyboard that typed them.
"""

import unicodedata
from functools import lru_cache

TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
"""Grave, acute, tilde, hook above, dot below: the five written tones."""

STROKE = "đ"
STRAY_STROKE = "ð"  # old keyboards write the Icelandic eth, whose capital looks like Đ

BLANK_LETTERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters to Unicode, nothing to the eye: a name made of them would be an empty button."""

LONG = 1_000
MARKS_ON_A_LETTER = 8

LINE_ENDS = frozenset("\n\r\v\f\x85\u2028\u2029")


def clean(text: str) -> str:
    """One line of NFC text with single spaces.

    Control, zero-width and bidirectional characters and lone surrogates are dropped.
    """
    return unicodedata.normalize("NFC", " ".join(_visible(text, line_end=" ").split()))


def clean_lines(text: str) -> str:
    """As `clean`, line by line; empty lines go, one newline stays between the others."""
    lines = (clean(line) for line in _visible(text, line_end="\n").split("\n"))
    return "\n".join(line for line in lines if line)


def lowered(text: str) -> str:
    """`clean` without capitals; punctuation stays."""
    cleaned = clean(text)
    if cleaned.isascii():
        return cleaned.lower()
    decomposed = unicodedata.normalize("NFD", cleaned)
    return clean(decomposed.casefold().replace(STRAY_STROKE, STROKE))


def marked(text: str) -> str:
    """What texts share that differ only in capitals, spaces and the punctuation at their end."""
    return _without_tail(lowered(text))


def fold(text: str) -> str:
    """`marked` without tone and vowel marks, and with d for đ: "Đúng rồi!" gives "dung roi"."""
    bare = (
        sign
        for sign in unicodedata.normalize("NFD", lowered(text))
        if not unicodedata.combining(sign)
    )
    return _without_tail(lowered("".join(bare).replace(STROKE, "d")))


def has_tone(text: str) -> bool:
    """Whether any tone is written: then the person types marks, and a missing one says much."""
    return not text.isascii() and not TONES.isdisjoint(unicodedata.normalize("NFD", clean(text)))


def has_words(text: str) -> bool:
    """False for nothing, for emoji alone and for punctuation alone."""
    return any(unicodedata.category(letter)[0] in "LN" for letter in clean(text))


def agrees(typed: str, known: str) -> bool:
    """Whether `typed` may be `known` without all its marks: some may be missing, none contradict.

    "dung" and "đung" agree with "đúng", "đừng" does not. Both are compared syllable by syllable,
    and the tone belongs to the syllable, so that "hoà" agrees with "hòa".
    """
    ours, theirs = marked(typed).split(), marked(known).split()
    return len(ours) == len(theirs) and all(
        syllable_agrees(one, other) for one, other in zip(ours, theirs, strict=True)
    )


def syllable_agrees(typed: str, known: str) -> bool:
    """`agrees` for two single words that are `marked` already."""
    if typed == known:
        return True
    ours, theirs = _anatomy(typed), _anatomy(known)
    return (
        ours.letters == theirs.letters
        and ours.tones <= theirs.tones
        and all(one <= other for one, other in zip(ours.shapes, theirs.shapes, strict=True))
    )


def letters(syllable: str) -> str:
    """A `marked` word without its marks, as `fold` writes it."""
    return _anatomy(syllable).letters


def marks(syllable: str) -> frozenset[str]:
    """All marks of a `marked` word, of tones and of letters."""
    anatomy = _anatomy(syllable)
    return anatomy.tones.union(*anatomy.shapes)


def tones(syllable: str) -> frozenset[str]:
    """The tone marks of a `marked` word; none for the level tone and for a word without marks."""
    return _anatomy(syllable).tones


class _Anatomy:
    """A syllable taken apart: its bare letters, the marks that shape each of them, and its tone."""

    __slots__ = ("letters", "shapes", "tones")

    def __init__(self, syllable: str) -> None:
        letters: list[str] = []
        shapes: list[set[str]] = []
        found: set[str] = set()
        for sign in unicodedata.normalize("NFD", syllable):
            if sign in TONES:
                found.add(sign)
            elif unicodedata.combining(sign) and shapes:
                shapes[-1].add(sign)
            else:
                letters.append("d" if sign == STROKE else sign)
                shapes.append({STROKE} if sign == STROKE else set())
        self.letters = "".join(letters)
        self.shapes = tuple(frozenset(shape) for shape in shapes)
        self.tones = frozenset(found)


@lru_cache(maxsize=4096)
def _anatomy(syllable: str) -> _Anatomy:
    return _Anatomy(syllable)


def _visible(text: str, *, line_end: str) -> str:
    if len(text) > LONG:
        text = _without_piles(text)
    if text.isprintable() and BLANK_LETTERS.isdisjoint(text):  # nearly every text: much faster
        return text
    return "".join(_seen(sign, line_end) for sign in text)


def _without_piles(text: str) -> str:
    """Cuts piles of marks on one letter: normalising one takes the square of its height."""
    kept: list[str] = []
    height = 0
    for sign in text:
        height = height + 1 if unicodedata.combining(sign) else 0
        if height <= MARKS_ON_A_LETTER:
            kept.append(sign)
    return "".join(kept)


def _seen(sign: str, line_end: str) -> str:
    if sign in LINE_ENDS:
        return line_end
    if sign.isspace() or sign in BLANK_LETTERS:
        return " "
    return "" if unicodedata.category(sign) in {"Cc", "Cf", "Cs"} else sign


def _without_tail(text: str) -> str:
    end = len(text)
    while end and (text[end - 1] == " " or unicodedata.category(text[end - 1])[0] == "P"):
        end -= 1
    return text[:end]
