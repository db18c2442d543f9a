"""A person goes, what they did stays counted.

Laws: no report, attendance, revision, statement or line of the audit is touched, so every tally is
what it was; they name the person by id alone, and behind the id stands a row without a name. All
that was theirs alone is deleted in the same transaction.
"""

from __future__ import annotations

import json
from datetime import datetime

from sqlalchemy import String, and_, delete, func, or_, select, type_coerce, update
from sqlalchemy.ext.asyncio import AsyncConnection

from models.attachment import Attachment, AttachmentState
from models.commune import CommuneSetting
from models.dialogs import Dialog, Timer
from models.document import is_of_document
from models.errand import Errand
from models.join import JoinCode, JoinRequest, JoinTry
from models.mail import Inbox, Outbox
from models.people import ERASED_NAME, Account, Person, PersonRole
from models.retention import ERASED
from models.scribe import ScribeRequest
from models.web_log import KEPT_NUMBER, WebLine, WebSession


async def erase(connection: AsyncConnection, commune_id: str, person_id: str, at: datetime) -> None:
    await _forget_number(connection, commune_id, person_id)
    await _forget_browsers(connection, commune_id, person_id)
    for table, column in (
        (Account, Account.person_id),
        (PersonRole, PersonRole.person_id),
        (Dialog, Dialog.owner),
        (Timer, Timer.owner),
        (ScribeRequest, ScribeRequest.person_id),
        (JoinCode, JoinCode.person_id),
        (Outbox, Outbox.owner),
        (Errand, Errand.person_id),
    ):
        await connection.execute(
            delete(table).where(table.commune_id == commune_id, column == person_id)
        )
    await connection.execute(
        delete(JoinRequest).where(
            JoinRequest.commune_id == commune_id,
            or_(JoinRequest.person_id == person_id, JoinRequest.asked_by == person_id),
        )
    )
    await _forget_photos(connection, commune_id, person_id)
    await connection.execute(
        update(Inbox)
        .where(Inbox.commune_id == commune_id, Inbox.owner == person_id)
        .values(digest="")
    )
    await connection.execute(
        delete(CommuneSetting).where(
            CommuneSetting.commune_id == commune_id,
            CommuneSetting.key == "helper_person_id",
            type_coerce(CommuneSetting.value, String) == json.dumps(person_id),
        )
    )
    await connection.execute(
        update(Person)
        .where(Person.commune_id == commune_id, Person.id == person_id)
        .values(
            name=ERASED_NAME,
            address=None,
            language="vi",
            phone=None,
            phone_hash=None,
            birth_year=None,
            consent_version=None,
            consent_at=None,
            joined_at=None,
            erased_at=at,
        )
    )


async def _forget_number(connection: AsyncConnection, commune_id: str, person_id: str) -> None:
    number = select(Person.phone_hash).where(
        Person.commune_id == commune_id, Person.id == person_id
    )
    await connection.execute(
        delete(JoinTry).where(
            JoinTry.commune_id == commune_id, JoinTry.phone_hash == number.scalar_subquery()
        )
    )


async def _forget_browsers(connection: AsyncConnection, commune_id: str, person_id: str) -> None:
    """Their talks, but for the number of each one's newest line: a page that is open takes a number
    that comes again for a line that it has.
    """
    mine = select(Account.external_id).where(
        Account.commune_id == commune_id,
        Account.person_id == person_id,
        Account.channel == "web",
    )
    talks = (await connection.scalars(mine)).all()
    for talk in talks:
        of_talk = and_(WebLine.commune_id == commune_id, WebLine.external_id == talk)
        newest = await connection.scalar(select(func.max(WebLine.seq)).where(of_talk))
        await connection.execute(delete(WebLine).where(of_talk, WebLine.seq != newest))
        await connection.execute(
            update(WebLine).where(of_talk).values(words="{}", is_mine=False, client_id=KEPT_NUMBER)
        )
        await connection.execute(
            delete(WebSession).where(
                WebSession.commune_id == commune_id, WebSession.external_id == talk
            )
        )


async def _forget_photos(connection: AsyncConnection, commune_id: str, person_id: str) -> None:
    """Those of no report, and of no document, are marked for `jobs.retention`, which deletes their
    files as well; of a report's, where they came from.
    """
    mine = and_(
        Attachment.commune_id == commune_id,
        or_(Attachment.owner == person_id, Attachment.person_id == person_id),
    )
    of_no_report = update(Attachment).where(
        mine, Attachment.activity_id.is_(None), ~is_of_document()
    )
    await connection.execute(
        of_no_report.values(state=AttachmentState.FAILED, reason=ERASED, next_try_at=None)
    )
    await connection.execute(update(Attachment).where(mine).values(source=""))
