"""What was held, in the words in which members tell it: one sentence, or the short form."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from models.activity import ActivityKind
from models.changes import RecordActivity

OPENINGS = {
    ActivityKind.RESIDENTS_SESSION: (
        "{day} hướng dẫn {people} người",
        "{day} mở 1 buổi hướng dẫn {people} người dân",
        "{day} mở lớp hướng dẫn bà con {people} người",
    ),
    ActivityKind.HOME_VISIT: (
        "{day} đến nhà hỗ trợ {people} người",
        "{day} hỗ trợ tại nhà {people} người",
    ),
    ActivityKind.MEMBERS_SESSION: ("{day} tập huấn {people} thành viên trong tổ",),
}
TOPICS = {
    "households": "đến {count} hộ",
    "dvc": "dịch vụ công {count} người",
    "payment": "quét mã QR {count} người",
    "vssid": "cài VssID cho {count} người",
    "smarthp": "cài smart hải phòng {count} người",
}
SHORT = {
    "households": "hộ", "dvc": "dvc", "payment": "qr", "esign": "cks", "vssid": "vssid",
    "etax": "etax", "smarthp": "smarthp", "invoice": "hddt", "ocop": "ocop", "feedback": "pa",
}  # fmt: skip


def sentence(entry: RecordActivity, today: date, drawn: Random) -> str:
    """As "hôm qua mở 1 buổi hướng dẫn 15 người dân, cài 5 VNeID mức 2"."""
    opening = drawn.choice(OPENINGS[entry.kind])
    said = opening.format(day=day_words(entry.day, today, "ngày "), people=entry.people)
    if entry.kind is ActivityKind.MEMBERS_SESSION:
        return said
    place = " ở nhà văn hóa" if entry.place and entry.place.startswith("Nhà văn hóa") else ""
    return ", ".join((f"{said}{place}", *_details(entry)))


def short_form(entry: RecordActivity, today: date) -> str:
    """As "hôm qua người 15, vneid2 5, dvc 3"."""
    parts = [f"người {entry.people}"]
    if entry.elderly:
        parts.append(f"cụ {entry.elderly}")
    for label, count in zip(("vneid1", "vneid2", "vneid"), _vneid(entry), strict=True):
        if count:
            parts.append(f"{label} {count}")
    parts += [f"{SHORT[id_]} {count}" for id_, count in entry.indicators if count]
    return f"{day_words(entry.day, today)} {', '.join(parts)}"


def is_short(entry: RecordActivity) -> bool:
    """Whether the short form takes it: one pair alone may be meant otherwise."""
    counted = [count for _, count in entry.indicators if count]
    return bool(entry.elderly or any(_vneid(entry)) or counted)


def day_words(day: date, today: date, before: str = "") -> str:
    match (today - day) // timedelta(days=1):
        case 0:
            return "hôm nay"
        case 1:
            return "hôm qua"
        case _:
            return f"{before}{day.day}/{day.month}"


def _details(entry: RecordActivity) -> Iterator[str]:
    if entry.elderly:
        yield f"trong đó {entry.elderly} cụ cao tuổi"
    level_1, level_2, unsaid = _vneid(entry)
    if level_2:
        yield f"cài {level_2} VNeID mức 2"
    if level_1:
        yield f"cài {level_1} VNeID mức 1"
    if unsaid:
        yield f"cài VNeID cho {unsaid} người"
    for id_, count in entry.indicators:
        if count and id_ in TOPICS:
            yield TOPICS[id_].format(count=count)


def _vneid(entry: RecordActivity) -> tuple[int, int, int]:
    return entry.vneid_1, entry.vneid_2, entry.vneid_unspecified
