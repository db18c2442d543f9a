"""A personal code for a member, to be handed over by whoever knows them."""

from __future__ import annotations

from bot.dialog.answers import Answers, Named
from bot.dialog.context import Context
from bot.dialog.flow import Flow
from bot.dialog.steps import ChoiceStep, LookupStep
from bot.dialog.text import Text
from bot.kernel.clock import local
from bot.readers import OFFICERS, WORKERS
from bot.task import Asker, Begun, Done, Link, Mend, Submission, Task
from handlers.session.begin import find
from models.changes import Audited
from models.join import CODE_LENGTH, CODE_LIFE
from models.join_changes import MakeCode, code_hash
from models.join_needs import PersonNeed
from models.load import Known
from models.needs import Facts, PeopleNeed
from models.people import Role

WHOM = "whom"
ROSTER_SHOWN = 30
"""Members of a leader's teams up to here are shown by name; more are looked for by words."""


def _begin(asker: Asker, _argument: str, facts: Facts) -> Begun:
    if asker.person.has(Role.COORDINATOR):
        return Begun()
    led = tuple(duty.team_id for duty in asker.person.teams(Role.LEADER))
    people = [p for p in facts.of(PeopleNeed(led)) if p.id != asker.person.id]
    if not people:
        return Begun(refusal=Text("invite.nobody"))
    named = {p.id: Named(p.id, p.name) for p in people}
    shown = tuple(named.values()) if len(named) <= ROSTER_SHOWN else ()
    return Begun(Context(lists=(("people", shown),)))


def _flow(context: Context) -> Flow:
    shown = context.list_of("people")
    step = _list(shown) if shown else _search()
    return Flow(
        name="invite", version=1, steps=(step,), draft=_draft, review=False, keeps_draft=False
    )


def _list(shown: tuple[Named, ...]) -> ChoiceStep:
    return ChoiceStep(
        name=WHOM,
        label=Text("invite.label"),
        ask=Text("invite.which"),
        short=Text("invite.which"),
        help=Text("invite.help"),
        said=Text("menu.said"),
        choices=shown,
    )


def _search() -> LookupStep:
    return LookupStep(
        name=WHOM,
        label=Text("invite.label"),
        ask=Text("invite.whom"),
        short=Text("invite.whom"),
        help=Text("invite.help"),
        said=Text("menu.said"),
        kind="people",
    )


def _draft(_answers: Answers) -> Text:
    return Text("invite.label")


def _submit(submission: Submission, asker: Asker, facts: Facts) -> Done | Mend:
    chosen = submission.answers.chosen(WHOM)
    person_id = chosen.id.partition("/")[0] if chosen else ""
    met = facts.of(PersonNeed(person_id)) if person_id else None
    if met is None or not _may_invite(asker, met.person):
        return Done(lines=(Text("task.not_yours"),))
    if not met.has_phone:
        return Done(lines=(Text("invite.no_phone", name=met.person.name),))
    code = asker.secrets.new_code(CODE_LENGTH)
    kept = code_hash(asker.secrets.keyed_hash, person_id, code)
    last = local(asker.now + CODE_LIFE).date()
    return Done(
        changes=(
            MakeCode(person_id, kept, asker.now),
            Audited(
                id=asker.new_id(),
                at=asker.now,
                by_id=asker.person.id,
                action="person.invited",
                subject=person_id,
            ),
        ),
        lines=(
            Text("invite.code", name=met.person.name, code=f"{code[:3]} {code[3:]}"),
            Text("invite.how", last=last),
        ),
        links=(Link(Text("button.invite_more"), Text("word.invite"), "invite"),),
    )


def _may_invite(asker: Asker, person: Known) -> bool:
    """A code opens the person's account: a leader makes one for a member of their own, and never
    for an officer.
    """
    if asker.person.has(Role.COORDINATOR):
        return True
    led = {duty.team_id for duty in asker.person.teams(Role.LEADER)}
    theirs = {duty.team_id for duty in person.teams(*WORKERS)}
    return bool(led & theirs) and not person.has(*OFFICERS)


INVITE = Task(
    name="invite",
    roles=frozenset({Role.LEADER, Role.COORDINATOR}),
    label=Text("button.invite"),
    words=("mời thành viên", "mã mời", "lấy mã", "mời", "invite"),
    begin=_begin,
    flow=_flow,
    submit=_submit,
    find=find,
)
