"""A session begun for a team that its person has left meanwhile: what was written goes to whoever
leads that team now.
"""

from __future__ import annotations

from datetime import timedelta

from bot.dialog.message import Message, message_to_text
from bot.dialog.text import Text
from bot.quiet import after_quiet
from bot.readers import WORKERS
from bot.task import Asker, Done
from models.changes import Notify
from models.people import Role
from models.scribe import ScribeReason
from models.scribe_changes import AskScribe

NOTICE_LIFE = timedelta(days=2)


def works_in(asker: Asker, team_id: str) -> bool:
    return team_id in {duty.team_id for duty in asker.person.teams(*WORKERS)}


def hand_over(asker: Asker, team_id: str, lines: tuple[Text, ...]) -> Done:
    """`lines` are those of the review page; they stand beside the name in the list of those for
    whom something is to be written.
    """
    settings = asker.settings
    return Done(
        changes=(
            AskScribe(
                id=asker.new_id(),
                person_id=asker.person.id,
                team_id=team_id,
                reason=ScribeReason.UNFINISHED,
                at=asker.now,
                draft=message_to_text(Message(lines)),
            ),
            Notify(
                id=asker.new_id(),
                role=Role.LEADER,
                team_id=team_id,
                but_not=asker.person.id,
                identity=f"scribe:{asker.person.id}:{asker.today.isoformat()}",
                message=message_to_text(
                    Message((Text("scribe.handed_over", name=asker.person.name),))
                ),
                not_before=after_quiet(
                    asker.now, quiet_from=settings.quiet_from, quiet_to=settings.quiet_to
                ),
                valid_until=asker.now + NOTICE_LIFE,
                created_at=asker.now,
                or_role=Role.COORDINATOR,
            ),
        ),
        lines=(Text("session.handed_over"),),
    )
