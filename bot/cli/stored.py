"""What the simulator and the tally ask of the store beside the product's own questions."""

from __future__ import annotations

from collections.abc import AsyncIterator

from bot.app import App
from bot.channels.terminal.inbound import CHANNEL, GENERATED
from bot.dialog.message import Message, message_from_text
from bot.readers import VISITOR, reader_of
from bot.texts import Reader
from models.load import load_accounts, load_people
from models.stored import find_phone, provider_ids_between, sent_letters

LETTERS_LOOKED_AT = 20
"""How far back the newest message with buttons is looked for."""


async def phone_of(app: App, phone_hash: str) -> str | None:
    async with app.database.read() as connection:
        return await find_phone(connection, app.commune_id, phone_hash)


async def name_of(app: App, external_id: str) -> str | None:
    """The name of the person behind a terminal's account."""
    key = (CHANNEL, external_id)
    async with app.database.read() as connection:
        account = (await load_accounts(connection, app.commune_id, {key})).get(key)
        if account is None or account.person_id is None:
            return None
        people = await load_people(connection, app.commune_id, {account.person_id})
    return people[account.person_id].name


async def last_number(app: App, external_id: str) -> int:
    """The highest number that this sender's messages without an id were given, or 0."""
    front = f"{external_id}:{GENERATED}"
    async with app.database.read() as connection:
        taken = await provider_ids_between(
            connection,
            app.commune_id,
            CHANNEL,
            f"{front}0",
            f"{front}:",  # ":" comes right after "9"
        )
    ids = [id_.removeprefix(front) for id_ in taken]
    return max((int(id_) for id_ in ids if id_.isdecimal()), default=0)


async def sent_messages(app: App, external_id: str) -> AsyncIterator[tuple[Message, Reader]]:
    """What this account was sent, the newest first, and for whom its words were chosen."""
    async with app.database.read() as connection:
        letters = await sent_letters(
            connection, app.commune_id, CHANNEL, external_id, LETTERS_LOOKED_AT
        )
        people = await load_people(connection, app.commune_id, {row.owner for row in letters})
    for letter in letters:
        owner = people.get(letter.owner)
        yield message_from_text(letter.message), reader_of(owner) if owner else VISITOR
