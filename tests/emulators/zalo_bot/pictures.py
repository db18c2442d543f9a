"""A photo goes out by its address alone: the platform fetches it, and its parts do so again."""

from __future__ import annotations

from dataclasses import dataclass

from aiohttp import ClientError, ClientSession, ClientTimeout

from tests.emulators.zalo_bot.rules import Rules

HEADS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"RIFF")
LARGEST = 10 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Picture:
    """What the last fetch gave. `was_found` tells of the first; black is what people see where a
    later one failed or gave no image.
    """

    data: bytes
    was_found: bool
    is_black: bool


async def fetched(session: ClientSession, url: str, rules: Rules) -> Picture:
    found: list[bytes | None] = [
        await _fetch(session, url, rules.photo_patience) for _ in range(rules.photo_fetches)
    ]
    is_black = not all(data is not None and data.startswith(HEADS) for data in found)
    return Picture(found[-1] or b"", found[0] is not None, is_black)


async def _fetch(session: ClientSession, url: str, patience: float) -> bytes | None:
    try:
        async with session.get(url, timeout=ClientTimeout(total=patience)) as response:
            if response.status != 200:
                return None
            data = await response.content.read(LARGEST + 1)
            while len(data) <= LARGEST and (more := await response.content.read(LARGEST)):
                data += more
            return data if len(data) <= LARGEST else None
    except (ClientError, OSError, TimeoutError):
        return None
