"""People of class lists who may be one: recognised as they come, judged side by side."""

from dataclasses import replace

from bot.dialog.answers import Answers
from bot.language.learners import LearnerRow
from bot.language.same_person.keys import asked_keys, keys
from bot.task import Done, Submission
from handlers.alike.apart import ALIKE_BACK
from handlers.alike.pairs import ALIKE
from handlers.alike.recognising import Recognised, look_again, recognise
from models.alike_changes import JudgeLearners, NotePairs, UndoVerdict
from models.alike_needs import (
    Candidate,
    CandidatesNeed,
    Judged,
    JudgedNeed,
    Pair,
    PairNeed,
    Pairs,
    PairsNeed,
    Side,
)
from models.class_list import Enrol
from models.course_needs import CoursePage, Listed
from models.learner import Consent
from models.load import Known
from tests.handlers.people import COORDINATOR, LEADER, MEMBER, NOW, ONE, TWO, asker, facts

HOA = LearnerRow("Nguyễn Thị Hoa", 1957, None)
COURSE = CoursePage("c1", ONE, "Thôn 01", "Nhà văn hóa", "VNeID", (), False, (), ())  # noqa: FBT003


def candidate(
    id_: str, name: str, birth: str = "1957", team: str = ONE, phone: str = ""
) -> Candidate:
    return Candidate(id_, id_, name, birth, phone, team, keys(name))


def recognised(
    *rows: LearnerRow,
    known: tuple[Candidate, ...] = (),
    course: CoursePage = COURSE,
    consent: Consent = Consent.PAPER,
) -> Recognised:
    asked = frozenset(key for row in rows for key in asked_keys(row.name))
    told = facts({CandidatesNeed(asked): tuple(one for one in known if one.keys & asked)})
    return recognise(rows, course, consent, asker(LEADER), told)


def test_somebody_nobody_knows_is_new() -> None:
    found = recognised(HOA)

    assert [one.name for one in found.new] == ["Nguyễn Thị Hoa"]
    assert (found.known, found.pairs) == ((), ())


def test_who_is_known_is_put_on_the_list_and_not_written_again() -> None:
    known = candidate("old", "NGUYEN THI HOA")

    found = recognised(HOA, known=(known,))

    assert (found.new, found.known) == ((), ("old",))


def test_who_was_merged_is_known_as_whom_they_stand_for() -> None:
    known = replace(candidate("old", "Nguyễn Thị Hoa"), root="kept")

    assert recognised(HOA, known=(known,)).known == ("kept",)


def test_who_stands_on_this_list_is_counted_and_changes_nothing() -> None:
    listed = Listed("old", "Nguyễn Thị Hoa", "1957", Consent.PAPER, (), None)
    course = replace(COURSE, learners=(listed,))

    found = recognised(HOA, known=(candidate("old", "Nguyễn Thị Hoa"),), course=course)

    assert found.listed == 1
    assert found.changes(course, asker(LEADER)) == ()


def test_same_person_twice_in_one_list_comes_once() -> None:
    found = recognised(HOA, replace(HOA, name="Nguyen Thi Hoa"))

    assert (len(found.new), found.doubled) == (1, 1)


def test_who_may_be_known_is_new_and_noted() -> None:
    known = candidate("old", "Nguyễn Thị Hoa", team=TWO)

    found = recognised(HOA, known=(known,))

    ((new, old, _),) = found.pairs
    assert (new, old) == (found.new[0].id, "old")
    assert [line.id for line in found.lines(asker(LEADER))] == ["recognised.alike"]
    assert [link.task for link in found.links(asker(LEADER))] == ["alike"]


def test_two_of_one_list_who_may_be_one_are_noted() -> None:
    found = recognised(LearnerRow("Vũ Thị Bảy", 1962, None), LearnerRow("cô Bẩy", 1962, None))

    ((new, old, _),) = found.pairs
    assert (old, new) == tuple(one.id for one in found.new)


def test_of_many_who_may_be_one_the_likeliest_are_noted() -> None:
    far = tuple(candidate(f"far{n}", "cô Hoa", "195x") for n in range(5))
    near = candidate("near", "Nguyễn Thị Hoa", "1958")

    found = recognised(HOA, known=(*far, near))

    assert next(old for _, old, _ in found.pairs) == "near"
    assert len(found.pairs) == 3


def test_without_consent_no_more_than_first_name_and_decade_is_written() -> None:
    found = recognised(HOA, consent=Consent.NONE)

    assert (found.new[0].name, found.new[0].birth) == ("Hoa", "195x")


def test_member_is_not_led_to_other_peoples_pairs() -> None:
    found = recognised(HOA, known=(candidate("old", "Nguyễn Thị Hoa", team=TWO),))

    assert found.links(asker(MEMBER)) == ()
    assert [line.id for line in found.lines(asker(MEMBER))] == ["recognised.told"]


def test_changes_put_everybody_on_the_list_and_note_the_pairs() -> None:
    found = recognised(HOA, known=(candidate("old", "Nguyễn Thị Hoa", team=TWO),))

    enrolled, noted = found.changes(COURSE, asker(LEADER))

    assert isinstance(enrolled, Enrol)
    assert isinstance(noted, NotePairs)
    assert (enrolled.new, noted.pairs) == (found.new, found.pairs)
    assert noted.key == "learners"


def test_who_agreed_by_full_name_is_looked_at_again_and_never_merged_unseen() -> None:
    known = (candidate("self", "Hoa", "195x"), candidate("old", "Nguyễn Thị Hoa"))
    told = facts({CandidatesNeed(asked_keys(HOA.name)): known})

    ((one, other, _),) = look_again("self", HOA, (ONE,), told)

    assert (one, other) == ("self", "old")


