"""A phone as a spreadsheet holds it, which may have done harm to it."""

from __future__ import annotations

import re
import unicodedata

from bot.language.fold import clean
from bot.roster.problems import Code
from models.vault import normalise_phone

# 912345678.0: a number that some program wrote with its empty fraction.
_FRACTION = re.compile(r"(\+?\d{8,13})[.,]0+")
_SCIENTIFIC = re.compile(r"(\d)(?:[.,](\d+))?[eE]\+?(\d{1,2})")
_SEVERAL = re.compile(r"[/;,|&]|\s-\s|\bvà\b|\bhoặc\b|\s+(?=0\d|\+)")
_OLD_MOBILE = re.compile(r"(?:\+?84|0)?1[2689]\d{8}")
_SEPARATORS = re.compile(r"[\s.\-–()]+")


def read_phone(cell: str) -> str | Code:
    """The number as 0xxxxxxxxx, or what is wrong with it.

    Scientific writing keeps a number only when all of its digits stand there: 9.12345678E+08 does,
    9.12E+08 has lost six of them and nobody can tell which.
    """
    text = clean(unicodedata.normalize("NFKC", cell)).lstrip("'`’")
    if not text:
        return Code.PHONE_MISSING
    if found := _FRACTION.fullmatch(text):
        text = found[1]
    elif found := _SCIENTIFIC.fullmatch(text):
        mantissa, power = found[1] + (found[2] or ""), int(found[3])
        if len(mantissa) < power + 1:
            return Code.PHONE_DIGITS_LOST
        text = mantissa[: power + 1]
    number = normalise_phone(text)
    if number is not None:
        return number
    parts = [part for part in _SEVERAL.split(text) if part.strip()]
    if len(parts) > 1 and any(normalise_phone(part) for part in parts):
        return Code.PHONE_SEVERAL
    if _OLD_MOBILE.fullmatch(_SEPARATORS.sub("", text)):
        return Code.PHONE_OLD
    return Code.PHONE_WRONG
