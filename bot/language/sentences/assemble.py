"""One activity as a report: its counts, its day, and what must be asked back."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.language.sentences.activities import Activity
from bot.language.sentences.counts import Count, What
from bot.language.sentences.heard import Ask, Audience, Key, Kind, PartOfDay, Report
from bot.language.sentences.lists import with_lists
from bot.language.sentences.pieces import Piece, Tag, Unit
from bot.language.sentences.placed import are_shifted, is_named_twice, unplaced
from bot.language.sentences.ratios import is_ratio_unclear, old_ratio
from bot.language.sentences.roles import Role
from bot.language.sentences.settled import (
    is_behind_each,
    of_one_day,
    planned,
    settled,
    times_of,
)
from bot.language.sentences.sums import People, people_of
from bot.language.sentences.text import Typed
from bot.language.sentences.topic_counts import TopicCounts, doubts, share_of
from bot.language.sentences.topics import Bound, bind
from bot.language.sentences.unsaid import (
    crowds,
    holds_digit_word,
    holds_figures,
    is_idle,
    lacks_deed,
    names_unknown,
    shares_deed,
)
from bot.language.sentences.young import young_of

_KINDS_OF_ALL = frozenset({Unit.MALE, Unit.FEMALE})
VNEID = (Key.VNEID, Key.VNEID1, Key.VNEID2)


@dataclass(frozen=True, slots=True)
class Assembled:
    """`unplaced` are the places of numbers that nobody could make sense of."""

    report: Report
    unplaced: tuple[int, ...]
    has_counts: bool


class Assembly:
    def __init__(
        self,
        pieces: Sequence[Piece],
        counts: Sequence[Count],
        activity: Activity,
        *,
        kind: Kind,
        typed: Typed,
    ) -> None:
        self._typed = typed
        self._kind = kind
        self._pieces = pieces
        self._activity = activity
        self._all = with_lists(pieces, [settled(pieces, count) for count in counts], typed)
        self._ask: set[Ask] = set()
        if activity.is_daily:
            is_shared = any(
                count.is_counted
                and count.role is not Role.EACH
                and not is_behind_each(self._pieces, count)
                for count in self._all
            )
            self._ask |= {Ask.MULTI_DAY} if is_shared else set()
            self._all = [of_one_day(count) for count in self._all]
        if kind is Kind.PLAN:
            self._all = [planned(count) for count in self._all]
        self._counts = [count for count in self._all if activity.start <= count.at < activity.end]
        self._values: dict[Key, int | None] = {}

    def report(self) -> Assembled:
        bound = bind(self._pieces, self._all, self._activity.start, self._activity.end)
        sessions = self._sessions()
        topics = TopicCounts(self._pieces, self._counts)
        done = topics.done_later(bound)
        if any(one.head is not None and one.head.unit in _KINDS_OF_ALL for one in bound):
            self._ask.add(Ask.CONFIRM_NUMBER)  # "20 người 9 nam 11 nữ học VNeID"
        inside = self._pieces[self._activity.start : self._activity.end]
        times = sessions if sessions is not None else times_of(inside, self._counts)
        young = young_of(self._pieces, self._counts, self._typed)
        people = people_of(self._pieces, self._counts, bound, times, done, young=young)
        self._people(people)
        self._households(bound, times)
        found = topics.of(bound, people.total, times)
        self._values.update(found.values)
        self._ask |= found.ask
        self._unsaid()
        heads = {one.head.at for one in bound if one.head is not None}
        lost = self._unplaced(heads | ({done.at} if done is not None else set()))
        self._check(people)
        ordered = {key: self._values[key] for key in Key if key in self._values}
        return Assembled(self._dated(ordered, people), tuple(lost), bool(ordered))

    def _people(self, people: People) -> None:
        self._ask |= people.ask
        if people.said and not self._corrects_age_alone():
            self._values[Key.PEOPLE] = people.total
        if people.has_elderly:
            self._values[Key.ELDERLY] = people.elderly
        inside = self._pieces[self._activity.start : self._activity.end]
        ratio = old_ratio(inside)
        if ratio is not None and people.said and not people.has_elderly:
            self._values[Key.ELDERLY], ask = share_of(ratio, people.total)
            self._ask |= ask
        if is_ratio_unclear(inside):
            self._ask.add(Ask.CONFIRM_NUMBER)

    def _corrects_age_alone(self) -> bool:
        """Such as "nhầm, người cao tuổi là 9": nothing is said of how many there were."""
        heads = [count for count in self._counts if count.what is What.PEOPLE and count.is_counted]
        return self._kind is Kind.CORRECTION and all(
            count.unit is Unit.ELDERLY and self._is_behind_age(count.at) for count in heads
        )

    def _is_behind_age(self, at: int) -> bool:
        """Behind the words as a label: "người cao tuổi là 9", "người cao tuổi: 7 cụ"."""
        near = self._pieces[max(0, at - 3) : at]
        return any(piece.value == Unit.ELDERLY for piece in near)

    def _sessions(self) -> int | None:
        found = [
            count for count in self._counts if count.what is What.SESSIONS and count.is_counted
        ]
        if not found:
            return None
        total = next((count for count in found if count.role is Role.TOTAL), found[0])
        if len({count.low for count in found}) > 1:
            self._ask.add(Ask.CONFIRM_TOTAL)
        self._ask |= doubts(found)
        self._values[Key.SESSIONS] = None if total.is_range else total.low
        return None if total.is_range else total.low

    def _households(self, bound: Sequence[Bound], times: int | None) -> None:
        found = [
            count for count in self._counts if count.what is What.HOUSEHOLDS and count.is_counted
        ]
        if not found:
            return
        main = next((count for count in found if count.role is Role.TOTAL), found[0])
        found = [main] if main.role is Role.TOTAL else found
        if main.role is Role.EACH:
            self._ask.add(Ask.CONFIRM_TOTAL)
            is_known = times is not None and main.low is not None and len(found) == 1
            self._values[Key.HOUSEHOLDS] = (times or 0) * (main.low or 0) if is_known else None
            return
        self._ask |= doubts(found)
        value = None if main.is_range else main.low
        heads = {one.head.at for one in bound if one.head is not None}
        if len(found) > 2 and sum(one.low or 0 for one in found[1:]) == found[0].low:  # noqa: PLR2004
            found = found[:1]  # "25 nhà, 5 nhà khóa cổng, giúp được 20 nhà"
        for other in found:
            if other is main or other.low == value or other.role is Role.PART:
                continue
            is_open = main.at not in heads and other.at in heads
            is_share = is_open and (other.low or 0) <= (value or 0)
            if not is_share:
                value = (value or 0) + (other.low or 0)
                self._ask.add(Ask.CONFIRM_TOTAL)
        self._values[Key.HOUSEHOLDS] = value

    def _unsaid(self) -> None:
        inside = self._pieces[self._activity.start : self._activity.end]
        for key in crowds(inside):
            self._missing(key)
        self._idle()
        self._helped(inside)
        if shares_deed(inside):
            self._ask.add(Ask.NUMBER_MISSING)
        if holds_figures(inside, self._typed) or holds_digit_word(inside, self._typed):
            self._ask.add(Ask.WHAT_IS_COUNTED)
        if names_unknown(inside) or (self._values.get(Key.PEOPLE) and self._lacks_deed(inside)):
            self._ask.add(Ask.WHAT_IS_COUNTED)

    def _lacks_deed(self, inside: Sequence[Piece]) -> bool:
        return self._kind is Kind.REPORT and lacks_deed(inside, self._typed)

    def _missing(self, key: Key) -> None:
        if key not in self._values:
            self._values[key] = None
            self._ask.add(Ask.NUMBER_MISSING)

    def _idle(self) -> None:
        """Nobody came; where somebody was counted too, the two do not agree."""
        inside = range(self._activity.start, self._activity.end)
        if self._values.get(Key.PEOPLE) and any(
            self._pieces[at].value == "no_old" for at in inside
        ):
            self._values.setdefault(Key.ELDERLY, 0)
            return
        if not any(is_idle(self._pieces, at) for at in inside):
            return
        counted = [key for key, value in self._values.items() if value != 0]
        if not counted:
            self._values.setdefault(Key.PEOPLE, 0)
            self._no_session(inside)
        else:
            self._ask.add(Ask.CONFIRM_TOTAL)

    def _no_session(self, inside: Sequence[int]) -> None:
        """Such as "không tổ chức được buổi nào", and who says nothing of people may mean more."""
        idle = [self._pieces[at].value for at in inside if self._pieces[at].tag is Tag.IDLE]
        if "no_session" not in idle:
            return
        self._values.setdefault(Key.SESSIONS, 0)
        if len(idle) == 1:
            self._ask.add(Ask.CONFIRM_NUMBER)

    def _helped(self, inside: Sequence[Piece]) -> None:
        """Somebody was helped, and nothing was counted."""
        if self._kind is not Kind.REPORT:
            return
        has_numbers = any(piece.tag is Tag.NUMBER for piece in inside)
        if not self._values and not has_numbers and any(p.tag is Tag.HELP for p in inside):
            self._missing(Key.PEOPLE)

    def _unplaced(self, heads: Collection[int]) -> list[int]:
        """Each number must have been used; who counts nothing at all was not understood."""
        found = unplaced(self._pieces, self._counts, heads, has_values=bool(self._values))
        if found:
            self._ask.add(Ask.WHAT_IS_COUNTED)
        is_shifted = are_shifted(self._pieces, self._counts)
        if is_shifted or is_named_twice(self._pieces, self._counts):
            self._ask.add(Ask.CONFIRM_NUMBER)
        return found

    def _check(self, people: People) -> None:
        total = self._values.get(Key.PEOPLE)
        if total is None:
            return
        installs = sum(self._values.get(key) or 0 for key in VNEID)
        if Ask.NUMBER_RANGE not in self._ask and installs > total:
            self._ask.add(Ask.SUM_MISMATCH)
        if (people.elderly or 0) > total or any(part > total for part in people.subgroups.values()):
            self._ask.add(Ask.SUM_MISMATCH)

    def _dated(self, counts: dict[Key, int | None], people: People) -> Report:
        activity = self._activity
        judged = activity.judged
        if judged.ask is not None:
            self._ask.add(judged.ask)
        if activity.is_doubtful or len(judged.days) > 1:
            self._ask.add(Ask.MULTI_DAY if activity.is_doubtful else Ask.DATE_RANGE)
        inside = self._pieces[activity.start : activity.end]
        spans = any(piece.tag is Tag.STRETCH and self._spans(at) for at, piece in enumerate(inside))
        if spans and not (activity.is_daily and judged.days):
            self._ask.add(Ask.DATE_RANGE)
            self._ask -= set() if judged.days else {Ask.DATE_UNCLEAR}
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

    def _spans(self, place: int) -> bool:
        """Not the month of an aim, nor the "hai tối liền" in front of each of them."""
        at = self._activity.start + place
        first = next((n for n, piece in enumerate(self._pieces) if piece.tag is Tag.DAY), at)
        if self._activity.judged.days and self._typed.tokens[self._pieces[at].start].word == "năm":
            return False  # "đợt 2 năm 2026, hôm qua 31 người"
        if at < first and self._activity.end < len(self._pieces):
            return False
        start, end = at, at
        while start and self._pieces[start - 1].tag is not Tag.BREAK:
            start -= 1
        while end < len(self._pieces) and self._pieces[end].tag is not Tag.BREAK:
            end += 1
        roles = {count.role for count in self._all if start <= count.at < end}
        return not roles or not roles <= {Role.MENTIONED, Role.WISHED}

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
