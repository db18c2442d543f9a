"""What lies between two tallies of one week, as data that can be added up again.

Pure, on the JSON of `models.figures.tally_json`: a tally + the difference to the next = the next,
whatever happened between them. Whole numbers are kept as what was added, everything else as what it
became.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]
Path: TypeAlias = tuple[str, ...]

MOMENT = "as_of"
TEAMS = "by_team"
TEAM = "team"
BETWEEN = "/"
"""No key of a tally holds one: an id is lower-case letters, figures and "-"."""


def difference(before: Mapping[str, Any], after: Mapping[str, Any]) -> Json:
    """`{"plus": {path: n}, "set": {path: value}, "gone": [path]}`, each only where there is any:
    empty when nothing but the moment of counting differs. A path is as "vneid/level_2", a team's
    as "by_team/thon-01/state".
    """
    old, new = dict(_flat(_keyed(before))), dict(_flat(_keyed(after)))
    plus: dict[str, int] = {}
    become: Json = {}
    for path, value in new.items():
        if path in old and old[path] == value:
            continue
        if path in old and _is_count(value) and _is_count(old[path]):
            plus[BETWEEN.join(path)] = value - old[path]
        else:
            become[BETWEEN.join(path)] = value
    gone = [BETWEEN.join(path) for path in old if path not in new]
    parts: Json = {"plus": plus, "set": become, "gone": gone}
    return {name: part for name, part in parts.items() if part}


def added_up(tally: Mapping[str, Any], deltas: Iterable[Mapping[str, Any]]) -> Json:
    """The tally after all `deltas`, one after the other. The teams stand in the order of their ids;
    the moment of counting is left out.
    """
    flat = {BETWEEN.join(path): value for path, value in _flat(_keyed(tally))}
    for delta in deltas:
        for path in delta.get("gone", ()):
            flat.pop(path, None)
        flat.update(delta.get("set", {}))
        for path, count in delta.get("plus", {}).items():
            flat[path] = flat.get(path, 0) + count
    return _deep(flat)


def comparable(tally: Mapping[str, Any]) -> Json:
    """A tally in the form that `added_up` gives."""
    return added_up(tally, ())


def _keyed(tally: Mapping[str, Any]) -> Json:
    """Teams by their id instead of by their place; without the moment."""
    teams = {team[TEAM]: {**team} for team in tally[TEAMS]}
    return {**{key: value for key, value in tally.items() if key != MOMENT}, TEAMS: teams}


def _flat(value: Mapping[str, Any], path: Path = ()) -> Iterator[tuple[Path, Any]]:
    for key, inner in value.items():
        if isinstance(inner, Mapping):
            yield from _flat(inner, (*path, key))
        else:
            yield (*path, key), inner


def _deep(flat: Mapping[str, Any]) -> Json:
    deep: Json = {TEAMS: {}}
    for written, value in flat.items():
        *way, last = written.split(BETWEEN)
        inner = deep
        for key in way:
            inner = inner.setdefault(key, {})
        inner[last] = value
    deep[TEAMS] = [deep[TEAMS][team] for team in sorted(deep[TEAMS])]
    return deep


def _is_count(value: Any) -> bool:  # noqa: ANN401  # whatever JSON holds
    return type(value) is int
