"""A product off its sàn, or off the list: from today on, nothing of before changes."""

from __future__ import annotations

from bot.dialog.answers import Answers, Named
from bot.dialog.context import Context
from bot.dialog.flow import Flow
from bot.dialog.steps import ChoiceStep
from bot.dialog.text import Text
from bot.task import Asker, Begun, Done, Mend, Submission, Task
from handlers.products.add import audited, row_of
from handlers.products.one import KEEPERS, find_product, products_link
from models.changes import Change
from models.needs import Facts
from models.product_changes import SetListing, SetRemoved

SURE, YES, NO = "sure", "yes", "no"


def _begin(_asker: Asker, argument: str, facts: Facts) -> Begun:
    """`argument` is a product."""
    row = find_product(argument, facts)
    if row is None:
        return Begun(refusal=Text("product.gone"))
    return Begun(Context(facts=(("product", Named(row.id, row.name)),)))


def _flow_unlist(context: Context) -> Flow:
    ask = Text("unlist_product.ask", name=_name(context))
    return _sure("unlist_product", ask, Text("button.unlist_product"))


def _flow_remove(context: Context) -> Flow:
    ask = Text("remove_product.ask", name=_name(context))
    return _sure("remove_product", ask, Text("button.remove_product"))


def _name(context: Context) -> str:
    named = context.fact("product")
    return str(named.label) if isinstance(named, Named) else ""


def _sure(name: str, ask: Text, yes: Text) -> Flow:
    step = ChoiceStep(
        name=SURE,
        label=yes,
        ask=ask,
        short=ask,
        help=Text("product.off.help"),
        said=Text("menu.said"),
        choices=(Named(YES, yes), Named(NO, Text("button.keep_given"))),
    )
    return Flow(name=name, version=1, steps=(step,), draft=_draft, review=False, keeps_draft=False)


def _draft(_answers: Answers) -> Text:
    return Text("button.products")


def _submit_unlist(submission: Submission, asker: Asker, facts: Facts) -> Done | Mend:
    return _submit(submission, asker, facts, is_removed=False)


def _submit_remove(submission: Submission, asker: Asker, facts: Facts) -> Done | Mend:
    return _submit(submission, asker, facts, is_removed=True)


def _submit(submission: Submission, asker: Asker, facts: Facts, *, is_removed: bool) -> Done | Mend:
    if not asker.person.has(*KEEPERS):
        return Done(lines=(Text("task.not_yours"),))
    row = row_of(submission, facts)
    if row is None:
        return Done(lines=(Text("product.gone"),), links=(products_link(),))
    if not submission.answers.has(SURE, YES):
        return Done(lines=(Text("product.kept", name=row.name),), links=(products_link(),))
    who, now, today = asker.person.id, asker.now, asker.today
    change: Change
    if is_removed:
        change = SetRemoved(row.id, today, who, now)
        action = "product.removed"
        said = Text("product.removed", name=row.name)
    else:
        change = SetListing(row.id, row.platform or None, row.listed_on, today, who, now)
        action = "product.unlisted"
        said = Text("product.unlisted", name=row.name)
    return Done(
        changes=(change, audited(asker, action, row.id, row.name)),
        lines=(said,),
        links=(products_link(),),
    )


UNLIST_PRODUCT = Task(
    name="unlist_product",
    roles=KEEPERS,
    label=Text("button.unlist_product"),
    words=(),
    begin=_begin,
    flow=_flow_unlist,
    submit=_submit_unlist,
    in_menu=False,
)

REMOVE_PRODUCT = Task(
    name="remove_product",
    roles=KEEPERS,
    label=Text("button.remove_product"),
    words=(),
    begin=_begin,
    flow=_flow_remove,
    submit=_submit_remove,
    in_menu=False,
)
