"""What holds for the whole code base: reasons, the lock, sizes, marks, and a light start."""

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
LEFT_OUT = {"var", "build", "dist", "__pycache__"}
KEPT_HIDDEN = {".ci", ".gitignore"}
MOST_LINES = 300
HEAVY = {"aiogram", "aiohttp", "telegram", "apscheduler", "alembic", "PIL"}

PYPROJECT = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
LOCKS = {
    name: (ROOT / name).read_text(encoding="utf-8")
    for name in (
        "requirements.lock",
        "tests/browser/requirements.lock",
        "tests/emulators/requirements.lock",
    )
}

PINNED = re.compile(r"^([a-z0-9-]+)==([\w.]+)(?: ; [^\\]+)? \\$", re.MULTILINE)
HASH = re.compile(r" {4}--hash=sha256:[0-9a-f]{64}(?: \\)?")
WHY = re.compile(
    r" {4}# +(?:via)?(?: ?(?:-c )?[\w.-]+)?(?: \(pyproject\.toml(?::(?:browser|emulators))?\))?"
)


def test_every_dependency_says_why_it_is_there() -> None:
    declared = [requirement for lock in LOCKS for requirement in _declared(lock)]
    lines = [line.strip() for line in PYPROJECT.splitlines()]

    for requirement in declared:
        reasons = [line for line in lines if line.startswith(f'"{requirement}"')]
        assert [line for line in reasons if re.search(r'",\s+# \w.{4,}', line)], requirement


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_names_versions_and_hashes_and_no_host_and_no_path(lock: str) -> None:
    strangers = [
        line
        for line in LOCKS[lock].splitlines()
        if not any(form.fullmatch(line) for form in (PINNED, HASH, WHY))
    ]

    assert strangers == []


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_fits_what_is_declared(lock: str) -> None:
    pinned = dict(PINNED.findall(LOCKS[lock]))

    for requirement in map(Requirement, _declared(lock)):
        assert requirement.specifier.contains(pinned[requirement.name]), requirement


@pytest.mark.parametrize("lock", [name for name in LOCKS if name != "requirements.lock"])
def test_locks_agree_on_what_stands_in_both(lock: str) -> None:
    """They are installed into one place, one after the other."""
    first, second = (dict(PINNED.findall(LOCKS[name])) for name in ("requirements.lock", lock))

    assert {name: first[name] for name in second if name in first} == {
        name: second[name] for name in second if name in first
    }


def test_modules_stay_within_three_hundred_lines() -> None:
    """A migration is a record, and tests of one module may be a long table: both are exempt."""
    tests = ROOT / "tests"
    modules = [
        path
        for path in _files(".py")
        if path.parent.name != "versions" and not path.is_relative_to(tests)
    ]

    long = {
        str(path.relative_to(ROOT)): lines
        for path in modules
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > MOST_LINES
    }

    assert long == {}


def test_package_files_are_empty() -> None:
    full = [path for path in _files(".py") if path.name == "__init__.py" and path.stat().st_size]

    assert full == []


def test_no_marks_are_left_instead_of_issues() -> None:
    mark = re.compile(
        "|".join(rf"\b{head}{tail}\b" for head, tail in (("TO", "DO"), ("FIX", "ME")))
    )

    assert _found(mark) == []


def test_no_folder_of_a_developers_machine_is_named() -> None:
    folder = re.compile(r"(?<![\w.:/-])/(?:work|root|Users|home)/\w")

    assert _found(folder) == []


def test_start_of_the_command_line_is_light() -> None:
    program = "import sys, bot.__main__; print(*{name.partition('.')[0] for name in sys.modules})"

    done = subprocess.run(  # noqa: S603  # our own interpreter and our own words
        [sys.executable, "-c", program],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )

    assert HEAVY & set(done.stdout.split()) == set()


def test_make_help_lists_the_targets_that_were_promised() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    listed = set(re.findall(r"^([a-z]+):.*## ", makefile, re.MULTILINE))

    assert {"install", "run", "test", "check", "bench", "torture", "browser"} <= listed


def _declared(lock: str) -> list[str]:
    """What the project asks for and this lock answers."""
    declared = tomllib.loads(PYPROJECT)
    if lock != "requirements.lock":
        return [*declared["dependency-groups"][Path(lock).parent.name]]
    project = declared["project"]
    extras = project["optional-dependencies"].values()
    return [*project["dependencies"], *(each for extra in extras for each in extra)]


def _files(*suffixes: str) -> Iterator[Path]:
    """Every file of ours, or those with one of the suffixes: what git would keep, unasked."""
    waiting = sorted(ROOT.iterdir())
    while waiting:
        path = waiting.pop()
        hidden = path.name.startswith(".") and path.name not in KEPT_HIDDEN
        if hidden or path.name in LEFT_OUT or path.name.endswith(".egg-info"):
            continue
        if path.is_dir():
            waiting.extend(path.iterdir())
        elif not suffixes or path.suffix in suffixes:
            yield path


def _found(pattern: re.Pattern[str]) -> list[str]:
    """`file: line` of every line that matches, in every file that is text."""
    return [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for path in _files()
        if b"\0" not in (content := path.read_bytes())
        for line in content.decode("utf-8", errors="replace").splitlines()
        if pattern.search(line)
    ]
