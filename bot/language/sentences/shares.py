"""Whether a later number of people is of those who were counted first, or of others beside them."""

from collections.abc import Sequence
from itertools import takewhile

from bot.language.sentences.counts import Count
from bot.language.sentences.heard import Key
from bot.language.sentences.pieces import Piece, Tag, Unit
from bot.language.sentences.roles import Role
from bot.language.sentences.topics import Bound

_ENDS = frozenset({Tag.BREAK, Tag.COLON, Tag.NUMBER})
_DEEDS = frozenset({Tag.HELP, Tag.GATHER, Tag.ACT, Tag.TOPIC, Tag.NUMBER})


def is_told_of(pieces: Sequence[Piece], count: Count) -> bool:
    """Such as "…, có 10 bác lần đầu cầm điện thoại": some of those who were counted."""
    before = pieces[max(0, count.at - 2) : count.at]
    end = max(count.used) + 1
    clause = [*takewhile(lambda piece: piece.tag is not Tag.BREAK, pieces[end:])]
    if [piece.value for piece in clause[:2]] == ["beyond", "age"]:
        return True  # "24 cụ, 3 cụ trên 80"
    leads = [piece.value for piece in pieces[max(0, count.at - 2) : count.at]]
    if leads[:1] == ["but"] and not any(piece.tag in _DEEDS for piece in clause):
        return True  # "15 bác dự nhưng chỉ 9 bác mang điện thoại"
    if clause and clause[0].value == "is" and not any(piece.tag in _DEEDS for piece in clause):
        return True  # "10 người thì 4 người là ngư dân"
    opens = [piece.tag for piece in before] == [Tag.BREAK, Tag.LINK] and before[1].value == "have"
    tags = {piece.tag for piece in clause}
    return opens and Tag.WORD in tags and tags.isdisjoint(_DEEDS)


def is_share(pieces: Sequence[Piece], main: Count, count: Count, heads: dict[int, Bound]) -> bool:
    """Such as "tập huấn 20 bà con …, 7 người cài": the seven are among the twenty."""
    if _is_joined(pieces, main, count):
        return False
    acts = count.at in heads or _does(pieces, count)
    if is_beside(pieces, main, count, heads):
        return False
    is_open = main.at not in heads or _gathers(pieces, main) or _is_done(pieces, count)
    if main.at not in heads and _does_unkeyed(pieces, main) and not _is_done(pieces, count):
        return False
    return acts and (is_open or _is_of_one_family(heads, main, count))


def _is_joined(pieces: Sequence[Piece], main: Count, count: Count) -> bool:
    """Such as "7 người cũ và 5 người mới": the five are beside the seven."""
    between = pieces[max(main.used) + 1 : min(count.used)]
    tags = {piece.tag for piece in between if piece.value != "age"}
    return Tag.AND in tags and tags <= {Tag.AND, Tag.WORD, Tag.LINK, Tag.UNIT}


def _does_unkeyed(pieces: Sequence[Piece], main: Count) -> bool:
    """Such as "4 người làm hộ chiếu, 3 người cài VNeID": a deed, though no key counts it."""
    behind = pieces[max(main.used) + 1 : max(main.used) + 3]
    return [piece.tag for piece in behind] == [Tag.ACT, Tag.NO_KEY]


def is_beside(pieces: Sequence[Piece], main: Count, count: Count, heads: dict[int, Bound]) -> bool:
    """Such as "5 bác học chuyển khoản, 4 bác nộp dịch vụ công": each with a matter of its own."""
    if main.at not in heads or count.at not in heads or count.role is Role.PART:
        return False
    if _opens_class(pieces, main) and _opens_class(pieces, count):
        return True  # "lớp VNeID 12 người, lớp QR 9 người"
    are_kin = main.unit is count.unit is Unit.KIN and not _opens_class(pieces, main)
    if _is_done(pieces, count) or (_gathers_before(pieces, main) and not are_kin):
        return False
    ours, theirs = heads[main.at].key, heads[count.at].key
    return ours is not theirs and not _is_of_one_family(heads, main, count)


def _opens_class(pieces: Sequence[Piece], count: Count) -> bool:
    before = [*takewhile(lambda piece: piece.tag not in _ENDS, reversed(pieces[: count.at]))]
    return any(piece.value == Unit.SESSIONS for piece in before)


def _is_of_one_family(heads: dict[int, Bound], main: Count, count: Count) -> bool:
    """A class about VNeID, and how many of it came to a level."""
    if main.at not in heads or count.at not in heads:
        return False
    return heads[main.at].key is Key.VNEID and heads[count.at].key in {Key.VNEID1, Key.VNEID2}


def _does(pieces: Sequence[Piece], count: Count) -> bool:
    near = pieces[max(0, count.at - 3) : max(count.used) + 3]
    return any(piece.tag in {Tag.ACT, Tag.DONE, Tag.TOPIC} for piece in near)


def acts_apart(pieces: Sequence[Piece], count: Count) -> bool:
    """Whether its own clause tells of a deed: then it is of others, though as many."""
    behind = pieces[max(count.used) + 1 :]
    clause = [*takewhile(lambda piece: piece.tag is not Tag.BREAK, behind)]
    return any(piece.tag in {Tag.ACT, Tag.TOPIC, Tag.NO_KEY} for piece in clause)


def does_other(pieces: Sequence[Piece], main: Count, count: Count, heads: dict[int, Bound]) -> bool:
    """Such as "4 chị chốt được đơn" of those whose topic is known: a deed that counts nothing."""
    behind = pieces[max(count.used) + 1 : max(count.used) + 3]
    return main.at in heads and [piece.tag for piece in behind] == [Tag.WORD, Tag.DONE]


def _is_done(pieces: Sequence[Piece], count: Count) -> bool:
    near = pieces[max(0, count.at - 3) : max(count.used) + 3]
    return any(piece.is_done for piece in near)


def _gathers(pieces: Sequence[Piece], count: Count) -> bool:
    """Whether the first head stands in a class or a crowd, which the later ones belong to."""
    behind = pieces[max(count.used) + 1 : max(count.used) + 3]
    return _gathers_before(pieces, count) or any(piece.tag is Tag.GATHER for piece in behind)


def _gathers_before(pieces: Sequence[Piece], count: Count) -> bool:
    back = count.at - 1
    while back >= 0 and pieces[back].tag is not Tag.BREAK:
        if pieces[back].tag is Tag.GATHER or pieces[back].value == Unit.SESSIONS:
            return True
        back -= 1
    return False
