"""What is taken back as a whole: a report, or the photos of one."""

from collections.abc import Sequence

from bot.language.sentences.counts import Count
from bot.language.sentences.pieces import Piece, Tag, Unit

VALUES = frozenset({Tag.NUMBER, Tag.APART, Tag.DAY, Tag.PLACE, Tag.TOPIC, Tag.PART_OF_DAY})
OPENING = frozenset({Tag.FOR, Tag.FILLER, Tag.SELF, Tag.BREAK, Tag.DONE, Tag.REPORTING})
CANCEL_REACH = 6


def is_cancelled(pieces: Sequence[Piece], counts: Sequence[Count]) -> bool:
    """Such as "hủy báo cáo vừa nãy": the word and the report, and no new number."""
    at = next((at for at, piece in enumerate(pieces) if piece.tag is Tag.CANCEL), None)
    if at is None:
        return False
    words = pieces[at + 1 :]
    if not counts and _names_report(pieces, at):
        return True
    is_void = any(piece.tag is Tag.CORRECT for piece in pieces[:at])
    if is_void and [piece.value for piece in words[1:2]] == [Unit.ITEMS]:
        words = words[2:]  # "hủy một cái giúp em"
    if is_void and not any(piece.tag in VALUES or piece.value == "into" for piece in words):
        return True
    if [piece.value for piece in words[:1]] == [Unit.ITEMS] and len(counts) == 1:
        return words[1:2] != [] and words[1].tag is Tag.NUMBER  # "hủy bản 29 cô chú vừa rồi"
    near = words[:CANCEL_REACH]
    reporting = next((n for n, piece in enumerate(near) if is_reporting(piece)), None)
    if reporting is not None and any(piece.tag is Tag.COLON for piece in near[:reporting]):
        return False  # "con gõ hộ bố: … báo cáo …"
    if reporting is not None:
        return not any(
            piece.tag in {Tag.NUMBER, Tag.TOPIC, Tag.PHOTO} for piece in near[:reporting]
        )
    opens = all(piece.tag in OPENING for piece in pieces[:at])
    is_empty = not any(piece.tag in VALUES or piece.tag is Tag.PHOTO for piece in pieces)
    says_wrong = any(piece.tag is Tag.CORRECT or is_reporting(piece) for piece in pieces)
    if is_empty and says_wrong and not any(piece.tag is Tag.HELP for piece in pieces[:at]):
        return True
    ends = next((n for n, piece in enumerate(words) if piece.tag is Tag.BREAK), len(words))
    names_more = any(piece.tag in {Tag.PHOTO, Tag.TOPIC, Tag.HELP} for piece in words)
    return (
        opens
        and not counts
        and len([p for p in words[:ends] if p.tag is not Tag.FILLER]) <= 1
        and not names_more
    )


def _names_report(pieces: Sequence[Piece], at: int) -> bool:
    """Such as "cái báo cáo bác vừa đọc lúc nãy cháu đừng lưu nữa": it is named in front."""
    for piece in reversed(pieces[:at]):
        if is_reporting(piece):
            return True
        if piece.tag in {Tag.BREAK, Tag.TOPIC, Tag.PHOTO, Tag.APART, Tag.PLACE}:
            return False
    return False


def is_reporting(piece: Piece) -> bool:
    return piece.tag is Tag.REPORTING or piece.value == "report"


def drops_photos(pieces: Sequence[Piece]) -> bool:
    """Such as "bỏ ảnh", "xóa giúp cái ảnh"."""
    said = (piece for piece in pieces if piece.tag not in OPENING)
    tags = [piece.tag for piece in said]
    return (
        tags[:1] == [Tag.CANCEL] and Tag.PHOTO in tags and Tag.NUMBER not in tags
        and tags.index(Tag.CANCEL) < tags.index(Tag.PHOTO) <= tags.index(Tag.CANCEL) + 3
    )  # fmt: skip
