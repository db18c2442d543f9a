"""What lies beyond the simulated wire: people as the script names them, numbers, files."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from bot.app import App
from bot.channels.contract import OutFile, Part, Sender
from bot.channels.fit import fit
from bot.channels.limits import Capabilities
from bot.channels.terminal.inbound import GENERATED, RESIDENT, VISITOR, sender_of
from bot.cli.stored import last_number, name_of, phone_of, sent_messages


class Correspondents:
    """Accounts as a script writes `who`: in its own words, else by what is stored of them."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._names: dict[str, str] = {}

    def meet(self, sender: Sender, who: str) -> None:
        self._names[sender.external_id] = who

    async def name(self, external_id: str) -> str:
        if external_id not in self._names:
            self._names[external_id] = await self._stored(external_id)
        return self._names[external_id]

    async def _stored(self, external_id: str) -> str:
        if phone := await phone_of(self._app, external_id):
            return phone
        name = await name_of(self._app, external_id)
        if not name:
            return external_id
        written = [f"{prefix}{name}" for prefix in (RESIDENT, VISITOR)]
        vault = self._app.database.vault
        return next(
            (who for who in written if sender_of(who, vault).external_id == external_id), name
        )


class Numbers:
    """Ids of messages for which a script gives none: counted per sender, on from what is stored."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._last: dict[str, int] = {}

    async def given(self, sender: Sender, id_: str) -> str:
        mine = sender.external_id
        if id_:
            if id_.startswith(GENERATED):
                self._last.pop(mine, None)  # it may be the very number that would come next
            return id_
        if mine not in self._last:
            self._last[mine] = await last_number(self._app, mine)
        self._last[mine] += 1
        return f"{GENERATED}{self._last[mine]}"


class FileKeeper:
    """Copies of the files that went out, opened by `open_file`, which outlive the run. A new folder
    is named on stderr.
    """

    def __init__(self, folder: Path | None, open_file: Callable[[str], bytes]) -> None:
        self._folder = folder
        self._open = open_file
        self._count = 0

    def kept(self, part: Part) -> Part:
        return replace(part, files=tuple(self._copy(file) for file in part.files))

    def _copy(self, file: OutFile) -> OutFile:
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="toso-files-"))
            sys.stderr.write(f"{self._folder}\n")
        place = self._folder.resolve()
        name = Path(file.name).name or "file"
        while True:
            self._count += 1
            path = place / f"{self._count:03}-{name}"
            if not path.exists():
                break
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(self._open(file.path))
        return replace(file, path=str(path))


async def newest_buttons(app: App, external_id: str, capabilities: Capabilities) -> Part | None:
    """The last part with buttons that an earlier run sent to this account, as it was shown."""
    async for message, reader in sent_messages(app, external_id):
        words = partial(app.texts.render, reader=reader)
        for part in reversed(fit(message, capabilities, words)):
            if part.buttons:
                return part
    return None
