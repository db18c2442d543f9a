"""Days that a message names and that are no day of a deed: feasts, deadlines, when it is told."""

from collections.abc import Sequence
from itertools import pairwise

from bot.language.date_words import PARTS_OF_DAY
from bot.language.sentences.pieces import Piece, Tag
from bot.language.sentences.text import Typed

_LEADS = frozenset(
    {"nhân", "nhan", "dịp", "hạn", "trước", "hẹn", "hen", "mừng", "đợi", "chờ", "sinh"}
)
_FAR = frozenset({"nhân", "dịp", "hẹn", "hạn"})
_FEASTS = frozenset({"dịp", "niệm", "niem", "mừng", "hưởng"})
_TO_NUMBER = frozenset({Tag.LINK, Tag.DONE, Tag.ADDED, Tag.HELP, Tag.TEAM, Tag.SELF, Tag.ROUGH})
_TELLING = ("báo", "bc", "gửi", "ghi", "nhắn", "nộp", "bổ", "sửa", "khai")
_MOVED = ("dời", "lùi", "hoãn")
REACH = 5


def is_soft(pieces: Sequence[Piece], at: int, typed: Typed) -> bool:
    """Such as "nhân ngày 20/11", "hẹn thứ 6", "trước ngày 25", "hôm nay mới báo"."""
    start = pieces[at].start
    if typed.tokens[pieces[at].end - 1].word == "nay" and _is_of_telling(pieces, at, typed):
        return True
    if typed.tokens[start].word == "nay":
        return not _counts_next(pieces, at) and any(piece.tag is Tag.DAY for piece in pieces[:at])
    if at and pieces[at - 1].tag is Tag.PART_OF_DAY:
        start = pieces[at - 1].start
    if _follows_day(pieces, at, typed):  # "tuần trước thứ năm"
        return is_soft(pieces, at - 1, typed)
    if _is_moved(pieces, at, typed) or _is_daylong(pieces[at], typed):
        return True
    if _is_feast(pieces, at, typed):
        return True
    floor = max((piece.end for piece in pieces[:at] if piece.tag is Tag.DAY), default=0)
    before = [token.word for token in typed.tokens[max(floor, start - 3) : start]]
    return bool(_LEADS.intersection(before[-2:])) or any(word in _FAR for word in before)


def _counts_next(pieces: Sequence[Piece], at: int) -> bool:
    """Such as "hôm qua 10 người nay 7 người", "hôm qua 8 người, nay được 12 người"."""
    is_next = at > 0 and pieces[at - 1].tag in {Tag.UNIT, Tag.BREAK}
    behind = next((piece for piece in pieces[at + 1 :] if piece.tag not in _TO_NUMBER), None)
    told = any(piece.tag in {Tag.NUMBER, Tag.IDLE} for piece in pieces[:at])
    return is_next and told and behind is not None and behind.tag is Tag.NUMBER


def _follows_day(pieces: Sequence[Piece], at: int, typed: Typed) -> bool:
    before = pieces[at - 1] if at else None
    return before is not None and before.tag is Tag.DAY and not _is_daylong(before, typed)


def _is_moved(pieces: Sequence[Piece], at: int, typed: Typed) -> bool:
    """Such as "lớp hôm qua dời sang hôm nay"."""
    end = pieces[at].end
    return any(token.is_in(_MOVED) for token in typed.tokens[end : end + 2])


def _is_daylong(piece: Piece, typed: Typed) -> bool:
    """The "từ sáng đến chiều" beside another day."""
    words = typed.tokens[piece.start : piece.end]
    return words[0].is_in(("từ",)) and words[-1].is_in(PARTS_OF_DAY)


def _is_feast(pieces: Sequence[Piece], at: int, typed: Typed) -> bool:
    """Such as "kỷ niệm 19/5", "nhân ngày phụ nữ 20/10": no day stands between."""
    start = at
    while start and pieces[start - 1].tag not in {Tag.BREAK, Tag.COLON, Tag.DAY, Tag.NUMBER}:
        start -= 1
    if any(piece.value == "occasion" for piece in pieces[start:at]):
        return True
    words = [token.word for token in typed.tokens[pieces[start].start : pieces[at].start]]
    if any(word in _FEASTS for word in words):
        return True
    return any(
        one == "nhân" and other in {"ngày", "dịp", "lễ", "tết"} for one, other in pairwise(words)
    )


def _is_of_telling(pieces: Sequence[Piece], at: int, typed: Typed) -> bool:
    """Such as "nay em bổ sung buổi ngày 10/1", "hôm nay mới báo: chủ nhật 14 người"."""
    behind = [piece for piece in pieces[at + 1 :] if piece.tag not in {Tag.SELF, Tag.TEAM}]
    is_named = any(piece.tag is Tag.DAY for piece in behind) or any(
        piece.tag is Tag.DAY for piece in pieces[:at]
    )
    if not is_named or not behind:
        return False
    if behind[0].tag is Tag.CORRECT or behind[0].value == "report":
        return True
    for token in typed.tokens[pieces[at].end : pieces[at].end + REACH]:
        if token.is_figure or not token.word[0].isalpha():
            return False
        if token.is_in(_TELLING):
            return True
    return False
