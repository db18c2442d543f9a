"""Which head count each topic of an activity belongs to, or that nobody did it, or no number."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import dropwhile, takewhile

from bot.language.sentences.counts import Count
from bot.language.sentences.excepted import all_but_them
from bot.language.sentences.heads import head_of
from bot.language.sentences.heard import Key
from bot.language.sentences.pieces import Piece, Tag, Unit
from bot.language.sentences.roles import Role


@dataclass(frozen=True, slots=True)
class Bound:
    """`head` None: said without a number, or (`is_none`) that there was nobody."""

    key: Key
    at: int
    head: Count | None = None
    is_none: bool = False
    is_doubtful: bool = False


STRONG = ".;!?⏎|"
_IN_RUN = frozenset(
    {Tag.AND, Tag.ACT, Tag.FILLER, Tag.LINK, Tag.TOPIC, Tag.NO_KEY, Tag.HELP, Tag.WORD}
)
_CANCELLING = frozenset({Tag.NOBODY, Tag.IDLE})
_DENYING = frozenset({Tag.NOT, Tag.IDLE, Tag.FAILED})
_NO_HEADS = frozenset({Unit.ELDERLY, Unit.SESSIONS, Unit.ITEMS})
_TO_OWN_NUMBER = frozenset({Tag.NUMBER, Tag.FOR, Tag.DONE, Tag.COLON})
FAR = 4
_MEANS = frozenset({Key.SMARTHP, Key.VNEID, Key.DVC, Key.ETAX})
_DONE_THROUGH = frozenset({Key.FEEDBACK, Key.DVC, Key.PAYMENT, Key.ETAX})


def bind(pieces: Sequence[Piece], counts: Sequence[Count], start: int, end: int) -> list[Bound]:
    used = {at for count in counts for at in count.used}
    inside = [count for count in counts if start <= count.at < end]
    bound: list[Bound] = []
    for run in _runs(pieces, start, end, used):
        bound.extend(_bind_run(pieces, inside, run, bound))
    return bound


def _runs(pieces: Sequence[Piece], start: int, end: int, used: set[int]) -> Iterator[list[int]]:
    """Topics that stand together: "VNeID và dịch vụ công", also with commas between."""
    run: list[int] = []
    for at in range(start, end):
        piece = pieces[at]
        if piece.tag is Tag.TOPIC and at not in used:
            run.append(at)
        elif run and not _goes_on(pieces, at, end, used):
            yield run
            run = []
    if run:
        yield run


def _goes_on(pieces: Sequence[Piece], at: int, end: int, used: set[int]) -> bool:
    """Whether the run of topics goes on behind this piece: only "và", a comma and verbs between."""
    ahead = at
    while ahead < end and ahead - at <= FAR:
        piece = pieces[ahead]
        if piece.tag is Tag.TOPIC:
            return ahead not in used
        is_comma = piece.tag is Tag.BREAK and piece.value in ",-"
        if piece.value == "still":
            return False
        if not is_comma and piece.tag not in {Tag.AND, Tag.ACT, Tag.NO_KEY, Tag.HELP}:
            return False
        ahead += 1
    return False


def _bind_run(
    pieces: Sequence[Piece], counts: Sequence[Count], run: Sequence[int], earlier: Sequence[Bound]
) -> Iterator[Bound]:
    first, last = run[0], run[-1]
    if _is_instrument(pieces, first) or _was_had_before(pieces, counts, last):
        return
    if _is_put_off(pieces, first):
        return
    if _is_cancelled(pieces, first, last):
        former = _done_before(pieces, counts, run)
        if former:
            is_parted = _are_parted(pieces, former[-1], run[len(former)])
            for one in _bind_run(pieces, counts, former, earlier):  # "học VNeID và eTax chưa ai …"
                yield one if is_parted else replace(one, is_doubtful=True)
            run, first = run[len(former) :], run[len(former)]
        has_own = len(run) > 1 and _has_own_number(pieces, last)
        none = run[:-1] if has_own else run
        yield from (Bound(Key(pieces[at].value), at, is_none=True) for at in none)
        if not has_own:
            return
        run, first = run[-1:], last
    head, is_doubtful = _head_of(pieces, counts, run, earlier)
    if (
        head is not None
        and head.role is Role.FAILED
        and (_are_known(pieces, counts, run, earlier) or _wait_for_later(pieces, head, first))
    ):
        return
    is_doubtful = is_doubtful or _is_about_trouble(pieces, first)
    is_doubtful = is_doubtful or _stands_between(pieces, head, run)
    if head is not None and any(piece.tag is Tag.IDLE for piece in pieces[head.at : first]):
        is_doubtful = True
    for at in run:
        yield Bound(Key(pieces[at].value), at, head, is_doubtful=is_doubtful)


def _head_of(
    pieces: Sequence[Piece], counts: Sequence[Count], run: Sequence[int], earlier: Sequence[Bound]
) -> tuple[Count | None, bool]:
    left = all_but_them(pieces, counts, run[0])
    if left is not None:
        return left, False
    taken = {one.head.at for one in earlier if one.head}
    return head_of(pieces, counts, run[0], run[-1], taken)


def _stands_between(pieces: Sequence[Piece], head: Count | None, run: Sequence[int]) -> bool:
    """The topic of "38 chị hóa đơn điện tử 3 hộ": no verb says whose it is."""
    if head is None or max(head.used) + 1 != run[0] or head.unit is Unit.ELDERLY:
        return False
    behind = pieces[run[-1] + 1 : run[-1] + 4]
    tags = [piece.tag for piece in behind]
    is_other = tags[:2] == [Tag.NUMBER, Tag.UNIT] and behind[1].value not in _NO_HEADS
    return is_other and tags[2:] in ([], [Tag.BREAK])


def _done_before(
    pieces: Sequence[Piece], counts: Sequence[Count], run: Sequence[int]
) -> Sequence[int]:
    """The first of "9 bác học VNeID, eTax thì chưa ai làm": only the last one is denied."""
    first = run[0]
    start = first
    while start and pieces[start - 1].tag is not Tag.BREAK:
        start -= 1
    heads = [one for one in counts if one.heads and one.is_counted and start <= one.at < first]
    if not heads:
        return ()
    between = pieces[max(heads[-1].used) + 1 : first]
    if any(piece.tag in _DENYING or piece.tag is Tag.NOBODY for piece in between):
        return ()
    breaks = [n for n in range(1, len(run)) if _are_parted(pieces, run[n - 1], run[n])]
    return run[: breaks[-1] if breaks else -1]


def _are_parted(pieces: Sequence[Piece], one: int, other: int) -> bool:
    return any(piece.tag is Tag.BREAK for piece in pieces[one:other])


def _has_own_number(pieces: Sequence[Piece], last: int) -> bool:
    """The last one of "chưa ai làm chữ ký số, vneid thì 6 người" is not denied."""
    behind = [piece.tag for piece in pieces[last + 1 : last + 4]]
    while behind and behind[0] in {Tag.LINK, Tag.COLON, Tag.FOR, Tag.DONE}:
        behind.pop(0)
    return behind[:1] == [Tag.NUMBER]


def _are_known(
    pieces: Sequence[Piece], counts: Sequence[Count], run: Sequence[int], earlier: Sequence[Bound]
) -> bool:
    """Such as "dán QR cho 12 hộ, 2 hộ chưa có tài khoản ngân hàng": who did it was told before."""
    known = {one.key for one in earlier} | {one.topic for one in counts if one.is_counted}
    return all(pieces[at].value in known for at in run)


def _wait_for_later(pieces: Sequence[Piece], head: Count, first: int) -> bool:
    """Such as "còn 4 người hẹn mai mới làm chữ ký số": nobody did it."""
    between = pieces[max(head.used) + 1 : first]
    return any(piece.tag is Tag.FAILED and piece.value == "invite" for piece in between)


def _is_about_trouble(pieces: Sequence[Piece], first: int) -> bool:
    """Such as "gỡ lỗi VNeID", "quên mật khẩu VNeID": whether it was installed is not said."""
    for piece in reversed(pieces[max(0, first - 3) : first]):
        if piece.tag in {Tag.FAILED, Tag.CORRECT}:
            return True
        if piece.tag in {Tag.BREAK, Tag.NUMBER, Tag.DAY}:
            return False
    return False


def _was_had_before(pieces: Sequence[Piece], counts: Sequence[Count], last: int) -> bool:
    """Such as "cả 11 đều có VNeID từ năm ngoái", "VNeID thì thôn đủ rồi": nobody was helped now."""
    start, end = last, last + 1
    while start and pieces[start - 1].tag is not Tag.BREAK and pieces[start].value != "both":
        start -= 1
    while end < len(pieces) and not {pieces[end].tag, pieces[end - 1].tag} & {Tag.BREAK, Tag.HAD}:
        end += 1
    end += end < len(pieces) and pieces[end].tag is Tag.HAD
    told = [count for count in counts if count.is_counted and count.heads]
    is_told_there = any(start <= count.at < end for count in told)
    is_had = any(piece.tag is Tag.HAD for piece in pieces[last + 1 : end])
    return is_had and bool(told) and not is_told_there


def _opens_lesson(pieces: Sequence[Piece], at: int) -> bool:
    """The "lớp" of "8 bác cài VNeID lớp VssID dời sang tuần sau"."""
    before = pieces[at - 1] if at else None
    is_counted = before is not None and before.tag in {Tag.NUMBER, Tag.VAGUE}
    return pieces[at].value == Unit.SESSIONS and not is_counted


def _is_put_off(pieces: Sequence[Piece], topic: int) -> bool:
    """Such as "lớp chữ ký số hoãn sang tuần sau" behind what was done."""
    start, end = topic, topic
    while start and pieces[start - 1].tag is not Tag.BREAK and not _opens_lesson(pieces, start):
        start -= 1
    while end < len(pieces) and pieces[end].tag is not Tag.BREAK:
        end += 1
    clause = pieces[start:end]
    is_told = any(piece.tag is Tag.NUMBER for piece in (*pieces[:start], *pieces[end:]))
    has_number = any(piece.tag is Tag.NUMBER for piece in clause)
    return is_told and not has_number and any(piece.value == "put_off" for piece in clause)


def _is_instrument(pieces: Sequence[Piece], at: int) -> bool:
    """Such as "trên Smart Hải Phòng", "qua VNeID" behind another topic: where it was done."""
    before = pieces[at - 1] if at else None
    if before is None or before.value != "through" or pieces[at].value not in _MEANS:
        return False
    for piece in reversed(pieces[: at - 1]):
        if piece.tag is Tag.TOPIC:
            return piece.value in _DONE_THROUGH and piece.value != pieces[at].value
        if piece.tag in {Tag.BREAK, Tag.HELP}:
            return False
    return False


def _is_cancelled(pieces: Sequence[Piece], first: int, last: int) -> bool:
    """Such as "chưa ai làm chữ ký số", "VNeID không cài được ca nào"."""
    start, end = first, last + 1
    while start and pieces[start - 1].tag is not Tag.BREAK and pieces[start].value != "still":
        if pieces[start].value == "but" and pieces[start - 1].tag is Tag.TOPIC:
            break  # "không bác nào làm VNeID mà làm VssID hết"
        start -= 1
    while end < len(pieces) and pieces[end].tag is not Tag.BREAK:
        end += 1
    clause = [*takewhile(lambda piece: piece.tag is not Tag.BREAK, pieces[start:end])]
    near = pieces[max(start, first - FAR) : first]
    has_number = any(piece.tag is Tag.NUMBER for piece in pieces[start:first])
    denied = any(
        piece.value == "none" or (piece.tag is Tag.IDLE and not (has_number and _is_rest(piece)))
        for piece in near
    )
    if denied and Tag.NUMBER not in {p.tag for p in near}:
        return not _is_denied_of_former(pieces, start, first, end)
    behind = [*dropwhile(lambda piece: piece.tag in {Tag.LINK, Tag.FILLER}, pieces[last + 1 : end])]
    if _begins_with_nobody(behind):
        return True
    if Tag.NUMBER in {piece.tag for piece in clause}:
        return False
    said = [piece.tag for piece in pieces[last + 1 : end] if piece.tag is not Tag.FILLER]
    if said in ([Tag.COLON, Tag.NOT], [Tag.COLON, Tag.IDLE]):
        return True  # "Smart Hải Phòng: không"
    denied = False
    for piece in clause:
        denied = denied or piece.tag in _DENYING or piece.value == "none"
        if denied and (piece.tag in _CANCELLING or piece.value == "which"):
            return True
    return False


def _begins_with_nobody(behind: Sequence[Piece]) -> bool:
    """Such as the "chưa hộ nào làm" of "…, hóa đơn điện tử thì chưa hộ nào làm"."""
    if not behind:
        return False
    if behind[0].value == "none" or (behind[0].tag is Tag.IDLE and not _is_rest(behind[0])):
        return True
    said = [piece for piece in behind[:4] if piece.tag not in {Tag.LINK, Tag.ACT, Tag.DONE}]
    return [piece.tag for piece in said[:2]] == [Tag.NOT, Tag.NOBODY]


def _is_rest(piece: Piece) -> bool:
    """The "nghỉ" of "12 người đang nghỉ đi biển học chuyển khoản" denies nothing of theirs."""
    return piece.end == piece.start + 1


def _is_denied_of_former(pieces: Sequence[Piece], start: int, first: int, end: int) -> bool:
    """The second topic of "eTax thì chưa ai cài VNeID 9 người"."""
    has_former = any(piece.tag is Tag.TOPIC for piece in pieces[start:first])
    behind = pieces[first + 1 : min(first + 2, end)]
    return has_former and bool(behind) and behind[0].tag in _TO_OWN_NUMBER
