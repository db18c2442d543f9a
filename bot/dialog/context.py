"""What a flow is built from: loaded when the dialog starts and kept in its state, so that the
choices a person was shown do not change under them. What has become wrong meanwhile is refused at
submit.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import orjson

from bot.dialog.answers import (
    Answers,
    Named,
    Value,
    answers_from_json,
    answers_to_json,
    value_from_json,
    value_to_json,
)
from bot.dialog.text import from_json, to_json


@dataclass(frozen=True, slots=True)
class Helper:
    """The human to turn to: named in full, with the number to call."""

    name: str
    phone: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """Something that a commune counts beside people: `limit` is asked about again when exceeded (in
    `unit`). `audience` says in whose sessions it is offered.
    """

    id: str
    label: str
    question: str
    unit: str
    limit: int
    audience: str = "both"


@dataclass(frozen=True, slots=True)
class Context:
    """`lists` are choices by name, `facts` single values by name; `previous` is what "giống lần
    trước" fills in.
    """

    lists: tuple[tuple[str, tuple[Named, ...]], ...] = ()
    facts: tuple[tuple[str, Value], ...] = ()
    indicators: tuple[Indicator, ...] = ()
    helper: Helper | None = None
    previous: Answers | None = None

    def __hash__(self) -> int:
        """Cheap, for it is asked often: equal contexts have equal facts and helpers."""
        return hash((self.facts, self.helper, len(self.indicators)))

    def list_of(self, name: str) -> tuple[Named, ...]:
        return dict(self.lists).get(name, ())

    def fact(self, name: str) -> Value:
        return dict(self.facts).get(name)

    def number(self, name: str) -> int:
        """A number that the task put in. Raises LookupError when it did not: our fault."""
        value = self.fact(name)
        if not isinstance(value, int):
            raise LookupError(f"context has no number {name!r}")  # noqa: TRY004  # what is wrong is the task
        return value


def context_to_json(context: Context) -> dict[str, Any]:
    written: dict[str, Any] = {}
    if context.lists:
        written["lists"] = {
            name: [[choice.id, to_json(choice.label)] for choice in choices]
            for name, choices in context.lists
        }
    if context.facts:
        written["facts"] = {name: value_to_json(value) for name, value in context.facts}
    if context.indicators:
        written["indicators"] = [
            [item.id, item.label, item.question, item.unit, item.limit, item.audience]
            for item in context.indicators
        ]
    if context.helper:
        written["helper"] = [context.helper.name, context.helper.phone]
    if context.previous:
        written["previous"] = answers_to_json(context.previous)
    return written


def context_from_json(value: dict[str, Any]) -> Context:
    """Unknown keys of another version are left aside; missing ones are empty."""
    helper = value.get("helper")
    previous = value.get("previous")
    return Context(
        lists=tuple(
            (name, tuple(Named(id_, from_json(label)) for id_, label in choices))
            for name, choices in value.get("lists", {}).items()
        ),
        facts=tuple((name, value_from_json(fact)) for name, fact in value.get("facts", {}).items()),
        indicators=tuple(Indicator(*item) for item in value.get("indicators", ())),
        helper=Helper(*helper) if helper else None,
        previous=answers_from_json(previous) if previous else None,
    )


@lru_cache(maxsize=2048)  # a context stands through a whole dialog
def context_to_text(context: Context) -> str:
    return orjson.dumps(context_to_json(context), option=orjson.OPT_NON_STR_KEYS).decode()


@lru_cache(maxsize=2048)
def context_from_text(text: str) -> Context:
    """The same object for the same text, so that what was built from it is found again."""
    return context_from_json(orjson.loads(text))
