"""“Bổ sung tháng 3”: what a month still lacks, sentence after sentence, then one review page."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from bot.dialog.answers import Answers, Named
from bot.dialog.context import Context
from bot.dialog.flow import Flow
from bot.dialog.steps import ChoiceStep, LinesStep
from bot.dialog.text import Text
from bot.language.months import Month, month_from_text, month_to_text, months_back
from bot.readers import WORKERS
from bot.task import Asker, Begun, Done, Link, Mend, Submission, Task
from handlers.catching_up.caught import MOST, Caught, entries_from_text, entries_to_text
from handlers.catching_up.reading import next_question, reader
from handlers.session.begin import begin_own
from handlers.session.flow import session_flow
from handlers.session.handing_over import hand_over, works_in
from handlers.session.names import Step
from handlers.session.record import submit, undo
from models.changes import Change
from models.errand_changes import KeepRead
from models.needs import Facts, IndicatorsNeed, TeamWeekNeed
from models.people import Role
from models.read_lists import ReadListNeed, read_list_key
from models.weeks import week_of

ENTRIES, WHICH, MONTH, LIST = "entries", "month", "month", "list:"
BACK = 12
CATCHERS = frozenset({Role.MEMBER, Role.LEADER, Role.RAPID})


# Which month


def _begin_which(asker: Asker, _argument: str, _facts: Facts) -> Begun:
    if not asker.person.teams(*WORKERS):
        return Begun(refusal=Text("session.no_team"))
    months = months_back(asker.today, BACK)
    named = tuple(Named(month_to_text(month), _month_label(month)) for month in months)
    return Begun(Context(lists=(("months", named),)))


def _month_label(month: Month) -> Text:
    return Text("catching.month", month=month.number, year=f"{month.year}")


def _flow_which(context: Context) -> Flow:
    step = ChoiceStep(
        name=WHICH,
        label=Text("label.month"),
        ask=Text("catching.which"),
        short=Text("catching.which"),
        help=Text("catching.which_help"),
        said=Text("menu.said"),
        choices=context.list_of("months"),
    )
    return Flow(
        name="catch_up", version=1, steps=(step,), draft=_draft, review=False, keeps_draft=False
    )


def _submit_which(submission: Submission, _asker: Asker, _facts: Facts) -> Done | Mend:
    chosen = submission.answers.chosen(WHICH)
    return Done(next_task=f"catching_up:{chosen.id}" if chosen else "menu")


# Its entries


def _begin(asker: Asker, argument: str, facts: Facts) -> Begun:
    """`argument` is a month, as "2026-03", or "list:" with the errand that read a file."""
    if argument.startswith(LIST):
        return _begin_list(asker, argument.removeprefix(LIST), facts)
    month = month_from_text(argument)
    if month is None or month.first > asker.today:
        return Begun(refusal=Text("catching.not_yet"))
    return _begun(asker, facts, argument, lead=Text("catching.lead", month=_named(month)))


def _begin_list(asker: Asker, errand_id: str, facts: Facts) -> Begun:
    """As many of the file's entries as a page holds; the rest waits for the next time."""
    found = facts.of(ReadListNeed(errand_id))
    if found is None or found.person_id != asker.person.id:
        return Begun(refusal=Text("task.not_yours"))
    entries = entries_from_text(found.lines)
    first = entries[0].report.day if entries else None
    if first is None:
        return Begun(refusal=Text("entries_file.all_sent"))
    now, later = entries[:MOST], entries[MOST:]
    lead = (
        Text("entries_file.part", count=len(now), left=len(later))
        if later
        else Text("entries_file.whole", count=len(now))
    )
    begun = _begun(asker, facts, month_to_text(Month(first.year, first.month)), lead=lead)
    if begun.refusal:
        return begun
    kept = (("list", errand_id), ("later", entries_to_text(later)), ("now", entries_to_text(now)))
    context = replace(begun.context, facts=(*begun.context.facts, *kept))
    return replace(begun, context=context, answers=Answers().given(ENTRIES, entries_to_text(now)))


def _begun(asker: Asker, facts: Facts, month: str, *, lead: Text) -> Begun:
    begun = begin_own(asker, "", facts)
    if begun.refusal:
        return begun
    context = replace(begun.context, facts=(*begun.context.facts, (MONTH, month)), previous=None)
    return Begun(context, lead=lead)


def _named(month: Month) -> Text:
    return Text("catching.month_of", month=month.number, year=f"{month.year}")


def _month_of(context: Context) -> Month:
    month = month_from_text(str(context.fact(MONTH)))
    if month is None:
        raise LookupError("a list to catch up has no month")
    return month


@lru_cache(maxsize=256)
def _flow(context: Context) -> Flow:
    month = _month_of(context)
    teams = context.list_of("teams")
    places = tuple(str(team.label) for team in teams)
    which_team = [step for step in session_flow(context).steps if step.name == Step.TEAM]
    entries = LinesStep(
        name=ENTRIES,
        label=Text("label.entries"),
        ask=Text("catching.ask", month=month.number),
        short=Text("catching.short", month=month.number),
        help=Text("catching.help"),
        said=Text("catching.said"),
        read=reader(context, month, places),
        more=Text("catching.short", month=month.number),
        ask_more=lambda kept: next_question(context, month, kept),
    )
    return Flow(
        name="catching_up",
        version=1,
        steps=(*which_team, entries),
        draft=lambda answers: _draft_of(answers, month),
        summary=lambda answers: _lines(answers, context),
        review_ask=Text("catching.review"),
        is_counted=False,
    )


