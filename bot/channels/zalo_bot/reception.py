"""What comes for one bot, by webhook or by polling: parsed, told from what is no concern of ours,
and handed to the conversation.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable

from bot.channels.contract import Committed, Inbound, OtherSent
from bot.channels.failures import SendError
from bot.channels.zalo_bot.api import BotApi
from bot.channels.zalo_bot.groups import Groups
from bot.channels.zalo_bot.inbound import (
    Heard,
    Ignored,
    parse_update,
    updates_in,
    without_mention,
)
from bot.kernel.clock import Clock

log = logging.getLogger("toso.zalo_bot")


class Reception:
    """`receive` returns once a message is committed, None where that was our fault; `is_known`
    says whether this account has ever written to the bot alone; `on_taken` hears whose message was
    committed and will be answered: not of one that came before, for the platform brings some again.
    """

    def __init__(
        self,
        bot: BotApi,
        *,
        receive: Callable[[Inbound], Awaitable[Committed | None]],
        is_known: Callable[[str], Awaitable[bool]],
        groups: Groups,
        on_taken: Callable[[str], None],
        clock: Clock,
    ) -> None:
        self.bot = bot
        self._receive = receive
        self._is_known = is_known
        self._groups = groups
        self._on_taken = on_taken
        self._clock = clock

    async def take(self, body: object) -> bool:
        """True once everything in it is committed, or is no concern of ours."""
        for update in updates_in(body):
            if not await self._take_one(update):
                return False
        return True

    async def _take_one(self, update: object) -> bool:
        match parse_update(update, bot=self.bot.name, now=self._clock.now()):
            case Ignored(reason, event):
                self._ignore(reason, event)
                return True
            case Heard(inbound, group=""):
                return await self._hand_on(inbound)
            case Heard(inbound, group):
                return await self._in_group(inbound, group)

    async def _hand_on(self, inbound: Inbound) -> bool:
        committed = await self._receive(inbound)
        if committed is None:
            return False
        if committed.is_new and not isinstance(
            inbound.event, OtherSent
        ):  # of which not every one is answered
            self._on_taken(inbound.sender.external_id)
        return True

    async def _in_group(self, inbound: Inbound, group: str) -> bool:
        try:
            identity = await self.bot.identity()
        except SendError as error:
            fields = {"bot": self.bot.name, "error": type(error).__name__}
            log.warning("group message put off", extra={"fields": fields})
            return False
        if not identity.can_join_groups:
            self._ignore("a group, and the bot has no right to groups", "")
        elif await self._is_known(inbound.sender.external_id):
            return await self._hand_on(without_mention(inbound, identity.names))
        elif not self._groups.invite(group):
            self._ignore("a group that was told of late", "")
        return True

    def _ignore(self, reason: str, event: str) -> None:
        fields = {"bot": self.bot.name, "event": event, "reason": reason}
        log.info("update ignored", extra={"fields": fields})
