"""Lines out of a descriptor: whole, in order, and without stopping the loop."""

import asyncio
import os
from collections.abc import Iterator

import pytest

from bot.cli.keyboard import LONGEST, Lines

PATIENCE = 60.0  # seconds, for a busy machine; nothing waits for its end


@pytest.fixture
def pipe() -> Iterator[tuple[int, int]]:
    reading, writing = os.pipe()
    yield reading, writing
    os.close(reading)


async def test_lines_come_whole_however_they_arrive(pipe: tuple[int, int]) -> None:
    reading, writing = pipe
    lines = Lines(reading)

    words = "một\nhai\r\n\nba".encode()
    for byte in words:
        os.write(writing, bytes([byte]))
    os.close(writing)

    assert [await lines.next(PATIENCE) for _ in range(5)] == ["một", "hai\r", "", "ba", None]


async def test_what_is_no_utf8_does_not_end_it(pipe: tuple[int, int]) -> None:
    reading, writing = pipe
    os.write(writing, b"a\xffb\n")
    os.close(writing)

    assert await Lines(reading).next(5) == "a\ufffdb"


async def test_line_without_an_end_is_cut(pipe: tuple[int, int]) -> None:
    reading, writing = pipe
    lines = Lines(reading)

    await asyncio.to_thread(_write_long, writing)

    line = await lines.next(PATIENCE)
    assert line is not None
    assert LONGEST <= len(line) < 2 * LONGEST


def _write_long(writing: int) -> None:
    for _ in range(50):
        os.write(writing, b"x" * LONGEST)
    os.close(writing)


async def test_waiting_ends_after_its_time(pipe: tuple[int, int]) -> None:
    reading, writing = pipe
    lines = Lines(reading)

    with pytest.raises(TimeoutError):
        await lines.next(0.01)

    os.write(writing, b"a\n")
    assert await lines.next(PATIENCE) == "a"
    os.close(writing)
    assert await lines.next(PATIENCE) is None
