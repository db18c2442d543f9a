"""What README.md and docs/ say is what the code does: settings, commands, keys, paths, names."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest

from bot.cli.arguments import read_arguments
from bot.cli.simulation import Simulation
from bot.conversation.hearing import MENU_WORDS, UNDO_WORDS
from bot.dialog.address import read_address
from bot.dialog.text import Text
from bot.dialog.words import ALL_WORDS, COMMAND_WORDS
from bot.language.dates import OnDay, read_date
from bot.language.match import means
from bot.language.sentences.heard import Kind
from bot.language.sentences.read import read_message
from bot.language.whence import asked_number
from bot.settings import SETTINGS
from bot.texts import FIRST_LANGUAGE, LOCALES, catalogue_path, read_entries
from handlers.tasks import TASKS
from models.activity import ActivityKind, EntryWay
from models.commune import TeamKind
from models.figures import CommunePart, Sessions, Tally, TeamPart, TeamState, Vneid, tally_json
from models.people import Role
from models.settings import DEFAULTS

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENTS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
SHEETS = sorted((ROOT / "docs" / "huong-dan").glob("*.html"))
GUIDES = [*sorted((ROOT / "docs" / "huong-dan").glob("*.md")), *SHEETS]
SOURCES = ("bot", "handlers", "jobs", "models")

DECISION_HEADINGS = ["Context", "Decision", "Consequences", "Alternatives"]
SAID = (Kind.REPORT, Kind.CORRECTION)
DECISION_WORDS = 400
ANSWERS = ("nhà văn hóa", "Hoa Thôn 05")
"""What the guides give as an example of a person's own words."""

TYPED = re.compile(r"(?:\*\*|<b>)(.+?)(?:\*\*|</b>)")
PICTURE = re.compile(r'<img src="([^"]+)"[^>]* alt="[^"]+')
MOST_BYTES = 120_000
NUMBERS = re.compile(r"[\d,. ]+")
CODE = re.compile(r"`([^`]+)`")
LINK = re.compile(r"\]\((?!https?://)([^)#]*)(?:#([^)]+))?\)")


def section(title: str, document: str = README) -> str:
    """What stands under a heading, until the next of its rank or above."""
    heading = re.search(rf"^(#+) {re.escape(title)}\n", document, re.MULTILINE)
    assert heading, f"no heading {title}"
    rest = document[heading.end() :]
    after = re.search(rf"^#{{1,{len(heading[1])}}} ", rest, re.MULTILINE)
    return rest[: after.start()] if after else rest


def rows(text: str) -> list[list[str]]:
    """The cells of every table row but headings and rulers."""
    lines = text.splitlines()
    cells = []
    for number, line in enumerate(lines):
        is_heading = number + 1 < len(lines) and lines[number + 1].startswith("|---")
        if line.startswith("|") and not line.startswith("|---") and not is_heading:
            cells.append([cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]])
    return cells


def flat(value: Mapping[str, Any], front: str = "") -> Iterator[str]:
    """The keys of a JSON object as README writes them: "vneid.level_1", "by_team[].name"."""
    for key, inside in value.items():
        match inside:
            case {**found} if found:
                yield from flat(found, f"{front}{key}.")
            case [{**found}, *_]:
                yield from flat(found, f"{front}{key}[].")
            case _:
                yield f"{front}{key}"


def options(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    """The help of a command, with the ids of its texts in place of their words."""

    def words(text: Text) -> str:
        return text.id

    with pytest.raises(SystemExit):
        read_arguments([*arguments, "--help"], words)
    return capsys.readouterr().out


# README.md


def test_settings_are_those_of_the_code_word_for_word() -> None:
    written = {name.strip("`"): words for name, words in rows(section("Settings"))}

    assert written == SETTINGS


def test_every_command_and_every_option_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    written = {row[0].strip("`"): row[2] for row in rows(section("Commands")) if len(row) == 3}
    commands = re.findall(r"^ {4}([a-z]+)\b", options([], capsys), re.MULTILINE)

    assert commands
    assert {f"toso {command}" for command in commands} == set(written)
    for command in commands:
        flags = set(re.findall(r"--[a-z]+", options([command], capsys))) - {"--help"}

        assert flags == set(re.findall(r"--[a-z]+", written[f"toso {command}"])), command


def test_every_path_of_the_map_is_there() -> None:
    paths = [
        path for row in rows(section("Where to change what")) for path in CODE.findall("".join(row))
    ]

    assert len(paths) > 20
    assert [path for path in paths if not (ROOT / path).exists()] == []


def test_tally_keys_are_those_of_the_code_in_their_order() -> None:
    none = Sessions(0, 0)
    team = TeamPart("thon-01", "Thôn 01", TeamState.SILENT, 0, 0, 0)
    day = date(2026, 11, 16)
    tally = Tally(
        first=day, last=day, sessions=none, home_visits=0, people_guided=0, members_trained=0,
        vneid=Vneid(0, 0, 0), indicators={}, commune=CommunePart(none, 0, 0), by_team=(team,),
    )  # fmt: skip

    printed = tally_json(tally, None, datetime(2026, 11, 16, tzinfo=UTC))

    assert list(flat(printed)) == [key.strip("`") for key, _ in rows(section("The tally"))]


def test_every_target_of_make_is_explained() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):.*## ", makefile, re.MULTILINE))

    assert {f"make {target}" for target in targets} <= set(CODE.findall(section("Two commands")))


