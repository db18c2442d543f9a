"""A late button, and a number typed at an old list, are answered and not obeyed (law 2)."""

import pytest

from bot.dialog.events import Pressed, TextReceived
from tests.dialog.flows import MARKET, TOPICS, came, flow, helped, kind, people, topics
from tests.dialog.walk import Walk

LONG = flow(kind(), people(), topics())


@pytest.mark.parametrize("code", ["=home", "skip", "later", "drop", "back", "edit:kind", ""])
def test_late_button_is_answered_not_obeyed(code: str) -> None:
    walk = Walk(lambda _: LONG)
    visit = walk.state.visit
    walk.type("1")
    before = walk.state

    walk.hear(Pressed(visit, code))

    assert walk.lines == ["late.button", "progress", "people.ask"]
    assert before == walk.state


def test_doubled_press_of_a_choice_counts_once() -> None:
    walk = Walk(lambda _: LONG)
    press = Pressed(walk.state.visit, "=market")

    walk.hear(press).hear(press)

    assert walk.answers.chosen("kind") == MARKET
    assert walk.state.step == "people"


def test_button_of_a_choice_that_is_not_there_is_answered() -> None:
    walk = Walk(lambda _: LONG)

    walk.press("=nowhere")

    assert walk.lines[0] == "late.button"


@pytest.mark.parametrize("code", ["yes", "edit", "go_on", "quatsch", "skip "])
def test_button_that_means_nothing_here_is_answered(code: str) -> None:
    walk = Walk(lambda _: LONG)

    walk.press(code)

    assert walk.lines[0] == "late.button"
    assert walk.state.step == "kind"


def test_edit_button_for_a_step_that_is_not_asked_changes_nothing() -> None:
    walk = Walk(lambda _: LONG)

    walk.press("edit:nowhere")

    assert walk.lines == ["progress", "kind.ask"]


@pytest.mark.parametrize("list_id", ["", "another.1", "0123456789abcdef.1"])
def test_number_at_an_old_list_is_answered_not_obeyed(list_id: str) -> None:
    walk = Walk(lambda _: LONG)

    walk.hear(TextReceived("2", list_id))

    assert walk.lines == ["late.number", "progress", "kind.ask"]
    assert not walk.answers


@pytest.mark.parametrize("typed", ["1, 3", "1 3", "1 và 3"])
def test_several_numbers_at_an_old_list_are_answered_not_obeyed(typed: str) -> None:
    walk = Walk(lambda _: LONG).type("1", "12")

    walk.hear(TextReceived(typed, "0123456789abcdef.2"))

    assert walk.lines[0] == "late.number"
    assert walk.state.ticks == ()


def test_label_is_understood_whatever_list_was_shown_last() -> None:
    walk = Walk(lambda _: LONG)

    walk.hear(TextReceived("chợ", "another.1"))

    assert walk.answers.chosen("kind") == MARKET


def test_number_on_the_review_page_needs_its_list() -> None:
    walk = Walk(lambda _: flow(kind(), people())).type("1", "12")

    walk.hear(TextReceived("1", ""))

    assert walk.submitted is None
    assert walk.lines[0] == "late.number"


@pytest.mark.parametrize("typed", ["gửi đi", "đúng rồi", "ok", "Đúng rồi, gửi đi"])
def test_words_that_send_off_need_the_page_to_have_been_read(typed: str) -> None:
    walk = Walk(lambda _: flow(kind(), people())).type("1", "12")

    walk.hear(TextReceived(typed, ""))

    assert walk.submitted is None
    assert walk.lines[:2] == ["late.words", "review.lead"]
    assert walk.type(typed).submitted is not None


def test_words_that_drop_need_the_page_to_have_been_read() -> None:
    walk = Walk(lambda _: flow(kind(), people())).type("1", "hủy")

    walk.hear(TextReceived("bỏ hẳn", ""))

    assert walk.lines == ["late.words", "drop.ask"]
    assert walk.state.answers


def test_what_mends_the_review_page_may_be_typed_unread() -> None:
    walk = Walk(lambda _: flow(kind(), people())).type("1", "12")

    walk.hear(TextReceived("sửa", ""))

    assert walk.lines == ["edit.ask"]


def test_number_typed_after_a_page_was_turned_still_means_its_place() -> None:
    walk = Walk(lambda _: LONG).type("1", "12", "trang sau")

    walk.type("1, 9")

    assert (TOPICS[0], TOPICS[8]) == walk.state.ticks


def test_button_of_a_closed_group_is_late() -> None:
    walk = Walk(lambda _: flow(came(), people()), helped())
    walk.found = TOPICS[:3]
    walk.type("1")
    press = Pressed(walk.state.visit, "+t1")
    walk.type("xong")

    walk.hear(press)

    assert walk.lines[0] == "late.button"
    assert walk.state.ticks == ()
