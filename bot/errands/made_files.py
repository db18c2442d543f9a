"""Files that are made for somebody: the list of a class, and an empty one to fill in."""

from __future__ import annotations

import asyncio
from typing import Any

from bot.dialog.message import Enclosed
from bot.dialog.text import Text
from bot.errands.kind import Bench, ErrandKind, Job
from bot.reports.class_sheet import ClassSheet, Line, class_workbook
from bot.reports.learner_template import learner_template
from bot.roster.learner_list import Column
from bot.roster.values import NO, YES
from bot.task import Asker, Done
from handlers.classes.names import course_link, may_take, tended
from handlers.documents.add import file_name
from models.changes import Audited
from models.course_needs import CourseNeed, CoursePage
from models.errand import MAKE_CLASS_SHEET, MAKE_TEMPLATE
from models.learner import Consent
from models.needs import Facts

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TEMPLATE_NAME = "mau-danh-sach-hoc-vien.xlsx"


async def _prepare_sheet(job: Job, bench: Bench) -> str:
    """The stored name; "" for a class that is gone."""
    page = await bench.ask(CourseNeed(str(job.argument["course"])))
    if page is None:
        return ""
    content = await asyncio.to_thread(class_workbook, _sheet(page))
    return await bench.keep_file(job, "xlsx", content)


def _sheet(page: CoursePage) -> ClassSheet:
    held = {day.day: frozenset(day.learners) for day in page.held}
    lines = tuple(
        Line(
            name=one.name,
            birth=one.birth,
            has_consent=one.consent is not Consent.NONE,
            came=frozenset(day for day, ids in held.items() if one.id in ids),
            is_qualified=one.qualified_on is not None,
        )
        for one in page.learners
    )
    head = tuple(word for word in (page.topic, page.place, page.team_name) if word)
    return ClassSheet(head, tuple(sorted(held)), lines)


def _finish_sheet(job: Job, prepared: Any, asker: Asker, facts: Facts) -> Done:  # noqa: ANN401  # as it was prepared
    page = tended(asker, str(job.argument["course"]), facts)
    if isinstance(page, Text):
        return Done(lines=(page,))
    if not may_take(asker, page.team_id) or not prepared:
        return Done(lines=(Text("task.not_yours"),))
    seen = Audited(
        id=asker.new_id(),
        at=asker.now,
        by_id=asker.person.id,
        action="learners.exported",
        subject=page.id,
        detail=(("count", len(page.learners)),),
    )
    return Done(
        changes=(seen,),
        lines=(Text("class_sheet.done", count=len(page.learners), topic=page.topic),),
        links=(course_link(page.id),),
        files=(Enclosed(file_name(f"Danh sách lớp {page.topic}", prepared), XLSX, prepared),),
    )


async def _prepare_template(job: Job, bench: Bench) -> str:
    headings = [column.value for column in Column]
    content = await asyncio.to_thread(learner_template, headings, (YES, NO))
    return await bench.keep_file(job, "xlsx", content)


def _finish_template(_job: Job, prepared: Any, _asker: Asker, _facts: Facts) -> Done:  # noqa: ANN401
    return Done(
        lines=(Text("learner_template.done"),),
        files=(Enclosed(TEMPLATE_NAME, XLSX, str(prepared), is_personal=False),),
    )


CLASS_SHEET = ErrandKind(MAKE_CLASS_SHEET, _prepare_sheet, _finish_sheet)
LEARNER_TEMPLATE = ErrandKind(MAKE_TEMPLATE, _prepare_template, _finish_template)
