"""Whether a number is of those who came and could not, or did not come at all."""

from collections.abc import Sequence

from bot.language.sentences.pieces import Piece, Tag, Unit

_TO_FAILED = frozenset({Tag.LINK, Tag.PART, Tag.AND, Tag.SAME, Tag.ADDED})
FAR = 4


def is_failed(before: Sequence[Piece], behind: Sequence[Piece]) -> bool:
    is_rest = any(piece.value == "still" for piece in before[:2])
    if _is_no_failure(before, behind):
        return False
    for piece in behind:
        if piece.value in {"not_but", "no_old", "then"}:
            break
        if piece.value in {"more", "others"} and piece.tag is Tag.FILLER:
            continue
        if piece.tag is Tag.WORD and piece is behind[0]:  # "2 bac phai hen lai": it lost its marks
            continue
        if _may_tell_why(piece) and _ends_in_failure(behind):
            continue
        if is_rest and piece.tag in {
            Tag.WORD,
            Tag.FILLER,
            Tag.TOPIC,
            Tag.NO_KEY,
            Tag.ACT,
            Tag.UNIT,
        }:
            continue
        if piece.tag in {Tag.FAILED, Tag.NOT, Tag.IDLE} or (is_rest and piece.value == "more"):
            return True
        if piece.tag not in _TO_FAILED:
            break
    said = [piece for piece in behind if piece.tag is not Tag.WORD and piece.value != Unit.ITEMS]
    said = said[1:] if said and said[0].tag is Tag.GATHER else said  # "3 bác học mãi chưa xong"
    return said[:1] != [] and said[0].value == "cannot"


def _is_no_failure(before: Sequence[Piece], behind: Sequence[Piece]) -> bool:
    """Such as "33 bà con vắng 5", "cài lại cho 6 bác quên mật khẩu"."""
    if before[:1] and before[0].tag is Tag.FOR and behind[:1] and behind[0].value == "suffers":
        return True  # "cài lại cho 4 bác bị mất máy"
    helped = any(piece.tag in {Tag.HELP, Tag.FOR} for piece in before)
    is_trouble = bool(behind) and behind[0].value == "trouble"
    tags = [piece.tag for piece in behind[:2]]
    return tags == [Tag.FAILED, Tag.NUMBER] or (helped and is_trouble)


def _may_tell_why(piece: Piece) -> bool:
    is_filler = piece.tag is Tag.FILLER and not piece.value
    return piece.tag in {Tag.WORD, Tag.NO_KEY} or piece.value == Unit.ITEMS or is_filler


def _ends_in_failure(behind: Sequence[Piece]) -> bool:
    """Such as "7 người vân tay mờ không làm được", "2 hộ nữa máy lỗi": words that tell why."""
    said = [piece for piece in behind if not _may_tell_why(piece) and piece.tag is not Tag.FILLER]
    if not said or said[0].tag is not Tag.FAILED:
        return False
    is_of_machine = any(piece.value == Unit.ITEMS for piece in behind)
    return is_of_machine or said[0].end - said[0].start > 1


def is_absent(before: Sequence[Piece]) -> bool:
    """Such as "vắng 4", "lỗi 3 bác"."""
    for piece in before[:FAR]:
        if piece.tag is Tag.FAILED:
            return True
        if piece.tag not in {Tag.LINK, Tag.FOR, Tag.COLON, Tag.FILLER}:
            return False
    return False
