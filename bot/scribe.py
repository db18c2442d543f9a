"""“Nhờ người ghi hộ”: onto the list of whoever can write it down, and a word to them outside quiet
hours.
"""

from __future__ import annotations

from datetime import timedelta

from bot.dialog.message import Message, message_to_text
from bot.dialog.text import Text
from bot.quiet import after_quiet
from bot.readers import WORKERS
from bot.task import Asker
from models.changes import Change, Notify
from models.commune import TeamKind
from models.people import Role
from models.scribe import ScribeReason
from models.scribe_changes import AskScribe

NOTICE_LIFE = timedelta(days=2)


def scribe_request(asker: Asker, reason: ScribeReason, *, draft: str = "") -> tuple[Change, ...]:
    """The person's leader gets it; a leader's own and that of a Đội, which has none, goes to the
    coordinators. `draft` is the message that shows what was left lying.
    """
    person, settings = asker.person, asker.settings
    teams = person.teams(*WORKERS)
    team = teams[0] if teams else None
    team_id = team.team_id if team else None
    is_for_commune = team is None or team.team_kind is TeamKind.DOI or person.has(Role.LEADER)
    is_unfinished = reason is ScribeReason.UNFINISHED
    said = Text("scribe.unfinished", name=person.name)
    notice = Message((said if is_unfinished else Text("scribe.notice", name=person.name),))
    return (
        AskScribe(
            id=asker.new_id(),
            person_id=person.id,
            team_id=team_id,
            reason=reason,
            at=asker.now,
            draft=draft,
        ),
        Notify(
            id=asker.new_id(),
            role=Role.COORDINATOR if is_for_commune else Role.LEADER,
            team_id="" if is_for_commune else (team_id or ""),
            but_not=person.id,
            identity=f"scribe:{person.id}:{asker.today.isoformat()}",
            message=message_to_text(notice),
            not_before=after_quiet(
                asker.now, quiet_from=settings.quiet_from, quiet_to=settings.quiet_to
            ),
            valid_until=asker.now + NOTICE_LIFE,
            created_at=asker.now,
        ),
    )
