"""The page on Zalo for those who run it names only settings, commands, codes and paths that are."""

import re
from pathlib import Path

import pytest

from bot.channels.zalo_bot.webhook import hook_path
from bot.channels.zalo_oa.codes import CODES
from bot.channels.zalo_oa.webhook import PATH
from bot.cli.arguments import read_arguments
from bot.cli.zalo_check import BY_HAND
from bot.dialog.address import Address
from bot.oa_tokens.consent import CALLBACK
from bot.settings import SETTINGS
from bot.texts import Reader, Texts

PAGE = (Path(__file__).parents[2] / "docs/van-hanh/zalo.md").read_text(encoding="utf-8")


def test_settings_exist() -> None:
    named = set(re.findall(r"TOSO_[A-Z_]+", PAGE))

    assert named
    assert named <= set(SETTINGS)


def test_codes_are_those_that_are_known() -> None:
    named = {int(code) for code in re.findall(r"-2\d\d|-32", PAGE)}

    assert len(named) >= 10
    assert named <= set(CODES)


@pytest.mark.parametrize(
    "line",
    sorted(set(re.findall(r"toso (zalo [a-z-]+(?: set)?|doctor|run --behind-proxy)", PAGE))),
)
def test_commands_can_be_given(line: str) -> None:
    texts = Texts()
    read_arguments(line.split(), lambda text: texts.render(text, Reader("vi", Address.BAN)))


def test_addresses_are_ours() -> None:
    assert f"https://toso.xa-cua-ban.vn{PATH}`" in PAGE
    assert f"https://toso.xa-cua-ban.vn{CALLBACK}`" in PAGE
    assert hook_path("x").startswith("/zalo/")
    assert "location /zalo/ {" in PAGE


def test_list_to_print_holds_what_the_command_prints() -> None:
    rows = [
        line for line in PAGE.splitlines() if line.startswith("| ☐ | ") and "Thử gì" not in line
    ]

    assert len(rows) >= len(BY_HAND)
