"""What numbers mean beside one another: the team and who of it went, an aim and what came of it."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from bot.language.sentences.counts import Count, What
from bot.language.sentences.pieces import Piece, Tag, Unit
from bot.language.sentences.roles import Role

_OF_TEAM = frozenset({Unit.PEOPLE, Unit.KIN, Unit.MEMBERS, Unit.COMRADES})
_DEEDS = frozenset({Tag.HELP, Tag.GATHER, Tag.ACT, Tag.TOPIC, Tag.NO_KEY, Tag.FOR})
_STAYED = frozenset({Tag.FAILED, Tag.IDLE})
_ENDS = frozenset({Tag.BREAK, Tag.AND, Tag.FILLER, Tag.DAY})
_AIMS = frozenset({Role.MENTIONED, Role.WISHED})


def seen_together(pieces: Sequence[Piece], counts: Sequence[Count]) -> list[Count]:
    found: list[Count] = []
    for count in counts:
        last = found[-1] if found else None
        if last is not None and _is_of_team(pieces, last, count):
            found.append(replace(count, role=Role.TEAM))
        elif last is not None and _is_outcome(pieces, last, count):
            used = count.used if last.topic is None else {count.at}
            found.append(
                replace(
                    count, what=last.what, unit=last.unit, topic=last.topic, used=frozenset(used)
                )
            )
        elif any(_is_same(pieces, one, count) for one in found):
            found.append(replace(count, role=Role.REPEATED))
        else:
            found.append(count)
    return found


def _is_of_team(pieces: Sequence[Piece], last: Count, count: Count) -> bool:
    """Such as "tổ có 7 thành viên, hôm nay 5 người đi, 2 người bận": who went and who did not."""
    if last.role is not Role.TEAM or count.unit not in _OF_TEAM or count.low is None:
        return False
    if (last.low or 0) < count.low or count.role is Role.TOTAL:
        return False
    end = max(count.used) + 1
    clause = [*takewhile(lambda piece: piece.tag is not Tag.BREAK, pieces[end:])]
    said = [*pieces[max(last.used) + 1 : count.at], *clause]
    if any(piece.tag in _DEEDS for piece in said):
        return False
    return any(piece.value in {"go", "still"} or piece.tag in _STAYED for piece in said)


def _is_outcome(pieces: Sequence[Piece], last: Count, count: Count) -> bool:
    """The bare 19 of "chỉ tiêu giao 30 VNeID, tổ mới làm được 19": of what was aimed at."""
    if last.role not in _AIMS or last.what is What.BARE or count.what is not What.BARE:
        return False
    behind = pieces[count.at + 1 : count.at + 2]
    is_end = not behind or behind[0].tag in _ENDS
    before = pieces[max(last.used) + 1 : count.at]
    comes = any(piece.is_done or piece.value in {"real", "but", "really"} for piece in before)
    return count.role is Role.COUNTED and is_end and comes


def _is_same(pieces: Sequence[Piece], one: Count, count: Count) -> bool:
    """Such as "21 bác học VNeID. Nhớ ghi 21 nhé": the number once more."""
    if count.what is not What.BARE or count.role is not Role.COUNTED or one.low != count.low:
        return False
    if not one.is_counted or one.what is What.BARE or count.low is None:
        return False
    start = count.at
    while start and pieces[start - 1].tag not in {Tag.BREAK, Tag.NUMBER}:
        start -= 1
    behind = pieces[count.at + 1 : count.at + 2]
    is_end = not behind or behind[0].tag in _ENDS - {Tag.AND, Tag.DAY}
    return is_end and not any(
        piece.tag in {*_DEEDS, Tag.DONE, Tag.UNIT, Tag.AND} for piece in pieces[start : count.at]
    )
