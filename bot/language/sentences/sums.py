"""How many people, of all the heads that were counted, and whether the sums agree."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from bot.language.sentences.counts import Count, What
from bot.language.sentences.heard import Ask, Subgroup
from bot.language.sentences.pieces import Piece, Tag, Unit
from bot.language.sentences.roles import Role
from bot.language.sentences.shares import acts_apart, does_other, is_beside, is_share, is_told_of
from bot.language.sentences.topics import Bound

SUBGROUPS = {
    Unit.FISHERMEN: Subgroup.FISHERMEN, Unit.FREELANCE: Subgroup.FREELANCE,
    Unit.VULNERABLE: Subgroup.VULNERABLE,
}  # fmt: skip
GROUPS = frozenset({Unit.ELDERLY, *SUBGROUPS})
_DEEDS = frozenset({Tag.HELP, Tag.GATHER, Tag.ACT, Tag.TOPIC, Tag.NUMBER})
_NOT_DONE = frozenset({Role.FAILED, Role.REST})
_OF_WHOLE = frozenset({Role.COUNTED, Role.PART, Role.LISTED, Role.TEAM})
SEXES = frozenset({Unit.MALE, Unit.FEMALE})


@dataclass(slots=True)
class People:
    """`said` is False where nobody spoke of people; then `total` means nothing."""

    total: int | None = None
    said: bool = False
    elderly: int | None = None
    has_elderly: bool = False
    ask: set[Ask] = field(default_factory=set)
    subgroups: dict[Subgroup, int] = field(default_factory=dict)
    young: frozenset[int] = frozenset()
    """Where those are counted whom no cụ is one of."""


def people_of(
    pieces: Sequence[Piece],
    counts: Sequence[Count],
    bound: Sequence[Bound],
    sessions: int | None,
    done: Count | None,
    *,
    young: frozenset[int],
) -> People:
    """Of one activity; "mỗi buổi 15 người" times `sessions`; `done` is counted elsewhere."""
    people = People(young=young)
    heads = [count for count in counts if count.what is What.PEOPLE and count.is_counted]
    if not heads:
        return people
    people.said = True
    _doubts(people, heads)
    each = next((count for count in heads if count.role is Role.EACH), None)
    if each is not None:
        _multiply(people, each, sessions, heads)
        return people
    members = [count for count in counts if count.role is Role.LISTED]
    shares = {one.head.at for one in bound if one.head is not None} | {done.at if done else -1}
    _groups(people, [*members, *heads], shares)
    others = [count for count in heads if count is not done]
    _total(people, pieces, others or heads, bound, counts)
    if not people.has_elderly and _are_all_old(pieces):
        people.has_elderly = True
        people.elderly = people.total
    return people


def _are_all_old(pieces: Sequence[Piece]) -> bool:
    """Such as "8 người, đều là người cao tuổi", "toàn các cụ"."""
    return any(
        one.value == "all" and other.value == Unit.ELDERLY for one, other in pairwise(pieces)
    )


def _doubts(people: People, heads: Sequence[Count]) -> None:
    total = next((one for one in heads if one.role is Role.TOTAL and not one.is_rough), None)
    if total is None and any(count.is_rough for count in heads):
        people.ask.add(Ask.CONFIRM_NUMBER)
    if any(count.is_range for count in heads):
        people.ask.add(Ask.NUMBER_RANGE)
    if any(count.low is None for count in heads):
        people.ask.add(Ask.CONFIRM_NUMBER)


def _multiply(people: People, each: Count, sessions: int | None, heads: Sequence[Count]) -> None:
    said = next((count.low for count in heads if count is not each), None)
    if sessions is not None and len(heads) == 2 and said == (each.low or 0) * sessions:  # noqa: PLR2004
        people.total = said  # "mỗi hộ 1 người, đi 14 hộ là 14 người"
        return
    if sessions is None or each.low is None or each.is_range or len(heads) > 1:
        people.ask.add(Ask.CONFIRM_NUMBER if len(heads) > 1 else Ask.CONFIRM_TOTAL)
        total = next((count.low for count in heads if count.role is Role.TOTAL), None)
        people.total = total
        return
    people.total = each.low * sessions
    people.ask.add(Ask.CONFIRM_TOTAL)
    if each.unit is Unit.ELDERLY:
        people.has_elderly, people.elderly = True, people.total


def _groups(people: People, heads: Sequence[Count], shares: Collection[int]) -> None:
    """The elderly and the other groups that are first served, each once."""
    elderly = [count for count in heads if count.unit is Unit.ELDERLY]
    listed = [count for count in elderly if count.role is Role.LISTED]
    if elderly:
        people.has_elderly = True
        first = elderly[0]
        people.elderly = _sum(listed) if listed else None if first.is_range else first.low
        total = next((count for count in elderly if count.role is Role.TOTAL), None)
        if total is not None and total.low == _sum([one for one in elderly if one is not total]):
            people.elderly = total.low
        elif len({count.low for count in elderly}) > 1 and not _are_parts(elderly, shares):
            people.ask.add(Ask.CONFIRM_TOTAL)
    for count in heads:
        group = SUBGROUPS.get(count.unit) if count.unit is not None else None
        if group is not None and count.low is not None and not count.is_range:
            before = people.subgroups.get(group, 0) if count.role is Role.LISTED else 0
            people.subgroups[group] = before + count.low


def _are_parts(elderly: Sequence[Count], shares: Collection[int]) -> bool:
    """Parts, or "26 cụ tới, cài được cho 19 cụ": how many of them did a thing."""
    first = elderly[0]
    return all(
        count.role is Role.PART
        or (count.at in shares and first.at not in shares and (count.low or 0) <= (first.low or 0))
        for count in elderly[1:]
    )


def _total(
    people: People, pieces: Sequence[Piece], heads: Sequence[Count], bound: Sequence[Bound],
    counts: Sequence[Count],
) -> None:  # fmt: skip
    sexes = [count for count in heads if count.unit in SEXES]
    others = [count for count in heads if count.unit not in SEXES]
    said = next((count for count in others if count.role is Role.TOTAL), None)
    main = said or next((count for count in others if count.role is not Role.PART), None)
    if main is None:
        main = others[0] if others else None
    if main is None:
        people.total = _sum(sexes)
        people.ask.add(Ask.CONFIRM_TOTAL)
        return
    if main.is_range or main.low is None:
        people.total = None
        return
    people.total = main.low
    if main.is_sum:
        people.ask.add(Ask.CONFIRM_TOTAL)
    is_beyond = len(sexes) == 1 and (sexes[0].low or 0) > main.low
    differs = len(sexes) > 1 and _sum(sexes) != main.low
    if is_beyond or differs or _consists_of_others(pieces, main, counts, bound):
        people.ask.add(Ask.SUM_MISMATCH)
    rest = [count for count in others if count is not main]
    if said is not None:
        _against_total(people, said, rest, bound)
    else:
        parts = [
            one for one in counts
            if one.what is What.PEOPLE and one is not main and one.unit not in GROUPS
            and (one.is_counted or one.role in _NOT_DONE)
        ]  # fmt: skip
        if len(parts) > 1 and _sum(parts) == main.low and all(one.at > main.at for one in parts):
            return  # "16 bác đến, 4 bác không cài được, 12 bác cài xong"
        if _are_kinds(people, pieces, main, rest):
            return
        _against_first(people, pieces, main, rest, bound)


def _are_kinds(people: People, pieces: Sequence[Piece], main: Count, rest: Sequence[Count]) -> bool:
    """Such as "30 người: 12 ngư dân, 18 nội trợ": kinds of the same people, and their sum."""
    kinds = [one for one in rest if one.role is not Role.PART]
    if len(kinds) < 2 or any(one.at < main.at for one in kinds):  # noqa: PLR2004  # one is a part
        return False
    if _sum(kinds) == main.low:
        return True
    behind = pieces[max(main.used) + 1 : max(main.used) + 2]
    is_led = bool(behind) and behind[0].tag is Tag.COLON
    plain = all(
        not any(piece.tag in _DEEDS for piece in pieces[max(one.used) + 1 : max(one.used) + 2])
        for one in kinds
    )
    if not is_led or not plain:
        return False
    people.ask.add(Ask.SUM_MISMATCH)
    return True


def _against_total(
    people: People, said: Count, rest: Sequence[Count], bound: Sequence[Bound]
) -> None:
    total = said.low or 0
    topics = {one.head.at for one in bound if one.head is not None}
    plain = [count for count in rest if count.role is not Role.PART and count.at not in topics]
    is_beyond = any((count.low or 0) > total for count in rest)
    differs = len(plain) > 1 and _sum(plain) != total
    is_other = len(plain) == 1 and plain[0].unit not in GROUPS and plain[0].low != total
    if is_beyond or differs or (is_other and _sum(rest) != total):
        people.ask.add(Ask.SUM_MISMATCH)


def _against_first(
    people: People, pieces: Sequence[Piece], main: Count, rest: Sequence[Count],
    bound: Sequence[Bound],
) -> None:  # fmt: skip
    """Later heads are parts of the first one, or others beside it: then the sum is asked back."""
    total = main.low or 0
    added = 0
    heads = {one.head.at: one for one in bound if one.head is not None}
    for count in rest:
        value = count.low or 0
        is_kind = count.unit in GROUPS and main.unit not in GROUPS
        is_apart = main.at in people.young and count.unit is Unit.ELDERLY
        is_apart = is_apart or (is_kind and is_beside(pieces, main, count, heads))
        if count.role is Role.PART or (is_kind and not is_apart):
            if value > total:
                people.ask.add(Ask.SUM_MISMATCH)
            continue
        is_same = value == total and count.unit == main.unit and count.at not in heads
        if is_same and not acts_apart(pieces, count):
            continue
        if count.is_range or count.low is None:
            continue
        if value < total and is_told_of(pieces, count):
            continue
        if not is_apart and value <= total and is_share(pieces, main, count, heads):
            if count.at not in heads and not does_other(pieces, main, count, heads):
                people.ask.add(Ask.WHAT_IS_COUNTED)
            continue
        added += value
    if added:
        people.total = total + added
        people.ask.add(Ask.CONFIRM_TOTAL)


def _consists_of_others(
    pieces: Sequence[Piece], whole: Count, counts: Sequence[Count], bound: Sequence[Bound]
) -> bool:
    """Such as "25 người gồm 14 tiểu thương với 12 ngư dân": all of them, and they do not agree."""
    at = next((n for n in range(whole.at, len(pieces)) if pieces[n].value == "consists"), None)
    topics = {one.head.at for one in bound if one.head is not None}
    kinds = [
        one for one in counts
        if at is not None and one.at > at and one.what is What.PEOPLE and one.role in _OF_WHOLE
    ]  # fmt: skip
    if len(kinds) < 2 or any(one.at in topics or one.is_range for one in kinds):  # noqa: PLR2004
        return False
    between = pieces[max(kinds[0].used) + 1 : kinds[-1].at]
    are_joined = all(
        piece.tag in {Tag.BREAK, Tag.AND, Tag.NUMBER, Tag.UNIT, Tag.LINK} for piece in between
    )
    mixes = {one.unit in SEXES for one in kinds} == {True, False}
    return are_joined and not mixes and _sum(kinds) != whole.low


def _sum(counts: Sequence[Count]) -> int:
    return sum(count.low or 0 for count in counts)
