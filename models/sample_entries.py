"""One entry of the sample: what a team might have written of a session, a visit or a business.

Every figure keeps the definitions of domain.md ("Definitions that every count uses"): groups, VNeID
and names within the attendees, no session in a home visit, no residents' figures of members.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from bot.kernel.clock import from_local
from models.activity import ActivityKind, EntryWay
from models.changes import RecordActivity
from models.sample_businesses import draw_support
from models.seed import INDICATORS

KINDS = {
    ActivityKind.RESIDENTS_SESSION: 48,
    ActivityKind.HOME_VISIT: 32,
    ActivityKind.MEMBERS_SESSION: 13,
    ActivityKind.INSTALLS: 4,
    ActivityKind.BUSINESS: 3,
}
SESSIONS = (ActivityKind.RESIDENTS_SESSION, ActivityKind.MEMBERS_SESSION)
LEAST, MOST = 3, 40  # people of one session or visit
HOURS = {
    ActivityKind.RESIDENTS_SESSION: (8, 14, 19),
    ActivityKind.HOME_VISIT: (8, 9, 15, 16),
    ActivityKind.MEMBERS_SESSION: (8, 14, 19),
    ActivityKind.INSTALLS: (9, 15),
    ActivityKind.BUSINESS: (9, 14),
}
LASTS = timedelta(hours=1, minutes=30)
BEDTIME = time(21, 45)
BY_HEAD_COUNT = 0.2  # how likely a members' session without names is
ON_BEHALF = 0.08
HAS_VNEID = 0.6
HAS_PLACE, HAS_NOTE = 0.85, 0.06
NOT_COUNTED = 0.06  # an indicator "done, not counted"
SAME_DAY, NEXT_DAY = 0.62, 0.88  # most write the same evening, nearly all by the next day
GROUPS = (0.65, 0.25, 0.3, 0.12)  # elderly, fishermen, freelance, vulnerable

PLACES = {
    ActivityKind.RESIDENTS_SESSION: (
        "Nhà văn hóa {team}", "Nhà văn hóa {team}", "Nhà văn hóa {team}", "Đình {team}",
        "Chợ {team}", "Trường mầm non {team}",
    ),
    ActivityKind.HOME_VISIT: (
        "Ngõ 1, {team}", "Ngõ 2, {team}", "Ngõ 5, {team}", "Xóm ngoài đê, {team}",
        "Bến cá, {team}",
    ),
    ActivityKind.MEMBERS_SESSION: ("Nhà văn hóa {team}",),
    ActivityKind.INSTALLS: ("Chợ {team}", "Bến cá, {team}", "Quán nước đầu {team}"),
    ActivityKind.BUSINESS: ("Chợ {team}", "Bến cá, {team}", "Trung tâm {team}"),
}  # fmt: skip
NOTES = (
    "Sóng yếu, phải dùng mạng của nhà văn hóa.",
    "Còn mấy cụ hẹn buổi sau.",
    "Nhiều bà con chưa có điện thoại thông minh.",
    "Bà con hỏi nhiều về lừa đảo qua điện thoại.",
    "Buổi sau cần thêm người hỗ trợ.",
)

WEIGHTS = {
    ActivityKind.RESIDENTS_SESSION: {
        "dvc": 9, "payment": 8, "vssid": 5, "smarthp": 5, "etax": 2, "esign": 2, "feedback": 2,
        "ocop": 2, "invoice": 1,
    },
    ActivityKind.HOME_VISIT: {
        "households": 9, "dvc": 5, "payment": 5, "vssid": 4, "smarthp": 3, "feedback": 1,
    },
    ActivityKind.MEMBERS_SESSION: {"dvc": 4, "payment": 3, "smarthp": 2, "esign": 1},
}  # fmt: skip
ORDER = {row.id: place for place, row in enumerate(INDICATORS)}


@dataclass(frozen=True, slots=True)
class Crew:
    """A team as its entries see it: `writers` write, the leader first, `members` may come to a
    members' session. `team_id` is None for the commune's own.
    """

    team_id: str | None
    name: str
    writers: tuple[str, ...]
    members: tuple[str, ...]


def draw_kind(drawn: Random, without: Sequence[ActivityKind] = ()) -> ActivityKind:
    kinds = [kind for kind in KINDS if kind not in without]
    return drawn.choices(kinds, [KINDS[kind] for kind in kinds])[0]


def draw_entry(drawn: Random, crew: Crew, kind: ActivityKind, day: date) -> RecordActivity:
    """Its ids are still empty: they follow from the order of all entries."""
    attendees = _attendees(drawn, crew.members) if kind is ActivityKind.MEMBERS_SESSION else ()
    people = len(attendees) or _people(drawn, kind, len(crew.members))
    author, for_id, how = _author(drawn, crew.writers)
    guides = kind in (ActivityKind.RESIDENTS_SESSION, ActivityKind.HOME_VISIT)
    first, second, unsaid = _vneid(drawn, people) if guides else (0, 0, 0)
    if kind is ActivityKind.INSTALLS:
        first, second, unsaid = _levels(drawn, people)
    groups = _groups(drawn, people) if guides else [None] * len(GROUPS)
    elderly, fishermen, freelance, vulnerable = groups
    place = drawn.choice(PLACES[kind]).format(team=crew.name)
    return RecordActivity(
        id="",
        dialog_id="",
        team_id=crew.team_id,
        kind=kind,
        day=day,
        sessions=int(kind in SESSIONS),
        people=people,
        elderly=elderly,
        fishermen=fishermen,
        freelance=freelance,
        vulnerable=vulnerable,
        vneid_1=first,
        vneid_2=second,
        vneid_unspecified=unsaid,
        place=place if drawn.random() < HAS_PLACE else None,
        note=drawn.choice(NOTES) if drawn.random() < HAS_NOTE else None,
        author_id=author,
        for_id=for_id,
        how=how,
        at=_written(drawn, day, drawn.choice(HOURS[kind])),
        indicators=_indicators(drawn, kind, people),
        attendees=attendees,
        business=draw_support(drawn, crew.name) if kind is ActivityKind.BUSINESS else None,
    )


def _attendees(drawn: Random, members: tuple[str, ...]) -> tuple[str, ...]:
    """Who came, by name; nobody where only the number was written down."""
    if drawn.random() < BY_HEAD_COUNT:
        return ()
    most = min(len(members), MOST)
    came = set(drawn.sample(members, drawn.randint(max(most // 2, LEAST), most)))
    return tuple(person for person in members if person in came)


def _people(drawn: Random, kind: ActivityKind, members: int) -> int:
    match kind:
        case ActivityKind.RESIDENTS_SESSION:
            return round(drawn.triangular(5, MOST, 13))
        case ActivityKind.MEMBERS_SESSION:
            return drawn.randint(LEAST, min(members, MOST))
        case ActivityKind.BUSINESS:
            return 0
        case ActivityKind.INSTALLS:
            return drawn.randint(1, 6)
        case _:
            return drawn.randint(LEAST, 7)


def _author(drawn: Random, writers: tuple[str, ...]) -> tuple[str, str | None, EntryWay]:
    """Two or three of a team do most of the writing; now and then the leader writes for another."""
    if len(writers) > 1 and drawn.random() < ON_BEHALF:
        how = drawn.choice((EntryWay.PHONE, EntryWay.PHONE, EntryWay.PAPER))
        return writers[0], drawn.choice(writers[1:]), how
    weights = [5, 5, 2, *(1 for _ in writers)][: len(writers)]
    return drawn.choices(writers, weights)[0], None, EntryWay.SELF


def _vneid(drawn: Random, people: int) -> tuple[int, int, int]:
    """Level 1, level 2, level not said."""
    if drawn.random() >= HAS_VNEID:
        return 0, 0, 0
    return _levels(drawn, drawn.randint(1, max(people // 2, 1)))


def _levels(drawn: Random, total: int) -> tuple[int, int, int]:
    match drawn.choices(("2", "1", "both", ""), (6, 2, 2, 1))[0]:
        case "2":
            return 0, total, 0
        case "1":
            return total, 0, 0
        case "both":
            second = drawn.randint(0, total)
            return total - second, second, 0
        case _:
            return 0, 0, total


def _groups(drawn: Random, people: int) -> list[int | None]:
    """Who of each group came: at least one, or the group was not named."""
    return [drawn.randint(1, people) if drawn.random() < likely else None for likely in GROUPS]


def _indicators(
    drawn: Random, kind: ActivityKind, people: int
) -> tuple[tuple[str, int | None], ...]:
    weights = WEIGHTS.get(kind)
    if weights is None:
        return ()
    most = 1 if kind is ActivityKind.MEMBERS_SESSION else 3
    picked = set(drawn.choices(list(weights), list(weights.values()), k=drawn.randint(0, most)))
    return tuple(
        (id_, None if drawn.random() < NOT_COUNTED else drawn.randint(1, people))
        for id_ in sorted(picked, key=ORDER.__getitem__)
    )


def _written(drawn: Random, day: date, hour: int) -> datetime:
    """Always after what was held at that hour is over."""
    ended = datetime.combine(day, time(hour)) + LASTS
    chance = drawn.random()
    if chance < SAME_DAY:
        bedtime = datetime.combine(day, BEDTIME)
        return from_local(min(ended + timedelta(minutes=drawn.randint(5, 150)), bedtime))
    later = 1 if chance < NEXT_DAY else drawn.randint(2, 6)
    morning = datetime.combine(day + timedelta(days=later), time(7))
    return from_local(morning + timedelta(minutes=drawn.randint(0, 13 * 60)))
