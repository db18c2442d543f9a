"""What any task logs or mends is looked over in one place, as it is sent off.

Law: an entry is never refused or changed by it; the person hears at most one line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.dialog.text import Text
from bot.task import Asker, Done, Link, Mend, Submission, Task
from handlers.flagging.looking import Found, look_over, needs_of, vneid_of
from models.changes import Change, EditActivity, RecordActivity, WithdrawActivity
from models.flag import FlagEnd, FlagKind
from models.flag_changes import RaisedFlag, SettleFlag, flag_key
from models.flag_needs import TeamHistoryNeed
from models.needs import Facts, TeamWeekNeed
from models.tally import GUIDING
from models.weeks import week_of


def flagged(task: Task) -> Task:
    """The same task, whose entries are looked over."""

    def submit(submission: Submission, asker: Asker, facts: Facts) -> Done | Mend:
        done = task.submit(submission, asker, facts)
        return _looked_over(done, submission, asker, facts) if isinstance(done, Done) else done

    return replace(task, submit=submit)


def _looked_over(done: Done, submission: Submission, asker: Asker, facts: Facts) -> Done:
    records = [record for change in done.changes if (record := _record_of(change)) is not None]
    if not records:
        return done
    facts.require(tuple(need for record in records for need in needs_of(record)))
    gone = {one.activity_id for one in done.changes if isinstance(one, WithdrawActivity)}
    raised: dict[str, tuple[RaisedFlag, ...]] = {}
    told: list[tuple[RecordActivity, Found, RaisedFlag]] = []
    for place, record in enumerate(records):
        found = look_over(
            record,
            facts,
            beside=records[:place],
            gone=gone,
            begun_at=submission.begun_at,
        )
        flags = tuple(
            RaisedFlag(asker.new_id(), one.kind, one.detail, one.other_id) for one in found
        )
        raised[record.id] = flags
        known = _known(record, facts)
        told += [
            (record, one, flag)
            for one, flag in zip(found, flags, strict=True)
            if one.kind not in known
        ]
    changes = tuple(_with_flags(change, raised) for change in done.changes)
    changes += tuple(_outdated(records, asker, facts))
    if not told:
        return replace(done, changes=changes)
    record, one, flag = told[0]
    look = Link(Text("button.look_again"), Text("word.look_again"), "flag", flag.id)
    return replace(
        done,
        changes=changes,
        lines=(*done.lines, _line(record, one, facts)),
        links=(*done.links, look),
    )


def _record_of(change: Change) -> RecordActivity | None:
    match change:
        case RecordActivity():
            return change
        case EditActivity(record):
            return record
        case _:
            return None


def _with_flags(change: Change, raised: dict[str, tuple[RaisedFlag, ...]]) -> Change:
    match change:
        case RecordActivity():
            return replace(change, flags=raised[change.id])
        case EditActivity(record):
            return replace(change, record=replace(record, flags=raised[record.id]))
        case _:
            return change


def _known(record: RecordActivity, facts: Facts) -> set[FlagKind]:
    """What was said of this entry before: who mends it is not told once more."""
    if not record.team_id:
        return set()
    history = facts.of(TeamHistoryNeed(record.team_id, week_of(record.day)))
    return {flag.kind for flag in history.flags if flag.activity_id == record.id}


def _outdated(
    records: Sequence[RecordActivity], asker: Asker, facts: Facts
) -> Iterator[SettleFlag]:
    """“The same figures as before” is over once something comes on top."""
    over: dict[str, SettleFlag] = {}
    for record in records:
        if record.team_id is None or not (record.kind in GUIDING or vneid_of(record)):
            continue
        for flag in facts.of(TeamHistoryNeed(record.team_id, week_of(record.day))).flags:
            is_about = flag.is_open and flag.kind is FlagKind.SAME_FIGURES
            if is_about and flag.activity_id != record.id:
                over[flag.id] = SettleFlag(
                    flag.id, FlagEnd.MENDED, asker.person.id, asker.now, flag_key(flag.id)
                )
    yield from over.values()


def _line(record: RecordActivity, found: Found, facts: Facts) -> Text:
    detail = dict(found.detail)
    match found.kind:
        case FlagKind.TWICE:
            return _twice(record, found, facts)
        case FlagKind.OUTLIER if detail["of"] == "week":
            return Text(
                "flagged.week", value=detail["value"], low=detail["low"], high=detail["high"]
            )
        case FlagKind.OUTLIER:
            return Text(
                "flagged.entry", value=detail["value"], low=detail["low"], high=detail["high"]
            )
        case FlagKind.INSTALLS_LEFT:
            return Text("flagged.installs", installs=detail["installs"], left=detail["left"])
        case FlagKind.SAME_PHOTO:
            return Text("flagged.photo")
        case FlagKind.HASTY:
            return Text("flagged.hasty", people=detail["people"])
        case FlagKind.SAME_FIGURES:
            return Text("flagged.same", people=detail["people"])


def _twice(record: RecordActivity, found: Found, facts: Facts) -> Text:
    """By whom the other one was logged; one of this same message has no name yet."""
    people = dict(found.detail)["people"]
    week = facts.of(TeamWeekNeed(record.team_id or "", week_of(record.day)))
    other = next((e for e in week.entries if e.activity_id == found.other_id), None)
    if other is None or other.author_id == record.author_id:
        return Text("flagged.twice_own", day=record.day, people=people)
    return Text("flagged.twice", name=other.author_name, day=record.day, people=people)
