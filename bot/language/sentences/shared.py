"""A topic that is said once and meant of each day: "VNeID hôm qua 13 người, sáng nay 8 người"."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.language.sentences.activities import Activity
from bot.language.sentences.heard import Key, Report
from bot.language.sentences.pieces import Piece, Tag

_HEADS = (Key.PEOPLE, Key.HOUSEHOLDS)
_NO_TOPICS = frozenset({*_HEADS, Key.SESSIONS, Key.ELDERLY})
_MARKERS = frozenset({Tag.DAY, Tag.PLACE, Tag.PART_OF_DAY, Tag.NUMBER})


def with_shared(
    reports: Sequence[Report], activities: Sequence[Activity], pieces: Sequence[Piece]
) -> tuple[Report, ...]:
    if len(reports) < 2:  # noqa: PLR2004  # one has nobody to share with
        return tuple(reports)
    ahead, behind = set(_ahead(pieces)), set(_of_all(pieces, activities[-1]))
    kept: list[Report] = []
    for report, activity in zip(reports, activities, strict=True):
        inside = pieces[activity.start : activity.end]
        keys = ahead or behind
        if not keys and kept and _goes_on(inside):
            keys = {key for key in kept[-1].counts if key not in _NO_TOPICS}
        kept.append(_sharing(report, keys))
    return tuple(kept)


def _ahead(pieces: Sequence[Piece]) -> Iterator[Key]:
    """The topics that stand before any day, place or number."""
    for piece in pieces:
        if piece.tag in _MARKERS:
            return
        if piece.tag is Tag.TOPIC:
            yield Key(piece.value)


def _of_all(pieces: Sequence[Piece], last: Activity) -> Iterator[Key]:
    """Such as "…, 2 nơi đều học nộp hồ sơ", "…, toàn mấy cô chú lên mức 2", at the end."""
    start = next(
        (at for at in range(len(pieces) - 1, last.start, -1)
         if (pieces[at].tag is Tag.BREAK or pieces[at].value == "all")
         and any(piece.tag is Tag.TOPIC for piece in pieces[at:])), None,
    )  # fmt: skip
    clause = [] if start is None else pieces[start:]
    is_of_all = any(piece.value in {"all", "content"} for piece in clause)
    if is_of_all and not any(piece.tag is Tag.NUMBER for piece in clause):
        yield from (Key(piece.value) for piece in clause if piece.tag is Tag.TOPIC)


def _goes_on(inside: Sequence[Piece]) -> bool:
    """Such as "sáng nay giúp thêm 5 phụ huynh nữa": more of the same."""
    is_added = any(piece.tag is Tag.ADDED or piece.value == "more" for piece in inside)
    return is_added and not any(piece.tag in {Tag.TOPIC, Tag.NO_KEY} for piece in inside)


def _sharing(report: Report, keys: set[Key]) -> Report:
    head = next((key for key in _HEADS if report.counts.get(key)), None)
    if head is None or not keys or any(key not in _NO_TOPICS for key in report.counts):
        return report
    counts = {**report.counts, **dict.fromkeys(keys, report.counts[head])}
    return replace(report, counts={key: counts[key] for key in Key if key in counts})
