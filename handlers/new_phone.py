"""A member's new phone number, entered or confirmed by whoever may let that member in."""

from __future__ import annotations

from bot.dialog.answers import Answers, Named
from bot.dialog.context import Context
from bot.dialog.flow import Flow
from bot.dialog.steps import ChoiceStep, LookupStep, Step
from bot.dialog.text import Text
from bot.language.phones import masked
from bot.readers import OFFICERS, WORKERS
from bot.task import Asker, Begun, Done, Mend, Submission, Task
from handlers.joining.invite import ROSTER_SHOWN
from handlers.my_data.correct import PHONE, phone_step
from handlers.session.begin import find
from models.changes import Audited
from models.join_needs import PersonNeed
from models.load import Known
from models.needs import Facts, PeopleNeed
from models.people import Role
from models.privacy_changes import ChangePhone
from models.privacy_needs import PhoneOwnerNeed
from models.vault import normalise_phone

WHOM, VERDICT = "whom", "verdict"
YES, NO = "yes", "no"
COMMUNE_WIDE = (Role.COORDINATOR, Role.ADMINISTRATOR)


def _begin(asker: Asker, argument: str, facts: Facts) -> Begun:
    """`argument` is "", or a person and a number: "0123456789abcdef/0912000002"."""
    person_id, _, typed = argument.partition("/")
    phone = normalise_phone(typed) if typed else None
    if phone:
        met = facts.of(PersonNeed(person_id))
        if met is None or not may_change(asker, met.person):
            return Begun(refusal=Text("task.not_yours"))
        asked = (("person", person_id), ("name", met.person.name), ("phone", phone))
        return Begun(Context(facts=asked))
    if asker.person.has(*COMMUNE_WIDE):
        return Begun()
    led = tuple(duty.team_id for duty in asker.person.teams(Role.LEADER))
    people = [p for p in facts.of(PeopleNeed(led)) if p.id != asker.person.id]
    if not people:
        return Begun(refusal=Text("invite.nobody"))
    named = {p.id: Named(p.id, p.name) for p in people}
    shown = tuple(named.values()) if len(named) <= ROSTER_SHOWN else ()
    return Begun(Context(lists=(("people", shown),)))


def may_change(asker: Asker, person: Known) -> bool:
    """The number opens the account: a leader's own members, an officer's anybody, nobody's own."""
    if person.id == asker.person.id:
        return False
    if asker.person.has(*COMMUNE_WIDE):
        return True
    led = {duty.team_id for duty in asker.person.teams(Role.LEADER)}
    theirs = {duty.team_id for duty in person.teams(*WORKERS)}
    return bool(led & theirs) and not person.has(*OFFICERS, Role.LEADER)


def _flow(context: Context) -> Flow:
    steps: tuple[Step, ...] = (_verdict(context),)
    if not context.fact("phone"):
        steps = (_whom(context), phone_step())
    return Flow(
        name="new_phone", version=1, steps=steps, draft=_draft, review=False, keeps_draft=False
    )


def _verdict(context: Context) -> ChoiceStep:
    name, phone = context.fact("name"), context.fact("phone")
    asked = Text("new_phone.ask", name=str(name), phone=masked(str(phone)))
    return ChoiceStep(
        name=VERDICT,
        label=Text("new_phone.label"),
        ask=asked,
        short=asked,
        help=Text("new_phone.help"),
        said=Text("menu.said"),
        choices=(Named(YES, Text("button.right_phone")), Named(NO, Text("button.not_them"))),
    )


def _whom(context: Context) -> ChoiceStep | LookupStep:
    shown = context.list_of("people")
    if shown:
        return ChoiceStep(
            name=WHOM,
            label=Text("new_phone.label"),
            ask=Text("new_phone.which"),
            short=Text("new_phone.which"),
            help=Text("new_phone.help"),
            said=Text("menu.said"),
            choices=shown,
        )
    return LookupStep(
        name=WHOM,
        label=Text("new_phone.label"),
        ask=Text("new_phone.whom"),
        short=Text("new_phone.whom"),
        help=Text("new_phone.help"),
        said=Text("menu.said"),
        kind="people",
    )


def _draft(_answers: Answers) -> Text:
    return Text("new_phone.label")


def _submit(submission: Submission, asker: Asker, facts: Facts) -> Done | Mend:
    answers, context = submission.answers, submission.context
    if answers.has(VERDICT, NO):
        return Done(lines=(Text("new_phone.refused"),))
    chosen = answers.chosen(WHOM)
    person_id = chosen.id.partition("/")[0] if chosen else str(context.fact("person") or "")
    phone = answers.words(PHONE) or str(context.fact("phone") or "")
    met = facts.of(PersonNeed(person_id)) if person_id else None
    if met is None or not may_change(asker, met.person) or normalise_phone(phone) is None:
        return Done(lines=(Text("task.not_yours"),))
    phone_hash = asker.secrets.phone_hash(phone)
    owner = facts.of(PhoneOwnerNeed(phone_hash))
    if owner not in ("", person_id):
        return Done(lines=(Text("new_phone.taken", phone=masked(phone)),))
    changed = Audited(
        id=asker.new_id(),
        at=asker.now,
        by_id=asker.person.id,
        action="person.phone",
        subject=person_id,
    )
    return Done(
        changes=(ChangePhone(person_id, phone, phone_hash), changed),
        lines=(Text("new_phone.done", name=met.person.name, phone=masked(phone)),),
    )


NEW_PHONE = Task(
    name="new_phone",
    roles=frozenset({Role.LEADER, *COMMUNE_WIDE}),
    label=Text("new_phone.label"),
    words=("đổi số thành viên", "đổi số điện thoại thành viên", "số mới của thành viên",
           "change a member's number"),
    begin=_begin,
    flow=_flow,
    submit=_submit,
    find=find,
    in_menu=False,
    serves_draft=True,
    from_notice=True,
)  # fmt: skip
