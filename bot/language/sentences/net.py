"""Words to be found in a text as it was written, with its marks or without."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace

from bot.language.fold import STROKE, fold, lowered


@dataclass(frozen=True, slots=True)
class Said:
    """The words, with their marks where their writer leaves none out."""

    words: str
    has_marks: bool


class Net:
    """Words to be found in a text: with their marks where its writer leaves none out."""

    def __init__(self, words: str, *, only_marked: bool = False, bare: str = "") -> None:
        """`bare` are those of a text without marks, where they are not the same without them."""
        self._marked = re.compile(words)
        self._bare = re.compile(r"(?!)" if only_marked else bare or _without_marks(words))

    def in_(self, said: Said) -> list[str]:
        """What is found, or the number of it."""
        return (self._marked if said.has_marks else self._bare).findall(said.words)

    def off(self, said: Said) -> Said:
        """The words without what is found."""
        words = (self._marked if said.has_marks else self._bare).sub(" ", said.words)
        return replace(said, words=words)


def _without_marks(words: str) -> str:
    signs = unicodedata.normalize("NFD", words).replace(STROKE, "d")
    return "".join(sign for sign in signs if not unicodedata.combining(sign))


def said(text: str, *, has_marks: bool) -> Said:
    return Said(lowered(text) if has_marks else fold(text), has_marks)
