"""Somebody of the roster joins by the code that was handed to them, as the bot's words lead."""

from __future__ import annotations

from tests.whole.torture.typed.commune import Invited
from tests.whole.torture.typed.line import Line

PATIENCE = 60.0


async def join(line: Line, invited: Invited) -> None:
    """Raises RuntimeError where the bot says something else than expected."""
    for words, wanted in (
        ("chào", "Tôi là thành viên tổ"),
        ("vào tổ", "có mã chưa"),
        ("1", "số điện thoại"),
        (invited.phone, "mã 6 số"),
        (invited.code, "có đồng ý không"),
        ("1", "cảm ơn"),
    ):
        before = len(line.shown)
        await line.say(words)
        if not await line.news(before, PATIENCE):
            raise RuntimeError(f"{line.name}: no answer to {words!r}")
        said = "\n".join(line.shown[before:])
        if wanted not in said:
            raise RuntimeError(f"{line.name}: {words!r} was answered by {said!r}")
