"""Our words as requests of the Bot Platform. Pure.

https://docs.zaloplatforms.com/docs/BOT (sendMessage, sendPhoto; read 2026-11-22). Plain text: its
Markdown knows no links, and an address stands as it is.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.channels.contract import Part
from bot.channels.fit import split
from bot.channels.zalo_bot.capabilities import (
    CAPTION_LENGTH,
    MESSAGE_SECONDS,
    PHOTO_SECONDS,
    PICTURES,
    TEXT_LENGTH,
)


@dataclass(frozen=True, slots=True)
class Request:
    """A call of a method; the answer is waited for so many `seconds`."""

    method: str
    asked: dict[str, Any]
    seconds: float = MESSAGE_SECONDS


def requests_of(chat: str, part: Part) -> tuple[Request, ...]:
    """One for an ordinary part. The words go first, as the caption where there is one picture.

    A file without an address of its own is left out: it is not sent by this channel at all, and the
    words of the part say so (bot.channels.fit).
    """
    found = [file for file in part.files if file.url]
    pictures = [file.url for file in found if file.mime in PICTURES]
    links = [file.url for file in found if file.mime not in PICTURES]
    texts = list(_pieces("\n".join(filter(None, [part.text, *links]))))
    caption = texts.pop() if len(pictures) == 1 and len(texts) == 1 else ""
    return (
        *(Request("sendMessage", {"chat_id": chat, "text": text}) for text in texts),
        *(_photo(chat, address, caption) for address in pictures),
    )


def _photo(chat: str, address: str, caption: str) -> Request:
    asked = {"chat_id": chat, "photo": address}
    if caption:
        asked["caption"] = caption
    return Request("sendPhoto", asked, PHOTO_SECONDS)


def _pieces(text: str) -> Iterator[str]:
    """Within the limit whichever way the platform counts: offsets of its `text_styles` are in
    UTF-16, where an emoji is two, and it does not say in what the length of a text is.
    """
    whole = unicodedata.normalize("NFC", text)
    for piece in split(whole, min(TEXT_LENGTH, CAPTION_LENGTH)):
        if len(piece.encode("utf-16-le", "surrogatepass")) // 2 <= TEXT_LENGTH:
            yield piece
        else:
            yield from split(piece, TEXT_LENGTH // 2)
