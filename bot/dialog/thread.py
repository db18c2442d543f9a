"""All that is remembered of one person's talking: the dialog under way, drafts put aside, what was
just finished.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import orjson

from bot.dialog import caps
from bot.dialog.state import State, state_from_json, state_to_json
from bot.dialog.text import Text, from_json, to_json


@dataclass(frozen=True, slots=True)
class Offer:
    """A button under a closing message, or its `word` typed. It starts `task` with `argument`."""

    code: str
    task: str
    argument: str
    word: Text


@dataclass(frozen=True, slots=True)
class Finished:
    """The last dialog that was sent: what can be undone for a while, and what its closing message
    offers.
    """

    state: State
    at: datetime
    record: str = ""
    offers: tuple[Offer, ...] = ()
    is_undone: bool = False


@dataclass(frozen=True, slots=True)
class Wordless:
    """What was sent instead of words, by its kinds, and answered since `at`."""

    kinds: tuple[str, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class Thread:
    """`finished` recorded something and can be undone for a while; `page` only showed something.
    `wordless` is there until the person says something again.
    """

    current: State | None = None
    drafts: tuple[State, ...] = ()
    finished: Finished | None = None
    page: Finished | None = None
    heard_at: datetime | None = None
    wordless: Wordless | None = None

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
        written["finished"] = _finished_to_json(thread.finished)
    if thread.page:
        written["page"] = _finished_to_json(thread.page)
    if thread.heard_at:
        written["heard_at"] = thread.heard_at.isoformat()
    if thread.wordless:
        written["wordless"] = [list(thread.wordless.kinds), thread.wordless.at.isoformat()]
    return orjson.dumps(written, option=orjson.OPT_NON_STR_KEYS).decode()


def thread_from_text(text: str) -> Thread:
    """Raises KeyError, TypeError or ValueError when it is no thread at all."""
    value = orjson.loads(text)
    current, heard = value.get("current"), value.get("heard_at")
    return Thread(
        current=state_from_json(current) if current else None,
        drafts=tuple(state_from_json(draft) for draft in value.get("drafts", ())),
        finished=_finished_from_json(value.get("finished")),
        page=_finished_from_json(value.get("page")),
        heard_at=datetime.fromisoformat(heard) if heard else None,
        wordless=_wordless_from_json(value.get("wordless")),
    )


def _wordless_from_json(value: list[Any] | None) -> Wordless | None:
    if not value:
        return None
    kinds, at = value
    return Wordless(tuple(kinds), datetime.fromisoformat(at))


def _finished_to_json(done: Finished) -> dict[str, Any]:
    return {
        "state": state_to_json(done.state),
        "at": done.at.isoformat(),
        "record": done.record,
        "offers": [
            [offer.code, offer.task, offer.argument, to_json(offer.word)] for offer in done.offers
        ],
        "undone": done.is_undone,
    }


def _finished_from_json(value: dict[str, Any] | None) -> Finished | None:
    if not value:
        return None
    return Finished(
        state=state_from_json(value["state"]),
        at=datetime.fromisoformat(value["at"]),
        record=value.get("record", ""),
        offers=tuple(
            Offer(code, task, argument, from_json(word))
            for code, task, argument, word in value.get("offers", ())
        ),
        is_undone=value.get("undone", False),
    )
