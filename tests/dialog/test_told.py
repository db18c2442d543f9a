"""A sentence that answers several questions: what it said is kept, what it left open is asked."""

from datetime import timedelta

from bot.dialog.answers import Answers
from bot.dialog.context import Context
from bot.dialog.events import Told
from bot.dialog.flow import Flow
from bot.dialog.state import Phase
from bot.dialog.text import Text
from tests.dialog.flows import (
    HALL,
    MARKET,
    PEOPLE_LIMIT,
    TODAY,
    day,
    flow,
    kind,
    people,
    photos,
    place,
    topics,
    vneid,
)
from tests.dialog.walk import Walk

HEARD = Text("session.draft")


def steps(_context: Context) -> Flow:
    return flow(
        kind(), people(), topics(), vneid(optional=True), place(optional=True), day(), photos(),
        limits=(PEOPLE_LIMIT,),
    )  # fmt: skip


def with_silent(_context: Context) -> Flow:
    return flow(kind(), people(), vneid(optional=True, is_silent=True), day())


def told(*answers: tuple[str, object], **more: object) -> Told:
    return Told(Answers(answers), lead=(HEARD,), **more)


WHOLE = (("kind", MARKET), ("people", 12), ("day", TODAY))


def test_whole_story_leads_to_the_review_page_and_skips_the_rest() -> None:
    walk = Walk(steps).hear(told(*WHOLE, is_all=True))

    assert walk.state.phase is Phase.REVIEW
    assert walk.lines[0] == HEARD.id
    assert (walk.answers["topics"], walk.answers["photos"]) == (None, None)


def test_what_is_missing_is_the_only_thing_asked() -> None:
    walk = Walk(steps).hear(told(("people", 12), ("day", TODAY), is_all=True))

    assert (walk.state.phase, walk.state.step) == (Phase.STEP, "kind")
    assert walk.tap("Chợ").state.phase is Phase.REVIEW


def test_story_in_the_middle_of_a_dialog_asks_on_for_what_may_be_left_out() -> None:
    walk = Walk(steps).type("1").hear(told(("people", 12), ("vneid", 5)))

    assert (walk.state.phase, walk.state.step) == (Phase.STEP, "topics")


def test_correction_on_the_review_page_stays_there() -> None:
    walk = Walk(steps).hear(told(*WHOLE, is_all=True)).hear(told(("people", 15)))

    assert walk.state.phase is Phase.REVIEW
    assert walk.answers.number("people") == 15


def test_correction_in_the_middle_of_a_dialog_is_said_back() -> None:
    walk = Walk(steps).type("1", "12").hear(told(("people", 14)))

    assert walk.lines == [HEARD.id, "people.said", "progress", "topics.ask"]


def test_old_page_cannot_be_sent_once_its_figures_are_others() -> None:
    walk = Walk(steps).hear(told(*WHOLE, is_all=True))
    page = walk.state.visit

    walk.hear(told(("people", 15)))

    assert walk.state.visit > page


def test_doubtful_part_is_asked_again_and_the_rest_stays() -> None:
    walk = Walk(steps).hear(told(*WHOLE, is_all=True)).hear(told(open=("people",)))

    assert (walk.state.phase, walk.state.step) == (Phase.STEP, "people")
    assert walk.answers.day("day") == TODAY


def test_numbers_that_contradict_each_other_are_asked_before_the_page() -> None:
    walk = Walk(steps).hear(told(*WHOLE, ("vneid", 15), is_all=True))

    assert (walk.state.phase, walk.state.step) == (Phase.STEP, "vneid")
    assert "limit.vneid" in walk.lines


def test_what_no_step_knows_is_left_aside() -> None:
    walk = Walk(steps).hear(told(*WHOLE, ("nowhere", 3), is_all=True))

    assert "nowhere" not in walk.answers


def test_answer_said_before_stands_where_the_sentence_says_nothing_of_it() -> None:
    walk = Walk(steps).type("2").hear(told(("people", 12), ("day", TODAY), is_all=True))

    assert walk.answers.chosen("kind") == HALL


def test_what_was_spoken_of_without_an_answer_is_asked_though_it_may_be_left_out() -> None:
    walk = Walk(steps).hear(told(*WHOLE, open=("vneid",), is_all=True))

    assert (walk.state.phase, walk.state.step) == (Phase.STEP, "vneid")
    assert walk.type("bỏ qua").state.phase is Phase.REVIEW


def test_rough_number_wants_a_yes_and_then_the_page_comes() -> None:
    walk = Walk(steps).hear(told(*WHOLE, doubted=("people",), is_all=True))

    assert (walk.state.phase, walk.state.pending) == (Phase.DOUBT, 12)
    assert walk.type("đúng").state.phase is Phase.REVIEW


def test_what_was_left_out_is_no_value_to_ask_about() -> None:
    walk = Walk(steps).hear(told(*WHOLE, ("vneid", None), doubted=("vneid",), is_all=True))

    assert walk.state.phase is Phase.REVIEW
    assert walk.answers["vneid"] is None


def test_two_rough_numbers_are_both_asked_about() -> None:
    rough = told(*WHOLE, ("vneid", 5), doubted=("people", "vneid"), is_all=True)
    walk = Walk(steps).hear(rough).type("đúng")

    assert walk.state.phase is not Phase.REVIEW
    assert walk.state.step == "vneid"


def test_what_was_heard_is_said_back_before_a_question_and_not_before_the_page() -> None:
    heard = Text("session.draft_people", day=TODAY, people=12)

    asked = Walk(steps).hear(told(*WHOLE[1:], heard=heard, is_all=True))
    whole = Walk(steps).hear(told(*WHOLE, heard=heard, is_all=True))

    assert heard.id in asked.lines
    assert heard.id not in whole.lines


def test_silent_step_is_asked_by_nobody() -> None:
    walk = Walk(with_silent).type("1", "12")

    assert walk.state.step == "day"


def test_silent_step_that_was_said_can_be_mended() -> None:
    walk = Walk(with_silent).hear(told(*WHOLE, ("vneid", 2))).type("sửa")

    assert walk.state.phase is Phase.EDIT
    assert len(walk.options) == 4


def test_day_to_come_is_asked_again() -> None:
    walk = Walk(steps).hear(told(*WHOLE[:2], ("day", TODAY + timedelta(days=1)), is_all=True))

    assert (walk.state.phase, walk.state.step) == (Phase.STEP, "day")
    assert "miss.date.future" in walk.lines


def test_number_beyond_the_limit_is_asked_about_and_kept_by_a_yes() -> None:
    walk = Walk(steps).hear(told(("kind", MARKET), ("people", 300), ("day", TODAY), is_all=True))

    assert (walk.state.phase, walk.state.pending) == (Phase.DOUBT, 300)

    walk.type("đúng")

    assert (walk.state.phase, walk.answers.number("people")) == (Phase.REVIEW, 300)


def test_correction_that_cannot_be_taken_asks_that_part_alone() -> None:
    walk = Walk(steps).hear(told(*WHOLE, is_all=True)).hear(told(("people", 0)))

    assert (walk.state.phase, walk.state.step) == (Phase.STEP, "people")
    assert walk.type("9").state.phase is Phase.REVIEW
