"""The list of a class out of a file: read with the care of the roster, then added as a pasted list
is, and everything that was not taken is said.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bot.dialog.text import Text
from bot.errands.kind import Bench, ErrandKind, Job
from bot.language.learners import Why
from bot.roster.learner_list import (
    BadRow,
    LearnerList,
    is_learner_heading,
    read_learner_list,
)
from bot.roster.problems import Code, Problem
from bot.roster.reading import read_bytes
from bot.task import Asker, Done, Link
from handlers.alike.recognising import recognise
from handlers.classes.enrolling import added
from handlers.classes.names import course_link, tended
from models.changes import Change
from models.course_needs import CoursePage
from models.document_needs import FileNeed
from models.errand import READ_LEARNERS
from models.errand_changes import ForgetFile
from models.learner import Consent
from models.needs import Facts

ROWS_NAMED = 12
"""Rows that are named of one kind of fault; of more it is said how many there are."""

WHY = {
    Why.NO_NAME: Text("learner_file.no_name"),
    Why.NAME_DIGITS: Text("learner_file.name_digits"),
    Why.NAME_LONG: Text("learner_file.name_long"),
    Why.NAME_ODD: Text("learner_file.name_odd"),
    Why.SEVERAL: Text("learner_file.several"),
    Why.YEAR_ODD: Text("learner_file.year_odd"),
    Why.YEAR_SHORT: Text("learner_file.year_odd"),
    Why.PHONE_WRONG: Text("learner_file.phone_wrong"),
    Why.SAME: Text("learner_file.twice"),
    Why.CITIZEN_NUMBER: Text("learner_file.citizen_number"),
}


REFUSED = {
    Code.CITIZEN_NUMBERS: Text("learner_file.citizens"),
    Code.TOO_MANY_ROWS: Text("learner_file.too_long"),
    Code.TOO_MANY_COLUMNS: Text("learner_file.too_long"),
    Code.FILE_BOMB: Text("learner_file.bomb"),
    Code.FILE_LOCKED: Text("learner_file.locked"),
    Code.FILE_OLD_EXCEL: Text("learner_file.locked"),
    Code.ENCODING_UNSURE: Text("learner_file.encoding"),
    Code.FILE_EMPTY: Text("learner_file.empty"),
}
"""Why the whole of it is not taken; anything else is a file that does not open."""


@dataclass(frozen=True, slots=True)
class Read:
    """`refusal` is what keeps the whole file from being taken."""

    found: LearnerList
    refusal: Problem | None = None


async def _prepare(job: Job, bench: Bench) -> Read | None:
    """None for a file that is gone."""
    file = await bench.ask(FileNeed(str(job.argument["file"]), job.person_id))
    if file is None or not file.stored:
        return None
    content = await bench.read_file(file.stored)
    return await asyncio.to_thread(_read, content, int(job.argument["year"]))


def _read(content: bytes, this_year: int) -> Read:
    read = read_bytes(content, "", _tell_nobody, is_heading=is_learner_heading)
    stop = next((problem for problem in read.problems if problem.stops), None)
    if stop is not None and not read.sheets:
        return Read(LearnerList(), stop)
    found = read_learner_list(read.sheets, this_year)
    return Read(found, found.problem)


def _tell_nobody(_done: int, _all: int) -> None:
    """Nobody watches the progress."""


def _finish(job: Job, prepared: Any, asker: Asker, facts: Facts) -> Done:  # noqa: ANN401  # as `_prepare` gives it
    forget = ForgetFile(str(job.argument["file"]))
    page = tended(asker, str(job.argument["course"]), facts)
    if isinstance(page, Text):
        return Done(changes=(forget,), lines=(page,))
    if not isinstance(prepared, Read):
        return Done(lines=(Text("file.lost"),), links=(course_link(page.id),))
    if prepared.refusal is not None:
        why = REFUSED.get(prepared.refusal.code, Text("learner_file.damaged"))
        said = (Text("learner_file.refused"), why)
        return Done(changes=(forget,), lines=said, links=_again(page))
    found = prepared.found
    consent = Consent(str(job.argument["consent"]))
    rows = [one.row for one in found.people]
    # Who did not agree by the file has not, whatever was said of all.
    without = [one.row for one in found.people if one.agreed is False]
    seen = recognise(rows, page, consent, asker, facts, without=without)
    came = len(seen.new) + len(seen.known)
    changes: tuple[Change, ...] = ()
    if came:
        changes = (*seen.changes(page, asker), added(page, came, asker))
    lines = (*_counts(found, came, page), *seen.lines(asker), *_bad_rows(found.bad))
    back = Link(
        Text("button.learner_file_back"), Text("word.learner_file_back"), "learner_file_back",
        job.id,
    )  # fmt: skip
    links = (*((back,) if changes else ()), *seen.links(asker), course_link(page.id))
    return Done(changes=(*changes, forget), lines=lines, links=links)


def _again(page: CoursePage) -> tuple[Link, ...]:
    template = Link(
        Text("button.learner_template"), Text("word.learner_template"), "learner_template"
    )
    return (template, course_link(page.id))


def _counts(found: LearnerList, came: int, page: CoursePage) -> Iterator[Text]:
    if not found.people and not found.bad:
        yield Text("learner_file.empty")
        return
    if came:
        yield Text("learner_file.done", count=came, all=len(page.learners) + came)
    else:
        yield Text("learner_file.none_new")
    if found.beyond:
        yield Text("learner_file.beyond", count=found.beyond, most=len(found.people))


def _bad_rows(bad: Sequence[BadRow]) -> Iterator[Text]:
    """Each row by its number, those of one fault in one line."""
    by_text: dict[Text, list[int]] = {}
    for row in bad:
        by_text.setdefault(WHY[row.why], []).append(row.number)
    if bad:
        yield Text("learner_file.bad", count=len(bad))
    for text, numbers in by_text.items():
        shown = ", ".join(map(str, numbers[:ROWS_NAMED]))
        more = len(numbers) - ROWS_NAMED
        rows = Text("learner_file.rows_more", rows=shown, more=more) if more > 0 else shown
        yield text.given(rows=rows)


LEARNER_FILE = ErrandKind(READ_LEARNERS, _prepare, _finish)
