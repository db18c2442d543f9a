"""The public address of a file that stands in a letter of the outbox. Pure.

An address is the letter's name, the file's number and a keyed hash of both: nobody can make one who
lacks the key. What it leads to, to whom the letter went and until when it opens are in the letter's
own row, so that nothing is kept twice, nothing of the file or its reader stands in the address, and
an address ends when the words of its letter do. It also ends with the key: after a change of it,
because the old one may be in other hands, nothing that was handed out before opens.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

PATH = "/f/"

LINK_LIFE = timedelta(days=7)
"""After the letter went out: as long as its words are kept (`jobs.purge`), and the file that an
errand made. Long enough for whoever looks at the telephone on Sundays; who comes later asks anew.
"""

TOKEN = re.compile(r"([0-9a-z]{1,40})-([0-9]{1,2})-([0-9a-f]{32})")


@dataclass(frozen=True, slots=True)
class Linked:
    """Which file of which letter."""

    letter: str
    number: int


class Links:
    def __init__(self, public_url: str, *, keyed_hash: Callable[[str], str]) -> None:
        """`public_url` has no slash at its end."""
        self._base = public_url
        self._hash = keyed_hash

    def of(self, letter: str, number: int) -> str:
        return f"{self._base}{PATH}{self.token(letter, number)}"

    def token(self, letter: str, number: int) -> str:
        return f"{letter}-{number}-{self._mark(letter, number)}"

    def read(self, token: str) -> Linked | None:
        """None for one that is not of our making."""
        found = TOKEN.fullmatch(token)
        if found is None:
            return None
        letter, number = found[1], int(found[2])
        if not hmac.compare_digest(self.token(letter, number), token):
            return None
        return Linked(letter, number)

    def _mark(self, letter: str, number: int) -> str:
        return self._hash(f"link:{letter}:{number}")


def links_at(public_url: str, *, keyed_hash: Callable[[str], str]) -> Links | None:
    """None where there is no public address of ours."""
    return Links(public_url, keyed_hash=keyed_hash) if public_url else None
