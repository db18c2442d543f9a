"""The operator's settings: from the environment alone, each with a line that explains it."""

import logging
from pathlib import Path

import pytest

from bot.kernel.errors import TosoError
from bot.settings import SETTINGS, Settings, read_settings


def test_everything_has_a_default() -> None:
    settings = read_settings({})

    assert settings == Settings()
    assert settings.database == "var/toso/toso.db"
    assert settings.files_folder == Path("var/toso/files")


def test_each_name_sets_something() -> None:
    values = {
        "TOSO_DATABASE": "x/toso.db",
        "TOSO_KEY_FILE": "y/toso.key",
        "TOSO_FILES": "z",
        "TOSO_COMMUNE": "mau",
        "TOSO_LOG": "INFO",
    }

    settings = read_settings(values)

    assert set(values) == set(SETTINGS)
    assert settings == Settings(
        database="x/toso.db",
        key_file=Path("y/toso.key"),
        files=Path("z"),
        commune="mau",
        log_level=logging.INFO,
    )


def test_empty_value_counts_as_not_set() -> None:
    assert read_settings(dict.fromkeys(SETTINGS, " ")) == Settings()


@pytest.mark.parametrize(
    ("database", "folder"),
    [
        ("a/b.db", "a/files"),
        ("sqlite:///a/b.db", "a/files"),
        ("sqlite+aiosqlite:////a/b.db", "/a/files"),
        ("postgresql+asyncpg://h/d", "var/toso/files"),
    ],
)
def test_files_lie_beside_the_database(database: str, folder: str) -> None:
    assert Settings(database=database).files_folder == Path(folder)


def test_another_database_has_its_own_files() -> None:
    settings = Settings(key_file=Path("k")).on("a/b.db")

    assert settings.files_folder == Path("a/files")
    assert settings.key_file == Path("k")


def test_folder_that_was_set_holds_for_another_database() -> None:
    settings = Settings(files=Path("z")).on("a/b.db")

    assert settings.files_folder == Path("z")


def test_password_of_a_database_is_not_printed() -> None:
    settings = Settings(database="postgresql+asyncpg://toso:secret@h/d")

    assert "secret" not in f"{settings!r} {settings}"


def test_wrong_level_is_refused_with_a_notice() -> None:
    with pytest.raises(TosoError, match="TOSO_LOG") as refused:
        read_settings({"TOSO_LOG": "loud"})

    assert refused.value.notice == "cli.settings.log"


def test_each_setting_is_explained_in_one_sentence() -> None:
    wrong = [name for name, words in SETTINGS.items() if "\n" in words or not words.endswith(".")]

    assert wrong == []
