"""All that is remembered of one person's talking: the dialog under way, drafts put aside, what was just finished."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.dialog import caps
from bot.dialog.state import State, state_from_json, state_to_json


@dataclass(frozen=True, slots=True)
class Offer:
    """A button under a closing message. It starts `task` with `argument`."""

    code: str
    task: str
    argument: str = ""


@dataclass(frozen=True, slots=True)
class Finished:
    """The last dialog that was sent: what can be undone for a while, and what its closing message offers."""

    state: State
    at: datetime
    record: str = ""
    offers: tuple[Offer, ...] = ()
    is_undone: bool = False


@dataclass(frozen=True, slots=True)
class Thread:
    current: State | None = None
    drafts: tuple[State, ...] = ()
    finished: Finished | None = None
    heard_at: datetime | None = None

    def parked(self, state: State) -> Thread:
        others = tuple(draft for draft in self.drafts if draft.dialog != state.dialog)
        return replace(self, current=None, drafts=(*others, state))

    def dropped(self, dialog: str) -> Thread:
        current = None if self.current and self.current.dialog == dialog else self.current
        drafts = tuple(draft for draft in self.drafts if draft.dialog != dialog)
        return replace(self, current=current, drafts=drafts)

    @property
    def is_full(self) -> bool:
        return len(self.drafts) >= caps.DRAFTS


def thread_to_text(thread: Thread) -> str:
    written: dict[str, Any] = {}
    if thread.current:
        written["current"] = state_to_json(thread.current)
    if thread.drafts:
        written["drafts"] = [state_to_json(draft) for draft in thread.drafts]
    if thread.finished:
        done = thread.finished
        written["finished"] = {
            "state": state_to_json(done.state),
            "at": done.at.isoformat(),
            "record": done.record,
            "offers": [[offer.code, offer.task, offer.argument] for offer in done.offers],
            "undone": done.is_undone,
        }
    if thread.heard_at:
        written["heard_at"] = thread.heard_at.isoformat()
    return json.dumps(written, ensure_ascii=False, separators=(",", ":"))


def thread_from_text(text: str) -> Thread:
    """Raises KeyError, TypeError or ValueError when it is no thread at all."""
    value = json.loads(text)
    current, done, heard = value.get("current"), value.get("finished"), value.get("heard_at")
    return Thread(
        current=state_from_json(current) if current else None,
        drafts=tuple(state_from_json(draft) for draft in value.get("drafts", ())),
        finished=Finished(
            state=state_from_json(done["state"]),
            at=datetime.fromisoformat(done["at"]),
            record=done.get("record", ""),
            offers=tuple(Offer(*offer) for offer in done.get("offers", ())),
            is_undone=done.get("undone", False),
        )
        if done
        else None,
        heard_at=datetime.fromisoformat(heard) if heard else None,
    )
