"""What stands in front of a number and names it: "người 12", "Số người cao tuổi tham gia: 9"."""

from collections.abc import Sequence

from bot.language.sentences.pieces import Piece, Tag, Unit

_OPENING = frozenset(
    {Tag.CORRECT, Tag.FILLER, Tag.TOTAL, Tag.REPORTING, Tag.PART, Tag.LINK, Tag.AND}
)
_TO_NUMBER = frozenset({Tag.DONE, Tag.FILLER, Tag.ROUGH, Tag.LINK})
_SKIPPED_TO_LABEL = frozenset(
    {Tag.COLON, Tag.LINK, Tag.DONE, Tag.ACT, Tag.TOTAL, Tag.ROUGH, Tag.CORRECT}
)
_DEEDS_OF_LABEL = frozenset({Tag.HELP, Tag.GATHER, Tag.DONE, Tag.LINK, Tag.ACT, Tag.FILLER})
_LABELS = frozenset({Tag.TOPIC, Tag.LABEL, Tag.UNIT})
FAR = 4


def headed(pieces: Sequence[Piece], topic: int) -> int | None:
    """The "số hộ" of "số hộ đã lắp mã QR là 14": it counts them, and the topic is theirs."""
    at = topic - 1
    while at >= 0 and pieces[at].tag in _DEEDS_OF_LABEL | {Tag.WORD}:
        at -= 1
    if at < 0 or pieces[at].tag not in {Tag.LABEL, Tag.UNIT}:
        return None
    before = pieces[at - 1] if at else None
    is_number_of = pieces[at].tag is Tag.LABEL or (before is not None and before.value == "number")
    is_counted = before is not None and before.tag in {Tag.NUMBER, Tag.VAGUE}
    is_head = pieces[at].tag is Tag.LABEL or pieces[at].value == Unit.HOUSEHOLDS
    return at if is_number_of and is_head and not is_counted else None


def label_of(pieces: Sequence[Piece], at: int) -> int | None:
    """The topic, unit or "số người" in front of a number, if nothing else stands between."""
    if (heading := _heading_of(pieces, at)) is not None:
        return heading
    back = at - 2 if _is_in_brackets(pieces, at) else at - 1
    while back >= 0 and at - back <= FAR and _is_skipped(pieces[back]):
        back -= 1
    if back < 0 or not (pieces[back].tag in _LABELS or _is_attended(pieces, back, at)):
        return None
    if pieces[back].value == Unit.SESSIONS and any(p.tag is Tag.ACT for p in pieces[back:at]):
        return None  # "lớp đăng ký 35"
    if _is_object(pieces, back, at):
        return None
    is_counted_itself = back > 0 and pieces[back - 1].tag in {Tag.NUMBER, Tag.VAGUE}
    return None if is_counted_itself and not labels_lead(pieces, back) else back


def _is_object(pieces: Sequence[Piece], label: int, at: int) -> bool:
    """Such as the "dân" of "gửi giúp dân 2 phản ánh", the "lớp" of "lớp đăng ký 35 vắng 8"."""
    between = pieces[label + 1 : at]
    if pieces[label].value == Unit.SESSIONS and any(piece.tag is Tag.ACT for piece in between):
        return True
    behind = pieces[at + 1 : at + 2]
    helps = label > 0 and pieces[label - 1].tag in {Tag.HELP, Tag.ACT, Tag.FOR}
    is_people = pieces[label].tag is Tag.UNIT and not between
    return is_people and helps and behind != [] and behind[0].tag is Tag.TOPIC


def _is_attended(pieces: Sequence[Piece], verb: int, at: int) -> bool:
    """Such as "có mặt 27", and "dự 23" where the number ends what is said."""
    if pieces[verb].value == "present":
        return True
    behind = pieces[at + 1] if at + 1 < len(pieces) else None
    is_end = behind is None or behind.tag in {Tag.BREAK, Tag.FILLER}
    return pieces[verb].value == "attend" and verb == at - 1 and is_end


def _is_in_brackets(pieces: Sequence[Piece], at: int) -> bool:
    """The 5 of "VNeID (5)"."""
    around = [piece.value for piece in (*pieces[max(0, at - 1) : at], *pieces[at + 1 : at + 2])]
    return around == ["(", ")"]


