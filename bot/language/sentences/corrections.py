"""Whether a message corrects what was told before, and whether it adds to it or takes off it."""

from collections.abc import Sequence
from itertools import pairwise

from bot.language.sentences.cancels import OPENING, VALUES, is_reporting
from bot.language.sentences.pieces import Piece, Tag

_UNSURE = frozenset({"maybe", "more", "less"})
_CORRECTED = frozenset(
    {
        *VALUES,
        Tag.UNIT,
        Tag.LABEL,
        Tag.FILLER,
        Tag.COLON,
        Tag.HELP,
        Tag.LINK,
        Tag.SELF,
        Tag.BREAK,
        Tag.ADDED,
    }
)
_CALLS = frozenset({Tag.WORD, Tag.NOT, Tag.FAILED, Tag.CORRECT, Tag.ALARM, Tag.CALL})
SHORT = 4


def is_correction(pieces: Sequence[Piece]) -> bool:
    for at, piece in enumerate(pieces):
        if piece.value == "not_but" and not any(
            other.tag in VALUES for other in pieces[at + 1 : at + 1 + SHORT]
        ):
            continue
        if piece.value == "not_but":
            return True
        if piece.value == "into" and any(map(is_reporting, pieces[:at])):
            return True  # "báo cáo hôm qua đổi thành buổi chiều"
        if piece.value == "wrong" and _is_told_wrong(pieces, at):
            return True
        if piece.tag is not Tag.CORRECT or _is_repaired(pieces, at):
            continue
        if _corrects_nothing(pieces, at):
            continue
        if piece.value != "repair":
            return True
        if not any(before.tag in {Tag.NUMBER, Tag.APART} for before in pieces[:at]):
            return True
    return False


def _is_repaired(pieces: Sequence[Piece], at: int) -> bool:
    """The "mới đúng" of "21 bác học, à quên, 23 bác mới đúng": mended in one breath."""
    repair = next((n for n in range(at) if pieces[n].value == "repair"), 0)
    return pieces[at].value == "right" and any(
        piece.tag in {Tag.NUMBER, Tag.APART} for piece in pieces[:repair]
    )


def _corrects_nothing(pieces: Sequence[Piece], at: int) -> bool:
    is_unsure = pieces[at].value in _UNSURE
    return is_unsure and (not _corrects(pieces, at) or _is_late(pieces, at))


def _is_told_wrong(pieces: Sequence[Piece], at: int) -> bool:
    """Such as "8 VssID thôi, nãy ghi 18 là sai"."""
    before = pieces[max(0, at - SHORT) : at]
    return [piece.value for piece in before[-1:]] == ["is"] and any(
        piece.tag is Tag.REPORTING for piece in before
    )


def is_addition(pieces: Sequence[Piece]) -> bool:
    """Such as "thêm 2 cụ nữa", and nothing else."""
    if any(piece.value in {"into", "right"} for piece in pieces):
        return False
    forgets = any(piece.value == "more" and piece.tag is Tag.CORRECT for piece in pieces)
    forgets = forgets and not any(piece.value == "maybe" for piece in pieces)
    if forgets and is_correction(pieces):
        return True
    said = [piece for piece in pieces if piece.tag not in {*OPENING, Tag.COLON}]
    numbers = [piece for piece in said if piece.tag is Tag.NUMBER]
    if len(numbers) != 1 or not said:
        return False
    tags = [piece.tag for piece in said]
    if Tag.ADDED in tags and tags.index(Tag.ADDED) < tags.index(Tag.NUMBER):
        is_more = said[0].tag is Tag.ADDED or any(piece.value == "more" for piece in said)
        is_to_report = said[0].tag is Tag.ADDED and any(map(is_reporting, pieces))
        others = {Tag.PLACE, Tag.HELP} if is_to_report else {Tag.DAY, Tag.PLACE, Tag.HELP}
        return is_more and not others & set(tags)
    return said[0].tag is Tag.NUMBER and said[-1].value == "more" and len(said) <= SHORT


def _is_late(pieces: Sequence[Piece], at: int) -> bool:
    """Such as "báo bổ sung ngày 10/3, tổ hỗ trợ 22 hộ": a report of a day of its own."""
    if pieces[at].value == "maybe":
        return False
    behind = [piece for piece in pieces[at + 1 :] if piece.tag is not Tag.FILLER]
    does = any(piece.tag in {Tag.HELP, Tag.GATHER, Tag.TOPIC} for piece in behind)
    does = does and not any(piece.tag is Tag.ADDED or piece.value == "more" for piece in behind)
    has_number = any(piece.tag is Tag.NUMBER for piece in behind)
    return bool(behind) and behind[0].tag is Tag.DAY and does and has_number


def takes_off(pieces: Sequence[Piece]) -> bool:
    if any(one.value == "still" and other.tag is Tag.NUMBER for one, other in pairwise(pieces)):
        return False  # "ghi dư, còn 17 hộ": what it is now
    return any(
        piece.value == "less" and before.tag is not Tag.LINK
        for before, piece in pairwise((Piece(Tag.BREAK, 0, 0), *pieces))
        if piece.tag is Tag.CORRECT
    )


def _corrects(pieces: Sequence[Piece], at: int) -> bool:
    """Whether "sửa", "đổi" change a report: they open the message or stand beside a value."""
    behind = pieces[at + 1] if at + 1 < len(pieces) else None
    names_report = any(map(is_reporting, pieces[:at]))
    opening = {*OPENING, Tag.DAY, Tag.PART_OF_DAY} if names_report else OPENING
    opens = all(piece.tag in opening for piece in pieces[:at]) or _is_of_label(pieces, at)
    is_empty = not any(piece.tag in VALUES or piece.tag is Tag.PHOTO for piece in pieces)
    says_wrong = any(piece.tag is Tag.CORRECT or is_reporting(piece) for piece in pieces)
    if is_empty and says_wrong and not any(piece.tag is Tag.HELP for piece in pieces[:at]):
        return True
    is_value = behind is not None and (behind.tag in _CORRECTED or behind.value == "number")
    opens = opens or _only_calls(pieces[:at])
    if opens and (behind is None or is_value or is_reporting(behind)):
        return True
    opens_clause = not at or pieces[at - 1].tag in {Tag.SELF, Tag.BREAK}
    denies = any(piece.value == "not_but" for piece in pieces[:at])
    return opens_clause and denies and all(piece.tag in OPENING for piece in pieces[at + 1 :])


def _only_calls(before: Sequence[Piece]) -> bool:
    """Such as "ui ui", "chết mất", "ê bot": words that tell nothing, and no number among them."""
    calls = [piece for piece in before if piece.tag not in OPENING]
    return len(calls) <= SHORT and all(piece.tag in _CALLS for piece in calls)


def _is_of_label(pieces: Sequence[Piece], at: int) -> bool:
    """Such as "số hộ ghi dư, còn 17": what was told wrong stands in front."""
    said = [piece for piece in pieces[:at] if piece.tag not in OPENING]
    named = said[1:] if said and said[0].value == "number" else said
    return len(said) > len(named) and len(named) == 1 and named[0].tag in {Tag.UNIT, Tag.TOPIC}
