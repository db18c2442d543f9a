"""What "mỗi bè", "mũi nào cũng" speak of: the eight of "8 bè" are so many groups."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from bot.language.number_words import number_at
from bot.language.sentences.apart import GROUPS
from bot.language.sentences.counts import PEOPLE_UNITS
from bot.language.sentences.pieces import Piece, Tag, Unit
from bot.language.sentences.text import Typed

_COUNTED = frozenset({*PEOPLE_UNITS, Unit.HOUSEHOLDS, Unit.TURNS})
_EACH = ("mỗi", "từng")
_TIMES = frozenset({"toi", "sang", "chieu", "trua", "dem", "ngay", "hom", "bua", "tuan", "thang"})
"""Such as "3 tối, mỗi tối 15 người": days, of which each is a report."""


def with_groups(pieces: Sequence[Piece], typed: Typed) -> list[Piece]:
    """Whatever noun is told of each: its number elsewhere is that of the groups."""
    found = _each_named(pieces)
    noun = _noun_of_each(found, typed)
    if noun is None or noun in _TIMES:
        return found
    for at, piece in enumerate(found):
        if piece.tag is Tag.WORD and _folded(typed, piece.start) == noun:
            found[at] = replace(piece, tag=Tag.FILLER)
        behind = found[at + 1] if at + 1 < len(found) else None
        is_free = behind is None or behind.tag is not Tag.UNIT or behind.value == Unit.ITEMS
        if piece.tag is Tag.NUMBER and is_free and _folded(typed, piece.end) == noun:
            found[at] = replace(piece, tag=Tag.APART, value=GROUPS)
        elif piece.tag is Tag.APART and not piece.value:
            found[at] = _as_groups(piece, typed, noun)
    return found


def _each_named(pieces: Sequence[Piece]) -> list[Piece]:
    """The "nào cũng" of "mũi nào cũng cài được 10 người" says each."""
    found = [*pieces]
    for at in range(1, len(found) - 1):
        is_each = found[at].value == "which" and found[at + 1].tag in {Tag.LINK, Tag.AND}
        if is_each and found[at - 1].tag in {Tag.WORD, Tag.UNIT, Tag.THING, Tag.FILLER}:
            found[at] = replace(found[at], tag=Tag.EACH, value="")
            found[at + 1] = replace(found[at + 1], tag=Tag.LINK, value="")
    return found


def _noun_of_each(pieces: Sequence[Piece], typed: Typed) -> str | None:
    for at, piece in enumerate(pieces):
        if piece.tag is not Tag.EACH or piece.value or not _tells_number(pieces[at + 1 :]):
            continue
        first = typed.tokens[piece.start]
        if first.is_in(_EACH):
            return _folded(typed, piece.start + 1)
        if first.is_in(("nào",)) and piece.start:
            return typed.tokens[piece.start - 1].folded
        return first.folded
    return None


def _tells_number(behind: Sequence[Piece]) -> bool:
    """Not the "mỗi tài khoản" of "15 tài khoản, mỗi tài khoản mất 20 phút"."""
    clause = [*takewhile(lambda piece: piece.tag is not Tag.BREAK, behind)]
    return any(
        one.tag is Tag.NUMBER and other.tag is Tag.UNIT and other.value in _COUNTED
        for one, other in pairwise(clause)
    )


def _as_groups(piece: Piece, typed: Typed, noun: str) -> Piece:
    number = number_at(typed.tokens, piece.start)
    if number is None or number.value.denominator != 1 or _folded(typed, number.end) != noun:
        return piece
    return replace(piece, value=GROUPS, low=int(number.value))


def _folded(typed: Typed, at: int) -> str:
    return typed.tokens[at].folded if at < len(typed.tokens) else ""
