from datetime import time

import pytest

from bot.kernel.errors import TosoError
from models.commune import CommuneSetting
from models.sample import SAMPLE_COMMUNE
from models.settings import DEFAULTS, CommuneSettings, load_settings
from tests.models.conftest import Book


async def load(book: Book) -> CommuneSettings:
    async with book.database.read() as connection:
        return await load_settings(connection, SAMPLE_COMMUNE)


async def test_commune_without_rows_has_the_defaults(book: Book) -> None:
    async with book.database.read() as connection:
        assert await load_settings(connection, "another") == DEFAULTS


async def test_rows_stand_over_the_defaults(book: Book) -> None:
    await book.put(
        CommuneSetting,
        {"key": "people_limit", "value": 500},
        {"key": "quiet_from", "value": "20:30"},
        {"key": "cutoff", "value": "Mon 08:00"},
    )

    settings = await load(book)

    assert (500, time(20, 30), "Mon 08:00", 31) == (
        settings.people_limit,
        settings.quiet_from,
        settings.cutoff,
        settings.old_days,
    )


async def test_setting_of_another_version_is_passed_over(book: Book) -> None:
    await book.put(CommuneSetting, {"key": "colour", "value": "đỏ"})

    assert (await load(book)).people_limit == DEFAULTS.people_limit


@pytest.mark.parametrize(
    ("key", "value"),
    [("people_limit", "500"), ("people_limit", True), ("quiet_from", "đêm"), ("cutoff", 7)],
)
async def test_setting_of_a_wrong_type_is_not_silently_used(
    book: Book, key: str, value: object
) -> None:
    await book.put(CommuneSetting, {"key": key, "value": value})

    with pytest.raises(TosoError, match=key):
        await load(book)
