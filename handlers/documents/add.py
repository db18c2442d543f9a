"""“Thêm tài liệu”: a link that is typed, or a file that is sent into the talk."""

from __future__ import annotations

from bot.dialog.answers import Answers, Named
from bot.dialog.context import Context
from bot.dialog.flow import Flow
from bot.dialog.steps import FileStep, TextStep
from bot.dialog.text import Text
from bot.task import Asker, Begun, Done, Mend, Submission, Task
from handlers.documents.link import read_link
from handlers.documents.shelf import KEEPERS, add_link, shelf_link
from models.attachment import AttachmentState
from models.changes import Audited
from models.document_changes import AddDocument
from models.document_needs import ArrivedFile, FileNeed
from models.needs import Facts

WHAT, TITLE = "what", "title"
TITLE_LENGTH = 80
UNSAFE = '/\\:*?"<>|'
"""Signs that some phone or computer takes in no file's name."""


def _begin(_asker: Asker, _argument: str, _facts: Facts) -> Begun:
    return Begun()


def _flow(_context: Context) -> Flow:
    return Flow(
        name="add_document",
        version=1,
        steps=(
            FileStep(
                name=WHAT,
                label=Text("label.document"),
                ask=Text("add_document.what.ask"),
                short=Text("add_document.what.short"),
                help=Text("add_document.what.help"),
                said=Text("add_document.what.said"),
                read=read_link,
                miss=Text("add_document.what.miss"),
            ),
            TextStep(
                name=TITLE,
                label=Text("label.document_title"),
                ask=Text("add_document.title.ask"),
                short=Text("add_document.title.short"),
                help=Text("add_document.title.help"),
                said=Text("add_document.title.said"),
                longest=TITLE_LENGTH,
            ),
        ),
        draft=_draft,
        summary=_summary,
    )


def _draft(answers: Answers) -> Text:
    title = answers.words(TITLE)
    return Text("add_document.draft", title=title) if title else Text("button.add_document")


def _summary(answers: Answers) -> tuple[Text, ...]:
    lines = []
    if title := answers.words(TITLE):
        lines.append(Text("add_document.sum.title", title=title))
    if link := answers.words(WHAT):
        lines.append(Text("add_document.sum.link", link=link))
    elif file := answers.chosen(WHAT):
        lines.append(Text("add_document.sum.file", name=file.label))
    return tuple(lines)


def _submit(submission: Submission, asker: Asker, facts: Facts) -> Done | Mend:
    if not asker.person.has(*KEEPERS):
        return Done(lines=(Text("task.not_yours"),))
    title, file = submission.answers.words(TITLE), submission.answers.chosen(WHAT)
    link = read_link(submission.answers.words(WHAT) or "")
    if not title:
        return Mend(TITLE, Text("miss.needed"))
    if file is None and link is None:
        return Mend(WHAT, Text("add_document.what.miss"))
    added = AddDocument(asker.new_id(), title, asker.person.id, asker.now, link=link)
    if file is not None:
        arrived = _arrived(file, asker, facts)
        if isinstance(arrived, Mend):
            return arrived
        added = AddDocument(
            id=added.id,
            title=title,
            by_id=asker.person.id,
            at=asker.now,
            stored=arrived.stored,
            file_name=file_name(title, arrived.stored),
            mime=arrived.mime,
        )
    noted = Audited(
        id=asker.new_id(),
        at=asker.now,
        by_id=asker.person.id,
        action="document.added",
        subject=added.id,
        detail=(("mime", added.mime or "link"),),
    )
    return Done(
        changes=(added, noted),
        lines=(Text("add_document.done", title=title),),
        links=(shelf_link(), add_link()),
    )


def _arrived(file: Named, asker: Asker, facts: Facts) -> ArrivedFile | Mend:
    """Only the person's own file, and only once its bytes are here and known."""
    arrived = facts.of(FileNeed(file.id, asker.person.id))
    if arrived is None:
        return Mend(WHAT, Text("file.lost"))
    match arrived.state:
        case AttachmentState.STORED:
            return arrived
        case AttachmentState.PENDING:
            return Mend("", Text("add_document.pending"))
        case AttachmentState.REFUSED | AttachmentState.FAILED:
            return Mend(WHAT, Text("file.lost"))


def file_name(title: str, stored: str) -> str:
    """What the file is handed out as: the title, and what its bytes were found to be. The name that
    its sender gave is never used.
    """
    kept = "".join(" " if sign in UNSAFE else sign for sign in title)
    stem = " ".join(kept.split()).strip(". ") or "tai-lieu"
    return f"{stem}.{stored.rpartition('.')[2]}"


ADD_DOCUMENT = Task(
    name="add_document",
    roles=KEEPERS,
    label=Text("button.add_document"),
    words=("thêm tài liệu", "gửi tài liệu", "add a document"),
    begin=_begin,
    flow=_flow,
    submit=_submit,
    in_menu=False,
)
