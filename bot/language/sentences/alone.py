"""A topic in a clause without a number: whether it is said of those who were counted elsewhere."""

from collections.abc import Sequence

from bot.language.sentences.counts import Count, What
from bot.language.sentences.pieces import Piece, Tag, Unit
from bot.language.sentences.roles import Role

_UNSAID = frozenset(
    {
        Tag.VAGUE,
        Tag.NOT,
        Tag.FAILED,
        Tag.NOBODY,
        Tag.IDLE,
        Tag.NUMBER,
        Tag.APART,
        Tag.CROWD,
        Tag.QUESTION,
        Tag.AHEAD,
        Tag.CALL,
        Tag.REST,
        Tag.UNIT,
    }
)
_SHARES = frozenset(
    {Unit.ELDERLY, Unit.MALE, Unit.FEMALE, Unit.FISHERMEN, Unit.FREELANCE, Unit.VULNERABLE}
)
"""Behind a whole they are parts of it: "20 người, 6 cụ, học VNeID"."""
_DEEDS = frozenset({Tag.GATHER, Tag.HELP, Tag.ACT, Tag.TOPIC})
_TO_DEED = frozenset(
    {Tag.EACH, Tag.LINK, Tag.SELF, Tag.TEAM, Tag.AND, Tag.DAY, Tag.PART_OF_DAY, Tag.PLACE, Tag.SAME}
)


def alone(
    pieces: Sequence[Piece], counts: Sequence[Count], heads: Sequence[Count], first: int, last: int
) -> tuple[Count | None, bool]:
    """A topic in a clause without a head: "Nội dung: VNeID", "đều học quét mã"."""
    mains = [count for count in heads if count.role is Role.TOTAL] or [
        count for count in heads if count.role is Role.COUNTED
    ]
    whole = [count for count in mains if count.unit not in _SHARES]
    mains = whole or mains
    each = [count for count in heads if count.role is Role.EACH and count.what is What.PEOPLE]
    if not mains or (each and all(count.what is What.HOUSEHOLDS for count in mains)):
        mains = each or [count for count in heads if count.role is Role.EACH]
    if len(mains) == 1 and _is_said_of_all(pieces, mains[0], first, last):
        return mains[0], False
    if mains and _is_of_this(pieces, first):
        return next((head for head in reversed(mains) if head.at < first), None), False
    if len(mains) == 1 and (_names_content(pieces, first) or _is_apposed(pieces, mains[0], first)):
        return mains[0], False
    if len(mains) == 1 and mains[0].at > last and not _has_topic_count(counts, 10**6):
        is_each = mains[0].role is Role.EACH  # "học VssID, chia 3 bàn, mỗi bàn 6 bác"
        return mains[0], not (is_each or _is_lead_in(pieces, first, mains[0].at))
    return None, False


def _is_said_of_all(pieces: Sequence[Piece], head: Count, first: int, last: int) -> bool:
    """Such as "26 người, học dịch vụ công": a clause of its own that says what they did."""
    if head.at > first:
        return False
    start, end = first, last + 1
    while pieces[start - 1].tag is not Tag.BREAK:
        start -= 1
    while end < len(pieces) and pieces[end].tag is not Tag.BREAK:
        end += 1
    if start <= head.at:
        return False
    said = [piece for piece in pieces[start:end] if piece.tag is not Tag.FILLER]
    if any(piece.value == "head" for piece in pieces[start:first]):
        return True
    if any(piece.tag in _UNSAID for piece in pieces[start:end]):
        return False
    opens = next((piece for piece in said if piece.tag not in _TO_DEED), None)
    return opens is not None and (opens.tag in _DEEDS or _is_content(pieces[start:first]))


def _is_of_this(pieces: Sequence[Piece], first: int) -> bool:
    """Such as "…, lần này là eTax", "Lớp bán hàng online này dạy ngày 9/8"."""
    start, end = first, first
    while start and pieces[start - 1].tag is not Tag.BREAK:
        start -= 1
    while end < len(pieces) and pieces[end].tag is not Tag.BREAK:
        end += 1
    opens = pieces[start].value in {Unit.SESSIONS, Unit.TURNS}
    clause = {piece.tag for piece in pieces[start:end]}
    return opens and Tag.SAME in clause and not clause & (_UNSAID - {Tag.UNIT})


def _is_content(pieces: Sequence[Piece]) -> bool:
    return any(piece.value in {"content", "all"} for piece in pieces)


def _is_apposed(pieces: Sequence[Piece], head: Count, first: int) -> bool:
    """Such as "…, cả thảy 3 người, đăng ký dịch vụ công", and the one person who came."""
    if head.at > first:
        return False
    breaks = sum(piece.tag is Tag.BREAK for piece in pieces[head.at : first])
    return breaks == 1 and (head.role is Role.TOTAL or head.low == 1)


def _is_lead_in(pieces: Sequence[Piece], first: int, head: int) -> bool:
    """Only one comma between the topic and the head: "cài VNeID, được 5 người"."""
    between = pieces[first:head]
    return sum(piece.tag is Tag.BREAK for piece in between) <= 1


def _names_content(pieces: Sequence[Piece], at: int) -> bool:
    back = at
    while back and pieces[back - 1].tag is not Tag.BREAK:
        back -= 1
    return _is_content(pieces[back:at])


def _has_topic_count(counts: Sequence[Count], at: int) -> bool:
    return any(count.what is What.TOPIC and count.at < at for count in counts)
