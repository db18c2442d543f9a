"""Names of the steps of a count's dialogs, and the questions that adding and changing share."""

from __future__ import annotations

from enum import StrEnum

from bot.dialog.answers import Answers, Named
from bot.dialog.steps import ChoiceStep, NumberStep, TextStep
from bot.dialog.steps import Step as AnyStep
from bot.dialog.text import Text
from models.indicator import Audience
from models.people import Role

KEEPERS = frozenset({Role.COORDINATOR})
QUESTION_LENGTH = 120
UNIT_LENGTH = 20
USUAL_LIMIT = 200
HIGHEST_LIMIT = 5_000
"""Above it the limit is asked for once more."""


class Step(StrEnum):
    LABEL = "label"
    QUESTION = "question"
    UNIT = "unit"
    LIMIT = "limit"
    AUDIENCE = "audience"
    SINCE = "since"


def audience_label(audience: Audience) -> Text:
    match audience:
        case Audience.RESIDENTS:
            return Text("button.of_residents")
        case Audience.MEMBERS:
            return Text("button.of_members")
        case Audience.BOTH:
            return Text("button.of_both")


def audience_named(audience: Audience) -> Named:
    return Named(audience.value, audience_label(audience))


def wording_steps() -> tuple[AnyStep, ...]:
    return (
        TextStep(
            name=Step.QUESTION,
            label=Text("label.indicator_question"),
            ask=Text("indicator.question.ask"),
            short=Text("indicator.question.short"),
            help=Text("indicator.question.help"),
            said=Text("indicator.question.said"),
            longest=QUESTION_LENGTH,
        ),
        TextStep(
            name=Step.UNIT,
            label=Text("label.indicator_unit"),
            ask=Text("indicator.unit.ask"),
            short=Text("indicator.unit.short"),
            help=Text("indicator.unit.help"),
            said=Text("indicator.unit.said"),
            longest=UNIT_LENGTH,
        ),
        NumberStep(
            name=Step.LIMIT,
            label=Text("label.indicator_limit"),
            ask=Text("indicator.limit.ask"),
            short=Text("indicator.limit.short"),
            help=Text("indicator.limit.help"),
            said=Text("indicator.limit.said"),
            least=1,
            limit=HIGHEST_LIMIT,
        ),
        ChoiceStep(
            name=Step.AUDIENCE,
            label=Text("label.indicator_audience"),
            ask=Text("indicator.audience.ask"),
            short=Text("indicator.audience.short"),
            help=Text("indicator.audience.help"),
            said=Text("indicator.audience.said"),
            choices=tuple(map(audience_named, Audience)),
        ),
    )


def wording_lines(answers: Answers) -> tuple[Text, ...]:
    """How a session will ask it, and when the number is doubted."""
    lines: list[Text] = []
    if question := answers.words(Step.QUESTION):
        lines.append(Text("indicator.sum.question", question=question))
    unit, limit = answers.words(Step.UNIT), answers.number(Step.LIMIT)
    if unit and limit:
        lines.append(Text("indicator.sum.limit", unit=unit, limit=limit))
    if audience := answers.chosen(Step.AUDIENCE):
        lines.append(Text("indicator.sum.audience", audience=audience.label))
    return tuple(lines)
