"""Which of two lists of names mean the same team or village.

Names that are equal but for case, spaces and zeros in front ("Thôn 1", "THÔN 01") are the same. So
are names that differ in marks alone, as long as only one can be meant: a list typed without marks
finds its teams, and a commune that has both Phú Lương and Phù Lương keeps both.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Generic, TypeVar

from bot.language.fold import fold, marked

Value = TypeVar("Value")

_ZEROS_IN_FRONT = re.compile(r"(?<!\d)0+(?=\d)")


@lru_cache(maxsize=8192)  # a list names its few teams in thousands of rows
def exact_key(name: str) -> str:
    return _ZEROS_IN_FRONT.sub("", marked(name))


@lru_cache(maxsize=8192)
def loose_key(name: str) -> str:
    return _ZEROS_IN_FRONT.sub("", fold(name))


class Names(Generic[Value]):
    """Values by name. Of two equal names the first counts."""

    def __init__(self, pairs: Iterable[tuple[str, Value]]) -> None:
        self._exact: dict[str, Value] = {}
        self._loose: dict[str, list[Value]] = {}
        for name, value in pairs:
            self.add(name, value)

    def add(self, name: str, value: Value) -> None:
        exact = exact_key(name)
        if exact not in self._exact:
            self._exact[exact] = value
            self._loose.setdefault(loose_key(name), []).append(value)

    def find(self, name: str) -> Value | None:
        """None also where two names differ from it in marks alone."""
        if exact_key(name) in self._exact:
            return self._exact[exact_key(name)]
        found = self._loose.get(loose_key(name), [])
        return found[0] if len(found) == 1 else None


def pair(names: Sequence[str], known: Sequence[str]) -> tuple[int | None, ...]:
    """For each of `names` the place in `known` of the same name; no place is given twice."""
    exact = {exact_key(name): place for place, name in reversed(list(enumerate(known)))}
    found = [exact.get(exact_key(name)) for name in names]
    taken = {place for place in found if place is not None}
    rest = Names((name, place) for place, name in enumerate(known) if place not in taken)
    claims = Counter(
        loose_key(name) for name, place in zip(names, found, strict=True) if place is None
    )
    return tuple(
        rest.find(name) if place is None and claims[loose_key(name)] == 1 else place
        for name, place in zip(names, found, strict=True)
    )
