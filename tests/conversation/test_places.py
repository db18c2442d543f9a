"""A village of the commune is written with its own marks, however it was typed."""

from pathlib import Path

from sqlalchemy import update

from bot.cli.simulation import Simulation
from models.commune import Village, place_names
from models.database import open_database
from models.sample import SAMPLE_COMMUNE


async def test_village_typed_without_marks_is_written_as_it_is_called(
    sample_database: Path,
) -> None:
    database = open_database(sample_database)
    async with database.write() as connection:
        named = update(Village).where(Village.id == "thon-01")
        await connection.execute(named.values(name="Thôn Gia Lộc Thượng"))
    await database.close()

    async with Simulation.open(sample_database) as simulation:
        (sent,) = await simulation.feed(
            {
                "who": "0912000002",
                "text": "hom nay mo 1 buoi o thon gia loc thuong, huong dan 12 nguoi",
            }
        )

    assert "Gia Lộc Thượng" in sent.part.text


async def test_numbered_villages_are_no_names(sample_database: Path) -> None:
    database = open_database(sample_database)
    async with database.read() as connection:
        names = await place_names(connection, SAMPLE_COMMUNE)
    await database.close()

    assert names == ()
