"""Back, skip, later, drop, help: the ways that every question has."""

import pytest

from bot.dialog.answers import Answers
from bot.dialog.effects import AskScribe, Drop, Lookup, Park
from bot.dialog.events import Returned, UnusableReceived
from bot.dialog.state import Phase
from bot.dialog.text import Text
from tests.dialog.flows import (
    HALL,
    MARKET,
    TEAMS,
    TOPICS,
    came,
    day,
    every_kind,
    flow,
    helped,
    kind,
    people,
    place,
    topics,
    vneid,
    whom,
)
from tests.dialog.walk import Walk

LONG = flow(kind(), people(), topics(), place(optional=True), day(optional=True))


@pytest.mark.parametrize("typed", ["lùi", "lui", "quay lại", "dạ quay lại ạ", "câu trước"])
def test_back_asks_the_question_before(typed: str) -> None:
    walk = Walk(lambda _: LONG).type("1", "12")

    walk.type(typed)

    assert "people" == walk.state.step
    assert "back.done" == walk.lines[0]


def test_back_keeps_every_answer() -> None:
    walk = Walk(lambda _: LONG).type("1", "12")

    walk.type("lùi", "lùi")

    assert MARKET == walk.answers.chosen("kind")
    assert 12 == walk.answers.number("people")


def test_answer_after_back_replaces_and_goes_on_where_it_was() -> None:
    walk = Walk(lambda _: LONG).type("1", "12", "lùi")

    walk.type("15")

    assert 15 == walk.answers.number("people")
    assert "topics" == walk.state.step


def test_back_at_the_first_question_says_so() -> None:
    walk = Walk(lambda _: LONG)

    walk.type("lùi")

    assert "back.first" == walk.lines[0]
    assert "Quay lại" not in walk.ways


def test_back_passes_over_what_was_not_asked() -> None:
    walk = Walk(every_kind, helped())
    walk.found = TEAMS[:1]
    walk.type("Hoa", "2", "bỏ qua")

    walk.type("lùi")

    assert "came" == walk.state.step


def test_back_from_a_doubt_asks_the_same_question() -> None:
    walk = Walk(lambda _: LONG).type("1", "500")

    walk.type("lùi")

    assert (Phase.STEP, "people") == (walk.state.phase, walk.state.step)


def test_back_from_the_review_page_asks_the_last_question() -> None:
    walk = Walk(lambda _: flow(kind(), people())).type("1", "12")

    walk.type("lùi")

    assert "people" == walk.state.step


def test_back_brings_the_ticks_of_the_answer() -> None:
    walk = Walk(lambda _: LONG).type("1", "12", "1, 3", "xong")

    walk.type("lùi")

    assert (TOPICS[0], TOPICS[2]) == walk.state.ticks


def test_skip_leaves_an_optional_question_unanswered_on_purpose() -> None:
    walk = Walk(lambda _: LONG).type("1", "12")

    walk.tap("Bỏ qua")

    assert walk.answers["topics"] is None
    assert "place" == walk.state.step


def test_skip_is_not_offered_at_a_needed_question() -> None:
    walk = Walk(lambda _: LONG)

    assert "Bỏ qua" not in walk.ways


def test_rest_may_be_left_out_once_all_that_is_needed_is_answered() -> None:
    walk = Walk(lambda _: LONG).type("1", "12")

    walk.tap("Xem lại luôn")

    assert Phase.REVIEW is walk.state.phase
    assert "topics" not in walk.answers


def test_rest_is_not_left_out_while_something_needed_is_open() -> None:
    walk = Walk(lambda _: flow(vneid(optional=True), people()))

    assert "Xem lại luôn" not in walk.ways


@pytest.mark.parametrize("typed", ["để sau", "de sau", "thôi để sau", "lát nữa"])
def test_later_puts_the_dialog_aside(typed: str) -> None:
    walk = Walk(lambda _: LONG).type("1")

    walk.type(typed)

    assert (Park(""),) == walk.effects
    assert "people" == walk.state.step


def test_later_with_nothing_said_has_nothing_to_keep() -> None:
    walk = Walk(lambda _: LONG)

    walk.type("để sau")

    assert (Drop(""),) == walk.effects


def test_later_keeps_what_is_only_ticked() -> None:
    walk = Walk(lambda _: flow(topics(), people())).type("1, 3")

    walk.type("để sau")

    assert (Park(""),) == walk.effects
    assert (TOPICS[0], TOPICS[2]) == walk.state.ticks


def test_later_in_a_flow_that_keeps_no_draft_ends_it() -> None:
    walk = Walk(lambda _: flow(kind(), people(), keeps_draft=False)).type("1")

    walk.type("để sau")

    assert (Drop(""),) == walk.effects


def test_draft_put_aside_in_a_doubt_comes_back_at_its_question() -> None:
    walk = Walk(lambda _: LONG).type("1", "500")

    walk.type("để sau")
    walk.hear(UnusableReceived(Text("leaving.go_on")))

    assert ["leaving.go_on", "progress", "people.ask"] == walk.lines


@pytest.mark.parametrize("typed", ["hủy", "huỷ", "thôi", "thôi không ghi nữa", "bỏ hẳn"])
def test_drop_asks_first_what_becomes_of_the_answers(typed: str) -> None:
    walk = Walk(lambda _: LONG).type("1")

    walk.type(typed)

    assert ["leaving.ask"] == walk.lines
    assert ["Ghi tiếp", "Để sau", "Bỏ hẳn"] == walk.options


