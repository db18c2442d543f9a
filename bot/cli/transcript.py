"""A dialog as a file that a non-programmer can read: the transcripts, and `toso simulate` unasked.

    # Ghi một buổi hỗ trợ
    ! plain
    @ 2026-11-21 09:00
    0912000002: ghi buổi
      Bot: Hôm nào ạ?
           [Hôm nay] [Hôm qua]
    0912000002: (bấm) Hôm nay

A line that starts with two spaces is what came out: it is never read, only compared and rewritten.
`!` names the capabilities, `@` moves the clock (with "(tắt)" as if the program had been off), `#`
is a remark. Somebody's line is `WHO: words`, or after WHO `(bấm) label`, `(bấm cũ) label of an
earlier message`, `(ảnh) path`, `(tệp) path`, `(thoại)`, `(sửa id) words` for the message of that
id; of what only some channels have, `(gửi) sticker` or another kind, `(vị trí) 20.7,107.05`,
`(danh bạ) name, phone`, `(mở khung chat)`, `(chặn)`, and `(cán bộ trả lời)` where it is somebody of
the office who speaks to WHO. `WHO [id]:` gives the provider's id. What cannot be written so (no
words, several lines, a leading space) is the script's own JSON.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.channels.terminal.outbound import printed
from bot.cli.script import BadLineError, parse_line
from bot.cli.simulation import Sent

OLD_PRESS = "(bấm cũ) "
ACTIONS = {
    "press": "(bấm)", "photo": "(ảnh)", "file": "(tệp)", "other": "(gửi)", "place": "(vị trí)",
    "contact": "(danh bạ)",
}  # fmt: skip
HAPPENED = {
    "voice": "(thoại)",
    "arrived": "(mở khung chat)",
    "departed": "(chặn)",
    "taken_over": "(cán bộ trả lời)",
}
DOWN = " (tắt)"
CAPTION = " | "
SILENT = "  (im lặng)"
INDENT = " " * 7

_EDIT = re.compile(r"\(sửa (?P<of>[^\s()]+)\) (?P<edit>.+)")
_MOVE = re.compile(r"@ (?P<day>\d{4}-\d\d-\d\d) (?P<time>\d\d:\d\d(?::\d\d)?)(?P<down> \(tắt\))?")
_SPOKEN = re.compile(
    r"(?P<who>[+\d][\d .+]*|(?:resident|new):[^:\[\]]+?)(?: \[(?P<id>[^\]]+)\])?: (?P<rest>.+)"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the file. `line` is what it tells the simulator, None for a remark.

    With `is_old` the label belongs to a message before the newest one with buttons.
    """

    written: str
    line: dict[str, Any] | None = None
    is_old: bool = False


@dataclass(frozen=True, slots=True)
class Transcript:
    """What somebody wrote; what came out is not a part of it."""

    entries: tuple[Entry, ...]
    capabilities: str = "buttons"


def read_transcript(text: str) -> Transcript:
    """Raises BadLineError with the number of a line that cannot be read."""
    entries: list[Entry] = []
    capabilities = "buttons"
    for number, written in enumerate(text.removesuffix("\n").split("\n"), start=1):
        if written.startswith("  "):
            continue
        if written.startswith("! "):
            capabilities = written.removeprefix("! ").strip()
        try:
            entries.append(read_entry(written))
        except BadLineError as error:
            raise BadLineError(f"line {number}: {error}") from error
    return Transcript(tuple(entries), capabilities)


def read_entry(written: str) -> Entry:
    if not written.strip() or written[0] in "#!":
        return Entry(written)
    if written.startswith("{"):
        return Entry(written, parse_line(written))
    if found := _MOVE.fullmatch(written):
        line: dict[str, Any] = {"at": f"{found['day']}T{found['time']}"}
        return Entry(written, line | ({"down": True} if found["down"] else {}))
    found = _SPOKEN.fullmatch(written)
    if found is None:
        raise BadLineError(f"not understood: {written}")
    line = {"who": found["who"], **_action(found["rest"])}
    if found["id"]:
        line["id"] = found["id"]
    return Entry(written, line, is_old=found["rest"].startswith(OLD_PRESS))


def write_entry(line: Mapping[str, Any]) -> str:
    """A script's line as a transcript has it: what `read_entry` reads back equal."""
    written = _written(line)
    try:
        is_faithful = read_entry(written).line == line and _is_seen(written)
    except BadLineError:
        is_faithful = False
    return written if is_faithful else json.dumps(line, ensure_ascii=False)


def write_sent(line: Mapping[str, Any], sent: Sequence[Sent]) -> list[str]:
    """The indented lines for what came out of one line."""
    if not sent:
        return [SILENT] if "who" in line else []
    lines: list[str] = []
    for one in sent:
        to = "" if one.to == line.get("who") else f" → {one.to}"
        first, *more = printed(one.part) or [""]
        lines.append(f"  Bot{to}: {first}".rstrip())
        lines.extend(f"{INDENT}{words or '¶'}".rstrip() for words in more)
    return lines


def _is_seen(written: str) -> bool:
    """Whether a reader sees all of it: no spaces at the edges, no signs that show nothing."""
    return written.isprintable() and written == written.rstrip() and ":  " not in written


def _action(rest: str) -> dict[str, Any]:
    for what, mark in HAPPENED.items():
        if rest == mark:
            return {what: True}
    if rest.startswith(OLD_PRESS):
        return {"press": rest.removeprefix(OLD_PRESS)}
    if found := _EDIT.fullmatch(rest):
        return found.groupdict()
    for action, mark in ACTIONS.items():
        if rest.startswith(f"{mark} "):
            what, has_caption, caption = rest.removeprefix(f"{mark} ").partition(CAPTION)
            if action == "photo" and has_caption:
                return {"photo": what, "caption": caption}
            return {action: rest.removeprefix(f"{mark} ")}
    return {"text": rest}


def _written(line: Mapping[str, Any]) -> str:
    if "at" in line:
        return f"@ {str(line['at']).replace('T', ' ')}{DOWN if line.get('down') else ''}"
    id_ = f" [{line['id']}]" if "id" in line else ""
    front = f"{line.get('who')}{id_}: "
    for what, mark in HAPPENED.items():
        if what in line:
            return front + mark
    if "edit" in line:
        return f"{front}(sửa {line.get('of')}) {line['edit']}"
    for action, mark in ACTIONS.items():
        if action in line:
            caption = f"{CAPTION}{line['caption']}" if "caption" in line else ""
            return f"{front}{mark} {line[action]}{caption}"
    return f"{front}{line.get('text')}"
