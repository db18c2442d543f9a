"""The audit, to be read: who did what with whose data, the newest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.orm import aliased

from models.audit import Audit
from models.needs import Need
from models.people import Person, shown_name


@dataclass(frozen=True, slots=True)
class AuditedRow:
    """`by_name` is "" for the program by itself, `subject_name` for what is no person. `detail` in
    the order of its names.
    """

    at: datetime
    by_id: str
    by_name: str
    action: str
    subject: str
    subject_name: str
    detail: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class AuditNeed(Need[tuple[AuditedRow, ...]]):
    """`most` rows after the first `skip`; within the moments and of the person, where given."""

    skip: int
    most: int
    since: datetime | None = None
    before: datetime | None = None
    by_id: str = ""

    @property
    def key(self) -> str:
        return "audit"


async def audited_rows(
    connection: AsyncConnection, commune_id: str, needs: Sequence[AuditNeed]
) -> dict[Need[Any], Any]:
    return {need: await audited(connection, commune_id, need) for need in needs}


async def audited(
    connection: AsyncConnection, commune_id: str, need: AuditNeed
) -> tuple[AuditedRow, ...]:
    by, subject = aliased(Person), aliased(Person)
    rows = await connection.execute(
        select(
            Audit.at,
            Audit.by_id,
            shown_name(by).label("by_name"),
            Audit.action,
            Audit.subject,
            shown_name(subject).label("subject_name"),
            Audit.detail,
        )
        .outerjoin(by, and_(by.commune_id == Audit.commune_id, by.id == Audit.by_id))
        .outerjoin(
            subject, and_(subject.commune_id == Audit.commune_id, subject.id == Audit.subject)
        )
        .where(
            Audit.commune_id == commune_id,
            *([Audit.at >= need.since] if need.since else []),
            *([Audit.at < need.before] if need.before else []),
            *([Audit.by_id == need.by_id] if need.by_id else []),
        )
        .order_by(Audit.at.desc(), Audit.id.desc())
        .offset(need.skip)
        .limit(need.most)
    )
    return tuple(
        AuditedRow(
            at=row.at,
            by_id=row.by_id or "",
            by_name=row.by_name or "",
            action=row.action,
            subject=row.subject,
            subject_name=row.subject_name or "",
            detail=tuple(sorted((str(name), str(value)) for name, value in row.detail.items())),
        )
        for row in rows
    )


AUDIT_LOADERS: dict[type, Any] = {AuditNeed: audited_rows}
