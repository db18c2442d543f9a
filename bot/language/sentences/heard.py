"""What a message says, once it is read: the contract between the reader and whoever asks it.

How the keys become answers of the session's dialog (`handlers.session`, indicator ids in
`models.seed`):

- `Key.PEOPLE` is the step `people`; `Key.SESSIONS` has no step of its own, the activity stands for
  so many sessions; `Key.ELDERLY` is ticked in `groups` and counted in `group.elderly`, and so are
  `Report.subgroups`: their names are those of `handlers.session.names.Group`.
- `Key.VNEID`, `VNEID1` and `VNEID2` are the step `vneid` (their sum) with `vneid_level` "unsaid",
  "1", "2" or "both", and `vneid_2` where both were said.
- Every other key is the id of an indicator: ticked in `topics`, counted in `count.<id>`.
- `Report.day` is the step `day`, `Report.place` the step `place`; `Audience.MEMBERS` makes `kind` a
  members' session, people without any session word ("đến nhà", "hộ") a home visit.
- A count that is None was said without its number: tick its topic, ask for the figure.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    REPORT = "report"
    PLAN = "plan"
    CORRECTION = "correction"
    CANCEL = "cancel"
    QUESTION = "question"
    OTHER = "other"


class Key(StrEnum):
    PEOPLE = "people"
    SESSIONS = "sessions"
    ELDERLY = "elderly"
    HOUSEHOLDS = "households"
    VNEID = "vneid"
    VNEID1 = "vneid1"
    VNEID2 = "vneid2"
    DVC = "dvc"
    PAYMENT = "payment"
    ESIGN = "esign"
    VSSID = "vssid"
    ETAX = "etax"
    SMARTHP = "smarthp"
    INVOICE = "invoice"
    OCOP = "ocop"
    FEEDBACK = "feedback"


class Subgroup(StrEnum):
    """First served, beside the elderly; they fill the review page and are no keys."""

    FISHERMEN = "fishermen"
    FREELANCE = "freelance"
    VULNERABLE = "vulnerable"


class Ask(StrEnum):
    """Why the bot asks back, in the order in which it does."""

    CONFIRM_NUMBER = "confirm_number"
    NUMBER_MISSING = "number_missing"
    NUMBER_RANGE = "number_range"
    WHAT_IS_COUNTED = "what_is_counted"
    DATE_UNCLEAR = "date_unclear"
    DATE_INVALID = "date_invalid"
    DATE_OLD = "date_old"
    FUTURE_DATE = "future_date"
    DATE_RANGE = "date_range"
    MULTI_DAY = "multi_day"
    SUM_MISMATCH = "sum_mismatch"
    CONFIRM_TOTAL = "confirm_total"


class Audience(StrEnum):
    RESIDENTS = "residents"
    MEMBERS = "members"


class PartOfDay(StrEnum):
    MORNING = "sáng"
    NOON = "trưa"
    AFTERNOON = "chiều"
    EVENING = "tối"


class Secret(StrEnum):
    """What must not be kept; the person is told why in one line."""

    CITIZEN_NUMBER = "citizen_number"
    PHONE = "phone"
    PASSWORD = "password"  # noqa: S105  # the name of a kind


@dataclass(frozen=True, slots=True)
class Report:
    """One activity. A count that was not said is absent; None was said without its number."""

    audience: Audience | None = None
    day: date | None = None
    session: PartOfDay | None = None
    place: str | None = None
    counts: Mapping[Key, int | None] = field(default_factory=dict)
    ask: tuple[Ask, ...] = ()
    subgroups: Mapping[Subgroup, int] = field(default_factory=dict)
    is_lunar: bool = False
    """The day was named by the moon's calendar; `day` is the sun's, to be said back."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a correction does beside the values of its report."""

    is_added: bool = False
    """The counts come on top of what stood there: "thêm 2 cụ nữa"."""
    is_taken_off: bool = False
    """The counts go off what stood there: "bớt 2 người"."""
    drops_photos: bool = False


@dataclass(frozen=True, slots=True)
class Heard:
    kind: Kind
    reports: tuple[Report, ...] = ()
    secrets: frozenset[Secret] = frozenset()
    not_understood: tuple[str, ...] = ()
    """Pieces of the text that hold a number nobody could place, as they were typed."""
    change: Change = Change()
    also_asks: bool = False
    """A report with a question beside it: the question still wants its answer."""


def as_json(heard: Heard) -> dict[str, object]:
    """The contract of `toso parse --json`."""
    return {"kind": heard.kind.value, "reports": [_report(report) for report in heard.reports]}


def _report(report: Report) -> dict[str, object]:
    return {
        "audience": report.audience.value if report.audience else None,
        "date": report.day.isoformat() if report.day else None,
        "session": report.session.value if report.session else None,
        "place": report.place,
        "counts": {key.value: value for key, value in report.counts.items()},
        "ask": [code.value for code in report.ask],
    }
