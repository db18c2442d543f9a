"""One activity as a report: its counts, its day, and what must be asked back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from bot.language.sentences.activities import Activity
from bot.language.sentences.counts import Count, What, is_ambiguous
from bot.language.sentences.heard import Ask, Audience, Key, PartOfDay, Report
from bot.language.sentences.pieces import Piece, Tag, Unit
from bot.language.sentences.roles import Role
from bot.language.sentences.sums import People, people_of
from bot.language.sentences.topics import Bound, bind

VNEID = (Key.VNEID, Key.VNEID1, Key.VNEID2)
ONLY_MENTIONED = frozenset({Role.FAILED, Role.TEAM, Role.MENTIONED, Role.REPEATED})


@dataclass(frozen=True, slots=True)
class Assembled:
    """`unplaced` are the places of numbers that nobody could make sense of."""

    report: Report
    unplaced: tuple[int, ...]
    has_counts: bool


class Assembly:
    def __init__(
        self, pieces: Sequence[Piece], counts: Sequence[Count], activity: Activity
    ) -> None:
        self._pieces = pieces
        self._activity = activity
        self._all = [_settled(pieces, count) for count in counts]
        if activity.is_daily:
            self._all = [_of_one_day(count) for count in self._all]
        self._counts = [count for count in self._all if activity.start <= count.at < activity.end]
        self._values: dict[Key, int | None] = {}
        self._ask: set[Ask] = set()

    def report(self) -> Assembled:
        bound = bind(self._pieces, self._all, self._activity.start, self._activity.end)
        sessions = self._sessions()
        people = people_of(self._pieces, self._counts, bound, sessions)
        self._people(people)
        self._households(bound)
        self._topics(bound)
        self._crowds()
        self._idle()
        unplaced = self._unplaced()
        self._check(people)
        ordered = {key: self._values[key] for key in Key if key in self._values}
        return Assembled(self._dated(ordered, people), tuple(unplaced), bool(ordered))

    def _people(self, people: People) -> None:
        self._ask |= people.ask
        if people.said:
            self._values[Key.PEOPLE] = people.total
        if people.elderly is not None:
            self._values[Key.ELDERLY] = people.elderly

    def _sessions(self) -> int | None:
        found = [
            count for count in self._counts if count.what is What.SESSIONS and count.is_counted
        ]
        if not found:
            return None
        total = next((count for count in found if count.role is Role.TOTAL), found[0])
        if len({count.low for count in found}) > 1:
            self._ask.add(Ask.CONFIRM_TOTAL)
        self._doubt(found)
        self._values[Key.SESSIONS] = None if total.is_range else total.low
        return None if total.is_range else total.low

    def _households(self, bound: Sequence[Bound]) -> None:
        found = [
            count for count in self._counts if count.what is What.HOUSEHOLDS and count.is_counted
        ]
        if not found:
            return
        self._doubt(found)
        main = next((count for count in found if count.role is Role.TOTAL), found[0])
        value = None if main.is_range else main.low
        heads = {one.head.at for one in bound if one.head is not None}
        for other in found:
            if other is main or other.low == value or other.role is Role.PART:
                continue
            is_share = other.at in heads and (other.low or 0) <= (value or 0)
            if not is_share:
                value = (value or 0) + (other.low or 0)
                self._ask.add(Ask.CONFIRM_TOTAL)
        self._values[Key.HOUSEHOLDS] = value

    def _topics(self, bound: Sequence[Bound]) -> None:
        values: dict[Key, list[int | None]] = {}
        direct = [count for count in self._counts if count.topic is not None and count.is_counted]
        for count in direct:
            if count.topic is not None:
                values.setdefault(count.topic, []).append(None if count.is_range else count.low)
            if is_ambiguous(self._pieces, count):
                self._ask.add(Ask.CONFIRM_NUMBER)
        self._doubt(direct)
        done = self._done_later(bound)
        for one in bound:
            if one.key in values and (one.head is None or self._is_main(one.head)):
                continue
            values.setdefault(one.key, []).extend(self._bound_value(one, done))
        _drop_levelless(values, bound)
        for key, found in values.items():
            self._values[key] = self._summed(found)

    def _bound_value(self, one: Bound, done: Count | None) -> Iterator[int | None]:
        if one.is_doubtful:
            self._ask.add(Ask.CONFIRM_NUMBER)
        if one.is_none:
            yield 0
        elif one.head is None:
            self._ask.add(Ask.NUMBER_MISSING)
            yield None
        elif one.head.role is Role.EACH:
            self._ask.add(Ask.CONFIRM_TOTAL)
            yield self._values.get(Key.PEOPLE)
        else:
            self._doubt([one.head])
            head = done if done is not None and self._is_main(one.head) else one.head
            if head is one.head and self._has_failed(one):
                self._ask.add(Ask.CONFIRM_TOTAL)
            yield None if head.is_range else head.low

    def _is_main(self, head: Count) -> bool:
        """Whether a head is the first of its kind: what comes behind it may say more of it."""
        first = next((count for count in self._counts if count.heads and count.is_counted), None)
        return first is not None and first.at == head.at

    def _done_later(self, bound: Sequence[Bound]) -> Count | None:
        """Such as "11 bác đến làm VNeID mức 2, làm xong cho 8 bác": eight were done."""
        taken = {one.head.at for one in bound if one.head is not None}
        for count in self._counts[1:]:
            if count.what is not What.PEOPLE or not count.is_counted or count.at in taken:
                continue
            near = self._pieces[max(0, count.at - 3) : max(count.used) + 3]
            if any(piece.tag is Tag.DONE for piece in near):
                return count
        return None

    def _has_failed(self, one: Bound) -> bool:
        """Whether some of those who came for it could not: then how many could is not said."""
        head = one.head
        return (
            head is not None
            and self._is_main(head)
            and any(
                count.role is Role.FAILED
                and count.what in {What.PEOPLE, What.TURNS, What.BARE}
                and self._pieces[min(count.at + 2, len(self._pieces) - 1)].value != "left"
                for count in self._counts
            )
        )

    def _summed(self, found: Sequence[int | None]) -> int | None:
        values = [value for value in found if value is not None]
        if len(values) != len(found):
            return values[0] if len(values) == 1 else None
        if len(values) > 1:
            self._ask.add(Ask.CONFIRM_TOTAL)
        return sum(values)

    def _crowds(self) -> None:
        """Such as "vài bác", "đông lắm", "các hộ": said, without a number."""
        inside = self._pieces[self._activity.start : self._activity.end]
        for piece, behind in zip(inside, (*inside[1:], None), strict=True):
            is_vague = piece.tag is Tag.VAGUE and behind is not None and behind.tag is Tag.UNIT
            unit = behind.value if behind is not None else ""
            if is_vague and unit == Unit.HOUSEHOLDS:
                self._missing(Key.HOUSEHOLDS)
            elif piece.tag is Tag.CROWD or (is_vague and piece.value != "the" and unit in _CROWD):
                self._missing(Key.PEOPLE)

    def _missing(self, key: Key) -> None:
        if self._values.get(key) is None:
            self._values[key] = None
            self._ask.add(Ask.NUMBER_MISSING)

    def _idle(self) -> None:
        """Nobody came; where somebody was counted too, the two do not agree."""
        idle = [at for at in range(self._activity.start, self._activity.end) if self._is_idle(at)]
        if not idle:
            return
        counted = [key for key, value in self._values.items() if value != 0]
        if not counted:
            self._values.setdefault(Key.PEOPLE, 0)
        else:
            self._ask.add(Ask.CONFIRM_TOTAL)

    def _is_idle(self, at: int) -> bool:
        """Not "tổ không nghỉ", and not the "chưa ai" of one topic alone."""
        if self._pieces[at].tag is not Tag.IDLE:
            return False
        if at and self._pieces[at - 1].tag in {Tag.NOT, Tag.NUMBER, Tag.UNIT}:
            return False
        ahead = at + 1
        while ahead < len(self._pieces) and self._pieces[ahead].tag is not Tag.BREAK:
            if self._pieces[ahead].tag in {Tag.TOPIC, Tag.NO_KEY}:
                return False
            ahead += 1
        back = at - 1
        while back >= 0 and self._pieces[back].tag is not Tag.BREAK:
            if self._pieces[back].tag is Tag.TOPIC:
                return False
            back -= 1
        return True

    def _unplaced(self) -> list[int]:
        """Each number must have been used; who counts nothing at all was not understood."""
        has_counted = any(
            count.is_counted and count.what is not What.BARE for count in self._counts
        ) or bool(self._values)
        found: list[int] = []
        for count in self._counts:
            is_lost = count.what is What.BARE or count.role is Role.REST
            if count.role in ONLY_MENTIONED:
                is_lost = not has_counted
            if count.what is What.TURNS and count.is_counted:
                is_lost = not self._is_harmless(count)
            if is_lost:
                found.append(count.at)
                self._ask.add(Ask.WHAT_IS_COUNTED)
        return found

    def _is_harmless(self, count: Count) -> bool:
        """Things that nobody installed anything on: "đèn đường hỏng 2 cái"."""
        return count.at in self._heads_used or not any(
            piece.tag in {Tag.ACT, Tag.HELP, Tag.DONE}
            for piece in self._pieces[max(0, count.at - 3) : count.at]
        )

    @property
    def _heads_used(self) -> set[int]:
        bound = bind(self._pieces, self._all, self._activity.start, self._activity.end)
        return {one.head.at for one in bound if one.head is not None}

    def _check(self, people: People) -> None:
        total = self._values.get(Key.PEOPLE)
        if total is None:
            return
        installs = sum(self._values.get(key) or 0 for key in VNEID)
        if Ask.NUMBER_RANGE not in self._ask and installs > total:
            self._ask.add(Ask.SUM_MISMATCH)
        if (people.elderly or 0) > total or any(part > total for part in people.subgroups.values()):
            self._ask.add(Ask.SUM_MISMATCH)

    def _doubt(self, counts: Sequence[Count]) -> None:
        if any(count.is_range for count in counts):
            self._ask.add(Ask.NUMBER_RANGE)
        elif any(count.is_rough or count.low is None for count in counts):
            self._ask.add(Ask.CONFIRM_NUMBER)

    def _dated(self, counts: dict[Key, int | None], people: People) -> Report:
        activity = self._activity
        judged = activity.judged
        if judged.ask is not None:
            self._ask.add(judged.ask)
        if activity.is_doubtful or len(judged.days) > 1:
            self._ask.add(Ask.MULTI_DAY if activity.is_doubtful else Ask.DATE_RANGE)
        inside = self._pieces[activity.start : activity.end]
        if any(piece.tag is Tag.STRETCH for piece in inside):
            self._ask.add(Ask.DATE_RANGE)
        return Report(
            audience=self._audience(inside),
            day=judged.days[0] if len(judged.days) == 1 else None,
            session=PartOfDay(activity.parts[0]) if len(set(activity.parts)) == 1 else None,
            place=activity.places[0] if len(activity.places) == 1 else None,
            counts=counts,
            ask=tuple(code for code in Ask if code in self._ask),
            subgroups=people.subgroups,
            is_lunar=judged.is_lunar,
        )

    def _audience(self, inside: Sequence[Piece]) -> Audience | None:
        members = any(
            count.unit is Unit.MEMBERS and count.is_counted for count in self._counts
        ) or any(
            piece.tag is Tag.UNIT
            and piece.value == Unit.MEMBERS
            and before.tag in {Tag.FOR, Tag.GATHER}
            for before, piece in pairwise(inside)
        )
        return Audience.MEMBERS if members else None


_CROWD = frozenset(
    {Unit.PEOPLE, Unit.ELDERLY, Unit.FISHERMEN, Unit.FREELANCE, Unit.VULNERABLE, Unit.TURNS}
)


def _settled(pieces: Sequence[Piece], count: Count) -> Count:
    """Turns without a topic in their clause are people: "hỗ trợ 20 lượt"."""
    if count.what is not What.TURNS or count.unit is not Unit.TURNS:
        return count
    start, end = count.at, count.at
    while start and pieces[start - 1].tag is not Tag.BREAK:
        start -= 1
    while end < len(pieces) and pieces[end].tag is not Tag.BREAK:
        end += 1
    if any(piece.tag is Tag.TOPIC for piece in pieces[start:end]):
        return count
    return replace(count, what=What.PEOPLE, unit=Unit.PEOPLE)


def _of_one_day(count: Count) -> Count:
    return replace(count, role=Role.COUNTED) if count.role is Role.EACH else count


def _drop_levelless(values: dict[Key, list[int | None]], bound: Sequence[Bound]) -> None:
    """A class about VNeID of whom some reached a level: the level alone is what was installed."""
    has_level = Key.VNEID1 in values or Key.VNEID2 in values
    is_bound = any(one.key is Key.VNEID for one in bound)
    if has_level and is_bound and Key.VNEID in values:
        del values[Key.VNEID]
