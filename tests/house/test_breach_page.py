"""The page for the day when data got out: every command on it is one that we have, and it says by
what law and from when.
"""

import re
import shlex
from pathlib import Path

import pytest

from bot.cli.arguments import read_arguments

PAGE = (Path(__file__).parents[2] / "docs/van-hanh/su-co-du-lieu.md").read_text(encoding="utf-8")
FENCED = re.compile(r"^(toso [^#>\n]+)", re.MULTILINE)
INLINE = re.compile(r"`(toso [^`]+)`")
COMMANDS = sorted({found.strip() for found in (*FENCED.findall(PAGE), *INLINE.findall(PAGE))})


def test_it_has_commands() -> None:
    assert len(COMMANDS) > 5


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_one_of_ours(command: str) -> None:
    if command in ("toso audit", "toso export"):
        return  # named, not typed

    read_arguments(shlex.split(command)[1:], lambda text: text.id)


@pytest.mark.parametrize(
    "cited",
    ["Điều 23 Luật 91/2025/QH15", "Điều 28 Nghị định 356/2025/NĐ-CP", "**72 giờ**", "Mẫu số 08",
     "26/06/2025", "31/12/2025", "quản trị đối chiếu bản gốc"],
)  # fmt: skip
def test_it_says_by_what_law_and_what_must_be_confirmed(cited: str) -> None:
    assert cited in PAGE
