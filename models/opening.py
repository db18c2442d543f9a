"""Opening a database and its key together: what every command does but those that need no key."""

from datetime import datetime
from pathlib import Path

from sqlalchemy import insert, select

from bot.kernel.errors import TosoError
from models.database import Database, open_database
from models.installation import ONLY, Installation
from models.key_files import settle
from models.vault import KEY_FILE_NAME, Vault, create_vault, read_vault


async def open_installation(
    url_or_path: str | Path, *, now: datetime, key_file: Path | None = None, create: bool = True
) -> Database:
    """The database with its key, migrated.

    A new database gets a new key file, or takes the one that is there. With `create=False` a file
    that is not there raises TosoError with the notice "store.missing".

    The key file is `key_file`, else `toso.key` beside the SQLite file. Raises TosoError with the
    notice "key.missing" when the database was made with a key and the file is gone, "key.different"
    when the file holds another key. A change of the key that was broken off is finished or undone.
    """
    database = open_database(url_or_path, create=create)
    try:
        await database.migrate()
        kept = await find_fingerprint(database)
        settle(_key_path(database, key_file), kept)
        database.unlock(_vault(_key_path(database, key_file), kept))
        if kept is None:
            await _keep_fingerprint(database, now)
    except BaseException:
        await database.close()
        raise
    return database


def _key_path(database: Database, key_file: Path | None) -> Path:
    if key_file is not None:
        return key_file
    if database.path is None:
        raise TosoError("a database server needs the path of the key file", notice="key.missing")
    return database.path.parent / KEY_FILE_NAME


def _vault(path: Path, kept: str | None) -> Vault:
    if kept is None and not path.exists():
        return create_vault(path)
    vault = read_vault(path)
    if kept not in {None, vault.fingerprint}:
        raise TosoError(
            f"the key at {path} is {vault.fingerprint}, the database was made with {kept}",
            notice="key.different",
        )
    return vault


async def find_fingerprint(database: Database) -> str | None:
    async with database.read() as connection:
        found: str | None = await connection.scalar(select(Installation.key_fingerprint))
    return found


async def _keep_fingerprint(database: Database, now: datetime) -> None:
    """Of two processes that open a new database the first one's key counts."""
    mine = database.vault.fingerprint
    async with database.write() as connection:
        kept = await connection.scalar(select(Installation.key_fingerprint))
        if kept is None:
            row = {"id": ONLY, "key_fingerprint": mine, "created_at": now}
            await connection.execute(insert(Installation).values(row))
        elif kept != mine:
            raise TosoError("another process gave the database its key", notice="key.different")