def test_drop_with_nothing_said_ends_at_once() -> None:
    walk = Walk(lambda _: LONG)

    walk.type("hủy")

    assert (Drop(""),) == walk.effects


@pytest.mark.parametrize("typed", ["1", "ghi tiếp", "tiếp tục"])
def test_leaving_taken_back_goes_on_at_the_question(typed: str) -> None:
    walk = Walk(lambda _: LONG).type("1", "hủy")

    walk.type(typed)

    assert ["leaving.go_on", "progress", "people.ask"] == walk.lines


def test_leaving_and_going_on_keeps_the_ticks() -> None:
    walk = Walk(lambda _: LONG).type("1", "12", "1, 3", "hủy")

    walk.type("ghi tiếp")

    assert (TOPICS[0], TOPICS[2]) == walk.state.ticks


def test_leaving_and_putting_aside_keeps_the_ticks() -> None:
    walk = Walk(lambda _: LONG).type("1", "12", "1, 3", "hủy")

    walk.type("để sau")

    assert (Park(""),) == walk.effects
    assert (Phase.STEP, (TOPICS[0], TOPICS[2])) == (walk.state.phase, walk.state.ticks)


def test_leaving_from_within_a_group_keeps_the_ticks() -> None:
    walk = Walk(lambda _: flow(kind(), came(), people()))
    walk.found = (MARKET, HALL)
    walk.type("1", "1", "1", "hủy")

    walk.type("ghi tiếp")

    assert (MARKET,) == walk.state.ticks
    assert walk.state.group is None


def test_leaving_for_good_drops() -> None:
    walk = Walk(lambda _: LONG).type("1", "hủy")

    walk.tap("Bỏ hẳn")

    assert (Drop(""),) == walk.effects


def test_leaving_from_the_review_page_comes_back_to_it() -> None:
    walk = Walk(lambda _: flow(kind(), people())).type("1", "12", "hủy")

    walk.type("ghi tiếp")

    assert Phase.REVIEW is walk.state.phase
    assert "leaving.go_on" == walk.lines[0]


def test_leaving_while_mending_comes_back_to_the_mending() -> None:
    walk = Walk(lambda _: flow(kind(), people())).type("1", "12", "sửa số người", "hủy")

    walk.type("ghi tiếp", "15")

    assert Phase.REVIEW is walk.state.phase
    assert 15 == walk.answers.number("people")


def test_wish_for_something_else_is_remembered_while_the_person_decides() -> None:
    walk = Walk(lambda _: LONG).type("1")

    walk.hear(Returned("team_week"))

    assert ["Ghi tiếp", "Để sau, việc mới", "Bỏ hẳn"] == walk.options
    assert (Park("team_week"),) == walk.type("2").effects


def test_wish_for_something_else_said_twice_asks_once_more() -> None:
    walk = Walk(lambda _: LONG).type("1").hear(Returned("team_week"))
    before = walk.state

    walk.hear(Returned("team_week"))

    assert before == walk.state


def test_newer_wish_takes_the_place_of_the_older() -> None:
    walk = Walk(lambda _: LONG).type("1").hear(Returned("team_week"))

    walk.hear(Returned("menu"))

    assert (Drop("menu"),) == walk.tap("Bỏ hẳn").effects


def test_wish_for_something_else_drops_what_holds_nothing() -> None:
    walk = Walk(lambda _: LONG)

    walk.hear(Returned("menu"))

    assert (Drop("menu"),) == walk.effects


@pytest.mark.parametrize("typed", ["giúp", "?", "trợ giúp", "là sao", "nghia la sao"])
def test_help_explains_the_question_and_asks_it_again(typed: str) -> None:
    walk = Walk(lambda _: LONG).type("1")

    walk.type(typed)

    assert ["people.help", "progress", "people.ask"] == walk.lines


def test_help_counts_as_no_miss() -> None:
    walk = Walk(lambda _: LONG).type("1")

    walk.type("giúp", "giúp", "giúp")

    assert 0 == walk.state.misses


def test_help_on_the_review_page_explains_the_page() -> None:
    walk = Walk(lambda _: flow(kind(), people())).type("1", "12")

    walk.type("giúp")

    assert "help.page" == walk.lines[0]
    assert Phase.REVIEW is walk.state.phase


def test_asking_for_a_scribe_leaves_the_dialog_where_it_is() -> None:
    walk = Walk(lambda _: LONG).type("1")
    before = walk.state

    walk.tap("Nhờ người ghi hộ")

    assert AskScribe() == walk.effects[0]
    assert before == walk.state


def test_what_no_step_can_read_is_answered_and_the_question_repeated() -> None:
    walk = Walk(lambda _: LONG).type("1")

    walk.hear(UnusableReceived(Text("voice.unheard")))

    assert ["voice.unheard", "progress", "people.ask"] == walk.lines


def test_steering_words_inside_an_answer_are_just_words() -> None:
    walk = Walk(lambda _: flow(place(), people()))

    walk.type("quay lại nhà văn hóa")

    assert "quay lại nhà văn hóa" == walk.answers.words("place")


def test_person_looked_for_may_have_any_name() -> None:
    walk = Walk(lambda _: flow(whom(), people()))

    walk.type("Bà Thôi")

    assert Lookup("people", "Bà Thôi") in walk.heard
    assert Answers() == walk.answers
