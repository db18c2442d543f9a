"""Changes into rows: one multi-row statement per table for a whole batch, in an order that the keys
allow.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from sqlalchemy import bindparam, insert, update
from sqlalchemy.ext.asyncio import AsyncConnection

from models.account_changes import CloseAccount, KeepAccount
from models.activity import (
    Activity,
    Attendance,
    Revision,
    ZeroReport,
)
from models.activity_writing import edit_activity, withdraw_activity
from models.apply_others import apply_other
from models.attachment import Attachment
from models.audit import Audit
from models.business_writing import write_business
from models.changes import (
    AddPerson,
    Audited,
    Change,
    ChangeAddress,
    ChangeLanguage,
    EditActivity,
    FileZeroReport,
    KeepAttachment,
    KeepInbox,
    KeepThread,
    Notify,
    Queue,
    RecordActivity,
    WithdrawActivity,
    WithdrawZeroReport,
)
from models.class_days import write_learners
from models.dialogs import Dialog
from models.flag import Flag
from models.flag_writing import flag_rows
from models.in_time import write_in_time
from models.indicator import ActivityIndicator
from models.mail import Inbox
from models.notice import accounts_of
from models.people import Account, AccountState, Person, PersonRole
from models.putting import put, queue
from models.rows import activity_row, attachment_row, figures, notice_row, outbox_row
from models.statement_changes import StateWeek, state_week
from models.timers import ArmTimer, arm_timers

Rows = list[dict[str, Any]]


async def apply(connection: AsyncConnection, commune_id: str, changes: Sequence[Change]) -> None:
    """Write all of a batch's changes. Two of them never write the same row (the keys saw to that),
    but for a person's thread and account, of which the last one holds.
    """
    await write_in_time(connection, commune_id, changes, partial(_write, connection, commune_id))


async def _write(connection: AsyncConnection, commune_id: str, changes: Sequence[Change]) -> None:
    pile = _Pile(connection, commune_id)
    for change in changes:
        pile.add(change)
    await pile.write()


class _Pile:
    """The rows of a batch, sorted by table as they come, written in the keys' order."""

    def __init__(self, connection: AsyncConnection, commune_id: str) -> None:
        self._connection = connection
        self._commune = commune_id
        self._inbox: Rows = []
        self._people: Rows = []
        self._roles: Rows = []
        self._accounts: dict[tuple[str, str], dict[str, Any]] = {}
        self._left: dict[tuple[str, str], CloseAccount] = {}
        self._threads: dict[str, dict[str, Any]] = {}
        self._activities: Rows = []
        self._indicators: Rows = []
        self._attendance: Rows = []
        self._revisions: Rows = []
        self._attachments: Rows = []
        self._bound: Rows = []
        self._flags: Rows = []
        self._zero: Rows = []
        self._outbox: Rows = []
        self._audit: Rows = []
        self._timers: list[ArmTimer] = []
        self._later: list[Callable[[], Any]] = []

    def add(self, change: Change) -> None:  # noqa: C901, PLR0912  # one case for every change
        match change:
            case KeepInbox():
                self._inbox.append(
                    self._row(
                        channel=change.channel,
                        provider_id=change.provider_id,
                        owner=change.owner,
                        kind=change.kind,
                        at=change.at,
                        digest=change.digest,
                    )
                )
            case KeepThread(owner, text, at):
                self._threads[owner] = self._row(owner=owner, state=text, updated_at=at)
            case KeepAccount(is_heard=False) if (change.channel, change.external_id) in (
                self._accounts
            ):
                self._accounts[change.channel, change.external_id]["shown"] = change.shown
            case KeepAccount():
                if change.is_heard:  # after having gone, within the same batch
                    self._left.pop((change.channel, change.external_id), None)
                self._accounts[change.channel, change.external_id] = self._row(
                    channel=change.channel,
                    external_id=change.external_id,
                    person_id=change.person_id,
                    shown=change.shown,
                    state=AccountState.TURNED_AWAY
                    if change.is_turned_away
                    else AccountState.ACTIVE,
                    created_at=change.at,
                    last_seen_at=change.at if change.is_heard else None,
                )
            case CloseAccount(channel, external_id):
                self._left[channel, external_id] = change
            case Queue():
                self._outbox.append(outbox_row(self._commune, change))
            case Notify():
                self._later.append(lambda: self._notify(change))
            case AddPerson(id_, name, role, at):
                self._people.append(self._row(id=id_, name=name, language="vi", created_at=at))
                self._roles.append(self._row(person_id=id_, role=role, team_id=""))
            case ChangeAddress(person_id, address):
                self._later.append(lambda: self._change_person(person_id, address=address))
            case ChangeLanguage(person_id, language):
                self._later.append(lambda: self._change_person(person_id, language=language))
            case RecordActivity():
                self._record(change)
            case EditActivity():
                self._later.append(lambda: edit_activity(self._connection, self._commune, change))
            case WithdrawActivity():
                self._later.append(
                    lambda: withdraw_activity(self._connection, self._commune, change)
                )
            case FileZeroReport(team_id, week, by_id, at):
                self._zero.append(
                    self._row(team_id=team_id, week=week, by_id=by_id, at=at, withdrawn_at=None)
                )
            case WithdrawZeroReport():
                self._later.append(lambda: self._withdraw_zero(change))
            case KeepAttachment():
                self._attachments.append(attachment_row(self._commune, change))
            case StateWeek():
                self._later.append(lambda: state_week(self._connection, self._commune, change))
            case ArmTimer():
                self._timers.append(change)
            case Audited(id_, at, by_id, action, subject, detail):
                self._audit.append(
                    self._row(
                        id=id_, at=at, by_id=by_id, action=action, subject=subject,
                        detail=dict(detail),
                    )
                )  # fmt: skip
            case _:
                self._later.append(lambda: apply_other(self._connection, self._commune, change))

    async def write(self) -> None:
        await self._insert(Inbox, self._inbox)
        await self._insert(Person, self._people)
        await self._insert(PersonRole, self._roles)
        heard = [row for row in self._accounts.values() if row["last_seen_at"] is not None]
        await self._put(Account, heard, "person_id", "shown", "state", "last_seen_at")
        for row in self._accounts.values():
            if row["last_seen_at"] is None:
                await self._show(row)
        await self._put(Dialog, list(self._threads.values()), "state", "updated_at")
        if self._timers:
            await arm_timers(self._connection, self._commune, self._timers)
        await self._insert(Activity, self._activities)
        await self._insert(ActivityIndicator, self._indicators)
        await self._insert(Attendance, self._attendance)
        await self._insert(Revision, self._revisions)
        await self._insert(Attachment, self._attachments)
        if self._bound:
            bind = update(Attachment).where(
                Attachment.commune_id == self._commune, Attachment.id == bindparam("photo")
            )
            await self._connection.execute(
                bind.values(activity_id=bindparam("activity")), self._bound
            )
        await self._insert(Flag, self._flags)
        await self._put(ZeroReport, self._zero, "by_id", "at", "withdrawn_at")
        for left in self._left.values():
            await apply_other(self._connection, self._commune, left)
        for work in self._later:
            await work()
        if self._outbox:
            await self._connection.execute(queue(), self._outbox)
        await self._insert(Audit, self._audit)

    def _row(self, **columns: Any) -> dict[str, Any]:  # noqa: ANN401  # columns of many types
        return {"commune_id": self._commune, **columns}

    async def _insert(self, table: type, rows: Rows) -> None:
        if rows:
            await self._connection.execute(insert(table), rows)

    async def _put(self, table: type, rows: Rows, *changing: str) -> None:
        """Insert, or change `changing` of the row that is there."""
        if not rows:
            return
        await self._connection.execute(put(table, changing), rows)

    async def _show(self, row: dict[str, Any]) -> None:
        """The house spoke: the list shown is another, but nobody was here."""
        account = update(Account).where(
            Account.commune_id == self._commune,
            Account.channel == row["channel"],
            Account.external_id == row["external_id"],
        )
        await self._connection.execute(account.values(shown=row["shown"]))

    def _record(self, change: RecordActivity) -> None:
        self._activities.append(activity_row(self._commune, change))
        self._indicators += [
            self._row(activity_id=change.id, indicator_id=indicator, value=value)
            for indicator, value in change.indicators
        ]
        self._attendance += [
            self._row(activity_id=change.id, person_id=person) for person in change.attendees
        ]
        if change.business:
            self._later.append(lambda: write_business(self._connection, self._commune, change))
        if change.course_id:
            self._later.append(lambda: write_learners(self._connection, self._commune, change))
        self._bound += [{"photo": photo, "activity": change.id} for photo in change.photos]
        self._flags += flag_rows(self._commune, change)
        self._revisions.append(
            self._row(
                id=change.id,
                activity_id=change.id,
                at=change.at,
                by_id=change.author_id,
                channel=change.channel or None,
                before=None,
                after=figures(change),
                why="confirmed",
            )
        )

    async def _change_person(self, person_id: str, **columns: str) -> None:
        await self._connection.execute(
            update(Person)
            .where(Person.commune_id == self._commune, Person.id == person_id)
            .values(**columns)
        )

    async def _withdraw_zero(self, change: WithdrawZeroReport) -> None:
        await self._connection.execute(
            update(ZeroReport)
            .where(
                ZeroReport.commune_id == self._commune,
                ZeroReport.team_id == change.team_id,
                ZeroReport.week == change.week,
            )
            .values(withdrawn_at=change.at)
        )

    async def _notify(self, change: Notify) -> None:
        for place, account in enumerate(await accounts_of(self._connection, self._commune, change)):
            self._outbox.append(notice_row(self._commune, change, place, account))
