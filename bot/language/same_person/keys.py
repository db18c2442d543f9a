"""The words under which a name is found again, whatever became of its marks and order.

A key is never a family or middle name alone: under "nguyen" stands half of the commune.
"""

from __future__ import annotations

from bot.language.same_person.parts import Name, readings
from bot.language.same_person.sounds import bare_sound, is_initial, mended_family

NO_FAMILY = "?"


def keys(name: str) -> frozenset[str]:
    """What is kept of somebody: few for each, whatever the name."""
    return frozenset(key for each in readings(name) for key in (_given(each), _whole(each)))


def asked_keys(name: str) -> frozenset[str]:
    """What to look for: everybody of this name who may be the same stands under one of them. With a
    family, those of that family and those of whom none is known; without, all of the given name.
    """
    return frozenset(key for each in readings(name) for key in _asked(each))


def _asked(name: Name) -> tuple[str, ...]:
    if not _family(name):
        return (_given(name),)
    return (_whole(name), f"{_given(name)} {NO_FAMILY}")


def _given(name: Name) -> str:
    return bare_sound(name.given)


def _whole(name: Name) -> str:
    return f"{_given(name)} {_family(name) or NO_FAMILY}"


def _family(name: Name) -> str:
    """Empty for an initial, which may be anything."""
    return (
        "" if not name.family or is_initial(name.family) else bare_sound(mended_family(name.family))
    )
