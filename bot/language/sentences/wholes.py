"""A whole and its parts: "2 hộ trong 9 hộ", "có 9 hộ, tới được 7 hộ", "6 làm VssID, còn lại 9"."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from bot.language.sentences.counts import Count, What
from bot.language.sentences.pieces import Piece, Tag
from bot.language.sentences.roles import Role

_HEADS = frozenset({What.PEOPLE, What.HOUSEHOLDS})
_PARTS = frozenset({Role.COUNTED, Role.PART, Role.FAILED})
_DEEDS = frozenset({Tag.HELP, Tag.GATHER, Tag.ACT, Tag.DONE, Tag.TOPIC, Tag.NO_KEY})
_CAME = frozenset({"but", "really", "real", "go"})
_REACHING = frozenset({Tag.HELP, Tag.GATHER, Tag.DONE})


def of_wholes(pieces: Sequence[Piece], counts: Sequence[Count]) -> list[Count]:
    found = [*counts]
    for at, count in enumerate(counts):
        if count.what not in _HEADS or count.low is None or count.is_range:
            continue
        if _is_among(pieces, count):
            _part_of(pieces, found, at)
        elif count.role is Role.REST and _completes(found, at):
            found[at] = replace(count, role=Role.PART)
        elif count.role is Role.REST and _is_all_that_could(pieces, counts, at):
            found[at] = replace(count, role=Role.COUNTED)
        elif (signed := _signed_up(pieces, counts, at)) is not None:
            found[signed] = replace(found[signed], role=Role.MENTIONED)
        elif _is_reached(pieces, counts, at):
            found[0] = replace(found[0], role=Role.MENTIONED)
    return found


def without_sum_of_days(counts: Sequence[Count]) -> list[Count]:
    """Without the 21 of "hôm qua 12 người, hôm nay 9 người, tổng 21 người": of both days."""
    total = next((count for count in counts if count.role is Role.TOTAL), None)
    if total is None or total.what not in {*_HEADS, What.BARE}:
        return [*counts]
    wanted = _HEADS if total.what is What.BARE else {total.what, What.BARE}
    parts = [one for one in counts if one.role is Role.COUNTED and one.what in wanted]
    if len(parts) < 2 or sum(one.low or 0 for one in parts) != total.low:  # noqa: PLR2004
        return [*counts]
    return [replace(one, role=Role.LISTED) if one is total else one for one in counts]


def _signed_up(pieces: Sequence[Piece], counts: Sequence[Count], at: int) -> int | None:
    """The 20 of "20 người đăng ký, đến 14 người", where those who came are told behind."""
    if at == 0 or counts[at].role is not Role.COUNTED:
        return None
    came, signed = counts[at], counts[at - 1]
    if signed.what not in {came.what, What.BARE} or signed.role is not Role.COUNTED:
        return None
    behind = pieces[max(signed.used) + 1 : came.at]
    is_signed = (behind and behind[0].value == "signs_up") or (
        signed.at > 0 and pieces[signed.at - 1].value == "signs_up"
    )
    if not is_signed or (signed.low or 0) < (came.low or 0):
        return None
    comes = any(piece.tag is Tag.GATHER or piece.value in _CAME for piece in behind)
    return at - 1 if comes and not any(piece.tag is Tag.TOPIC for piece in behind) else None


def _is_among(pieces: Sequence[Piece], count: Count) -> bool:
    """Behind "trong", "trong số"; not behind "trong đó"."""
    before = pieces[count.at - 1] if count.at else None
    return before is not None and before.value == "among"


def _part_of(pieces: Sequence[Piece], found: list[Count], at: int) -> None:
    """The other number of "2 hộ làm trong 9 hộ", "trong 15 người có 12 người cài": a part."""
    whole = found[at]
    for other in (at - 1, at + 1):
        part = found[other] if 0 <= other < len(found) else None
        if part is None or part.what is not whole.what or part.role is not Role.COUNTED:
            continue
        start, end = sorted((part.at, whole.at))
        if any(piece.tag is Tag.BREAK for piece in pieces[start:end]):
            continue
        if whole.what is What.HOUSEHOLDS and other < at and not _is_told_of(pieces, whole):
            return  # "12 hộ trong 30 hộ của thôn"
        found[other] = replace(part, role=Role.PART)
        found[at] = replace(whole, role=Role.TOTAL)
        return


def _is_told_of(pieces: Sequence[Piece], count: Count) -> bool:
    near = pieces[max(count.used) + 1 : max(count.used) + 3]
    return any(piece.tag in _DEEDS or piece.value == "go" for piece in near)


def _completes(counts: Sequence[Count], at: int) -> bool:
    """Such as "15 người: 6 người làm VssID, còn lại 9 người": nobody is missing."""
    rest = counts[at]
    whole = next((one for one in counts[:at] if one.what is rest.what and one.is_counted), None)
    if whole is None or whole.low is None:
        return False
    others = [
        one for one in counts
        if one is not whole and one is not rest and one.at > whole.at
        and one.what in {rest.what, What.BARE} and one.role in _PARTS
    ]  # fmt: skip
    return sum(one.low or 0 for one in (*others, rest)) == whole.low


def _is_all_that_could(pieces: Sequence[Piece], counts: Sequence[Count], at: int) -> bool:
    """Such as "2 bác chưa xong, còn lại 10 bác cài VNeID": nobody else was counted before."""
    rest = counts[at]
    before = counts[:at]
    behind = takewhile(lambda piece: piece.tag is not Tag.BREAK, pieces[max(rest.used) + 1 :])
    does = any(piece.tag is Tag.TOPIC or piece.is_done for piece in behind)
    return does and bool(before) and all(one.role is Role.FAILED for one in before)


def _is_reached(pieces: Sequence[Piece], counts: Sequence[Count], at: int) -> bool:
    """Such as "xóm có 9 hộ, nay tới được 7 hộ": only the seven were reached."""
    count, first = counts[at], counts[0]
    if at == 0 or count.what is not What.HOUSEHOLDS or first.what is not count.what:
        return False
    if not count.is_counted or first.role is not Role.COUNTED or first.low is None:
        return False
    if (count.low or 0) >= first.low:
        return False
    lead = _clause(pieces, first)
    between = _before(pieces, count)
    marks = {Tag.PLACE, Tag.PART_OF_DAY}
    if any(piece.value == "go" or piece.tag in marks for piece in lead):
        return False  # "sáng đi 5 nhà, chiều đi 3 nhà"
    if any(piece.tag in _DEEDS for piece in lead) or any(p.tag is Tag.TOPIC for p in between):
        return False
    reaches = any(piece.tag in _REACHING or piece.value == "go" for piece in between)
    return reaches and not any(piece.tag is Tag.PART for piece in between)


def _clause(pieces: Sequence[Piece], count: Count) -> list[Piece]:
    behind = pieces[max(count.used) + 1 :]
    return [*_before(pieces, count), *takewhile(lambda piece: piece.tag is not Tag.BREAK, behind)]


def _before(pieces: Sequence[Piece], count: Count) -> list[Piece]:
    start = count.at
    while start and pieces[start - 1].tag is not Tag.BREAK:
        start -= 1
    return [*pieces[start : count.at]]
