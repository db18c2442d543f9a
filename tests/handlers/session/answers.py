"""Answers of a session as people give them, and what is made of them."""

from datetime import date

from bot.dialog.answers import Answers, Named, Value
from bot.dialog.context import Context
from bot.task import Done, Mend, Submission
from handlers.session.begin import begin_commune, begin_for, begin_own
from handlers.session.record import submit
from models.changes import RecordActivity
from models.load import Known
from models.needs import Facts, TeamWeekNeed
from models.team_week import Entry, TeamWeek
from tests.handlers.people import (
    COORDINATOR,
    LEADER,
    MEMBER,
    NAMES,
    ONE,
    TODAY,
    WEEK,
    asker,
    facts,
    person_id,
)

DIALOG = "dialog0000000001"
OWN = begin_own(asker(MEMBER), "", facts()).context
FOR = begin_for(asker(LEADER), "", facts()).context
COMMUNE = begin_commune(asker(COORDINATOR), "", facts()).context

RESIDENTS = Named("residents_session", "")
HOME = Named("home_visit", "")
MEMBERS = Named("members_session", "")
HOA = Named(f"{person_id(3)}/{ONE}", "Thành viên 003 (Thôn 01)")
PHONE = Named("phone", "")


def answers(**given: Value) -> Answers:
    """A residents' session of today with twelve people, and what is given over it.

    `count__dvc` stands for the step "count.dvc".
    """
    base: dict[str, Value] = {"day": TODAY, "kind": RESIDENTS, "people": 12}
    said = {name.replace("__", "."): value for name, value in given.items()}
    return Answers(tuple({**base, **said}.items()))


def ticked(*ids: str) -> tuple[Named, ...]:
    return tuple(Named(id_, id_) for id_ in ids)


def week(
    *entries: Entry, zero: bool = False, team: str = ONE, of: str = WEEK
) -> dict[TeamWeekNeed, TeamWeek]:
    return {TeamWeekNeed(team, of): TeamWeek(team, NAMES[team], of, zero, entries)}


def sent(
    said: Answers, context: Context = OWN, *, by: Known = MEMBER, told: Facts | None = None
) -> Done | Mend:
    known = told or facts(week())
    return submit(Submission(DIALOG, said, context), asker(by), known)


def recorded(said: Answers, context: Context = OWN, *, by: Known = MEMBER) -> RecordActivity:
    done = sent(said, context, by=by)
    assert isinstance(done, Done), done
    record = done.changes[0]
    assert isinstance(record, RecordActivity)
    return record


def days_ago(days: int) -> date:
    return date.fromordinal(TODAY.toordinal() - days)
