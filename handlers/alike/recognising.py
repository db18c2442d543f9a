"""People who are put on the list of a class, held against everybody who is known: who is there
already is not written a second time, and who may be is noted for somebody to look.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from bot.dialog.text import Text
from bot.language.learners import LearnerRow
from bot.language.same_person.judge import Likeness, Someone, Verdict, alike
from bot.language.same_person.keys import asked_keys, keys
from bot.task import Asker, Link
from models.alike_changes import NotePairs
from models.alike_needs import Candidate, CandidatesNeed
from models.class_list import Enrol
from models.course_changes import course_key
from models.course_needs import CoursePage
from models.learner import Consent
from models.learner_kept import NewLearner, new_learner
from models.needs import Facts
from models.people import Role

MOST_ALIKE = 3
"""Of one name so many are noted at most, the likeliest: a pair more helps nobody."""

JUDGES = frozenset({Role.LEADER, Role.COORDINATOR})
"""Who looks at two people side by side."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """`known` are people of other lists, `listed` those who stand on this one already, `doubled`
    rows that name somebody a second time. `pairs` are those that somebody is to look at, `here`
    who the listed ones are.
    """

    new: tuple[NewLearner, ...] = ()
    known: tuple[str, ...] = ()
    listed: int = 0
    doubled: int = 0
    pairs: tuple[tuple[str, str, int], ...] = ()
    here: tuple[str, ...] = ()

    def changes(self, course: CoursePage, asker: Asker) -> tuple[Enrol | NotePairs, ...]:
        """None where nobody comes onto the list."""
        if not self.new and not self.known:
            return ()
        enrolled = Enrol(
            course_id=course.id,
            new=self.new,
            known=self.known,
            by_id=asker.person.id,
            at=asker.now,
            key=course_key(course.id),
        )
        return (enrolled, NotePairs(self.pairs, asker.now))

    def lines(self, asker: Asker) -> tuple[Text, ...]:
        """What is said of those who are no news."""
        said = []
        if self.known:
            said.append(Text("recognised.known", count=len(self.known)))
        if self.listed + self.doubled:
            said.append(Text("recognised.listed", count=self.listed + self.doubled))
        if count := self.alike:
            may = asker.person.has(*JUDGES)
            alike_ones = Text("recognised.alike") if may else Text("recognised.told")
            said.append(alike_ones.given(count=count))
        return tuple(said)

    def links(self, asker: Asker) -> tuple[Link, ...]:
        if not self.pairs or not asker.person.has(*JUDGES):
            return ()
        return (Link(Text("button.alike"), Text("word.alike"), "alike"),)

    @property
    def alike(self) -> int:
        """How many of the new ones may be somebody who is known."""
        return len({one for one, _, _ in self.pairs})


@dataclass(slots=True)
class _Known:
    """Everybody by key, those of this very list among them as they come."""

    by_key: dict[str, list[Candidate]] = field(default_factory=dict)

    def add(self, one: Candidate) -> None:
        for key in one.keys:
            self.by_key.setdefault(key, []).append(one)

    def of(self, name: str) -> Iterable[Candidate]:
        found = (one for key in sorted(asked_keys(name)) for one in self.by_key.get(key, ()))
        return {one.id: one for one in found}.values()


def recognise(
    rows: Sequence[LearnerRow],
    course: CoursePage,
    consent: Consent,
    asker: Asker,
    facts: Facts,
    *,
    without: Collection[LearnerRow] = (),
) -> Recognised:
    """Who of `rows` is new, and who may be somebody else's double; those `without` have not agreed,
    whatever was said of all. Only what is written of them is
    looked at again later; here also the name and year that are not kept without consent.
    """
    asked = frozenset(key for row in rows for key in asked_keys(row.name))
    known = _Known()
    for one in facts.of(CandidatesNeed(asked)):
        known.add(one)
    here = {one.id for one in course.learners}
    taken: set[str] = set()
    new: list[NewLearner] = []
    old: list[str] = []
    pairs: list[tuple[str, str, int]] = []
    at_hand: list[str] = []
    listed = doubled = 0
    for row in rows:
        found = _judged(row, course.team_id, known)
        same = next((one.root for like, one in found if like.verdict is Verdict.SAME), None)
        if same is not None:
            if same in taken:
                doubled += 1
            elif same in here:
                listed += 1
                at_hand.append(same)
            else:
                old.append(same)
            taken.add(same)
            continue
        id_ = asker.new_id()
        agreed = Consent.NONE if row in without else consent
        new.append(new_learner(id_, course.team_id or None, row, agreed))
        near = dict.fromkeys(one.root for _, one in found)
        scores = {one.root: like.score for like, one in reversed(found)}
        pairs += [(id_, root, scores[root]) for root in list(near)[:MOST_ALIKE]]
        known.add(_candidate(id_, row, course.team_id))
        taken.add(id_)
    return Recognised(tuple(new), tuple(old), listed, doubled, tuple(pairs), tuple(at_hand))


def look_again(
    learner_id: str, row: LearnerRow, team_ids: Sequence[str], facts: Facts
) -> tuple[tuple[str, str, int], ...]:
    """Pairs with somebody who stands on a list already and of whom more is known now. Two who are
    there both are never put together without anybody's looking.
    """
    known = _Known()
    for one in facts.of(CandidatesNeed(asked_keys(row.name))):
        if one.root != learner_id:
            known.add(one)
    found = _judged(row, team_ids[0] if team_ids else "", known)
    scores: dict[str, int] = {}
    for like, one in found:
        scores.setdefault(one.root, like.score)
    return tuple((learner_id, root, score) for root, score in list(scores.items())[:MOST_ALIKE])


def _judged(row: LearnerRow, team_id: str, known: _Known) -> list[tuple[Likeness, Candidate]]:
    """Those who are or may be the same, the likeliest first."""
    this = Someone(row.name, _year(row), row.phone, team_id or None)
    found = [
        (like, one)
        for one in known.of(row.name)
        if (like := alike(this, _someone(one))).verdict is not Verdict.DIFFERENT
    ]
    return sorted(found, key=lambda pair: (-pair[0].score, pair[1].id))


def _someone(one: Candidate) -> Someone:
    return Someone(one.name, one.birth or None, one.phone or None, one.team_id or None)


def _candidate(id_: str, row: LearnerRow, team_id: str) -> Candidate:
    birth = _year(row) or ""
    return Candidate(id_, id_, row.name, birth, row.phone or "", team_id, keys(row.name))


def _year(row: LearnerRow) -> str | None:
    return None if row.birth_year is None else str(row.birth_year)
