"""Later, drop, another wish: nothing is lost silently, and what is left lies where it was."""

import pytest

from bot.dialog.effects import Drop, Park
from bot.dialog.events import Returned, UnusableReceived
from bot.dialog.state import Phase
from bot.dialog.text import Text
from tests.dialog.flows import HALL, MARKET, TOPICS, came, day, flow, kind, people, place, topics
from tests.dialog.walk import Walk

LONG = flow(kind(), people(), topics(), place(optional=True), day(optional=True))


@pytest.mark.parametrize("typed", ["để sau", "de sau", "thôi để sau", "lát nữa"])
def test_later_puts_the_dialog_aside(typed: str) -> None:
    walk = Walk(lambda _: LONG).type("1")

    walk.type(typed)

    assert (Park(""),) == walk.effects
    assert walk.state.step == "people"


def test_buttons_of_a_question_put_aside_still_hold() -> None:
    walk = Walk(lambda _: LONG).type("1", "12", "trang sau")
    before = walk.state

    walk.type("để sau")

    assert before == walk.state


def test_later_within_a_group_comes_back_at_the_groups() -> None:
    walk = Walk(lambda _: flow(kind(), came(), people()))
    walk.found = (MARKET, HALL)

    walk.type("1", "1", "1", "để sau")

    assert (walk.state.group, walk.state.ticks) == (None, (MARKET,))


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

    assert walk.lines == ["leaving.go_on", "progress", "people.ask"]


@pytest.mark.parametrize("typed", ["hủy", "huỷ", "thôi", "thôi không ghi nữa", "bỏ hẳn"])
def test_drop_asks_first_what_becomes_of_the_answers(typed: str) -> None:
    walk = Walk(lambda _: LONG).type("1")

    walk.type(typed)

    assert (Text("drop.ask", draft=Text("draft.other")),) == walk.message.lines
    assert walk.options == ["Ghi tiếp", "Để sau", "Bỏ hẳn"]


def test_drop_with_nothing_said_ends_at_once() -> None:
    walk = Walk(lambda _: LONG)

    walk.type("hủy")

    assert (Drop(""),) == walk.effects


@pytest.mark.parametrize("typed", ["1", "ghi tiếp", "tiếp tục"])
def test_leaving_taken_back_goes_on_at_the_question(typed: str) -> None:
    walk = Walk(lambda _: LONG).type("1", "hủy")

    walk.type(typed)

    assert walk.lines == ["leaving.go_on", "progress", "people.ask"]


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

    assert walk.state.ticks == (MARKET,)
    assert walk.state.group is None


def test_help_while_leaving_explains_the_page_and_asks_again() -> None:
    walk = Walk(lambda _: LONG).type("1", "hủy")

    walk.type("giúp")

    assert walk.lines == ["help.page", "drop.ask"]


def test_leaving_is_decided_before_anything_is_edited() -> None:
    walk = Walk(lambda _: LONG).type("1", "hủy")

    walk.type("sửa loại buổi")

    assert walk.lines == ["miss.choice", "drop.ask"]


def test_leaving_for_good_drops() -> None:
    walk = Walk(lambda _: LONG).type("1", "hủy")

    walk.tap("Bỏ hẳn")

    assert (Drop(""),) == walk.effects


def test_leaving_from_the_review_page_comes_back_to_it() -> None:
    walk = Walk(lambda _: flow(kind(), people())).type("1", "12", "hủy")

    walk.type("ghi tiếp")

    assert Phase.REVIEW is walk.state.phase
    assert walk.lines[0] == "leaving.go_on"


def test_leaving_while_mending_comes_back_to_the_mending() -> None:
    walk = Walk(lambda _: flow(kind(), people())).type("1", "12", "sửa số người", "hủy")

    walk.type("ghi tiếp", "15")

    assert Phase.REVIEW is walk.state.phase
    assert walk.answers.number("people") == 15


def test_wish_for_something_else_is_remembered_while_the_person_decides() -> None:
    walk = Walk(lambda _: LONG).type("1")

    walk.hear(Returned("team_week"))

    assert (Text("leaving.ask", draft=Text("draft.other")),) == walk.message.lines
    assert walk.options == ["Ghi tiếp", "Để sau, việc mới", "Bỏ hẳn"]
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
