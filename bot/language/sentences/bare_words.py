"""Words typed without their marks that only their neighbours tell from other ones."""

from collections.abc import Sequence
from dataclasses import replace

from bot.language.sentences.pieces import Piece, Tag, Unit
from bot.language.sentences.scan_days import NUMBER_LIKE
from bot.language.sentences.text import Typed

_PEOPLE = frozenset({Unit.PEOPLE, Unit.KIN, Unit.COMRADES, Unit.MEMBERS})
TEN = 10
_NAMED = frozenset({Tag.TOPIC, Tag.UNIT, Tag.NO_KEY, Tag.LEVEL})


def with_bare_words(pieces: Sequence[Piece], typed: Typed) -> list[Piece]:
    found = [*pieces]
    for at, piece in enumerate(pieces):
        word = typed.tokens[piece.start].word if piece.end == piece.start + 1 else ""
        if word == "moi" and _is_each(pieces, at, typed):
            found[at] = replace(piece, tag=Tag.EACH, value="")
        elif word == "con" and not typed.writes_marks and _is_before_number(pieces, at):
            found[at] = replace(piece, tag=Tag.AND, value="still")
        elif word == "may" and not typed.writes_marks and _is_of_homes(pieces, at):
            found[at] = replace(piece, tag=Tag.VAGUE, value="")
        elif piece.tag is Tag.NUMBER and _runs_on(pieces, at, typed):
            found[at] = replace(piece, is_rough=True)
        elif _is_named_by_number(pieces, at, typed):
            found[at] = replace(piece, tag=Tag.APART, value="")
        elif word == "to" and _is_team(pieces, at):
            found[at] = replace(piece, tag=Tag.TEAM, value="")
        elif word == "thi" and _leads_number(pieces, at):
            found[at] = replace(piece, tag=Tag.LINK, value="then")
    return found


def _is_of_homes(pieces: Sequence[Piece], at: int) -> bool:
    """The "mấy" of "di may ho"."""
    before, behind = pieces[max(0, at - 1) : at], pieces[at + 1 : at + 2]
    is_counted = any(piece.tag is Tag.NUMBER for piece in before)
    return not is_counted and any(piece.value == Unit.HOUSEHOLDS for piece in behind)


def _runs_on(pieces: Sequence[Piece], at: int, typed: Typed) -> bool:
    """The people of "ngay muoi bon muoi bon nguoi": where the day ends nobody sees."""
    before = pieces[at - 1] if at else None
    if before is None or before.tag is not Tag.DAY or typed.writes_marks:
        return False
    last, first = typed.tokens[before.end - 1], typed.tokens[pieces[at].start]
    is_worded = last.folded in NUMBER_LIKE and not last.is_figure
    return is_worded and not first.is_figure


def _is_before_number(pieces: Sequence[Piece], at: int) -> bool:
    """The "còn" of "cai xong 12 con 3 nguoi"."""
    return at + 1 < len(pieces) and pieces[at + 1].tag is Tag.NUMBER


def _is_named_by_number(pieces: Sequence[Piece], at: int, typed: Typed) -> bool:
    """Such as "bác Bảy", "ong sau": a name, unless people in general follow."""
    piece = pieces[at]
    if piece.tag is not Tag.NUMBER or piece.end - piece.start > 1 or not at:
        return False
    if typed.tokens[piece.start].is_figure or not 1 < (piece.low or 0) <= TEN:
        return False
    before, behind = pieces[at - 1], pieces[at + 1] if at + 1 < len(pieces) else None
    is_counted = at > 1 and pieces[at - 2].tag in {Tag.NUMBER, Tag.VAGUE}
    is_kin = before.value in {Unit.KIN, "kin"} and before.end - before.start == 1
    follows = behind is not None and behind.tag in {Tag.UNIT, Tag.TOPIC, Tag.COLON}
    follows = follows and behind is not None and behind.value != Unit.KIN
    return is_kin and not is_counted and not follows


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
