"""Small joins after the scan: a topic and its level, a number that was taken back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from bot.language.sentences.heard import Key
from bot.language.sentences.pieces import Piece, Tag

LEVELLED = {"1": Key.VNEID1, "2": Key.VNEID2}
_LEVELS = frozenset(LEVELLED.values())
BETWEEN = frozenset({Tag.FILLER, Tag.ACT, Tag.DONE, Tag.LINK, Tag.WORD})
FAR = 3
OLD_AGE, OLDEST = 55, 110


@dataclass(frozen=True, slots=True)
class Joined:
    pieces: tuple[Piece, ...]
    takes_back: bool
    """A number was corrected in the same breath: "12 à không 15 người"."""


def joined(pieces: Sequence[Piece]) -> Joined:
    named = _sold_online(_levelled(pieces))
    kept = _without_withdrawn(_joining(_only(_nobody_named(_unknown_how_many(named)))))
    return Joined(tuple(kept.pieces), kept.takes_back)


def _nobody_named(pieces: Sequence[Piece]) -> list[Piece]:
    """The "không ai" of no topic: nobody came, or ("không ai nghe máy") something else."""
    found = list(pieces)
    for at, piece in enumerate(pieces):
        if piece.tag is not Tag.NOBODY or _has_topic_near(pieces, at):
            continue
        if piece.value != "none":  # "chưa đi được nhà nào"
            if _is_denied_before(pieces, at):
                found[at] = replace(piece, tag=Tag.IDLE)
            continue
        behind = next((other for other in pieces[at + 1 :] if other.tag is not Tag.FILLER), None)
        came = behind is None or behind.tag in {Tag.BREAK, Tag.GATHER, Tag.HELP, Tag.DONE}
        found[at] = replace(piece, tag=Tag.IDLE if came else Tag.WORD, value="")
    return found


def _unknown_how_many(pieces: Sequence[Piece]) -> list[Piece]:
    """Such as "chả nhớ nổi bao nhiêu": no question, and whatever number follows is a guess."""
    found = list(pieces)
    for at, piece in enumerate(pieces):
        is_denied = at > 0 and pieces[at - 1].tag in {Tag.NOT, Tag.IDLE}
        if piece.tag is Tag.QUESTION and is_denied and piece.value == "":
            found[at] = replace(piece, tag=Tag.FILLER)  # "không hoạt động gì ạ"
        if piece.value != "how_many" or piece.tag is not Tag.QUESTION:
            continue
        near = pieces[max(0, at - 4) : at]
        ends = any(other.value == "?" for other in pieces[at:])
        if ends or not any(other.tag is Tag.NOT or other.value == "more" for other in near):
            continue
        found[at] = replace(piece, tag=Tag.VAGUE)
        found = [
            replace(other, is_rough=True) if other.tag is Tag.NUMBER else other for other in found
        ]
    return found


def _is_denied_before(pieces: Sequence[Piece], at: int) -> bool:
    back = at - 1
    denied = False
    while back >= 0 and pieces[back].tag is not Tag.BREAK:
        if pieces[back].tag is Tag.NUMBER:
            return False
        denied = denied or pieces[back].tag in {Tag.NOT, Tag.FAILED}
        back -= 1
    return denied


def _has_topic_near(pieces: Sequence[Piece], at: int) -> bool:
    start, end = at, at
    while start and pieces[start - 1].tag is not Tag.BREAK:
        start -= 1
    while end < len(pieces) and pieces[end].tag is not Tag.BREAK:
        end += 1
    return any(piece.tag in {Tag.TOPIC, Tag.NO_KEY} for piece in pieces[start:end])


def _only(pieces: Sequence[Piece]) -> list[Piece]:
    """The "mỗi" of "có mỗi 2 bác" is only, not each."""
    found = list(pieces)
    for at, (piece, behind) in enumerate(pairwise(pieces)):
        is_short = piece.end == piece.start + 1
        if piece.tag is Tag.EACH and is_short and behind.tag is Tag.NUMBER:
            found[at] = replace(piece, tag=Tag.LINK)
    return found


def _joining(pieces: Sequence[Piece]) -> list[Piece]:
    """Such as "bên hội nông dân có 19 người", "bên đoàn dự kiến": they came, or plan with us."""
    found = list(pieces)
    for at, piece in enumerate(pieces):
        if piece.value != "partner":
            continue
        behind = [other for other in pieces[at + 1 : at + 4] if other.tag is not Tag.WORD]
        lead = [other.tag for other in behind if other.tag is not Tag.UNIT]
        clause = [*takewhile(lambda other: other.tag is not Tag.BREAK, pieces[at:])]
        with_us = any(
            (one.tag in {Tag.AND, Tag.WITH} or one.value == "along")
            and other.tag in {Tag.TEAM, Tag.SELF}
            for one, other in pairwise(clause)
        )
        comes = (
            with_us or lead[:2] == [Tag.LINK, Tag.NUMBER] or lead[:1] in ([Tag.AHEAD], [Tag.NUMBER])
        )
        if comes:
            found[at] = replace(piece, tag=Tag.FILLER)
    return found


def _levelled(pieces: Sequence[Piece]) -> list[Piece]:
    """Such as "VNeID mức 2" as one topic; a level alone is one too: nothing else has levels."""
    found: list[Piece] = []
    for piece in pieces:
        if piece.tag is not Tag.LEVEL:
            named = bool(found) and found[-1].tag is Tag.TOPIC and found[-1].value in _LEVELS
            if not (named and piece.tag is Tag.TOPIC and piece.value == Key.VNEID):
                found.append(piece)
            continue
        key = LEVELLED[piece.value]
        at = _topic_before(found)
        if at is None:
            found.append(replace(piece, tag=Tag.TOPIC, value=key))
        else:
            found[at:] = [replace(found[at], value=key, end=piece.end)]
    return found


def _sold_online(pieces: Sequence[Piece]) -> list[Piece]:
    """The topic of "bán tôm khô online", "bán mắm trên mạng"."""
    found: list[Piece] = []
    for piece in pieces:
        found.append(piece)
        if piece.value != "online" or piece.tag is not Tag.FILLER:
            continue
        start = len(found) - 2
        while (
            start >= 0
            and found[start].tag in {Tag.WORD, Tag.UNIT}
            and len(found) - start <= FAR + 2
        ):
            start -= 1
        if start >= 0 and found[start].value == "sell":
            found[start:] = [replace(found[start], tag=Tag.TOPIC, value=Key.OCOP, end=piece.end)]
    return found


def _topic_before(found: Sequence[Piece]) -> int | None:
    for back in range(1, min(FAR, len(found)) + 1):
        piece = found[-back]
        if piece.tag is Tag.TOPIC:
            return len(found) - back if piece.value == Key.VNEID else None
        if piece.tag not in BETWEEN:
            return None
    return None


def _without_withdrawn(pieces: Sequence[Piece]) -> Joined:
    kept = _without_former(pieces)
    takes_back = False
    for at in range(len(kept)):
        piece = kept[at]
        if piece.tag in _NAMED and _is_denied(kept, at):
            kept[at] = replace(piece, tag=Tag.APART, day=None)
        if piece.tag is not Tag.NUMBER:
            continue
        if any(is_void(kept, at) for is_void in _VOID):
            kept[at] = replace(piece, tag=Tag.APART)
        elif _is_replaced(kept, at):
            kept[at] = replace(piece, tag=Tag.APART)
            takes_back = True
    return Joined(tuple(kept), takes_back)


def _without_former(pieces: Sequence[Piece]) -> list[Piece]:
    """Such as "sửa 12 thành 15", "đổi thôn Bến thành thôn Trại": the former value goes."""
    into = next((at for at, piece in enumerate(pieces) if piece.value in _INTO), None)
    if into is None or not any(piece.tag is Tag.CORRECT for piece in pieces[: into + 1]):
        return list(pieces)
    tag = next((piece.tag for piece in pieces[into + 1 :] if piece.tag in _FORMER), None)
    named = _TIMES if tag in _TIMES else {tag}
    return [
        replace(piece, tag=Tag.APART, day=None) if at < into and piece.tag in named else piece
        for at, piece in enumerate(pieces)
    ]


def _is_age(pieces: Sequence[Piece], at: int) -> bool:
    """Such as the first of "79 với 85 tuổi", a number beside one that is apart; "cụ ngoài 80"."""
    if _is_of_years(pieces, at):
        return True
    if at + 2 >= len(pieces) or pieces[at + 1].tag not in {Tag.AND, Tag.BREAK}:
        return False
    return pieces[at + 2].value == "age"


def _is_of_years(pieces: Sequence[Piece], at: int) -> bool:
    """Behind "tuổi từ", or behind people who were counted and "ngoài", "trên"."""
    near = [piece for piece in pieces[max(0, at - 3) : at] if piece.tag is not Tag.ROUGH]
    behind = pieces[at + 1] if at + 1 < len(pieces) else None
    if behind is not None and behind.tag in {Tag.UNIT, Tag.TOPIC}:
        return False
    if any(piece.value == "years" for piece in near[-2:]):
        return True
    is_old = pieces[at].low is not None and OLD_AGE <= (pieces[at].low or 0) <= OLDEST
    leads = [piece.value for piece in pieces[max(0, at - 1) : at]] == ["beyond"]
    return is_old and leads and any(piece.tag is Tag.UNIT for piece in near)


def _is_denied(pieces: Sequence[Piece], at: int) -> bool:
    """Such as "chứ không phải 12", "không phải 8 mà 6"."""
    back = at - 1
    while back >= 0 and at - back <= FAR and pieces[back].tag in _LEADS:
        back -= 1
    return back >= 0 and pieces[back].value == "not_but"


def _was_said_before(pieces: Sequence[Piece], at: int) -> bool:
    """The nine of "chỉ có 4 thôi, lúc nãy nhìn nhầm ra 9", "14, trước tôi ghi 41"."""
    start = at
    while start and pieces[start - 1].tag is not Tag.BREAK:
        start -= 1
    clause = pieces[start:at]
    is_righted = any(piece.tag is Tag.NUMBER for piece in pieces[:start])
    led = any(piece.tag is Tag.REPORTING for piece in clause)
    slips = any(piece.tag is Tag.CORRECT and piece.value != "into" for piece in clause)
    goes = bool(clause) and clause[-1].value in {"go", "into"}
    corrects = any(piece.tag is Tag.CORRECT for piece in pieces)
    return is_righted and corrects and (led or (slips and goes))


def _is_called_wrong(pieces: Sequence[Piece], at: int) -> bool:
    """Such as "ghi 17 là thừa", "chứ 6 là thiếu"."""
    ahead = at + 1
    if ahead < len(pieces) and pieces[ahead].tag is Tag.UNIT:
        ahead += 1
    behind = pieces[ahead : ahead + 2]
    return (
        len(behind) == 2  # noqa: PLR2004
        and behind[0].tag is Tag.LINK
        and (behind[1].tag is Tag.CORRECT or behind[1].value == "wrong")
        and any(piece.tag is Tag.CORRECT for piece in pieces[:at])
    )


def _is_replaced(pieces: Sequence[Piece], at: int) -> bool:
    """Such as "12 à không 15", "12 người, à nhầm, 15 người"."""
    ahead = at + 1
    repaired = False
    while ahead < len(pieces) and ahead - at <= 6:  # noqa: PLR2004  # a breath
        piece = pieces[ahead]
        if piece.tag is Tag.NUMBER:
            return repaired
        if piece.value == "repair":
            repaired = True
        elif piece.tag not in _IN_A_BREATH:
            return False
        ahead += 1
    return False


_INTO = frozenset({"into", "really"})
_VOID = (_is_age, _is_denied, _is_called_wrong, _was_said_before)
_NAMED = frozenset({Tag.DAY, Tag.PLACE, Tag.PART_OF_DAY})
_TIMES = frozenset({Tag.DAY, Tag.PART_OF_DAY})
_FORMER = frozenset({Tag.NUMBER, Tag.TOPIC, Tag.DAY, Tag.PLACE, Tag.PART_OF_DAY})
_LEADS = frozenset({Tag.LINK, Tag.FILLER, Tag.TOTAL, Tag.LABEL, Tag.COLON})
_IN_A_BREATH = frozenset(
    {
        Tag.UNIT,
        Tag.TOPIC,
        Tag.BREAK,
        Tag.FILLER,
        Tag.LINK,
        Tag.CORRECT,
        Tag.FAILED,
        Tag.DONE,
        Tag.LABEL,
        Tag.SELF,
    }
)
