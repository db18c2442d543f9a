"""Who may change what was logged, and why it is changed: shared by mending and taking back."""

from __future__ import annotations

from datetime import timedelta

from bot.dialog import caps
from bot.dialog.answers import Answers, Named
from bot.dialog.steps import ChoiceStep, Has, TextStep
from bot.dialog.steps import Step as AnyStep
from bot.dialog.text import Label, Text
from bot.readers import WORKERS
from bot.task import Asker
from handlers.session.names import Step
from models.activity import ActivityKind
from models.changes import Audited, Change
from models.last_activity import LOGGED_AS_SESSIONS
from models.logged import Logged
from models.people import Role

OTHER = "other"


def refusal_of(asker: Asker, logged: Logged | None) -> Text | None:
    """Why this person may not mend or take back this activity; None where they may: own ones for
    some days, a leader those of the team for longer, a coordinator always.
    """
    if logged is None:
        return Text("mend.gone")
    if logged.is_withdrawn:
        return Text("mend.withdrawn", name=logged.newest.by_name)
    if asker.person.has(Role.COORDINATOR):
        return None
    age = asker.now - logged.confirmed_at
    leads = logged.team_id in {duty.team_id for duty in asker.person.teams(Role.LEADER)}
    if leads and age <= timedelta(days=asker.settings.edit_days_leader):
        return None
    works = logged.team_id in {duty.team_id for duty in asker.person.teams(*WORKERS)}
    if not works or not (leads or asker.person.id in (logged.author_id, logged.for_id)):
        return Text("task.not_yours")
    days = asker.settings.edit_days_leader if leads else asker.settings.edit_days_member
    if age <= timedelta(days=days):
        return None
    return Text("mend.too_old", days=days)


def mends_by_questions(kind: ActivityKind) -> bool:
    """Whether a session's questions mend it; anything else is taken back and logged anew."""
    return kind in LOGGED_AS_SESSIONS


def why_steps(reasons: tuple[Named, ...], *, ask: Text, said: Text) -> tuple[AnyStep, ...]:
    """All else is answered already: so this is asked first."""
    return (
        ChoiceStep(
            name=Step.WHY,
            label=Text("label.why"),
            ask=ask,
            short=Text("mend.why.short"),
            help=Text("mend.why.help"),
            said=said,
            choices=reasons,
        ),
        TextStep(
            name=Step.WHY_WORDS,
            label=Text("label.why_words"),
            ask=Text("mend.words.ask"),
            short=Text("mend.words.short"),
            help=Text("mend.words.help"),
            said=said,
            longest=caps.NOTE_LENGTH,
            when=(Has(Step.WHY, OTHER),),
        ),
    )


def reason_label(answers: Answers) -> Label | None:
    """The reason as it is read: the person's own words, or those of the choice."""
    chosen = answers.chosen(Step.WHY)
    if chosen is None:
        return None
    return (answers.words(Step.WHY_WORDS) if chosen.id == OTHER else None) or chosen.label


def reason_of(answers: Answers) -> str:
    """The reason as it is kept: a code, or the person's own words; "" where it is not given."""
    chosen = answers.chosen(Step.WHY)
    if chosen is None:
        return ""
    return (answers.words(Step.WHY_WORDS) or "") if chosen.id == OTHER else chosen.id


def audited(asker: Asker, action: str, logged: Logged) -> tuple[Change, ...]:
    """What somebody did with another's entry."""
    if asker.person.id == logged.author_id:
        return ()
    return (
        Audited(
            id=asker.new_id(),
            at=asker.now,
            by_id=asker.person.id,
            action=action,
            subject=logged.id,
        ),
    )
