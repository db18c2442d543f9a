"""Each import contract of pyproject.toml catches a deliberate violation, in a copy of the code."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from importlib.metadata import packages_distributions
from itertools import pairwise
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PACKAGES = PROJECT["tool"]["importlinter"]["root_packages"]
CONTRACTS = {each["id"]: each for each in PROJECT["tool"]["importlinter"]["contracts"]}
LINES = [[name.strip() for name in line.split("|")] for line in CONTRACTS["layers"]["layers"]]

# Files to add to the copy, and the words with which import-linter names what they did.
VIOLATIONS: dict[str, tuple[Mapping[str, str], str]] = {
    "rooms": ({"bot/stray.py": ""}, "bot.stray"),
    "channels": ({"bot/channels/stray.py": ""}, "bot.channels.stray"),
    "siblings": (
        {
            "handlers/violation_a.py": "import handlers.violation_b",
            "handlers/violation_b.py": "import handlers.violation_a",
        },
        "No cycles are allowed in handlers",
    ),
    "handlers": (
        {"handlers/violation.py": "import bot.channels.contract"},
        "handlers is not allowed to import bot.channels",
    ),
    "errands": (
        {"bot/reports/__init__.py": "", "handlers/violation.py": "import bot.reports"},
        "handlers is not allowed to import bot.reports",
    ),
    "pure": (
        {"bot/dialog/violation.py": "import sqlite3"},
        "bot.dialog is not allowed to import sqlite3",
    ),
    "recount": (
        {"models/recount.py": "import models.tally"},
        "models.recount is not allowed to import models.tally",
    ),
    "home-babel": (
        {"handlers/violation.py": "import babel.dates"},
        "handlers is not allowed to import babel",
    ),
    "home-database": (
        {"handlers/violation.py": "from sqlalchemy.orm import Session"},
        "handlers is not allowed to import sqlalchemy",
    ),
    "home-cryptography": (
        {"models/violation.py": "from cryptography.hazmat import primitives"},
        "models is not allowed to import cryptography",
    ),
    "home-rapidfuzz": (
        {"bot/dialog/violation.py": "import rapidfuzz"},
        "bot is not allowed to import rapidfuzz",
    ),
    "home-orjson": (
        {"handlers/violation.py": "import orjson"},
        "handlers is not allowed to import orjson",
    ),
    "home-rich": (
        {"bot/kernel/violation.py": "import rich"},
        "bot is not allowed to import rich",
    ),
    "home-pillow": (
        {"handlers/violation.py": "import PIL.Image"},
        "handlers is not allowed to import PIL",
    ),
    "home-aiohttp": (
        {"bot/kernel/violation.py": "import aiohttp"},
        "bot is not allowed to import aiohttp",
    ),
    "home-aiogram": (
        {"bot/channels/violation.py": "import aiogram"},
        "bot is not allowed to import aiogram",
    ),
    "home-telegram": (
        {"bot/channels/violation.py": "import telegram.ext"},
        "bot is not allowed to import telegram",
    ),
    "home-apscheduler": (
        {"jobs/violation.py": "import apscheduler"},
        "jobs is not allowed to import apscheduler",
    ),
    "home-documents": (
        {"handlers/violation.py": "import openpyxl"},
        "handlers is not allowed to import openpyxl",
    ),
}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for package in PACKAGES:
        shutil.copytree(
            ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__")
        )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_sources_keep_every_contract(copy: Path) -> None:
    code, report = _lint(copy)

    assert code == 0, report
    assert f"Contracts: {len(CONTRACTS)} kept, 0 broken." in report


@pytest.mark.parametrize("contract", sorted(VIOLATIONS))
def test_a_contract_catches_its_violation(copy: Path, contract: str) -> None:
    files, words = VIOLATIONS[contract]

    for name, text in files.items():
        _append(copy / name, text)
    code, report = _lint(copy, contract)

    assert code == 1
    assert f"{CONTRACTS[contract]['name']} BROKEN" in report
    assert words in report


def test_no_line_imports_from_the_line_above_nor_from_its_neighbours(copy: Path) -> None:
    lines = [[name for name in map(_bare, line) if _exists(name)] for line in LINES]
    lines = [line for line in lines if line]
    pairs = [
        (lower, upper) for above, below in pairwise(lines) for lower in below for upper in above
    ]
    pairs += [pair for line in lines for pair in pairwise(line)]

    for importer, imported in pairs:
        package = _path(copy, importer)
        _append(package / "__init__.py" if package.is_dir() else package, f"import {imported}")
    code, report = _lint(copy, "layers")

    assert code == 1
    assert f"{CONTRACTS['layers']['name']} BROKEN" in report
    for importer, imported in pairs:
        assert f"{importer} is not allowed to import {imported}:" in report


def test_every_contract_has_a_violation_here() -> None:
    assert set(CONTRACTS) == {*VIOLATIONS, "layers"}


def test_brackets_mark_only_layers_that_are_missing() -> None:
    bracketed = {
        f"{container}.{_bare(name)}".lstrip(".")
        for contract in CONTRACTS.values()
        for container in contract.get("containers", [""])
        for line in contract.get("layers", [])
        for name in line.split("|")
        if name.strip().startswith("(")
    }

    assert sorted(name for name in bracketed if _exists(name)) == []


def test_every_pure_package_is_held_to_it() -> None:
    pure = {
        "bot.dialog", "bot.language", "bot.faq", "bot.kernel", "bot.channels.contract",
        "bot.channels.limits", "bot.channels.failures",
    }  # fmt: skip

    assert set(CONTRACTS["pure"]["source_modules"]) == {name for name in pure if _exists(name)}


def test_every_dependency_has_a_home_and_is_kept_out_of_the_pure_packages() -> None:
    imports = _imports_of_dependencies() - {"tzdata"}  # tzdata is data: zoneinfo reads it
    homes = {
        module
        for id_, contract in CONTRACTS.items()
        if id_.startswith("home-")
        for module in contract["forbidden_modules"]
    }

    assert imports - homes == set()
    assert imports - {"rapidfuzz", "orjson"} <= set(CONTRACTS["pure"]["forbidden_modules"])


def _imports_of_dependencies() -> set[str]:
    wanted = {_folded(Requirement(each).name) for each in PROJECT["project"]["dependencies"]}
    return {
        module
        for module, distributions in packages_distributions().items()
        if wanted & {_folded(name) for name in distributions} and not module.startswith("_")
    }


def _folded(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _bare(name: str) -> str:
    return name.strip().strip("()")


def _path(root: Path, module: str) -> Path:
    """The folder of a package, or the file of a module, whether or not it is there."""
    folder = root.joinpath(*module.split("."))
    return folder if folder.is_dir() else folder.with_suffix(".py")


def _exists(module: str) -> bool:
    return _path(ROOT, module).exists()


def _append(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(f"\n{text}\n")


def _lint(root: Path, *contracts: str) -> tuple[int, str]:
    """The exit code and the report of import-linter over the copy.

    It runs in a process of its own: this one has already imported the originals.
    """
    environment = os.environ | {"PYTHONPATH": str(root), "COLUMNS": "200"}
    limits = [word for contract in contracts for word in ("--contract", contract)]
    program = "from importlinter.cli import lint_imports_command as run; run()"
    done = subprocess.run(  # noqa: S603  # our own interpreter and our own words
        [sys.executable, "-c", program, "--no-cache", "--no-logo", *limits],
        cwd=root,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    return done.returncode, done.stdout + done.stderr
