"""`toso invite` makes personal codes: for the phones it is given, or for all who have not joined
yet.
"""

from __future__ import annotations

import asyncio
import json
import sys
from dataclasses import dataclass
from typing import Any

from bot.cli.codes import until_json
from bot.cli.joining_arguments import Invite
from bot.cli.parser import Words
from bot.cli.progress import progress
from bot.cli.refusal import FAULT, Refusal
from bot.cli.store import open_store, the_commune
from bot.dialog.text import Text
from bot.kernel.clock import Clock, SystemClock
from bot.kernel.ids import Ids, RandomIds
from bot.settings import Settings
from models.commune import find_communes
from models.database import StoreError
from models.inviting import Invitation, Tell, find_invitees, find_waiting, invite
from models.opening import open_installation
from models.people import NO_TEAM
from models.roster_names import Names
from models.roster_rows import load_teams
from models.vault import normalise_phone


@dataclass(frozen=True, slots=True)
class Unknown:
    """A number of which nothing was made. `is_phone` is false for what is no number at all."""

    phone: str
    is_phone: bool


def run_invite(
    command: Invite,
    settings: Settings,
    words: Words,
    *,
    clock: Clock | None = None,
    ids: Ids | None = None,
) -> int:
    """0 when everybody who was named has a code; 1 when a number is on no roster."""
    clock = clock or SystemClock()
    path = command.database or settings.database
    with progress(words(Text("cli.invite.making")), is_quiet=command.as_json) as tell:
        try:
            answers = asyncio.run(
                _invite(
                    command, settings, path, clock=clock, ids=ids or RandomIds(clock), tell=tell
                )
            )
        except StoreError as error:
            raise Refusal(Text("cli.import.store_failed", path=path)) from error
    invited = [each for each in answers if isinstance(each, Invitation)]
    unknown = [each for each in answers if isinstance(each, Unknown)]
    if command.as_json:
        lines = (json.dumps(_as_json(each), ensure_ascii=False) for each in answers)
        sys.stdout.writelines(f"{line}\n" for line in lines)
    elif invited:
        from bot.cli.invite_table import show_invitations

        show_invitations(invited, words)
    for each in unknown:
        said = words(_why(each))
        sys.stderr.write(f"{said}\n")
    if not answers:
        said = words(Text("cli.invite.nobody"))
        sys.stderr.write(f"{said}\n")
    return FAULT if unknown else 0


async def _invite(
    command: Invite, settings: Settings, path: str, *, clock: Clock, ids: Ids, tell: Tell
) -> tuple[Invitation | Unknown, ...]:
    """In the order in which they were named. All in one transaction: a code that was made is shown,
    and one that is not shown has ended nobody's former one.
    """
    await open_store(path).close()
    database = await open_installation(path, now=clock.now(), key_file=settings.key_file)
    vault = database.vault
    asked = _numbers(command.phones)
    hashes = {phone: vault.phone_hash(phone) for phone in asked.values() if phone}
    try:
        async with database.write() as connection:
            commune = the_commune(await find_communes(connection), settings.commune)
            if command.all_waiting:
                teams = await load_teams(connection, commune)
                team_id = _team(command.team, {team.name: team.id for team in teams})
                people = await find_waiting(connection, commune, team_id)
            else:
                found = await find_invitees(connection, commune, hashes.values())
                people = tuple(found[each] for each in hashes.values() if each in found)
            made = await invite(
                connection, commune, people, vault=vault, ids=ids, now=clock.now(), tell=tell
            )
    finally:
        await database.close()
    if command.all_waiting:
        return made
    by_hash = {each.to.phone_hash: each for each in made}
    return tuple(
        by_hash.get(hashes[phone] if phone else "", Unknown(phone or typed, bool(phone)))
        for typed, phone in asked.items()
    )


def _numbers(typed: tuple[str, ...]) -> dict[str, str]:
    """Each number once, by how it was typed first; "" for what is no number."""
    numbers: dict[str, str] = {}
    for each in typed:
        phone = normalise_phone(each) or ""
        if not phone or phone not in numbers.values():
            numbers[each] = phone
    return numbers


def _team(wanted: str | None, ids: dict[str, str]) -> str:
    if wanted is None:
        return NO_TEAM
    team_id = Names(ids.items()).find(wanted)
    if team_id is None:
        raise Refusal(Text("cli.invite.no_team", name=wanted))
    return team_id


def _as_json(answer: Invitation | Unknown) -> dict[str, Any]:
    if isinstance(answer, Unknown):
        return {"phone": answer.phone, "error": "unknown"}
    return {
        "phone": answer.to.phone,
        "name": answer.to.name,
        "team": answer.to.team,
        "code": answer.code,
        "expires_at": until_json(answer),
    }


def _why(unknown: Unknown) -> Text:
    if unknown.is_phone:
        return Text("cli.invite.unknown", phone=unknown.phone)
    return Text("cli.invite.no_phone", phone=unknown.phone)
