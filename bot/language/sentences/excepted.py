"""Those who are taken off a whole: "18 người, trừ 2 bác quên máy đều cài VNeID"."""

from collections.abc import Sequence
from dataclasses import replace

from bot.language.sentences.counts import Count, What
from bot.language.sentences.pieces import Piece, Tag
from bot.language.sentences.roles import Role

_HEADS = frozenset({What.PEOPLE, What.HOUSEHOLDS})


def with_excepted(pieces: Sequence[Piece], counts: Sequence[Count]) -> list[Count]:
    """They are a part of the whole in front of them."""
    return [
        replace(count, role=Role.PART)
        if count.role in {Role.COUNTED, Role.FAILED} and _whole_of(pieces, counts, count)
        else count
        for count in counts
    ]


def all_but_them(pieces: Sequence[Piece], counts: Sequence[Count], topic: int) -> Count | None:
    """The sixteen of whom a topic is told behind "18 người, trừ 2 bác": worked out, so asked."""
    for count in counts:
        whole = _whole_of(pieces, counts, count) if count.at < topic else None
        if whole is None or any(p.tag is Tag.BREAK for p in pieces[count.at : topic]):
            continue
        left = (whole.low or 0) - (count.low or 0)
        return replace(whole, low=left, high=left, is_sum=True)
    return None


def _whole_of(pieces: Sequence[Piece], counts: Sequence[Count], count: Count) -> Count | None:
    leads = pieces[max(0, count.at - 2) : count.at]
    is_taken_off = any(piece.tag is Tag.CORRECT and piece.value == "less" for piece in leads)
    if not is_taken_off or count.what not in _HEADS or count.low is None or count.is_range:
        return None
    wholes = (
        one for one in reversed(counts)
        if one.at < count.at and one.what is count.what and one.is_counted and not one.is_range
        and (one.low or 0) > (count.low or 0)
    )  # fmt: skip
    return next(wholes, None)
