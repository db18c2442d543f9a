"""Where a dialog stands. It survives only by its JSON (architecture, law 1)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.dialog.answers import (
    Answers,
    Named,
    Value,
    answers_from_json,
    answers_to_json,
    value_from_json,
    value_to_json,
)
from bot.dialog.context import Context, context_from_json, context_from_text, context_to_text
from bot.dialog.text import from_json, to_json


class Phase(StrEnum):
    """What the question now before the person is about."""

    STEP = "step"
    DOUBT = "doubt"  # "1.200 người, đúng không ạ?": `pending` waits for a yes
    REVIEW = "review"
    EDIT = "edit"  # which answer to change
    LEAVING = "leaving"  # go on, put aside, or drop


@dataclass(frozen=True, slots=True)
class State:
    """`visit` numbers the questions of one dialog: a button or a list of an earlier visit is late.

    `misses` counts wrong answers at the step, `page` is the page of its list, `ticks` what is
    ticked so far, `group` and `found` what a Lookup brought. `is_mending` sends the next answer
    back to the review page; with `is_stepwise` the person asked for one question after the other.
    `begun_at` is when the dialog opened, where that is known.
    """

    dialog: str
    task: str
    version: int
    context: Context = Context()
    answers: Answers = Answers()
    step: str = ""
    phase: Phase = Phase.STEP
    visit: int = 1
    misses: int = 0
    page: int = 0
    ticks: tuple[Named, ...] = ()
    group: Named | None = None
    found: tuple[Named, ...] = ()
    pending: Value = None
    wanted: str = ""
    is_mending: bool = False
    is_stepwise: bool = False
    begun_at: datetime | None = None

    @property
    def list_id(self) -> str:
        return f"{self.dialog}.{self.visit}"

    @property
    def is_empty(self) -> bool:
        """Nothing was said yet that could be lost."""
        return not self.answers and not self.ticks

    def turned(self, **changes: Any) -> State:  # noqa: ANN401  # the fields of this class
        """The next question: whatever belonged to the last one is over."""
        fresh: dict[str, Any] = {
            "visit": self.visit + 1,
            "misses": 0,
            "page": 0,
            "ticks": (),
            "group": None,
            "found": (),
            "pending": None,
            "wanted": "",
        }
        return replace(self, **{**fresh, **changes})


def state_to_json(state: State) -> dict[str, Any]:
    """Only what differs from a fresh state, so that an ordinary one stays small."""
    written: dict[str, Any] = {
        "dialog": state.dialog,
        "task": state.task,
        "version": state.version,
        "context": context_to_text(state.context),
        "answers": answers_to_json(state.answers),
        "step": state.step,
        "phase": state.phase.value,
        "visit": state.visit,
    }
    if state.misses:
        written["misses"] = state.misses
    if state.page:
        written["page"] = state.page
    if state.ticks:
        written["ticks"] = value_to_json(state.ticks)
    if state.group:
        written["group"] = [state.group.id, to_json(state.group.label)]
    if state.found:
        written["found"] = value_to_json(state.found)
    if state.pending is not None:
        written["pending"] = value_to_json(state.pending)
    if state.wanted:
        written["wanted"] = state.wanted
    said = {"mending": state.is_mending, "stepwise": state.is_stepwise}
    written |= {name: True for name, is_so in said.items() if is_so}
    if state.begun_at is not None:
        written["begun"] = state.begun_at.isoformat()
    return written


def state_from_json(value: dict[str, Any]) -> State:
    """Fields of another version that are unknown here are left aside; missing ones are fresh.

    Raises KeyError, TypeError or ValueError when it is no state at all.
    """
    group = value.get("group")
    ticks = value_from_json(value.get("ticks"))
    found = value_from_json(value.get("found"))
    phase = value.get("phase")
    return State(
        dialog=value["dialog"],
        task=value["task"],
        version=value.get("version", 0),
        context=_context(value.get("context", {})),
        answers=answers_from_json(value.get("answers", {})),
        step=value.get("step", ""),
        phase=Phase(phase) if phase in set(Phase) else Phase.STEP,
        visit=value.get("visit", 1),
        misses=value.get("misses", 0),
        page=value.get("page", 0),
        ticks=ticks if isinstance(ticks, tuple) else (),
        group=Named(group[0], from_json(group[1])) if group else None,
        found=found if isinstance(found, tuple) else (),
        pending=value_from_json(value.get("pending")),
        wanted=value.get("wanted", ""),
        is_mending=value.get("mending", False),
        is_stepwise=value.get("stepwise", False),
        begun_at=datetime.fromisoformat(begun) if (begun := value.get("begun")) else None,
    )


def _context(written: str | dict[str, Any]) -> Context:
    """As text today; older states hold the object itself."""
    return context_from_text(written) if isinstance(written, str) else context_from_json(written)
