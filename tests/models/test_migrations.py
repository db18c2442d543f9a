"""The scripts and the models say the same, and every step can be taken both ways."""

from argparse import Namespace
from collections.abc import Callable
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect, text

from bot.kernel.errors import TosoError
from models.database import HEAD, Database, open_database
from models.migrations.run import configuration, downgrade, scripts, upgrade
from models.tables import schema

REVISIONS = [script.revision for script in reversed(list(scripts().walk_revisions()))]


async def run(database: Database, step: Callable[[Connection], object]) -> object:
    async with database.write() as connection:
        return await connection.run_sync(step)


def tables(connection: Connection) -> set[str]:
    return set(inspect(connection).get_table_names())


def test_head_is_the_newest_script() -> None:
    assert scripts().get_heads() == [HEAD]
    assert REVISIONS[-1] == HEAD


async def test_models_equal_migrations(database: Database) -> None:
    def differences(connection: Connection) -> object:
        return compare_metadata(MigrationContext.configure(connection), schema())

    assert await run(database, differences) == []


async def test_every_table_is_made(database: Database) -> None:
    assert await run(database, tables) == {*schema().tables, "alembic_version"}


async def test_stairway(tmp_path: Path) -> None:
    database = open_database(tmp_path / "toso.db")

    for before, revision in pairwise(["base", *REVISIONS]):
        await run(database, partial(upgrade, revision=revision))
        await run(database, partial(downgrade, revision=before))
        await run(database, partial(upgrade, revision=revision))
    await run(database, partial(downgrade, revision="base"))
    left = await run(database, tables)
    await database.close()

    assert left == {"alembic_version"}


async def test_failed_migration_leaves_the_schema_as_it_was(tmp_path: Path) -> None:
    database = open_database(tmp_path / "toso.db")

    def upgrade_and_fail(connection: Connection) -> None:
        upgrade(connection)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await run(database, upgrade_and_fail)
    left = await run(database, tables)
    await database.close()

    assert left == set()


async def test_row_that_points_to_nothing_stops_a_migration(path: Path) -> None:
    database = open_database(path)
    async with database._engine.connect() as connection:  # no door lets such a row in
        driver = await connection.get_raw_connection()
        assert driver.driver_connection is not None
        await driver.driver_connection.execute("PRAGMA foreign_keys=OFF")
        await driver.driver_connection.execute("UPDATE team SET village_id = 'nowhere'")

    with pytest.raises(TosoError, match="team"):
        await run(database, upgrade)
    await database.close()


async def test_commune_stands_first_in_the_key_of_every_business_table(database: Database) -> None:
    async with database.read() as connection:
        found = await connection.execute(
            text(
                "SELECT m.name, p.name AS first FROM sqlite_master m"
                " JOIN pragma_table_info(m.name) p WHERE m.type = 'table' AND p.pk = 1"
            )
        )
        firsts = {row.name: row.first for row in found}

    assert {table: first for table, first in firsts.items() if first != "commune_id"} == {
        "commune": "id",
        "installation": "id",
        "alembic_version": "version_num",
    }


def test_developers_entry_works_on_a_file_of_its_own(tmp_path: Path) -> None:
    """`alembic -x db=PATH upgrade head` and `alembic … check`, without the program around them."""
    config = configuration()
    config.cmd_opts = Namespace(x=[f"db={tmp_path / 'dữ liệu.db'}"])

    command.upgrade(config, "head")
    command.check(config)


async def test_communes_that_are_there_count_more_from_their_first_open_week(path: Path) -> None:
    """The sample, taken back to the schema before, with a closed week and an indicator of its own
    that is called like one of the new ones.
    """
    database = open_database(path)

    def before(connection: Connection) -> None:
        connection.execute(text("DELETE FROM indicator WHERE position > 10"))
        downgrade(connection, "0009")
        connection.execute(
            text(
                "INSERT INTO snapshot (commune_id, week, taken_at, tally)"
                " SELECT id, '2025-W52', '2026-01-01', '{}' FROM commune"
            )
        )
        connection.execute(
            text(
                "UPDATE indicator SET id = 'duty' WHERE id = 'feedback'"  # one of its own
            )
        )

    await run(database, before)
    await run(database, upgrade)
    async with database.read() as connection:
        found = await connection.execute(
            text("SELECT id, since FROM indicator WHERE position >= 10 ORDER BY position")
        )
        rows = [tuple(row) for row in found]
    await database.close()

    assert rows == [("duty", None), ("media", "2025-12-29"), ("contest", "2025-12-29")]
