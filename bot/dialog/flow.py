"""A flow: the steps of one thing that people do, as data, built by `flow(context)` anew for every
message.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from bot.dialog.answers import Answers
from bot.dialog.steps import FileStep, PhotosStep, Step, TicksStep
from bot.dialog.text import Text

REVIEW_ASK = Text("review.ask")


@dataclass(frozen=True, slots=True)
class AtMost:
    """The `parts` together are never more than the whole: the first answered of `wholes`, a number
    or a count of ticks. `text` says so and takes `{part}` and `{whole}`.
    """

    parts: tuple[str, ...]
    wholes: tuple[str, ...]
    text: Text

    def broken(self, answers: Answers) -> Text | None:
        counts = (answers.count(step) for step in self.wholes)
        whole = next((count for count in counts if count is not None), None)
        given = sum(answers.number(part) or 0 for part in self.parts)
        if whole is None or given <= whole:
            return None
        return self.text.given(part=given, whole=whole)


@dataclass(frozen=True, slots=True, eq=False)
class Flow:
    """`summary` gives the lines of the review page (at most `caps.SUMMARY`), `draft` the words for
    an unfinished one.

    `version` grows whenever a step changes its meaning; a state of an older version is loaded
    politely: answers of steps that are still there are kept. Without `review` the last answer
    submits at once. `review_ask` is the question under the review page. `invite` asks, in place of
    the first question, for everything in one sentence. Where it `is_counted`, a
    question says how far along it is ("Bước 2/9").
    """

    name: str
    version: int
    steps: tuple[Step, ...]
    draft: Callable[[Answers], Text]
    summary: Callable[[Answers], tuple[Text, ...]] = lambda _: ()
    limits: tuple[AtMost, ...] = ()
    review: bool = True
    review_ask: Text = REVIEW_ASK
    keeps_draft: bool = True
    is_counted: bool = True
    invite: Text | None = None

    def asked(self, answers: Answers) -> tuple[Step, ...]:
        """The steps that these answers lead through, in order.

        A condition hears only what was answered on this way: an answer from a way that was left
        since neither opens a question nor closes one.
        """
        return _asked(self, answers)

    def on_the_way(self, answers: Answers) -> Answers:
        """Without what was answered on a way that was left since."""
        asked = self.asked(answers)
        said = answers.only(frozenset(step.name for step in asked))
        for step in asked:
            if isinstance(step, TicksStep) and step.only and (ticked := said.ticked(step.name)):
                said = said.given(step.name, step.kept(ticked, said) or None)
        return said

    def find_broken(self, answers: Answers) -> tuple[str, Text] | None:
        """A number to mend and why, where the answers on the way break a limit."""
        said = self.on_the_way(answers)
        for limit in self.limits:
            if broken := limit.broken(said):
                return next(part for part in limit.parts if said.number(part)), broken
        return None

    def find_step(self, name: str) -> Step | None:
        return next((step for step in self.steps if step.name == name), None)

    def find_photos_step(self) -> PhotosStep | None:
        """The step that photos belong to, whenever they come."""
        return next((step for step in self.steps if isinstance(step, PhotosStep)), None)

    def find_file_step(self) -> FileStep | None:
        return next((step for step in self.steps if isinstance(step, FileStep)), None)


@lru_cache(maxsize=2048)  # a turn asks several times, and the next turn asks the same again
def _asked(flow: Flow, answers: Answers) -> tuple[Step, ...]:
    given = dict(answers.items_by_step)
    asked: list[Step] = []
    heard = Answers()
    for step in flow.steps:
        if step.is_silent and step.name not in given:
            continue
        if not step.when or step.is_asked(heard):
            asked.append(step)
            if step.name in given:
                value = given[step.name]
                if isinstance(step, TicksStep) and isinstance(value, tuple):
                    value = step.kept(value, heard)
                heard = Answers((*heard.items_by_step, (step.name, value)))
    return tuple(asked)
