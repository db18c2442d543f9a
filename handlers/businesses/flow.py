"""“Hỗ trợ hộ kinh doanh”: which one, what was set up, and where, if it is a new one."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache

from bot.dialog.answers import Answers, Named
from bot.dialog.context import Context
from bot.dialog.flow import Flow
from bot.dialog.steps import ChoiceStep, DateStep, Has, LookupStep, TicksStep
from bot.dialog.steps import Step as AnyStep
from bot.dialog.text import Text
from handlers.businesses.finding import NEW
from models.business import SupportKind


class Step(StrEnum):
    TEAM = "team"
    NAME = "name"
    VILLAGE = "village"
    KINDS = "kinds"
    DAY = "day"


def kind_label(kind: SupportKind) -> Text:
    match kind:
        case SupportKind.QR:
            return Text("support.kind.qr")
        case SupportKind.INVOICE:
            return Text("support.kind.invoice")
        case SupportKind.SHOP:
            return Text("support.kind.shop")
        case SupportKind.OCOP:
            return Text("support.kind.ocop")
        case SupportKind.OTHER:
            return Text("support.kind.other")


@lru_cache(maxsize=256)
def support_flow(context: Context) -> Flow:
    return Flow(
        name="support",
        version=1,
        steps=(*_which_team(context), _which(), _village(), _kinds(), _day(context)),
        draft=draft,
        summary=lambda answers: summary(answers, context),
        is_counted=False,
    )


def _which_team(context: Context) -> tuple[AnyStep, ...]:
    teams = context.list_of("teams")
    if len(teams) < 2:  # noqa: PLR2004  # nothing to choose
        return ()
    return (
        ChoiceStep(
            name=Step.TEAM,
            label=Text("label.team"),
            ask=Text("support.team.ask"),
            short=Text("session.team.short"),
            help=Text("session.team.help"),
            said=Text("session.team.said"),
            choices=teams,
        ),
    )


def _which() -> AnyStep:
    return LookupStep(
        name=Step.NAME,
        label=Text("label.business"),
        ask=Text("support.name.ask"),
        short=Text("support.name.short"),
        help=Text("support.name.help"),
        said=Text("support.name.said"),
        kind="businesses",
        several=Text("support.name.several"),
    )


def _village() -> AnyStep:
    """Of a new one; the team's own stands there from the start (`begin`)."""
    return LookupStep(
        name=Step.VILLAGE,
        label=Text("label.village"),
        ask=Text("support.village.ask"),
        short=Text("support.village.short"),
        help=Text("support.village.help"),
        said=Text("support.village.said"),
        kind="villages",
        none=Text("support.village.none"),
        when=(Has(Step.NAME, NEW),),
    )


def _kinds() -> AnyStep:
    return TicksStep(
        name=Step.KINDS,
        label=Text("label.support_kinds"),
        ask=Text("support.kinds.ask"),
        short=Text("support.kinds.short"),
        help=Text("support.kinds.help"),
        said=Text("support.kinds.said"),
        choices=tuple(Named(kind.value, kind_label(kind)) for kind in SupportKind),
    )


def _day(context: Context) -> AnyStep:
    """Today from the start, to be mended on the review page."""
    return DateStep(
        name=Step.DAY,
        label=Text("label.day"),
        ask=Text("support.day.ask"),
        short=Text("session.day.short"),
        help=Text("session.day.help"),
        said=Text("session.day.said"),
        old_days=context.number("old_days"),
    )


def draft(answers: Answers) -> Text:
    named = answers.chosen(Step.NAME)
    return Text("support.draft_name", name=named.label) if named else Text("support.draft")


def summary(answers: Answers, context: Context) -> tuple[Text, ...]:
    lines: list[Text] = []
    if (day := answers.day(Step.DAY)) is not None:
        lines.append(Text("session.sum.day", day=day))
    if named := answers.chosen(Step.NAME):
        village = answers.chosen(Step.VILLAGE)
        lines.append(
            Text("support.sum.new", name=named.label, village=village.label)
            if named.id == NEW and village
            else Text("support.sum.known", name=named.label)
        )
    if kinds := answers.ticked(Step.KINDS):
        lines.append(Text("support.sum.kinds", kinds=tuple(kind.label for kind in kinds)))
    teams = context.list_of("teams")
    if team := answers.chosen(Step.TEAM) or (teams[0] if len(teams) == 1 else None):
        lines.append(Text("installs.sum.team", team=team.label))
    return tuple(lines)
