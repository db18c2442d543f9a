"""What people read travels as an id with parameters; the words are chosen at the rim (architecture,
law 3).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

Parameter: TypeAlias = "int | str | date | Text | tuple[Parameter, ...]"
"""An int is written 1.234, a date "Thứ Bảy 21/11", a Text as its own words, a tuple as a list with
commas.
"""

Label: TypeAlias = "Text | str"
"""Words of the catalogue, or a name that people gave (a person, a village, an indicator)."""


@dataclass(frozen=True, slots=True, init=False)
class Text:
    """`Text("label.person", name="Hoa", team="Thôn 05")`: the marker that Babel extracts, and the
    value that travels.
    """

    id: str
    parameters: tuple[tuple[str, Parameter], ...]

    def __init__(self, id: str, /, **parameters: Parameter) -> None:  # noqa: A002  # the field's own name
        object.__setattr__(self, "id", id)
        object.__setattr__(self, "parameters", tuple(sorted(parameters.items())))

    def given(self, **parameters: Parameter) -> Text:
        """The same text with more parameters."""
        return Text(self.id, **{**dict(self.parameters), **parameters})


def to_json(label: Parameter) -> Any:  # noqa: ANN401  # JSON
    """The JSON value of a label or parameter; `from_json` reads it back equal."""
    match label:
        case Text():
            return {
                "text": label.id,
                "with": {name: to_json(value) for name, value in label.parameters},
            }
        case date():
            return {"date": label.isoformat()}
        case tuple():
            return {"list": [to_json(item) for item in label]}
        case _:
            return label


def from_json(value: Any) -> Any:  # noqa: ANN401  # JSON
    """A label or parameter from its JSON. Raises KeyError or ValueError for what `to_json` never
    writes.
    """
    if not isinstance(value, dict):
        return value
    if "text" in value:
        id_ = value["text"]  # a name, lest the catalogue command take "text" for the id
        return Text(id_, **{name: from_json(item) for name, item in value["with"].items()})
    if "date" in value:
        return date.fromisoformat(value["date"])
    return tuple(from_json(item) for item in value["list"])