def _is_skipped(piece: Piece) -> bool:
    return piece.tag in _SKIPPED_TO_LABEL or piece.value in {"into", "exact", "times", "then_have"}


def is_label_of_topic(pieces: Sequence[Piece], label: int, at: int) -> bool:
    return at - label == 1 or pieces[at - 1].tag is Tag.COLON


def is_next_label(pieces: Sequence[Piece], at: int) -> bool:
    """Such as "người 12 cụ 3": the unit behind the number is the label of the next one."""
    if at + 2 >= len(pieces) or pieces[at + 2].tag is not Tag.NUMBER:
        return False
    return labels_lead(pieces, at) and _ends_in_number(pieces, at)


def _ends_in_number(pieces: Sequence[Piece], at: int) -> bool:
    """Not "lớp 20 người 20 điện thoại 15 máy": what is counted stands behind each number."""
    while at + 1 < len(pieces) and pieces[at].tag is Tag.NUMBER and pieces[at + 1].tag in _LABELS:
        at += 2
    return at < len(pieces) and pieces[at].tag is Tag.NUMBER


def labels_lead(pieces: Sequence[Piece], at: int) -> bool:
    """Whether labels stand in front of their numbers in this line: it begins with a label."""
    start = at
    while start and pieces[start - 1].tag not in {Tag.BREAK, Tag.PART}:
        start -= 1
    first = next(
        (piece for piece in pieces[start : at + 1] if piece.tag in {*_LABELS, Tag.NUMBER}), None
    )
    return first is not None and first.tag is not Tag.NUMBER


def _heading_of(pieces: Sequence[Piece], at: int) -> int | None:
    """The unit or label that opens the clause and is told in full before the number comes."""
    end = _end(pieces, at)
    if end is None:
        return None
    start = end
    while start and pieces[start - 1].tag not in {Tag.BREAK, Tag.NUMBER, Tag.COLON}:
        start -= 1
    while start < end and pieces[start].tag in _OPENING:
        start += 1
    first, behind = pieces[start], pieces[start + 1] if start + 1 < end else None
    if first.tag is Tag.LABEL:
        names = behind is not None and behind.tag is Tag.UNIT and behind.value != Unit.HOUSEHOLDS
        return start + 1 if names else start
    if first.value == "number" and behind is not None and behind.tag is Tag.UNIT:
        return start + 1
    is_told = behind is not None and pieces[end].tag is Tag.COLON
    if pieces[end].value == "into" and first.tag is Tag.UNIT and pieces[start - 1].value == "":
        is_told = start > 0 and pieces[start - 1].tag is Tag.CORRECT  # "sửa số người … thành 18"
    return start if is_told and first.tag is Tag.UNIT and first.value != Unit.SESSIONS else None


def _end(pieces: Sequence[Piece], at: int) -> int | None:
    """Where the heading ends: at a colon or an "là" in front of the number."""
    end = at - 1
    while end > 0 and pieces[end].tag in _TO_NUMBER and not _is_copula(pieces[end]):
        end -= 1
    is_end = end > 0 and (pieces[end].tag is Tag.COLON or _is_copula(pieces[end]))
    return end if is_end else None


def _is_copula(piece: Piece) -> bool:
    """Or "thành": "số người hôm qua sửa thành 21"."""
    return (piece.tag is Tag.LINK and piece.value in {"is", "then"}) or piece.value == "into"


def is_of_topics(pieces: Sequence[Piece], at: int) -> bool:
    """The 2 of "mỗi người cài đủ 2 ứng dụng VNeID với VssID": how many are named behind."""
    leads = {piece.value for piece in pieces[max(0, at - FAR) : at]}
    named = 0
    for piece in pieces[at + 1 :]:
        if piece.tag is Tag.TOPIC:
            named += 1
        elif piece.tag is not Tag.AND and piece.value not in {",", ":"}:
            break
    return bool(leads & {"head", "enough", "both"}) and named > 1 and named == pieces[at].low


def is_alone(pieces: Sequence[Piece], at: int) -> bool:
    """The 3 of "bác Tư với 3 bác cài VNeID": nobody helps them, and nothing else is counted."""
    tags = [piece.tag for piece in pieces]
    return tags.count(Tag.NUMBER) == 1 and Tag.TOPIC in tags[at:] and Tag.HELP not in tags
