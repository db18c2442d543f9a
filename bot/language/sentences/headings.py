"""What a number says that stands behind a heading: "Số người cao tuổi tham gia: 9"."""

from collections.abc import Sequence

from bot.language.sentences.pieces import Piece, Tag, Unit

_OPENING = frozenset({Tag.FILLER, Tag.TOTAL, Tag.REPORTING, Tag.PART, Tag.LINK, Tag.AND})
_TO_NUMBER = frozenset({Tag.DONE, Tag.FILLER, Tag.ROUGH, Tag.LINK})
_HEADING = frozenset({Unit.FILES, Unit.ITEMS})
"""Things: where one acts on them ("hồ sơ nộp hộ bà con: 8") they are what is counted."""


def heading_of(pieces: Sequence[Piece], at: int) -> int | None:
    """The unit or label that opens the clause and is told in full before the number comes."""
    end = _end(pieces, at)
    if end is None:
        return None
    start = end
    while start and pieces[start - 1].tag not in {Tag.BREAK, Tag.NUMBER, Tag.COLON}:
        start -= 1
    while start < end and pieces[start].tag in _OPENING:
        start += 1
    first, behind = pieces[start], pieces[start + 1] if start + 1 < end else None
    if first.tag is Tag.LABEL:
        names = behind is not None and behind.tag is Tag.UNIT and behind.value != Unit.HOUSEHOLDS
        return start + 1 if names else start
    if first.value == "number" and behind is not None and behind.tag is Tag.UNIT:
        return start + 1
    is_told = behind is not None and pieces[end].tag is Tag.COLON
    return start if is_told and first.tag is Tag.UNIT and first.value != Unit.SESSIONS else None


def _end(pieces: Sequence[Piece], at: int) -> int | None:
    """Where the heading ends: at a colon or an "là" in front of the number."""
    end = at - 1
    while end > 0 and pieces[end].tag in _TO_NUMBER and not _is_copula(pieces[end]):
        end -= 1
    is_end = end > 0 and (pieces[end].tag is Tag.COLON or _is_copula(pieces[end]))
    return end if is_end else None


def _is_copula(piece: Piece) -> bool:
    return piece.tag is Tag.LINK and piece.value in {"is", "then"}
