"""`toso audit`: who did what with people's data, and who saw it; the newest first."""

from __future__ import annotations

import asyncio
import json
import sys
from datetime import date, datetime, time, timedelta
from typing import Any

from bot.cli.export_arguments import AuditTold
from bot.cli.parser import Words
from bot.cli.refusal import Refusal
from bot.cli.store import open_store, the_commune
from bot.dialog.text import Text
from bot.kernel.clock import LOCAL_ZONE, Clock, SystemClock, from_local
from bot.settings import Settings
from handlers.audit_words import audit_line, audited_words
from models.audit_facts import AuditedRow, AuditNeed, audited
from models.commune import find_communes
from models.database import Database, StoreError
from models.load import load_people_by_phone
from models.opening import open_installation
from models.vault import normalise_phone

MOST = 100_000


def run_audit(
    command: AuditTold, settings: Settings, words: Words, *, clock: Clock | None = None
) -> int:
    """0 also where nothing was done in these days."""
    path = command.database or settings.database
    now = (clock or SystemClock()).now()
    try:
        rows = asyncio.run(_rows(command, settings, path, now))
    except StoreError as error:
        raise Refusal(Text("cli.tally.unreadable", path=path)) from error
    if command.as_json:
        lines = (json.dumps(_as_json(row, words), ensure_ascii=False) for row in rows)
        sys.stdout.writelines(f"{line}\n" for line in lines)
        return 0
    sys.stdout.writelines(f"{words(audit_line(row))}\n" for row in rows)
    if not rows:
        said = words(Text("audit.end"))
        sys.stdout.write(f"{said}\n")
    return 0


async def _rows(
    command: AuditTold, settings: Settings, path: str, now: datetime
) -> tuple[AuditedRow, ...]:
    """The key is needed only to find somebody by phone."""
    database = open_store(path)
    if command.who is not None:
        await database.close()
        database = await open_installation(path, now=now, key_file=settings.key_file)
    try:
        async with database.read() as connection:
            commune = the_commune(await find_communes(connection), settings.commune)
            by_id = ""
            if command.who is not None:
                hashed = _hash_of(database, command.who)
                found = await load_people_by_phone(connection, commune, {hashed})
                by_id = found.get(hashed, "")
                if not by_id:
                    raise Refusal(Text("cli.invite.unknown", phone=command.who))
            need = AuditNeed(
                skip=0,
                most=MOST,
                since=_morning(command.first) if command.first else None,
                before=_morning(command.last + timedelta(days=1)) if command.last else None,
                by_id=by_id,
            )
            return await audited(connection, commune, need)
    finally:
        await database.close()


def _hash_of(database: Database, typed: str) -> str:
    phone = normalise_phone(typed)
    if phone is None:
        raise Refusal(Text("cli.invite.no_phone", phone=typed))
    return database.vault.phone_hash(phone)


def _morning(day: date) -> datetime:
    return from_local(datetime.combine(day, time(), LOCAL_ZONE))


def _as_json(row: AuditedRow, words: Words) -> dict[str, Any]:
    return {
        "at": row.at.isoformat().replace("+00:00", "Z"),
        "by": row.by_id or None,
        "by_name": row.by_name or None,
        "action": row.action,
        "subject": row.subject,
        "subject_name": row.subject_name or None,
        "detail": dict(row.detail),
        "words": words(audited_words(row)),
    }
