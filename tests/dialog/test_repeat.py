""" "Giống lần trước": the last time's answers, to be mended on the review page."""

import pytest

from bot.dialog.answers import Answers
from bot.dialog.context import Context
from bot.dialog.flow import Flow
from bot.dialog.state import Phase
from tests.dialog.flows import (
    HALL,
    MARKET,
    PREVIOUS,
    TODAY,
    day,
    flow,
    helped,
    kind,
    people,
    place,
    topics,
)
from tests.dialog.walk import Walk


def steps(_context: Context) -> Flow:
    return flow(kind(), people(), topics(), day())


@pytest.fixture
def walk() -> Walk:
    return Walk(steps, helped(PREVIOUS))


def test_last_time_is_offered_at_the_first_question(walk: Walk) -> None:
    assert "Giống lần trước" in walk.ways


def test_last_time_is_not_offered_once_something_was_said(walk: Walk) -> None:
    assert "Giống lần trước" not in walk.type("1").ways


def test_last_time_is_not_offered_where_there_was_none() -> None:
    assert "Giống lần trước" not in Walk(steps, helped()).ways


@pytest.mark.parametrize("typed", ["giống lần trước", "giong lan truoc", "như hôm trước"])
def test_last_time_leads_to_the_review_page(walk: Walk, typed: str) -> None:
    walk.type(typed)

    assert walk.lines[:2] == ["repeat.done", "review.lead"]
    assert (walk.answers.number("people"), walk.answers.day("day")) == (12, TODAY)


def test_last_time_is_taken_by_its_button(walk: Walk) -> None:
    walk.tap("Giống lần trước")

    assert walk.state.phase is Phase.REVIEW


def test_what_was_said_already_stays(walk: Walk) -> None:
    walk.type("2", "giống lần trước")

    assert walk.answers.chosen("kind") == HALL


def test_answers_of_steps_that_are_gone_are_left_out(walk: Walk) -> None:
    walk.type("giống lần trước")

    assert "whom" not in walk.answers


def test_question_that_is_new_since_is_asked() -> None:
    walk = Walk(lambda _: flow(kind(), people(), place()), helped(PREVIOUS))

    walk.type("giống lần trước")

    assert walk.lines == ["repeat.done", "progress", "place.ask"]
    assert walk.answers.chosen("kind") == MARKET


def test_last_time_where_there_was_none_is_no_answer() -> None:
    walk = Walk(steps, helped())

    walk.type("giống lần trước")

    assert walk.answers == Answers()
    assert walk.press("repeat").lines == ["progress", "kind.ask"]
