"""How many were helped with each topic: numbers that name it, and heads that it was bound to."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from bot.language.sentences.counts import Count, What, is_ambiguous
from bot.language.sentences.heard import Ask, Key
from bot.language.sentences.pieces import Piece, Tag, Unit
from bot.language.sentences.ratios import ratio_of
from bot.language.sentences.roles import Role
from bot.language.sentences.topics import Bound


@dataclass(frozen=True, slots=True)
class TopicValues:
    values: Mapping[Key, int | None]
    ask: frozenset[Ask]


def doubts(counts: Sequence[Count]) -> set[Ask]:
    """What must be asked of numbers that were not said for sure."""
    if any(count.is_range for count in counts):
        return {Ask.NUMBER_RANGE}
    if any(count.is_rough or count.low is None for count in counts):
        return {Ask.CONFIRM_NUMBER}
    return set()


def share_of(ratio: Fraction, whole: int | None) -> tuple[int | None, set[Ask]]:
    """So much of a whole, worked out: it is asked back, and so is what is not even."""
    if whole is None or (whole * ratio).denominator != 1:
        return None, {Ask.NUMBER_MISSING}
    return int(whole * ratio), set() if ratio == 1 else {Ask.CONFIRM_TOTAL}


class TopicCounts:
    """Of one activity."""

    def __init__(self, pieces: Sequence[Piece], counts: Sequence[Count]) -> None:
        self._pieces = pieces
        self._counts = counts
        self._people: int | None = None
        self._times: int | None = None
        self._ask: set[Ask] = set()

    def of(self, bound: Sequence[Bound], people: int | None, times: int | None) -> TopicValues:
        """`people` are those of "mỗi buổi 15 người", worked out before; so often it was."""
        done = self.done_later(bound)
        self._people = people
        self._times = times if times is not None else people
        values: dict[Key, list[int | None]] = {}
        direct = [count for count in self._counts if count.topic is not None and count.is_counted]
        for count in direct:
            is_part = count.role is Role.PART and count.topic in values
            if count.topic is not None and not is_part:  # "11 hồ sơ, trong đó 4 hồ sơ đất đai"
                values.setdefault(count.topic, []).append(self._direct_value(count))
            if is_ambiguous(self._pieces, count):
                self._ask.add(Ask.CONFIRM_NUMBER)
        self._ask |= doubts(direct)
        for one in _each_once(bound):
            if one.key in values and (
                one.head is None or one.head.role is Role.REPEATED or self._is_main(one.head)
            ):
                continue
            values.setdefault(one.key, []).extend(self._bound_value(one, done))
        _drop_levelless(values, bound)
        self._levels(values)
        summed: dict[Key, int | None] = {}
        parts = {one.key for one in bound if one.head is not None and one.head.role is Role.PART}
        for key, found in values.items():
            if key in parts and len(found) > 1:  # a part of those who did it already
                self._ask.add(Ask.CONFIRM_NUMBER)
            is_again = key in parts and len(found) > 1
            summed[key] = self._summed(found[:1] if is_again else found)
        return TopicValues(summed, frozenset(self._ask))

    def _direct_value(self, count: Count) -> int | None:
        """The 2 of "4 nhà, mỗi nhà 2 máy Smart Hải Phòng" are eight."""
        if count.is_range or count.low is None:
            return None
        if count.role is not Role.EACH:
            return count.low
        self._ask.add(Ask.CONFIRM_TOTAL)
        return count.low * self._times if self._times is not None else None

    def _levels(self, values: dict[Key, list[int | None]]) -> None:
        """Such as "7 VNeID (5 mức 2, 2 mức 1)": the seven are all of them, not seven more."""
        levels = [values[key] for key in (Key.VNEID1, Key.VNEID2) if key in values]
        if Key.VNEID not in values or not any(value != 0 for level in levels for value in level):
            return
        self._ask.add(Ask.CONFIRM_TOTAL)
        if sum(value or 0 for level in levels for value in level) == values[Key.VNEID][0]:
            del values[Key.VNEID]

    def _bound_value(self, one: Bound, done: Count | None) -> Iterator[int | None]:
        if one.is_doubtful:
            self._ask.add(Ask.CONFIRM_NUMBER)
        ratio = None if one.is_none else ratio_of(self._pieces, one.at)
        if ratio is not None:
            yield self._share(ratio, one.head)
        elif one.is_none:
            yield 0
        elif one.head is None and self._leads_all(one):
            self._ask.add(Ask.CONFIRM_TOTAL)
            yield self._people
        elif one.head is None:
            self._ask.add(Ask.NUMBER_MISSING)
            yield None
        elif one.head.role is Role.EACH:
            self._ask.add(Ask.CONFIRM_TOTAL)
            is_of_homes = one.head.what is What.HOUSEHOLDS
            yield self._direct_value(one.head) if is_of_homes else self._people
        else:
            head = self._with_those_named(one.head)
            self._ask |= doubts([head])
            if head.is_sum:
                self._ask.add(Ask.CONFIRM_TOTAL)
            one = replace(one, head=head)
            head = done if done is not None and self._is_main(head) else head
            if head is one.head and self._has_failed(one):
                self._ask.add(Ask.CONFIRM_TOTAL)
            yield None if head.is_range else head.low

    def _leads_all(self, one: Bound) -> bool:
        """Such as "dạy dịch vụ công, nhóm 1 có 9 người, nhóm 2 có 8 người": all learnt it."""
        heads = [count for count in self._counts if count.heads and count.is_counted]
        topics = [piece for piece in self._pieces if piece.tag is Tag.TOPIC]
        led = self._pieces[one.at + 1 : heads[0].at] if heads else ()
        return (
            len(heads) > 1 and len(topics) == 1 and heads[0].at > one.at
            and all(head.what is What.PEOPLE and head.role is Role.COUNTED for head in heads)
            and sum(piece.tag is Tag.BREAK for piece in led) == 1
            and self._people == sum(head.low or 0 for head in heads)
        )  # fmt: skip

    def _with_those_named(self, head: Count) -> Count:
        """The five of "bác Bảy và 4 người nữa học chuyển khoản, tổng cộng 5 người"."""
        if not head.is_rough:
            return head
        totals = (one for one in self._counts if one.role is Role.TOTAL and one.what is head.what)
        total = next((one for one in totals if not one.is_rough), None)
        return total if total is not None and (total.low or 0) >= (head.low or 0) else head

    def _share(self, ratio: Fraction, head: Count | None) -> int | None:
        """The twenty of "80 % trong 25 bác làm xong dịch vụ công"."""
        heads = [count for count in self._counts if count.heads and count.is_counted]
        whole = head or (heads[0] if len(heads) == 1 else None)
        found, ask = share_of(ratio, whole.low if whole is not None else None)
        self._ask |= ask if whole is None else {*ask, *doubts([whole])}
        return found

    def _is_main(self, head: Count) -> bool:
        """Whether a head is the first of its kind: what comes behind it may say more of it."""
        first = next((count for count in self._counts if count.heads and count.is_counted), None)
        return first is not None and first.at == head.at

    def done_later(self, bound: Sequence[Bound]) -> Count | None:
        """Such as "11 bác đến làm VNeID mức 2, làm xong cho 8 bác": eight were done."""
        taken = {one.head.at for one in bound if one.head is not None}
        if not any(one.head is not None and self._is_main(one.head) for one in bound):
            return None
        first = next((count for count in self._counts if count.heads and count.is_counted), None)
        for count in self._counts:
            if first is None or count.at <= first.at:
                continue
            is_bare = count.what is What.BARE and self._is_bare_result(count.at)
            if not (count.what is What.PEOPLE or is_bare):
                continue
            if not count.is_counted or count.at in taken:
                continue
            if (count.low or 0) <= (first.low or 0) and self._is_of_done(count):
                return count
        return None

    def _is_bare_result(self, at: int) -> bool:
        """Such as "cài xong 12", and nothing behind it."""
        behind = self._pieces[at + 1] if at + 1 < len(self._pieces) else None
        is_end = behind is None or behind.tag in {Tag.BREAK, Tag.AND}
        return is_end and at > 0 and self._pieces[at - 1].is_done

    def _is_of_done(self, count: Count) -> bool:
        """Not the "4 chị chốt được đơn" of another deed."""
        start = max(0, count.at - 3)
        near = self._pieces[start : max(count.used) + 3]
        return any(
            piece.is_done and not (piece.tag is Tag.DONE and before.tag is Tag.WORD)
            for before, piece in pairwise((self._pieces[max(0, start - 1)], *near))
        )

    def _has_failed(self, one: Bound) -> bool:
        """Whether some of those who came for it could not: then how many could is not said."""
        head = one.head
        return (
            head is not None
            and self._is_main(head)
            and any(
                count.role is Role.FAILED
                and count.what in {What.PEOPLE, What.TURNS, What.BARE}
                and count.unit is not Unit.ITEMS
                and not self._is_beside(head, count)
                and not any(piece.value in {"others", "more"} for piece in self._behind(count))
                and self._pieces[min(count.at + 2, len(self._pieces) - 1)].value != "left"
                for count in self._counts
            )
        )

    def _is_beside(self, head: Count, failed: Count) -> bool:
        """The two of "13 bác cài xong VNeID, còn 2 bác máy lỗi" are others."""
        behind = self._behind(head)
        before = self._pieces[failed.at - 1] if failed.at else None
        if before is None or before.tag is Tag.ADDED or failed.at < head.at:
            return True
        leads = self._pieces[max(0, head.at - 4) : head.at]
        could_not = any(piece.value == "cannot" for piece in self._behind(failed))
        is_next = before.value == "still" or (before.value == "," and could_not)
        return is_next and any(one.is_done for one in (*leads, *behind[:1]))

    def _behind(self, count: Count) -> Sequence[Piece]:
        end = max(count.used) + 1
        return self._pieces[end : end + 2]

    def _summed(self, found: Sequence[int | None]) -> int | None:
        values = [value for value in found if value is not None]
        if len(values) > 2 and values[0] == sum(values[1:]):  # noqa: PLR2004
            return values[0]  # "20 hồ sơ: 12 đất đai, 8 khai sinh"
        if len(values) != len(found):
            return values[0] if len(values) == 1 else None
        if len(values) > 1:
            self._ask.add(Ask.CONFIRM_TOTAL)
        return sum(values)


def _each_once(bound: Sequence[Bound]) -> Iterator[Bound]:
    """One topic named twice of the same people: "nộp tiền điện bằng chuyển khoản"."""
    seen: set[tuple[Key, int | None]] = set()
    for one in bound:
        name = (one.key, one.head.at if one.head is not None else None)
        if name not in seen or one.head is None:
            yield one
        seen.add(name)


def _drop_levelless(values: dict[Key, list[int | None]], bound: Sequence[Bound]) -> None:
    """A class about VNeID of whom some reached a level: the level alone is what was installed."""
    has_level = Key.VNEID1 in values or Key.VNEID2 in values
    is_bound = any(one.key is Key.VNEID for one in bound)
    if has_level and is_bound and Key.VNEID in values:
        del values[Key.VNEID]
