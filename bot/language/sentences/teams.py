"""Whether a number is of those who helped, or of members who were taught themselves."""

from collections.abc import Sequence
from itertools import pairwise, takewhile

from bot.language.sentences.apart import GROUPS
from bot.language.sentences.pieces import Piece, Tag, Unit

GLUE = frozenset({Tag.LINK, Tag.COLON, Tag.FILLER, Tag.LABEL, Tag.DONE, Tag.FOR, Tag.ROUGH})
_ON_THE_WAY = frozenset({Tag.FILLER, Tag.WORD, Tag.LINK, Tag.SELF, Tag.PLACE, Tag.DAY})
_DOING = frozenset({Tag.HELP, Tag.GATHER, Tag.ACT, Tag.OTHER_ACT})
_WORKERS = frozenset({Unit.MEMBERS, Unit.COMRADES})
_HELPERS = frozenset({*_WORKERS, Unit.KIN})


def is_team(before: Sequence[Piece], behind: Sequence[Piece], unit: Unit | None) -> bool:
    if unit is None or unit in {Unit.HOUSEHOLDS, Unit.SESSIONS, Unit.TURNS, Unit.ITEMS, Unit.FILES}:
        return False
    for piece in before[:2]:
        if piece.tag is Tag.TEAM:
            return True
        if piece.tag not in {Tag.LINK, Tag.FILLER, Tag.PART}:
            break
    if _are_of_groups(before):
        return True
    if _names_team(behind) and not any(piece.tag in {Tag.HELP, Tag.GATHER} for piece in before):
        return True
    helped = any(piece.tag in {Tag.HELP, Tag.FOR} for piece in before) or any(
        piece.tag is Tag.GATHER and piece.value != "present" for piece in before[:2]
    )
    teaches = any(piece.tag in {Tag.HELP, Tag.GATHER} for piece in behind[:2])
    if before[:1] and before[0].value == "because" and teaches:  # "lớp do 2 thầy cô dạy"
        return True
    if unit in _WORKERS:
        return not helped
    joins = bool(before) and before[0].tag in {Tag.AND, Tag.WITH}
    is_company = joins and len(before) > 1 and before[1].tag in {Tag.SELF, Tag.TEAM}
    return is_company and any(piece.tag is Tag.HELP for piece in behind) and not helped


def _are_of_groups(before: Sequence[Piece]) -> bool:
    """Such as the 3 of "tổ chia 2 nhóm 3 người"."""
    if not before or before[0].value != GROUPS:
        return False
    doing = next(
        (piece for piece in before[1:] if piece.tag not in {Tag.WORD, Tag.LINK, Tag.PART}), None
    )
    return doing is not None and doing.tag is Tag.TEAM


def _names_team(behind: Sequence[Piece]) -> bool:
    """Such as "3 bạn trong tổ", "3 chị trong BCH trực"; not "12 chị ở tổ đan lưới"."""
    said = [piece for piece in behind if piece.tag not in GLUE]
    if said[:1] and said[0].tag is Tag.TEAM and said[0] in behind[:2]:
        return not (len(said) > 1 and said[1].tag is Tag.WORD and behind[0].tag is Tag.FILLER)
    doing = next((piece for piece in said if piece.tag is not Tag.WORD), None)
    return doing is not None and doing.value == "duty"


def are_taught(
    pieces: Sequence[Piece], at: int, behind: Sequence[Piece], unit: Unit | None
) -> bool:
    """Such as "cử 6 đồng chí đi dự", "tập huấn cho thành viên tổ: 7 đồng chí"."""
    said = (one for one in behind if one.value == "content" or one.tag not in _ON_THE_WAY)
    does = next(said, None)
    attends = does is not None and does.value in {"attend", "content"}
    attends = attends and not _come_to_teach(behind)
    if unit not in _WORKERS:
        end = at + 1
        while end < len(pieces) and pieces[end].tag is not Tag.BREAK:
            end += 1
        return _attend_class(pieces[at + 1 : end])
    return attends or any(
        (one.tag is Tag.FOR and other.value == Unit.MEMBERS)
        or (one.tag is Tag.TEAM and other.tag is Tag.DONE and _gathers(pieces[place + 2 :]))
        for place, (one, other) in enumerate(pairwise(pieces[:at]))
    )


def _come_to_teach(behind: Sequence[Piece]) -> bool:
    """Such as "2 cán bộ xã về dạy cho 40 bà con"; not "3 tổ viên về tập huấn"."""
    return [piece.value for piece in behind[:2]] == ["content", "teach"] and any(
        piece.tag is Tag.NUMBER for piece in behind[2:4]
    )


def _gathers(behind: Sequence[Piece]) -> bool:
    """The "tập huấn" of "tổ em được phường tập huấn"."""
    does = [piece.tag for piece in behind[:4] if piece.tag in {Tag.GATHER, Tag.HELP, Tag.NUMBER}]
    return does[:1] == [Tag.GATHER]


