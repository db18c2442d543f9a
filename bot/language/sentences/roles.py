"""Which part a number plays: counted, a part, the total, or only mentioned (a team, a quota)."""

from collections.abc import Sequence
from enum import StrEnum, auto

from bot.language.sentences.failures import is_absent, is_failed
from bot.language.sentences.pieces import Piece, Tag, Unit
from bot.language.sentences.teams import GLUE, are_helpers, are_taught, is_team


class Role(StrEnum):
    COUNTED = auto()
    TOTAL = auto()
    PART = auto()
    EACH = auto()
    FAILED = auto()
    """Came and could not, or did not come."""
    TEAM = auto()
    """Who helped."""
    MENTIONED = auto()
    """Quotas, gifts, the size of the village."""
    REPEATED = auto()
    """Such as "40 người này": said before."""
    LISTED = auto()
    """One of several kinds of people whose sum is counted."""
    WISHED = auto()
    """What somebody strives for: counted in a plan alone."""
    REST = auto()


_VERBS = frozenset({Tag.HELP, Tag.GATHER, Tag.ACT, Tag.OTHER_ACT, Tag.FAILED, Tag.AIM, Tag.ADDED})
_SPANS = frozenset({Unit.SESSIONS, Unit.HOUSEHOLDS, "span"})
_BEHIND_EACH = frozenset(
    {Tag.HELP, Tag.GATHER, Tag.ACT, Tag.TEAM, Tag.SELF, Tag.WORD, Tag.UNIT, Tag.PLACE, Tag.VAGUE,
     Tag.DAY, Tag.PART_OF_DAY, Tag.TOPIC, Tag.NO_KEY}
)  # fmt: skip
_THINGS_OF_ONE = frozenset({None, Unit.TURNS, Unit.ITEMS, Unit.FILES})
_PLANNED = frozenset({*GLUE, Tag.HELP, Tag.GATHER, Tag.ACT, Tag.UNIT, Tag.TOPIC, Tag.NO_KEY})
FAR = 4
REACH = 6
SENTENCE_ENDS = ".!?⏎"


def role_of(pieces: Sequence[Piece], at: int, end: int, unit: Unit | None) -> Role:
    """Of the number at `at` whose unit or label ends at `end`."""
    before = _before(pieces, at)
    behind = pieces[end + 1 : end + 1 + REACH]
    if _is_of_each_head(before, unit):
        return Role.MENTIONED
    if _is_each(before) or _is_rate(before, behind):
        return Role.EACH
    if is_failed(before, behind):
        return Role.FAILED
    if are_helpers(pieces, at, before, behind):
        return Role.TEAM
    is_left = any(piece.value == "still" for piece in before[:1]) and not any(
        piece.value == "more"
        for piece in behind[:1]  # "còn 3 cụ nữa cài": as many more
    )
    if before and before[0].value == "still" and _is_yet_to_do(behind):
        return Role.MENTIONED
    if _follows(before, Tag.REST) or is_left:
        return Role.PART if _is_done_with_topic(behind) else Role.REST
    unsaid = _beside_the_deed(pieces, before, behind, end)
    if unsaid is not None:
        return unsaid
    if unit is None and before and before[0].value == "both":
        return Role.REPEATED  # "xong cả 9"
    return _counted_as(pieces, at, before, behind, unit)


def _counted_as(
    pieces: Sequence[Piece], at: int, before: Sequence[Piece], behind: Sequence[Piece],
    unit: Unit | None,
) -> Role:  # fmt: skip
    if is_team(before, behind, unit) and not are_taught(pieces, at, behind, unit):
        return Role.TEAM
    is_labelled = any(piece.tag is Tag.LABEL and piece.value == "total" for piece in before)
    if is_labelled or _follows(before, Tag.TOTAL) or _is_all(before, behind, unit):
        return Role.TOTAL
    return Role.PART if _is_part(pieces, at) else Role.COUNTED


def _is_all(before: Sequence[Piece], behind: Sequence[Piece], unit: Unit | None) -> bool:
    """Such as "tất cả là 21 bác", "14 người cả thảy: …"."""
    if before and before[0].value == "all":
        return unit is not Unit.ELDERLY
    is_behind = bool(behind) and behind[0].tag is Tag.TOTAL
    return is_behind and (len(behind) == 1 or behind[1].tag in {Tag.BREAK, Tag.COLON, Tag.FILLER})


