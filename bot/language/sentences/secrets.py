"""Numbers that must not be kept: they are found first, and nothing else ever sees them."""

import re
from dataclasses import dataclass

from bot.language.sentences.heard import Secret

BLANK = "¤"
"""Stands in the text for what was taken out; no message holds this sign otherwise."""

_GAP = r"[ .\-–\u00a0]{1,3}"
_TWELVE = (
    (3, 9), (9, 3), (4, 8), (8, 4), (5, 7), (7, 5), (6, 6), (3, 3, 6), (3, 6, 3), (6, 3, 3),
    (3, 4, 5), (3, 5, 4), (4, 3, 5), (4, 5, 3), (5, 3, 4), (5, 4, 3), (4, 4, 4), (3, 3, 3, 3),
)  # fmt: skip
"""How people part twelve figures; a count beside a phone number never comes to these."""

_PARTED = "|".join(_GAP.join(rf"\d{{{count}}}" for count in counts) for counts in _TWELVE)
_CITIZEN = re.compile(
    r"(?<![\d.,/-])(?:\d{12}|\d{3}([ .-])\d{3}\1\d{3}\1\d{3}|\d{4}([ .-])\d{4}\2\d{4}"
    rf"|(?=0)(?:{_PARTED}))(?!\d)"
)
_OLD_CITIZEN = re.compile(r"((?:căn cước|can cuoc|chứng minh)\D{0,25})\d{9}(?!\d)", re.IGNORECASE)
_PHONE = re.compile(r"(?<![\d.,/])(?:\+?84[ .-]?|0)[1-9](?:[ .-]?\d){8,9}(?!\d)")
_CODE = re.compile(
    r"(\b(?:otp|mật khẩu|mat khau|pass(?:word)?|mã pin|ma pin|mã xác (?:nhận|thực)"
    r"|ma xac (?:nhan|thuc))"
    r"\b[^\d\n.,;]{0,30}?)((?:[^\W\d_]+[^\W_]*[@#!$%^&*]?)?\d{4,}\S*|[^\W_]+[@#!$%^&*]\S*)",
    re.IGNORECASE,
)
_CODE_FIRST = re.compile(r"(?<!\d)\d{4,8}(?= (?:là |la )?(?:mã )?otp)", re.IGNORECASE)
_LONG = re.compile(r"(?<![\d.,/])\d{7,}(?![\d/])|(?<!\d)1[89]00(?:[ .]?\d){4,6}(?!\d)")
"""Accounts, hotlines: no secret of ours, and no count of anything."""


@dataclass(frozen=True, slots=True)
class Cleared:
    text: str
    secrets: frozenset[Secret]


def cleared(text: str) -> Cleared:
    """The text without citizen numbers, phone numbers, codes and other long numbers."""
    found: set[Secret] = set()
    for pattern, secret in (
        (_CITIZEN, Secret.CITIZEN_NUMBER),
        (_OLD_CITIZEN, Secret.CITIZEN_NUMBER),
        (_PHONE, Secret.PHONE),
        (_CODE, Secret.PASSWORD),
        (_CODE_FIRST, Secret.PASSWORD),
    ):
        text, times = pattern.subn(_blanked, text)
        if times:
            found.add(secret)
    return Cleared(_LONG.sub(BLANK, text), frozenset(found))


def _blanked(found: re.Match[str]) -> str:
    """The words in front ("mật khẩu là") stay."""
    is_behind_words = found.re in {_OLD_CITIZEN, _CODE}
    return f"{found[1]}{BLANK}" if is_behind_words else BLANK


def without_secrets(text: str) -> str:
    """As it may be kept for its writer: a phone number stays, what must not be kept is blank."""
    kept = text
    for pattern in (_CITIZEN, _OLD_CITIZEN, _CODE, _CODE_FIRST):
        kept = pattern.sub(_blanked, kept)
    return kept
