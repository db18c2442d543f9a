"""The questions of a support session, in their order (domain, What teams do)."""

from __future__ import annotations

from functools import lru_cache

from bot.dialog import caps
from bot.dialog.answers import Answers, Named
from bot.dialog.context import Context
from bot.dialog.flow import Flow
from bot.dialog.steps import (
    ChoiceStep,
    DateStep,
    Handed,
    Has,
    Lacks,
    LookupStep,
    NumberStep,
    PhotosStep,
    TextStep,
    TicksStep,
)
from bot.dialog.steps import Step as AnyStep
from bot.dialog.text import Text
from handlers.kinds import kind_button
from handlers.session.counts import MEMBERS, groups, limits, topics, vneid
from handlers.session.names import (
    BY_COUNT,
    BY_NAME,
    FOR,
    OWN,
    Step,
)
from handlers.session.summary import draft, summary
from models.activity import ActivityKind

MOST_SESSIONS = 10
"""Sessions of one report above which it is asked whether the number is meant."""


@lru_cache(maxsize=1024)  # a person's context stands through a whole dialog
def session_flow(context: Context) -> Flow:
    variant = context.fact("variant")
    return Flow(
        name="session",
        version=1,
        steps=(
            *(_on_behalf() if variant == FOR else ()),
            *(_which_team(context) if variant == OWN else ()),
            _day(context),
            _kind(),
            *_who_came(context),
            _people(context),
            _sessions(),
            *topics(context.indicators),
            *groups(),
            *vneid(context),
            *_around(),
        ),
        draft=draft,
        summary=lambda answers: summary(answers, context),
        limits=limits(),
        invite=_invite(context),
    )


def _invite(context: Context) -> Text | None:
    """Where each message costs something, one sentence tells it all. Who works for several teams is
    asked for the team first.
    """
    is_short = context.fact("invites") and not _which_team(context)
    return Text("session.invite") if is_short else None


def _on_behalf() -> tuple[AnyStep, ...]:
    return (
        LookupStep(
            name=Step.FOR_WHOM,
            label=Text("label.for_whom"),
            ask=Text("session.for_whom.ask"),
            short=Text("session.for_whom.short"),
            help=Text("session.for_whom.help"),
            said=Text("session.for_whom.said"),
            kind="people",
        ),
        ChoiceStep(
            name=Step.HOW,
            label=Text("label.how"),
            ask=Text("session.how.ask"),
            short=Text("session.how.short"),
            help=Text("session.how.help"),
            said=Text("session.how.said"),
            choices=(Named("phone", Text("button.phone")), Named("paper", Text("button.paper"))),
        ),
    )


def _which_team(context: Context) -> tuple[AnyStep, ...]:
    teams = context.list_of("teams")
    if len(teams) < 2:  # noqa: PLR2004  # nothing to choose
        return ()
    return (
        ChoiceStep(
            name=Step.TEAM,
            label=Text("label.team"),
            ask=Text("session.team.ask"),
            short=Text("session.team.short"),
            help=Text("session.team.help"),
            said=Text("session.team.said"),
            choices=teams,
        ),
    )


def _day(context: Context) -> AnyStep:
    return DateStep(
        name=Step.DAY,
        label=Text("label.day"),
        ask=Text("session.day.ask"),
        short=Text("session.day.short"),
        help=Text("session.day.help"),
        said=Text("session.day.said"),
        old_days=context.number("old_days"),
    )


def _kind() -> AnyStep:
    offered = (
        ActivityKind.RESIDENTS_SESSION,
        ActivityKind.HOME_VISIT,
        ActivityKind.MEMBERS_SESSION,
    )
    return ChoiceStep(
        name=Step.KIND,
        label=Text("label.kind"),
        ask=Text("session.kind.ask"),
        short=Text("session.kind.short"),
        help=Text("session.kind.help"),
        said=Text("session.kind.said"),
        choices=tuple(Named(kind.value, kind_button(kind)) for kind in offered),
    )


def _who_came(context: Context) -> tuple[AnyStep, ...]:
    """A members' session counts who came by name where it can: row 4 is distinct members."""
    groups = context.list_of("groups")
    return (
        ChoiceStep(
            name=Step.WHO_CAME,
            label=Text("label.who_came"),
            ask=Text("session.who_came.ask"),
            short=Text("session.who_came.short"),
            help=Text("session.who_came.help"),
            said=Text("session.who_came.said"),
            choices=(
                Named(BY_NAME, Text("button.by_name")),
                Named(BY_COUNT, Text("button.by_count")),
            ),
            when=(Has(Step.KIND, MEMBERS),),
        ),
        TicksStep(
            name=Step.ATTENDEES,
            label=Text("label.attendees"),
            ask=Text("session.attendees.ask_team") if groups else Text("session.attendees.ask"),
            short=Text("session.attendees.short"),
            help=Text("session.attendees.help"),
            said=Text("session.attendees.said"),
            choices=context.list_of("roster"),
            groups=groups,
            kind="roster",
            when=(Has(Step.KIND, MEMBERS), Has(Step.WHO_CAME, BY_NAME)),
        ),
    )


def _people(context: Context) -> AnyStep:
    return NumberStep(
        name=Step.PEOPLE,
        label=Text("label.people"),
        ask=Text("session.people.ask"),
        short=Text("session.people.short"),
        help=Text("session.people.help"),
        said=Text("session.people.said"),
        least=1,
        too_few=Text("session.people.none")
        if context.fact("variant") == OWN
        else Text("session.people.none_plain"),
        limit=context.number("people_limit"),
        when=(Lacks(Step.WHO_CAME, BY_NAME),),
    )


def _sessions() -> AnyStep:
    """A report may stand for several sessions ("2 buổi"); who walks through the questions logs
    one.
    """
    return NumberStep(
        name=Step.SESSIONS,
        label=Text("label.sessions"),
        ask=Text("session.sessions.ask"),
        short=Text("session.sessions.short"),
        help=Text("session.sessions.help"),
        said=Text("session.sessions.said"),
        least=1,
        limit=MOST_SESSIONS,
        is_silent=True,
        when=(Lacks(Step.KIND, ActivityKind.HOME_VISIT.value),),
    )


def _around() -> tuple[AnyStep, ...]:
    return (
        TextStep(
            name=Step.PLACE,
            label=Text("label.place"),
            ask=Text("session.place.ask"),
            short=Text("session.place.short"),
            help=Text("session.place.help"),
            said=Text("session.place.said"),
            longest=caps.PLACE_LENGTH,
            asks=Handed.PLACE,
            optional=True,
        ),
        PhotosStep(
            name=Step.PHOTOS,
            label=Text("label.photos"),
            ask=Text("session.photos.ask"),
            short=Text("session.photos.short"),
            help=Text("session.photos.help"),
            said=Text("session.photos.said"),
            optional=True,
        ),
        TextStep(
            name=Step.NOTE,
            label=Text("label.note"),
            ask=Text("session.note.ask"),
            short=Text("session.note.short"),
            help=Text("session.note.help"),
            said=Text("session.note.said"),
            longest=caps.NOTE_LENGTH,
            optional=True,
        ),
    )


def only_asked(answers: Answers, flow: Flow) -> Answers:
    """Without what was answered on a path that was left since: a changed kind drops its own
    questions.
    """
    return flow.on_the_way(answers)
