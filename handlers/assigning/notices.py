"""Who is told of what was given, changed and answered: never at night, and never past its time."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from bot.dialog.message import Message, Way, message_to_text
from bot.dialog.text import Text
from bot.kernel.clock import from_local
from bot.quiet import after_quiet
from bot.task import Asker
from models.assignment import AssignmentState
from models.changes import Notify
from models.commune import TeamKind
from models.people import Role

ANSWER = "answer"
LEAST_LIFE = timedelta(days=2)


def tell_team(
    asker: Asker,
    *,
    identity: str,
    team: tuple[str, TeamKind],
    assignment_id: str,
    lines: tuple[Text, ...],
    last: date,
    is_led: bool = True,
) -> Notify:
    """The team's leader (each member of a Đội, which has none), wanted until the deadline is over;
    the coordinators where nobody leads it.
    """
    team_id, kind = team
    argument = f"start.0.{ANSWER}:{assignment_id}/{team_id}"
    word = Text("word.given")
    ways = (
        Way(f"{argument}/{AssignmentState.DONE}", Text("button.given_done"), word),
        Way(f"{argument}/{AssignmentState.BLOCKED}", Text("button.given_blocked"), word),
    )
    not_before = _not_before(asker)
    over = from_local(datetime.combine(last + timedelta(days=1), time()))
    return Notify(
        id=asker.new_id(),
        role=Role.RAPID if kind is TeamKind.DOI else Role.LEADER,
        team_id=team_id,
        but_not=asker.person.id,
        identity=f"{identity}:{team_id}",
        message=message_to_text(Message(lines, ways=ways)),
        not_before=not_before,
        valid_until=max(over, not_before + LEAST_LIFE),
        created_at=asker.now,
        or_role=None if is_led else Role.COORDINATOR,
    )


def tell_giver(asker: Asker, *, identity: str, giver: str, line: Text) -> Notify:
    """Who gave it; any coordinator where that one is none any more."""
    not_before = _not_before(asker)
    return Notify(
        id=asker.new_id(),
        role=Role.COORDINATOR,
        team_id="",
        but_not=asker.person.id,
        identity=identity,
        message=message_to_text(Message((line,))),
        not_before=not_before,
        valid_until=not_before + LEAST_LIFE,
        created_at=asker.now,
        or_role=Role.COORDINATOR,
        person_id=giver,
    )


def _not_before(asker: Asker) -> datetime:
    settings = asker.settings
    return after_quiet(asker.now, quiet_from=settings.quiet_from, quiet_to=settings.quiet_to)
