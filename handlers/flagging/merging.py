"""Two entries of one session become one: only where they differ somebody is asked which holds.

The one logged first stays; the other is withdrawn. Both remember what they said and each other.
"""

from __future__ import annotations

from dataclasses import replace

from bot.dialog.answers import Answers, Named
from bot.dialog.context import Context
from bot.dialog.flow import Flow
from bot.dialog.steps import ChoiceStep
from bot.dialog.text import Text
from bot.task import Asker, Begun, Done, Link, Mend, Submission, Task
from handlers.flagging.fields import MERGEABLE, Field, differing, merged
from handlers.flagging.one import SEERS, entry_text, flag_refusal
from handlers.flagging.reasons import may_settle
from handlers.flagging.taking_apart import apart, kept_as_text
from handlers.session.reasons import refusal_of
from handlers.why.words import MERGED
from models.changes import (
    Audited,
    Change,
    EditActivity,
    RecordActivity,
    WithdrawActivity,
    activity_key,
    week_key,
)
from models.flag import FlagEnd, FlagKind
from models.flag_changes import SettleFlag, flag_key
from models.flag_needs import FlagNeed, FlagRow
from models.logged import GROUPS, Logged
from models.needs import Facts, IndicatorsNeed

FIRST, SECOND = "1", "2"


def _begin(asker: Asker, argument: str, facts: Facts) -> Begun:
    """`argument` is the flag."""
    facts.require((FlagNeed(argument), IndicatorsNeed()))
    pair = _pair(asker, facts.of(FlagNeed(argument)))
    if isinstance(pair, Text):
        return Begun(refusal=pair)
    first, second = pair
    fields = differing(first, second, facts.of(IndicatorsNeed()))
    return Begun(
        Context(
            lists=(
                ("entries", (Named("1", entry_text(first)), Named("2", entry_text(second)))),
                ("labels", tuple(Named(field.name, field.label) for field in fields)),
                ("first", tuple(Named(field.name, field.first) for field in fields)),
                ("second", tuple(Named(field.name, field.second) for field in fields)),
            ),
            facts=(("flag", argument), ("kept", kept_as_text(first, second))),
        ),
        lead=Text("merge.lead", first=_side(first), second=_side(second)),
    )


def _side(entry: Logged) -> Text:
    return Text("merge.side", people=entry.people, name=entry.author_name)


def _pair(asker: Asker, row: FlagRow | None) -> tuple[Logged, Logged] | Text:
    """The two entries, the one logged first in front; or why they are not to be merged."""
    if refusal := flag_refusal(asker, row):
        return refusal
    if row is None or row.other is None or row.kind is not FlagKind.TWICE:
        return Text("flag.gone")
    if row.entry.is_withdrawn or row.other.is_withdrawn:
        return Text("flag.settled")
    if not {row.entry.kind, row.other.kind} <= MERGEABLE or row.entry.kind != row.other.kind:
        return Text("merge.not_these")
    if not may_settle(asker, row):
        own = [e for e in (row.entry, row.other) if asker.person.id in (e.author_id, e.for_id)]
        refusals = [refusal_of(asker, entry) for entry in own]
        if None not in refusals:
            return refusals[0] or Text("task.not_yours")
    first, second = sorted((row.entry, row.other), key=lambda one: (one.confirmed_at, one.id))
    return first, second


def _flow(context: Context) -> Flow:
    labels = {named.id: named.label for named in context.list_of("labels")}
    first = {named.id: named.label for named in context.list_of("first")}
    second = {named.id: named.label for named in context.list_of("second")}
    steps = tuple(
        ChoiceStep(
            name=name,
            label=label,
            ask=Text("merge.ask", field=label, first=first[name], second=second[name]),
            short=Text("merge.short", field=label),
            help=Text("merge.help"),
            said=Text("merge.said"),
            choices=(
                Named(FIRST, Text("button.first_entry")),
                Named(SECOND, Text("button.second_entry")),
            ),
        )
        for name, label in labels.items()
        if isinstance(label, Text)
    )

    def summary(answers: Answers) -> tuple[Text, ...]:
        """What was asked; what did not differ stays and needs no line."""
        chosen = [
            Text(
                "merge.sum",
                field=label,
                value=(second if answers.has(name, SECOND) else first)[name],
            )
            for name, label in labels.items()
        ]
        entries = context.list_of("entries")
        head = (Text("merge.sum_head", entry=entries[0].label),) if entries else ()
        return (*head, *chosen)[:SHOWN]

    return Flow(
        name="merge",
        version=1,
        steps=steps,
        draft=_draft,
        summary=summary,
        review_ask=Text("merge.review"),
        keeps_draft=False,
    )


