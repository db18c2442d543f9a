"""The numbers of a correction: what is left now, and the one number of the one matter."""

from collections.abc import Sequence
from dataclasses import replace

from bot.language.sentences.counts import Count, What
from bot.language.sentences.heard import Key
from bot.language.sentences.pieces import Piece, Tag
from bot.language.sentences.roles import Role


def in_correction(pieces: Sequence[Piece], counts: Sequence[Count]) -> list[Count]:
    """Such as "số hộ ghi dư, còn 17 hộ", "chỗ eTax bác đọc lộn, có 3 thôi"."""
    found = [
        replace(count, role=Role.COUNTED) if count.role is Role.REST else count for count in counts
    ]
    topics = [at for at, piece in enumerate(pieces) if piece.tag is Tag.TOPIC]
    if len(found) != 1 or found[0].what is not What.BARE or len(topics) != 1:
        return found
    one, at = found[0], topics[0]
    used = one.used | {at}
    return [replace(one, what=What.TOPIC, topic=Key(pieces[at].value), used=used)]
