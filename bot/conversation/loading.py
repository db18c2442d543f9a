"""What a batch of messages starts from: the accounts, people and threads of everybody in it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from bot.channels.contract import (
    Arrived,
    AttachmentLost,
    ButtonPressed,
    ContactSent,
    Departed,
    DialogDue,
    FileSent,
    Inbound,
    OtherSent,
    PhotoSent,
    PlaceSent,
    TakenOver,
    TextEdited,
    TextSent,
    VoiceSent,
)
from bot.channels.limits import Capabilities, Cost
from bot.dialog.thread import Thread, thread_from_text
from bot.task import Door
from models.database import Connection
from models.echo import find_echoes
from models.join_needs import PersonNeed
from models.load import (
    AccountKey,
    Known,
    KnownAccount,
    load_accounts,
    load_digests,
    load_people,
    load_people_by_phone,
    load_seen,
    load_threads,
)
from models.needs import Facts, Need
from models.post import SaidKey, said_words
from models.settings import CommuneSettings, load_settings

ECHO_LENGTH = 20
ECHO_WINDOW = timedelta(minutes=5)

log = logging.getLogger("toso.conversation")


@dataclass(slots=True)
class Loaded:
    """What a batch starts from, kept up to date while its messages are decided in order.

    `newcomers` are residents at their first word: one whose message is decided again, because it
    lacked a fact, is still the same person. `arrived` got a place on a bot that has only so many:
    whoever is put off is ahead of those behind them in the next batch as well. `edited` has the
    digest of each message that another of the batch replaces, None for one that never came. `now`
    is one moment for the whole batch: a message that is decided again must ask for the same facts,
    and some are asked as of now.
    """

    now: datetime
    seen: set[AccountKey]
    accounts: dict[AccountKey, KnownAccount]
    by_phone: dict[str, str]
    people: dict[str, Known]
    threads: dict[str, Thread]
    settings: CommuneSettings
    edited: dict[AccountKey, str | None] = field(default_factory=dict)
    echoes: set[SaidKey] = field(default_factory=set)
    newcomers: dict[AccountKey, Known] = field(default_factory=dict)
    arrived: set[AccountKey] = field(default_factory=set)
    facts: dict[Need[Any], Any] = field(default_factory=dict)


async def load_batch(
    connection: Connection,
    commune: str,
    batch: Sequence[Inbound],
    *,
    digest: Callable[[str], str],
    now: datetime,
) -> Loaded:
    """One SELECT per table."""
    accounts = await load_accounts(
        connection, commune, {(one.channel, one.sender.external_id) for one in batch}
    )
    # A visitor's number is looked up each time: since then it may have come onto a list.
    known = {key for key, account in accounts.items() if account.person_id}
    hashes = {
        one.sender.phone_hash
        for one in batch
        if one.sender.phone_hash and (one.channel, one.sender.external_id) not in known
    }
    by_phone = await load_people_by_phone(connection, commune, hashes)
    ids = {a.person_id for a in accounts.values() if a.person_id} | set(by_phone.values())
    owners = ids | {visitor_of(one) for one in batch}
    threads = await load_threads(connection, commune, owners)
    replaced = {
        (one.channel, one.event.message) for one in batch if isinstance(one.event, TextEdited)
    }
    return Loaded(
        now=now,
        seen=await load_seen(
            connection, commune, {(one.channel, one.provider_id) for one in batch}
        ),
        accounts=accounts,
        by_phone=by_phone,
        people=await load_people(connection, commune, ids),
        threads={owner: _thread(owner, text) for owner, text in threads.items()},
        settings=await load_settings(connection, commune),
        edited={
            **dict.fromkeys(replaced),
            **await load_digests(connection, commune, replaced),
        },
        echoes=await find_echoes(
            connection, commune, _long_words(batch, digest), now - ECHO_WINDOW
        ),
    )


def _long_words(batch: Sequence[Inbound], digest: Callable[[str], str]) -> set[SaidKey]:
    """What could be an echo at all: people's answers are short, our messages are not."""
    return {
        _said_key(inbound, digest)
        for inbound in batch
        if isinstance(inbound.event, TextSent) and len(inbound.event.text) >= ECHO_LENGTH
    }


