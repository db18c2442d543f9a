"""Where a Vietnamese text may be taken apart so that it still reads well. Pure.

Joined together again, what these functions give is the text, to the letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

PIECE = re.compile(r" +|[^ ]+")

END = re.compile(r"[.!?…]+[\"'”’»)\]]*$")
"""How the last word of a sentence ends."""

SHORT = frozenset(
    ("tp", "tt", "tx", "đt", "sđt", "vd", "ts", "ths", "pgs", "gs", "bs", "ks", "v.v")
)
"""Words that stand before a full stop in the middle of a sentence: “TP. Hải Phòng”, “P. Lê Lợi”."""


def sentences(line: str) -> Iterator[str]:
    """The sentences of one line and the spaces between them, each by itself."""
    pieces = PIECE.findall(line)
    found: list[str] = []
    for place, piece in enumerate(pieces):
        if found and piece[0] == " " and _ends(found[-1], _after(pieces, place)):
            yield "".join(found)
            yield piece
            found = []
        else:
            found.append(piece)
    if found:
        yield "".join(found)


def unbroken_words(sentence: str, length: int) -> Iterator[str]:
    """Its words and the spaces between them, each by itself; an abbreviation or a list's number
    stays with the word behind it, where both are no longer than `length`.
    """
    held = ""
    for piece in PIECE.findall(sentence):
        if held and len(held) + len(piece) > length:
            yield from PIECE.findall(held)
            held = ""
        held += piece
        if not (_is_short(held.rstrip(" ").rpartition(" ")[2]) and held.strip(" ")):
            yield held
            held = ""
    if held:
        yield from PIECE.findall(held)


def _after(pieces: list[str], place: int) -> str:
    return pieces[place + 1] if place + 1 < len(pieces) else ""


def _ends(word: str, following: str) -> bool:
    """A small letter goes on with the sentence."""
    return bool(END.search(word)) and not _is_short(word) and not following[:1].islower()


def _is_short(word: str) -> bool:
    """Also the number of a list and the initial of a name: “1.”, “Nguyễn V. A.”."""
    if not word.endswith("."):
        return False
    bare = word[:-1].lstrip("(“\"'")
    is_initial = len(bare) == 1 and bare.isupper()
    return is_initial or bare.isdecimal() or bare.casefold() in SHORT
