"""The terminal's wire: it hands over what is sent, and reads no more of a file than it may."""

import os
from pathlib import Path

import pytest

from bot.channels.contract import Part, Receipt
from bot.channels.failures import FetchFailed
from bot.channels.terminal.capabilities import PLAIN
from bot.channels.terminal.client import TerminalChannel

LIMIT = 1000


@pytest.fixture
def sent() -> list[tuple[str, Part]]:
    return []


@pytest.fixture
def channel(sent: list[tuple[str, Part]]) -> TerminalChannel:
    return TerminalChannel(PLAIN, lambda to, part: sent.append((to, part)))


async def test_what_is_sent_is_handed_over(
    channel: TerminalChannel, sent: list[tuple[str, Part]]
) -> None:
    receipt = await channel.send("x", Part("chào"))

    assert (channel.name, channel.capabilities, receipt) == ("terminal", PLAIN, Receipt())
    assert sent == [("x", Part("chào"))]


async def test_file_is_read_up_to_the_limit(channel: TerminalChannel, tmp_path: Path) -> None:
    (tmp_path / "anh.jpg").write_bytes(bytes(LIMIT))

    assert await channel.fetch(str(tmp_path / "anh.jpg"), limit=LIMIT) == bytes(LIMIT)


async def test_large_file_is_refused_before_it_is_read(
    channel: TerminalChannel, tmp_path: Path
) -> None:
    with (tmp_path / "lon.jpg").open("wb") as file:
        file.truncate(50 * 1024**3)

    await expect_failure(channel, str(tmp_path / "lon.jpg"), "too_large")


async def test_missing_file_is_missing(channel: TerminalChannel, tmp_path: Path) -> None:
    await expect_failure(channel, str(tmp_path / "anh.jpg"), "missing")


async def test_pipe_is_not_waited_for(channel: TerminalChannel, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "ong")

    await expect_failure(channel, str(tmp_path / "ong"), "unreadable")


@pytest.mark.parametrize("source", ["/", "a\0b", "x" * 5000])
async def test_path_that_cannot_be_read_is_unreadable(
    channel: TerminalChannel, source: str
) -> None:
    await expect_failure(channel, source, "unreadable")


async def expect_failure(channel: TerminalChannel, source: str, reason: str) -> None:
    with pytest.raises(FetchFailed) as failed:
        await channel.fetch(source, limit=LIMIT)

    assert (failed.value.reason, failed.value.lasting) == (reason, True)
