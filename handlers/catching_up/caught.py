"""What is being caught up, entry by entry: a sentence, what of it is still open, and its line.

It lives in one answer of the dialog, a line for each entry; nothing of it is logged before the
review page is sent off.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from enum import StrEnum

from bot.dialog.answers import Answers, Named
from bot.dialog.context import Context
from bot.dialog.text import Text
from bot.language.months import Month, with_whole_dates
from bot.language.sentences.forms import Form, form_of
from bot.language.sentences.heard import Ask, Key, Kind, Report
from bot.language.sentences.read import read_message
from bot.language.sentences.sentence import Sentence, sentences_from_text, sentences_to_text
from handlers.kinds import kind_text
from handlers.session.flow import only_asked, session_flow
from handlers.session.names import Step, topic_step
from handlers.session.summary import figures_of
from handlers.session.told import LEVELS, tell
from models.activity import ActivityKind

MOST = 8
"""Entries sent together: as many as a review page holds."""

DAY_DOUBTS = frozenset(
    {Ask.DATE_UNCLEAR, Ask.DATE_INVALID, Ask.FUTURE_DATE, Ask.DATE_RANGE, Ask.MULTI_DAY}
)
PEOPLE_DOUBTS = frozenset(
    {Ask.CONFIRM_NUMBER, Ask.CONFIRM_TOTAL, Ask.NUMBER_RANGE, Ask.NUMBER_MISSING, Ask.SUM_MISMATCH}
)


class Gap(StrEnum):
    """What an entry still lacks, in the order in which it is asked."""

    DAY = "day"
    PEOPLE = "people"
    KIND = "kind"
    SUMS = "sums"
    VNEID = "vneid"


@dataclass(frozen=True, slots=True)
class Caught:
    """`note` and `more`, numbers by what is counted, come from a file: no sentence says them."""

    sentence: Sentence
    note: str = ""
    more: tuple[tuple[str, int], ...] = ()

    @property
    def report(self) -> Report:
        return self.sentence.report

    def answers(self, context: Context) -> Answers:
        """As answers of a session; counts without a number are done and not counted, and what such
        a session does not ask is left out: said back is only what will count.
        """
        answers = tell(self.sentence, context, Answers()).answers
        if self.note:
            answers = answers.given(Step.NOTE, self.note)
        labels = {indicator.id: indicator.label for indicator in context.indicators}
        known = [(id_, count) for id_, count in self.more if id_ in labels and count]
        for id_, count in known:
            answers = answers.given(topic_step(id_), count)
        ticked = (*answers.ticked(Step.TOPICS), *(Named(id_, labels[id_]) for id_, _ in known))
        if ticked:
            answers = answers.given(Step.TOPICS, ticked)
        return only_asked(answers, session_flow(context))

    def gap(self, context: Context) -> Gap | None:
        report = self.report
        if report.day is None:
            return Gap.DAY
        if not report.counts.get(Key.PEOPLE) or PEOPLE_DOUBTS.intersection(report.ask):
            return Gap.PEOPLE
        if self.answers(context).chosen(Step.KIND) is None:
            return Gap.KIND
        if session_flow(context).find_broken(self.answers(context)) is not None:
            return Gap.SUMS
        if any(key in report.counts and report.counts[key] is None for key in LEVELS):
            return Gap.VNEID
        return None

    def parts(self, context: Context) -> tuple[Text, ...]:
        """What is said back: day, kind where it is no ordinary session, figures, place."""
        answers = self.answers(context)
        kind = answers.chosen(Step.KIND)
        parts = figures_of(answers)
        if kind is None or kind.id == ActivityKind.RESIDENTS_SESSION.value:
            return parts
        at = 1 if answers.day(Step.DAY) is not None else 0
        return (*parts[:at], kind_text(ActivityKind(kind.id)), *parts[at:])

    def mended_by(self, new: Caught) -> Caught:
        """What the new sentence names is changed, the rest stays as it was said."""
        old, told = self.report, new.report
        asked = DAY_DOUBTS if told.day else frozenset()
        if Key.PEOPLE in told.counts:
            asked |= PEOPLE_DOUBTS
        counts: dict[Key, int | None] = {**old.counts}
        if any(key in told.counts for key in LEVELS):
            counts = {key: value for key, value in counts.items() if key not in LEVELS}
        return replace(
            self,
            sentence=Sentence(
                replace(
                    told,
                    audience=told.audience or old.audience,
                    day=told.day or old.day,
                    place=told.place or old.place,
                    counts={**counts, **told.counts},
                    subgroups={**old.subgroups, **told.subgroups},
                    ask=(*(code for code in old.ask if code not in asked), *told.ask),
                ),
                form=new.sentence.form or self.sentence.form,
            ),
        )

    # Filling a gap

    def with_day(self, day: date) -> Caught:
        return self._with(replace(self.report, day=day, is_lunar=False, ask=self._less(DAY_DOUBTS)))

    def with_people(self, people: int) -> Caught:
        counts = {**self.report.counts, Key.PEOPLE: people}
        return self._with(replace(self.report, counts=counts, ask=self._less(PEOPLE_DOUBTS)))

    def with_kind(self, form: Form) -> Caught:
        """A household is not counted where it is no visit: the session's dialog asks the same."""
        counts: dict[Key, int | None] = {**self.report.counts}
        counts.pop(Key.HOUSEHOLDS, None)
        report = self.report if form is Form.HOME_VISIT else replace(self.report, counts=counts)
        return replace(self, sentence=replace(self.sentence, report=report, form=form))

    def with_vneid(self, count: int) -> Caught:
        """The level that was said, if one was; none of it where the number is nought."""
        said = next(key for key in LEVELS if key in self.report.counts)
        counts = {k: v for k, v in self.report.counts.items() if k not in LEVELS or v is not None}
        counts = {**counts, said: count} if count else counts
        return self._with(replace(self.report, counts=counts))

    def _with(self, report: Report) -> Caught:
        return replace(self, sentence=replace(self.sentence, report=report))

    def _less(self, codes: frozenset[Ask]) -> tuple[Ask, ...]:
        return tuple(code for code in self.report.ask if code not in codes)


