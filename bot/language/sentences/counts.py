"""Every number of a message with what it counts and the part it plays."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum, auto
from itertools import pairwise

from bot.language.sentences.heard import Key
from bot.language.sentences.labels import (
    headed,
    is_alone,
    is_label_of_topic,
    is_next_label,
    is_of_topics,
    label_of,
    labels_lead,
)
from bot.language.sentences.pieces import Piece, Tag, Unit
from bot.language.sentences.roles import Role, is_between_acts, role_of


class What(StrEnum):
    PEOPLE = auto()
    HOUSEHOLDS = auto()
    SESSIONS = auto()
    TOPIC = auto()
    TURNS = auto()
    """Turns and things: they count the topic beside them."""
    BARE = auto()


@dataclass(frozen=True, slots=True)
class Count:
    """`at` is its place among the pieces, `used` are the pieces that it takes with it."""

    at: int
    low: int | None
    high: int | None
    is_rough: bool
    what: What
    unit: Unit | None
    topic: Key | None
    role: Role
    used: frozenset[int]
    is_sum: bool = False
    """Worked out here, of people named one kind after the other."""

    @property
    def is_range(self) -> bool:
        return self.low != self.high

    @property
    def is_counted(self) -> bool:
        return self.role in {Role.COUNTED, Role.TOTAL, Role.PART, Role.EACH}

    @property
    def heads(self) -> bool:
        """Whether topics around it may be counted by it."""
        return self.what in {What.PEOPLE, What.HOUSEHOLDS, What.TURNS}


PEOPLE_UNITS = frozenset(
    {
        Unit.PEOPLE, Unit.KIN, Unit.ELDERLY, Unit.FISHERMEN, Unit.FREELANCE, Unit.VULNERABLE,
        Unit.MEMBERS,
        Unit.COMRADES, Unit.MALE, Unit.FEMALE,
    }
)  # fmt: skip
_WHAT = {
    Unit.HOUSEHOLDS: What.HOUSEHOLDS, Unit.SESSIONS: What.SESSIONS, Unit.TURNS: What.TURNS,
    Unit.ITEMS: What.TURNS, Unit.FILES: What.TOPIC,
}  # fmt: skip
_KINDS = frozenset({Unit.ELDERLY, Unit.MALE, Unit.FEMALE})
_OPENING_KINDS = frozenset({Tag.BREAK, Tag.PART, Tag.AND, Tag.LINK})
FAR = 4
OLD_AGE = 60


def counts_of(pieces: Sequence[Piece]) -> list[Count]:
    found: list[Count] = []
    for at, piece in enumerate(pieces):
        if piece.tag is Tag.NUMBER:
            count = _count(pieces, at)
            is_first = not any(one.low == count.low and one.what is count.what for one in found)
            if count.role is Role.REPEATED and is_first and count.what is not What.BARE:
                count = replace(count, role=Role.COUNTED)  # "10 suất quà …, 10 hộ đó"
            found.append(count)
    return found


def _count(pieces: Sequence[Piece], at: int) -> Count:
    what, unit, topic, used = _counted(pieces, at)
    piece = pieces[at]
    is_said_of_label = (
        unit is Unit.KIN
        and at > 1
        and pieces[at - 1].tag in {Tag.LINK, Tag.COLON}
        and pieces[at - 1].value != "have"
        and label_of(pieces, at) is not None
    )  # "chữ ký số là 2 em gõ lộn": the one who speaks, or two people
    went = what is What.PEOPLE and at > 0 and pieces[at - 1].value == "go"
    went = went or is_between_acts(pieces, at) or _joins_named(pieces, at, used)
    role = role_of(pieces, at, max((*used, at)), unit)
    if what is What.TOPIC and is_of_topics(pieces, at):
        topic, used, role = None, set(), Role.MENTIONED
    if role is Role.MENTIONED and what is What.TOPIC and _is_of_each(pieces, at):
        is_one = unit is Unit.TURNS or piece.low == 1
        if is_one:  # "mỗi người làm 1 lần chuyển khoản": all of them did it
            topic, used = None, {at + 1} if unit is Unit.TURNS else set()
        else:
            role = Role.EACH
    return Count(
        at,
        piece.low,
        piece.high,
        piece.is_rough or went or is_said_of_label,
        what,
        unit,
        topic,
        role,
        frozenset({at, *used}),
    )


def _is_of_each(pieces: Sequence[Piece], at: int) -> bool:
    """Such as the 2 of "mỗi chị 2 mã QR"."""
    return any(piece.value == "head" for piece in pieces[max(0, at - FAR) : at])


_Counted = tuple[What, Unit | None, Key | None, set[int]]


def _joins_named(pieces: Sequence[Piece], at: int, used: set[int]) -> bool:
    """Such as "bác Hòa và 4 bác nữa", "cô Lan 65 tuổi cùng 4 bác": who was named comes on top."""
    behind = pieces[max((*used, at)) + 1 :][:1]
    is_more = any(piece.value in {"more", "others"} for piece in behind)
    named = [piece.value for piece in pieces[max(0, at - 3) : at]]
    if Tag.NUMBER not in [piece.tag for piece in pieces[:at]] and len(named) > 1:
        is_more = is_more or named[-2] == "age" or (named[0] == "kin" and is_alone(pieces, at))
    joins = bool(named) and pieces[at - 1].tag in {Tag.AND, Tag.WITH}
    return is_more and joins and named[-1] != "still"


def _counted(pieces: Sequence[Piece], at: int) -> _Counted:
    behind = pieces[at + 1] if at + 1 < len(pieces) else None
    label = label_of(pieces, at)
    if behind is not None and behind.tag is Tag.UNIT:
        if label is not None and is_label_of_topic(pieces, label, at) and is_next_label(pieces, at):
            return _by_label(pieces, label)
        return _by_unit(pieces, at)
    if behind is not None and behind.tag is Tag.TOPIC:
        if label is not None and labels_lead(pieces, at):
            return _by_label(pieces, label)
        return What.TOPIC, None, Key(behind.value), {at + 1}
    if label is None and _is_act_on_topic(pieces, at):
        return What.TOPIC, None, Key(pieces[at + 2].value), {at + 1, at + 2}
    if behind is not None and behind.tag is Tag.NO_KEY:
        return What.BARE, None, None, set()
    if label is not None and not _is_of_unknown(behind):
        return _by_label(pieces, label)
    old = _called_old_among(pieces, at)
    is_among = behind is not None and behind.tag is Tag.PART and not (behind.value or old)
    if is_among and any(piece.value == Unit.PEOPLE for piece in pieces[:at]):
        return What.PEOPLE, Unit.PEOPLE, None, {at + 1}  # "12 người, 5 trong số đó làm dvc"
    return (What.PEOPLE, Unit.ELDERLY, None, {old}) if old else (What.BARE, None, None, set())


def _is_of_unknown(behind: Piece | None) -> bool:
    """Such as "hội nghị 60 khách mời": it counts what stands behind it, which nobody knows."""
    return behind is not None and behind.tag is Tag.WORD


def _is_act_on_topic(pieces: Sequence[Piece], at: int) -> bool:
    """Such as "4 cài VNeID", where people stood before: "12 người, 4 cài VNeID"."""
    tags = [piece.tag for piece in pieces[at + 1 : at + 3]]
    has_people = any(
        piece.tag is Tag.UNIT and before.tag is Tag.NUMBER
        for before, piece in pairwise(pieces[:at])
    )
    return tags == [Tag.ACT, Tag.TOPIC] and has_people


def _by_unit(pieces: Sequence[Piece], at: int) -> _Counted:
    unit = Unit(pieces[at + 1].value)
    used = {at + 1}
    kind = _kind_in_front(pieces, at)
    if kind is not None and unit in {Unit.PEOPLE, Unit.KIN, Unit.TURNS}:
        return What.PEOPLE, Unit(pieces[kind].value), None, {*used, kind}
    near = pieces[at + 2 : at + 5]
    if unit in {Unit.PEOPLE, Unit.KIN} and (_is_of_age(near) or _is_called_old(near)):
        unit = Unit.ELDERLY
    behind = pieces[at + 2] if at + 2 < len(pieces) else None
    if unit is Unit.TURNS and behind is not None and behind.value in PEOPLE_UNITS:
        return What.PEOPLE, Unit(behind.value), None, {*used, at + 2}  # "45 lượt phật tử"
    if unit in PEOPLE_UNITS:
        return What.PEOPLE, unit, None, used
    topic_at = at + 2
    while (
        topic_at < len(pieces)
        and pieces[topic_at].tag in {Tag.LINK, Tag.ACT}
        and topic_at < at + FAR
    ):
        topic_at += 1
    topic = pieces[topic_at] if topic_at < len(pieces) else None
    names_topic = topic is not None and topic.tag is Tag.TOPIC
    if names_topic and topic is not None and unit in {Unit.TURNS, Unit.ITEMS, Unit.FILES}:
        return What.TOPIC, unit, Key(topic.value), {*used, topic_at}
    if unit is Unit.FILES or (unit is Unit.ITEMS and _are_files(pieces, at)):
        return What.TOPIC, unit, Key.DVC, used
    return _WHAT[unit], unit, None, used


def _kind_in_front(pieces: Sequence[Piece], at: int) -> int | None:
    """Such as the old of "trong đó cụ chín người", "cao tuổi: 7 người"."""
    kind = at - 1
    while kind > 0 and pieces[kind].tag in {Tag.COLON, Tag.LINK, Tag.DONE}:
        kind -= 1
    if kind < 0 or pieces[kind].tag is not Tag.UNIT or pieces[kind].value not in _KINDS:
        return None
    opens = kind == 0 or pieces[kind - 1].tag in _OPENING_KINDS
    return kind if opens else None


def _are_files(pieces: Sequence[Piece], at: int) -> bool:
    """Such as "hồ sơ đất đai nộp qua mạng 5 bộ"."""
    for piece in reversed(pieces[:at]):
        if piece.tag in {Tag.BREAK, Tag.NUMBER, Tag.TOPIC}:
            return False
        if piece.value == Unit.FILES:
            return True
    return False


def _called_old_among(pieces: Sequence[Piece], at: int) -> int:
    """Where "4 trong số ấy là người cao tuổi" says who the four are; 0 for nowhere."""
    if at + 1 >= len(pieces) or pieces[at + 1].tag is not Tag.PART:
        return 0
    for place in range(at + 2, min(at + 2 + FAR, len(pieces))):
        if pieces[place].value == Unit.ELDERLY:
            behind = pieces[place + 1 : place + 2]
            return 0 if behind and behind[0].tag is Tag.NUMBER else place  # a label of its own
        if pieces[place].tag not in {Tag.LINK, Tag.FILLER, Tag.SAME}:
            return 0
    return 0


def _is_called_old(behind: Sequence[Piece]) -> bool:
    """Such as "bốn người trong đó là người cao tuổi"."""
    named = [piece for piece in behind if piece.tag is not Tag.PART]
    return (
        len(named) > 1
        and named[0].tag is Tag.LINK
        and named[0].value != "have"
        and named[1].value == Unit.ELDERLY
    )


def _is_of_age(behind: Sequence[Piece]) -> bool:
    """Such as the "trên 70 tuổi" of "10 người trên 70 tuổi"."""
    for piece in behind:
        if piece.value == "age":
            is_bound = piece is not behind[0]
            return is_bound and piece.low is not None and piece.low >= OLD_AGE
        if piece.tag not in {Tag.FILLER, Tag.WORD, Tag.ROUGH, Tag.PART}:
            return False
    return False


def _by_label(pieces: Sequence[Piece], label: int) -> _Counted:
    piece = pieces[label]
    if piece.tag is Tag.TOPIC:
        named = headed(pieces, label)
        if named is not None:
            return _by_label(pieces, named)
        return What.TOPIC, None, Key(piece.value), {label}
    if piece.value == Unit.TURNS and piece.tag is Tag.LABEL:
        return What.TURNS, Unit.TURNS, None, {label}
    if piece.tag in {Tag.LABEL, Tag.GATHER}:
        return What.PEOPLE, Unit.PEOPLE, None, {label}
    unit = Unit(piece.value)
    if unit in PEOPLE_UNITS:
        return What.PEOPLE, unit, None, {label}
    if unit is Unit.FILES:
        return What.TOPIC, unit, Key.DVC, {label}
    return _WHAT[unit], unit, None, {label}


def is_ambiguous(pieces: Sequence[Piece], count: Count) -> bool:
    """Such as "cài vneid 5 dịch vụ công": the number may belong to either side."""
    if count.what is not What.TOPIC or count.unit is not None:
        return False
    at = count.at
    behind = pieces[at + 1] if at + 1 < len(pieces) else None
    has_other = at + 2 < len(pieces) and pieces[at + 2].tag is Tag.NUMBER
    by_label = at + 1 not in count.used
    both = behind is not None and behind.tag is Tag.TOPIC and label_of(pieces, at) is not None
    if not both:
        return False
    return not has_other if by_label else True
