"""“Tuần này không có hoạt động”: a silent team and an idle team are different things (domain,
Rhythm).
"""

from __future__ import annotations

from datetime import timedelta

from bot.dialog.answers import Answers, Named
from bot.dialog.context import Context
from bot.dialog.flow import Flow
from bot.dialog.steps import ChoiceStep, Step
from bot.dialog.text import Text
from bot.task import Asker, Begun, Done, Link, Mend, Submission, Task
from handlers.contact import helper_for
from models.changes import Audited, Change, FileZeroReport, WithdrawZeroReport, week_key
from models.needs import Facts, TeamsNeed, TeamWeekNeed
from models.people import Role
from models.weeks import week_days, week_of

FILERS = (Role.MEMBER, Role.LEADER)


def _begin(asker: Asker, argument: str, facts: Facts) -> Begun:
    """`argument` is "", or a team and a week that a page named: "thon-01/2026-W47"."""
    teams = tuple(Named(d.team_id, d.team_name) for d in asker.person.teams(*FILERS))
    team_id, _, week_id = argument.partition("/")
    if asker.person.has(Role.COORDINATOR) and team_id not in {team.id for team in teams}:
        teams = tuple(Named(row.id, row.name) for row in facts.of(TeamsNeed()) if row.id == team_id)
    if not teams:
        return Begun(refusal=Text("zero.which_team"))
    this, last = week_of(asker.today), week_of(asker.today - timedelta(days=7))
    weeks = (Named(this, week_label(this)), Named(last, week_label(last)))
    team = next((one for one in teams if one.id == team_id), None)
    week = next((one for one in weeks if one.id == week_id), None)
    answers = Answers()
    if team is not None and week is not None:
        answers = answers.given("team", team) if len(teams) > 1 else answers
        answers = answers.given("week", week)
    return Begun(
        Context(
            lists=(("teams", teams), ("weeks", weeks)),
            helper=helper_for(asker, teams[0].id if teams else "", facts),
        ),
        answers,
    )


def may_file(asker: Asker, team_id: str) -> bool:
    """A member of the team, or a coordinator in its place."""
    own = {duty.team_id for duty in asker.person.teams(*FILERS)}
    return team_id in own or asker.person.has(Role.COORDINATOR)


def week_label(week: str) -> Text:
    monday, sunday = week_days(week)
    return Text("label.week", monday=monday, sunday=sunday)


def _flow(context: Context) -> Flow:
    teams = context.list_of("teams")
    steps: list[Step] = []
    if len(teams) > 1:
        steps.append(
            ChoiceStep(
                name="team",
                label=Text("label.team"),
                ask=Text("session.team.ask"),
                short=Text("session.team.short"),
                help=Text("session.team.help"),
                said=Text("session.team.said"),
                choices=teams,
            )
        )
    steps.append(
        ChoiceStep(
            name="week",
            label=Text("label.week_short"),
            ask=Text("zero.week.ask"),
            short=Text("zero.week.short"),
            help=Text("zero.week.help"),
            said=Text("zero.week.said"),
            choices=context.list_of("weeks"),
        )
    )

    def summary(answers: Answers) -> tuple[Text, ...]:
        team, week = _team(answers, context), answers.chosen("week")
        if team is None or week is None:
            return ()
        return (Text("zero.sum", team=team.label, week=week.label),)

    return Flow(
        name="zero_report",
        version=1,
        steps=tuple(steps),
        draft=_draft,
        summary=summary,
        keeps_draft=False,
    )


def _draft(_answers: Answers) -> Text:
    return Text("zero.draft")


def _team(answers: Answers, context: Context) -> Named | None:
    teams = context.list_of("teams")
    return answers.chosen("team") or (teams[0] if teams else None)


def _submit(submission: Submission, asker: Asker, facts: Facts) -> Done | Mend:
    team, week = _team(submission.answers, submission.context), submission.answers.chosen("week")
    if team is None or week is None:
        return Mend("week", Text("miss.choice"))
    if not may_file(asker, team.id):
        return Mend("", Text("session.team_gone"))
    live = facts.of(TeamWeekNeed(team.id, week.id))
    if live.entries:
        return Mend("week", Text("zero.has_activity", count=len(live.entries), week=week.label))
    back = Link(
        Text("button.zero_back"), Text("word.zero_back"), "zero_back", f"{team.id}/{week.id}"
    )
    if live.has_zero_report:
        return Done(lines=(Text("zero.already", week=week.label),), links=(back,))
    return Done(
        changes=(
            FileZeroReport(
                team_id=team.id,
                week=week.id,
                by_id=asker.person.id,
                at=asker.now,
                key=week_key(team.id, week.id),
            ),
            *_on_behalf(asker, f"{team.id}/{week.id}"),
        ),
        lines=(Text("zero.done", team=team.label, week=week.label),),
        links=(Link(Text("button.undo"), Text("word.undo"), "undo"),),
        record=f"{team.id}/{week.id}",
    )


def _on_behalf(asker: Asker, subject: str) -> tuple[Change, ...]:
    """Said in the place of a team that is not one's own."""
    team_id = subject.partition("/")[0]
    if team_id in {duty.team_id for duty in asker.person.teams(*FILERS)}:
        return ()
    return (
        Audited(
            id=asker.new_id(),
            at=asker.now,
            by_id=asker.person.id,
            action="zero_report.filed_for_team",
            subject=subject,
        ),
    )


def zero_withdrawal(record: str, asker: Asker) -> tuple[Change, ...]:
    team_id, _, week = record.partition("/")
    return (
        WithdrawZeroReport(
            team_id=team_id,
            week=week,
            at=asker.now,
            by_id=asker.person.id,
            key=week_key(team_id, week),
        ),
        Audited(
            id=asker.new_id(),
            at=asker.now,
            by_id=asker.person.id,
            action="zero_report.withdrawn",
            subject=record,
        ),
    )


def _undo(record: str, _submission: Submission, asker: Asker) -> tuple[Change, ...]:
    return zero_withdrawal(record, asker)


ZERO_REPORT = Task(
    name="zero_report",
    roles=frozenset({*FILERS, Role.COORDINATOR}),
    label=Text("button.zero"),
    words=(
        "tuần này không có",
        "báo không có",
        "không có hoạt động",
        "tuần này không có hoạt động",
        "tuần này không có gì",
        "nothing this week",
    ),
    begin=_begin,
    flow=_flow,
    submit=_submit,
    undo=_undo,
)
