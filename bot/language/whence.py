"""“Vì sao 37?”: somebody asks where a number comes from."""

import re

from bot.language.fold import fold

_NUMBER = r"(\d{1,3}(?:\.\d{3})+|\d{1,6})"
_ASKED = re.compile(
    r"(?:vi|tai|do|lam|the) ?(?:sao|dau)(?: (?!khong\b)[a-z]+){0,5}? " + _NUMBER + r"(?![\d/:.,h%])"
)
_SAO = re.compile(r"(?:ma )?sao(?: lai| la| co| chi| toi| den)+ " + _NUMBER + r"(?![\d/:.,h%])")
_WHENCE = re.compile(
    r"(?:con )?(?:so )?"
    + _NUMBER
    + r"(?: [a-z]+){0,4}? "
    + r"(?:o dau ra|tu dau ra|tu dau|lay o dau|lay dau ra|dau ra|la sao|gom nhung gi)"
)
_OTHERS = frozenset(
    ("muc", "level", "thon", "to", "xom", "ngay", "thang", "nam", "thu", "lop", "khoa", "so",
     "quyet", "dieu", "tuoi")
)  # fmt: skip
"""A number behind one of these names something and counts nothing: "mức 2", "thôn 5"."""

LONGEST = 80


def asked_number(text: str) -> int | None:
    """The number whose origin is asked for; None for every other question.

    "vì sao 37", "tại sao lại 12 người?", "37 ở đâu ra"; not "vì sao VNeID mức 2 không vào được".
    """
    if len(text) > LONGEST:
        return None
    folded = " ".join(fold(text).replace("?", " ").split())
    found = _ASKED.match(folded) or _SAO.match(folded) or _WHENCE.match(folded)
    if found is None:
        return None
    before = folded[: found.start(1)].split()
    if before and before[-1] in _OTHERS and not (before[-1] == "so" and _is_the_number(before)):
        return None
    return int(found[1].replace(".", ""))


def _is_the_number(before: list[str]) -> bool:
    """As "vì sao con số 37": the number itself; behind another word it may be a house's."""
    return len(before) == 1 or before[-2:-1] in (["con"], ["sao"], ["lai"])
