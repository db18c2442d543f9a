"""Which choice was typed: its label, the label without marks, a part of it, or with a small slip.

A wrong guess costs more than a question: a contradicting mark ("đừng" for "đúng"), another figure
("thôn 2" for "thôn 1") and a negation on one side only ("có" for "không có") are never taken for
carelessness.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias
from unicodedata import normalize

from rapidfuzz.distance import OSA

from bot.language.fold import letters, marked, marks, syllable_agrees, tones
from bot.language.tokens import plain, vocabulary

LEADS = vocabulary(
    "dạ vâng ừ ok à thì là cho chọn bấm ấn nhấn gõ lấy xin em cháu con tôi mình "
    "ông bà bác cô chú anh chị"
)
COURTESIES = vocabulary("dạ vâng ừ ok à")
CLOSINGS = vocabulary("ạ nhé nha em cháu con")
SHORT_NO = vocabulary("ko k kg khg hok hông")
SHORT_FORMS = {**dict.fromkeys(SHORT_NO, "không"), **dict.fromkeys(("đc", "dc"), "được")}
NEGATIONS = vocabulary("không khong chưa chẳng chả đừng")
"""As typed, not folded: "chua" is more often Chùa or chữa than chưa."""
NEGATIONS_TYPED = NEGATIONS | SHORT_NO

ONE_SLIP_LENGTH = 4
TWO_SLIPS_LENGTH = 9
PART_LENGTH = 2
MOST_WORDS = 30
"""A longer text names no choice; 1 300 times "em" would be peeled word by word for minutes."""
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

    The surest reading wins: the very label, the label without marks, at last whole words of it or
    a small slip; polite words around them are passed over. Numbers of a list are not looked at.
    """
    text = marked(typed)
    exact = [i for i, ways in enumerate(candidates) if text and text in map(_label, ways)]
    if exact:
        return _matched(exact)

    known = [[_words(way) for way in ways] for ways in candidates]
    said = list(_ways_to_hear(typed, LEADS))
    tests: tuple[Callable[[Words, Words], bool], ...] = (_is_same, _is_careless, _is_near)
    for test in tests:
        for form in said:
            hits = [index for index, ways in enumerate(known) if any(test(form, w) for w in ways)]
            if hits:
                return _matched(hits)
    return Nothing()


def means(typed: str, words: Collection[str]) -> bool:
    """Whether the whole text is one of the words, with "dạ …", "vâng …", "… ạ" around it at most.

    Marks may be missing; slips and parts do not count.
    """
    known = _by_letters(tuple(words))
    return any(
        _is_careless(form, word)
        for form in _politely_said(typed)
        for word in known.get(_bare(form), ())
    )


def _matched(hits: Sequence[int]) -> Matched:
    return One(hits[0]) if len(hits) == 1 else Several(tuple(hits))


@lru_cache(maxsize=4096)
def _label(text: str) -> str:
    return marked(text)


@lru_cache(maxsize=4096)
def _words(text: str) -> Words:
    """Words and figures apart ("thon05" is "thôn 5"), figures without zeros in front."""
    return tuple(
        (word.lstrip("0") or "0") if word.isdecimal() else word
        for word in _WORD.findall(plain(text))
    )


def _bare(words: Words) -> Words:
    return tuple(map(letters, words))


@lru_cache(maxsize=1024)
def _by_letters(words: tuple[str, ...]) -> dict[Words, list[Words]]:
    """Only words of the same bare letters can agree: these few are compared mark by mark."""
    found: dict[Words, list[Words]] = {}
    for word in map(_words, words):
        found.setdefault(_bare(word), []).append(word)
    return found


@lru_cache(maxsize=64)  # one message is held against a dozen lists of words
def _politely_said(typed: str) -> tuple[Words, ...]:
    return tuple(_ways_to_hear(typed, COURTESIES))


def _ways_to_hear(typed: str, leads: Collection[str]) -> Iterator[Words]:
    """The typed words, also without politeness; then the same with short forms written out."""
    words = _words(typed)
    if len(words) > MOST_WORDS:
        return
    yield from _forms(words, leads)
    written_out = tuple(SHORT_FORMS.get(word, word) for word in words)
    if written_out != words:
        yield from _forms(written_out, leads)


def _forms(words: Words, leads: Collection[str]) -> Iterator[Words]:
    """The words as they are, then with ever fewer polite ones around them; never none."""
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
    """A part or a slip in one test, so that a part of one label never hides a slip in another."""
    if NEGATIONS_TYPED.isdisjoint(said) != NEGATIONS.isdisjoint(known):
        return False
    return _is_part(said, known) or _is_slip(said, known)


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
    ours, theirs = " ".join(map(letters, said)), " ".join(map(letters, known))
    allowed = (len(theirs) >= ONE_SLIP_LENGTH) + (len(theirs) >= TWO_SLIPS_LENGTH)
    if not allowed or OSA.distance(ours, theirs, score_cutoff=allowed) > allowed:
        return False
    if len(said) != len(known):
        return not _tone_count(said) - _tone_count(known)
    return all(_slips_to(one, other) for one, other in zip(said, known, strict=True))


def _slips_to(word: str, known: str) -> bool:
    """Same letters: each mark counts where it stands. Other letters: no foreign mark may appear."""
    if letters(word) == letters(known):
        return syllable_agrees(_with_hook(word), _with_hook(known))
    return marks(_with_hook(word)) <= marks(_with_hook(known))


def _tone_count(words: Words) -> Counter[str]:
    return Counter(tone for word in words for tone in tones(_with_hook(word)))


def _with_hook(word: str) -> str:
    """Hỏi for ngã: one sound to half of the country, and its commonest slip ("hổ trợ")."""
    return normalize("NFC", normalize("NFD", word).replace(TILDE, HOOK))
