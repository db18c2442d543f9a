"""`toso simulate --generate year`: what it prints, and with what it leaves."""

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.__main__ import OPERATOR, main
from bot.cli.generate import run_generate
from bot.cli.simulate_arguments import Generate
from bot.dialog.text import Text
from bot.settings import Settings
from bot.texts import Texts

TEXTS = Texts()
KEYS = [
    "ok", "seed", "teams", "weeks", "messages", "redelivered", "stuck", "activities", "withdrawn",
    "edited", "zero_reports", "statements", "adjustments", "installs", "businesses", "products",
    "classes", "class_days", "learners", "merged", "flags", "seconds", "exact", "differing",
]  # fmt: skip


def words(text: Text) -> str:
    return TEXTS.render(text, OPERATOR)


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    logging.getLogger("toso").setLevel(logging.ERROR)
    yield
    logging.getLogger("toso").setLevel(logging.NOTSET)


def test_json_is_one_object_at_the_end(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    database = str(tmp_path / "toso.db")

    code = run_generate(Generate(2, 3, database, as_json=True), Settings(), words, weeks=2)

    (line,) = capsys.readouterr().out.splitlines()
    found = json.loads(line)
    assert code == 0
    assert list(found) == KEYS
    assert (found["ok"], found["seed"], found["teams"], found["weeks"]) == (True, 3, 2, 2)
    assert found["exact"] == {"weeks": True, "months": True, "year": True, "closed_weeks": True}
    assert main(["week", "show", "--week", "2026-W02", "--db", database, "--json"]) == 0


def test_lines_to_read_without_json(capsys: pytest.CaptureFixture[str]) -> None:
    code = run_generate(Generate(2, 1, None, as_json=False), Settings(), words, weeks=1)

    shown = capsys.readouterr().out
    assert code == 0
    assert "2 Tổ, 1 tuần" in shown
    assert "khớp với lần đếm lại" in shown


def test_database_that_holds_a_commune_is_refused(
    sample_database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    line = ["simulate", "--generate", "year", "--teams", "2", "--db", str(sample_database)]

    code = main(line)

    assert code == 1
    assert "phải bắt đầu từ kho trống" in capsys.readouterr().err
