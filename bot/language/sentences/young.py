"""Who is surely not old: pupils and students, workers, soldiers. No cụ is one of them."""

from collections.abc import Sequence

from bot.language.sentences.counts import Count
from bot.language.sentences.pieces import Piece, Tag, Unit
from bot.language.sentences.text import Typed
from bot.language.tokens import Token

_YOUNG = tuple(
    tuple(name.split())
    for name in (
        "cháu", "bé", "nhóc", "em", "đứa", "học sinh", "sinh viên", "học trò", "nam sinh",
        "nữ sinh", "thí sinh", "thanh niên", "đoàn viên", "công nhân", "giáo viên", "bộ đội",
        "chiến sĩ", "chiến sỹ", "tân binh", "công an", "y tá", "kế toán", "sản phụ", "bạn",
        "cô giáo", "thầy giáo", "chị", "anh",
    )
)  # fmt: skip
_OF_ANY_AGE = ("con", "ông", "bà", "thuyền")
"""Beside such a word they are others: "con cháu", "bạn thuyền"."""


def young_of(pieces: Sequence[Piece], counts: Sequence[Count], typed: Typed) -> frozenset[int]:
    """The places of the numbers that count such people, where the old are counted too."""
    if not any(count.unit is Unit.ELDERLY for count in counts):
        return frozenset()
    return frozenset(
        count.at
        for count in counts
        if any(
            pieces[at].tag is Tag.UNIT
            and _names_young(typed.tokens[pieces[at].start : pieces[at].end])
            for at in count.used
        )
    )


def _names_young(tokens: Sequence[Token]) -> bool:
    if any(token.is_in(_OF_ANY_AGE) for token in tokens):
        return False
    return any(
        len(tokens) - start >= len(name)
        and all(token.means(word) for token, word in zip(tokens[start:], name, strict=False))
        for name in _YOUNG
        for start in range(len(tokens))
    )
