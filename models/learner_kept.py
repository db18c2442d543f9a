"""What is kept of a learner: the full name, birth year and phone with their consent, without it the
first name and the decade.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.language.learners import LearnerRow
from bot.language.names import given_name
from models.learner import Consent

ERASED_LEARNER = "–"
"""In place of the name of a learner who was erased."""


@dataclass(frozen=True, slots=True)
class NewLearner:
    """A learner as they are written: nothing here is more than may be kept."""

    id: str
    team_id: str | None
    name: str
    birth: str | None
    phone: str | None
    consent: Consent


def new_learner(id_: str, team_id: str | None, row: LearnerRow, consent: Consent) -> NewLearner:
    year = None if row.birth_year is None else str(row.birth_year)
    if consent is Consent.NONE:
        return NewLearner(id_, team_id, given_name(row.name), decade_of(year), None, consent)
    return NewLearner(id_, team_id, row.name, year, row.phone, consent)


def decade_of(birth: str | None) -> str | None:
    """“195x" for "1957" and for "195x"."""
    return f"{birth[:3]}x" if birth else None
