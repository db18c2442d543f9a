"""What numbers mean beside one another: the team and who of it went, an aim and what came of it."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from bot.language.sentences.counts import Count, What
from bot.language.sentences.heard import Key
from bot.language.sentences.pieces import Piece, Tag, Unit
from bot.language.sentences.roles import Role

_OF_TEAM = frozenset({Unit.PEOPLE, Unit.KIN, Unit.MEMBERS, Unit.COMRADES})
_DEEDS = frozenset({Tag.HELP, Tag.GATHER, Tag.ACT, Tag.TOPIC, Tag.NO_KEY, Tag.FOR})
_STAYED = frozenset({Tag.FAILED, Tag.IDLE})
_ENDS = frozenset({Tag.BREAK, Tag.AND, Tag.FILLER, Tag.DAY})
POPULATION = 1_000
_UNIT_OF = {What.PEOPLE: Unit.PEOPLE, What.HOUSEHOLDS: Unit.HOUSEHOLDS}
_CAME = frozenset({"present", "but", "real", "really"})
_MARKS = frozenset({Tag.DAY, Tag.PLACE, Tag.PART_OF_DAY})
_AIMS = frozenset({Role.MENTIONED, Role.WISHED})


def seen_together(pieces: Sequence[Piece], counts: Sequence[Count]) -> list[Count]:
    found: list[Count] = []
    for one in _of_one_unit(pieces, counts):
        count = _total_of(_of_village(pieces, _of_crowd(pieces, one, counts), counts), counts)
        last = found[-1] if found else None
        whole = max((one.low or 0 for one in found if one.role is Role.TEAM), default=0)
        if last is not None and _is_of_team(pieces, last, count, whole):
            found.append(replace(count, role=Role.TEAM))
        elif last is not None and _is_outcome(pieces, last, count):
            used = count.used if last.topic is None else {count.at}
            found.append(
                replace(
                    count, what=last.what, unit=last.unit, topic=last.topic, used=frozenset(used)
                )
            )
        elif count.role is Role.REPEATED and count.what is What.BARE:
            found.append(_of_both(found, count))
        elif any(_is_same(pieces, one, count) for one in found):
            found.append(replace(count, role=Role.REPEATED))
        else:
            found.append(count)
    found = [_mentioned(pieces, found, at) for at in range(len(found))]
    return [_of_sent(pieces, found, at) for at in range(len(found))]


def _of_sent(pieces: Sequence[Piece], counts: Sequence[Count], at: int) -> Count:
    """The two of "gửi 5 phản ánh, đã xử lý xong 2", "4 phản ánh, gồm 2 ổ gà": some of them."""
    count, last = counts[at], counts[at - 1] if at else None
    sent = next((one for one in counts[:at] if one.topic is Key.FEEDBACK and one.is_counted), None)
    if last is None or sent is None or count.what is not What.BARE:
        return count
    if not count.is_counted or (count.low or 0) > (sent.low or 0):
        return count
    start = max(last.used) + 1
    clause = [*pieces[start : count.at], *takewhile(_goes_on, pieces[count.at + 1 :])]
    answered = count.role is Role.PART or any(
        piece.is_done or piece.tag in {Tag.FAILED, Tag.HELP} or piece.value == "answered"
        for piece in clause
    )
    names_other = any(piece.tag in {Tag.TOPIC, Tag.UNIT} for piece in clause)
    return replace(count, role=Role.MENTIONED) if answered and not names_other else count


def _goes_on(piece: Piece) -> bool:
    return piece.tag is not Tag.BREAK


def _of_both(counts: Sequence[Count], count: Count) -> Count:
    """The three of "có 3 người, cài VNeID hết cả 3": those who were counted before."""
    same = [one for one in counts if one.is_counted and one.heads and one.low == count.low]
    return replace(count, what=same[0].what, unit=same[0].unit) if same else count


def _mentioned(pieces: Sequence[Piece], counts: Sequence[Count], at: int) -> Count:
    count = counts[at]
    later = counts[at + 1] if at + 1 < len(counts) else None
    if later is None:
        return count
    is_population = count.what is What.PEOPLE and (count.low or 0) >= POPULATION
    is_people = later.is_counted and later.what is What.PEOPLE
    if is_population and is_people and (later.low or 0) < POPULATION:
        return replace(count, role=Role.MENTIONED)  # "đảo 3 nghìn dân, hôm nay 17 người"
    if _is_told_before(pieces, count) and later.is_counted and later.what is count.what:
        return replace(count, role=Role.MENTIONED)
    is_past = _is_need(pieces, count, later) or _is_enrolled(pieces, count, later)
    if is_past or _is_told_exactly(pieces, count, later):
        return replace(count, role=Role.MENTIONED)
    is_bare = count.what is What.BARE and count.role is Role.COUNTED and later.what is What.BARE
    went = count.at > 0 and pieces[count.at - 1].value == "go"
    if is_bare and went and pieces[later.at - 1].tag is Tag.FAILED:  # "đi 22, vắng 3"
        return replace(count, what=What.PEOPLE, unit=Unit.PEOPLE)
    return count


def _is_need(pieces: Sequence[Piece], count: Count, later: Count) -> bool:
    """Such as "60 người chưa có VNeID, đã làm cho 14 người": what lacked is no failure."""
    behind = pieces[max(count.used) + 1 : later.at]
    lacks = count.role is Role.FAILED and behind[:1] and behind[0].tag is Tag.NOT
    does = any(piece.is_done or piece.tag in {Tag.HELP, Tag.ACT} for piece in behind)
    return bool(lacks) and does and later.is_counted and later.what is count.what


def _is_enrolled(pieces: Sequence[Piece], count: Count, later: Count) -> bool:
    """Such as "đăng ký 35, có mặt 28 người"."""
    if count.role is not Role.COUNTED or not later.is_counted:
        return False
    between = pieces[max(count.used) + 1 : later.at]
    near = [*between, *pieces[max(later.used) + 1 : max(later.used) + 2]]
    came = any(piece.tag is Tag.GATHER or piece.value in _CAME for piece in near)
    if not between or not came or (later.low or 0) > (count.low or 0):
        return False
    if count.what is What.BARE:
        leads = pieces[count.at - 1 : count.at]
        parts = between[0].tag in {Tag.BREAK, Tag.FAILED} or between[0].value == "but"
        return [piece.value for piece in leads] == ["signs_up"] and parts
    ends = len(between) > 1 and (between[1].tag is Tag.BREAK or between[1].value == "but")
    return count.what is later.what and between[0].value == "signs_up" and ends


def _is_told_before(pieces: Sequence[Piece], count: Count) -> bool:
    """The 30 of "tuần trước 30 người em báo rồi, hôm nay được 18 người"."""
    behind = pieces[max(count.used) + 1 : max(count.used) + 3]
    said = [piece for piece in behind if piece.tag is not Tag.SELF]
    return said[:1] != [] and said[0].value == "told"


def _is_told_exactly(pieces: Sequence[Piece], count: Count, later: Count) -> bool:
    """Such as "gần trăm người, cụ thể 96 người": only the second is meant."""
    between = pieces[max(count.used) + 1 : later.at]
    is_of_same = count.what is later.what and count.what is not What.BARE
    return (
        count.is_rough and not later.is_rough and is_of_same
        and any(piece.value == "namely" for piece in between)
    )  # fmt: skip


def _total_of(count: Count, counts: Sequence[Count]) -> Count:
    """The bare 21 of "12 bác nam, 9 bác nữ, tổng 21"."""
    if count.what is not What.BARE or count.role is not Role.TOTAL:
        return count
    parts = [one for one in counts if one.at < count.at and one.is_counted]
    for what in (What.PEOPLE, What.HOUSEHOLDS):
        same = [one for one in parts if one.what is what]
        if len(same) > 1 and sum(one.low or 0 for one in same) == count.low:
            return replace(count, what=what, unit=_UNIT_OF[what])
    return count


def _of_one_unit(pieces: Sequence[Piece], counts: Sequence[Count]) -> list[Count]:
    """Such as "thôn Bến 12, thôn Trại 15, thôn Hạ 9 người": the unit is said once for all."""
    listed = [count for count in counts if _is_behind_marker(pieces, count)]
    named = [one for one in listed if one.what in {What.PEOPLE, What.HOUSEHOLDS, What.TURNS}]
    if not named or any(count.what is named[0].what for count in counts if count not in listed):
        return [*counts]
    return [
        replace(count, what=named[0].what, unit=named[0].unit)
        if count in listed and count.what is What.BARE and _ends_there(pieces, count)
        else count
        for count in counts
    ]


def _is_behind_marker(pieces: Sequence[Piece], count: Count) -> bool:
    before = [piece for piece in pieces[max(0, count.at - 3) : count.at] if piece.tag in _MARKS]
    near = pieces[max(0, count.at - 2) : count.at]
    is_near = any(piece in before for piece in near)
    return is_near and near[-1].tag in {*_MARKS, Tag.LINK, Tag.COLON, Tag.DONE, Tag.ROUGH}


def _ends_there(pieces: Sequence[Piece], count: Count) -> bool:
    behind = pieces[count.at + 1 : count.at + 2]
    return not behind or behind[0].tag in _ENDS | _MARKS


def _of_crowd(pieces: Sequence[Piece], count: Count, counts: Sequence[Count]) -> Count:
    """The 60 of "bà con đến đông lắm, cũng phải 60"."""
    is_crowd = any(piece.tag is Tag.CROWD for piece in pieces[: count.at])
    if count.what is not What.BARE or not count.is_rough or len(counts) > 1:
        return count
    behind = pieces[count.at + 1 : count.at + 2]
    is_end = not behind or behind[0].tag in _ENDS
    return replace(count, what=What.PEOPLE, unit=Unit.PEOPLE) if is_crowd and is_end else count


def _of_village(pieces: Sequence[Piece], count: Count, counts: Sequence[Count]) -> Count:
    """The 300 of "thôn mình 300 hộ, hôm nay đi được 25 hộ": how many live there."""
    before = [piece for piece in pieces[: count.at] if piece.tag is not Tag.LINK]
    behind = pieces[max(count.used) + 1 : max(count.used) + 2]
    is_village = bool(before) and before[-1].value == "village" and bool(behind)
    ends = is_village and behind[0].tag in {Tag.BREAK, Tag.DAY}
    if count.what is not What.HOUSEHOLDS or not ends:
        return count
    is_more = any(
        other.at > count.at and other.what is count.what and (other.low or 0) < (count.low or 0)
        for other in counts
    )
    return replace(count, role=Role.MENTIONED) if is_more else count


def _is_of_team(pieces: Sequence[Piece], last: Count, count: Count, whole: int) -> bool:
    """Such as "tổ có 7 thành viên, hôm nay 5 người đi, 2 người bận": who went and who did not."""
    if last.role is not Role.TEAM or count.unit not in _OF_TEAM or count.low is None:
        return False
    if (whole or 0) < count.low or count.role is Role.TOTAL:
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
