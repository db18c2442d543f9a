"""What a report says: read from the words of its review page, and from its rows. Both must agree.

The reading knows nothing of how the page was made, so that a slip there is found here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

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
NAMES_SHOWN = 7

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


@dataclass(slots=True)
class _Reading:
    found: dict[str, object] = field(default_factory=dict)

    def line(self, words: str) -> None:
        if match := FOR.fullmatch(words):
            self.found |= {"for_whom": match["name"], "team": match["team"]}
            self.found["how"] = WAYS[match["how"]]
        elif match := KIND.fullmatch(words):
            self.found["kind"] = KINDS[match["kind"]]
            self.found.setdefault("team", match["team"] or "")
        elif match := DAY.fullmatch(words):
            self.found["day"] = match["day"]
        elif match := VNEID.fullmatch(words):
            self.found["vneid"] = _levels(match)
        elif match := TOPICS.fullmatch(words):
            self.found["topics"] = frozenset(map(_topic, match["topics"].split(", ")))
        elif match := NAMED.fullmatch(words):
            names = frozenset(match["names"].split(", "))
            people = _number(match["people"])
            if people != len(names) + _number(match["more"] or "0"):
                raise UnreadableError(words)
            self.found |= {"people": people, "names": names}
        elif match := PEOPLE.fullmatch(words):
            groups = match["groups"].split(", ") if match["groups"] else []
            self.found |= {"people": _number(match["people"])}
            self.found["groups"] = frozenset(map(_group, groups))
        elif match := PHOTOS.fullmatch(words):
            self.found["photos"] = int(match["photos"])
        elif match := PLACE.fullmatch(words):
            self.found["place"] = match["place"]
        elif match := NOTE.fullmatch(words):
            self.found["note"] = match["note"]
        else:
            raise UnreadableError(words)


def read_figures(page: str) -> Figures:
    """Raises UnreadableError for a line that says nothing known."""
    reading = _Reading()
    for line in page.splitlines():
        if line.startswith("• "):
            reading.line(line.removeprefix("• "))
    return Figures(**reading.found)  # type: ignore[arg-type]  # each was put in by its name


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
