"""What a number counts once its activity is known: turns that are people, the "mỗi lớp"."""

from collections.abc import Sequence
from dataclasses import replace

from bot.language.sentences.apart import GROUPS
from bot.language.sentences.counts import Count, What
from bot.language.sentences.pieces import Piece, Tag, Unit
from bot.language.sentences.roles import Role


def settled(pieces: Sequence[Piece], count: Count) -> Count:
    """Turns without a topic in their clause are people: "hỗ trợ 20 lượt"."""
    if _is_bare_each(pieces, count):
        return replace(count, what=What.PEOPLE, unit=Unit.PEOPLE)
    if count.what is not What.TURNS or count.unit is not Unit.TURNS:
        return count
    if any(piece.value == "shift" for piece in pieces) and count.role is not Role.EACH:
        return replace(count, what=What.SESSIONS, unit=Unit.SESSIONS)
    start, end = count.at, count.at
    while start and pieces[start - 1].tag is not Tag.BREAK:
        start -= 1
    while end < len(pieces) and pieces[end].tag is not Tag.BREAK:
        end += 1
    if any(piece.tag is Tag.TOPIC for piece in pieces[start:end]):
        return count
    return replace(count, what=What.PEOPLE, unit=Unit.PEOPLE)


def _is_bare_each(pieces: Sequence[Piece], count: Count) -> bool:
    """Such as "3 lớp, mỗi lớp một chục"."""
    if count.what is not What.BARE or count.role is not Role.EACH or not count.at:
        return False
    before = pieces[count.at - 1]
    behind = pieces[count.at + 1 : count.at + 2]
    is_end = not behind or behind[0].tag in {Tag.BREAK, Tag.FILLER}
    return before.tag is Tag.EACH and before.value != "head" and is_end


def planned(count: Count) -> Count:
    return replace(count, role=Role.COUNTED) if count.role is Role.WISHED else count


def of_one_day(count: Count) -> Count:
    return replace(count, role=Role.COUNTED) if count.role is Role.EACH else count


def is_behind_each(pieces: Sequence[Piece], count: Count) -> bool:
    """The people of "mỗi tối một lớp 14 người"."""
    at = count.at
    while at and pieces[at].tag not in {Tag.BREAK, Tag.EACH}:
        at -= 1
    return pieces[at].tag is Tag.EACH


def times_of(inside: Sequence[Piece], counts: Sequence[Count]) -> int | None:
    """How many there were of "mỗi nhóm", "mỗi hộ", "mỗi bạn"."""
    groups = [piece.low for piece in inside if piece.value == GROUPS]
    if len(groups) == 1:
        return groups[0]
    near = [
        count for count in counts
        if count.role is not Role.EACH
        and (count.what is What.HOUSEHOLDS or count.role is Role.TEAM)
    ]  # fmt: skip
    return near[0].low if len(near) == 1 else None
