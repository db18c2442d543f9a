"""Installs by themselves: what is recorded, and what is asked so that nobody is counted twice."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.reported import is_installs
from bot.dialog.answers import Answers, Named, Value
from bot.language.sentences.forms import Form
from bot.language.sentences.heard import Audience, Key, Report
from bot.language.sentences.sentence import Sentence
from bot.task import Done, Mend, Submission
from handlers.installs.check import INSTALLS_CHECK
from handlers.installs.record import Installs, installs_from_text
from handlers.installs.task import INSTALLS
from models.activity import ActivityKind
from models.changes import RecordActivity, WithdrawActivity
from models.load import Known
from models.needs import Facts
from models.team_week import Entry
from tests.handlers.people import MEMBER, OF_TWO_TEAMS, ONE, TODAY, TWO, asker, facts, person_id
from tests.handlers.session.answers import RESIDENTS, answers, sent, week

SESSION = Entry(
    "activity00000009", ActivityKind.RESIDENTS_SESSION, TODAY, 1, 12, 5, person_id(3), "Lan"
)
APART = replace(
    SESSION, activity_id="apart", kind=ActivityKind.INSTALLS, author_id=MEMBER.id, sessions=0
)


def said(by: Known = MEMBER, told: Facts | None = None, **over: Value) -> Done | Mend:
    known = told or facts({**week(), **week(team=TWO)})
    begun = INSTALLS.begin(asker(by), "", known)
    given: dict[str, Value] = {"vneid": 5, "vneid_level": Named("2", ""), "place": None, **over}
    answers = begun.answers.with_all(Answers(tuple(given.items())))
    return INSTALLS.submit(Submission("d", answers, begun.context), asker(by), known)


def record_of(done: Done | Mend) -> RecordActivity:
    assert isinstance(done, Done)
    record = done.changes[0]
    assert isinstance(record, RecordActivity)
    return record


def test_people_are_the_installs_and_there_is_no_session() -> None:
    record = record_of(said())

    assert (record.kind, record.day) == (ActivityKind.INSTALLS, TODAY)
    assert (record.people, record.sessions) == (5, 0)
    assert (record.vneid_1, record.vneid_2, record.vneid_unspecified) == (0, 5, 0)


def test_both_levels_are_kept_apart() -> None:
    record = record_of(said(vneid_level=Named("both", ""), vneid_2=2))

    assert (record.vneid_1, record.vneid_2, record.people) == (3, 2, 5)


def test_more_of_level_2_than_all_is_asked_anew() -> None:
    refused = said(vneid_level=Named("both", ""), vneid_2=9)

    assert isinstance(refused, Mend)
    assert refused.step == "vneid_2"


def test_coming_day_is_refused() -> None:
    refused = said(day=date(2026, 12, 1))

    assert isinstance(refused, Mend)
    assert refused.step == "day"


@pytest.mark.parametrize(
    ("entry", "is_asked"),
    [
        (SESSION, True),
        (replace(SESSION, vneid=4), False),
        (replace(SESSION, day=date(2026, 11, 19)), False),
        (replace(SESSION, kind=ActivityKind.HOME_VISIT), True),
        (APART, False),
    ],
)
def test_session_of_that_day_with_as_many_is_asked_about(
    entry: Entry,
    is_asked: bool,  # noqa: FBT001
) -> None:
    done = said(told=facts(week(entry)))

    assert isinstance(done, Done)
    assert (done.next_task.partition(":")[0] == "installs_check") is is_asked
    assert bool(done.changes) is not is_asked


@pytest.mark.parametrize(("author", "is_asked"), [(OF_TWO_TEAMS.id, True), (person_id(3), False)])
def test_own_session_for_another_team_is_asked_about(author: str, is_asked: bool) -> None:  # noqa: FBT001
    other = replace(SESSION, author_id=author)
    done = said(
        OF_TWO_TEAMS, facts({**week(), **week(other, team=TWO)}), team=Named(ONE, "Thôn 01")
    )

    assert isinstance(done, Done)
    assert bool(done.next_task) is is_asked


@pytest.mark.parametrize(("answer", "count"), [("there", 0), ("new", 1)])
def test_what_was_counted_there_is_not_recorded_again(answer: str, count: int) -> None:
    known = facts(week(SESSION))
    first = said(told=known)
    assert isinstance(first, Done)
    argument = first.next_task.partition(":")[2]
    begun = INSTALLS_CHECK.begin(asker(MEMBER), argument, known)
    answers = begun.answers.given("whether", Named(answer, ""))

    done = INSTALLS_CHECK.submit(Submission("d", answers, begun.context), asker(MEMBER), known)

    assert isinstance(done, Done)
    assert len(done.changes) == count


def test_check_of_a_team_that_is_not_theirs_is_refused() -> None:
    refused = INSTALLS_CHECK.begin(asker(MEMBER), f"{TWO}/2026-11-20/0/5/0/", facts(week()))

    assert refused.refusal is not None


def test_week_said_to_be_empty_keeps_it_on_the_page() -> None:
    refused = said(told=facts(week(zero=True)))

    assert isinstance(refused, Mend)
    assert refused.text.id == "session.zero_exists"


def test_taking_back_withdraws_the_entry() -> None:
    begun = INSTALLS.begin(asker(MEMBER), "", facts())

    assert INSTALLS.undo is not None
    (back,) = INSTALLS.undo("r", Submission("d", begun.answers, begun.context), asker(MEMBER))

    assert isinstance(back, WithdrawActivity)
    assert (back.activity_id, back.key) == ("r", f"team:{ONE}/2026-W47")


@given(
    st.builds(
        Installs,
        st.just(ONE),
        st.dates(),
        st.tuples(st.integers(0, 99), st.integers(0, 99), st.integers(1, 99)),
        st.none() | st.text(min_size=1, max_size=120),
    )
)
def test_argument_is_read_as_it_was_written(installs: Installs) -> None:
    assert installs_from_text(installs.as_text()) == installs


# A session after installs by themselves


@pytest.mark.parametrize(
    ("vneid", "entry", "is_said"),
    [
        (5, APART, True),
        (4, APART, False),
        (5, replace(APART, author_id=person_id(3)), False),
        (5, replace(APART, day=date(2026, 11, 19)), False),
    ],
)
def test_session_that_may_hold_them_says_so_and_offers_to_take_them_back(
    vneid: int,
    entry: Entry,
    is_said: bool,  # noqa: FBT001
) -> None:
    said_of = answers(kind=RESIDENTS, vneid=vneid, vneid_level=Named("2", ""))

    done = sent(said_of, told=facts(week(entry)))

    assert isinstance(done, Done)
    offered = [link.argument for link in done.links if link.task == "session_withdraw"]
    assert offered == (["apart"] if is_said else [])


# Sentences


@pytest.mark.parametrize(
    ("report", "form", "is_it"),
    [
        (Report(counts={Key.VNEID: 5}), None, True),
        (Report(counts={Key.VNEID1: 2, Key.VNEID2: 4}), None, True),
        (Report(counts={Key.VNEID: None}), Form.HOME_VISIT, True),
        (Report(counts={Key.VNEID: 0}), None, False),
        (Report(counts={Key.VNEID: 5, Key.PEOPLE: 12}), None, False),
        (Report(counts={Key.VNEID: 5, Key.DVC: 2}), None, False),
        (Report(counts={Key.VNEID: 5}), Form.SESSION, False),
        (Report(counts={Key.VNEID: 5}, audience=Audience.MEMBERS), None, False),
        (Report(), None, False),
    ],
)
def test_sentence_of_installs_alone(report: Report, form: Form | None, is_it: bool) -> None:  # noqa: FBT001
    assert is_installs(Sentence(report, form=form)) is is_it
