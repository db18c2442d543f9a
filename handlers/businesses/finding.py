"""A business by what people call it: the one that is there, those that sound like it, or a new
one.
"""

from __future__ import annotations

from difflib import SequenceMatcher

from bot.dialog.answers import Named
from bot.dialog.text import Text
from models.business_kept import folded
from models.business_needs import BusinessRow

NEW = "new"
SHOWN = 5
ALIKE = 0.8
"""Of two folded names, how much must be the same for one to be taken for the other: a slip of the
finger, or a word more ("tạp hóa cô Hoa" and "tạp hóa Hoa").
"""


def new_named(name: str) -> Named:
    return Named(NEW, Text("support.new", name=name))


def row_named(row: BusinessRow) -> Named:
    return Named(row.id, Text("support.known", name=row.name, village=row.village))


def name_of(named: Named) -> str:
    """As it was typed, of a new one; of one that is there, its name."""
    parameters = dict(named.label.parameters) if isinstance(named.label, Text) else {}
    return str(parameters.get("name", named.label))


def find_businesses(
    words: str, rows: tuple[BusinessRow, ...], villages: frozenset[str]
) -> tuple[Named, ...]:
    """One of this very name in one of the own `villages` is it. Otherwise what is called alike is
    shown beside a new one, the likest first.
    """
    standing = [row for row in rows if row.days]
    wanted = folded(words)
    own = [row for row in standing if row.name_key == wanted and row.village_key in villages]
    if len(own) == 1:
        return (row_named(own[0]),)
    alike = sorted(
        (row for row in standing if likeness(row.name_key, wanted) >= ALIKE),
        key=lambda row: (-likeness(row.name_key, wanted), row.village_key not in villages),
    )
    return (*map(row_named, alike[:SHOWN]), new_named(words))


def likeness(one: str, other: str) -> float:
    """Of two folded names; 1 where the words of one are all in the other."""
    few, many = sorted((set(one.split()), set(other.split())), key=len)
    if len(few) > 1 and few <= many:
        return 1.0
    return SequenceMatcher(None, one, other).ratio()


def same_business(name: str, village: str, rows: tuple[BusinessRow, ...]) -> BusinessRow | None:
    keys = (folded(name), folded(village))
    return next((row for row in rows if (row.name_key, row.village_key) == keys), None)
