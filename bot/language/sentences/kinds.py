"""What a message is: a report, a plan, a correction, a cancellation, a question, or none."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from bot.language import day_rules as rules
from bot.language.sentences.activities import Activity
from bot.language.sentences.cancels import (
    drops_photos,
    is_cancelled,
)
from bot.language.sentences.corrections import is_addition, is_correction
from bot.language.sentences.counts import Count, What
from bot.language.sentences.elsewhere import is_deed, is_elsewhere
from bot.language.sentences.heard import Kind
from bot.language.sentences.pieces import Piece, Tag, Unit
from bot.language.sentences.roles import Role

_DOINGS = frozenset({Tag.HELP, Tag.GATHER, Tag.TOPIC, Tag.PLACE})
_EVIDENCE = frozenset({Tag.HELP, Tag.GATHER, Tag.IDLE})
_DEEDS = frozenset({Tag.HELP, Tag.GATHER, Tag.ACT})
SENTENCE_ENDS = ".!?;⏎"


def kind_of(
    pieces: Sequence[Piece], counts: Sequence[Count], activities: Sequence[Activity],
    today: date,
) -> Kind:  # fmt: skip
    if is_cancelled(pieces, counts):
        return Kind.QUESTION if _asks_how(pieces) else Kind.CANCEL
    if is_asked(pieces, counts):
        return Kind.QUESTION
    if is_correction(pieces) or is_addition(pieces) or drops_photos(pieces):
        return Kind.CORRECTION
    if is_elsewhere(pieces, counts):
        return Kind.PLAN if _invites(pieces, counts, activities, today) else Kind.OTHER
    if not _is_about_a_report(pieces, counts):
        return Kind.PLAN if _is_intended(pieces, activities, today) else Kind.OTHER
    if is_plan(pieces, counts, activities, today):
        return Kind.PLAN
    return Kind.REPORT


def asks_beside(pieces: Sequence[Piece], counts: Sequence[Count]) -> bool:
    """Whether a question stands beside a report, or what looks like one inside it."""
    return _asks(pieces) and not is_asked(pieces, counts)


def is_asked(pieces: Sequence[Piece], counts: Sequence[Count]) -> bool:
    """A question and nothing else: no other sentence tells of people who were helped."""
    if not _asks(pieces):
        return False
    start = 0
    for end, piece in enumerate((*pieces, None)):
        if piece is not None and not (piece.tag is Tag.BREAK and piece.value in SENTENCE_ENDS):
            continue
        sentence = pieces[start:end]
        is_soft = _is_soft(sentence)
        is_question = (piece is not None and piece.value == "?") or _asks(sentence)
        inside = [count for count in counts if start <= count.at < end]
        if any(is_deed(pieces, count) for count in inside) and (
            not is_question or is_soft or _is_in_passing(sentence)
        ):
            return False
        start = end + 1
    return True


def _asks_how(pieces: Sequence[Piece]) -> bool:
    """Such as "làm sao xóa báo cáo gửi nhầm"."""
    at = next(at for at, piece in enumerate(pieces) if piece.tag is Tag.CANCEL)
    return any(piece.tag is Tag.QUESTION and piece.value == "" for piece in pieces[:at])


def _asks(pieces: Sequence[Piece]) -> bool:
    if any(piece.tag is Tag.QUESTION or piece.value == "?" for piece in pieces):
        return True
    said = [piece for piece in pieces if piece.tag not in {Tag.FILLER, Tag.BREAK, Tag.SELF}]
    if len(said) > 1 and said[-1].value == "no?":
        is_had = any(piece.value == "have" for piece in said[:-2])
        return said[-2].tag not in {Tag.UNIT, Tag.NUMBER, Tag.AND} or (
            is_had and (said[-2].tag is Tag.UNIT)
        )
    if len(said) > 2 and said[-1].value == "yet?" and said[-2].tag not in {Tag.UNIT, Tag.NUMBER}:  # noqa: PLR2004
        return any(piece.value == "did" for piece in said[-4:])
    if said and said[0].value == "who":  # "ai dạy lớp tối nay"
        is_request = any(piece.value == "have" for piece in said[1:2])
        others = {Tag.NUMBER, Tag.NOT, Tag.FAILED}
        return not is_request and not any(piece.tag in others for piece in said)
    if any(piece.value == "why" for piece in said[-2:]):  # "vssid lấy lại sao ta"
        return not any(piece.tag is Tag.NUMBER for piece in said)
    return bool(said) and said[0].value == "why"


def _is_soft(sentence: Sequence[Piece]) -> bool:
    """Such as "ghi giúp 12 người, được không?": it asks about the report, not instead of it."""
    asking = [piece for piece in sentence if piece.tag is Tag.QUESTION]
    if any(piece.value == "then_have" for piece in sentence):
        return False  # "… thì có tính không ạ?"
    told = next((at for at, piece in enumerate(sentence) if piece.tag is Tag.NUMBER), len(sentence))
    if any(
        piece.value == "have" and behind.tag is not Tag.NUMBER
        for piece, behind in pairwise(sentence[told:])
    ):
        return False  # "6 thành viên tổ có được tính không ạ?"
    return bool(asking) and all(piece.value == "soft" for piece in asking)


def _is_in_passing(sentence: Sequence[Piece]) -> bool:
    """Such as "hướng dẫn 12 người biết thế nào là lừa đảo": the words of a question inside."""
    if any(piece.value == "?" for piece in sentence):
        return False
    tags = [piece.tag for piece in sentence if piece.tag not in {Tag.FILLER, Tag.BREAK}]
    if Tag.QUESTION not in tags or Tag.HELP not in tags or Tag.NUMBER not in tags:
        return False
    return tags.index(Tag.HELP) < tags.index(Tag.NUMBER) < tags.index(Tag.QUESTION) < len(tags) - 1


def is_plan(
    pieces: Sequence[Piece], counts: Sequence[Count], activities: Sequence[Activity], today: date
) -> bool:
    days = [day for activity in activities for day in activity.judged.days]
    if days and all(day > today for day in days):
        return not _is_told_as_done(pieces)
    if not days and any(
        isinstance(piece.day, rules.Week) and piece.day.offset > 0 for piece in pieces
    ):
        return True
    ahead = next(
        (at for at, piece in enumerate(pieces) if piece.tag is Tag.AHEAD
         and not _is_of_what_came(pieces, counts, at)), None,
    )  # fmt: skip
    if ahead is None or (days and not any(day >= today for day in days)):
        return False
    first = next((at for at, piece in enumerate(pieces) if piece.tag is Tag.NUMBER), len(pieces))
    return ahead < first


def _is_of_what_came(pieces: Sequence[Piece], counts: Sequence[Count], ahead: int) -> bool:
    """The "định" of "định mở lớp 30 người mà có 18 người": its number is not meant any more."""
    first = next((count for count in counts if count.at > ahead), None)
    if ahead and pieces[ahead - 1].tag is Tag.APART:
        return True  # "mới đạt 60% kế hoạch"
    if first is None or first.role is not Role.MENTIONED:
        return False
    return not any(piece.tag is Tag.BREAK for piece in pieces[ahead : first.at])


def _invites(
    pieces: Sequence[Piece], counts: Sequence[Count], activities: Sequence[Activity], today: date
) -> bool:
    """Such as "Kính mời 35 chị em ngày mai ra nhà văn hóa học": people and a day to come."""
    heads = {What.PEOPLE, What.HOUSEHOLDS}
    has_people = any(count.what in heads and count.is_counted for count in counts)
    if has_people and any(piece.tag is Tag.AHEAD for piece in pieces):
        return _is_intended(pieces, activities, today)  # "nếu mai không mưa tôi sẽ đến 15 hộ"
    if any(count.role is Role.WISHED and count.what is not What.BARE for count in counts):
        return _is_intended(pieces, activities, today)
    invites = any(piece.tag is Tag.CALL and piece.value == "invites" for piece in pieces)
    return has_people and invites and _is_intended(pieces, activities, today)


def _is_told_as_done(pieces: Sequence[Piece]) -> bool:
    """Such as "ngày 15/12 tổ đã hướng dẫn": a day to come by mistake."""
    return any(
        one.value == "did" and other.tag in _DEEDS and other.value != "signs_up"
        for one, other in pairwise(pieces)
    )


def _is_intended(pieces: Sequence[Piece], activities: Sequence[Activity], today: date) -> bool:
    """Such as "thứ bảy tới mở lớp": a day to come and something that teams do."""
    days = [day for activity in activities for day in activity.judged.days]
    does = any(piece.tag in _DOINGS or piece.value == Unit.SESSIONS for piece in pieces)
    return bool(days) and all(day > today for day in days) and does


def _is_about_a_report(pieces: Sequence[Piece], counts: Sequence[Count]) -> bool:
    if any(piece.tag is Tag.TOPIC for piece in pieces):
        return True
    if any(piece.tag is Tag.IDLE for piece in pieces) or _is_uncounted(pieces):
        return True
    if any(count.what is not What.BARE and count.unit is not Unit.ITEMS for count in counts):
        return True
    if any(count.at and pieces[count.at - 1].is_done for count in counts):
        return True  # "hôm nay xong 12 máy"
    bare = any(count.what is What.BARE and count.is_counted for count in counts)
    tags = {piece.tag for piece in pieces}
    if bare and (
        tags & {*_EVIDENCE, Tag.DAY, Tag.PART_OF_DAY} or any(piece.is_done for piece in pieces)
    ):
        return True
    if bare and Tag.WORD not in tags:
        return True
    if Tag.CROWD in tags and tags & {*_EVIDENCE, Tag.DAY}:
        return True
    return Tag.HELP in tags and bool(tags & {Tag.DAY, Tag.PAST})


def _is_uncounted(pieces: Sequence[Piece]) -> bool:
    """Such as "1x người", "vài hộ": somebody came, and nobody knows how many."""
    return any(
        one.tag is Tag.VAGUE and other.tag is Tag.UNIT and one.value != "the"
        for one, other in pairwise(pieces)
    )
