"""`toso export members`: the list of members as a file, phones masked unless somebody answers for
it.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from pathlib import Path

from bot.cli.export_arguments import ExportMembers
from bot.cli.parser import Words
from bot.cli.refusal import Refusal
from bot.cli.store import open_store, the_commune
from bot.dialog.text import Text
from bot.kernel.clock import Clock, SystemClock
from bot.kernel.ids import Ids, RandomIds
from bot.language.sentences.secrets import cleared
from bot.roster.member_file import member_csv, member_rows, member_workbook
from bot.settings import Settings
from models.apply import apply
from models.changes import Audited
from models.commune import find_communes
from models.database import Connection, Database, StoreError
from models.load import load_people, load_people_by_phone
from models.member_list import ListedMember, listed_members
from models.opening import open_installation
from models.people import Role
from models.vault import normalise_phone

ANSWERS_FOR_IT = (Role.COORDINATOR, Role.ADMINISTRATOR)
OWNER_ALONE = 0o600


def run_export(
    command: ExportMembers,
    settings: Settings,
    words: Words,
    *,
    clock: Clock | None = None,
    ids: Ids | None = None,
) -> int:
    """0 when the file is there and the audit says so; the audit is written first."""
    clock = clock or SystemClock()
    if cleared(command.reason).secrets:
        raise Refusal(Text("cli.export.secret_reason"))
    path = command.database or settings.database
    try:
        members = asyncio.run(
            _export(command, settings, path, clock=clock, ids=ids or RandomIds(clock))
        )
    except StoreError as error:
        raise Refusal(Text("cli.import.store_failed", path=path)) from error
    rows = member_rows(members, is_unmasked=command.is_unmasked)
    is_csv = command.file.suffix.lower() == ".csv"
    _write(command.file, member_csv(rows) if is_csv else member_workbook(rows))
    people = len({member.person_id for member in members})
    if command.as_json:
        told = {"ok": True, "file": str(command.file), "people": people,
                "unmasked": command.is_unmasked}  # fmt: skip
        sys.stdout.write(f"{json.dumps(told, ensure_ascii=False)}\n")
        return 0
    done = Text("cli.export.done", count=people, path=str(command.file))
    if command.is_unmasked:
        done = Text("cli.export.done_unmasked", count=people, path=str(command.file))
    said = words(done)
    sys.stdout.write(f"{said}\n")
    return 0


async def _export(
    command: ExportMembers, settings: Settings, path: str, *, clock: Clock, ids: Ids
) -> tuple[ListedMember, ...]:
    await open_store(path).close()
    database = await open_installation(path, now=clock.now(), key_file=settings.key_file)
    try:
        async with database.write() as connection:
            commune = the_commune(await find_communes(connection), settings.commune)
            by_id = await _answers(connection, database, commune, command)
            members = await listed_members(connection, commune)
            exported = Audited(
                id=ids.new(),
                at=clock.now(),
                by_id=by_id,
                action="members.exported",
                subject="members",
                detail=(
                    ("people", len({member.person_id for member in members})),
                    ("unmasked", int(command.is_unmasked)),
                    ("reason", command.reason),
                ),
            )
            await apply(connection, commune, [exported])
            return members
    finally:
        await database.close()


async def _answers(
    connection: Connection, database: Database, commune: str, command: ExportMembers
) -> str | None:
    """Who answers for it. Raises Refusal for whoever may not."""
    if command.by is None:
        return None
    phone = normalise_phone(command.by)
    hashed = database.vault.phone_hash(phone) if phone else ""
    found = await load_people_by_phone(connection, commune, {hashed} if hashed else set())
    people = await load_people(connection, commune, set(found.values()))
    person = next(iter(people.values()), None)
    if person is None or not person.has(*ANSWERS_FOR_IT):
        raise Refusal(Text("cli.export.not_allowed"))
    return person.id


def _write(path: Path, content: bytes) -> None:
    """For its owner alone: it names people. Raises Refusal where the disk refuses."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, OWNER_ALONE)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        beside.replace(path)
    except OSError as error:
        raise Refusal(Text("cli.export.not_written", path=str(path))) from error
    finally:
        beside.unlink(missing_ok=True)
