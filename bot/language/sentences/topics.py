"""Which head count each topic of an activity belongs to, or that nobody did it, or no number."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import dropwhile

from bot.language.sentences.alone import alone
from bot.language.sentences.counts import Count
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
_TO_HEAD = frozenset(
    {
        Tag.FOR,
        Tag.COLON,
        Tag.LINK,
        Tag.DONE,
        Tag.ROUGH,
        Tag.VAGUE,
        Tag.EACH,
        Tag.TOTAL,
        Tag.FILLER,
        Tag.WORD,
        Tag.DAY,
        Tag.PLACE,
        Tag.PART_OF_DAY,
    }
)
_CANCELLING = frozenset({Tag.NOBODY, Tag.IDLE})
_DENYING = frozenset({Tag.NOT, Tag.IDLE, Tag.FAILED})
_SEXES = frozenset({Unit.MALE, Unit.FEMALE})
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
    if _is_instrument(pieces, first):
        return
    if _is_cancelled(pieces, first, last):
        has_own = len(run) > 1 and _has_own_number(pieces, last)
        none = run[:-1] if has_own else run
        yield from (Bound(Key(pieces[at].value), at, is_none=True) for at in none)
        if not has_own:
            return
        run, first = run[-1:], last
    head, is_doubtful = _head(
        pieces, counts, first, last, {one.head.at for one in earlier if one.head}
    )
    if head is not None and head.role is Role.FAILED and _are_known(pieces, counts, run, earlier):
        return
    is_doubtful = is_doubtful or _is_about_trouble(pieces, first)
    for at in run:
        yield Bound(Key(pieces[at].value), at, head, is_doubtful=is_doubtful)


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


def _is_about_trouble(pieces: Sequence[Piece], first: int) -> bool:
    """Such as "gỡ lỗi VNeID", "quên mật khẩu VNeID": whether it was installed is not said."""
    for piece in reversed(pieces[max(0, first - 3) : first]):
        if piece.tag in {Tag.FAILED, Tag.CORRECT}:
            return True
        if piece.tag in {Tag.BREAK, Tag.NUMBER}:
            return False
    return False


def _is_instrument(pieces: Sequence[Piece], at: int) -> bool:
    """Such as "trên Smart Hải Phòng", "qua VNeID" behind another topic: where it was done."""
    before = pieces[at - 1] if at else None
    if before is None or before.value != "through" or pieces[at].value not in _MEANS:
        return False
    for piece in reversed(pieces[: at - 1]):
        if piece.tag is Tag.TOPIC:
            return piece.value in _DONE_THROUGH and piece.value != pieces[at].value
        if piece.tag in {Tag.NUMBER, Tag.BREAK}:
            return False
    return False


def _is_cancelled(pieces: Sequence[Piece], first: int, last: int) -> bool:
    """Such as "chưa ai làm chữ ký số", "VNeID không cài được ca nào"."""
    start, end = first, last + 1
    while start and pieces[start - 1].tag is not Tag.BREAK and pieces[start].value != "still":
        start -= 1
    while end < len(pieces) and pieces[end].tag is not Tag.BREAK:
        end += 1
    clause = pieces[start:end]
    near = pieces[max(start, first - FAR) : first]
    denied = any(piece.value == "none" or piece.tag is Tag.IDLE for piece in near)
    if denied and Tag.NUMBER not in {p.tag for p in near}:
        return not _is_denied_of_former(pieces, start, first, end)
    behind = [*dropwhile(lambda piece: piece.tag in {Tag.LINK, Tag.FILLER}, pieces[last + 1 : end])]
    if behind and behind[0].value == "none":
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


def _whole_of(heads: Sequence[Count], head: Count | None) -> Count | None:
    """The twenty of "20 người, 9 nam 11 nữ học VNeID"."""
    if head is None or head.unit not in _SEXES:
        return head
    whole = [count for count in heads if count.at < head.at and count.unit not in _SEXES]
    return whole[-1] if whole else head


def _is_denied_of_former(pieces: Sequence[Piece], start: int, first: int, end: int) -> bool:
    """The second topic of "eTax thì chưa ai cài VNeID 9 người"."""
    has_former = any(piece.tag is Tag.TOPIC for piece in pieces[start:first])
    return has_former and any(piece.tag is Tag.NUMBER for piece in pieces[first:end])


def _head(
    pieces: Sequence[Piece], counts: Sequence[Count], first: int, last: int, taken: set[int]
) -> tuple[Count | None, bool]:
    heads = [
        count for count in counts
        if count.heads and (count.is_counted or count.role is Role.REPEATED)
    ]  # fmt: skip
    behind = next((count for count in heads if count.at > last), None)
    before = _whole_of(heads, next((one for one in reversed(heads) if one.at < first), None))
    by_link = behind is not None and _links(pieces, last, behind.at)
    if behind is not None and by_link == "for":
        return behind, False
    same_clause = before is not None and _same_clause(pieces, before.at, first)
    same_clause = same_clause and not _is_of_those_who_had(pieces, counts, first)
    if before is not None and same_clause and _is_denied(pieces, before, first):
        return None, False
    if before is not None and same_clause and _only_have(pieces, before, first):
        return before, True
    if before is not None and same_clause:
        if behind is not None and by_link and before.at in taken:
            return behind, False
        return before, False
    if behind is not None and by_link:
        return behind, False
    failed = next(
        (count for count in reversed(counts) if count.at < first and count.heads
         and _same_clause(pieces, count.at, first)), None,
    )  # fmt: skip
    if failed is not None and failed.role in {Role.FAILED, Role.MENTIONED}:
        done = _done_of_need(pieces, heads, failed, first)
        if done is not None:
            return done, False
    if failed is not None and failed.role in {Role.FAILED, Role.TEAM, Role.MENTIONED, Role.WISHED}:
        return (
            (failed, True)
            if failed.role is Role.FAILED
            else alone(pieces, counts, heads, first, last)
        )
    return alone(pieces, counts, heads, first, last)


def _is_of_those_who_had(pieces: Sequence[Piece], counts: Sequence[Count], first: int) -> bool:
    """Such as the topic of "25 người dự, có 10 người đã có VNeID từ trước"."""
    near = next((count for count in reversed(counts) if count.at < first), None)
    is_had = first + 1 < len(pieces) and pieces[first + 1].tag is Tag.HAD
    return is_had and near is not None and near.role is Role.MENTIONED


def _done_of_need(
    pieces: Sequence[Piece], heads: Sequence[Count], need: Count, first: int
) -> Count | None:
    """Such as "60 người chưa có VNeID, đã làm ngay cho 14 người": what was done of what lacked."""
    behind = pieces[max(need.used) + 1 : first]
    had = pieces[first + 1].tag is Tag.HAD if first + 1 < len(pieces) else False
    if not behind or (behind[0].tag is not Tag.NOT and not had):
        return None
    for count in heads:
        if count.at < first or (not had and (count.low or 0) > (need.low or 0)):
            continue
        start = count.at
        while pieces[start - 1].tag is not Tag.BREAK and start > first:
            start -= 1
        does = any(
            piece.is_done or piece.tag in {Tag.HELP, Tag.ACT} for piece in pieces[start : count.at]
        )
        if does and not any(piece.tag is Tag.TOPIC for piece in pieces[start : count.at + 4]):
            return count
    return None


def _is_denied(pieces: Sequence[Piece], head: Count, first: int) -> bool:
    """Such as "10 người nhưng chưa cài được VNeID"."""
    between = pieces[max(head.used) + 1 : first]
    return any(piece.tag in _DENYING or piece.tag is Tag.NOBODY for piece in between)


def _only_have(pieces: Sequence[Piece], head: Count, first: int) -> bool:
    """Such as "15 người có VNeID": whether they were helped to it is not said."""
    between = pieces[max(head.used) + 1 : first]
    is_had = len(between) == 1 and between[0].value == "have"
    return is_had and not any(piece.is_done for piece in pieces)


def _links(pieces: Sequence[Piece], last: int, head: int) -> str:
    """The answer is "for" behind "cho" or a colon, "next" where nothing stands between."""
    between = pieces[last + 1 : head]
    if any(piece.tag is Tag.BREAK for piece in between) or len(between) > FAR:
        return ""
    if any(piece.tag in {Tag.FOR, Tag.COLON} for piece in between):
        return "for"
    if all(piece.tag in _TO_HEAD for piece in between):
        return "next"
    return ""


def _same_clause(pieces: Sequence[Piece], one: int, other: int) -> bool:
    return not any(
        piece.tag is Tag.BREAK and piece.value not in '()“”"' for piece in pieces[one:other]
    )
