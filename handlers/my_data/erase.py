"""“Xóa thông tin của tôi”: the person goes, what they did stays counted. Asked twice, and not for
whoever alone does what must be done.
"""

from __future__ import annotations

from bot.dialog.answers import Answers, Named
from bot.dialog.context import Context
from bot.dialog.flow import Flow
from bot.dialog.steps import ChoiceStep, Has
from bot.dialog.text import Text
from bot.task import Asker, Begun, Done, Mend, Submission, Task
from models.changes import Audited
from models.needs import Facts
from models.privacy_changes import ErasePerson
from models.privacy_needs import InTheWayNeed

SURE, AGAIN = "sure", "again"
YES, NO = "yes", "no"


def _begin(asker: Asker, _argument: str, facts: Facts) -> Begun:
    return Begun(refusal=_refusal(asker, facts))


def _refusal(asker: Asker, facts: Facts) -> Text | None:
    found = facts.of(InTheWayNeed(asker.person.id))
    if found.teams:
        return Text("my_data.erase.only_leader", teams=found.teams)
    return Text("my_data.erase.last_administrator") if found.is_last_administrator else None


def _flow(_context: Context) -> Flow:
    sure = ChoiceStep(
        name=SURE,
        label=Text("button.my_data_erase"),
        ask=Text("my_data.erase.ask"),
        short=Text("my_data.erase.short"),
        help=Text("my_data.erase.help"),
        said=Text("menu.said"),
        choices=(Named(NO, Text("button.keep_mine")), Named(YES, Text("button.erase_mine"))),
    )
    again = ChoiceStep(
        name=AGAIN,
        label=Text("button.my_data_erase"),
        ask=Text("my_data.erase.again"),
        short=Text("my_data.erase.again"),
        help=Text("my_data.erase.help"),
        said=Text("menu.said"),
        choices=(Named(NO, Text("button.keep_mine")), Named(YES, Text("button.erase_all"))),
        when=(Has(SURE, YES),),
    )
    return Flow(
        name="my_data_erase",
        version=1,
        steps=(sure, again),
        draft=_draft,
        review=False,
        keeps_draft=False,
    )


def _draft(_answers: Answers) -> Text:
    return Text("button.my_data_erase")


def _submit(submission: Submission, asker: Asker, facts: Facts) -> Done | Mend:
    answers = submission.answers
    if not (answers.has(SURE, YES) and answers.has(AGAIN, YES)):
        return Done(lines=(Text("my_data.erase.kept"),))
    if refusal := _refusal(asker, facts):
        return Done(lines=(refusal,))
    person = asker.person
    erased = Audited(
        id=asker.new_id(),
        at=asker.now,
        by_id=person.id,
        action="person.erased",
        subject=person.id,
    )
    return Done(
        changes=(ErasePerson(person.id, asker.now), erased),
        lines=(Text("my_data.erase.done"),),
    )


MY_DATA_ERASE = Task(
    name="my_data_erase",
    roles=frozenset(),
    label=Text("button.my_data_erase"),
    words=(
        "xóa thông tin của tôi", "xóa dữ liệu của tôi", "xóa tên tôi", "xóa hết của tôi",
        "quên tôi đi", "delete my data",
    ),
    begin=_begin,
    flow=_flow,
    submit=_submit,
    in_menu=False,
    needs_consent=False,
)  # fmt: skip
