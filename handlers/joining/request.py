"""Somebody without a code says who they are: their leader is told, or the coordinators where there
is none.
"""

from __future__ import annotations

from bot.dialog.message import Message, Way, message_to_text
from bot.dialog.text import Text
from bot.quiet import after_quiet
from bot.readers import WORKERS
from bot.task import Asker
from models.changes import Change, Notify
from models.commune import TeamKind
from models.join import REQUEST_LIFE
from models.join_changes import AskToJoin
from models.join_needs import Met
from models.load import Known
from models.people import Role

YES, NO = "yes", "no"


def ask_to_join(asker: Asker, met: Met) -> tuple[Change, ...]:
    """`met` is who they say they are."""
    request = AskToJoin(
        id=asker.new_id(),
        person_id=met.person.id,
        channel=asker.door.channel,
        external_id=asker.door.external_id,
        asked_by=asker.person.id,
        at=asker.now,
    )
    notices = tuple(
        _notice(asker, request, met.person, role, team_id) for role, team_id in deciders(met.person)
    )
    return (request, *notices)


def deciders(person: Known) -> tuple[tuple[Role, str], ...]:
    """Who may let this person in: role and team, "" for the commune's."""
    teams = person.teams(*WORKERS)
    is_led = all(team.team_kind is not TeamKind.DOI for team in teams)
    if not teams or not is_led or person.has(Role.LEADER):
        return ((Role.COORDINATOR, ""),)
    return tuple((Role.LEADER, team.team_id) for team in teams)


def _notice(asker: Asker, request: AskToJoin, person: Known, role: Role, team_id: str) -> Notify:
    settings = asker.settings
    ways = (
        Way(f"start.0.approve:{request.id}/{YES}", Text("button.let_in"), Text("word.approve")),
        Way(f"start.0.approve:{request.id}/{NO}", Text("button.not_them"), Text("word.approve")),
    )
    lines = (
        Text("join.notice", name=person.name),
        Text("join.notice.check"),
        Text("join.notice.ask", name=person.name),
    )
    message = Message(lines, ways=ways)
    return Notify(
        id=asker.new_id(),
        role=role,
        team_id=team_id,
        but_not=person.id,
        identity=f"join:{request.id}:{team_id}",
        message=message_to_text(message),
        not_before=after_quiet(
            asker.now, quiet_from=settings.quiet_from, quiet_to=settings.quiet_to
        ),
        valid_until=asker.now + REQUEST_LIFE,
        created_at=asker.now,
        or_role=Role.COORDINATOR,
    )