def _come_to_help(before: Sequence[Piece], behind: Sequence[Piece]) -> bool:
    """Such as "3 bạn tình nguyện về hỗ trợ, …": they came for it, nobody came to them."""
    if any(piece.tag in {Tag.HELP, Tag.GATHER, Tag.FOR} for piece in before):
        return False
    way = [*takewhile(lambda piece: piece.tag is not Tag.HELP, behind)]
    helps = len(way) < len(behind)
    comes = any(piece.value in {"go", "content", "volunteer"} for piece in way)
    return (
        helps
        and comes
        and all(
            piece.tag is Tag.WORD or piece.value in {"go", "content", "volunteer", "to"}
            for piece in way
        )
    )


def _are_teachers(
    pieces: Sequence[Piece], at: int, before: Sequence[Piece], behind: Sequence[Piece]
) -> bool:
    """Such as "có 2 cô giáo dạy", "chỉ có 2 người hướng dẫn": whom nobody is told behind."""
    teaches = bool(behind) and (behind[0].tag is Tag.HELP or behind[0].value == "teach")
    ends = len(behind) < 2 or behind[1].tag in {Tag.BREAK, Tag.AND}  # noqa: PLR2004
    leads = (
        bool(before)
        and before[0].tag is Tag.LINK
        and not any(piece.tag in {Tag.HELP, Tag.GATHER} for piece in before)
    )
    others = any(
        piece.tag is Tag.NUMBER and n != at and (piece.low or 0) > (pieces[at].low or 0)
        for n, piece in enumerate(pieces)
    )
    return teaches and ends and leads and others


def _help_others(
    pieces: Sequence[Piece], at: int, before: Sequence[Piece], behind: Sequence[Piece]
) -> bool:
    """Such as "9 em kèm 36 cụ", "2 cháu đoàn viên giúp 14 bác", the two of "em với 2 bạn"."""
    if any(piece.tag in {Tag.HELP, Tag.GATHER, Tag.FOR, Tag.DONE} for piece in before):
        return False
    unit = pieces[at + 1].value if at + 1 < len(pieces) else ""
    later = [
        one.low or 0
        for one, other in pairwise(pieces[at + 1 :])
        if one.tag is Tag.NUMBER and other.tag is Tag.UNIT
    ]
    if unit not in _HELPERS or not later:
        return False
    speaks = [piece.tag for piece in before[:2]] == [Tag.AND, Tag.SELF]
    if speaks and before[1].value != "kin":  # "bác với 5 cụ" may all have come to learn
        return _go_to_others(pieces[at + 2 :])
    said = [piece for piece in behind if piece.value != Unit.COMRADES]
    tags = [piece.tag for piece in said if piece.tag is not Tag.FOR][:3]
    return tags == [Tag.HELP, Tag.NUMBER, Tag.UNIT] and (pieces[at].low or 0) < later[0]


def _go_to_others(behind: Sequence[Piece]) -> bool:
    """Whether somebody else is helped in the same breath."""
    said = [*takewhile(lambda piece: piece.tag not in {Tag.BREAK, Tag.DAY}, behind)]
    number = next((n for n, piece in enumerate(said) if piece.tag is Tag.NUMBER), None)
    return number is not None and any(
        piece.tag in {Tag.HELP, Tag.FOR} or piece.value == "go" for piece in said[:number]
    )


def _attend_class(behind: Sequence[Piece]) -> bool:
    """The "dự lớp tập huấn" of "cả tổ 8 người dự lớp tập huấn"; not "đi dạy"."""
    verb = next((n for n, piece in enumerate(behind) if piece.tag in _DOING), None)
    return (
        verb is not None
        and behind[verb].value == "attend"
        and any(
            piece.tag in {Tag.NO_KEY, Tag.TOPIC} or piece.value == Unit.SESSIONS
            for piece in behind[verb:]
        )
    )


def are_helpers(
    pieces: Sequence[Piece], at: int, before: Sequence[Piece], behind: Sequence[Piece]
) -> bool:
    """Such as "3 bạn nữa đi cùng", and of "tổ 8 người thì 6 người đi" those who went."""
    if any(piece.value == "along" for piece in behind[:3]) and not any(
        piece.tag is Tag.HELP for piece in before
    ):
        return True
    if _come_to_help(before, behind) and any(piece.tag is Tag.NUMBER for piece in pieces[at + 1 :]):
        return True
    if _are_teachers(pieces, at, before, behind) or _help_others(pieces, at, before, behind):
        return True
    if not behind or behind[0].value != "go":
        return False
    start = at
    while start and pieces[start - 1].tag is not Tag.BREAK:
        start -= 1
    clause = pieces[start:at]
    return any(piece.tag is Tag.TEAM for piece in clause) and any(
        piece.tag is Tag.NUMBER for piece in clause
    )
