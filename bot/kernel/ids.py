"""Ids sort by the time at which they were made and fit in 16 characters, so that a button can carry
one.
"""

import secrets
from datetime import UTC, datetime
from typing import Protocol

from bot.kernel.clock import Clock

ALPHABET = (
    "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32: no letter that reads like a digit
)
TIME_LENGTH = 9  # 45 bits of milliseconds: until the year 3084
TAIL_LENGTH = 7
LENGTH = TIME_LENGTH + TAIL_LENGTH
STEP_BITS = 16  # of a tail's 35: half a million ids fit into one millisecond
SPREAD = 7919  # a prime, so that codes of neighbouring seconds look nothing alike
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Ids(Protocol):
    def new(self) -> str: ...

    def code(self, length: int) -> str:
        """Decimal digits that nobody can guess."""
        ...


class RandomIds:
    """Ids of the running product: the time and 35 random bits; they go on after `last`.

    Of two made in one millisecond, or while the clock was set back, the second still sorts later:
    what is sent to a person goes in the order of these ids. How much later is chance, so that two
    processes that go on after the same id do not make the same.
    """

    def __init__(self, clock: Clock, last: str = "") -> None:
        self._clock = clock
        self._last = _value(last) if last else -1

    def new(self) -> str:
        tail_bits = 5 * TAIL_LENGTH
        fresh = _milliseconds(self._clock) << tail_bits | secrets.randbits(tail_bits)
        later = self._last + 1 + secrets.randbits(STEP_BITS)
        self._last = fresh if fresh > self._last else later
        return _digits(self._last, LENGTH)

    def code(self, length: int) -> str:
        return f"{secrets.randbelow(10**length):0{length}}"


class CountedIds:
    """Ids of the simulator and the tests: the same run gives the same ids, and they go on after
    `last`.
    """

    def __init__(self, clock: Clock, last: str = "") -> None:
        self._clock = clock
        self._last = _value(last) if last else -1

    def new(self) -> str:
        first = _milliseconds(self._clock) << 5 * TAIL_LENGTH
        self._last = max(first, self._last + 1)
        return _digits(self._last, LENGTH)

    def code(self, length: int) -> str:
        """By the clock's second alone, so that a script can know what comes."""
        return f"{_milliseconds(self._clock) // 1000 * SPREAD % 10**length:0{length}}"


def _milliseconds(clock: Clock) -> int:
    return int((clock.now() - EPOCH).total_seconds() * 1000)


def _digits(value: int, length: int) -> str:
    return "".join(ALPHABET[(value >> 5 * place) & 31] for place in range(length - 1, -1, -1))


def _value(digits: str) -> int:
    value = 0
    for digit in digits:
        value = value << 5 | ALPHABET.index(digit)
    return value
