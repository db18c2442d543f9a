"""Joins that name a topic: its level, what is sold online, the files of somebody."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from bot.language.sentences.heard import Key
from bot.language.sentences.pieces import Piece, Tag, Unit

LEVELLED = {"1": Key.VNEID1, "2": Key.VNEID2}
_LEVELS = frozenset(LEVELLED.values())
BETWEEN = frozenset({Tag.FILLER, Tag.ACT, Tag.DONE, Tag.LINK, Tag.WORD})
FAR = 3


def topics_named(pieces: Sequence[Piece]) -> list[Piece]:
    return _invoices_named(
        _files_named(_sold_online(_levelled(_applied_online(_for_them(pieces)))))
    )


def _invoices_named(pieces: Sequence[Piece]) -> list[Piece]:
    """The "hóa đơn" of "hóa đơn 9", "hóa đơn: 9" is the one that is counted."""
    found = [*pieces]
    for at, piece in enumerate(pieces):
        behind = [one.tag for one in pieces[at + 1 : at + 3] if one.tag is not Tag.COLON]
        if piece.value == "bill" and behind[:1] == [Tag.NUMBER]:
            found[at] = replace(piece, tag=Tag.TOPIC, value=Key.INVOICE)
    return found


def _applied_online(pieces: Sequence[Piece]) -> list[Piece]:
    """Such as "làm giấy phép lái xe online": a public service."""
    found: list[Piece] = []
    for piece in pieces:
        last = found[-1] if found else None
        if piece.value == "online" and last is not None and last.value == "paper":
            found[-1] = replace(last, tag=Tag.TOPIC, value=Key.DVC, end=piece.end)
        else:
            found.append(piece)
    return found


def _for_them(pieces: Sequence[Piece]) -> list[Piece]:
    """The "hộ" of "nộp hộ 3 cụ", "sửa lại hộ" is for somebody, no household."""
    found = list(pieces)
    for at, (before, piece) in enumerate(pairwise(pieces), start=1):
        is_word = piece.value == Unit.HOUSEHOLDS and piece.end == piece.start + 1
        if is_word and before.tag in {Tag.ACT, Tag.HELP, Tag.CORRECT, Tag.CANCEL}:
            behind = pieces[at + 1] if at + 1 < len(pieces) else None
            is_other = behind is not None and behind.tag in {Tag.COLON, Tag.BACKGROUND}
            found[at] = piece if is_other else replace(piece, tag=Tag.FILLER, value="for")
    return found


def _files_named(pieces: Sequence[Piece]) -> list[Piece]:
    """The "hồ sơ" of "nộp hộ 3 cụ hồ sơ trợ cấp": a topic where no other one is named."""
    if any(piece.tag is Tag.TOPIC for piece in pieces):
        return list(pieces)
    found = list(pieces)
    for at, piece in enumerate(pieces):
        if piece.value != Unit.FILES or not at:
            continue
        is_counted = pieces[at - 1].tag in {Tag.NUMBER, Tag.VAGUE}
        acts = any(one.tag in {Tag.ACT, Tag.HELP} for one in pieces[:at])
        has_heads = any(
            one.tag is Tag.NUMBER and other.tag is Tag.UNIT for one, other in pairwise(pieces[:at])
        )
        if acts and has_heads and not is_counted:
            found[at] = replace(piece, tag=Tag.TOPIC, value=Key.DVC)
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
