"""One's own name, number and form of address, put right.

A phone number opens the account (`handlers.joining.join`), so a new one is confirmed by whoever may
let this person in.
"""

from __future__ import annotations

from bot.dialog.answers import Answers, Named
from bot.dialog.context import Context
from bot.dialog.flow import Flow
from bot.dialog.message import Message, Way, message_to_text
from bot.dialog.steps import ChoiceStep, Handed, Has, TextStep
from bot.dialog.text import Text
from bot.language.fold import has_words
from bot.language.phones import masked
from bot.quiet import after_quiet
from bot.task import Asker, Begun, Done, Mend, Submission, Task
from handlers.joining.request import deciders
from models.changes import Audited, Change, Notify
from models.join import REQUEST_LIFE
from models.needs import Facts
from models.people import Role
from models.privacy_changes import ChangeName
from models.privacy_needs import OwnDataNeed
from models.vault import normalise_phone

WHAT, NAME, PHONE = "what", "name", "phone"
LONGEST_NAME, LONGEST_PHONE = 80, 40


def _begin(asker: Asker, _argument: str, facts: Facts) -> Begun:
    data = facts.of(OwnDataNeed(asker.person.id))
    return Begun(Context(facts=(("has_phone", int(bool(data.phone))),)))


def _flow(context: Context) -> Flow:
    number = (Named(PHONE, Text("button.fix_phone")),) if context.fact("has_phone") else ()
    what = ChoiceStep(
        name=WHAT,
        label=Text("my_data.label"),
        ask=Text("my_data.fix.ask"),
        short=Text("my_data.fix.ask"),
        help=Text("my_data.fix.help"),
        said=Text("menu.said"),
        choices=(
            Named(NAME, Text("button.fix_name")),
            *number,
            Named("address", Text("button.address")),
        ),
    )
    return Flow(
        name="my_data_fix",
        version=1,
        steps=(what, _name(), phone_step((Has(WHAT, PHONE),), asks=Handed.PHONE)),
        draft=_draft,
        review=False,
        keeps_draft=False,
    )


def _name() -> TextStep:
    return TextStep(
        name=NAME,
        label=Text("my_data.fix.name.label"),
        ask=Text("my_data.fix.name.ask"),
        short=Text("my_data.fix.name.ask"),
        help=Text("my_data.fix.name.help"),
        said=Text("my_data.fix.name.said"),
        longest=LONGEST_NAME,
        read=read_name,
        miss=Text("my_data.fix.name.miss"),
        when=(Has(WHAT, NAME),),
    )


def phone_step(when: tuple[Has, ...] = (), *, asks: Handed | None = None) -> TextStep:
    return TextStep(
        name=PHONE,
        label=Text("my_data.fix.phone.label"),
        ask=Text("my_data.fix.phone.ask"),
        short=Text("my_data.fix.phone.ask"),
        help=Text("my_data.fix.phone.help"),
        said=Text("my_data.fix.phone.said"),
        longest=LONGEST_PHONE,
        read=normalise_phone,
        miss=Text("join.phone.miss"),
        when=when,
        asks=asks,
    )


def read_name(typed: str) -> str | None:
    """A name has letters and no figures."""
    name = " ".join(typed.split())
    is_name = has_words(name) and not any(letter.isdigit() for letter in name)
    return name if is_name else None


def _draft(_answers: Answers) -> Text:
    return Text("my_data.label")


def _submit(submission: Submission, asker: Asker, _facts: Facts) -> Done | Mend:
    changes: tuple[Change, ...]
    answers = submission.answers
    name, phone = answers.words(NAME), answers.words(PHONE)
    if answers.has(WHAT, NAME) and name:
        changes = (ChangeName(asker.person.id, name), _audited(asker, "person.name"))
        return Done(changes=changes, lines=(Text("my_data.fix.name.done", name=name),))
    if answers.has(WHAT, PHONE) and phone:
        changes = (*_notices(asker, phone), _audited(asker, "person.phone_asked"))
        return Done(changes=changes, lines=(Text("my_data.fix.phone.done", phone=masked(phone)),))
    return Done(next_task="address")


def _audited(asker: Asker, action: str) -> Audited:
    return Audited(
        id=asker.new_id(),
        at=asker.now,
        by_id=asker.person.id,
        action=action,
        subject=asker.person.id,
    )


def _notices(asker: Asker, phone: str) -> tuple[Notify, ...]:
    """To whoever may let this person in. Whether somebody else has that number is not said here:
    nobody learns from us who is on the list.
    """
    person = asker.person
    named = f"{person.id}/{phone}"
    way = Way(f"start.0.new_phone:{named}", Text("button.new_phone"), Text("word.new_phone"))
    message = Message(
        (Text("my_data.fix.phone.notice", name=person.name, phone=masked(phone)),), ways=(way,)
    )
    settings = asker.settings
    return tuple(
        Notify(
            id=asker.new_id(),
            role=role,
            team_id=team_id,
            but_not=person.id,
            identity=f"phone:{person.id}:{team_id}:{asker.secrets.keyed_hash(phone)[:12]}",
            message=message_to_text(message),
            not_before=after_quiet(
                asker.now, quiet_from=settings.quiet_from, quiet_to=settings.quiet_to
            ),
            valid_until=asker.now + REQUEST_LIFE,
            created_at=asker.now,
            or_role=Role.ADMINISTRATOR if role is Role.COORDINATOR else Role.COORDINATOR,
        )
        for role, team_id in deciders(person)
    )


MY_DATA_FIX = Task(
    name="my_data_fix",
    roles=frozenset(),
    label=Text("button.my_data_fix"),
    words=("sửa thông tin của tôi", "sửa tên của tôi", "đổi số của tôi", "correct my data"),
    begin=_begin,
    flow=_flow,
    submit=_submit,
    in_menu=False,
    needs_consent=False,
)
