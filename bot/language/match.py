"""Which of the choices was typed: the label, the label without marks, a part of it, or with a small slip.

A wrong guess costs more than a question: a contradicting mark ("đừng" for "đúng"), another figure ("thôn 2" for
"thôn 1") and a negation on one side only ("có" for "không có") are never taken for carelessness.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias
from unicodedata import normalize

from rapidfuzz.distance import OSA

from bot.language.fold import fold, marked, syllable_agrees, tones
from bot.language.tokens import plain

LEADS = frozenset(
    "dạ vâng ừ ok à thì là cho chọn bấm ấn nhấn gõ lấy xin em cháu con tôi mình "
    "ông bà bác cô chú anh chị".split()
)
COURTESIES = frozenset("dạ vâng ừ ok à".split())
CLOSINGS = frozenset("ạ nhé nha em cháu con".split())
NEGATIONS = frozenset("không khong ko k kg khg hông hok chưa chẳng chả đừng".split())
"""As typed, not folded: "chua" is more often Chùa or chữa than chưa."""

ONE_SLIP_LENGTH = 4
TWO_SLIPS_LENGTH = 9
PART_LENGTH = 2
HOOK, TILDE = "\u0309", "\u0303"

_WORD = re.compile(r"\d+|[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class One:
    index: int


@dataclass(frozen=True, slots=True)
class Several:
    indices: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Nothing:
    pass


Matched: TypeAlias = One | Several | Nothing
Words: TypeAlias = tuple[str, ...]


def match(typed: str, candidates: Sequence[Sequence[str]]) -> Matched:
    """The candidate that was meant; each is given as the ways to say it (its label, other words).

    The surest reading wins: the very label, the same without marks, then both without the polite words around them,
    at last a part of whole words or a small slip. Numbers of a list are not looked at.
    """
    exact = [
        index
        for index, ways in enumerate(candidates)
        if marked(typed) and any(marked(typed) == marked(way) for way in ways)
    ]
    if exact:
        return _matched(exact)

    known = [[_words(way) for way in ways] for ways in candidates]
    said = _words(typed)
    tests: tuple[Callable[[Words, Words], bool], ...] = (_is_same, _is_careless, _is_near)
    for test in tests:
        for form in _forms(said, LEADS):
            hits = [index for index, ways in enumerate(known) if any(test(form, w) for w in ways)]
            if hits:
                return _matched(hits)
    return Nothing()


def means(typed: str, words: Collection[str]) -> bool:
    """Whether the whole text is one of the words: no slips, no parts, only "dạ …", "vâng …", "… ạ" around it."""
    known = [_words(word) for word in words]
    return any(_is_careless(form, word) for form in _forms(_words(typed), COURTESIES) for word in known)


def _matched(hits: Sequence[int]) -> Matched:
    return One(hits[0]) if len(hits) == 1 else Several(tuple(hits))


def _words(text: str) -> Words:
    """Words and figures apart from each other ("thon05" is "thôn 5"), without the zeros in front."""
    return tuple(
        (word.lstrip("0") or "0") if word.isdecimal() else word
        for word in _WORD.findall(plain(text))
    )


def _forms(words: Words, leads: Collection[str]) -> Iterator[Words]:
    """The words as they are, then with fewer and fewer polite ones in front and behind; never none."""
    first = 0
    while True:
        last = len(words)
        while first < last:
            yield words[first:last]
            if not _is_any(words[last - 1], CLOSINGS):
                break
            last -= 1
        if first >= len(words) or not _is_any(words[first], leads):
            return
        first += 1


def _is_any(word: str, known: Collection[str]) -> bool:
    return any(syllable_agrees(word, other) for other in known)


def _is_same(said: Words, known: Words) -> bool:
    return said == known


def _is_careless(said: Words, known: Words) -> bool:
    return len(said) == len(known) and all(map(syllable_agrees, said, known))


def _is_near(said: Words, known: Words) -> bool:
    """A part or a slip: one test for both, so that a part of one label never hides a slip in another."""
    if _is_negated(said) != _is_negated(known):
        return False
    return _is_part(said, known) or _is_slip(said, known)


def _is_negated(words: Words) -> bool:
    return not NEGATIONS.isdisjoint(words)


def _is_part(said: Words, known: Words) -> bool:
    if all(word.isdecimal() for word in said) or len("".join(said)) < PART_LENGTH:
        return False
    return any(
        _is_careless(said, known[start : start + len(said)])
        for start in range(len(known) - len(said) + 1)
    )


def _is_slip(said: Words, known: Words) -> bool:
    if [word for word in said if word.isdecimal()] != [word for word in known if word.isdecimal()]:
        return False
    ours, theirs = fold(" ".join(said)), fold(" ".join(known))
    allowed = (len(theirs) >= ONE_SLIP_LENGTH) + (len(theirs) >= TWO_SLIPS_LENGTH)
    if not allowed or OSA.distance(ours, theirs, score_cutoff=allowed) > allowed:
        return False
    if len(said) != len(known):
        return not _tone_count(said) - _tone_count(known)
    return all(_slips_to(one, other) for one, other in zip(said, known, strict=True))


def _slips_to(word: str, known: str) -> bool:
    """Same letters: the marks decide. Other letters: at least the tone may not contradict."""
    if fold(word) == fold(known):
        return syllable_agrees(_with_hook(word), _with_hook(known))
    return tones(_with_hook(word)) <= tones(_with_hook(known))


def _tone_count(words: Words) -> Counter[str]:
    return Counter(tone for word in words for tone in tones(_with_hook(word)))


def _with_hook(word: str) -> str:
    """Hỏi for ngã: one sound in half of the country, and its commonest spelling slip ("hổ trợ" for "hỗ trợ")."""
    return normalize("NFC", normalize("NFD", word).replace(TILDE, HOOK))
