"""What each person confirmed against what the database holds, one by one. Pure.

A report is confirmed by the page it was sent off from. Of each of them:

* lost: sent off from the newest page its person had, never dropped since, and not there; or its
  person was told that it is there, and it is not (of installs and businesses only this: they may
  be asked about once more after they were sent off);
* doubled: it stands more than once;
* altered: it stands with other figures than any page from which it was sent off;
* unasked: it stands though nobody sent it off;
* undone: taken back by its person and still counted, or gone though nobody took it back.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from tests.whole.torture.faults import AMBIGUOUS, Answer
from tests.whole.torture.figures import Figures
from tests.whole.torture.idle import TeamWeek
from tests.whole.torture.people import Memory, Sent
from tests.whole.torture.provider import Taken
from tests.whole.torture.records import Records, Standing

ASKED_AGAIN = ("installs", "business")
VISITS = ("home_visit", "installs")
"""What the tally counts as home visits."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Each fault in words, and what was counted. A run without faults is a good one."""

    confirmed: int
    lost: tuple[str, ...]
    doubled: tuple[str, ...]
    altered: tuple[str, ...]
    unasked: tuple[str, ...]
    undone: tuple[str, ...]
    zero: tuple[str, ...]
    other: tuple[str, ...]

    @property
    def faults(self) -> tuple[str, ...]:
        return (
            *self.lost, *self.doubled, *self.altered, *self.unasked, *self.undone, *self.zero,
            *self.other,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kill:
    """The moment after a SIGKILL: in which life, what waited in the outbox, and how many letters
    were written down as sent.
    """

    life: int
    waiting: frozenset[str]
    sent: int = 0


@dataclass(slots=True)
class Resent:
    """Messages that people got more than once, and why. `in_flight` are those that the provider
    had taken and the product did not know of at a kill: of all kills, and at the worst of them.
    """

    bound: int
    twice: int = 0
    by_kills: int = 0
    in_flight: int = 0
    most_at_once: int = 0
    by_silence: int = 0
    unexplained: list[str] = field(default_factory=list)


def judge(
    memories: Iterable[Memory],
    filed: Mapping[TeamWeek, bool],
    records: Records,
    faults: Collection[str] = (),
) -> Verdict:
    memories = list(memories)
    sent: dict[str, list[Sent]] = defaultdict(list)
    for memory in memories:
        for each in memory.sent:
            sent[each.dialog].append(each)
    told = set().union(*(memory.told for memory in memories))
    undone = set().union(*(memory.undone for memory in memories))
    dropped = set().union(*(memory.dropped for memory in memories))
    rows: dict[str, list[Standing]] = defaultdict(list)
    for row in records.rows:
        rows[row.dialog].append(row)
    surely = {
        dialog
        for dialog, times in sent.items()
        if any(each.is_newest and each.figures.kind not in ASKED_AGAIN for each in times)
    }
    standing = {week for week, is_filed in filed.items() if is_filed}
    return Verdict(
        confirmed=len(rows),
        lost=tuple(
            f"{dialog} {_pages(sent[dialog])}"
            for dialog in sorted((surely - dropped) | told)
            if dialog not in rows
        ),
        doubled=tuple(
            f"{dialog} stands {len(found)} times" for dialog, found in rows.items() if found[1:]
        ),
        altered=tuple(
            f"{row.dialog}: {row.figures} but its page said {_pages(sent[row.dialog])}"
            for row in records.rows
            if row.dialog in sent
            and not any(_agree(row, each.figures) for each in sent[row.dialog])
        ),
        unasked=tuple(
            f"{row.dialog}: {row.figures}" for row in records.rows if row.dialog not in sent
        ),
        undone=tuple(
            f"{row.dialog} counts: {row.is_counted}, taken back: {row.dialog in undone}"
            for row in records.rows
            if row.is_counted is (row.dialog in undone)
        ),
        zero=tuple(
            f"{week}: reported {week in standing}, stands {week in records.zero_reports}"
            for week in sorted(standing ^ records.zero_reports, key=str)
        ),
        other=(*faults, *sums(records), *stuck(records)),
    )


def resent(taken: Iterable[Taken], kills: Iterable[Kill], *, bound: int) -> Resent:
    """A letter may reach its person again for two reasons only: the provider took it and did not
    say so, or the product was killed after it was told and before it had written that down. Of the
    latter there are never more at one kill than `bound`.
    """
    kills = tuple(kills)
    by_letter: dict[str, list[Taken]] = defaultdict(list)
    for each in taken:
        by_letter[each.letter].append(each)
    found = Resent(bound=bound)
    flying = Counter[int]()
    for letter, times in by_letter.items():
        told = {each.life for each in times if each.answer is Answer.OK}
        hit = [k.life for k in kills if k.life in told and letter.split("/")[0] in k.waiting]
        flying.update(hit)
        again = len(times) - 1
        by_silence = min(again, sum(each.answer in AMBIGUOUS for each in times))
        found.twice += again
        found.by_silence += by_silence
        found.by_kills += min(again - by_silence, len(hit))
        if again - by_silence > len(hit):
            found.unexplained.append(f"{letter} was taken {len(times)} times")
    found.in_flight = flying.total()
    found.most_at_once = max(flying.values(), default=0)
    found.unexplained += [
        f"{count} letters were in flight at the kill of life {life}, of at most {bound}"
        for life, count in flying.items()
        if count > bound
    ]
    return found


def _agree(row: Standing, page: Figures) -> bool:
    """A page shows only the first names; their number is on it. What was taken back has given its
    photos to the draft that it became.
    """
    if page.names and not page.names <= row.figures.names:
        return False
    if len(row.figures.names) != (page.people if page.names else 0):
        return False
    photos = row.figures.photos if row.is_counted else page.photos
    return replace(row.figures, names=page.names, photos=photos) == page


def _pages(sent: Collection[Sent]) -> str:
    return " or ".join(str(each.figures) for each in sent) or "nothing"


def sums(records: Records) -> Iterable[str]:
    """The tally against the sum of what counts."""
    counted = [row.figures for row in records.rows if row.is_counted]
    guided = [each for each in counted if each.kind != "members_session"]
    vneid = records.tally.vneid
    compared = {
        "people guided": (records.tally.people_guided, sum(each.people for each in guided)),
        "vneid": (
            vneid.level_1 + vneid.level_2 + vneid.unspecified,
            sum(sum(each.vneid) for each in counted),
        ),
        "home visits": (
            records.tally.home_visits, sum(each.kind in VISITS for each in counted)
        ),
        "sessions": (
            records.tally.sessions.members + records.tally.sessions.residents,
            sum(each.kind not in (*VISITS, "business") for each in counted),
        ),
    }  # fmt: skip
    for name, (told, summed) in compared.items():
        if told != summed:
            yield f"the tally says {told} {name}, its rows {summed}"


def stuck(records: Records) -> Iterable[str]:
    for name, count in (
        ("letters wait", records.unsent),
        ("letters failed", records.failed),
        ("photos wait", records.pending_photos),
    ):
        if count:
            yield f"{count} {name} at the end"
