"""“Tệp mẫu bổ sung”: an empty file to fill in at home, and the file sent back. What it holds is
read after the message, and comes back as a list to be looked through and sent.
"""

from __future__ import annotations

from bot.dialog.answers import Answers
from bot.dialog.context import Context
from bot.dialog.flow import Flow
from bot.dialog.steps import FileStep
from bot.dialog.text import Text
from bot.readers import WORKERS
from bot.task import Asker, Begun, Done, Link, Mend, Submission, Task
from handlers.catching_up.task import CATCHERS, LIST
from handlers.errands import asked
from models.attachment import AttachmentState
from models.document_needs import FileNeed
from models.errand import MAKE_ENTRIES_TEMPLATE, READ_ENTRIES
from models.needs import Facts
from models.read_lists import ReadList, SameListNeed

FILE = "file"


def look_link(errand_id: str) -> Link:
    return Link(
        Text("button.entries_look"), Text("word.entries_look"), "catching_up", f"{LIST}{errand_id}"
    )


def template_link() -> Link:
    return Link(Text("button.entries_template"), Text("word.entries_template"), "entries_template")


def _begin(asker: Asker, _argument: str, _facts: Facts) -> Begun:
    return Begun() if asker.person.teams(*WORKERS) else Begun(refusal=Text("session.no_team"))


def _flow_template(_context: Context) -> Flow:
    return Flow(
        name="entries_template", version=1, steps=(), draft=_draft, review=False, keeps_draft=False
    )


def _draft(_answers: Answers) -> Text:
    return Text("button.entries_file")


def _submit_template(_submission: Submission, asker: Asker, _facts: Facts) -> Done | Mend:
    errand = asked(asker, MAKE_ENTRIES_TEMPLATE, ())
    return Done(changes=(errand,), lines=(Text("entries_template.taken"),))


def _flow(_context: Context) -> Flow:
    step = FileStep(
        name=FILE,
        label=Text("label.entries_file"),
        ask=Text("entries_file.ask"),
        short=Text("entries_file.short"),
        help=Text("entries_file.help"),
        said=Text("entries_file.said"),
        read=_no_words,
        miss=Text("entries_file.miss"),
        is_list=True,
    )
    return Flow(
        name="entries_file",
        version=1,
        steps=(step,),
        draft=_draft,
        summary=_summary,
        keeps_draft=False,
    )


def _no_words(_typed: str) -> None:
    return None


def _summary(answers: Answers) -> tuple[Text, ...]:
    file = answers.chosen(FILE)
    return (Text("entries_file.sum", name=file.label),) if file else ()


def _submit(submission: Submission, asker: Asker, facts: Facts) -> Done | Mend:
    file = submission.answers.chosen(FILE)
    if file is None:
        return Mend(FILE, Text("entries_file.miss"))
    arrived = facts.of(FileNeed(file.id, asker.person.id))
    if arrived is None or arrived.state in (AttachmentState.REFUSED, AttachmentState.FAILED):
        return Mend(FILE, Text("file.lost"))
    if arrived.state is AttachmentState.PENDING:
        return Mend("", Text("add_document.pending"))
    before = facts.of(SameListNeed(asker.person.id, arrived.digest))
    if before is not None:
        return _read_before(before)
    argument = (("file", file.id), ("digest", arrived.digest), ("today", asker.today.isoformat()))
    return Done(
        changes=(asked(asker, READ_ENTRIES, argument),), lines=(Text("entries_file.taken"),)
    )


def _read_before(before: ReadList) -> Done:
    """The same file goes on where it was left, and brings nothing twice."""
    if before.lines:
        return Done(lines=(Text("entries_file.same"),), links=(look_link(before.errand_id),))
    return Done(lines=(Text("entries_file.same_sent"),))


ENTRIES_TEMPLATE = Task(
    name="entries_template",
    roles=CATCHERS,
    label=Text("button.entries_template"),
    words=("tệp mẫu bổ sung", "mẫu bổ sung", "lấy tệp mẫu bổ sung", "catch up template"),
    begin=_begin,
    flow=_flow_template,
    submit=_submit_template,
    in_menu=False,
    from_notice=True,
)

ENTRIES_FILE = Task(
    name="entries_file",
    roles=CATCHERS,
    label=Text("button.entries_file"),
    words=("gửi tệp bổ sung", "bổ sung bằng tệp", "tệp bổ sung", "catch up by a file"),
    begin=_begin,
    flow=_flow,
    submit=_submit,
    in_menu=False,
    from_notice=True,
)
