"""Which number counts a topic: the nearest before or behind it that its words lead to."""

from collections.abc import Sequence
from itertools import dropwhile, pairwise

from bot.language.sentences.alone import alone
from bot.language.sentences.counts import Count
from bot.language.sentences.pieces import Piece, Tag, Unit
from bot.language.sentences.roles import Role

_TO_HEAD = frozenset(
    {
        Tag.FOR,
        Tag.COLON,
        Tag.LINK,
        Tag.DONE,
        Tag.ROUGH,
        Tag.VAGUE,
        Tag.EACH,
        Tag.TOTAL,
        Tag.FILLER,
        Tag.WORD,
        Tag.DAY,
        Tag.PLACE,
        Tag.PART_OF_DAY,
    }
)
_DENYING = frozenset({Tag.NOT, Tag.IDLE, Tag.FAILED})
_SEXES = frozenset({Unit.MALE, Unit.FEMALE})
_AROUND = frozenset({Tag.FILLER, Tag.WORD, Tag.PLACE})
FAR = 4


def head_of(
    pieces: Sequence[Piece], counts: Sequence[Count], first: int, last: int, taken: set[int]
) -> tuple[Count | None, bool]:
    heads = [
        count for count in counts
        if count.heads and (count.is_counted or count.role is Role.REPEATED)
    ]  # fmt: skip
    behind = next((count for count in heads if count.at > last), None)
    nearest = next((one for one in reversed(heads) if one.at < first), None)
    before = _whole_of(pieces, heads, nearest, first)
    link = _links(pieces, last, behind.at) if behind is not None else ""
    if behind is not None and (link == "for" or (link and _is_told_apart(pieces, before, first))):
        return behind, False
    same_clause = before is not None and _same_clause(pieces, before.at, first)
    same_clause = same_clause and not _is_of_those_who_had(pieces, counts, first)
    is_apart = first > 0 and pieces[first - 1].value == "apart"
    same_clause = same_clause and not is_apart
    if before is not None and same_clause:
        if _is_of_some(pieces, before, first):
            return None, False
        if _is_denied(pieces, before, first):
            return None, False
        if _only_have(pieces, before, first):
            return before, True
        return (behind, False) if link and before.at in taken else (before, False)
    if behind is not None and link:
        return behind, False
    failed = next(
        (count for count in reversed(counts) if count.at < first and count.heads
         and _same_clause(pieces, count.at, first)), None,
    )  # fmt: skip
    if failed is not None and failed.role in {Role.FAILED, Role.MENTIONED}:
        done = _done_of_need(pieces, heads, failed, first)
        if done is not None or failed.role is Role.FAILED:
            return (done, False) if done is not None else (failed, True)
    return alone(pieces, counts, heads, first, last)


def _whole_of(
    pieces: Sequence[Piece], heads: Sequence[Count], head: Count | None, topic: int
) -> Count | None:
    """The twenty of "20 người, 9 nam 11 nữ học VNeID", "20 người (9 cũ, 11 mới) học QR",
    "20 người gồm 12 chị với 8 bác học VNeID"."""
    if head is None:
        return None
    for at, first in enumerate(heads):
        kinds = [one for one in heads[at + 1 :] if one.at <= head.at]
        is_closed = any(piece.value == ")" for piece in pieces[head.at : topic])
        is_closed |= any(piece.value == "consists" for piece in pieces[first.at : head.at])
        are_kinds = is_closed and len(kinds) > 1 and sum(one.low or 0 for one in kinds) == first.low
        said = pieces[first.at : head.at]
        if are_kinds and not any(piece.tag in {Tag.TOPIC, Tag.ACT} for piece in said):
            return first
    former = next((one for one in reversed(heads) if one.at < head.at), None)
    if former is not None and former.what is head.what and _is_among(pieces, former, head):
        return former
    if former is not None and former.what is not head.what and _is_of(pieces, head):
        return former  # "7 người của 3 nhà cài VNeID"
    if head.unit not in _SEXES:
        return head
    whole = [count for count in heads if count.at < head.at and count.unit not in _SEXES]
    return whole[-1] if whole else head


