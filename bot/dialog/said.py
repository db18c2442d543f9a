"""What was understood, said back before the next question (voice.md, rule 1)."""

from __future__ import annotations

from datetime import date

from bot.dialog import caps
from bot.dialog.answers import Named, Value
from bot.dialog.steps import LinesStep, Step
from bot.dialog.text import Label, Text


def said_back(step: Step, value: Value) -> Text:
    """What was understood; of a question passed over, that it was."""
    if isinstance(step, LinesStep) and isinstance(value, str):
        return step.said.given(value=len(value.splitlines()))
    return Text("skip.done") if value is None else step.said.given(value=_shown(value))


def _shown(value: Value) -> int | str | date | Label | tuple[Label, ...]:
    match value:
        case Named(label=label):
            return label
        case tuple():
            labels = tuple(named.label for named in value if named.label)
            if len(labels) > caps.PAGE:
                return Text("names.more", names=labels[: caps.PAGE], more=len(labels) - caps.PAGE)
            return labels or len(value)
        case None:
            return ""
        case _:
            return value
