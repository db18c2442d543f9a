"""Small joins after the scan: nobody at all, only, partners; then what was taken back."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from bot.language.sentences.named import topics_named
from bot.language.sentences.pieces import Piece, Tag, Unit
from bot.language.sentences.ratios import ratios_meant
from bot.language.sentences.withdrawn import Joined, without_withdrawn


def joined(pieces: Sequence[Piece]) -> Joined:
    named = topics_named(ratios_meant(pieces))
    kept = without_withdrawn(_joining(_only(_summed(_nobody_named(_unknown_how_many(named))))))
    return Joined(tuple(kept.pieces), kept.takes_back)


def _nobody_named(pieces: Sequence[Piece]) -> list[Piece]:
    """The "không ai" of no topic: nobody came, or ("không ai nghe máy") something else."""
    found = list(pieces)
    for at, piece in enumerate(pieces):
        if piece.tag is not Tag.NOBODY or _has_topic_near(pieces, at):
            continue
        if piece.value != "none":  # "chưa đi được nhà nào"
            if _is_denied_before(pieces, at):
                found[at] = replace(piece, tag=Tag.IDLE)
            continue
        behind = next((other for other in pieces[at + 1 :] if other.tag is not Tag.FILLER), None)
        came = behind is None or behind.tag in {Tag.BREAK, Tag.GATHER, Tag.HELP, Tag.DONE}
        found[at] = replace(piece, tag=Tag.IDLE if came else Tag.WORD, value="")
    return found


def _unknown_how_many(pieces: Sequence[Piece]) -> list[Piece]:
    """Such as "chả nhớ nổi bao nhiêu": no question, and whatever number follows is a guess."""
    found = _some_of_place(pieces)
    pieces = tuple(found)
    for at, piece in enumerate(pieces):
        is_denied = at > 0 and pieces[at - 1].tag in {Tag.NOT, Tag.IDLE}
        if piece.tag is Tag.QUESTION and is_denied and piece.value == "":
            found[at] = replace(piece, tag=Tag.FILLER)  # "không hoạt động gì ạ"
        if piece.value == "some" and _is_of_things(pieces, at):
            found[at] = replace(piece, tag=Tag.FILLER)
        if piece.value != "how_many" or piece.tag is not Tag.QUESTION:
            continue
        if _tells_of_some(pieces, at):
            found[at] = replace(piece, tag=Tag.FILLER, value="")
            continue
        near = pieces[max(0, at - 4) : at]
        ends = any(other.value == "?" for other in pieces[at:])
        if ends or not any(other.tag is Tag.NOT or other.value == "more" for other in near):
            continue
        found[at] = replace(piece, tag=Tag.VAGUE)
        found = [
            replace(other, is_rough=True) if other.tag is Tag.NUMBER else other for other in found
        ]
    return found


def _some_of_place(pieces: Sequence[Piece]) -> list[Piece]:
    """The "mấy người" of "thôn Hạ mấy người thôi, thôn Bến 14 người": few, and no question."""
    found: list[Piece] = []
    numbers = [at for at, piece in enumerate(pieces) if piece.tag is Tag.NUMBER]
    is_asked = any(piece.value == "?" for piece in pieces)
    for at, piece in enumerate(pieces):
        is_how_many = piece.tag is Tag.QUESTION and piece.value == "how_many"
        is_some = piece.end == piece.start + 2 and not is_asked and bool(numbers)
        near = any(before.tag is Tag.PLACE for before in pieces[max(0, at - 3) : at])
        if piece.value == "some" and near and not is_asked and _is_counted_elsewhere(pieces, at):
            found.append(replace(piece, tag=Tag.VAGUE, value=""))
        elif piece.tag is Tag.LABEL and found and found[-1].tag is Tag.VAGUE:
            found.append(replace(piece, tag=Tag.UNIT, value=Unit.PEOPLE))
        elif is_how_many and is_some and near and _is_counted_elsewhere(pieces, at):
            middle = piece.start + 1
            found.append(replace(piece, tag=Tag.VAGUE, end=middle, value=""))
            found.append(replace(piece, tag=Tag.UNIT, start=middle, value=Unit.PEOPLE))
        else:
            found.append(piece)
    return found


def _is_counted_elsewhere(pieces: Sequence[Piece], at: int) -> bool:
    """Whether another place has its number."""
    places = [n for n, piece in enumerate(pieces) if piece.tag is Tag.PLACE]
    return any(
        any(piece.tag is Tag.NUMBER for piece in pieces[place + 1 : place + 4])
        for place in places
        if not place < at < place + 4
    )


def _is_of_things(pieces: Sequence[Piece], at: int) -> bool:
    """The "được mấy" of "bán được mấy thùng mắm": who was taught stands before."""
    asks = any(piece.value == "?" for piece in pieces)
    told = any(piece.tag is Tag.NUMBER for piece in pieces[:at])
    behind = pieces[at + 1 : at + 2]
    return told and not asks and bool(behind) and behind[0].tag in {Tag.WORD, Tag.THING}


def _tells_of_some(pieces: Sequence[Piece], at: int) -> bool:
    """Such as "mấy bạn đoàn viên giúp 20 bác": some who helped, no question."""
    behind = pieces[at + 1 :]
    if any(piece.value == "?" or piece.tag is Tag.QUESTION for piece in behind):
        return False
    tags = [piece.tag for piece in takewhile(lambda one: one.tag is not Tag.BREAK, behind)]
    return Tag.HELP in tags and Tag.NUMBER in tags[tags.index(Tag.HELP) :]


def _is_denied_before(pieces: Sequence[Piece], at: int) -> bool:
    back = at - 1
    denied = False
    while back >= 0 and pieces[back].tag is not Tag.BREAK:
        if pieces[back].tag is Tag.NUMBER:
            return False
        denied = denied or pieces[back].tag in {Tag.NOT, Tag.FAILED}
        back -= 1
    return denied


def _has_topic_near(pieces: Sequence[Piece], at: int) -> bool:
    start, end = at, at
    while start and pieces[start - 1].tag is not Tag.BREAK:
        start -= 1
    while end < len(pieces) and pieces[end].tag is not Tag.BREAK:
        end += 1
    return any(piece.tag in {Tag.TOPIC, Tag.NO_KEY} for piece in pieces[start:end])


def _only(pieces: Sequence[Piece]) -> list[Piece]:
    """The "mỗi" of "có mỗi 2 bác", the "chỉ" of "chỉ 3 người làm"."""
    found = list(pieces)
    for at, (piece, behind) in enumerate(pairwise(pieces)):
        is_short = piece.end == piece.start + 1
        is_only = piece.tag is Tag.EACH or piece.value == "only"
        if is_only and is_short and behind.tag is Tag.NUMBER:
            found[at] = replace(piece, tag=Tag.LINK, value="")
    return found


def _summed(pieces: Sequence[Piece]) -> list[Piece]:
    """The "cộng" of "5 nam, 8 nữ, cộng 13 người" is a sum, not that of "5 bác cộng 3 cháu"."""
    return [
        replace(piece, tag=Tag.TOTAL)
        if piece.value == "plus" and behind.tag is Tag.NUMBER and before.tag is Tag.BREAK
        else piece
        for before, piece, behind in zip(
            (Piece(Tag.FILLER, 0, 0), *pieces),
            pieces,
            (*pieces[1:], Piece(Tag.FILLER, 0, 0)),
            strict=False,
        )
    ]


def _joining(pieces: Sequence[Piece]) -> list[Piece]:
    """Such as "bên hội nông dân có 19 người", "bên đoàn dự kiến": they came, or plan with us."""
    found = list(pieces)
    for at, piece in enumerate(pieces):
        if piece.value != "partner":
            continue
        behind = [other for other in pieces[at + 1 : at + 4] if other.tag is not Tag.WORD]
        lead = [other.tag for other in behind if other.tag is not Tag.UNIT]
        clause = [*takewhile(lambda other: other.tag is not Tag.BREAK, pieces[at:])]
        with_us = any(
            (one.tag in {Tag.AND, Tag.WITH} or one.value == "along")
            and other.tag in {Tag.TEAM, Tag.SELF}
            for one, other in pairwise(clause)
        )
        before = [other.tag for other in pieces[max(0, at - 4) : at]]
        with_us = with_us or before in (
            [Tag.SELF, Tag.AND, Tag.NUMBER, Tag.UNIT],
            [Tag.TEAM, Tag.AND, Tag.NUMBER, Tag.UNIT],
        )
        comes = (
            with_us or lead[:2] == [Tag.LINK, Tag.NUMBER] or lead[:1] in ([Tag.AHEAD], [Tag.NUMBER])
        )
        if comes:
            found[at] = replace(piece, tag=Tag.FILLER)
    return found
