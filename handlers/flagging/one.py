"""One thing to look at: why, the entry beside it, and what can be done about it."""

from __future__ import annotations

from bot.dialog.answers import Answers
from bot.dialog.context import Context
from bot.dialog.flow import Flow
from bot.dialog.text import Text
from bot.task import Asker, Begun, Done, Link, Mend, Submission, Task
from handlers.flagging.reasons import is_own, may_see, may_settle, reason_line, right_by
from handlers.kinds import kind_text
from handlers.session.reasons import refusal_of
from models.changes import Audited, Change
from models.flag import FlagEnd, FlagKind
from models.flag_changes import CallRight, SettleFlag, flag_key
from models.flag_needs import FlagNeed, FlagRow
from models.logged import Logged
from models.needs import Facts
from models.people import Role

SEERS = frozenset({Role.MEMBER, Role.LEADER, Role.RAPID, Role.COORDINATOR})


def _begin(_asker: Asker, argument: str, _facts: Facts) -> Begun:
    """`argument` is the flag."""
    return Begun(Context(facts=(("flag", argument),)))


def _flow(_context: Context) -> Flow:
    return Flow(name="flag", version=1, steps=(), draft=_draft, review=False, keeps_draft=False)


def _draft(_answers: Answers) -> Text:
    return Text("button.flags")


def _submit(submission: Submission, asker: Asker, facts: Facts) -> Done | Mend:
    row = facts.of(FlagNeed(str(submission.context.fact("flag"))))
    if refusal := flag_refusal(asker, row):
        return Done(lines=(refusal,))
    if row is None:
        return Done(lines=(Text("flag.gone"),))
    lines = [Text("flag.entry_line", entry=entry_text(row.entry)), reason_line(row)]
    if row.entry.place:
        lines.append(Text("session.sum.place", place=row.entry.place))
    if right_by(row):
        lines.append(Text("flag.called_right", name=row.entry.author_name))
    lines.append(Text("flag.ask_twice") if row.kind is FlagKind.TWICE else Text("flag.ask"))
    return Done(lines=tuple(lines), links=_links(asker, row))


def flag_refusal(asker: Asker, row: FlagRow | None) -> Text | None:
    """Why there is nothing to look at for this person; None where there is."""
    if row is None:
        return Text("flag.gone")
    if not may_see(asker, row):
        return Text("task.not_yours")
    return None if row.is_open else Text("flag.settled")


def entry_text(entry: Logged) -> Text:
    return Text(
        "flag.entry_of",
        day=entry.day,
        kind=kind_text(entry.kind),
        people=entry.people,
        name=entry.author_name,
    )


def _links(asker: Asker, row: FlagRow) -> tuple[Link, ...]:
    links = []
    if row.kind is FlagKind.TWICE:
        links += [
            Link(Text("button.merge"), Text("word.merge"), "merge", row.id),
            Link(Text("button.two_sessions"), Text("word.two_sessions"), "flag_fine", row.id),
        ]
    else:
        links.append(Link(Text("button.flag_fine"), Text("word.flag_fine"), "flag_fine", row.id))
    if refusal_of(asker, row.entry) is None:
        links += [
            Link(Text("button.mend_this"), Text("word.mend"), "session_edit", row.entry.id),
            Link(
                Text("button.take_back"), Text("word.take_back"), "session_withdraw", row.entry.id
            ),
        ]
    return tuple(links)


# It is right as it stands


def _submit_fine(submission: Submission, asker: Asker, facts: Facts) -> Done | Mend:
    """Two sessions that look alike are told apart by whoever logged one of them. Of figures, the
    author's word is kept beside the flag; whoever leads still sees it.
    """
    row = facts.of(FlagNeed(str(submission.context.fact("flag"))))
    if refusal := flag_refusal(asker, row):
        return Done(lines=(refusal,))
    if row is None:
        return Done(lines=(Text("flag.gone"),))
    if row.kind is FlagKind.TWICE or may_settle(asker, row):
        settled = SettleFlag(row.id, FlagEnd.FINE, asker.person.id, asker.now, flag_key(row.id))
        said = Text("flag.two") if row.kind is FlagKind.TWICE else Text("flag.fine")
        return Done(changes=(settled, *_audited(asker, row)), lines=(said,), links=_back(asker))
    called = CallRight(row.id, asker.person.id, asker.now, flag_key(row.id))
    return Done(changes=(called,), lines=(Text("flag.heard"),))


def _audited(asker: Asker, row: FlagRow) -> tuple[Change, ...]:
    """What somebody said of another's entry."""
    if is_own(asker, row):
        return ()
    return (
        Audited(
            id=asker.new_id(),
            at=asker.now,
            by_id=asker.person.id,
            action="flag.fine",
            subject=row.entry.id,
        ),
    )


def _back(asker: Asker) -> tuple[Link, ...]:
    if not asker.person.has(Role.COORDINATOR, Role.LEADER):
        return ()
    return (Link(Text("button.flags"), Text("word.flags"), "flags"),)


FLAG = Task(
    name="flag",
    roles=SEERS,
    label=Text("button.flags"),
    words=(),
    begin=_begin,
    flow=_flow,
    submit=_submit,
    in_menu=False,
)

FLAG_FINE = Task(
    name="flag_fine",
    roles=SEERS,
    label=Text("button.flag_fine"),
    words=(),
    begin=_begin,
    flow=_flow,
    submit=_submit_fine,
    in_menu=False,
)
