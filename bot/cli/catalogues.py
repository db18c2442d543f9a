"""The catalogue command: brings the catalogues up to the code, or says what they lack.

The ids are those of every `Text("…")` and those named as `notice` of an error (which lives below
`Text` and so names its text by id alone).
"""

from __future__ import annotations

import ast
import re
import sys
from collections import Counter
from pathlib import Path

from bot.texts import (
    ADDRESS_NAMES,
    FIRST_LANGUAGE,
    LANGUAGES,
    LOCALES,
    Entry,
    catalogue_path,
    extract_ids,
    merge_ids,
    parse,
    read_entries,
)

ROOT = LOCALES.parent
PACKAGES = ("bot", "handlers", "jobs", "models")


def main_catalogues(*, check: bool, root: Path = ROOT) -> int:
    """Check: print what is missing, and 1 if anything is. Else bring all files up to date.

    What somebody has written is never changed, but an id that the code no longer names leaves with
    its words: they are printed, so that nothing goes unseen.
    """
    if check:
        found = differences(root)
        sys.stdout.writelines(f"{line}\n" for line in found)
        return 1 if found else 0
    for line in update(root):
        sys.stdout.write(f"{line}\n")
    return 0


def update(root: Path) -> tuple[str, ...]:
    """Write the template and every catalogue; one line for each id that came or left."""
    ids = used_ids(root)
    lines: list[str] = []
    for path in _files(root):
        before = read_entries(path)
        known = {entry.id for entry in before}
        merge_ids(path, ids)
        where = path.relative_to(root)
        lines += [f"{where}: new {id_}" for id_ in sorted(ids - known)]
        lines += [f"{where}: left {e.id}: {e.words}" for e in before if e.id not in ids]
    return tuple(lines)


def differences(root: Path) -> tuple[str, ...]:
    """What the catalogues lack of "every text in every language", one line each."""
    ids = used_ids(root)
    lines: list[str] = []
    for path in _files(root):
        where = path.relative_to(root)
        known = {entry.id for entry in read_entries(path)}
        lines += [f"{where}: {id_} is missing" for id_ in sorted(ids - known)]
        lines += [f"{where}: {id_} is used nowhere" for id_ in sorted(known - ids)]
        lines += [f"{where}: {id_} stands there twice" for id_ in _doubled(path)]
    catalogues = {
        language: read_entries(catalogue_path(root / "locales", language)) for language in LANGUAGES
    }
    for language, entries in catalogues.items():
        lines += [f"{language}: {entry.id} has no words" for entry in entries if not entry.words]
        lines += [f"{language}: {entry.id} is fuzzy" for entry in entries if entry.is_fuzzy]
        if language != FIRST_LANGUAGE:
            lines += unequal(language, catalogues[FIRST_LANGUAGE], entries)
    return tuple(lines)


def unequal(language: str, first: tuple[Entry, ...], other: tuple[Entry, ...]) -> list[str]:
    """Where a translation does not take the parameters of the Vietnamese, xưng hô apart."""
    expected = {entry.id: entry for entry in first if entry.words}
    lines: list[str] = []
    for entry in other:
        if not entry.words or entry.id not in expected:
            continue
        try:
            wanted, got = parameters_of(expected[entry.id].words), parameters_of(entry.words)
        except ValueError as error:
            lines.append(f"{language}: {entry.id}: {error}")
            continue
        if wanted != got:
            names = ", ".join(sorted(wanted ^ got))
            lines.append(f"{language}: {entry.id} differs from {FIRST_LANGUAGE} in {names}")
    return lines


def parameters_of(words: str) -> set[str]:
    """The names that a caller must give. Raises ValueError for a malformed placeholder."""
    return {piece.name for piece in parse(words) if piece.name} - ADDRESS_NAMES


def used_ids(root: Path) -> frozenset[str]:
    """Every text id that the code names."""
    notices = (
        id_
        for package in PACKAGES
        for path in (root / package).rglob("*.py")
        for id_ in notices_in(path.read_text(encoding="utf-8"))
    )
    return extract_ids(root, PACKAGES).union(notices)


def notices_in(source: str) -> set[str]:
    """The ids given as `notice="…"`, in a call or as a default."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.keyword(arg="notice", value=ast.Constant(value=str(id_))):
                found.add(id_)
            case ast.arguments(kwonlyargs=names, kw_defaults=defaults):
                found |= {
                    default.value
                    for name, default in zip(names, defaults, strict=True)
                    if name.arg == "notice"
                    and isinstance(default, ast.Constant)
                    and isinstance(default.value, str)
                }
            case _:
                pass
    return found


def _files(root: Path) -> tuple[Path, ...]:
    folder = root / "locales"
    languages = (catalogue_path(folder, language) for language in LANGUAGES)
    return (folder / "messages.pot", *languages)


def _doubled(path: Path) -> list[str]:
    # Reading would quietly keep one of the two.
    written = re.findall(r'^msgid "(.+)"$', path.read_text(encoding="utf-8"), re.MULTILINE)
    return sorted(id_ for id_, times in Counter(written).items() if times > 1)
