"""Whether a letter may go by what its channel lets us write: the person's window, and what is left
of the month.

Laws: an alarm is never held here; a reply is held only outside of every window, and otherwise goes
until the vendor refuses it; what is under way counts as gone, so that letters that leave together
do not each take the last place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

from bot.channels.limits import Capabilities, Cost
from models.database import Connection
from models.load import AccountKey, load_last_seen, load_silences
from models.mail import Lane
from models.month_counts import LineKey, MonthCount, line_of, load_counts, month_of
from models.post import ALARM, QUOTA, WINDOW, Letter

KEPT_FOR_REPLIES = 10
"""Per cent of a capped month that only replies may use. Who gets no reminder loses a convenience;
who gets no answer sees a dead bot in the middle of a report. Of 3 000 messages these are 300:
fifty reports of six messages.
"""

NOTHING = MonthCount("", "", "")

Flying: TypeAlias = Counter[tuple[LineKey, bool]]
"""Parts by line, and whether they go beyond the free window."""


@dataclass(frozen=True, slots=True)
class Look:
    """What was known of accounts and lines when letters were chosen; `ended` is what had been
    settled before, and so stands in `counts`. `silent` is until when somebody of the office answers
    there by hand, for what goes out by itself.
    """

    counts: Mapping[LineKey, MonthCount] = field(default_factory=dict)
    seen: Mapping[AccountKey, datetime] = field(default_factory=dict)
    ended: Flying = field(default_factory=Counter)
    silent: Mapping[AccountKey, datetime] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Verdict:
    """`held` says why the letter must not go now. `is_paid` is what goes beyond the free window;
    `is_spent` is where by our own count nothing of the month is left.
    """

    line: LineKey
    parts: int
    held: str | None = None
    is_paid: bool = False
    is_spent: bool = False


class Budget:
    def __init__(self, limits_of: Callable[[str], Capabilities | None]) -> None:
        self._limits_of = limits_of
        self._under_way: dict[str, Verdict] = {}
        self._begun: Flying = Counter()
        self._ended: Flying = Counter()

    def ended(self) -> Flying:
        """What is settled by now: to be asked before the store is read."""
        return self._ended.copy()

    async def look(
        self,
        connection: Connection,
        commune_id: str,
        letters: Collection[Letter],
        now: datetime,
        ended: Flying,
    ) -> Look:
        """Replies on channels that cost nothing and may write at any time need no look."""
        limits = {letter.channel: self._limits_of(letter.channel) for letter in letters}
        counting = {name for name, its in limits.items() if its and its.cost is not Cost.FREE}
        windowed = {
            (letter.channel, letter.external_id)
            for letter in letters
            if (its := limits[letter.channel]) and its.window is not None
        }
        by_itself = {
            (letter.channel, letter.external_id)
            for letter in letters
            if letter.lane != Lane.REPLY and letter.kind != ALARM
        }
        return Look(
            silent=await load_silences(connection, commune_id, by_itself),
            counts=await load_counts(connection, commune_id, month_of(now)) if counting else {},
            seen=await load_last_seen(connection, commune_id, windowed) if windowed else {},
            ended=ended,
        )

    def judge(self, letter: Letter, parts: int, look: Look, now: datetime) -> Verdict:
        """Pure but for what it knows to be under way."""
        line = (letter.channel, line_of(letter.external_id))
        limits = self._limits_of(letter.channel)
        if limits is None:
            return Verdict(line, parts)
        is_paid = False
        seen_at = look.seen.get((letter.channel, letter.external_id))
        if limits.window is not None and seen_at is not None:
            if now - seen_at > limits.window.most:
                return Verdict(line, parts, held=WINDOW)
            is_paid = now - seen_at > limits.window.free
        if limits.plan.monthly is None:
            return Verdict(line, parts, is_paid=is_paid)
        left = self._left(limits, line, look)
        if limits.cost is Cost.PAID:
            is_over, is_spent = is_paid and parts > left, is_paid and left <= 0
        else:
            kept = limits.plan.monthly * KEPT_FOR_REPLIES // 100
            is_over, is_spent = parts > left - kept, left <= 0
        may_wait = letter.lane != Lane.REPLY and letter.kind != ALARM
        held = QUOTA if is_over and may_wait else None
        return Verdict(line, parts, held=held, is_paid=is_paid, is_spent=is_spent)

    def begin(self, letter: Letter, verdict: Verdict) -> None:
        """It goes over the wire now."""
        self._under_way[letter.id] = verdict
        self._begun[verdict.line, verdict.is_paid] += verdict.parts

    def end(self, letter: Letter) -> None:
        """What became of it is settled, if it went over the wire at all."""
        verdict = self._under_way.pop(letter.id, None)
        if verdict is not None:
            self._ended[verdict.line, verdict.is_paid] += verdict.parts

    def _left(self, limits: Capabilities, line: LineKey, look: Look) -> int:
        stands = look.counts.get(line, NOTHING)
        if limits.cost is Cost.PAID:
            gone = stands.paid + self._flying(line, look, is_paid=True)
        else:
            gone = stands.both_ways + sum(
                self._flying(line, look, is_paid=is_paid) for is_paid in (True, False)
            )
        return (limits.plan.monthly or 0) - gone

    def _flying(self, line: LineKey, look: Look, *, is_paid: bool) -> int:
        return self._begun[line, is_paid] - look.ended[line, is_paid]
