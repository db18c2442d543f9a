"""What goes to a person, as lines to read or as the JSON of `toso simulate`. Pure."""

from __future__ import annotations

import unicodedata
from typing import Any

from bot.channels.contract import Part

CONTROL = frozenset({"Cc", "Cs"})


def printed(part: Part, *, has_paths: bool = False) -> list[str]:
    """The lines of a part: its text, its buttons in brackets on one line, its files by name, and
    with `has_paths` where each lies.

    A name that somebody gave may hold signs that steer a terminal: they are left out.
    """
    lines = harmless(part.text).split("\n") if part.text else []
    if part.buttons:
        lines.append(" ".join(f"[{harmless(button.label)}]" for button in part.buttons))
    for file in part.files:
        lines.append(f"({harmless(file.name)})")
        lines.extend([harmless(file.path)] if has_paths else [])
    return lines


def part_json(part: Part) -> dict[str, Any]:
    return {
        "text": part.text,
        "buttons": [{"id": button.id, "label": button.label} for button in part.buttons],
        "files": [{"name": file.name, "mime": file.mime, "path": file.path} for file in part.files],
    }


def harmless(text: str) -> str:
    return "".join(
        sign for sign in text if sign == "\n" or unicodedata.category(sign) not in CONTROL
    )
