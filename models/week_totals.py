"""What a statement of a team's week says: the totals that its page shows, in few words."""

from __future__ import annotations

from dataclasses import astuple, dataclass, fields


@dataclass(frozen=True, slots=True)
class WeekTotals:
    """`entries` is how many activities stand behind the figures."""

    people_guided: int
    vneid: int
    sessions_residents: int
    sessions_members: int
    home_visits: int
    entries: int

    def as_text(self) -> str:
        """For a button: what its page showed, as "37.5.2.1.0.3"."""
        return ".".join(str(figure) for figure in astuple(self))


def totals_from_text(text: str) -> WeekTotals | None:
    """None for what `as_text` never writes: a button of another page, or one that was forged."""
    figures = text.split(".")
    if len(figures) != len(fields(WeekTotals)):
        return None
    if not all(figure.isascii() and figure.isdigit() for figure in figures):
        return None
    return WeekTotals(*(int(figure) for figure in figures))
