"""What a message said of one activity, on its way into a dialog.

It is part of what the start of a dialog is asked for, and so outlives a question that comes first
(consent, what becomes of a draft). It holds what was understood, never the words.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.language.sentences.forms import Form
from bot.language.sentences.heard import (
    Ask,
    Audience,
    Change,
    Key,
    PartOfDay,
    Report,
    Subgroup,
)

NO_CHANGE = Change()


@dataclass(frozen=True, slots=True)
class Sentence:
    """One report, or a correction of one."""

    report: Report
    change: Change = NO_CHANGE
    is_correction: bool = False
    form: Form | None = None


def sentences_to_text(sentences: Sequence[Sentence]) -> str:
    return json.dumps([_to_json(sentence) for sentence in sentences], ensure_ascii=False)


def sentences_from_text(text: str) -> tuple[Sentence, ...]:
    """Raises KeyError or ValueError for what `sentences_to_text` never writes."""
    return tuple(_from_json(value) for value in json.loads(text))


def _to_json(sentence: Sentence) -> dict[str, Any]:
    """Only what differs from a report that says nothing."""
    report = sentence.report
    written: dict[str, Any] = {
        "audience": report.audience,
        "day": report.day.isoformat() if report.day else None,
        "session": report.session,
        "place": report.place,
        "counts": {key.value: value for key, value in report.counts.items()},
        "ask": [code.value for code in report.ask],
        "groups": {group.value: count for group, count in report.subgroups.items()},
        "lunar": report.is_lunar,
        "correction": sentence.is_correction,
        "form": sentence.form,
        "added": sentence.change.is_added,
        "taken_off": sentence.change.is_taken_off,
        "no_photos": sentence.change.drops_photos,
    }
    return {name: value for name, value in written.items() if value not in (None, False, [], {})}


def _from_json(value: dict[str, Any]) -> Sentence:
    return Sentence(
        report=Report(
            audience=Audience(value["audience"]) if "audience" in value else None,
            day=date.fromisoformat(value["day"]) if "day" in value else None,
            session=PartOfDay(value["session"]) if "session" in value else None,
            place=value.get("place"),
            counts={Key(key): count for key, count in value.get("counts", {}).items()},
            ask=tuple(Ask(code) for code in value.get("ask", ())),
            subgroups={Subgroup(name): n for name, n in value.get("groups", {}).items()},
            is_lunar=value.get("lunar", False),
        ),
        change=Change(
            is_added=value.get("added", False),
            is_taken_off=value.get("taken_off", False),
            drops_photos=value.get("no_photos", False),
        ),
        is_correction=value.get("correction", False),
        form=Form(value["form"]) if "form" in value else None,
    )
