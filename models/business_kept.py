"""A business as an activity names it. One of the same folded name and village is the same."""

from __future__ import annotations

from dataclasses import dataclass

from bot.language.fold import fold


@dataclass(frozen=True, slots=True)
class Support:
    """`business_id` is that of the one which is there, or a new one."""

    business_id: str
    name: str
    village: str
    kinds: tuple[str, ...]


def folded(words: str) -> str:
    """What is compared of a name or a village: without marks, capitals and signs."""
    return " ".join("".join(sign if sign.isalnum() else " " for sign in fold(words)).split())