def test_who_did_not_agree_by_the_file_is_kept_by_first_name() -> None:
    ba = LearnerRow("Trần Văn Ba", 1948, None)
    asked = asked_keys(HOA.name) | asked_keys(ba.name)
    told = facts({CandidatesNeed(asked): ()})

    found = recognise((HOA, ba), COURSE, Consent.PAPER, asker(LEADER), told, without=(ba,))

    assert [one.name for one in found.new] == ["Nguyễn Thị Hoa", "Ba"]


# Side by side


def side(id_: str, name: str = "Nguyễn Thị Hoa", team: str = ONE, *, agreed: bool = True) -> Side:
    return Side(id_, name, "1957", "", team, "Thôn 01", has_consent=agreed, classes=("VNeID",))


PAIR = Pair(side("a", "Hoa", agreed=False), side("b"))
OTHERS = Pair(side("c", team=TWO), side("d", team=TWO))


def told(*pairs: Pair) -> dict[object, object]:
    waiting = Pairs(len(pairs), pairs)
    return {
        PairsNeed((ONE,)): waiting,
        PairsNeed((), is_whole=True): waiting,
        **{PairNeed(pair.one.id, pair.other.id): pair for pair in pairs},
    }


def judge(answer: str, person: Known = LEADER, *pairs: Pair, now: object = "same") -> Done:
    known = told(*(pairs or (PAIR,)))
    begun = ALIKE.begin(asker(person), "", facts(known))  # type: ignore[arg-type]
    (step,) = ALIKE.flow(begun.context).steps
    choice = next(one for one in step.choices if one.id == answer)  # type: ignore[union-attr]
    if now is None:
        known |= {PairNeed(pair.one.id, pair.other.id): None for pair in pairs or (PAIR,)}
    submission = Submission("d", Answers().given("answer", choice), begun.context)
    done = ALIKE.submit(submission, asker(person), facts(known))  # type: ignore[arg-type]
    assert isinstance(done, Done)
    return done


def test_fuller_row_stands_for_both() -> None:
    done = judge("same")

    verdict = done.changes[0]
    assert isinstance(verdict, JudgeLearners)
    assert (verdict.one_id, verdict.other_id, verdict.kept_id) == ("a", "b", "b")
    assert done.record == verdict.id


def test_two_people_stay_two() -> None:
    verdict = judge("two").changes[0]

    assert isinstance(verdict, JudgeLearners)
    assert verdict.kept_id is None


def test_taking_back_undoes_the_verdict() -> None:
    done = judge("same")
    begun = ALIKE.begin(asker(LEADER), "", facts(told(PAIR)))  # type: ignore[arg-type]
    assert ALIKE.undo is not None

    undone = ALIKE.undo(done.record, Submission("d", Answers(), begun.context), asker(LEADER))

    assert isinstance(undone[0], UndoVerdict)
    assert (undone[0].one_id, undone[0].other_id) == ("a", "b")


def test_pair_that_somebody_else_judged_meanwhile_is_left_alone() -> None:
    done = judge("same", now=None)

    assert done.changes == ()
    assert [line.id for line in done.lines] == ["alike.gone"]


def test_next_pair_is_one_press_away() -> None:
    other = Pair(side("e"), side("f"))

    done = judge("two", LEADER, PAIR, other)
    skipped = judge("skip", LEADER, PAIR, other)

    assert [(link.task, link.argument) for link in done.links] == [("alike", "0"), ("undo", "")]
    assert skipped.next_task == "alike:1"


def test_leader_cannot_judge_people_of_other_teams() -> None:
    done = judge("same", LEADER, OTHERS)

    assert done.changes == ()
    assert [line.id for line in done.lines] == ["task.not_yours"]
    assert judge("same", COORDINATOR, OTHERS).changes


def test_of_another_teams_learner_no_classes_are_shown() -> None:
    mixed = Pair(side("a"), side("c", team=TWO))

    begun = ALIKE.begin(asker(LEADER), "", facts(told(mixed)))  # type: ignore[arg-type]

    ours, theirs = begun.context.list_of("pair")
    assert (ours.label.id, theirs.label.id) == ("alike.side", "alike.side_short")  # type: ignore[union-attr]


def test_where_nothing_waits_it_says_so() -> None:
    begun = ALIKE.begin(asker(LEADER), "", facts(told()))  # type: ignore[arg-type]

    assert begun.refusal is not None
    assert begun.refusal.id == "alike.none"


# Taken apart


def part(*, is_same: bool, team: str = ONE, person: Known = LEADER) -> Done:
    row = Judged(
        "v", "a", "Hoa", team, "b", "Nguyễn Thị Hoa", team, is_same=is_same, by_name="x", at=NOW
    )
    known = facts({JudgedNeed((ONE,)): (row,), JudgedNeed((), is_whole=True): (row,)})
    begun = ALIKE_BACK.begin(asker(person), "", known)
    chosen = begun.context.list_of("standing")[0]
    submission = Submission("d", Answers().given("which", chosen), begun.context)
    done = ALIKE_BACK.submit(submission, asker(person), known)
    assert isinstance(done, Done)
    return done


def test_who_is_taken_apart_is_not_asked_about_again() -> None:
    undone, _, parted, _ = part(is_same=True).changes

    assert isinstance(undone, UndoVerdict)
    assert isinstance(parted, JudgeLearners)
    assert parted.kept_id is None


def test_two_people_may_be_looked_at_again() -> None:
    done = part(is_same=False)

    assert isinstance(done.changes[0], UndoVerdict)
    assert [link.task for link in done.links] == ["alike"]


def test_verdict_of_other_teams_is_not_a_leaders_to_undo() -> None:
    assert part(is_same=True, team=TWO).changes == ()
    assert part(is_same=True, team=TWO, person=COORDINATOR).changes
