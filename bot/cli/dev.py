"""`toso dev zalo-emulator`: Zalo on this machine alone, for trying by hand. It stands with the
tests of the source tree; an installed product has none.
"""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import IO

import bot
from bot.cli.dev_arguments import EMULATORS, ZaloEmulator
from bot.cli.parser import Words
from bot.cli.refusal import Refusal
from bot.dialog.text import Text

SOURCES = Path(bot.__file__).parent.parent
NEXT = {"oa": Text("cli.dev.next_oa"), "bot": Text("cli.dev.next_bot")}
DOOR = Path("tests/emulators/__main__.py")


def run_zalo_emulator(command: ZaloEmulator, words: Words, *, sources: Path = SOURCES) -> int:
    """Until it is stopped (Ctrl-C or SIGTERM). Raises Refusal where it cannot be had."""
    if not (sources / DOOR).is_file():
        raise Refusal(Text("cli.dev.not_here"))
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with subprocess.Popen(  # noqa: S603  # our own Python, with words that were checked
        _line(command), cwd=sources, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            settings, page = _told(process.stdout)
            if not page:
                raise Refusal(Text("cli.dev.not_started"))
            sys.stdout.writelines(f"{line}\n" for line in _said(settings, page, command, words))
            sys.stdout.flush()
            process.wait()
        except KeyboardInterrupt:
            pass
        finally:
            process.terminate()
    return 0


def _line(command: ZaloEmulator) -> Sequence[str]:
    return [
        *(sys.executable, "-m", "tests.emulators", EMULATORS[command.which]),
        *("--port", str(command.port), "--product", command.product),
    ]


def _told(stream: IO[str] | None) -> tuple[list[str], str]:
    """Settings, NAME=VALUE each, and the page's address, which comes last; empty where it ended
    before.
    """
    settings: list[str] = []
    for line in stream or ():
        if "=" not in line:
            return settings, line.strip()
        settings.append(line.strip())
    return settings, ""


def _said(settings: list[str], page: str, command: ZaloEmulator, words: Words) -> list[str]:
    return [
        words(Text("cli.dev.page", address=page)),
        words(Text("cli.dev.settings")),
        *(f"  export {setting}" for setting in settings),
        words(NEXT[command.which]),
    ]