def _draft(_answers: Answers) -> Text:
    return Text("button.catch_up")


def _draft_of(answers: Answers, month: Month) -> Text:
    count = len(_entries(answers))
    return Text("catching.draft", month=_named(month), count=count)


def _entries(answers: Answers) -> tuple[Caught, ...]:
    return entries_from_text(answers.words(ENTRIES) or "")


def _lines(answers: Answers, context: Context) -> tuple[Text, ...]:
    """A line for each, with every figure that it holds and what it still lacks."""
    lines = []
    for nth, entry in enumerate(_entries(answers), start=1):
        parts = entry.parts(context)
        if entry.gap(context) is None:
            lines.append(Text("catching.sum", nth=nth, parts=parts))
        else:
            lines.append(Text("catching.sum_open", nth=nth, parts=parts))
    return tuple(lines)


def _team_of(submission: Submission) -> str:
    teams = submission.context.list_of("teams")
    return (submission.answers.chosen(Step.TEAM) or teams[0]).id


def _submit(submission: Submission, asker: Asker, facts: Facts) -> Done | Mend:
    """Each as a session of its own, all of them or none."""
    context, entries = submission.context, _entries(submission.answers)
    if not entries:
        return Mend(ENTRIES, Text("catching.none"))
    if not works_in(asker, _team_of(submission)):
        return hand_over(asker, _team_of(submission), _lines(submission.answers, context))
    if not _is_still_to_send(context, facts):
        return Done(lines=(Text("entries_file.all_sent"),))
    if any(entry.gap(context) for entry in entries):
        return Mend(ENTRIES, Text("catching.open"))
    _require_weeks(entries, _team_of(submission), facts)
    changes: list[Change] = []
    records: list[str] = []
    people = 0
    for place in range(len(entries)):
        single = _single(submission, place)
        match submit(single, asker, facts):
            case Mend(_, text, kept):
                return Mend(ENTRIES, Text("catching.mend", nth=place + 1, why=text), kept)
            case Done(record="") as done:
                return done
            case Done() as done:
                changes += done.changes
                records.append(done.record)
                people += single.answers.number(Step.PEOPLE) or 0
    month = _month_of(context)
    changes += _left(context, "later")
    more = Link(Text("button.catch_more"), Text("word.catch_more"), "catching_up", _next(context))
    closing = Text("catching.closing", count=len(records), month=_named(month), people=people)
    if context.fact("list") is not None:
        closing = Text("entries_file.closing", count=len(records), people=people)
    return Done(
        changes=tuple(changes),
        lines=(closing,),
        links=(
            Link(Text("button.undo"), Text("word.undo"), "undo"),
            *((more,) if context.fact("list") is None or context.fact("later") else ()),
        ),
        record=",".join(records),
    )


def _is_still_to_send(context: Context, facts: Facts) -> bool:
    """A list that was opened twice is sent once."""
    errand_id = context.fact("list")
    if errand_id is None:
        return True
    found = facts.of(ReadListNeed(str(errand_id)))
    return found is not None and found.lines == _whole(context)


def _whole(context: Context) -> str:
    parts = (str(context.fact("now")), str(context.fact("later")))
    return "\n".join(part for part in parts if part)


def _left(context: Context, which: str) -> tuple[Change, ...]:
    """What of a file is still to be sent: the same file brings nothing twice."""
    errand_id = context.fact("list")
    if errand_id is None:
        return ()
    text = str(context.fact("later")) if which == "later" else _whole(context)
    return (KeepRead(str(errand_id), text, read_list_key(str(errand_id))),)


def _next(context: Context) -> str:
    errand_id = context.fact("list")
    return str(context.fact(MONTH)) if errand_id is None else f"{LIST}{errand_id}"


def _require_weeks(entries: tuple[Caught, ...], team_id: str, facts: Facts) -> None:
    """All at once: each session by itself would ask for its own week, one after the other."""
    weeks = dict.fromkeys(week_of(entry.report.day) for entry in entries if entry.report.day)
    facts.require((IndicatorsNeed(), *(TeamWeekNeed(team_id, week) for week in weeks)))


def _single(submission: Submission, place: int) -> Submission:
    """One entry as a session's answers; what it did not speak of was left out on purpose."""
    answers = _entries(submission.answers)[place].answers(submission.context)
    team = submission.answers.chosen(Step.TEAM)
    if team is not None:
        answers = answers.given(Step.TEAM, team)
    return replace(submission, dialog=f"{submission.dialog}/{place}", answers=answers)


def _undo(record: str, submission: Submission, asker: Asker) -> tuple[Change, ...]:
    changes: list[Change] = []
    for place, one in enumerate(record.split(",")):
        changes += undo(one, _single(submission, place), asker)
    return (*changes, *_left(submission.context, "now"))


CATCH_UP = Task(
    name="catch_up",
    roles=CATCHERS,
    label=Text("button.catch_up"),
    words=(
        "bổ sung", "nhập bù", "ghi bù", "ghi bổ sung", "nhập bổ sung", "bổ sung buổi",
        "catch up",
    ),
    begin=_begin_which,
    flow=_flow_which,
    submit=_submit_which,
)  # fmt: skip

CATCHING_UP = Task(
    name="catching_up",
    roles=CATCHERS,
    label=Text("button.catch_up"),
    words=(),
    begin=_begin,
    flow=_flow,
    submit=_submit,
    undo=_undo,
    in_menu=False,
    from_notice=True,
)
