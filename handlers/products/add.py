"""“Thêm sản phẩm OCOP”, and putting one on a sàn: its name once, on which sàn and since when."""

from __future__ import annotations

from functools import lru_cache

from bot.dialog.answers import Answers, Named, Value
from bot.dialog.context import Context
from bot.dialog.flow import Flow
from bot.dialog.steps import ChoiceStep, DateStep, Has, TextStep
from bot.dialog.steps import Step as AnyStep
from bot.dialog.text import Text
from bot.task import Asker, Begun, Done, Link, Mend, Submission, Task
from handlers.products.one import (
    KEEPERS,
    add_product_link,
    find_product,
    products_link,
)
from models.business_kept import folded
from models.changes import Audited, Change
from models.needs import Facts
from models.product_changes import AddProduct, SetListing, SetRemoved
from models.product_needs import ProductRow, ProductsNeed

NAME, MAKER, WHERE, PLATFORM, SINCE = "name", "maker", "where", "platform", "since"
LISTED, NOT_LISTED = "listed", "not_listed"
YEAR = 365
NAME_LENGTH, MAKER_LENGTH, PLATFORM_LENGTH = 60, 60, 40
WAS = ("was_platform", "was_listed", "was_unlisted")
"""How a product stood before, for whoever takes the change back."""


def _begin(_asker: Asker, _argument: str, _facts: Facts) -> Begun:
    return Begun()


@lru_cache(maxsize=64)
def _flow(_context: Context) -> Flow:
    return Flow(
        name="add_product",
        version=1,
        steps=(
            TextStep(
                name=NAME,
                label=Text("label.product"),
                ask=Text("product.name.ask"),
                short=Text("product.name.short"),
                help=Text("product.name.help"),
                said=Text("product.name.said"),
                longest=NAME_LENGTH,
            ),
            TextStep(
                name=MAKER,
                label=Text("label.maker"),
                ask=Text("product.maker.ask"),
                short=Text("product.maker.short"),
                help=Text("product.maker.help"),
                said=Text("product.maker.said"),
                longest=MAKER_LENGTH,
                optional=True,
            ),
            ChoiceStep(
                name=WHERE,
                label=Text("label.listed"),
                ask=Text("product.where.ask"),
                short=Text("product.where.short"),
                help=Text("product.where.help"),
                said=Text("product.where.said"),
                choices=(
                    Named(LISTED, Text("button.is_listed")),
                    Named(NOT_LISTED, Text("button.not_listed")),
                ),
            ),
            *_listing(when=(Has(WHERE, LISTED),)),
        ),
        draft=_draft,
        summary=_summary,
    )


def _listing(*, when: tuple[Has, ...] = ()) -> tuple[AnyStep, ...]:
    return (
        TextStep(
            name=PLATFORM,
            label=Text("label.platform"),
            ask=Text("product.platform.ask"),
            short=Text("product.platform.short"),
            help=Text("product.platform.help"),
            said=Text("product.platform.said"),
            longest=PLATFORM_LENGTH,
            when=when,
        ),
        DateStep(
            name=SINCE,
            label=Text("label.listed_since"),
            ask=Text("product.since.ask"),
            short=Text("product.since.short"),
            help=Text("product.since.help"),
            said=Text("product.since.said"),
            old_days=YEAR,  # days: it may be on it for long
            when=when,
        ),
    )


def _draft(answers: Answers) -> Text:
    name = answers.words(NAME)
    return Text("product.draft", name=name) if name else Text("button.add_product")


def _summary(answers: Answers) -> tuple[Text, ...]:
    lines: list[Text] = []
    if name := answers.words(NAME):
        lines.append(Text("product.sum.name", name=name))
    if maker := answers.words(MAKER):
        lines.append(Text("product.sum.maker", maker=maker))
    platform, since = answers.words(PLATFORM), answers.day(SINCE)
    if platform and since:
        lines.append(Text("product.sum.listed", platform=platform, since=since))
    elif answers.has(WHERE, NOT_LISTED):
        lines.append(Text("product.sum.unlisted"))
    return tuple(lines)


