"""`toso parse`: what the bot understands of a sentence. It needs no key and no database."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from bot.cli.parse_arguments import Parse
from bot.cli.parser import Words
from bot.kernel.clock import Clock, SystemClock, from_local, local
from bot.language.sentences.heard import Heard, as_json
from bot.language.sentences.read import read_message


def run_parse(
    command: Parse,
    words: Words,
    *,
    clock: Clock | None = None,
    lines: Iterable[bytes] | None = None,
) -> int:
    """`lines` are those of standard input, unless others are handed in."""
    now = from_local(command.at) if command.at else (clock or SystemClock()).now()
    if command.text is None:
        _answer_lines(sys.stdin.buffer if lines is None else lines, now)
        return 0
    heard = _read(command.text, now)
    if command.as_json:
        sys.stdout.write(f"{json.dumps(as_json(heard), ensure_ascii=False)}\n")
        return 0
    from bot.cli.parse_table import show_heard

    show_heard(heard, words)
    return 0


def _answer_lines(lines: Iterable[bytes], now: datetime) -> None:
    """Each line gets its answer as soon as it is there; a bad one says what is bad about it."""
    for line in lines:
        if line.strip():
            answer = json.dumps(_answer(line, now), ensure_ascii=False)
            sys.stdout.write(f"{answer}\n")
            sys.stdout.flush()


def _answer(line: bytes, now: datetime) -> dict[str, Any]:
    try:
        asked = json.loads(line)
    except (ValueError, RecursionError):  # not JSON, or not UTF-8
        return {"id": None, "error": "not_json"}
    if not isinstance(asked, dict):
        return {"id": None, "error": "not_an_object"}
    id_ = asked.get("id")
    text, at = asked.get("text"), asked.get("at")
    if not isinstance(text, str):
        return {"id": id_, "error": "no_text"}
    try:
        moment = now if at is None else from_local(datetime.fromisoformat(at))
    except (TypeError, ValueError, OverflowError):
        return {"id": id_, "error": "bad_at"}
    return {"id": id_, "got": as_json(_read(text, moment))}


def _read(text: str, moment: datetime) -> Heard:
    return read_message(text, local(moment))
