"""What a team did, out of a file: read with the care of the roster, handed back as a list that its
sender looks through and sends; and the empty file to fill in.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.dialog.message import Enclosed
from bot.dialog.text import Text
from bot.errands.kind import Bench, ErrandKind, Job
from bot.errands.learner_file import REFUSED as NO_LIST
from bot.language.sentences.forms import Form
from bot.language.sentences.heard import Audience, Key, Report
from bot.language.sentences.sentence import Sentence
from bot.reports.entries_template import entries_template
from bot.roster.entry_list import (
    BadRow,
    Column,
    EntryList,
    EntryRow,
    Why,
    Work,
    is_entry_heading,
    read_entry_list,
)
from bot.roster.problems import Code, Problem
from bot.roster.reading import read_bytes
from bot.task import Asker, Done
from handlers.catching_up.caught import Caught, entries_to_text
from handlers.catching_up.file import look_link, template_link
from models.document_needs import FileNeed
from models.errand import MAKE_ENTRIES_TEMPLATE, READ_ENTRIES
from models.errand_changes import ForgetFile, KeepRead
from models.needs import Facts, IndicatorsNeed
from models.read_lists import read_list_key

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TEMPLATE_NAME = "mau-bo-sung.xlsx"
ROWS_NAMED = 12

WHY = {
    Why.NO_DAY: Text("entries_file.no_day"),
    Why.DAY_AHEAD: Text("entries_file.day_ahead"),
    Why.LONG_AGO: Text("entries_file.long_ago"),
    Why.NO_PEOPLE: Text("entries_file.no_people"),
    Why.NO_WORK: Text("entries_file.no_work"),
    Why.NO_NUMBER: Text("entries_file.no_number"),
    Why.TOO_MANY: Text("entries_file.too_many"),
    Why.SAME: Text("entries_file.twice"),
}


REFUSED = {
    **NO_LIST,
    Code.TOO_MANY_ROWS: Text("entries_file.too_long"),
    Code.TOO_MANY_COLUMNS: Text("entries_file.too_long"),
    Code.FILE_EMPTY: Text("entries_file.empty"),
}


@dataclass(frozen=True, slots=True)
class Read:
    """`refusal` is what keeps the whole file from being taken."""

    found: EntryList
    refusal: Problem | None = None


async def _prepare(job: Job, bench: Bench) -> Read | None:
    """None for a file that is gone."""
    file = await bench.ask(FileNeed(str(job.argument["file"]), job.person_id))
    if file is None or not file.stored:
        return None
    indicators = await bench.ask(IndicatorsNeed())
    content = await bench.read_file(file.stored)
    today = date.fromisoformat(str(job.argument["today"]))
    counted = {row.id: row.label for row in indicators}
    return await asyncio.to_thread(_read, content, today, counted)


def _read(content: bytes, today: date, counted: Mapping[str, str]) -> Read:
    read = read_bytes(content, "", _tell_nobody, is_heading=is_entry_heading)
    stop = next((problem for problem in read.problems if problem.stops), None)
    if stop is not None and not read.sheets:
        return Read(EntryList(), stop)
    found = read_entry_list(read.sheets, today, counted)
    return Read(found, found.problem)


def _tell_nobody(_done: int, _all: int) -> None:
    """Nobody watches the progress."""


def _finish(job: Job, prepared: Any, _asker: Asker, _facts: Facts) -> Done:  # noqa: ANN401  # as `_prepare` gives it
    forget = ForgetFile(str(job.argument["file"]))
    if not isinstance(prepared, Read):
        return Done(lines=(Text("file.lost"),))
    if prepared.refusal is not None:
        why = REFUSED.get(prepared.refusal.code, Text("learner_file.damaged"))
        said = (Text("learner_file.refused"), why)
        return Done(changes=(forget,), lines=said, links=(template_link(),))
    found = prepared.found
    bad = tuple(_bad_rows(found.bad))
    if not found.entries:
        lines = (Text("entries_file.empty"), *bad)
        return Done(changes=(forget,), lines=lines, links=(template_link(),))
    caught = sorted((_caught(row) for row in found.entries), key=lambda one: str(one.report.day))
    kept = KeepRead(job.id, entries_to_text(tuple(caught)), read_list_key(job.id))
    lines = (Text("entries_file.done", count=len(caught)), *_beyond(found), *bad)
    return Done(changes=(forget, kept), lines=lines, links=(look_link(job.id),))


def _caught(row: EntryRow) -> Caught:
    said = {Key.ELDERLY: row.elderly, Key.VNEID1: row.vneid_1, Key.VNEID2: row.vneid_2}
    counts = {Key.PEOPLE: row.people, **{key: count for key, count in said.items() if count}}
    report = Report(
        audience=Audience.MEMBERS if row.work is Work.MEMBERS else None,
        day=row.day,
        place=row.place or None,
        counts=counts,
    )
    form = Form.HOME_VISIT if row.work is Work.VISIT else Form.SESSION
    return Caught(Sentence(report, form=form), row.note, row.counts)


def _beyond(found: EntryList) -> Iterator[Text]:
    if found.beyond:
        yield Text("entries_file.beyond", count=found.beyond)


def _bad_rows(bad: Sequence[BadRow]) -> Iterator[Text]:
    """Each row by its number, those of one fault in one line."""
    by_why: dict[Why, list[int]] = {}
    for row in bad:
        by_why.setdefault(row.why, []).append(row.number)
    if bad:
        yield Text("entries_file.bad", count=len(bad))
    for why, numbers in by_why.items():
        shown = ", ".join(map(str, numbers[:ROWS_NAMED]))
        more = len(numbers) - ROWS_NAMED
        rows = Text("learner_file.rows_more", rows=shown, more=more) if more > 0 else shown
        yield WHY[why].given(rows=rows)


async def _prepare_template(job: Job, bench: Bench) -> str:
    indicators = await bench.ask(IndicatorsNeed())
    headings = (*(column.value for column in Column), *(row.label for row in indicators))
    works = tuple(work.value for work in Work)
    content = await asyncio.to_thread(entries_template, headings, works)
    return await bench.keep_file(job, "xlsx", content)


def _finish_template(_job: Job, prepared: Any, _asker: Asker, _facts: Facts) -> Done:  # noqa: ANN401
    return Done(
        lines=(Text("entries_template.done"),),
        files=(Enclosed(TEMPLATE_NAME, XLSX, str(prepared), is_personal=False),),
    )


ENTRIES_FILE = ErrandKind(READ_ENTRIES, _prepare, _finish)
ENTRIES_TEMPLATE = ErrandKind(MAKE_ENTRIES_TEMPLATE, _prepare_template, _finish_template)
