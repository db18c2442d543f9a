"""One message to a person, before any channel has fitted it: lines of text, the choices of a list,
the ways out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import orjson

from bot.dialog.text import Label, Text, from_json, to_json


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a list. `id` is bound to its dialog and step; where there are no buttons it
    shows as `number`.
    """

    id: str
    label: Label
    number: int


@dataclass(frozen=True, slots=True)
class Way:
    """A way out: a button where there are buttons, else the words to type. Never a number
    (architecture, law 5).
    """

    id: str
    label: Label
    word: Text


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file to send along: `name` and `mime` are for its reader, `stored` is what the folder of
    received files calls it.

    `is_personal` says that names or phones may stand in it: then only its receiver opens it. So it
    counts until somebody has said otherwise. `instead` is said where a picture cannot be shown.
    """

    name: str
    mime: str
    stored: str
    is_personal: bool = True
    instead: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Message:
    """`list_id` names the list that the options belong to, so that a number typed later finds the
    list it answers. `wants_file` says that a file may answer it, `wants_contact`
    that the person's own phone number does.
    """

    lines: tuple[Text, ...]
    options: tuple[Option, ...] = ()
    ways: tuple[Way, ...] = ()
    list_id: str = ""
    files: tuple[Enclosed, ...] = ()
    wants_file: bool = False
    wants_contact: bool = False


def message_to_json(message: Message) -> dict[str, Any]:
    written: dict[str, Any] = {
        "lines": [to_json(line) for line in message.lines],
        "options": [
            [option.id, to_json(option.label), option.number] for option in message.options
        ],
        "ways": [[way.id, to_json(way.label), to_json(way.word)] for way in message.ways],
        "list": message.list_id,
    }
    if message.files:
        written["files"] = [_file_to_json(file) for file in message.files]
    if message.wants_file:
        written["wants_file"] = True
    if message.wants_contact:
        written["wants_contact"] = True
    return written


def message_from_json(value: dict[str, Any]) -> Message:
    return Message(
        lines=tuple(from_json(line) for line in value["lines"]),
        options=tuple(
            Option(id_, from_json(label), number) for id_, label, number in value.get("options", ())
        ),
        ways=tuple(
            Way(id_, from_json(label), from_json(word))
            for id_, label, word in value.get("ways", ())
        ),
        list_id=value.get("list", ""),
        files=tuple(_file_from_json(file) for file in value.get("files", ())),
        wants_file=value.get("wants_file", False),
        wants_contact=value.get("wants_contact", False),
    )


def _file_to_json(file: Enclosed) -> list[Any]:
    instead = [to_json(line) for line in file.instead]
    return [file.name, file.mime, file.stored, file.is_personal, instead]


def _file_from_json(value: list[Any]) -> Enclosed:
    """An older version wrote the first three alone."""
    name, mime, stored, *more = value
    is_personal, instead = more or (True, ())
    return Enclosed(name, mime, stored, is_personal, tuple(from_json(line) for line in instead))


def message_to_text(message: Message) -> str:
    return orjson.dumps(message_to_json(message)).decode()


def message_from_text(text: str) -> Message:
    """Raises KeyError, TypeError or ValueError for what `message_to_text` never writes."""
    return message_from_json(orjson.loads(text))
