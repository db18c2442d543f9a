"""Files behind links: whether a link still opens, to whom, and the codes by which a person shows
that it is they.

Laws: only what stands in a letter that went out is ever opened; what holds names opens to its
receiver alone: with a code that was sent to the very account that has the link, or in a browser
where the same person has joined.
"""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.channels.links import LINK_LIFE, Links
from bot.channels.web.inbound import CHANNEL
from bot.channels.web.rates import Rate, Rates
from bot.dialog.message import Enclosed, Message, message_from_text, message_to_text
from bot.dialog.text import Text
from bot.kernel.clock import Clock
from bot.kernel.ids import Ids
from models.apply import apply
from models.changes import Queue
from models.database import Database
from models.file_code import (
    CODE_DIGITS,
    CODE_LIFE,
    HandedLetter,
    Tried,
    find_letter,
    is_account_of,
    put_code,
    try_code,
)
from models.mail import Lane

CODES_PER_ACCOUNT = Rate(5, timedelta(hours=1))
"""Each is a message, which may be counted or cost something."""

CODES_A_DAY = Rate(10, timedelta(days=1))
"""Whoever has got hold of a link can ask too: they must not use up what the month holds."""

CODES_PER_ADDRESS = Rate(60, timedelta(hours=1))
"""A commune's office may share an address."""

PASS_LIFE = timedelta(minutes=10)
"""How long the button opens that a right code gives: a weak network may need several tries."""


@dataclass(frozen=True, slots=True)
class Handed:
    """`token` is the last part of the link's address."""

    token: str
    letter: HandedLetter
    file: Enclosed


class HandedOut:
    def __init__(
        self,
        *,
        database: Database,
        commune_id: str,
        links: Links,
        open_file: Callable[[str], bytes],
        keyed_hash: Callable[[str], str],
        ids: Ids,
        clock: Clock,
        on_commit: Callable[[], object],
    ) -> None:
        """`open_file` gives the bytes of what lies sealed among the received files; `on_commit`
        hears that there is something to send.
        """
        self._database = database
        self._commune = commune_id
        self._links = links
        self._open = open_file
        self._hash = keyed_hash
        self._ids = ids
        self._clock = clock
        self._on_commit = on_commit
        self._by_account = Rates(CODES_PER_ACCOUNT)
        self._by_day = Rates(CODES_A_DAY)
        self._by_address = Rates(CODES_PER_ADDRESS)

    async def find(self, token: str) -> Handed | None:
        """None for what is no link of ours, or opens no longer."""
        linked = self._links.read(token)
        if linked is None:
            return None
        async with self._database.read() as connection:
            letter = await find_letter(connection, self._commune, linked.letter)
        if letter is None or _is_over(letter, self._clock.now()):
            return None
        files = message_from_text(letter.message).files
        if linked.number >= len(files):
            return None
        return Handed(token, letter, files[linked.number])

    async def read(self, handed: Handed) -> bytes:
        """Raises OSError for a file that was removed since, TosoError for one that does not open
        with our key.
        """
        return await asyncio.to_thread(self._open, handed.file.stored)

    async def is_receiver(self, handed: Handed, web_account: str) -> bool:
        """Whether this account of the web chat is the receiver's own."""
        async with self._database.read() as connection:
            return await is_account_of(
                connection,
                self._commune,
                channel=CHANNEL,
                external_id=web_account,
                person=handed.letter.owner,
            )

    async def send_code(self, handed: Handed, address_hash: str) -> bool:
        """A new code goes to the account that has the link; False where too many did."""
        now, letter = self._clock.now(), handed.letter
        account = f"{letter.channel}:{letter.external_id}"
        if (
            self._by_address.wait(address_hash, now)
            or self._by_account.wait(account, now)
            or self._by_day.wait(account, now)
        ):
            return False
        code, queued = self._ids.code(CODE_DIGITS), self._ids.new()
        said = Text("handed.code_said", name=handed.file.name, code=code)
        message = Queue(
            id=queued,
            owner=letter.owner,
            channel=letter.channel,
            external_id=letter.external_id,
            lane=Lane.REPLY,
            identity=f"file_code:{queued}",
            message=message_to_text(Message((said,))),
            not_before=now,
            created_at=now,
            valid_until=now + CODE_LIFE,
        )
        async with self._database.write() as connection:
            await put_code(
                connection,
                self._commune,
                letter=letter.id,
                code_hash=self._code_hash(letter.id, code),
                now=now,
            )
            await apply(connection, self._commune, (message,))
        self._on_commit()
        return True

    async def try_code(self, handed: Handed, typed: str) -> Tried:
        """Spaces between the digits do not count."""
        code_hash = self._code_hash(handed.letter.id, "".join(typed.split()))
        async with self._database.write() as connection:
            return await try_code(
                connection,
                self._commune,
                letter=handed.letter.id,
                code_hash=code_hash,
                now=self._clock.now(),
            )

    def new_pass(self, handed: Handed) -> str:
        """Opens the file for `PASS_LIFE`, wherever the browser hands its address on: not every one
        brings a cookie along when it loads a file.
        """
        return self._pass(handed, int((self._clock.now() + PASS_LIFE).timestamp()))

    def is_pass(self, handed: Handed, given: str) -> bool:
        until = given.partition("-")[0]
        if not (until.isascii() and until.isdecimal() and len(until) < 12):  # noqa: PLR2004  # no more digits than moments have
            return False
        # As bytes: letters beyond ASCII, which anybody can put there, are compared no other way.
        is_ours = hmac.compare_digest(self._pass(handed, int(until)).encode(), given.encode())
        return is_ours and self._clock.now().timestamp() < int(until)

    def _pass(self, handed: Handed, until: int) -> str:
        return f"{until}-{self._hash(f'file pass:{handed.token}:{until}')}"

    def _code_hash(self, letter: str, code: str) -> str:
        """Of one letter's code: the same digits of another give another hash."""
        return self._hash(f"file code:{letter}:{code}")


def _is_over(letter: HandedLetter, now: datetime) -> bool:
    return letter.finished_at is not None and letter.finished_at + LINK_LIFE <= now
