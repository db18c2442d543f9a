"""A topic that is said once and meant of each day: "VNeID hôm qua 13 người, sáng nay 8 người"."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from bot.language.sentences.activities import Activity
from bot.language.sentences.heard import Ask, Key, Report
from bot.language.sentences.pieces import Piece, Tag

_HEADS = (Key.PEOPLE, Key.HOUSEHOLDS)
_NO_TOPICS = frozenset({*_HEADS, Key.SESSIONS, Key.ELDERLY})
_DENYING = frozenset({Tag.NOT, Tag.NOBODY, Tag.IDLE, Tag.FAILED})
_MARKERS = frozenset({Tag.DAY, Tag.PLACE, Tag.PART_OF_DAY, Tag.NUMBER})


@dataclass(frozen=True, slots=True)
class _Behind:
    """The topics at the end that are meant of each day; doubtful where no word says so."""

    keys: frozenset[Key]
    is_doubtful: bool


def with_shared(
    reports: Sequence[Report], activities: Sequence[Activity], pieces: Sequence[Piece]
) -> tuple[Report, ...]:
    if len(reports) < 2:  # noqa: PLR2004  # one has nobody to share with
        return tuple(reports)
    ahead, behind = set(_ahead(pieces)), _behind(pieces, activities[-1])
    kept: list[Report] = []
    for report, activity in zip(reports, activities, strict=True):
        inside = pieces[activity.start : activity.end]
        keys: AbstractSet[Key] = ahead or behind.keys
        if not keys and kept and _goes_on(inside):
            keys = {key for key in kept[-1].counts if key not in _NO_TOPICS}
        kept.append(_sharing(report, keys))
    if not ahead and behind.is_doubtful and kept[:-1] != [*reports[:-1]]:
        ask = {*kept[0].ask, Ask.CONFIRM_NUMBER}
        kept[0] = replace(kept[0], ask=tuple(code for code in Ask if code in ask))
    return tuple(kept)


def _ahead(pieces: Sequence[Piece]) -> Iterator[Key]:
    """The topics that stand before any day, place or number."""
    for piece in pieces:
        if piece.tag in _MARKERS:
            return
        if piece.tag is Tag.TOPIC:
            yield Key(piece.value)


def _behind(pieces: Sequence[Piece], last: Activity) -> _Behind:
    """Such as "…, 2 nơi đều học nộp hồ sơ", "…, toàn mấy cô chú lên mức 2", at the end.

    Said in a clause of its own without such a word ("…, làm hóa đơn điện tử") it is doubtful.
    """
    number = max(at for at, piece in enumerate(pieces) if at == 0 or piece.tag is Tag.NUMBER)
    start = next(
        (at for at in range(max(number, last.start), len(pieces))
         if pieces[at].tag is Tag.BREAK or pieces[at].value in {"all", "content"}), None,
    )  # fmt: skip
    clause = [] if start is None else pieces[start:]
    keys = {Key(piece.value) for piece in clause if piece.tag is Tag.TOPIC}
    is_of_all = any(piece.value in {"all", "content"} for piece in clause)
    denied = any(piece.tag in _DENYING for piece in clause)
    return _Behind(frozenset() if denied else frozenset(keys), is_doubtful=not is_of_all)


def _goes_on(inside: Sequence[Piece]) -> bool:
    """Such as "sáng nay giúp thêm 5 phụ huynh nữa": more of the same."""
    is_added = any(piece.tag is Tag.ADDED or piece.value == "more" for piece in inside)
    return is_added and not any(piece.tag in {Tag.TOPIC, Tag.NO_KEY} for piece in inside)


def _sharing(report: Report, keys: AbstractSet[Key]) -> Report:
    head = next((key for key in _HEADS if report.counts.get(key)), None)
    if head is None or not keys or any(key not in _NO_TOPICS for key in report.counts):
        return report
    counts = {**report.counts, **dict.fromkeys(keys, report.counts[head])}
    return replace(report, counts={key: counts[key] for key in Key if key in counts})
