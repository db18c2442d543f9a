"""The value of a number in figures, as people write them: "12", "1.200", "1,5"."""

import re
from fractions import Fraction
from functools import lru_cache

LARGEST = 10**9
"""Everything above is read as this: no count comes near, and no caller has to fear more."""

_WHOLE = re.compile(r"\d+")
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:(?:\.\d{3})+|(?:,\d{3})+)")
_DECIMAL = re.compile(r"(\d+|[1-9]\d{0,2}(?:\.\d{3})+),(\d+)|(\d+|[1-9]\d{0,2}(?:,\d{3})+)\.(\d+)")
_DIGITS_KEPT = 10


@lru_cache(maxsize=1_024)
def figure(written: str) -> Fraction | None:
    """The value of "12", "1.200", "1,200" and "1,5"; None for other dots and commas ("1.2.3").

    Three figures behind a separator are thousands, since counts are meant: "1,200" is 1 200.
    """
    if _WHOLE.fullmatch(written):
        return _capped(written)
    if _GROUPED.fullmatch(written):
        return _capped(re.sub(r"[.,]", "", written))
    decimal = _DECIMAL.fullmatch(written)
    if decimal is None:
        return None
    whole = re.sub(r"[.,]", "", decimal[1] or decimal[3])
    part = (decimal[2] or decimal[4]).rstrip("0")[:_DIGITS_KEPT]
    return _capped(whole) + Fraction(int(part or "0"), 10 ** len(part))


def _capped(digits: str) -> Fraction:
    """Never hands a long string to int(), which refuses more than 4 300 figures."""
    significant = digits.lstrip("0")
    return Fraction(LARGEST if len(significant) > _DIGITS_KEPT else int(significant or "0"))
