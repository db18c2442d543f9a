"""The platform behind its door: who is who, and the way of an update to the bot."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from aiohttp import ClientSession, TCPConnector

from tests.emulators.zalo_bot import updates
from tests.emulators.zalo_bot.faults import Faults, Script
from tests.emulators.zalo_bot.hooks import Hooks
from tests.emulators.zalo_bot.media import Media
from tests.emulators.zalo_bot.pending import Pending
from tests.emulators.zalo_bot.polling import Queue
from tests.emulators.zalo_bot.pushing import Pusher
from tests.emulators.zalo_bot.rules import Rules
from tests.emulators.zalo_bot.sending import Sending
from tests.emulators.zalo_bot.ways import Way, Ways, straight
from tests.emulators.zalo_bot.world import GROUP, PRIVATE, Account, Chat, made_id


@dataclass(slots=True)
class Running:
    """What lives as long as the server."""

    session: ClientSession
    pusher: Pusher
    hooks: Hooks
    sending: Sending


@dataclass(slots=True)
class Platform:
    rules: Rules
    now: Callable[[], datetime]
    media: Media
    faults: Faults = field(default_factory=Script)
    ways: Ways = straight
    accounts: dict[str, Account] = field(default_factory=dict)
    """By their names."""
    calls: list[tuple[str, str]] = field(default_factory=list)
    """Every call that came, as (name of the bot or empty, method)."""
    running: Running | None = None
    _queues: dict[str, Queue] = field(default_factory=dict)
    _heard: dict[str, Pending] = field(default_factory=dict)
    _moments: dict[str, list[asyncio.Future[None]]] = field(default_factory=dict)
    _count: int = 0

    def add(self, account: Account) -> Account:
        account.id = str(int(made_id("bot", account.name), 16))[:19]
        self.accounts[account.name] = account
        self._queues[account.name] = Queue(account, self.rules)
        return account

    def of_token(self, token: str) -> Account | None:
        return next((each for each in self.accounts.values() if each.token == token), None)

    def queue(self, account: Account) -> Queue:
        return self._queues[account.name]

    @property
    def server(self) -> Running:
        if self.running is None:
            raise RuntimeError("the emulator is not running")
        return self.running

    def open_server(self, group: asyncio.TaskGroup) -> Running:
        """Needs a loop: its pushes run in the group."""
        session = ClientSession(connector=TCPConnector(limit=0))
        pusher = Pusher(
            self.rules, self.now, session, group,
            way_of=self._way_of, happens=self.happens,
        )  # fmt: skip
        hooks = Hooks(self.rules, self.now, pusher)
        sending = Sending(self.rules, self.now, session)
        self.running = Running(session, pusher, hooks, sending)
        return self.running

    def _way_of(self, chat: str) -> Way:
        return self.ways(chat)

    async def next_moment(self, kind: str) -> None:
        """Until the next "said", "pushing", "pushed" or "sent"."""
        waiting = asyncio.get_running_loop().create_future()
        self._moments.setdefault(kind, []).append(waiting)
        await waiting

    def happens(self, kind: str) -> None:
        for waiting in self._moments.pop(kind, []):
            if not waiting.done():
                waiting.set_result(None)

    # People

    def private(self, account: Account, who: str) -> Chat:
        """Opened at the first word; who comes when the plan is full is not admitted."""
        return account.chats.get(who) or account.open_chat(
            who,
            PRIVATE,
            is_admitted=self.rules.takes_extra_users
            or account.count(PRIVATE) < self.rules.users_per_bot,
        )

    def group(self, account: Account, name: str) -> Chat:
        """The bot is added to a group. Raises ValueError where it cannot join."""
        if not account.can_join_groups:
            raise ValueError("this bot cannot join groups")
        if account.count(GROUP) >= self.rules.groups_per_bot:
            raise ValueError("this bot is in as many groups as its plan allows")
        chat = account.open_chat(name, GROUP, is_admitted=True)
        chat.has_written = True
        return chat

    def count_from(self, number: int) -> None:
        """The ids of messages are made of their number."""
        self._count = number

    def new_message(self) -> str:
        self._count += 1
        return made_id("message", self._count)

    def hear(self, account: Account, chat: Chat, id_: str, body: dict[str, Any]) -> Pending:
        """An update goes its way: to the webhook, or into the queue of getUpdates."""
        pending = Pending(id_, chat, body)
        chat.has_written = True
        used = account.used(self.now(), with_inbound=self.rules.counts_inbound)
        is_over = used >= self.rules.messages_per_month and not self.rules.hears_over_quota
        if not chat.is_admitted or is_over:
            account.lost.append(id_)
            pending.give_up()
            return pending
        account.note(self.now(), "in")
        self._heard[id_] = pending
        self.happens("said")
        self._send_on(account, pending)
        return pending

    def again(self, account: Account, id_: str) -> Pending:
        """The same update once more, as if it had not been taken."""
        former = self._heard[id_]
        pending = Pending(id_, former.chat, former.body)
        self._send_on(account, pending)
        return pending

    def join(self, account: Account, name: str) -> Pending:
        chat = self.group(account, name)
        return self.hear(account, chat, self.new_message(), updates.added(chat, self.now()))

    def webhook_is_set(self, account: Account) -> None:
        """What waited for getUpdates goes to the webhook now."""
        for pending in self.queue(account).hand_over():
            self.server.pusher.push(account, pending)

    def _send_on(self, account: Account, pending: Pending) -> None:
        if account.webhook is None:
            self.queue(account).put(pending)
        else:
            self.server.pusher.push(account, pending)
