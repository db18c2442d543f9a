"""`toso simulate`: a script through the whole real app, its answers as JSON lines or to read."""

from __future__ import annotations

import asyncio
import json
import logging
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from bot.channels.terminal.capabilities import BY_NAME
from bot.cli.parser import Words
from bot.cli.refusal import WRONG_LINE, Refusal
from bot.cli.script import BadLineError, parse_line
from bot.cli.simulate_arguments import Simulate
from bot.cli.simulation import Sent, Simulation
from bot.cli.transcript import write_entry, write_sent
from bot.dialog.text import Text
from bot.settings import Settings

STANDARD_INPUT = "-"

log = logging.getLogger("toso.cli")

Show: TypeAlias = Callable[[dict[str, Any], Sequence[Sent]], Iterator[str]]


def run_simulate(command: Simulate, settings: Settings, _words: Words) -> int:
    """Stops at the first bad line; what came before it was done and shown."""
    lines = _script(command.script)
    asyncio.run(_play(command, settings, lines, _as_json if command.as_json else _as_transcript))
    return 0


async def _play(command: Simulate, settings: Settings, lines: list[str], show: Show) -> None:
    async with Simulation.open(
        command.database,
        capabilities=BY_NAME[command.capabilities],
        files=command.files,
        folder=Path(command.script).parent,
        settings=settings,
    ) as simulation:
        for number, written in enumerate(lines, start=1):
            if not written.strip():
                continue
            try:
                line = parse_line(written)
                sent = await simulation.feed(line)
            except BadLineError as error:
                log.warning("bad line", extra={"fields": {"number": number, "why": str(error)}})
                said = Text("cli.simulate.bad_line", number=str(number))
                raise Refusal(said, WRONG_LINE) from error
            sys.stdout.writelines(f"{shown}\n" for shown in show(line, sent))
            sys.stdout.flush()


def _as_json(line: dict[str, Any], sent: Sequence[Sent]) -> Iterator[str]:
    yield json.dumps({"in": line, "out": [one.to_json() for one in sent]}, ensure_ascii=False)


def _as_transcript(line: dict[str, Any], sent: Sequence[Sent]) -> Iterator[str]:
    yield write_entry(line)
    yield from write_sent(line, sent)


def _script(path: str) -> list[str]:
    """The lines of a file, or of what is piped in, without the byte order mark of some editors."""
    try:
        content = sys.stdin.buffer.read() if path == STANDARD_INPUT else Path(path).read_bytes()
        return content.decode("utf-8-sig").split("\n")
    except OSError as error:
        raise Refusal(Text("cli.simulate.no_script", path=path), WRONG_LINE) from error
    except UnicodeDecodeError as error:
        raise Refusal(Text("cli.simulate.not_text", path=path), WRONG_LINE) from error
