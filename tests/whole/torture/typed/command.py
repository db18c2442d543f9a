"""`toso run` itself in a process that is forked with everything imported: to be killed."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, field
from pathlib import Path

from bot.__main__ import main as toso
from tests.whole.torture.process import Product

MODULES = ("bot.app", "bot.cli.run", "aiohttp.web")


@dataclass(frozen=True, slots=True)
class Command:
    folder: Path
    port: int
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def database(self) -> Path:
        return self.folder / "toso.db"

    @property
    def log(self) -> Path:
        return self.folder / "product.log"


def product_of(command: Command) -> Product[Command]:
    return Product(command, command.port, _main, *MODULES)


def _main(command: Command) -> None:
    for name in [name for name in os.environ if name.startswith("TOSO_")]:
        del os.environ[name]
    os.environ.update(command.settings)
    with command.log.open("a", encoding="utf-8", buffering=1) as log:
        sys.stdout = sys.stderr = log
        code = toso(["run", "--port", str(command.port), "--db", str(command.database)])
    sys.exit(code)