def _beside_the_deed(
    pieces: Sequence[Piece], before: Sequence[Piece], behind: Sequence[Piece], end: int
) -> Role | None:
    """The part of a number that tells of no deed: aims, gifts, the village, what was said."""
    if any(piece.value == "strong" for piece in before):
        return Role.WISHED
    near = _nearest(before)
    is_other = near is not None and near.tag is Tag.OTHER_ACT and not _is_helped(before)
    if is_other and near is not None and near.value == "visit":
        is_other = not _is_visited_for(pieces, end)
    if near is not None and near.value == "invite" and (is_other or is_absent(before)):
        return Role.WISHED
    has_object = any(piece.tag is Tag.APART for piece in before[: FAR + FAR])
    if before and before[0].tag is Tag.APART and _is_one(pieces, end):
        return Role.MENTIONED  # "50k một bác"
    if _is_one(pieces, end) and _is_by_the_minute(before):
        return Role.MENTIONED
    is_other = is_other and not _does_deed(behind) and not has_object
    if pieces[end].value == Unit.SESSIONS and _is_attended_in_full(before):
        return Role.MENTIONED
    is_governed = is_other or (near is not None and near.tag is Tag.AIM)
    if is_governed or is_absent(before) or _follows(before, Tag.BACKGROUND):
        return Role.MENTIONED
    if _is_only_expected(pieces, before, end) or _had_before(behind):
        return Role.MENTIONED
    if _is_of_former(before) and _is_told_too(pieces, end):
        return Role.MENTIONED
    return Role.REPEATED if behind and behind[0].tag is Tag.SAME else None


def _is_by_the_minute(before: Sequence[Piece]) -> bool:
    """The one of "10 phút là xong 1 người": how long each of them takes."""
    lead = next((piece for piece in before if piece.tag not in {Tag.LINK, Tag.DONE, Tag.ACT}), None)
    return lead is not None and lead.value == "while"


def _is_of_former(before: Sequence[Piece]) -> bool:
    """The 9 of "năm ngoái ra quân có 9": no day of now stands between."""
    for piece in before:
        if piece.value == "former":
            return True
        if piece.tag is Tag.DAY:
            return False
    return False


def _is_told_too(pieces: Sequence[Piece], end: int) -> bool:
    """Whether another number stands beside a day: then that one is told of."""
    day = next((n for n, piece in enumerate(pieces) if piece.tag is Tag.DAY), None)
    if day is None:
        return False
    later = next((n for n in range(day, len(pieces)) if pieces[n].tag is Tag.NUMBER), None)
    return later is not None and not later <= end <= later + 1


def _is_one(pieces: Sequence[Piece], end: int) -> bool:
    number = pieces[end - 1]
    return number.tag is Tag.NUMBER and number.low == number.high == 1


def _is_attended_in_full(before: Sequence[Piece]) -> bool:
    """Such as "ai học đủ 5 buổi được tặng quà": a condition."""
    return len(before) > 1 and before[0].value == "enough" and before[1].value == "attend"


def _does_deed(behind: Sequence[Piece]) -> bool:
    """The 90 of "lễ phát động có 90 người dự", the 45 of "phát loa nên 45 hộ ra cài VNeID"."""
    said = [piece for piece in behind[:3] if piece.value != "go"]
    tags = [piece.tag for piece in said[:2]]
    return tags[:1] == [Tag.GATHER] or tags == [Tag.ACT, Tag.TOPIC]


def _is_yet_to_do(behind: Sequence[Piece]) -> bool:
    """The end of "còn 2 hộ nữa là xong"."""
    near = [piece for piece in behind[:3] if piece.tag is not Tag.LINK]
    return [piece.value for piece in near[:1]] == ["more"] and near[1:2] != [] and near[1].is_done


def _had_before(behind: Sequence[Piece]) -> bool:
    """Such as "10 người đã có VNeID từ trước"."""
    said = [piece.tag for piece in behind if piece.tag is not Tag.LINK]
    return said[:1] == [Tag.HAD] or said[:2] == [Tag.TOPIC, Tag.HAD]


def _is_visited_for(pieces: Sequence[Piece], end: int) -> bool:
    """Such as "thăm 26 hộ, hướng dẫn 41 người": households, and something done at them."""
    at_homes = pieces[end].value == Unit.HOUSEHOLDS
    return at_homes and any(piece.tag in {Tag.HELP, Tag.TOPIC} for piece in pieces)


def _is_done_with_topic(behind: Sequence[Piece]) -> bool:
    """Such as "còn lại 5 nhà cài xong Smart Hải Phòng"."""
    return any(piece.is_done for piece in behind[:3]) and any(
        piece.tag is Tag.TOPIC for piece in behind
    )


