"""“Tôi là thành viên tổ”: by one's phone number and personal code together, or by asking to be let
in.

Laws: a phone number alone grants nothing; no answer tells whether a number is on the roster, and
the pause after too many tries is the same for every number.
"""

from __future__ import annotations

import unicodedata
from datetime import datetime

from bot.dialog.answers import Answers, Named
from bot.dialog.context import Context
from bot.dialog.flow import Flow
from bot.dialog.steps import ChoiceStep, Handed, Has, Lacks, TextStep
from bot.dialog.text import Text
from bot.language.names import given_name
from bot.task import Asker, Begun, Done, Mend, Submission, Task
from handlers.joining.request import ask_to_join
from models.changes import Audited
from models.join import CODE_LENGTH, TRIES_PER_ADDRESS, TRIES_PER_PHONE, TRY_WINDOW
from models.join_changes import JoinAccount, KeepTry, UseCode, code_hash
from models.join_needs import Joining, JoiningNeed, Met, PersonNeed
from models.needs import Facts
from models.people import Role
from models.vault import normalise_phone

WAY, PHONE, CODE = "way", "phone", "code"
WITH_CODE, ASKING, NOT_NOW = "code", "ask", "menu"
LONGEST = 40


def _begin(_asker: Asker, _argument: str, _facts: Facts) -> Begun:
    return Begun()


def _flow(_context: Context) -> Flow:
    way = ChoiceStep(
        name=WAY,
        label=Text("join.way.label"),
        ask=Text("join.way.ask"),
        short=Text("join.way.short"),
        help=Text("join.way.help"),
        said=Text("join.way.said"),
        choices=(
            Named(WITH_CODE, Text("button.have_code")),
            Named(ASKING, Text("button.no_code")),
            Named(NOT_NOW, Text("button.not_now")),
        ),
        ahead=((WITH_CODE, PHONE),),  # whoever hands over a code says: type your number
    )
    steps: tuple[ChoiceStep | TextStep, ...] = (way, _phone(), _code())
    return Flow(name="join", version=1, steps=steps, draft=_draft, review=False, keeps_draft=False)


def _phone() -> TextStep:
    return TextStep(
        name=PHONE,
        label=Text("join.phone.label"),
        ask=Text("join.phone.ask"),
        short=Text("join.phone.short"),
        help=Text("join.phone.help"),
        said=Text("join.phone.said"),
        longest=LONGEST,
        read=normalise_phone,
        miss=Text("join.phone.miss"),
        asks=Handed.PHONE,
        when=(Lacks(WAY, NOT_NOW),),
    )


def _code() -> TextStep:
    return TextStep(
        name=CODE,
        label=Text("join.code.label"),
        ask=Text("join.code.ask"),
        short=Text("join.code.short"),
        help=Text("join.code.help"),
        said=Text("join.code.said"),
        longest=LONGEST,
        read=read_code,
        miss=Text("join.code.miss"),
        when=(Has(WAY, WITH_CODE),),
    )


def read_code(typed: str) -> str | None:
    """The digits of a code, however they were grouped; None for anything else."""
    digits = "".join(
        letter
        for letter in unicodedata.normalize("NFKC", typed)
        if letter not in " .-\u200d\ufe0f\u20e3"
    )
    is_code = len(digits) == CODE_LENGTH and digits.isascii() and digits.isdecimal()
    return digits if is_code else None


def _draft(_answers: Answers) -> Text:
    return Text("button.join")


def _submit(submission: Submission, asker: Asker, facts: Facts) -> Done | Mend:
    answers = submission.answers
    phone = answers.words(PHONE)
    if answers.has(WAY, NOT_NOW) or phone is None:
        return Done(next_task="menu")
    phone_hash = asker.secrets.phone_hash(phone)
    joining = facts.of(JoiningNeed(phone_hash, asker.door.address, asker.now))
    if until := pause(joining):
        minutes = -(-int((until - asker.now).total_seconds()) // 60)
        return Done(lines=(Text("join.pause", minutes=max(minutes, 1)),))
    failed = KeepTry(asker.new_id(), phone_hash, asker.door.address, asker.now)
    met = facts.of(PersonNeed(joining.person_id)) if joining.person_id else None
    if answers.has(WAY, ASKING):
        asked = ask_to_join(asker, met) if met else ()
        return Done(changes=(failed, *asked), lines=(Text("join.asked"),))
    if met is None or not _opens(joining, answers.words(CODE) or "", asker):
        return Mend(CODE, Text("join.code.wrong"), changes=(failed,))
    return _joined(met, asker)


def pause(joining: Joining) -> datetime | None:
    """Until when this number or this address must wait; None where neither must."""
    ends = []
    for tries, most in (
        (joining.phone_tries, TRIES_PER_PHONE),
        (joining.address_tries, TRIES_PER_ADDRESS),
    ):
        if len(tries) >= most:
            ends.append(tries[-most] + TRY_WINDOW)
    return max(ends, default=None)


def _opens(joining: Joining, code: str, asker: Asker) -> bool:
    given = code_hash(asker.secrets.keyed_hash, joining.person_id, code)
    return (
        joining.code_hash == given
        and joining.used_at is None
        and joining.expires_at is not None
        and asker.now < joining.expires_at
    )


def _joined(met: Met, asker: Asker) -> Done:
    person = met.person
    changes = (
        UseCode(person.id, asker.now),
        JoinAccount(
            channel=asker.door.channel,
            external_id=asker.door.external_id,
            former_id=asker.person.id,
            person_id=person.id,
            at=asker.now,
        ),
        Audited(
            id=asker.new_id(),
            at=asker.now,
            by_id=person.id,
            action="person.joined",
            subject=person.id,
            detail=(("channel", asker.door.channel), ("by", "code")),
        ),
    )
    hello = Text("join.done", name=given_name(person.name))
    return Done(changes=changes, lines=(hello,), next_task="welcome", person=person)


JOIN = Task(
    name="join",
    roles=frozenset({Role.RESIDENT}),
    label=Text("button.join"),
    words=(
        "tôi là thành viên", "tôi là thành viên tổ", "vào tổ", "đăng nhập", "tôi có mã",
        "nhập mã", "tham gia", "join", "log in",
    ),
    begin=_begin,
    flow=_flow,
    submit=_submit,
    needs_consent=False,
)  # fmt: skip
