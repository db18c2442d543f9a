"""Which numbers of an activity nobody could place: such a number must end in a question."""

from collections.abc import Collection, Sequence

from bot.language.sentences.counts import Count, What
from bot.language.sentences.labels import labels_lead
from bot.language.sentences.pieces import Piece, Tag, Unit
from bot.language.sentences.roles import Role

MANY = 3


def unplaced(
    pieces: Sequence[Piece], counts: Sequence[Count], heads: Collection[int], *, has_values: bool
) -> list[int]:
    """`heads` are the places of those that topics were bound to."""

    def is_lost(count: Count) -> bool:
        match count.role:
            case Role.REST:
                return True
            case Role.TEAM | Role.MENTIONED | Role.WISHED:
                return not has_values
            case Role.FAILED if count.unit is Unit.ITEMS and has_values:
                return False  # "5 máy bị lỗi, cài được cho 9 người"
            case Role.FAILED | Role.REPEATED:
                return not _is_of_more(pieces, counts, count)
            case Role.LISTED:
                return False
            case Role.COUNTED | Role.TOTAL | Role.PART | Role.EACH:
                if count.what is What.TURNS:
                    return count.at not in heads and not _is_harmless(pieces, counts, count)
                return count.what is What.BARE and count.at not in heads

    return [count.at for count in counts if is_lost(count)]


def is_named_twice(pieces: Sequence[Piece], counts: Sequence[Count]) -> bool:
    """Whether two numbers claim one topic: "hồ sơ mười kích hoạt mức hai tám"."""
    claimed = [
        at
        for count in counts
        if count.topic is not None and count.is_counted
        for at in count.used
        if pieces[at].tag is Tag.TOPIC
    ]
    return len(claimed) != len(set(claimed))


def are_shifted(pieces: Sequence[Piece], counts: Sequence[Count]) -> bool:
    """Such as "người được hướng dẫn 28 buổi 1 hộ 3 phản ánh 2": the last shows that labels lead."""
    if len(counts) < MANY or any(piece.tag is Tag.BREAK for piece in pieces[counts[0].at :]):
        return False
    first, last = counts[0], counts[-1]
    is_behind_label = min(last.used) < last.at and last.at + 1 == len(pieces)
    is_before_unit = max(first.used) == first.at + 1 and labels_lead(pieces, first.at)
    return is_behind_label and is_before_unit


def _is_of_more(pieces: Sequence[Piece], counts: Sequence[Count], count: Count) -> bool:
    """Whether those who could not are of a larger number, or left over of those who could."""
    return any(
        other.is_counted
        and (
            (other.at < count.at and (other.low or 0) >= (count.low or 0))
            or (
                other.at > count.at and other.what is count.what
                and (_is_left(pieces, count) or _is_left(pieces, other))
            )
        )
        for other in counts
    )  # fmt: skip


def _is_left(pieces: Sequence[Piece], count: Count) -> bool:
    before = pieces[count.at - 1] if count.at else None
    if before is None:
        return False
    return (
        before.value in {"still", "only"} or before.tag is Tag.REST or _is_only_done(pieces, count)
    )


def _is_only_done(pieces: Sequence[Piece], count: Count) -> bool:
    """The 4 of "3 bác quên mã nên hôm nay chỉ xong 4 bác"."""
    near = pieces[max(0, count.at - 2) : count.at]
    return len(near) > 1 and near[0].value == "only" and near[1].is_done


def _is_harmless(pieces: Sequence[Piece], counts: Sequence[Count], count: Count) -> bool:
    """Things that nobody installed anything on: "đèn đường hỏng 2 cái"."""
    is_joined = count.at > 0 and pieces[count.at - 1].tag is Tag.AND
    if is_joined and any(one.at < count.at and one.unit is Unit.ITEMS for one in counts):
        return False  # "dán QR 9 sạp rau và 4 sạp cá"
    return count.unit is Unit.ITEMS and not any(
        piece.tag in {Tag.ACT, Tag.HELP, Tag.DONE}
        for piece in pieces[max(0, count.at - 3) : count.at]
    )
