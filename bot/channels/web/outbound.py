"""What stands in a talk: the sealed JSON of its row, and one event of a page's stream. Pure."""

from __future__ import annotations

import json
from typing import Any

from bot.channels.contract import (
    Button,
    ButtonPressed,
    FileSent,
    OutFile,
    Part,
    PhotoSent,
    TextSent,
)
from bot.channels.web.inbound import Said
from models.web_log import Line

BEAT = b"event: beat\ndata: 0\n\n"
READY = b"event: ready\ndata: 0\n\n"
RELOAD = b"event: reload\ndata: 0\n\n"
"""`ready`: all that was said before has been told. `reload`: the page shows another's talk now."""


def words_of_part(part: Part) -> str:
    said: dict[str, Any] = {
        "text": part.text,
        "buttons": [_button(button) for button in part.buttons],
        "files": [[file.name, file.mime, file.path] for file in part.files],
    }
    return _dumps({**said, "wants_file": True} if part.wants_file else said)


def words_of_said(said: Said) -> str:
    """Empty for a press without its label: there is nothing that could be shown again."""
    match said.event:
        case TextSent(text):
            return _dumps({"text": text})
        case ButtonPressed():
            return _dumps({"text": said.label, "pressed": True}) if said.label else ""
        case PhotoSent():
            return _dumps({"photo": True})
        case FileSent(name=name):
            return _dumps({"text": name}) if name else ""
        case _:
            return ""


def line_json(line: Line) -> dict[str, Any]:
    """What the page is told of a line. The path of a file stays here: the page asks by number; and
    so does our own name for what we said.
    """
    words = json.loads(line.words)
    told: dict[str, Any] = {"seq": line.seq, "mine": line.is_mine, "at": line.at.isoformat()}
    if line.is_mine and line.client_id:
        told["client"] = line.client_id
    kept = ("text", "pressed", "photo", "wants_file")
    told.update({key: words[key] for key in kept if words.get(key)})
    if words.get("buttons"):
        told["buttons"] = words["buttons"]
    if words.get("files"):
        told["files"] = [name for name, _, _ in words["files"]]
    return told


def line_event(line: Line) -> bytes:
    """One event: JSON has no bare line break, so one data line holds it all.

    https://html.spec.whatwg.org/multipage/server-sent-events.html (read 2026-11-22)
    """
    return f"id: {line.seq}\ndata: {_dumps(line_json(line))}\n\n".encode()


def file_of_line(line: Line, number: int) -> OutFile | None:
    files = json.loads(line.words).get("files", [])
    return OutFile(*files[number]) if 0 <= number < len(files) else None


def _button(button: Button) -> list[str | bool]:
    """A way out has a third place."""
    return [button.id, button.label, *([True] if button.is_way else [])]


def _dumps(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
