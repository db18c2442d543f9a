"""“Thử một lần”: the questions of a real session, and an ending that counts nowhere."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from bot.dialog.answers import Answers
from bot.dialog.context import Context
from bot.dialog.flow import Flow
from bot.dialog.steps import PhotosStep
from bot.dialog.text import Text
from bot.task import Asker, Begun, Done, Link, Mend, Submission, Task
from handlers.session.begin import begin_own, find
from handlers.session.flow import session_flow
from models.needs import Facts
from models.people import Role


def _begin(asker: Asker, _argument: str, facts: Facts) -> Begun:
    """Nothing of a former session is offered: what is practised is answering."""
    begun = begin_own(asker, "", facts)
    if begun.refusal:
        return begun
    return replace(begun, context=replace(begun.context, previous=None), lead=Text("practice.lead"))


@lru_cache(maxsize=256)
def _flow(context: Context) -> Flow:
    """Without photos: none of a practice would ever be kept."""
    real = session_flow(context)

    def summary(answers: Answers) -> tuple[Text, ...]:
        return (Text("practice.mark"), *real.summary(answers))

    return replace(
        real,
        name="practice",
        steps=tuple(step for step in real.steps if not isinstance(step, PhotosStep)),
        draft=_draft,
        summary=summary,
    )


def _draft(_answers: Answers) -> Text:
    return Text("practice.draft")


def _submit(_submission: Submission, _asker: Asker, _facts: Facts) -> Done | Mend:
    """Only words: no change, so no figure anywhere can move."""
    return Done(
        lines=(Text("practice.done"), Text("practice.next")),
        links=(
            Link(Text("button.log"), Text("word.log"), "session"),
            Link(Text("button.practice_again"), Text("word.practice"), "practice"),
        ),
    )


PRACTICE = Task(
    name="practice",
    roles=frozenset({Role.MEMBER, Role.LEADER, Role.RAPID}),
    label=Text("button.practice"),
    words=("thử một lần", "thử", "ghi thử", "tập ghi", "làm thử", "practice"),
    begin=_begin,
    flow=_flow,
    submit=_submit,
    find=find,
    in_menu=False,
)
