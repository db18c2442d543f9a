"""What a person has answered so far, by step name; immutable, and with a JSON form of its own."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from bot.dialog.text import Label, from_json, to_json


@dataclass(frozen=True, slots=True)
class Named:
    """Something chosen: its id, and the words under which the person saw it."""

    id: str
    label: Label


Value: TypeAlias = int | str | date | Named | tuple[Named, ...] | None
"""None is a step that was skipped on purpose; a step without an entry was not asked yet."""


@dataclass(frozen=True, slots=True)
class Answers(Mapping[str, Value]):
    items_by_step: tuple[tuple[str, Value], ...] = ()

    def __getitem__(self, step: str) -> Value:
        for name, value in self.items_by_step:
            if name == step:
                return value
        raise KeyError(step)

    def __contains__(self, step: object) -> bool:
        return any(name == step for name, _ in self.items_by_step)

    def __iter__(self) -> Iterator[str]:
        return (name for name, _ in self.items_by_step)

    def __len__(self) -> int:
        return len(self.items_by_step)

    def given(self, step: str, value: Value) -> Answers:
        """The same answers with one more, or one changed in its place."""
        if step in self:
            changed = ((name, value if name == step else old) for name, old in self.items_by_step)
            return Answers(tuple(changed))
        return Answers((*self.items_by_step, (step, value)))

    def with_all(self, others: Answers) -> Answers:
        """The same answers with each of `others` given after them."""
        answers = self
        for name, value in others.items_by_step:
            answers = answers.given(name, value)
        return answers

    def without(self, steps: Collection[str]) -> Answers:
        return Answers(tuple(item for item in self.items_by_step if item[0] not in steps))

    def only(self, steps: frozenset[str]) -> Answers:
        return Answers(tuple(item for item in self.items_by_step if item[0] in steps))

    def number(self, step: str) -> int | None:
        value = self.get(step)
        return value if isinstance(value, int) else None

    def count(self, step: str) -> int | None:
        """The number given at `step`, or how many were ticked there."""
        ticked = self.ticked(step)
        return len(ticked) if ticked else self.number(step)

    def words(self, step: str) -> str | None:
        value = self.get(step)
        return value if isinstance(value, str) else None

    def day(self, step: str) -> date | None:
        value = self.get(step)
        return value if isinstance(value, date) else None

    def chosen(self, step: str) -> Named | None:
        value = self.get(step)
        return value if isinstance(value, Named) else None

    def ticked(self, step: str) -> tuple[Named, ...]:
        value = self.get(step)
        return value if isinstance(value, tuple) else ()

    def has(self, step: str, choice: str) -> bool:
        """Whether `choice` was chosen or ticked at `step`."""
        for name, value in self.items_by_step:
            if name == step:
                if isinstance(value, Named):
                    return value.id == choice
                return isinstance(value, tuple) and any(named.id == choice for named in value)
        return False


def value_to_json(value: Value) -> Any:  # noqa: ANN401  # JSON
    match value:
        case Named(id_, label):
            return {"named": [id_, to_json(label)]}
        case tuple():
            return {"ticked": [[named.id, to_json(named.label)] for named in value]}
        case date():
            return {"date": value.isoformat()}
        case _:
            return value


def value_from_json(value: Any) -> Value:  # noqa: ANN401  # JSON
    """Raises KeyError, TypeError or ValueError for what `value_to_json` never writes."""
    if isinstance(value, dict):
        if "named" in value:
            id_, label = value["named"]
            return Named(id_, from_json(label))
        if "ticked" in value:
            return tuple(Named(id_, from_json(label)) for id_, label in value["ticked"])
        return date.fromisoformat(value["date"])
    if value is None or isinstance(value, int | str):
        return value
    raise ValueError("not an answer")


def answers_to_json(answers: Answers) -> dict[str, Any]:
    return {name: value_to_json(value) for name, value in answers.items_by_step}


def answers_from_json(value: dict[str, Any]) -> Answers:
    return Answers(tuple((name, value_from_json(item)) for name, item in value.items()))
