"""Plays a transcript through the real app: straight, or starting the program anew for each line."""

from collections.abc import Sequence
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

from bot.channels.contract import Part
from bot.channels.terminal.capabilities import BY_NAME
from bot.cli.simulation import FIRST_MOMENT, Sent, Simulation
from bot.cli.transcript import Entry, Transcript, write_sent
from models.opening import open_installation


async def play(transcript: Transcript, database: Path, folder: Path, *, restarts: bool) -> str:
    """The transcript as it reads now. Its photos lie in `folder`."""
    lines: list[str] = []
    shown = Shown()
    met: set[str] = set()
    async with AsyncExitStack() as kept, AsyncExitStack() as stack:
        simulation, moment = None, None
        # Nothing of ours lives in an open database: to open it anew each time would test SQLite.
        opened = await open_installation(database, now=FIRST_MOMENT)
        kept.push_async_callback(opened.close)
        for entry in transcript.entries:
            lines.append(entry.written)
            if entry.line is None:
                continue
            if simulation is None or restarts:
                await stack.aclose()
                simulation = await stack.enter_async_context(
                    Simulation.open(
                        database,
                        capabilities=BY_NAME[transcript.capabilities],
                        folder=folder,
                        start=moment,
                        opened=opened,
                    )
                )
                for who in met:
                    simulation.meet(who)
            line = shown.resolved(entry)
            if "who" in line:
                met.add(line["who"])
            sent = await simulation.feed(line)
            shown.keep(sent)
            moment = simulation.clock.moment
            lines += write_sent(line, sent)
    return "".join(f"{line}\n" for line in lines)


class Shown:
    """Every part with buttons that each person was sent, so that an old button can be pressed."""

    def __init__(self) -> None:
        self._parts: dict[str, list[Part]] = {}

    def keep(self, sent: Sequence[Sent]) -> None:
        for one in sent:
            if one.part.buttons:
                self._parts.setdefault(one.to, []).append(one.part)

    def resolved(self, entry: Entry) -> dict[str, Any]:
        """The line with the id of an old button in place of its label."""
        assert entry.line is not None
        if not entry.is_old:
            return entry.line
        who, label = entry.line["who"], entry.line["press"]
        for part in reversed(self._parts.get(who, [])[:-1]):
            for button in part.buttons:
                if button.label == label:
                    return entry.line | {"press": button.id}
        raise AssertionError(f"{who} has no earlier message with a button {label!r}")
