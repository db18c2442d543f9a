"""What a decision writes: frozen dataclasses, turned into rows by `models.apply` alone.

`key` names what is written; "" is written by nobody else (a row with an id of its own).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from models.account_changes import AccountChange, KeepAccount
from models.activity import ActivityKind, EntryWay
from models.alike_changes import AlikeChange
from models.assignment_changes import AssignmentChange
from models.business_kept import Support
from models.course_changes import CourseChange
from models.document_changes import DocumentChange
from models.errand_changes import ErrandChange
from models.flag_changes import FlagChange, RaisedFlag
from models.indicator_changes import IndicatorChange
from models.join_changes import JoinChange
from models.learner_kept import NewLearner
from models.mail import Lane
from models.member_changes import MemberChange
from models.people import Role
from models.privacy_changes import PrivacyChange
from models.product_changes import ProductChange
from models.scribe_changes import ScribeChange
from models.statement_changes import StateWeek
from models.timers import ArmTimer
from models.trainee_changes import TraineeChange
from models.village_changes import VillageChange


@dataclass(frozen=True, slots=True)
class KeepInbox:
    channel: str
    provider_id: str
    owner: str
    kind: str
    at: datetime
    digest: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class KeepThread:
    owner: str
    text: str
    at: datetime
    key: str = ""


@dataclass(frozen=True, slots=True)
class Queue:
    """A message to go. A second one with the same `identity` is the same, and is not queued."""

    id: str
    owner: str
    channel: str
    external_id: str
    lane: Lane
    identity: str
    message: str
    not_before: datetime
    created_at: datetime
    valid_until: datetime | None = None
    cause: str | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class Notify:
    """An automated message to whoever holds `role` of `team_id` ("" for the commune's); goes to
    their newest account.

    `identity` is completed with the person's id. Nobody is told of what they did themselves
    (`but_not`). Of those who hold the role, only `person_id`, where that is given. Where none of
    them has an account, the commune's `or_role` is told instead.
    """

    id: str
    role: Role
    team_id: str
    but_not: str
    identity: str
    message: str
    not_before: datetime
    valid_until: datetime
    created_at: datetime
    or_role: Role | None = None
    person_id: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class AddPerson:
    id: str
    name: str
    role: Role
    at: datetime
    key: str = ""


@dataclass(frozen=True, slots=True)
class ChangeAddress:
    person_id: str
    address: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class ChangeLanguage:
    person_id: str
    language: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class RecordActivity:
    """A confirmed activity with everything that hangs on it. `week_key` is "" for the commune's
    own. Of a class day, `learners` are those who were ticked, `enrolled` those among them who were
    not on its list yet: new ones, and by their ids people of other lists.
    """

    id: str
    dialog_id: str
    team_id: str | None
    kind: ActivityKind
    day: date
    sessions: int
    people: int
    elderly: int | None
    fishermen: int | None
    freelance: int | None
    vulnerable: int | None
    vneid_1: int
    vneid_2: int
    vneid_unspecified: int
    place: str | None
    note: str | None
    author_id: str
    for_id: str | None
    how: EntryWay
    at: datetime
    indicators: tuple[tuple[str, int | None], ...] = ()
    attendees: tuple[str, ...] = ()
    photos: tuple[str, ...] = ()
    channel: str = ""
    flags: tuple[RaisedFlag, ...] = ()
    key: str = ""
    course_id: str | None = None
    learners: tuple[str, ...] = ()
    enrolled: tuple[NewLearner | str, ...] = ()
    business: Support | None = None
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EditActivity:
    """`record` is the activity as it is to be: its id is that of the one mended, and who logged it,
    for whom and when stays as it was. A photo that `record` does not name is let go.
    """

    record: RecordActivity
    revision_id: str
    by_id: str
    at: datetime
    channel: str
    why: str
    key: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WithdrawActivity:
    """Nothing is deleted: the row is marked, and a revision says who, when and why."""

    activity_id: str
    revision_id: str
    by_id: str
    at: datetime
    why: str
    channel: str = ""
    key: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FileZeroReport:
    team_id: str
    week: str
    by_id: str
    at: datetime
    key: str = ""


@dataclass(frozen=True, slots=True)
class WithdrawZeroReport:
    team_id: str
    week: str
    at: datetime
    by_id: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class KeepAttachment:
    """`mime` is what it may be, as `models.attachment` has it."""

    id: str
    owner: str
    dialog_id: str
    person_id: str | None
    channel: str
    source: str
    at: datetime
    deadline_at: datetime
    mime: str | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class Audited:
    id: str
    at: datetime
    by_id: str | None
    action: str
    subject: str
    detail: tuple[tuple[str, str | int], ...] = ()
    key: str = ""


Change: TypeAlias = (
    KeepInbox
    | KeepThread
    | KeepAccount
    | AccountChange
    | Queue
    | Notify
    | AddPerson
    | ChangeAddress
    | ChangeLanguage
    | RecordActivity
    | WithdrawActivity
    | EditActivity
    | FileZeroReport
    | WithdrawZeroReport
    | KeepAttachment
    | ScribeChange
    | Audited
    | JoinChange
    | AssignmentChange
    | DocumentChange
    | AlikeChange
    | FlagChange
    | VillageChange
    | ErrandChange
    | PrivacyChange
    | ArmTimer
    | MemberChange
    | CourseChange
    | TraineeChange
    | StateWeek
    | IndicatorChange
    | ProductChange
)


def keys_of(change: Change) -> tuple[str, ...]:
    """Everything that a change writes under: what was mended or taken back is named by itself too,
    and so is a week that it leaves.
    """
    also: tuple[str, ...] = getattr(change, "also", ())
    return tuple(key for key in (change.key, *also) if key)


def activity_key(activity_id: str) -> str:
    return f"activity:{activity_id}"


def week_key(team_id: str, week: str) -> str:
    return f"team:{team_id}/{week}"
