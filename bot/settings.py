"""What the operator sets, from the environment alone, read once; every default is written here.

What a commune sets for itself (names, hours, limits) is a row of `commune_setting` instead.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from bot.kernel.errors import TosoError
from bot.zalo_settings import ZALO_SETTINGS, ZaloSettings, read_address, read_zalo

SETTINGS = {
    "TOSO_DATABASE": "Path or URL of the database; `var/toso/toso.db` when it is not set.",
    "TOSO_KEY_FILE": "Path of the key file; `toso.key` beside the SQLite file when it is not set.",
    "TOSO_FILES": "Folder of received files; `files` beside the SQLite file when it is not set.",
    "TOSO_COMMUNE": "Id of the commune served, where a database holds several.",
    "TOSO_LOG": "Least level of what is logged: debug, info, warning (the default) or error.",
    "TOSO_PUBLIC_URL": "The web chat's address as people reach it, https://…; without it no links.",
    "TOSO_MEDIA_HOSTS": "Hosts, by commas, from which media may come though they are not public.",
    **ZALO_SETTINGS,
}
"""Every name and what it sets, in one line each: the table of README.md."""

DEFAULT_DATABASE = "var/toso/toso.db"
FILES_FOLDER = "files"
UPLOADS_FOLDER = "uploads"
SERVER_FILES = Path("var/toso") / FILES_FOLDER  # a database server has no folder to stand beside
LOG_LEVELS = {
    "debug": logging.DEBUG,
    "info": logging.INFO,
    "warning": logging.WARNING,
    "error": logging.ERROR,
}


@dataclass(frozen=True, slots=True)
class Settings:
    """`database` is not printed: the URL of a server may hold its password.

    `commune` is empty where the only commune of the database is meant.
    """

    database: str = field(default=DEFAULT_DATABASE, repr=False)
    key_file: Path | None = None
    files: Path | None = None
    commune: str = ""
    log_level: int = logging.WARNING
    public_url: str = ""
    media_hosts: tuple[str, ...] = ()
    zalo: ZaloSettings = field(default_factory=ZaloSettings)

    @property
    def files_folder(self) -> Path:
        if self.files is not None:
            return self.files
        path = _sqlite_path(self.database)
        return SERVER_FILES if path is None else path.parent / FILES_FOLDER

    @property
    def uploads_folder(self) -> Path:
        """Photos on their way in from the web chat."""
        return self.files_folder.parent / UPLOADS_FOLDER

    def on(self, database: str) -> Settings:
        """The same on another database; its files lie beside it, unless a folder was set."""
        return replace(self, database=database)


def read_settings(environ: Mapping[str, str]) -> Settings:
    """An empty value counts as not set. Raises TosoError for a value that cannot be."""
    given = {name: environ.get(name, "").strip() for name in SETTINGS}
    level = given["TOSO_LOG"].lower() or "warning"
    if level not in LOG_LEVELS:
        raise TosoError(f"TOSO_LOG is none of {', '.join(LOG_LEVELS)}", notice="cli.settings.log")
    return Settings(
        database=given["TOSO_DATABASE"] or DEFAULT_DATABASE,
        key_file=_path(given["TOSO_KEY_FILE"]),
        files=_path(given["TOSO_FILES"]),
        commune=given["TOSO_COMMUNE"],
        log_level=LOG_LEVELS[level],
        public_url=read_address("TOSO_PUBLIC_URL", given["TOSO_PUBLIC_URL"]),
        media_hosts=tuple(given["TOSO_MEDIA_HOSTS"].replace(",", " ").lower().split()),
        zalo=read_zalo(given),
    )


def _path(text: str) -> Path | None:
    return Path(text) if text else None


def _sqlite_path(database: str) -> Path | None:
    scheme, mark, rest = database.partition("://")
    if not mark:
        return Path(database)
    # A URL has an empty host between two slashes and the path: sqlite:///var/toso.db.
    return Path(rest.removeprefix("/")) if scheme.startswith("sqlite") else None
