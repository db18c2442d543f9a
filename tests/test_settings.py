"""The operator's settings: from the environment alone, each with a line that explains it."""

import logging
from pathlib import Path

import pytest

from bot.kernel.errors import TosoError
from bot.settings import SETTINGS, Settings, read_settings
from bot.zalo_settings import BotMode, SendPath, ZaloBot, ZaloSettings


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
        "TOSO_PUBLIC_URL": "https://toso.example/",
        "TOSO_MEDIA_HOSTS": "127.0.0.1, Localhost",
        "TOSO_ZALO_BOT_TOKENS": "hp1=123:abc,hp2=456:def",
        "TOSO_ZALO_BOT_SECRET": "s-e-c-r-e-t",
        "TOSO_ZALO_BOT_MODE": "polling",
        "TOSO_ZALO_BOT_API": "http://127.0.0.1:1/",
        "TOSO_ZALO_OA_APP_ID": "4567",
        "TOSO_ZALO_OA_APP_SECRET": "app-secret",
        "TOSO_ZALO_OA_SECRET": "oa-secret",
        "TOSO_ZALO_OA_SEND": "V2",
        "TOSO_ZALO_OA_MONTHLY": "2000",
        "TOSO_ZALO_OA_API": "http://127.0.0.1:2",
        "TOSO_ZALO_OAUTH": "http://127.0.0.1:3",
        "TOSO_ZALO_ZBS_TEMPLATES": "reminder=12345",
        "TOSO_ZALO_ZBS_API": "http://127.0.0.1:4",
    }

    settings = read_settings(values)

    assert set(values) == set(SETTINGS)
    assert settings == Settings(
        database="x/toso.db",
        key_file=Path("y/toso.key"),
        files=Path("z"),
        commune="mau",
        log_level=logging.INFO,
        public_url="https://toso.example",
        media_hosts=("127.0.0.1", "localhost"),
        zalo=ZaloSettings(
            bots=(ZaloBot("hp1", "123:abc"), ZaloBot("hp2", "456:def")),
            bot_secret="s-e-c-r-e-t",
            bot_mode=BotMode.POLLING,
            bot_api="http://127.0.0.1:1",
            app_id="4567",
            app_secret="app-secret",
            oa_secret="oa-secret",
            send_path=SendPath.V2,
            monthly=2000,
            oa_api="http://127.0.0.1:2",
            oauth="http://127.0.0.1:3",
            templates=(("reminder", "12345"),),
            zbs_api="http://127.0.0.1:4",
        ),
    )


def test_secret_of_the_webhook_is_the_app_s_where_no_other_is_set() -> None:
    given = {"TOSO_ZALO_OA_APP_ID": "4567", "TOSO_ZALO_OA_APP_SECRET": "app-secret"}

    assert read_settings(given).zalo.oa_secret == "app-secret"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TOSO_PUBLIC_URL", "toso.example"),
        ("TOSO_PUBLIC_URL", "https://me:word@toso.example"),
        ("TOSO_ZALO_BOT_TOKENS", "123:abc"),
        ("TOSO_ZALO_BOT_TOKENS", "hp1=123:abc,hp1=456:def"),
        ("TOSO_ZALO_BOT_TOKENS", "hp1=123:abc,hp2=123:abc"),
        ("TOSO_ZALO_BOT_TOKENS", "Tổ 1=123:abc"),
        ("TOSO_ZALO_BOT_SECRET", "short"),
        ("TOSO_ZALO_BOT_MODE", "both"),
        ("TOSO_ZALO_OA_SEND", "v4"),
        ("TOSO_ZALO_OA_MONTHLY", "many"),
        ("TOSO_ZALO_ZBS_TEMPLATES", "12345"),
    ],
)
def test_what_cannot_be_is_refused_by_its_name_alone(name: str, value: str) -> None:
    with pytest.raises(TosoError) as refused:
        read_settings({name: value})

    assert name in str(refused.value)
    assert value not in str(refused.value)
    assert refused.value.notice == "cli.settings.unreadable"


def test_no_secret_is_printed() -> None:
    given = {
        "TOSO_ZALO_BOT_TOKENS": "hp1=123:kept-a",
        "TOSO_ZALO_BOT_SECRET": "kept-b-secret",
        "TOSO_ZALO_OA_APP_ID": "4567",
        "TOSO_ZALO_OA_APP_SECRET": "kept-c",
        "TOSO_ZALO_OA_SECRET": "kept-d",
    }

    assert "kept" not in repr(read_settings(given))


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
