"""What a report says: read from the words of its review page, and from its rows. Both must agree.

The reading knows nothing of how the page was made, so that a slip there is found here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

GROUPS = {
    "người cao tuổi": "elderly",
    "ngư dân": "fishermen",
    "người lao động tự do": "freelance",
    "người yếu thế": "vulnerable",
}
KINDS = {
    "hướng dẫn người dân": "residents_session",
    "hỗ trợ tại nhà": "home_visit",
    "tập huấn thành viên": "members_session",
}
WAYS = {"Qua điện thoại": "phone", "Theo sổ, giấy": "paper"}

FOR = re.compile(r"Ghi hộ (?P<name>.+) \((?P<team>.+)\)\. (?P<how>.+)\.")
DAY = re.compile(r"(?:Thứ [\w ]+|Chủ Nhật) (?P<day>\d+/\d+)")
KIND = re.compile(r"Loại: (?P<kind>[^,]+)(?:, (?P<team>.+))?")
NAMED = re.compile(r"(?P<people>[\d.]+) người: (?P<names>.+?)(?: và (?P<more>[\d.]+) người nữa)?")
PEOPLE = re.compile(r"(?P<people>[\d.]+) người(?:, trong đó (?P<groups>.+))?")
GROUP = re.compile(r"(?P<count>[\d.]+) (?P<group>.+)")
TOPICS = re.compile(r"Đã giúp: (?P<topics>.+)")
TOPIC = re.compile(r"(?P<label>.+?)(?: \((?P<count>[\d.]+)\))?")
VNEID = re.compile(
    r"Cài VNeID(?: mức (?P<level>[12]))? cho (?P<count>[\d.]+) người"
    r"(?:: mức 1 có (?P<first>[\d.]+) người, mức 2 có (?P<second>[\d.]+) người)?"
)
PLACE = re.compile(r"Ở (?P<place>.+)")
PHOTOS = re.compile(r"(?P<photos>\d+) ảnh")
NOTE = re.compile(r"Ghi chú: (?P<note>.+)")
TEAM = re.compile(r"Tính cho (?P<team>.+)")
BUSINESS = re.compile(r"Hộ mới: .+|.+, đã có trong danh sách")
OF_A_BUSINESS = ("day", "kind", "team")
"""What is compared of a business: its name and what was set up stand in tables of their own."""


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything of one report that its person read. `vneid` is level 1, level 2, level not said;
    `names` are the first that a page shows, in no order.
    """

    day: str = ""
    kind: str = ""
    team: str = ""
    people: int = 0
    names: frozenset[str] = frozenset()
    groups: frozenset[tuple[str, int]] = frozenset()
    topics: frozenset[tuple[str, int | None]] = frozenset()
    vneid: tuple[int, int, int] = (0, 0, 0)
    place: str = ""
    photos: int = 0
    note: str = ""
    for_whom: str = ""
    how: str = "self"


class UnreadableError(ValueError):
    """A line of a review page that a person could not have understood."""


def read_figures(page: str) -> Figures:
    """Raises UnreadableError for a line that says nothing known."""
    found: dict[str, Any] = {}
    for line in page.splitlines():
        if line.startswith("• "):
            found |= _read(line.removeprefix("• "))
    if found.get("kind") == "business":
        return Figures(**{name: found[name] for name in OF_A_BUSINESS if name in found})
    if "kind" not in found and "vneid" in found:
        found |= {"kind": "installs", "people": sum(found["vneid"])}
    return Figures(**found)


def _read(words: str) -> dict[str, Any]:
    for pattern, read in LINES:
        if match := pattern.fullmatch(words):
            return read(match)
    raise UnreadableError(words)


def _whom(match: re.Match[str]) -> dict[str, Any]:
    """Its team is said by the line of the kind where there is one choice of it, else here."""
    return {"for_whom": match["name"], "team": match["team"], "how": WAYS[match["how"]]}


def _kind(match: re.Match[str]) -> dict[str, Any]:
    kind = {"kind": KINDS[match["kind"]]}
    return {**kind, "team": match["team"]} if match["team"] else kind


def _named(match: re.Match[str]) -> dict[str, Any]:
    names, people = frozenset(match["names"].split(", ")), _number(match["people"])
    if people != len(names) + _number(match["more"] or "0"):
        raise UnreadableError(match[0])
    return {"people": people, "names": names}


def _people(match: re.Match[str]) -> dict[str, Any]:
    groups = match["groups"].split(", ") if match["groups"] else []
    return {"people": _number(match["people"]), "groups": frozenset(map(_group, groups))}


def _levels(match: re.Match[str]) -> tuple[int, int, int]:
    count = _number(match["count"])
    if match["first"]:
        first, second = _number(match["first"]), _number(match["second"])
        if first + second != count:
            raise UnreadableError(match[0])
        return first, second, 0
    level = match["level"]
    return (count if level == "1" else 0, count if level == "2" else 0, 0 if level else count)


def _topic(words: str) -> tuple[str, int | None]:
    match = TOPIC.fullmatch(words)
    if match is None:
        raise UnreadableError(words)
    return match["label"], _number(match["count"]) if match["count"] else None


def _group(words: str) -> tuple[str, int]:
    match = GROUP.fullmatch(words)
    if match is None:
        raise UnreadableError(words)
    return GROUPS[match["group"]], _number(match["count"])


def _number(words: str) -> int:
    return int(words.replace(".", ""))


LINES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], dict[str, Any]]], ...] = (
    (FOR, _whom),
    (BUSINESS, lambda _: {"kind": "business"}),
    (TEAM, lambda match: {"team": match["team"]}),
    (KIND, _kind),
    (DAY, lambda match: {"day": match["day"]}),
    (VNEID, lambda match: {"vneid": _levels(match)}),
    (TOPICS, lambda match: {"topics": frozenset(map(_topic, match["topics"].split(", ")))}),
    (NAMED, _named),
    (PEOPLE, _people),
    (PHOTOS, lambda match: {"photos": int(match["photos"])}),
    (PLACE, lambda match: {"place": match["place"]}),
    (NOTE, lambda match: {"note": match["note"]}),
)
