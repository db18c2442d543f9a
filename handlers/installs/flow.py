"""“Cài VNeID” by itself: how many, which level, and nothing more that has to be answered.

Its steps bear the names of a session's, so that a sentence is read for both in one way.
"""

from __future__ import annotations

from functools import lru_cache

from bot.dialog import caps
from bot.dialog.answers import Answers, Named
from bot.dialog.context import Context
from bot.dialog.events import Told
from bot.dialog.flow import AtMost, Flow
from bot.dialog.steps import Above, ChoiceStep, DateStep, Handed, Has, NumberStep, TextStep
from bot.dialog.steps import Step as AnyStep
from bot.dialog.text import Text
from bot.language.sentences.sentence import Sentence
from handlers.session.names import (
    BOTH_LEVELS,
    LEVEL_1,
    LEVEL_2,
    NO_LEVEL,
    Step,
)
from handlers.session.summary import vneid_line
from handlers.session.told import tell as tell_session


@lru_cache(maxsize=1024)  # a person's context stands through a whole dialog
def installs_flow(context: Context) -> Flow:
    return Flow(
        name="installs",
        version=1,
        steps=(*_which_team(context), *_how_many(context), _where(), _day(context)),
        draft=draft,
        summary=lambda answers: summary(answers, context),
        limits=(AtMost((Step.VNEID_2,), (Step.VNEID,), Text("limit.vneid_2")),),
        is_counted=False,  # two questions: "Bước 1/5" would frighten
    )


def _which_team(context: Context) -> tuple[AnyStep, ...]:
    teams = context.list_of("teams")
    if len(teams) < 2:  # noqa: PLR2004  # nothing to choose
        return ()
    return (
        ChoiceStep(
            name=Step.TEAM,
            label=Text("label.team"),
            ask=Text("installs.team.ask"),
            short=Text("session.team.short"),
            help=Text("session.team.help"),
            said=Text("session.team.said"),
            choices=teams,
        ),
    )


def _how_many(context: Context) -> tuple[AnyStep, ...]:
    return (
        NumberStep(
            name=Step.VNEID,
            label=Text("label.vneid"),
            ask=Text("installs.count.ask"),
            short=Text("installs.count.short"),
            help=Text("installs.count.help"),
            said=Text("session.vneid.said"),
            least=1,
            too_few=Text("installs.count.none"),
            limit=context.number("people_limit"),
        ),
        ChoiceStep(
            name=Step.VNEID_LEVEL,
            label=Text("label.vneid_level"),
            ask=Text("session.level.ask"),
            short=Text("session.level.short"),
            help=Text("session.level.help"),
            said=Text("session.level.said"),
            choices=(
                Named(LEVEL_1, Text("button.level_1")),
                Named(LEVEL_2, Text("button.level_2")),
                Named(BOTH_LEVELS, Text("button.both_levels")),
                Named(NO_LEVEL, Text("button.no_level")),
            ),
        ),
        NumberStep(
            name=Step.VNEID_2,
            label=Text("label.vneid_2"),
            ask=Text("session.vneid_2.ask"),
            short=Text("session.vneid_2.short"),
            help=Text("session.vneid_2.help"),
            said=Text("session.vneid_2.said"),
            when=(Above(Step.VNEID), Has(Step.VNEID_LEVEL, BOTH_LEVELS)),
        ),
    )


def _where() -> AnyStep:
    return TextStep(
        name=Step.PLACE,
        label=Text("label.place"),
        ask=Text("installs.place.ask"),
        short=Text("session.place.short"),
        help=Text("session.place.help"),
        said=Text("session.place.said"),
        longest=caps.PLACE_LENGTH,
        asks=Handed.PLACE,
        optional=True,
    )


def _day(context: Context) -> AnyStep:
    """Today from the start (`begin`), to be mended on the review page."""
    return DateStep(
        name=Step.DAY,
        label=Text("label.day"),
        ask=Text("installs.day.ask"),
        short=Text("session.day.short"),
        help=Text("session.day.help"),
        said=Text("session.day.said"),
        old_days=context.number("old_days"),
    )


def draft(answers: Answers) -> Text:
    count = answers.number(Step.VNEID)
    return Text("installs.draft_count", count=count) if count else Text("installs.draft")


def summary(answers: Answers, context: Context) -> tuple[Text, ...]:
    lines: list[Text] = []
    if (day := answers.day(Step.DAY)) is not None:
        lines.append(Text("session.sum.day", day=day))
    if (vneid := vneid_line(answers)) is not None:
        lines.append(vneid)
    if (place := answers.words(Step.PLACE)) is not None:
        lines.append(Text("session.sum.place", place=place))
    teams = context.list_of("teams")
    if team := answers.chosen(Step.TEAM) or (teams[0] if len(teams) == 1 else None):
        lines.append(Text("installs.sum.team", team=team.label))
    return tuple(lines)


STEPS = frozenset({Step.VNEID, Step.VNEID_LEVEL, Step.VNEID_2, Step.PLACE, Step.DAY})


def tell(sentence: Sentence, context: Context, before: Answers) -> Told:
    """What a sentence says of installs, as a session would hear it; where no place is said, none is
    asked for.
    """
    told = tell_session(sentence, context, before)
    answers = told.answers.only(frozenset(step.value for step in STEPS))
    known = before.with_all(answers)
    return Told(
        answers=answers,
        open=tuple(step for step in told.open if step in STEPS),
        doubted=tuple(step for step in told.doubted if step in STEPS),
        lead=told.lead,
        heard=Text("sentence.heard", draft=draft(known)) if told.heard else None,
        is_all=told.is_all,
    )
