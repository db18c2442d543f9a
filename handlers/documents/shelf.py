"""“Tài liệu”: what members open before a class; whoever looks after it also adds and removes."""

from __future__ import annotations

from bot.dialog.answers import Answers, Named
from bot.dialog.context import Context
from bot.dialog.flow import Flow
from bot.dialog.message import Enclosed
from bot.dialog.steps import ChoiceStep
from bot.dialog.text import Text
from bot.readers import WORKERS
from bot.task import Asker, Begun, Done, Link, Mend, Submission, Task
from models.changes import Audited
from models.document_changes import RemoveDocument
from models.document_needs import DocumentRow, DocumentsNeed
from models.needs import Facts
from models.people import Role

WHICH, SURE = "which", "sure"
YES, NO = "yes", "no"
KEEPERS = frozenset({Role.COORDINATOR})


def add_link() -> Link:
    return Link(Text("button.add_document"), Text("word.add_document"), "add_document")


def shelf_link() -> Link:
    return Link(Text("button.documents"), Text("word.documents"), "documents")


def _begin(_asker: Asker, _argument: str, facts: Facts) -> Begun:
    named = tuple(Named(row.id, row.title) for row in facts.of(DocumentsNeed()))
    return Begun(Context(lists=(("documents", named),)))


def _flow(context: Context) -> Flow:
    choices = context.list_of("documents")
    step = ChoiceStep(
        name=WHICH,
        label=Text("button.documents"),
        ask=Text("documents.ask"),
        short=Text("documents.ask"),
        help=Text("documents.help"),
        said=Text("menu.said"),
        choices=choices,
    )
    return Flow(
        name="documents",
        version=1,
        steps=(step,) if choices else (),
        draft=_draft,
        review=False,
        keeps_draft=False,
    )


def _draft(_answers: Answers) -> Text:
    return Text("button.documents")


def _submit(submission: Submission, asker: Asker, facts: Facts) -> Done | Mend:
    keeps = asker.person.has(*KEEPERS)
    if not keeps and not asker.person.has(*WORKERS):
        return Done(lines=(Text("task.not_yours"),))
    chosen = submission.answers.chosen(WHICH)
    if chosen is None:
        if keeps:
            return Done(lines=(Text("documents.none_yet"),), links=(add_link(),))
        return Done(lines=(Text("documents.none"),))
    row = _find(chosen.id, facts)
    if row is None:
        return Done(lines=(Text("documents.gone"),), links=(shelf_link(),))
    links = [shelf_link()]
    if keeps:
        remove = Link(
            Text("button.remove_document"), Text("word.remove_document"), "remove_document", row.id
        )
        links += [add_link(), remove]
    if row.link:
        lines = (Text("documents.title", title=row.title), Text("documents.link", link=row.link))
        return Done(lines=lines, links=tuple(links))
    return Done(
        lines=(Text("documents.title", title=row.title),),
        links=tuple(links),
        files=(Enclosed(row.file_name, row.mime, row.stored),),
    )


def _find(document_id: object, facts: Facts) -> DocumentRow | None:
    return next((row for row in facts.of(DocumentsNeed()) if row.id == document_id), None)


# Taking one away


def _begin_remove(_asker: Asker, argument: str, facts: Facts) -> Begun:
    """`argument` is a document."""
    row = _find(argument, facts)
    if row is None:
        return Begun(refusal=Text("documents.gone"))
    return Begun(
        Context(facts=(("document", row.id),)), lead=Text("documents.title", title=row.title)
    )


def _flow_remove(_context: Context) -> Flow:
    step = ChoiceStep(
        name=SURE,
        label=Text("button.remove_document"),
        ask=Text("remove_document.ask"),
        short=Text("remove_document.ask"),
        help=Text("remove_document.help"),
        said=Text("menu.said"),
        choices=(
            Named(YES, Text("button.remove_document")),
            Named(NO, Text("button.keep_given")),
        ),
    )
    return Flow(
        name="remove_document",
        version=1,
        steps=(step,),
        draft=_draft,
        review=False,
        keeps_draft=False,
    )


def _submit_remove(submission: Submission, asker: Asker, facts: Facts) -> Done | Mend:
    if not asker.person.has(*KEEPERS):
        return Done(lines=(Text("task.not_yours"),))
    row = _find(submission.context.fact("document"), facts)
    if row is None:
        return Done(lines=(Text("documents.gone"),), links=(shelf_link(),))
    if not submission.answers.has(SURE, YES):
        return Done(lines=(Text("remove_document.kept"),), links=(shelf_link(),))
    return Done(
        changes=(
            RemoveDocument(row.id, asker.now),
            Audited(
                id=asker.new_id(),
                at=asker.now,
                by_id=asker.person.id,
                action="document.removed",
                subject=row.id,
            ),
        ),
        lines=(Text("remove_document.done", title=row.title),),
        links=(shelf_link(),),
    )


DOCUMENTS = Task(
    name="documents",
    roles=frozenset({*WORKERS, *KEEPERS}),
    label=Text("button.documents"),
    words=("tài liệu", "xem tài liệu", "mở tài liệu", "documents"),
    begin=_begin,
    flow=_flow,
    submit=_submit,
)

REMOVE_DOCUMENT = Task(
    name="remove_document",
    roles=KEEPERS,
    label=Text("button.remove_document"),
    words=(),
    begin=_begin_remove,
    flow=_flow_remove,
    submit=_submit_remove,
    in_menu=False,
)