SHOWN = 9


def _draft(_answers: Answers) -> Text:
    return Text("merge.draft")


def _submit(submission: Submission, asker: Asker, facts: Facts) -> Done | Mend:
    flag_id = str(submission.context.fact("flag"))
    facts.require((FlagNeed(flag_id), IndicatorsNeed()))
    row = facts.of(FlagNeed(flag_id))
    pair = _pair(asker, row)
    if isinstance(pair, Text):
        return Done(lines=(pair,))
    first, second = pair
    fields = differing(first, second, facts.of(IndicatorsNeed()))
    if not _is_as_asked(fields, submission.context):
        return Done(
            lines=(Text("merge.changed"),),
            links=(Link(Text("button.look_again"), Text("word.look_again"), "flag", flag_id),),
        )
    from_second = frozenset(
        field.name for field in fields if submission.answers.has(field.name, SECOND)
    )
    record = merged(first, second, from_second)
    if unfit := _unfit(record, fields):
        return unfit
    return Done(
        changes=_changes(asker, flag_id, record, first, second),
        lines=(Text("merge.done", day=record.day, people=record.people),),
        links=(
            Link(Text("button.undo"), Text("word.undo"), "undo"),
            Link(Text("button.mend_this"), Text("word.mend"), "session_edit", record.id),
        ),
        record=f"{first.id}/{second.id}",
    )


def _is_as_asked(fields: list[Field], context: Context) -> bool:
    shown = (context.list_of("first"), context.list_of("second"))
    return shown == (
        tuple(Named(field.name, field.first) for field in fields),
        tuple(Named(field.name, field.second) for field in fields),
    )


def _unfit(record: RecordActivity, fields: list[Field]) -> Mend | None:
    """A part of one entry beside the whole of the other may be too large."""
    parts = {
        "vneid": record.vneid_1 + record.vneid_2 + record.vneid_unspecified,
        **{f"group:{name}": getattr(record, name) or 0 for name in GROUPS},
    }
    asked = {field.name for field in fields}
    for name, part in parts.items():
        if part > record.people:
            step = name if name in asked else "people" if "people" in asked else ""
            return Mend(step, Text("merge.too_many", part=part, people=record.people))
    return None


def _changes(
    asker: Asker, flag_id: str, record: RecordActivity, first: Logged, second: Logged
) -> tuple[Change, ...]:
    """The flag first: an edit settles what is still open, and would call it mended."""
    week = week_key(first.team_id, first.week) if first.team_id else ""
    edit = EditActivity(
        record=replace(record, channel=asker.door.channel),
        revision_id=asker.new_id(),
        by_id=asker.person.id,
        at=asker.now,
        channel=asker.door.channel,
        why=f"{MERGED}{second.id}",
        key=week,
        also=(activity_key(first.id),),
    )
    withdrawal = WithdrawActivity(
        activity_id=second.id,
        revision_id=asker.new_id(),
        by_id=asker.person.id,
        at=asker.now,
        why=f"{MERGED}{first.id}",
        channel=asker.door.channel,
        key="",
        also=(activity_key(second.id),),
    )
    merged_flag = SettleFlag(flag_id, FlagEnd.MERGED, asker.person.id, asker.now, flag_key(flag_id))
    return (merged_flag, edit, withdrawal, *_audited(asker, first, second))


def _audited(asker: Asker, first: Logged, second: Logged) -> tuple[Change, ...]:
    if {first.author_id, second.author_id} == {asker.person.id}:
        return ()
    return (
        Audited(
            id=asker.new_id(),
            at=asker.now,
            by_id=asker.person.id,
            action="activity.merged",
            subject=first.id,
            detail=(("other", second.id),),
        ),
    )


MERGE = Task(
    name="merge",
    roles=SEERS,
    label=Text("button.merge"),
    words=(),
    begin=_begin,
    flow=_flow,
    submit=_submit,
    undo=apart,
    in_menu=False,
)
