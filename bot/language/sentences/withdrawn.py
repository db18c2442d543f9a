"""Numbers that were taken back, called wrong or denied, and ages: they count nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.language.sentences.pieces import Piece, Tag

OLD_AGE, OLDEST = 55, 110
FAR = 3


@dataclass(frozen=True, slots=True)
class Joined:
    pieces: tuple[Piece, ...]
    takes_back: bool
    """A number was corrected in the same breath: "12 à không 15 người"."""


def without_withdrawn(pieces: Sequence[Piece]) -> Joined:
    kept = _without_former(pieces)
    takes_back = False
    for at in range(len(kept)):
        piece = kept[at]
        if piece.tag in _NAMED and _is_denied(kept, at):
            kept[at] = replace(piece, tag=Tag.APART, day=None)
        if piece.tag in _RENAMED and _is_renamed(kept, at):
            kept[at] = replace(piece, tag=Tag.APART, day=None)
        if piece.tag is not Tag.NUMBER:
            continue
        if any(is_void(kept, at) for is_void in _VOID):
            is_beyond = at > 0 and kept[at - 1].value == "beyond"
            value = "age" if is_beyond and _is_age(kept, at) else piece.value
            kept[at] = replace(piece, tag=Tag.APART, value=value)
        elif _is_replaced(kept, at):
            kept[at] = replace(piece, tag=Tag.APART)
            takes_back = True
    return Joined(tuple(kept), takes_back)


def _without_former(pieces: Sequence[Piece]) -> list[Piece]:
    """Such as "sửa 12 thành 15", "đổi thôn Bến thành thôn Trại": the former value goes."""
    into = next((at for at, piece in enumerate(pieces) if piece.value in _INTO), None)
    into = _called_wrong_first(pieces) if into is None else into
    if into is None or not any(piece.tag is Tag.CORRECT for piece in pieces[: into + 1]):
        return list(pieces)
    if _slips_into(pieces, into):
        return [
            replace(piece, tag=Tag.APART) if at > into and piece.tag is Tag.NUMBER else piece
            for at, piece in enumerate(pieces)
        ]
    tag = next((piece.tag for piece in pieces[into + 1 :] if piece.tag in _FORMER), None)
    named = _TIMES if tag in _TIMES else {tag}
    pieces = _renumbered(pieces, into)
    return [
        replace(piece, tag=Tag.APART, day=None) if at < into and piece.tag in named else piece
        for at, piece in enumerate(pieces)
    ]


def _called_wrong_first(pieces: Sequence[Piece]) -> int | None:
    """The slip of "12 người ghi nhầm, 15 mới đúng", where what follows takes its place."""
    slip = next((at for at, piece in enumerate(pieces) if piece.tag is Tag.CORRECT), None)
    if slip is None or pieces[slip].value not in {"", "repair"}:
        return None
    is_said = any(piece.tag is Tag.NUMBER for piece in pieces[:slip])
    right = any(piece.value == "right" for piece in pieces[slip:])
    return slip if is_said and right else None


def _renumbered(pieces: Sequence[Piece], into: int) -> list[Piece]:
    """The 6 of "ghi 5 VNeID, sửa thành 6" in the place of the 5, whose topic it counts."""
    found = list(pieces)
    new = next((at for at in range(into, len(found)) if found[at].tag is Tag.NUMBER), None)
    old = next((at for at in range(into - 1, -1, -1) if found[at].tag is Tag.NUMBER), None)
    if new is None or old is None or old + 1 >= into:
        return found
    behind = found[new + 1].tag if new + 1 < len(found) else None
    if found[old + 1].tag not in {Tag.UNIT, Tag.TOPIC} or behind in {Tag.UNIT, Tag.TOPIC}:
        return found
    if found[old - 1].tag in {Tag.TOPIC, Tag.LABEL, Tag.COLON} and old:
        return found
    number, unit = found[new], found[old + 1]
    return [*found[: old + 1], *found[old + 2 : new], number, unit, *found[new + 1 :]]


def _slips_into(pieces: Sequence[Piece], into: int) -> bool:
    """Such as "20 người, gõ nhầm thành 200", "ghi nhầm 15 thành 51": what follows is the slip."""
    if pieces[into].value != "into" or pieces[into].tag is Tag.CORRECT:
        return False
    corrects = [at for at, piece in enumerate(pieces) if piece.tag is Tag.CORRECT]
    slips = [at for at in corrects if pieces[at].value in {"", "repair"}]
    is_number_said = any(piece.tag is Tag.NUMBER for piece in pieces[:into])
    return is_number_said and bool(slips) and slips == corrects and slips[-1] >= into - 3


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
    if behind is not None and behind.value == "years":
        return pieces[at].low != pieces[at].high  # "từ 60 đến 75 tuổi"
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
        and any(piece.tag in {Tag.CORRECT, Tag.REPORTING} for piece in pieces[:at])
    )


def _is_replaced(pieces: Sequence[Piece], at: int) -> bool:
    """Such as "12 à không 15", "12 người, à nhầm, 15 người"."""
    ahead = at + 1
    repaired = False
    while ahead < len(pieces) and ahead - at <= 6:  # noqa: PLR2004  # a breath
        piece = pieces[ahead]
        if piece.tag is Tag.NUMBER:
            return repaired
        if piece.value == "repair" or _is_slip_alone(pieces, at, ahead):
            repaired = True
        elif piece.tag not in _IN_A_BREATH:
            return False
        ahead += 1
    return False


def _is_slip_alone(pieces: Sequence[Piece], at: int, slip: int) -> bool:
    """The "quên" of "8 bác, quên, 9 bác": nothing beside it, and the same is counted anew."""
    if pieces[slip].tag is not Tag.CORRECT or pieces[slip].value != "more":
        return False
    around = [piece.tag for piece in (*pieces[slip - 1 : slip], *pieces[slip + 1 : slip + 2])]
    unit, number = pieces[at + 1 : slip - 1], pieces[slip + 2 : slip + 4]
    return (
        around == [Tag.BREAK, Tag.BREAK]
        and [piece.tag for piece in unit] == [Tag.UNIT]
        and [piece.tag for piece in number] == [Tag.NUMBER, Tag.UNIT]
        and number[1].value == unit[0].value
    )


def _is_renamed(pieces: Sequence[Piece], at: int) -> bool:
    """The first of "hôm kia, à không phải, hôm qua", "mức 1, ấy quên, mức 2"."""
    repaired = False
    for piece in pieces[at + 1 : at + 1 + FAR + 2]:
        if piece.tag is pieces[at].tag:
            return repaired
        if piece.value == "repair":
            repaired = True
        elif piece.tag not in {Tag.BREAK, Tag.FILLER}:
            return False
    return False


_RENAMED = frozenset({Tag.DAY, Tag.TOPIC, Tag.PLACE})
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
