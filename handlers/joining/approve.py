"""The leader's or coordinator's tap: is it really them? Then the account is theirs."""

from __future__ import annotations

from bot.dialog.answers import Answers, Named
from bot.dialog.context import Context
from bot.dialog.flow import Flow
from bot.dialog.message import Message, message_to_text
from bot.dialog.steps import ChoiceStep
from bot.dialog.text import Text
from bot.language.names import given_name
from bot.task import Asker, Begun, Done, Mend, Submission, Task
from handlers.joining.request import NO, YES
from models.changes import Audited, Change, Queue
from models.join import REQUEST_LIFE, JoinState
from models.join_changes import JoinAccount, SettleJoin
from models.join_needs import JoinRequestRow, JoinRequestsNeed
from models.mail import Lane
from models.needs import Facts
from models.people import Role

WHO, VERDICT = "who", "verdict"
DECIDERS = frozenset({Role.LEADER, Role.COORDINATOR})


def _begin(asker: Asker, argument: str, facts: Facts) -> Begun:
    """`argument` is "", or a request and a verdict: "0123456789abcdef/yes"."""
    rows = _requests(asker, facts)
    request_id, _, verdict = argument.partition("/")
    chosen = next((row for row in rows if row.id == request_id), None)
    if argument and chosen is None:
        return Begun(refusal=Text("approve.gone"))
    if not rows:
        return Begun(refusal=Text("approve.none"))
    context = Context(lists=(("waiting", tuple(_named(row) for row in rows)),))
    if chosen is None or verdict not in (YES, NO):
        return Begun(context)
    facts_of_tap = (("request", chosen.id), ("verdict", verdict))
    return Begun(Context(lists=context.lists, facts=facts_of_tap))


def _requests(asker: Asker, facts: Facts) -> tuple[JoinRequestRow, ...]:
    teams = tuple(duty.team_id for duty in asker.person.teams(Role.LEADER))
    is_for_all = asker.person.has(Role.COORDINATOR)
    rows = facts.of(JoinRequestsNeed(teams, asker.now - REQUEST_LIFE, whole=is_for_all))
    return tuple(row for row in rows if row.person_id != asker.person.id)


def _named(row: JoinRequestRow) -> Named:
    return Named(row.id, row.name)


def _flow(context: Context) -> Flow:
    steps = () if context.fact("request") else (_who(context), _verdict())
    return Flow(
        name="approve", version=1, steps=steps, draft=_draft, review=False, keeps_draft=False
    )


def _who(context: Context) -> ChoiceStep:
    return ChoiceStep(
        name=WHO,
        label=Text("approve.label"),
        ask=Text("approve.who"),
        short=Text("approve.who"),
        help=Text("approve.help"),
        said=Text("menu.said"),
        choices=context.list_of("waiting"),
    )


def _verdict() -> ChoiceStep:
    return ChoiceStep(
        name=VERDICT,
        label=Text("approve.label"),
        ask=Text("approve.ask"),
        short=Text("approve.ask"),
        help=Text("approve.help"),
        said=Text("menu.said"),
        choices=(Named(YES, Text("button.let_in")), Named(NO, Text("button.not_them"))),
    )


def _draft(_answers: Answers) -> Text:
    return Text("approve.label")


def _submit(submission: Submission, asker: Asker, facts: Facts) -> Done | Mend:
    answers, context = submission.answers, submission.context
    chosen, said = answers.chosen(WHO), answers.chosen(VERDICT)
    request_id = chosen.id if chosen else context.fact("request")
    verdict = said.id if said else context.fact("verdict")
    row = next((row for row in _requests(asker, facts) if row.id == request_id), None)
    if row is None:
        return Done(lines=(Text("approve.gone"),))
    if verdict == YES:
        return Done(changes=_let_in(row, asker), lines=(Text("approve.done", name=row.name),))
    settled = SettleJoin(row.id, JoinState.REFUSED, asker.person.id, asker.now)
    refused = Audited(
        id=asker.new_id(),
        at=asker.now,
        by_id=asker.person.id,
        action="person.refused",
        subject=row.person_id,
        detail=(("channel", row.channel),),
    )
    return Done(
        changes=(settled, refused, _letter(row, row.asked_by, asker, Text("join.refused"))),
        lines=(Text("approve.refused", name=row.name),),
    )


def _let_in(row: JoinRequestRow, asker: Asker) -> tuple[Change, ...]:
    return (
        SettleJoin(row.id, JoinState.ACCEPTED, asker.person.id, asker.now),
        JoinAccount(
            channel=row.channel,
            external_id=row.external_id,
            former_id=row.asked_by,
            person_id=row.person_id,
            at=asker.now,
        ),
        Audited(
            id=asker.new_id(),
            at=asker.now,
            by_id=asker.person.id,
            action="person.joined",
            subject=row.person_id,
            detail=(("channel", row.channel), ("by", "approval")),
        ),
        _letter(row, row.person_id, asker, Text("join.let_in", name=given_name(row.name))),
    )


def _letter(row: JoinRequestRow, owner: str, asker: Asker, text: Text) -> Queue:
    """The answer to their own asking: it goes at once, as a reply does."""
    return Queue(
        id=asker.new_id(),
        owner=owner,
        channel=row.channel,
        external_id=row.external_id,
        lane=Lane.REPLY,
        identity=f"join settled:{row.id}",
        message=message_to_text(Message((text,))),
        not_before=asker.now,
        created_at=asker.now,
    )


APPROVE = Task(
    name="approve",
    roles=DECIDERS,
    label=Text("button.approve"),
    words=("ai xin vào", "duyệt", "duyệt người vào", "xin vào tổ", "who asks to join"),
    begin=_begin,
    flow=_flow,
    submit=_submit,
    in_menu=False,
    serves_draft=True,
    from_notice=True,
)