def _is_of_some(pieces: Sequence[Piece], head: Count, first: int) -> bool:
    """Such as the topic of "12 người mà có vài người cài VNeID", "4 làm VssID còn lại VNeID"."""
    between = pieces[max(head.used) + 1 : first]
    tags = [piece.tag for piece in between]
    rest = tags.index(Tag.REST) if Tag.REST in tags else 0
    if Tag.TOPIC in tags[:rest] and Tag.NUMBER not in tags[rest:]:
        return True
    return any(
        one.tag is Tag.VAGUE and one.value != "the" and other.tag is Tag.UNIT
        for one, other in pairwise(between)
    )


def _is_of(pieces: Sequence[Piece], head: Count) -> bool:
    return head.at > 0 and pieces[head.at - 1].value == "of"


def _is_among(pieces: Sequence[Piece], part: Count, whole: Count) -> bool:
    """The five of "chỉ 5 bác trong 12 bác học VNeID"."""
    between = pieces[max(part.used) + 1 : whole.at]
    return [piece.value for piece in between] == ["among"]


def _is_told_apart(pieces: Sequence[Piece], before: Count | None, first: int) -> bool:
    """Such as the topic of "16 hộ: cài VssID được 11 hộ", "4 cụ và cài VNeID được 7 người"."""
    start = before.at if before is not None else first
    between = pieces[start:first]
    return any(
        one.tag in {Tag.COLON, Tag.PART} or (one.tag is Tag.AND and other.tag is Tag.ACT)
        for one, other in pairwise((*between, pieces[first]))
    )


def _is_of_those_who_had(pieces: Sequence[Piece], counts: Sequence[Count], first: int) -> bool:
    """Such as the topic of "25 người dự, có 10 người đã có VNeID từ trước"."""
    near = next((count for count in reversed(counts) if count.at < first), None)
    is_had = first + 1 < len(pieces) and pieces[first + 1].tag is Tag.HAD
    return is_had and near is not None and near.role is Role.MENTIONED


def _done_of_need(
    pieces: Sequence[Piece], heads: Sequence[Count], need: Count, first: int
) -> Count | None:
    """Such as "60 người chưa có VNeID, đã làm ngay cho 14 người": what was done of what lacked."""
    told = pieces[max(need.used) + 1 : first]
    behind = [*dropwhile(lambda piece: piece.tag in _AROUND, told)]
    had = pieces[first + 1].tag is Tag.HAD if first + 1 < len(pieces) else False
    if not behind or (behind[0].tag is not Tag.NOT and not had):
        return None
    for count in heads:
        if count.at < first or (not had and (count.low or 0) > (need.low or 0)):
            continue
        start = count.at
        while pieces[start - 1].tag is not Tag.BREAK and start > first:
            start -= 1
        does = any(
            piece.is_done or piece.tag in {Tag.HELP, Tag.ACT} for piece in pieces[start : count.at]
        )
        if does and not any(piece.tag is Tag.TOPIC for piece in pieces[start : count.at + 4]):
            return count
    return None


def _is_denied(pieces: Sequence[Piece], head: Count, first: int) -> bool:
    """Such as "10 người nhưng chưa cài được VNeID"."""
    between = pieces[max(head.used) + 1 : first]
    return any(piece.tag in _DENYING or piece.tag is Tag.NOBODY for piece in between)


def _only_have(pieces: Sequence[Piece], head: Count, first: int) -> bool:
    """Such as "15 người có VNeID": whether they were helped to it is not said."""
    between = pieces[max(head.used) + 1 : first]
    is_had = len(between) == 1 and between[0].value == "have"
    return is_had and not any(piece.is_done for piece in pieces)


def _links(pieces: Sequence[Piece], last: int, head: int) -> str:
    """The answer is "for" behind "cho" or a colon, "next" where nothing stands between."""
    between = pieces[last + 1 : head]
    if any(piece.tag is Tag.BREAK for piece in between) or len(between) > FAR:
        return ""
    if any(piece.tag in {Tag.FOR, Tag.COLON} for piece in between):
        return "for"
    if all(piece.tag in _TO_HEAD for piece in between):
        return "next"
    return ""


def _same_clause(pieces: Sequence[Piece], one: int, other: int) -> bool:
    return not any(
        piece.tag is Tag.BREAK and piece.value not in '()“”"' for piece in pieces[one:other]
    )
