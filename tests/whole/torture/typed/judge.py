"""What each person confirmed against what the database holds, where the wire names no dialog: a
report is known by who sent it and by its number of people. Pure.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from tests.whole.torture.figures import Figures
from tests.whole.torture.judge import Verdict, stuck, sums
from tests.whole.torture.records import Records, Standing
from tests.whole.torture.typed.people import Memory, Sending

ASKED_AGAIN = ("installs",)
Key = tuple[str, int]


def judge_typed(
    memories: Iterable[Memory],
    authors: Mapping[str, str],
    records: Records,
    faults: Collection[str] = (),
) -> Verdict:
    """`authors` are the names of the lines by the ids of activities."""
    memories = list(memories)
    sent: dict[Key, list[Sending]] = defaultdict(list)
    for memory in memories:
        for each in memory.sent:
            sent[memory.who, each.people].append(each)
    told = {(memory.who, people) for memory in memories for people in memory.told}
    dropped = {(memory.who, people) for memory in memories for people in memory.dropped}
    undone = {(each.who, people): turn for each in memories for people, turn in each.undone.items()}
    rows: dict[Key, list[Standing]] = defaultdict(list)
    for row in records.rows:
        rows[authors.get(row.id, ""), row.figures.people].append(row)
    surely = {key for key, times in sent.items() if any(map(_is_sure, times))}
    return Verdict(
        confirmed=len(records.rows),
        lost=tuple(
            f"{key}: {_pages(sent[key])}"
            for key in sorted((surely - dropped) | told)
            if key not in rows
        ),
        doubled=tuple(_doubled(rows, sent)),
        altered=tuple(
            f"{key}: {row.figures} but its page said {_pages(sent[key])}"
            for key, found in rows.items()
            for row in found
            if key in sent and not any(_agree(row, each.figures) for each in sent[key])
        ),
        unasked=tuple(
            f"{key}: {row.figures}"
            for key, found in rows.items()
            for row in found
            if key not in sent
        ),
        undone=tuple(_undone(rows, sent, undone)),
        zero=(),
        other=(*faults, *sums(records), *stuck(records)),
    )


def _is_sure(sending: Sending) -> bool:
    return sending.is_sure and sending.figures.kind not in ASKED_AGAIN


def _doubled(
    rows: Mapping[Key, list[Standing]], sent: Mapping[Key, list[Sending]]
) -> Iterable[str]:
    """One dialog twice, or one report oftener than it was sent off."""
    dialogs = Counter(row.dialog for found in rows.values() for row in found)
    for dialog, count in dialogs.items():
        if count > 1:
            yield f"{dialog} stands {count} times"
    for key, found in rows.items():
        if len(found) > max(len(sent.get(key, ())), 1):
            yield f"{key} stands {len(found)} times"


def _undone(
    rows: Mapping[Key, list[Standing]], sent: Mapping[Key, list[Sending]], undone: Mapping[Key, int]
) -> Iterable[str]:
    """What was taken back counts only if it was sent off once more since; all else counts."""
    for key, found in rows.items():
        counted = sum(row.is_counted for row in found)
        since = [each for each in sent.get(key, ()) if each.turn > undone.get(key, -1)]
        is_gone = key in undone and not since
        if (is_gone and counted) or (key not in undone and not counted):
            yield f"{key} counts {counted} times, taken back: {key in undone}"


def _agree(row: Standing, page: Figures) -> bool:
    """What was taken back has given its photos to the draft that it became."""
    photos = row.figures.photos if row.is_counted else page.photos
    return replace(row.figures, photos=photos) == page


def _pages(sent: Collection[Sending]) -> str:
    return " or ".join(str(each.figures) for each in sent) or "nothing"
