"""What a bot sends: checked as the platform checks it, counted, and kept as what people see."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from aiohttp import ClientSession

from tests.emulators.zalo_bot.addresses import check_photo
from tests.emulators.zalo_bot.envelope import RefusedError, needed
from tests.emulators.zalo_bot.pictures import fetched
from tests.emulators.zalo_bot.rules import Rules
from tests.emulators.zalo_bot.world import GROUP, Account, Chat, Sent, made_id, milliseconds

PARSE_MODES = ("markdown", "html")
EXTRAS = ("parse_mode", "text_styles", "reply_to_message_id")


class Sending:
    def __init__(self, rules: Rules, now: Callable[[], datetime], session: ClientSession) -> None:
        self._rules = rules
        self._now = now
        self._session = session

    async def take(
        self, method: str, account: Account, asked: dict[str, Any]
    ) -> dict[str, Any] | None:
        """The result; None where there is none. Raises RefusedError."""
        match method:
            case "sendMessage":
                return self._message(account, asked)
            case "sendPhoto":
                return await self._photo(account, asked)
            case "sendSticker":
                return self._sticker(account, asked)
            case "sendVoice":
                return self._voice(account, asked)
            case "sendChatAction":
                self._action(account, asked)
                return None
            case _:
                raise RefusedError(400, "Bad Request: no such method")

    def _message(self, account: Account, asked: dict[str, Any]) -> dict[str, Any]:
        chat = self._reached(account, asked)
        text = self._words(needed(asked, "text"), "text")
        if asked.get("parse_mode") not in (None, *PARSE_MODES):
            raise RefusedError(400, "Bad Request: parse_mode must be markdown or html")
        styles = asked.get("text_styles", [])
        if not isinstance(styles, (list, str)):
            raise RefusedError(400, "Bad Request: text_styles must be an array")
        self._spend(account)
        more = {name: asked[name] for name in EXTRAS if name in asked}
        return self._keep(account, chat, "sendMessage", text=text, more=more)

    async def _photo(self, account: Account, asked: dict[str, Any]) -> dict[str, Any]:
        chat = self._reached(account, asked)
        url = needed(asked, "photo")
        check_photo(url, trusts_loopback=self._rules.trusts_loopback)
        caption = asked.get("caption") or ""
        if not isinstance(caption, str):
            raise RefusedError(400, "Bad Request: caption is no text")
        self._words(caption, "caption")
        picture = await fetched(self._session, url, self._rules)
        if not picture.was_found:
            raise RefusedError(400, "Bad Request: photo could not be fetched")
        self._spend(account)
        return self._keep(
            account, chat, "sendPhoto", text=caption, photo=url, picture=picture.data,
            is_black=picture.is_black,
        )  # fmt: skip

    def _sticker(self, account: Account, asked: dict[str, Any]) -> dict[str, Any]:
        """A sticker is named by the catalogue; an address shows nothing."""
        chat = self._reached(account, asked)
        sticker = needed(asked, "sticker")
        if "://" in sticker:
            raise RefusedError(400, "Bad Request: sticker is the id of a sticker")
        self._spend(account)
        return self._keep(account, chat, "sendSticker", sticker=sticker)

    def _voice(self, account: Account, asked: dict[str, Any]) -> dict[str, Any]:
        """In a group it is taken and never shown."""
        chat = self._reached(account, asked)
        url = needed(asked, "voice_url")
        check_photo(url, trusts_loopback=self._rules.trusts_loopback)
        if not url.partition("?")[0].endswith(".aac"):
            raise RefusedError(400, "Bad Request: voice_url must be .aac")
        self._spend(account)
        return self._keep(account, chat, "sendVoice", voice=url, is_undelivered=chat.kind == GROUP)

    def _action(self, account: Account, asked: dict[str, Any]) -> None:
        chat = self._reached(account, asked)
        action = needed(asked, "action")
        if action != "typing":
            raise RefusedError(400, "Bad Request: action must be typing")
        chat.actions.append(action)

    def _reached(self, account: Account, asked: dict[str, Any]) -> Chat:
        """Raises RefusedError for somebody who never wrote, has blocked the bot, or is one too
        many for its plan.
        """
        chat = account.chat(needed(asked, "chat_id"))
        if chat is None or asked["chat_id"] != chat.id or not chat.has_written:
            raise RefusedError(self._rules.unknown_chat, "Bad Request: chat not found")
        if chat.has_blocked or not chat.is_admitted:
            raise RefusedError(403)
        return chat

    def _words(self, text: str, name: str) -> str:
        length = len(text.encode("utf-16-le")) // 2 if self._rules.counts_utf16 else len(text)
        if length > self._rules.text_length:
            raise RefusedError(400, f"Bad Request: {name} is too long")
        return text

    def _spend(self, account: Account) -> None:
        """Raises RefusedError once the month is used up."""
        at = self._now()
        used = account.used(at, with_inbound=self._rules.counts_inbound)
        if used >= self._rules.messages_per_month:
            raise RefusedError(429)
        account.note(at, "out")

    def _keep(
        self,
        account: Account,
        chat: Chat,
        method: str,
        **content: Any,  # noqa: ANN401  # of Sent
    ) -> dict[str, Any]:
        number, at = len(chat.sent) + 1, self._now()
        id_ = made_id("sent", account.token, chat.id, number)
        chat.sent.append(Sent(number, method, id_, at, **content))
        chat.changed.set()
        return {"message_id": id_, "date": milliseconds(at)}