def _is_only_expected(pieces: Sequence[Piece], before: Sequence[Piece], end: int) -> bool:
    """Such as "dự kiến 30 người mà có 22 người": what came of it is told behind."""
    if not _is_ahead(before):
        return False
    told = False
    for piece in pieces[end + 1 :]:
        told = told or piece.is_done or piece.value in {"but", "real", "really"}
        if piece.tag is Tag.NUMBER:
            return told
        if piece.tag is Tag.BREAK and piece.value in SENTENCE_ENDS:
            return False
    return False


def _is_ahead(before: Sequence[Piece]) -> bool:
    """Behind "dự kiến", "định mở lớp"."""
    lead = [piece for piece in before if piece.tag not in _PLANNED]
    return bool(lead) and lead[0].tag is Tag.AHEAD


def _is_helped(before: Sequence[Piece]) -> bool:
    return any(piece.tag is Tag.HELP for piece in before)


def is_between_acts(pieces: Sequence[Piece], at: int) -> bool:
    """Such as "hướng dẫn xong tặng quà 5 cụ": who was helped is not sure."""
    before = _before(pieces, at)
    near = _nearest(before)
    return near is not None and near.tag is Tag.OTHER_ACT and _is_helped(before)


def _is_each(before: Sequence[Piece]) -> bool:
    """Such as "mỗi tổ liên gia dạy 8 người": whatever verb stands between."""
    for piece in before:
        if piece.tag is Tag.EACH:
            return True
        if piece.tag not in GLUE and piece.tag not in _BEHIND_EACH:
            return False
    return False


def _is_rate(before: Sequence[Piece], behind: Sequence[Piece]) -> bool:
    """Such as "15 người/lớp", "15 người mỗi buổi", "2 lớp x 15 người"."""
    if before and before[0].value == "times":
        return not (len(before) > 1 and before[1].tag is Tag.TOPIC)  # "vneid x5": five of them
    if not behind:
        return False
    is_per = behind[0].value == "/" and len(behind) > 1 and behind[1].tag is not Tag.NUMBER
    leads = len(behind) > 1 and behind[1].tag is Tag.NUMBER  # "3 ca mỗi ca 12 bác"
    is_each = behind[0].tag is Tag.EACH and behind[0].value != "head"
    return (is_each and not leads) or (is_per and behind[1].value in _SPANS)


def _before(pieces: Sequence[Piece], at: int) -> list[Piece]:
    """The pieces from the last break or the last count up to this number, the nearest first."""
    found: list[Piece] = []
    back = at - 1
    while back >= 0 and pieces[back].tag not in {Tag.BREAK, Tag.NUMBER}:
        found.append(pieces[back])
        back -= 1
    if back >= 0 and pieces[back].tag is Tag.NUMBER and found and found[-1].tag is Tag.UNIT:
        found.pop()
        if [piece.tag for piece in found[-2:]] == [
            Tag.COLON,
            Tag.TOTAL,
        ]:  # "14 người cả thảy: 6 người …"
            found.pop()
    return found


def _nearest(before: Sequence[Piece]) -> Piece | None:
    """The verb that governs the number; an aim ends where a day or what came of it begins."""
    is_new = False
    for piece in before:
        is_new = is_new or piece.tag is Tag.DAY or piece.value == "but"
        if piece.tag in _VERBS and not (is_new and piece.tag is Tag.AIM):
            return piece
    return None


def _is_of_each_head(before: Sequence[Piece], unit: Unit | None) -> bool:
    """Such as "mỗi chị một cái điện thoại", "mỗi người tự làm 1 lần"."""
    return unit in _THINGS_OF_ONE and any(piece.value == "head" for piece in before)


def _follows(before: Sequence[Piece], tag: Tag) -> bool:
    for piece in before[:FAR]:
        if piece.tag is tag:
            return True
        if piece.tag not in GLUE:
            return False
    return False


def _is_part(pieces: Sequence[Piece], at: int) -> bool:
    """Behind "trong đó", up to the end of the sentence."""
    back = at - 1
    while back >= 0 and not (pieces[back].tag is Tag.BREAK and pieces[back].value in ".;!?⏎|"):
        if pieces[back].tag is Tag.PART:
            return any(piece.tag in {Tag.NUMBER, Tag.APART} for piece in pieces[:back])
        back -= 1
    behind = [piece.tag for piece in pieces[at + 1 : at + 5]]
    is_among = behind[:2] == [Tag.UNIT, Tag.PART] or (behind[:1] == [Tag.PART] and at > 0)
    return is_among and Tag.NUMBER not in behind
