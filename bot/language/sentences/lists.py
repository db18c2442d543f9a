"""People named one kind after the other: "3 cụ, 5 bác với 2 cháu đến làm dịch vụ công"."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from bot.language.sentences.counts import Count, What
from bot.language.sentences.pieces import Piece, Tag, Unit
from bot.language.sentences.roles import Role
from bot.language.sentences.text import Typed

_BETWEEN = frozenset({Tag.AND, Tag.BREAK})
_ANYBODY = frozenset({"người", "lượt", "bà", "học", "dân", "khách", "nhân", "nguoi", "luot", "ba"})
"""Words of people in general: those who are named behind them may be among them."""
_SORTS = frozenset({Tag.UNIT, Tag.WORD})
_LISTED = frozenset(
    {Unit.KIN, Unit.ELDERLY, Unit.FISHERMEN, Unit.FREELANCE, Unit.VULNERABLE, Unit.PEOPLE,
     Unit.MALE, Unit.FEMALE}
)  # fmt: skip


def with_lists(pieces: Sequence[Piece], counts: Sequence[Count], typed: Typed) -> list[Count]:
    """The counts, with one that is the sum in place of a list; its members stay as `LISTED`."""
    found: list[Count] = []
    at = 0
    while at < len(counts):
        members = _list_at(pieces, counts, at, typed)
        has_total = any(count.what is What.PEOPLE and count.is_counted for count in found)
        if len(members) > 1 and not has_total:
            found.extend(replace(member, role=Role.LISTED) for member in members)
            is_said = any(_is_total_of(count, members) for count in counts[at + len(members) :])
            found.append(replace(_sum(members), is_sum=not is_said))
            at += len(members)
        else:
            found.append(counts[at])
            at += 1
    return found


def _list_at(
    pieces: Sequence[Piece], counts: Sequence[Count], at: int, typed: Typed
) -> list[Count]:
    members = [counts[at]]
    if not _may_stand(counts[at]):
        return members
    for count in counts[at + 1 :]:
        end = max(members[-1].used) + 1
        while end < count.at and pieces[end].tag in _SORTS:  # "6 bác khuyết tật, 5 bác hộ nghèo"
            end += 1
        between = [pieces[n] for n in range(end, count.at) if n not in count.used]
        joins = all(
            piece.tag in _BETWEEN and (piece.tag is Tag.AND or piece.value == ",")
            for piece in between
        )
        if not joins or len(between) > 2 or not _may_stand(count):  # noqa: PLR2004  # ", và"
            break
        members.append(count)
    if any(_is_total_of(count, members) for count in counts[at + len(members) :]):
        return members
    named = {_name(pieces, member, typed) for member in members}
    is_of_kin = any(member.unit is Unit.KIN for member in members) and len(named) > 1
    if all(member.unit is Unit.ELDERLY for member in members):  # "5 cụ ông, 9 cụ bà"
        kinds = {_name(pieces, member, typed) for member in members}
        return members if len(kinds) == len(members) else members[:1]
    if members[0].unit is Unit.PEOPLE:
        is_general = _name(pieces, members[0], typed).split()[0] in _ANYBODY
        is_added = not is_general and _are_all_joined(pieces, members)
        return members if is_added else members[:1]
    kinds = {_name(pieces, member, typed) for member in members}
    is_of_kinds = len(kinds) == len(members) and (
        _are_all_joined(pieces, members) or not _names_part(members[1:])
    )
    is_of_kin = is_of_kin and len(kinds) > 1 and not _names_anybody(pieces, members[1:], typed)
    return members if is_of_kin or is_of_kinds else members[:1]


def _is_total_of(count: Count, members: Sequence[Count]) -> bool:
    """Such as the "tổng 3 người" behind "2 người mù và 1 người khiếm thính"."""
    return (
        len(members) > 1 and count.role is Role.TOTAL and count.what is What.PEOPLE
        and count.low == sum(member.low or 0 for member in members)
    )  # fmt: skip


def _names_part(members: Sequence[Count]) -> bool:
    """Behind a comma the old, or people in general, may be among those before."""
    return any(member.unit in {Unit.ELDERLY, Unit.PEOPLE} for member in members)


def _names_anybody(pieces: Sequence[Piece], members: Sequence[Count], typed: Typed) -> bool:
    """Such as the nine of "16 cô chú, 9 người VNeID": they are among the sixteen."""
    return any(
        member.unit is Unit.PEOPLE and _name(pieces, member, typed).split()[0] in _ANYBODY
        for member in members
    )


def _are_all_joined(pieces: Sequence[Piece], members: Sequence[Count]) -> bool:
    """By "và", "với": such as "14 chị tiểu thương với 5 cụ"."""
    return all(
        any(piece.tag is Tag.AND for piece in pieces[max(one.used) : other.at])
        for one, other in pairwise(members)
    )


def _name(pieces: Sequence[Piece], count: Count, typed: Typed) -> str:
    last = pieces[max(count.used)]
    return typed.of(last.start, last.end).lower()


def _may_stand(count: Count) -> bool:
    return (
        count.what is What.PEOPLE
        and count.role is Role.COUNTED
        and count.unit in _LISTED
        and count.low is not None
        and not count.is_range
    )


def _sum(members: Sequence[Count]) -> Count:
    total = sum(member.low or 0 for member in members)
    last = members[-1]
    is_rough = any(member.is_rough for member in members)
    return replace(last, low=total, high=total, unit=Unit.PEOPLE, is_rough=is_rough, is_sum=True)
