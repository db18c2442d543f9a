"""“Đổi thành viên”: somebody leaves a team, goes to another, or leads it from now on."""

from __future__ import annotations

from dataclasses import replace

from bot.dialog.answers import Answers, Named
from bot.dialog.context import Context
from bot.dialog.flow import Flow
from bot.dialog.steps import ChoiceStep, Has, LookupStep
from bot.dialog.text import Text
from bot.task import Asker, Begun, Done, Link, Mend, Search, Submission, Task
from handlers.one_team import find_teams
from handlers.session.begin import find as find_people
from models.changes import Audited, Change
from models.join_needs import PersonNeed
from models.load import Known
from models.member_changes import EnterTeam, LeadTeam, LeaveTeam
from models.needs import Facts
from models.people import Role

WHOM, WHAT, WHERE = "whom", "what", "where"
LEAVES, MOVES, LEADS = "leaves", "moves", "leads"
CHANGERS = frozenset({Role.COORDINATOR, Role.ADMINISTRATOR})


def _begin(_asker: Asker, _argument: str, _facts: Facts) -> Begun:
    return Begun()


def _flow(_context: Context) -> Flow:
    return Flow(
        name="change_member",
        version=1,
        steps=(
            LookupStep(
                name=WHOM,
                label=Text("change_member.label.whom"),
                ask=Text("change_member.whom"),
                short=Text("change_member.whom"),
                help=Text("session.for_whom.help"),
                said=Text("change_member.said"),
                kind="people",
            ),
            ChoiceStep(
                name=WHAT,
                label=Text("change_member.label.what"),
                ask=Text("change_member.what"),
                short=Text("change_member.what"),
                help=Text("change_member.help"),
                said=Text("menu.said"),
                choices=(
                    Named(LEAVES, Text("button.leaves")),
                    Named(MOVES, Text("button.moves")),
                    Named(LEADS, Text("button.leads")),
                ),
            ),
            LookupStep(
                name=WHERE,
                label=Text("label.team"),
                ask=Text("change_member.where"),
                short=Text("one_team.short"),
                help=Text("one_team.help"),
                said=Text("menu.said"),
                kind="teams",
                none=Text("one_team.miss"),
                when=(Has(WHAT, MOVES),),
            ),
        ),
        draft=_draft,
        summary=_summary,
        keeps_draft=False,
    )


def _draft(_answers: Answers) -> Text:
    return Text("button.change_member")


def _summary(answers: Answers) -> tuple[Text, ...]:
    whom, what, where = (answers.chosen(step) for step in (WHOM, WHAT, WHERE))
    if whom is None or what is None:
        return ()
    match what.id:
        case "moves" if where is not None:
            return (Text("change_member.sum.moves", name=whom.label, team=where.label),)
        case "leads":
            return (Text("change_member.sum.leads", name=whom.label),)
        case _:
            return (Text("change_member.sum.leaves", name=whom.label),)


def _find(search: Search, asker: Asker, facts: Facts) -> tuple[Named, ...]:
    if search.kind == "teams":
        return find_teams(search, facts)
    return find_people(search, asker, facts)


def _submit(submission: Submission, asker: Asker, facts: Facts) -> Done | Mend:
    answers = submission.answers
    whom, what, where = (answers.chosen(step) for step in (WHOM, WHAT, WHERE))
    if not asker.person.has(*CHANGERS) or whom is None or what is None:
        return Done(lines=(Text("task.not_yours"),))
    person_id, _, team_id = whom.id.partition("/")
    met = facts.of(PersonNeed(person_id))
    if met is None or not _belongs(met.person, team_id):
        return Mend(WHOM, Text("change_member.gone"))
    changes: tuple[Change, ...]
    match what.id:
        case "moves":
            if where is None:
                return Mend(WHERE, Text("miss.choice"))
            if where.id == team_id:
                return Mend(WHERE, Text("change_member.same"))
            changes = (
                LeaveTeam(person_id, team_id, asker.now),
                EnterTeam(person_id, where.id, asker.now),
            )
        case "leads":
            changes = (LeadTeam(person_id, team_id, asker.now),)
        case _:
            changes = (LeaveTeam(person_id, team_id, asker.now),)
    return Done(
        changes=(*changes, _audited(asker, what.id, person_id, team_id)),
        lines=(Text("change_member.done"), *_leaderless(met.person, what.id, team_id)),
        links=(Link(Text("button.change_more"), Text("word.change_member"), "change_member"),),
    )


def _belongs(person: Known, team_id: str) -> bool:
    return any(duty.team_id == team_id for duty in person.duties if duty.team_id)


def _leaderless(person: Known, what: str, team_id: str) -> tuple[Text, ...]:
    led = {duty.team_id for duty in person.teams(Role.LEADER)}
    return (Text("change_member.leaderless"),) if what != LEADS and team_id in led else ()


def _audited(asker: Asker, what: str, person_id: str, team_id: str) -> Audited:
    left = Audited(
        id=asker.new_id(),
        at=asker.now,
        by_id=asker.person.id,
        action="member.left",
        subject=person_id,
        detail=(("team", team_id),),
    )
    match what:
        case "moves":
            return replace(left, action="member.moved")
        case "leads":
            return replace(left, action="member.leads")
        case _:
            return left


CHANGE_MEMBER = Task(
    name="change_member",
    roles=CHANGERS,
    label=Text("button.change_member"),
    words=("đổi thành viên", "change a member"),
    begin=_begin,
    flow=_flow,
    submit=_submit,
    find=_find,
)