def entries_to_text(entries: tuple[Caught, ...]) -> str:
    return "\n".join(_to_line(entry) for entry in entries)


def _to_line(entry: Caught) -> str:
    said = json.loads(sentences_to_text([entry.sentence]))
    if entry.note or entry.more:
        said.append({"note": entry.note, "more": entry.more})
    return json.dumps(said, ensure_ascii=False)


def entries_from_text(text: str) -> tuple[Caught, ...]:
    """A line that is none of ours is left out."""
    entries = []
    for line in text.splitlines():
        try:
            entries.append(_from_line(line))
        except (ValueError, KeyError, TypeError, AttributeError):
            continue
    return tuple(entries)


def _from_line(line: str) -> Caught:
    said, *rest = json.loads(line)
    (sentence,) = sentences_from_text(json.dumps([said]))
    beside = rest[0] if rest else {}
    return Caught(
        sentence,
        str(beside.get("note", "")),
        tuple((str(id_), int(count)) for id_, count in beside.get("more", ())),
    )


def hear(
    typed: str, month: Month, today: date, *, places: tuple[str, ...], limit: int
) -> tuple[Caught, ...]:
    """The reports of a message, of several lines each by itself, their days within the month.

    A day elsewhere is left open: it is asked, never moved. So is a number of people above `limit`.
    """
    lines = [line for line in typed.splitlines() if line.strip()]
    if len(lines) > 1:
        each = [hear(line, month, today, places=places, limit=limit) for line in lines]
        if all(each):
            return tuple(caught for some in each for caught in some)
    now = datetime.combine(today, time(23, 59))
    heard = read_message(with_whole_dates(typed, month), now, places=places)
    if heard.kind not in (Kind.REPORT, Kind.PLAN):
        return ()
    form = form_of(typed) if len(heard.reports) == 1 else None
    return tuple(
        Caught(Sentence(_doubted(_within(report, month, today), limit), form=form))
        for report in heard.reports
        if any(report.counts.values())
    )


def _within(report: Report, month: Month, today: date) -> Report:
    is_open = bool(DAY_DOUBTS.intersection(report.ask) - {Ask.FUTURE_DATE})
    day = report.day
    if day is None or is_open or not month.has(day) or day > today:
        day = None
    return replace(
        report, day=day, ask=tuple(code for code in report.ask if code not in DAY_DOUBTS)
    )


def _doubted(report: Report, limit: int) -> Report:
    is_large = (report.counts.get(Key.PEOPLE) or 0) > limit
    return replace(report, ask=(*report.ask, Ask.CONFIRM_NUMBER)) if is_large else report


def gap_text(gap: Gap, nth: int, month: Month) -> Text:
    match gap:
        case Gap.DAY:
            return Text("catching.ask_day", nth=nth, month=month.number)
        case Gap.PEOPLE:
            return Text("catching.ask_people", nth=nth)
        case Gap.SUMS:
            return Text("catching.ask_sums", nth=nth)
        case Gap.KIND:
            return Text("catching.ask_kind", nth=nth)
        case Gap.VNEID:
            return Text("catching.ask_vneid", nth=nth)
