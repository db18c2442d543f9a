"""What was said without a number: a crowd, nobody at all, something without a known name."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from bot.language.sentences.heard import Key
from bot.language.sentences.pieces import Piece, Tag, Unit
from bot.language.sentences.secrets import BLANK
from bot.language.sentences.text import Typed

_CROWD = frozenset(
    {
        Unit.PEOPLE,
        Unit.KIN,
        Unit.ELDERLY,
        Unit.FISHERMEN,
        Unit.FREELANCE,
        Unit.VULNERABLE,
        Unit.TURNS,
    }
)

NAMED_SO = (
    "lớp",
    "khóa",
    "mã",
    "phòng",
    "khu",
    "trường",
    "đội",
    "công an",
    "sim",
    "số",
    "an",
    "samsung",
    "oppo",
    "iphone",
    "xiaomi",
    "realme",
    "vivo",
    "redmi",
    "level",
    "đề",
)
_VERSION = re.compile(r"\d+(?:\.\d+){2,}|[ak]\d{1,2}")
_NEEDING = frozenset({"needs", "signs_up"})
_DEEDS = frozenset(
    {Tag.HELP, Tag.GATHER, Tag.ACT, Tag.TOPIC, Tag.NO_KEY, Tag.IDLE, Tag.LABEL, Tag.DONE, Tag.PART}
)


def crowds(pieces: Sequence[Piece]) -> Iterator[Key]:
    """Such as "vài bác", "đông lắm", "các hộ"."""
    for at, (piece, behind) in enumerate(zip(pieces, (*pieces[1:], None), strict=True)):
        if piece.tag is Tag.VAGUE and _are_helpers(pieces, at):
            continue
        if piece.value == "share" and _are_old(pieces[at + 1 : at + 3]):
            yield Key.ELDERLY
        is_vague = piece.tag is Tag.VAGUE and behind is not None and behind.tag is Tag.UNIT
        unit = behind.value if behind is not None else ""
        if is_vague and unit == Unit.HOUSEHOLDS:
            yield Key.HOUSEHOLDS
        elif is_vague and unit == Unit.ELDERLY and piece.value != "the":
            yield Key.PEOPLE
            yield Key.ELDERLY
        elif piece.tag is Tag.CROWD or (is_vague and piece.value != "the" and unit in _CROWD):
            yield Key.PEOPLE


def are_some(pieces: Sequence[Piece], at: int) -> bool:
    """The "mấy" of "thôn Hạ mấy bác": so many that nobody counted."""
    behind = pieces[at + 1 : at + 2]
    if pieces[at].tag is not Tag.VAGUE or pieces[at].value == "the" or not behind:
        return False
    is_counted = behind[0].tag is Tag.UNIT and behind[0].value in {*_CROWD, Unit.HOUSEHOLDS}
    return is_counted and not _are_helpers(pieces, at)


def _are_old(behind: Sequence[Piece]) -> bool:
    """Such as "đa số là người cao tuổi"."""
    said = [piece for piece in behind if piece.tag is not Tag.LINK]
    return bool(said) and said[0].value == Unit.ELDERLY


def _are_helpers(pieces: Sequence[Piece], at: int) -> bool:
    """Such as "các cháu đoàn viên giúp bà con": they helped, nobody asks how many."""
    if any(piece.tag in {Tag.HELP, Tag.GATHER, Tag.FOR} for piece in pieces[:at]):
        return False
    units = [*takewhile(lambda one: one.tag is Tag.UNIT, pieces[at + 1 :])]
    end = at + 1 + len(units)
    does = end < len(pieces) and pieces[end].tag is Tag.HELP
    return bool(units) and does


def is_idle(pieces: Sequence[Piece], at: int) -> bool:
    """Not "tổ không nghỉ", and not the "chưa ai" of one topic alone."""
    if pieces[at].tag is not Tag.IDLE:
        return False
    if at and pieces[at - 1].tag in {Tag.NOT, Tag.NUMBER, Tag.UNIT}:
        return False
    is_one_word = pieces[at].end == pieces[at].start + 1
    near = pieces[max(0, at - 2) : at]
    if near[-1:] and near[-1].tag in {Tag.LINK, Tag.WORD}:
        near = near[:-1]
    if is_one_word and near and near[-1].value == "time":  # "học đến 21 giờ thì nghỉ"
        return False
    ahead = at + 1
    while ahead < len(pieces) and pieces[ahead].tag not in {Tag.BREAK, Tag.PLACE, Tag.DAY}:
        if pieces[ahead].tag in {Tag.TOPIC, Tag.NO_KEY}:
            return False
        ahead += 1
    back = at - 1
    while back >= 0 and pieces[back].tag not in {Tag.BREAK, Tag.PLACE, Tag.DAY}:
        if pieces[back].tag is Tag.TOPIC:
            return False
        back -= 1
    return True


def names_unknown(pieces: Sequence[Piece]) -> bool:
    """Something was installed whose name nobody knows: it may be one that is counted."""
    tags = {piece.tag for piece in pieces}
    is_online = any(piece.value == "online" for piece in pieces)
    files = any(piece.value == Unit.FILES for piece in pieces)
    if is_online and not files and Tag.ACT in tags and Tag.TOPIC not in tags:
        return True
    return any(
        piece.tag is Tag.ACT
        and (behind.value == "strange" or (piece.value in _NEEDING and behind.tag is Tag.WORD))
        and not _leads_to_topic(pieces[at + 1 :])
        and not (at and pieces[at - 1].value == "content")  # "để đăng ký thi"
        for at, (piece, behind) in enumerate(pairwise(pieces))
    )


def _leads_to_topic(behind: Sequence[Piece]) -> bool:
    """Such as "đăng ký nhập học cho con trên cổng dịch vụ công"."""
    for piece in behind:
        if piece.tag is Tag.TOPIC:
            return True
        if piece.tag in {Tag.BREAK, Tag.NUMBER, Tag.AND}:
            return False
    return False


def shares_deed(pieces: Sequence[Piece]) -> bool:
    """Such as "một nửa làm xong VNeID"; not "đa số là phụ nữ"."""
    for at, piece in enumerate(pieces):
        if piece.value != "share":
            continue
        behind = pieces[at + 1] if at + 1 < len(pieces) else None
        names_them = behind is not None and behind.tag is Tag.LINK and behind.value != "have"
        ahead = [*takewhile(lambda one: one.tag is not Tag.BREAK, pieces[at + 1 :])]
        knows = any(one.tag in _DEEDS or one.tag is Tag.UNIT for one in ahead)
        if any(one.tag in _DEEDS for one in ahead) or not (
            names_them or (not knows and any(one.tag is Tag.WORD for one in ahead))
        ):
            return True
    return False


def holds_figures(pieces: Sequence[Piece], typed: Typed) -> bool:
    """A word with figures in it ("vn5") that names no class: it may be a count."""
    return any(
        piece.tag is Tag.WORD
        and any(sign.isdecimal() for sign in typed.tokens[piece.start].word)
        and not _VERSION.fullmatch(typed.tokens[piece.start].word)
        and not (piece.start and typed.tokens[piece.start - 1].is_in(NAMED_SO))
        for piece in pieces
    )


_DIGITS = ("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")
_OF_NAMES = frozenset({Unit.KIN, Unit.ELDERLY, Unit.SESSIONS})


def holds_digit_word(pieces: Sequence[Piece], typed: Typed) -> bool:
    """Such as the seven of "19 bác, hộ bảy, cụ hai": no name, and nobody read it."""
    return any(
        piece.tag is Tag.WORD
        and typed.tokens[piece.start].word in _DIGITS
        and before.tag is Tag.UNIT
        and before.value not in _OF_NAMES
        and (behind is None or behind.tag is Tag.BREAK)
        for before, piece, behind in zip(pieces, pieces[1:], (*pieces[2:], None), strict=False)
    )


_ATTENDING = ("dự", "học", "đến", "gia")
"""The last word of "người dự", "người tham gia": they came for something."""


def _beside_people(pieces: Sequence[Piece]) -> list[Piece]:
    """The clauses that count people; what stands in others tells nothing of them."""
    found: list[Piece] = []
    start = 0
    for end, piece in enumerate((*pieces, None)):
        if piece is not None and piece.tag is not Tag.BREAK:
            continue
        clause = pieces[start:end]
        if any(one.tag is Tag.NUMBER for one in clause):
            found.extend(clause)
        start = end + 1
    return found


def lacks_deed(pieces: Sequence[Piece], typed: Typed) -> bool:
    """People and words that nobody knows, and nothing that a team does: it may be no report."""
    tags = {piece.tag for piece in pieces}
    has_session = any(piece.value == Unit.SESSIONS for piece in pieces)
    told = _beside_people(pieces)
    strangers = any(piece.tag is Tag.WORD for piece in told) or any(
        piece.value == Unit.ITEMS and before.tag is not Tag.NUMBER
        for before, piece in pairwise((Piece(Tag.BREAK, 0, 0), *told))
    )
    if any(
        piece.tag is Tag.UNIT and typed.tokens[piece.end - 1].is_in(_ATTENDING) for piece in pieces
    ):
        return False
    is_blanked = any(piece.value == BLANK for piece in pieces)
    return strangers and not is_blanked and not has_session and tags.isdisjoint(_DEEDS)
