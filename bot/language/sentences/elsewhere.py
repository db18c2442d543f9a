"""Matters that no report is about: hearsay, invitations, warnings, weddings, matches."""

from collections.abc import Sequence
from itertools import pairwise

from bot.language.sentences.counts import Count, What
from bot.language.sentences.pieces import Piece, Tag
from bot.language.sentences.roles import Role


def is_elsewhere(pieces: Sequence[Piece], counts: Sequence[Count]) -> bool:
    """Hearsay, invitations, other matters, as long as nothing was done and counted."""
    if _is_alarm(pieces, counts) and not _tells_apart(pieces, counts):
        return True
    tags = {piece.tag for piece in pieces}
    first = next((count.at for count in counts if is_deed(pieces, count)), len(pieces))
    idle = next((at for at, piece in enumerate(pieces) if piece.tag is Tag.IDLE), len(pieces))
    first = min(first, idle)
    if is_called(pieces[:first]) and not _tells_apart(pieces, counts):
        return True
    if _is_thanked(pieces, counts):
        return True
    if not counts and _is_to_whoever(pieces):
        return True
    counted = [count for count in counts if count.is_counted and count.what is not What.BARE]
    mentioned = [count for count in counts if count.role in {Role.MENTIONED, Role.WISHED}]
    if not counted and mentioned and not tags & {Tag.IDLE, Tag.HELP}:
        is_vague = any(
            one.tag is Tag.VAGUE and other.tag is Tag.UNIT for one, other in pairwise(pieces)
        )
        if is_vague and Tag.TOPIC in tags:  # "một số chị lập gian hàng, mua 1 tặng 1"
            return False
        return not any(count.what is What.BARE and count.is_counted for count in counts)
    if (Tag.IDLE in tags and Tag.DAY in tags) or any(_is_labelled(count) for count in counts):
        return False
    if Tag.HELP in tags or Tag.TOPIC in tags or any(piece.value == "teach" for piece in pieces):
        return False
    return any(
        piece.tag is Tag.ELSEWHERE and not (at and pieces[at - 1].value == "because")
        for at, piece in enumerate(pieces)
    )


def _is_labelled(count: Count) -> bool:
    """Such as "Số người: 0": whoever fills a form reports."""
    return count.is_counted and count.what is not What.BARE and min(count.used) < count.at


def _is_alarm(pieces: Sequence[Piece], counts: Sequence[Count]) -> bool:
    """Warnings of swindlers, complaints: of nobody who was helped before they begin."""
    alarm = next((at for at, piece in enumerate(pieces) if piece.tag is Tag.ALARM), None)
    if any(piece.tag is Tag.IDLE for piece in pieces):
        return False
    if alarm is None or any(piece.tag in {Tag.HELP, Tag.GATHER} for piece in pieces[:alarm]):
        return False
    told = [count for count in counts if count.at < alarm and count.is_counted]
    return not any(
        piece.tag is Tag.TOPIC or piece.is_done
        for count in told
        for piece in pieces[max(0, count.at - 3) : min(alarm, count.at + 5)]
    )


def is_called(pieces: Sequence[Piece]) -> bool:
    return any(
        piece.tag is Tag.CALL or (piece.tag is Tag.HEARSAY and not _is_helped(pieces, at))
        for at, piece in enumerate(pieces)
    )


def _is_helped(pieces: Sequence[Piece], at: int) -> bool:
    """The "thôn bên" of "giúp bà con thôn bên 12 người cài VNeID": helped, not told of."""
    start = at
    while start and pieces[start - 1].tag is not Tag.BREAK:
        start -= 1
    return any(piece.tag is Tag.HELP for piece in pieces[start:at])


def _tells_apart(pieces: Sequence[Piece], counts: Sequence[Count]) -> bool:
    """Whether a clause of its own tells of people who were helped: then it may be a report."""
    start = 0
    for end, piece in enumerate((*pieces, None)):
        if piece is not None and piece.tag not in {Tag.BREAK, Tag.COLON}:
            continue
        clause = pieces[start:end]
        has_count = any(count.is_counted and start <= count.at < end for count in counts)
        tells = any(one.tag in {Tag.HELP, Tag.TOPIC, Tag.DAY} or one.is_done for one in clause)
        is_apart = is_called(clause) or any(
            one.tag is Tag.ALARM or one.value == "strong" for one in clause
        )
        if has_count and tells and not is_apart:
            return True
        start = end + 1
    return False


def is_called_first(pieces: Sequence[Piece]) -> bool:
    """Whether what may be no report at all stands in front of the first number."""
    first = next(
        (at for at, piece in enumerate(pieces) if piece.tag in {Tag.NUMBER, Tag.IDLE}), len(pieces)
    )
    start = first
    while start and not (pieces[start - 1].tag is Tag.BREAK and pieces[start - 1].value in ".!?⏎"):
        start -= 1
    does = any(piece.tag in {Tag.HELP, Tag.GATHER, Tag.TOPIC, Tag.DAY} for piece in pieces[start:])
    return is_called(pieces[start if does else 0 : first])


def _is_thanked(pieces: Sequence[Piece], counts: Sequence[Count]) -> bool:
    """Such as "cảm ơn 4 cháu sinh viên đã về giúp thôn": those who helped, and nobody else."""
    tags = {piece.tag for piece in pieces}
    if len(counts) != 1 or Tag.TOPIC in tags or Tag.IDLE in tags:
        return False
    before = [piece for piece in pieces[: counts[0].at] if piece.tag is not Tag.FILLER]
    thanks = any(piece.value == "thanks" for piece in pieces[: counts[0].at])
    return thanks and all(piece.tag in {Tag.WORD, Tag.SELF} for piece in before)


def _is_to_whoever(pieces: Sequence[Piece]) -> bool:
    """Such as "bác nào chưa cài VNeID thì …": a call to those who have not."""
    for piece in pieces:
        if piece.tag in {Tag.NOT, Tag.IDLE, Tag.FAILED}:
            return False
        if piece.tag is Tag.NOBODY and piece.value != "none":
            return True
    return False


def is_deed(pieces: Sequence[Piece], count: Count) -> bool:
    """A number of people who were helped, not only one that is named."""
    return (
        count.is_counted
        and count.what is not What.BARE
        and any(
            piece.tag in {Tag.HELP, Tag.GATHER, Tag.ACT, Tag.TOPIC}
            for piece in pieces[: count.at + 4]
        )
    )
