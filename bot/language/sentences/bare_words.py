"""Words typed without their marks that only their neighbours tell from other ones."""

from collections.abc import Sequence
from dataclasses import replace

from bot.language.sentences.pieces import Piece, Tag, Unit
from bot.language.sentences.text import Typed

_PEOPLE = frozenset({Unit.PEOPLE, Unit.KIN, Unit.COMRADES, Unit.MEMBERS})
_NAMED = frozenset({Tag.TOPIC, Tag.UNIT, Tag.NO_KEY, Tag.LEVEL})


def with_bare_words(pieces: Sequence[Piece], typed: Typed) -> list[Piece]:
    found = [*pieces]
    for at, piece in enumerate(pieces):
        word = typed.tokens[piece.start].word if piece.end == piece.start + 1 else ""
        if word == "moi" and _is_each(pieces, at, typed):
            found[at] = replace(piece, tag=Tag.EACH, value="")
        elif word == "to" and _is_team(pieces, at):
            found[at] = replace(piece, tag=Tag.TEAM, value="")
        elif word == "thi" and _leads_number(pieces, at):
            found[at] = replace(piece, tag=Tag.LINK, value="then")
    return found


def _is_each(pieces: Sequence[Piece], at: int, typed: Typed) -> bool:
    """The "mỗi" of "4 tau, moi tau 6 ngu dan": so many were counted of what stands behind it."""
    if at + 1 >= len(pieces):
        return False
    noun = typed.tokens[pieces[at + 1].start].folded
    return any(
        other.tag in {Tag.NUMBER, Tag.APART} and n < at and _noun_of(other, typed) == noun
        for n, other in enumerate(pieces)
    )


def _noun_of(piece: Piece, typed: Typed) -> str:
    """What is counted: the word behind a number, or the last one of "5 day"."""
    at = piece.end if piece.tag is Tag.NUMBER else piece.end - 1
    return typed.tokens[at].folded if at < len(typed.tokens) else ""


def _is_team(pieces: Sequence[Piece], at: int) -> bool:
    """The "tổ" of "to 5 nguoi chia 2 nhom"."""
    behind = pieces[at + 1 : at + 3]
    opens = at == 0 or pieces[at - 1].tag in {Tag.BREAK, Tag.DAY, Tag.PART_OF_DAY}
    tags = [piece.tag for piece in behind]
    return opens and tags == [Tag.NUMBER, Tag.UNIT] and behind[1].value in _PEOPLE


def _leads_number(pieces: Sequence[Piece], at: int) -> bool:
    """The "thì" of "vssid thi 4 nguoi"."""
    is_behind_name = at > 0 and pieces[at - 1].tag in _NAMED
    return is_behind_name and at + 1 < len(pieces) and pieces[at + 1].tag is Tag.NUMBER