def _said_key(inbound: Inbound, digest: Callable[[str], str]) -> SaidKey:
    return inbound.channel, inbound.sender.external_id, digest(content_of(inbound))


def named_by_house(inbound: Inbound, digest: Callable[[str], str]) -> Inbound:
    """An edit is named by what it says of which message: providers give each copy another id."""
    if not isinstance(inbound.event, TextEdited):
        return inbound
    name = f"{inbound.event.message}:edited:{digest(content_of(inbound))}"
    return replace(inbound, provider_id=name)


def is_unchanged(inbound: Inbound, loaded: Loaded, digest: Callable[[str], str]) -> bool:
    """Whether an edit says what was said before: providers also report what is not in the words."""
    if not isinstance(inbound.event, TextEdited):
        return False
    before = loaded.edited.get((inbound.channel, inbound.event.message))
    return before == digest(said_words(inbound.event.text))


def is_echo(inbound: Inbound, loaded: Loaded, digest: Callable[[str], str]) -> bool:
    """Whether these are our own words, come back."""
    return bool(loaded.echoes) and _said_key(inbound, digest) in loaded.echoes


def person_id_of(inbound: Inbound, loaded: Loaded) -> str | None:
    account = loaded.accounts.get((inbound.channel, inbound.sender.external_id))
    if account and account.person_id:
        return account.person_id
    return loaded.by_phone.get(inbound.sender.phone_hash)


def names_of(inbound: Inbound, loaded: Loaded) -> set[AccountKey]:
    """By what two messages of a batch are known to be one person's."""
    person = person_id_of(inbound, loaded)
    sender = (inbound.channel, inbound.sender.external_id)
    return {sender, ("", person)} if person else {sender}


def door_of(inbound: Inbound, limits: Capabilities | None) -> Door:
    """Where a channel tells no network address, tries are counted by the account."""
    sender = inbound.sender
    return Door(
        channel=inbound.channel,
        external_id=sender.external_id,
        address=sender.address_hash or visitor_of(inbound),
        is_costly=limits is not None and limits.cost is not Cost.FREE,
    )


def meet(person_id: str, loaded: Loaded, facts: Facts) -> Thread:
    """The thread of somebody whose account this becomes: as an earlier message of this batch left
    it, else as it is stored.
    """
    if person_id not in loaded.threads:
        met = facts.of(PersonNeed(person_id))
        loaded.threads[person_id] = (
            _thread(person_id, met.thread) if met and met.thread else Thread()
        )
    return loaded.threads[person_id]


def visitor_of(inbound: Inbound) -> str:
    return f"{inbound.channel}:{inbound.sender.external_id}"


def _thread(owner: str, text: str) -> Thread:
    """A thread that cannot be read is set aside with an alarm; the person starts afresh."""
    try:
        return thread_from_text(text)
    except (AttributeError, LookupError, TypeError, ValueError) as error:
        log.error(  # noqa: TRY400  # the traceback would quote the draft
            "unreadable dialog", extra={"fields": {"owner": owner, "error": type(error).__name__}}
        )
        return Thread()


def content_of(inbound: Inbound) -> str:
    """What the digest of a message is made of; only its keyed hash is stored."""
    match inbound.event:
        case TextSent(text):
            return said_words(text)
        case TextEdited(text, message):
            return f"edit {message} {text}"
        case ButtonPressed(button_id):
            return f"press {button_id}"
        case PhotoSent(source, caption):
            return f"photo {source} {caption}".strip()
        case FileSent(source, name):
            return f"file {source} {name}"
        case VoiceSent():
            return "voice"
        case AttachmentLost(attachment):
            return f"lost {attachment}"
        case DialogDue(dialog, version):
            return f"due {dialog} {version}"
        case event:
            return _content_of_other(event)


def _content_of_other(
    event: OtherSent | PlaceSent | ContactSent | Arrived | Departed | TakenOver,
) -> str:
    match event:
        case OtherSent(kind):
            return f"other {kind}"
        case PlaceSent(latitude, longitude):
            return f"place {latitude} {longitude}"
        case ContactSent(name, phone):
            return f"contact {name} {phone}"
        case Arrived():
            return "arrived"
        case Departed():
            return "departed"
        case TakenOver():
            return "taken over"
