"""What a message is: a report, a plan, a correction, a cancellation, a question, or none."""

from collections.abc import Sequence
from datetime import date

from bot.language.sentences.activities import Activity
from bot.language.sentences.counts import Count, What
from bot.language.sentences.heard import Kind
from bot.language.sentences.pieces import Piece, Tag
from bot.language.sentences.roles import Role

_OPENING = frozenset({Tag.FILLER, Tag.SELF, Tag.BREAK, Tag.DONE, Tag.REPORTING})
_EVIDENCE = frozenset({Tag.HELP, Tag.GATHER, Tag.IDLE})
_STRONG_CORRECTIONS = frozenset({"but", "mend"})


def kind_of(
    pieces: Sequence[Piece], counts: Sequence[Count], activities: Sequence[Activity],
    today: date,
) -> Kind:  # fmt: skip
    if is_cancelled(pieces, counts):
        return Kind.CANCEL
    if is_asked(pieces):
        return Kind.QUESTION
    if is_correction(pieces):
        return Kind.CORRECTION
    if not _is_about_a_report(pieces, counts):
        return Kind.OTHER
    if _is_elsewhere(pieces, counts):
        return Kind.OTHER
    if is_plan(pieces, activities, today):
        return Kind.PLAN
    return Kind.REPORT


def is_cancelled(pieces: Sequence[Piece], counts: Sequence[Count]) -> bool:
    """Such as "hủy báo cáo vừa nãy": the word and the report, and no new number."""
    at = next((at for at, piece in enumerate(pieces) if piece.tag is Tag.CANCEL), None)
    if at is None:
        return False
    words = pieces[at + 1 :]
    if any(piece.tag is Tag.REPORTING for piece in (*pieces[:at], *words)):
        return not any(piece.tag in {Tag.HELP, Tag.PHOTO} for piece in words)
    opens = all(piece.tag in _OPENING for piece in pieces[:at])
    return (
        opens
        and not counts
        and len([p for p in words if p.tag is not Tag.FILLER]) <= 1
        and not any(piece.tag is Tag.PHOTO for piece in words)
    )


def is_asked(pieces: Sequence[Piece]) -> bool:
    has_sign = any(piece.tag is Tag.BREAK and piece.value == "?" for piece in pieces)
    has_words = any(piece.tag is Tag.QUESTION for piece in pieces)
    return has_sign or has_words


def is_correction(pieces: Sequence[Piece]) -> bool:
    for at, piece in enumerate(pieces):
        if piece.value == "not_but":
            return True
        if piece.tag is not Tag.CORRECT:
            continue
        if piece.value != "repair":
            return True
        if not any(before.tag is Tag.NUMBER or before.tag is Tag.APART for before in pieces[:at]):
            return True
    return False


def is_plan(pieces: Sequence[Piece], activities: Sequence[Activity], today: date) -> bool:
    days = [day for activity in activities for day in activity.judged.days]
    if days and all(day > today for day in days):
        return True
    ahead = next((at for at, piece in enumerate(pieces) if piece.tag is Tag.AHEAD), None)
    if ahead is None or (days and not any(day >= today for day in days)):
        return False
    first = next((at for at, piece in enumerate(pieces) if piece.tag is Tag.NUMBER), len(pieces))
    return ahead < first


def _is_about_a_report(pieces: Sequence[Piece], counts: Sequence[Count]) -> bool:
    if any(piece.tag is Tag.TOPIC for piece in pieces):
        return True
    if any(piece.tag is Tag.IDLE for piece in pieces):
        return True
    if any(count.what not in {What.BARE, What.TURNS} for count in counts):
        return True
    bare = any(count.what is What.BARE for count in counts)
    tags = {piece.tag for piece in pieces}
    if bare and Tag.WORD not in tags:
        return bool(tags & {Tag.DAY, Tag.HELP, Tag.GATHER, Tag.PLACE}) or len(counts) > 1
    return bool(tags & {Tag.CROWD}) and bool(tags & _EVIDENCE)


def _is_elsewhere(pieces: Sequence[Piece], counts: Sequence[Count]) -> bool:
    """Hearsay, invitations, other matters, as long as nothing was done and counted."""
    tags = {piece.tag for piece in pieces}
    if Tag.HEARSAY in tags or Tag.CALL in tags:
        return True
    counted = [count for count in counts if count.is_counted and count.what is not What.BARE]
    mentioned = [count for count in counts if count.role is Role.MENTIONED]
    if not counted and mentioned and Tag.IDLE not in tags:
        return True
    return Tag.ELSEWHERE in tags and Tag.HELP not in tags and Tag.TOPIC not in tags
