"""A sentence as answers of a session: what it said, what it only hinted at, what it left in doubt.

How the keys of a sentence map is written in `bot.language.sentences.heard`. Of a rough number the
person is asked a yes, of a missing one the number; nothing is guessed.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.dialog.answers import Answers, Named, Value
from bot.dialog.context import Context
from bot.dialog.events import Told
from bot.dialog.text import Text
from bot.language.sentences.forms import Form
from bot.language.sentences.heard import Ask, Audience, Key, Report, Subgroup
from bot.language.sentences.sentence import Sentence
from handlers.kinds import kind_button
from handlers.session.counts import when_offered
from handlers.session.names import (
    BOTH_LEVELS,
    BY_COUNT,
    LEVEL_1,
    LEVEL_2,
    NO_LEVEL,
    Group,
    Step,
    group_button,
    group_step,
    topic_step,
)
from handlers.session.summary import draft
from models.activity import ActivityKind

LEVELS = (Key.VNEID, Key.VNEID1, Key.VNEID2)
OWN_STEPS = frozenset({Key.PEOPLE, Key.SESSIONS, Key.ELDERLY, *LEVELS})
GROUPS = {
    Subgroup.FISHERMEN: Group.FISHERMEN,
    Subgroup.FREELANCE: Group.FREELANCE,
    Subgroup.VULNERABLE: Group.VULNERABLE,
}
ROUGH = frozenset({Ask.CONFIRM_NUMBER, Ask.CONFIRM_TOTAL})
DAY_OPEN = {
    Ask.DATE_UNCLEAR: Text("sentence.day_unclear"),
    Ask.DATE_INVALID: Text("miss.date.none"),
    Ask.DATE_RANGE: Text("sentence.day_range"),
    Ask.MULTI_DAY: Text("sentence.day_range"),
}


def tell(sentence: Sentence, context: Context, before: Answers) -> Told:
    """A whole report passes over what it does not speak of; a correction changes what it names."""
    reading = _Reading(sentence, context, before)
    reading.read()
    answers = Answers(tuple(reading.given.items()))
    known = before.with_all(answers)
    return Told(
        answers=answers,
        open=tuple(reading.open),
        doubted=tuple(reading.doubted),
        lead=tuple(reading.lead),
        heard=Text("sentence.heard", draft=draft(known)) if not sentence.is_correction else None,
        is_all=not sentence.is_correction,
    )


@dataclass(slots=True)
class _Reading:
    """The workbench of one sentence."""

    sentence: Sentence
    context: Context
    before: Answers
    given: dict[str, Value] = field(default_factory=dict)
    open: list[str] = field(default_factory=list)
    doubted: list[str] = field(default_factory=list)
    lead: list[Text] = field(default_factory=list)

    @property
    def report(self) -> Report:
        return self.sentence.report

    def read(self) -> None:
        self._day()
        self._kind()
        self._people()
        self._topics()
        self._groups()
        self._vneid()
        if self.report.place is not None:
            self.given[Step.PLACE] = self.report.place
        if self.sentence.change.drops_photos:
            self.given[Step.PHOTOS] = None

    def _day(self) -> None:
        report = self.report
        if report.day is not None:
            self.given[Step.DAY] = report.day
            if report.is_lunar or Ask.DATE_UNCLEAR in report.ask:
                self.doubted.append(Step.DAY)
            return
        for code, why in DAY_OPEN.items():
            if code in report.ask:
                self.open.append(Step.DAY)
                self.lead.append(why)
                return

    def _kind(self) -> None:
        """Who came says it, or that it was a session at all; else it is asked."""
        match self.report.audience:
            case Audience.MEMBERS:
                kind = ActivityKind.MEMBERS_SESSION
                self.given[Step.WHO_CAME] = Named(BY_COUNT, Text("button.by_count"))
            case Audience.RESIDENTS:
                kind = ActivityKind.RESIDENTS_SESSION
            case None if self.report.counts.get(Key.SESSIONS) or self._is(Form.SESSION):
                kind = ActivityKind.RESIDENTS_SESSION
            case None if self._is(Form.HOME_VISIT):
                kind = ActivityKind.HOME_VISIT
            case _:
                return
        self.given[Step.KIND] = Named(kind.value, kind_button(kind))

    def _is(self, form: Form) -> bool:
        """Who says so while a household is counted may have gone there: asked."""
        is_at_homes = Key.HOUSEHOLDS in self.report.counts
        return self.sentence.form is form and (form is Form.HOME_VISIT or not is_at_homes)

    def _people(self) -> None:
        counts, ask = self.report.counts, self.report.ask
        self._count(Key.SESSIONS, Step.SESSIONS)
        self._count(Key.PEOPLE, Step.PEOPLE)
        if Ask.SUM_MISMATCH in ask:
            self.given.pop(Step.PEOPLE, None)
            self.open.append(Step.PEOPLE)
            self.lead.append(Text("sentence.sums"))
        elif Ask.NUMBER_RANGE in ask and counts.get(Key.PEOPLE, 0) is None:
            self.lead.append(Text("sentence.range"))
        elif Ask.CONFIRM_TOTAL in ask:
            self.lead.append(Text("sentence.total"))
        if ROUGH.intersection(ask) and Step.PEOPLE in self.given:
            self.doubted.append(Step.PEOPLE)

    def _topics(self) -> None:
        known = self.before.with_all(Answers(tuple(self.given.items())))
        labels = {
            indicator.id: indicator.label
            for indicator in self.context.indicators
            if all(condition.holds(known) for condition in when_offered(indicator))
        }
        ticked = {named.id: named for named in self.before.ticked(Step.TOPICS)}
        said = {k: v for k, v in self.report.counts.items() if k not in OWN_STEPS}
        for key, value in said.items():
            step = topic_step(key.value)
            if key.value not in labels:
                self.lead.append(Text("sentence.not_counted", key=key.value))
            elif value == 0:
                ticked.pop(key.value, None)
            else:
                ticked[key.value] = Named(key.value, labels[key.value])
                if value is None:
                    self.open.append(step)
                else:
                    self.given[step] = self._sum(step, value)
        if said:
            self.given[Step.TOPICS] = tuple(ticked.values()) or None

    def _groups(self) -> None:
        said: dict[Group, int | None] = {
            GROUPS[subgroup]: count for subgroup, count in self.report.subgroups.items()
        }
        if Key.ELDERLY in self.report.counts:
            said[Group.ELDERLY] = self.report.counts[Key.ELDERLY]
        if not said:
            return
        ticked = {named.id: named for named in self.before.ticked(Step.GROUPS)}
        for group, value in said.items():
            if value == 0:
                ticked.pop(group.value, None)
                continue
            ticked[group.value] = Named(group.value, group_button(group))
            if value is None:
                self.open.append(group_step(group))
            else:
                self.given[group_step(group)] = self._sum(group_step(group), value)
        self.given[Step.GROUPS] = tuple(ticked.values()) or None

    def _vneid(self) -> None:
        said = {key: self.report.counts[key] for key in LEVELS if key in self.report.counts}
        if not said:
            return
        known = [value for value in said.values() if value is not None]
        if len(known) < len(said):
            self.open.append(Step.VNEID)
            return
        total = sum(known)
        self.given[Step.VNEID] = self._sum(Step.VNEID, total)
        second = said.get(Key.VNEID2) or 0
        match [key for key in LEVELS if said.get(key)]:
            case [Key.VNEID1]:
                self.given[Step.VNEID_LEVEL] = Named(LEVEL_1, Text("button.level_1"))
            case [Key.VNEID2]:
                self.given[Step.VNEID_LEVEL] = Named(LEVEL_2, Text("button.level_2"))
            case [Key.VNEID1, Key.VNEID2]:
                self.given[Step.VNEID_LEVEL] = Named(BOTH_LEVELS, Text("button.both_levels"))
                self.given[Step.VNEID_2] = second
            case [Key.VNEID] if Step.VNEID_LEVEL not in self.before:
                self.given[Step.VNEID_LEVEL] = Named(NO_LEVEL, Text("button.no_level"))
            case [Key.VNEID] | []:
                pass
            case _:
                self.open.append(Step.VNEID_LEVEL)

    def _count(self, key: Key, step: Step) -> None:
        if key not in self.report.counts:
            return
        value = self.report.counts[key]
        if value is None:
            self.open.append(step)
        else:
            self.given[step] = self._sum(step, value)

    def _sum(self, step: str, value: int) -> int:
        """“Thêm 2 cụ nữa” comes on top of what stood there, "bớt 2 người" goes off it."""
        change, stood = self.sentence.change, self.before.number(step) or 0
        if change.is_taken_off:
            return stood - value
        return stood + value if change.is_added else value
