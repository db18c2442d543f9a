"""Running Alembic inside the program, on a connection that is given to it."""

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, text

from bot.kernel.errors import TosoError


def configuration(connection: Connection | None = None) -> Config:
    """Finds the scripts as a package, wherever installed; pyproject.toml is for developers."""
    config = Config()
    config.set_main_option("script_location", "models:migrations")
    config.attributes["connection"] = connection
    return config


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Raises TosoError when the revision is unknown, or when rows would point to nothing."""
    try:
        command.upgrade(configuration(connection), revision)
    except CommandError as error:
        raise TosoError(
            f"the schema cannot be brought up to date: {error}", notice="store.newer"
        ) from error
    _check_foreign_keys(connection)


def downgrade(connection: Connection, revision: str) -> None:
    command.downgrade(configuration(connection), revision)
    _check_foreign_keys(connection)


def scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(configuration())


def _check_foreign_keys(connection: Connection) -> None:
    """They are off while tables are rebuilt: what they would have refused is looked for here."""
    if connection.dialect.name != "sqlite":
        return
    broken = connection.execute(text("PRAGMA foreign_key_check")).all()
    if broken:
        tables = sorted({row[0] for row in broken})
        raise TosoError(f"the migration left rows that point to nothing in {', '.join(tables)}")
