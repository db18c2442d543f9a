"""A part told as a ratio of a whole: "80 % trong 25 bác", "hai phần ba cài được VNeID"."""

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from bot.language.sentences.pieces import Piece, Tag, Unit
from bot.language.sentences.text import Typed
from bot.language.tokens import vocabulary

RATIO = "ratio"
_FIGURES = {
    **{str(figure): figure for figure in range(1, 11)},
    "một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "mười": 10,
    "mot": 1, "tu": 4, "bon": 4, "nam": 5, "muoi": 10,
}  # fmt: skip
_WORD = "|".join(sorted(_FIGURES, key=len, reverse=True))
_PARTS = re.compile(
    rf"(?P<part>{_WORD}) (?:phần|phan) (?P<whole>{_WORD})(?!\w| trăm| tram)"
    r"|(?P<up>\d)/(?P<down>\d)(?= (?:số|so|lớp|lop|trong số|của|học viên|bà con)\b)"
)
_PERCENT = re.compile(r"(\d{1,3})(?:,\d+)?\s?(?:%|phần trăm|phan tram)")
_OF_AIM = vocabulary("đạt dat được duoc")
_DEEDS = frozenset({Tag.ACT, Tag.DONE, Tag.GATHER, Tag.HELP, Tag.TOPIC, Tag.NOT, Tag.FAILED})


def ratio_at(typed: Typed, at: int) -> Piece | None:
    """The ratio that begins at this token, as its part (`low`) and its whole (`high`)."""
    token = typed.tokens[at]
    if not token.is_figure and token.word not in _FIGURES:
        return None
    start = token.start
    found = _PARTS.match(typed.low, start)
    if found is not None:
        part = _FIGURES[found["part"] or found["up"]]
        whole = _FIGURES[found["whole"] or found["down"]]
        return _piece(typed, at, found.end(), part, whole) if part < whole else None
    percent = _PERCENT.match(typed.low, start)
    if percent is None or (at and typed.tokens[at - 1].word in _OF_AIM):
        return None
    return _piece(typed, at, percent.end(), int(percent[1]), 100)


def _piece(typed: Typed, at: int, end: int, part: int, whole: int) -> Piece:
    behind = at + 1
    while behind < len(typed.tokens) and typed.tokens[behind].start < end:
        behind += 1
    return Piece(Tag.APART, at, behind, RATIO, low=part, high=whole)


def ratios_meant(pieces: Sequence[Piece]) -> list[Piece]:
    """Without those of an aim ("60 % kế hoạch") and of a battery: nobody did a thing there."""
    found = [*pieces]
    for at, piece in enumerate(pieces):
        leads = _leads_to_deed(pieces[at + 1 :])
        if piece.value == RATIO and not (leads and _is_of_deed(clause_of(pieces, at))):
            found[at] = replace(piece, value="", low=None, high=None)
    return found


def _leads_to_deed(behind: Sequence[Piece]) -> bool:
    """Not the "5%" of "còn 5% pin"."""
    return not behind or behind[0].tag not in {Tag.WORD, Tag.NO_KEY, Tag.THING, Tag.BREAK}


def _is_of_deed(clause: Sequence[Piece]) -> bool:
    tags = {piece.tag for piece in clause}
    names_old = any(piece.value == Unit.ELDERLY for piece in clause)
    return bool(tags & _DEEDS or names_old) and not tags & {Tag.AIM, Tag.AHEAD}


def clause_of(pieces: Sequence[Piece], at: int) -> Sequence[Piece]:
    start, end = at, at
    while start and pieces[start - 1].tag is not Tag.BREAK:
        start -= 1
    while end < len(pieces) and pieces[end].tag is not Tag.BREAK:
        end += 1
    return pieces[start:end]


def ratio_of(pieces: Sequence[Piece], at: int) -> Fraction | None:
    """The ratio that the clause of a topic or a unit at `at` tells, if nothing is denied there."""
    clause = clause_of(pieces, at)
    found = [piece for piece in clause if piece.value == RATIO]
    if len(found) != 1 or any(piece.tag in {Tag.NOT, Tag.FAILED} for piece in clause):
        return None
    return Fraction(found[0].low or 0, found[0].high or 1)


def old_ratio(pieces: Sequence[Piece]) -> Fraction | None:
    """Such as "một phần ba là cụ già"."""
    for at, piece in enumerate(pieces):
        if piece.value != RATIO:
            continue
        said = [one for one in pieces[at + 1 : at + 4] if one.tag not in {Tag.LINK, Tag.FILLER}]
        if said and said[0].value == Unit.ELDERLY:
            return Fraction(piece.low or 0, piece.high or 1)
    return None


def is_ratio_unclear(pieces: Sequence[Piece]) -> bool:
    """Such as "20 % chưa làm được", "một phần ba ra về": nothing is said that it counts."""
    for at, piece in enumerate(pieces):
        if piece.value != RATIO or piece.low == piece.high:
            continue
        clause = clause_of(pieces, at)
        names_topic = any(one.tag is Tag.TOPIC for one in clause)
        if (not names_topic or ratio_of(pieces, at) is None) and old_ratio(clause) is None:
            return True
    return False
