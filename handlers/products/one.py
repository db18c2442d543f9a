"""“Sản phẩm OCOP”: the named list, and one of it with what can be done to it."""

from __future__ import annotations

from datetime import date

from bot.dialog.answers import Answers, Named
from bot.dialog.context import Context
from bot.dialog.flow import Flow
from bot.dialog.steps import ChoiceStep
from bot.dialog.text import Text
from bot.task import Asker, Begun, Done, Link, Mend, Submission, Task
from models.needs import Facts
from models.people import Role
from models.product_needs import ProductRow, ProductsNeed

KEEPERS = frozenset({Role.COORDINATOR})
WHICH = "which"


def products_link() -> Link:
    return Link(Text("button.products"), Text("word.products"), "products")


def add_product_link() -> Link:
    return Link(Text("button.add_product"), Text("word.add_product"), "add_product")


def find_product(product_id: object, facts: Facts) -> ProductRow | None:
    """One that is on the list."""
    rows = facts.of(ProductsNeed())
    return next((row for row in rows if row.id == product_id and row.removed_on is None), None)


def _begin(asker: Asker, _argument: str, facts: Facts) -> Begun:
    standing = [row for row in facts.of(ProductsNeed()) if row.removed_on is None]
    named = tuple(Named(row.id, _label(row, asker.today)) for row in standing)
    listed = sum(row.is_listed(asker.today) for row in standing)
    return Begun(
        Context(lists=(("products", named),), facts=(("total", len(named)), ("listed", listed)))
    )


def _label(row: ProductRow, today: date) -> Text | str:
    return Text("products.listed", name=row.name) if row.is_listed(today) else row.name


def _flow(context: Context) -> Flow:
    choices = context.list_of("products")
    ask = Text("products.ask", total=context.number("total"), listed=context.number("listed"))
    step = ChoiceStep(
        name=WHICH,
        label=Text("button.products"),
        ask=ask,
        short=ask,
        help=Text("products.help"),
        said=Text("menu.said"),
        choices=choices,
    )
    return Flow(
        name="products",
        version=1,
        steps=(step,) if choices else (),
        draft=_draft,
        review=False,
        keeps_draft=False,
    )


def _draft(_answers: Answers) -> Text:
    return Text("button.products")


def _submit(submission: Submission, asker: Asker, _facts: Facts) -> Done | Mend:
    if not asker.person.has(*KEEPERS):
        return Done(lines=(Text("task.not_yours"),))
    chosen = submission.answers.chosen(WHICH)
    if chosen is None:
        return Done(lines=(Text("products.none"),), links=(add_product_link(),))
    return Done(next_task=f"product:{chosen.id}")


# One of it


def _begin_one(_asker: Asker, argument: str, _facts: Facts) -> Begun:
    """`argument` is a product."""
    return Begun(Context(facts=(("product", argument),)))


def _flow_one(_context: Context) -> Flow:
    return Flow(name="product", version=1, steps=(), draft=_draft, review=False, keeps_draft=False)


def _submit_one(submission: Submission, asker: Asker, facts: Facts) -> Done | Mend:
    if not asker.person.has(*KEEPERS):
        return Done(lines=(Text("task.not_yours"),))
    row = find_product(submission.context.fact("product"), facts)
    if row is None:
        return Done(lines=(Text("product.gone"),), links=(products_link(),))
    lines = [Text("product.head", name=row.name)]
    if row.maker:
        lines.append(Text("product.sum.maker", maker=row.maker))
    if row.is_listed(asker.today) and row.listed_on is not None:
        lines.append(Text("product.sum.listed", platform=row.platform, since=row.listed_on))
        change = Link(Text("button.unlist_product"), Text("word.unlist"), "unlist_product", row.id)
    else:
        lines.append(Text("product.sum.unlisted"))
        change = Link(Text("button.list_product"), Text("word.list"), "list_product", row.id)
    remove = Link(
        Text("button.remove_product"), Text("word.remove_product"), "remove_product", row.id
    )
    return Done(lines=tuple(lines), links=(change, remove, add_product_link(), products_link()))


PRODUCTS = Task(
    name="products",
    roles=KEEPERS,
    label=Text("button.products"),
    words=("sản phẩm ocop", "các sản phẩm ocop", "sản phẩm", "ocop", "ocop products"),
    begin=_begin,
    flow=_flow,
    submit=_submit,
)

PRODUCT = Task(
    name="product",
    roles=KEEPERS,
    label=Text("button.products"),
    words=(),
    begin=_begin_one,
    flow=_flow_one,
    submit=_submit_one,
    in_menu=False,
)