def _submit(submission: Submission, asker: Asker, facts: Facts) -> Done | Mend:
    if not asker.person.has(*KEEPERS):
        return Done(lines=(Text("task.not_yours"),))
    answers = _flow(submission.context).on_the_way(submission.answers)
    name, platform, since = answers.words(NAME), answers.words(PLATFORM), answers.day(SINCE)
    if not name or answers.chosen(WHERE) is None:
        return Mend(NAME, Text("miss.needed"))
    if since is not None and since > asker.today:
        return Mend(SINCE, Text("miss.date.future", day=since))
    rows = facts.of(ProductsNeed())
    known = next((row for row in rows if row.name_key == folded(name)), None)
    if known is not None and known.removed_on is None:
        return Mend(NAME, Text("product.same", name=known.name))
    changes: tuple[Change, ...]
    if known is not None:
        record = known.id
        changes = (
            SetRemoved(record, None, asker.person.id, asker.now),
            SetListing(record, platform, since, None, asker.person.id, asker.now),
        )
    else:
        record = asker.new_id()
        changes = (
            AddProduct(
                id=record, name=name, maker=answers.words(MAKER), platform=platform,
                listed_on=since, added_on=asker.today, by_id=asker.person.id, at=asker.now,
            ),
        )  # fmt: skip
    total = sum(row.removed_on is None for row in rows) + 1
    return Done(
        changes=(*changes, audited(asker, "product.added", record, name)),
        lines=(Text("product.added", name=name, total=total),),
        links=(
            Link(Text("button.undo"), Text("word.undo"), "undo"),
            add_product_link(),
            products_link(),
        ),
        record=record,
    )


def audited(asker: Asker, action: str, subject: str, name: str) -> Audited:
    return Audited(
        id=asker.new_id(),
        at=asker.now,
        by_id=asker.person.id,
        action=action,
        subject=subject,
        detail=(("label", name),),
    )


def _undo(record: str, submission: Submission, asker: Asker) -> tuple[Change, ...]:
    name = submission.answers.words(NAME) or ""
    return (
        SetRemoved(record, asker.today, asker.person.id, asker.now),
        audited(asker, "product.removed", record, name),
    )


# One that is there, onto a sàn


def _begin_list(_asker: Asker, argument: str, facts: Facts) -> Begun:
    """`argument` is a product."""
    row = find_product(argument, facts)
    if row is None:
        return Begun(refusal=Text("product.gone"))
    was: tuple[Value, ...] = (row.platform or None, row.listed_on, row.unlisted_on)
    return Begun(
        Context(
            facts=(
                ("product", Named(row.id, row.name)),
                *zip(WAS, was, strict=True),
            )
        ),
        lead=Text("product.head", name=row.name),
    )


@lru_cache(maxsize=64)
def _flow_list(context: Context) -> Flow:
    named = context.fact("product")
    name = str(named.label) if isinstance(named, Named) else ""

    def summary(answers: Answers) -> tuple[Text, ...]:
        return (Text("product.sum.name", name=name), *_summary(answers))

    return Flow(
        name="list_product",
        version=1,
        steps=_listing(),
        draft=lambda _: Text("product.draft", name=name),
        summary=summary,
    )


def _submit_list(submission: Submission, asker: Asker, facts: Facts) -> Done | Mend:
    if not asker.person.has(*KEEPERS):
        return Done(lines=(Text("task.not_yours"),))
    row = row_of(submission, facts)
    if row is None:
        return Done(lines=(Text("product.gone"),), links=(products_link(),))
    platform, since = submission.answers.words(PLATFORM), submission.answers.day(SINCE)
    if not platform or since is None:
        return Mend(PLATFORM, Text("miss.needed"))
    if since > asker.today:
        return Mend(SINCE, Text("miss.date.future", day=since))
    return Done(
        changes=(
            SetListing(row.id, platform, since, None, asker.person.id, asker.now),
            audited(asker, "product.listed", row.id, row.name),
        ),
        lines=(Text("product.listed_now", name=row.name, platform=platform),),
        links=(Link(Text("button.undo"), Text("word.undo"), "undo"), products_link()),
        record=row.id,
    )


def _undo_list(record: str, submission: Submission, asker: Asker) -> tuple[Change, ...]:
    context = submission.context
    platform = context.fact(WAS[0])
    was = Answers(context.facts)
    return (
        SetListing(
            record,
            platform if isinstance(platform, str) else None,
            was.day(WAS[1]),
            was.day(WAS[2]),
            asker.person.id,
            asker.now,
        ),
    )


def row_of(submission: Submission, facts: Facts) -> ProductRow | None:
    named = submission.context.fact("product")
    return find_product(named.id, facts) if isinstance(named, Named) else None


ADD_PRODUCT = Task(
    name="add_product",
    roles=KEEPERS,
    label=Text("button.add_product"),
    words=("thêm sản phẩm ocop", "thêm sản phẩm", "add a product"),
    begin=_begin,
    flow=_flow,
    submit=_submit,
    undo=_undo,
    in_menu=False,
)

LIST_PRODUCT = Task(
    name="list_product",
    roles=KEEPERS,
    label=Text("button.list_product"),
    words=(),
    begin=_begin_list,
    flow=_flow_list,
    submit=_submit_list,
    undo=_undo_list,
    in_menu=False,
)