async def test_example_script_runs(sample_database: Path) -> None:
    script = re.findall(r"```jsonl\n(.*?)```", README, re.DOTALL)
    lines = [json.loads(line) for line in script[0].splitlines()]

    async with Simulation.open(sample_database) as simulation:
        answers = [await simulation.feed(line) for line in lines]

    assert len(script) == 1
    assert len(lines) == 6
    assert all(answers[1:])
    assert "buổi hỗ trợ" in answers[-1][0].part.text


@pytest.mark.parametrize("kind", [Role, TeamKind, ActivityKind, EntryWay, TeamState])
def test_glossary_has_every_name_of_a_closed_family(kind: type[StrEnum]) -> None:
    names = {word for row in rows(section("Glossary")) for word in re.findall(r"\w+", row[1])}

    assert {member.name for member in kind} <= names


def test_every_name_of_the_glossary_is_in_the_code() -> None:
    code = "\n".join(
        path.read_text(encoding="utf-8") for name in SOURCES for path in (ROOT / name).rglob("*.py")
    )
    known = set(re.findall(r"\w+", code))
    names = [
        word
        for row in rows(section("Glossary"))
        for name in CODE.findall(row[1])
        for word in name.split(".")
    ]

    assert len(names) > 80
    assert [name for name in names if name not in known] == []


def test_no_term_stands_twice_in_the_glossary() -> None:
    terms = [row[0] for row in rows(section("Glossary"))]

    assert sorted(set(terms)) == sorted(terms)


# docs/


def test_settings_of_a_commune_are_explained() -> None:
    document = (ROOT / "docs" / "operators.md").read_text(encoding="utf-8")
    written = {key for row in rows(section("Settings", document)) for key in CODE.findall(row[0])}

    assert set(DEFAULTS.__dataclass_fields__) == written


def named(path: Path) -> str:
    """Two folders may hold a page of the same name, each for its own readers."""
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", DOCUMENTS, ids=named)
def test_links_lead_somewhere(path: Path) -> None:
    for target, heading in LINK.findall(path.read_text(encoding="utf-8")):
        found = (path.parent / target) if target else path

        assert found.exists(), target
        if heading:
            headings = re.findall(r"^#+ (.+)$", found.read_text(encoding="utf-8"), re.MULTILINE)
            assert heading in {title.lower().replace(" ", "-") for title in headings}


@pytest.mark.parametrize("path", [*DOCUMENTS, *SHEETS], ids=named)
def test_pictures_are_there_light_and_told_in_words(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    shown = [path.parent / source for source in PICTURE.findall(text)]

    assert len(shown) == text.count("<img ")
    assert [each for each in shown if not each.is_file()] == []
    assert [each for each in shown if each.stat().st_size > MOST_BYTES] == []


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: path.name)
def test_what_a_guide_says_to_type_is_understood(path: Path) -> None:
    shown = (
        "button.",
        "way.",
        "word.",
        "web.file",
        "web.leave",
        "web.photo",
        "web.send",
        "web.start",
    )
    entries = read_entries(catalogue_path(LOCALES, FIRST_LANGUAGE))
    known = {entry.words for entry in entries if entry.id.startswith(shown)}
    known |= {word for words in COMMAND_WORDS.values() for word in words}
    known |= {word for task in TASKS for word in task.words}
    known |= {*MENU_WORDS, *UNDO_WORDS, *ALL_WORDS, *ANSWERS}

    typed = TYPED.findall(path.read_text(encoding="utf-8"))
    strange = [
        words
        for words in typed
        if not (means(words, tuple(known)) or NUMBERS.fullmatch(words))
        and read_message(words, datetime(2026, 11, 22, 20)).kind not in SAID  # noqa: DTZ001
        and asked_number(words) is None
        and not (read_address(words) or isinstance(read_date(words, date(2026, 11, 22)), OnDay))
    ]

    assert len(typed) > 10
    assert strange == []


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
def test_decision_has_four_headings_and_is_short(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    number = path.name.partition("-")[0]

    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == DECISION_HEADINGS
    assert len(text.split()) <= DECISION_WORDS
    assert text.startswith(f"# {int(number)}. ")


def test_decisions_are_numbered_without_a_gap() -> None:
    numbers = [int(path.name.partition("-")[0]) for path in DECISIONS]

    assert list(range(1, len(numbers) + 1)) == numbers
