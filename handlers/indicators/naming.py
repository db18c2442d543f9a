"""What a new count is called: its label, and the id that its label gives it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from bot.language.fold import clean, fold, has_words
from bot.language.sentences.heard import Key
from bot.roster.entry_list import is_entry_heading
from models.needs import IndicatorRow
from models.seed import INDICATORS, LABEL_LENGTH

OF_SEED = {fold(row.label): row.id for row in INDICATORS}
FIXED = frozenset(key.value for key in Key) | {row.id for row in INDICATORS}
"""Ids that mean one thing for good: the keys of sentences, and what every commune starts with."""

ASKED_ANYWAY = frozenset({"vneid", "ngu dan", "lao dong tu do", "nguoi yeu the"})
"""What every session asks beside the counts, folded, and no heading of a file says."""

NOT_IN_IDS = re.compile(r"[^a-z0-9]+")


def read_label(typed: str) -> str | None:
    """A button's word; None for what is none, or too long for a button."""
    label = clean(typed)
    return label if has_words(label) and len(label) <= LABEL_LENGTH else None


@dataclass(frozen=True, slots=True)
class NewLabel:
    """Reads a label that none of `taken` is called by, which are folded, nor what every session
    asks anyway: under two columns of one name a file would lose the numbers of the second.
    """

    taken: tuple[str, ...]

    def __call__(self, typed: str) -> str | None:
        label = read_label(typed)
        if label is None or is_entry_heading(label):
            return None
        return None if fold(label) in self.taken or fold(label) in ASKED_ANYWAY else label


def same_label(label: str, rows: Iterable[IndicatorRow]) -> IndicatorRow | None:
    """The one that is called so already, whatever marks and capitals it was typed with."""
    return next((row for row in rows if fold(row.label) == fold(label)), None)


def new_id(label: str, taken: Collection[str]) -> str:
    """From the label. Never one of the fixed ids, but where the label is the very one of it."""
    if (fixed := OF_SEED.get(fold(label))) and fixed not in taken:
        return fixed
    stem = NOT_IN_IDS.sub("-", fold(label)).strip("-") or "muc"
    wanted, number = stem, 1
    while wanted in taken or wanted in FIXED:
        number += 1
        wanted = f"{stem}-{number}"
    return wanted
