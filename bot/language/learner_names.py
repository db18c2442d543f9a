"""The name in a line of learners, once its numbers are out."""

from __future__ import annotations

import re
from enum import StrEnum

from bot.language.fold import clean, fold, has_words

LONGEST = 60
MOST_WORDS = 8


class NameFault(StrEnum):
    NONE = "no_name"
    DIGITS = "name_digits"
    LONG = "name_long"
    ODD = "name_odd"
    SEVERAL = "several"


_PARTS = re.compile(r"[;,|]|\s[-–—]+\s|\s[-–—]+$|^[-–—]+\s")
_LABEL = re.compile(
    r"\b(?:họ và tên|họ tên|năm sinh|ngày sinh|sinh năm|sinh ngày|sinh|sn|ns"
    r"|số điện thoại|điện thoại|sđt|sdt|đt|dt|tel|phone)\b\s*[:.]?(?=\s|$|;)",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    r"(?:nam|nu|gioi tinh|x|da dong y|dong y|chua dong y|ong|ba|kinh"
    r"|(?:thon|xom|to|tdp|khu|ap|doi|so nha|ngo|ngach|duong|xa|phuong|dac khu)\b.*|)"
)
"""What may stand beside a name and is not kept: nobody asked for it."""
_NAME = re.compile(r"[^\W\d_][^\d_]*")
_STRANGE = re.compile(r"[=+@<>{}\[\]\\^~#$%&*?!\ufffd]")
_EDGES = " .,:;-–—/\"'"


def read_learner_name(text: str) -> str | NameFault:
    """The one name of a text; capitals are set right where all or none were typed."""
    parts = [clean(_LABEL.sub(" ", part)).strip(_EDGES) for part in _PARTS.split(text)]
    named = [part for part in parts if not _BESIDE.fullmatch(fold(part))]
    if not named:
        return NameFault.NONE
    if any(any(sign.isdigit() for sign in part) for part in named):
        return NameFault.DIGITS if any(has_letters(part) for part in named) else NameFault.NONE
    if len(named) > 1:
        return NameFault.SEVERAL
    name = named[0]
    if not has_words(name) or not has_letters(name):
        return NameFault.NONE
    if len(name) > LONGEST or len(name.split()) > MOST_WORDS:
        return NameFault.LONG
    if _STRANGE.search(name) or not _NAME.fullmatch(name):
        return NameFault.ODD
    return name.title() if name.isupper() or name.islower() else name


def has_letters(text: str) -> bool:
    return any(sign.isalpha() for sign in text)
