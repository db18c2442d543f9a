"""What may be a slip of the finger is asked about once more; the question is never lost."""

from datetime import date

import pytest

from bot.dialog.events import PhotoReceived, Pressed, Returned, UnusableReceived
from bot.dialog.state import Phase
from bot.dialog.text import Text
from tests.dialog.flows import day, flow, people, photos, place
from tests.dialog.walk import Walk

NUMBERS = flow(people(), place(), photos())


@pytest.fixture
def doubt() -> Walk:
    return Walk(lambda _: NUMBERS).type("500")


def test_large_number_is_asked_about(doubt: Walk) -> None:
    assert (Text("doubt.large", value=500),) == doubt.message.lines
    assert doubt.ways == ["Đúng rồi", "Ghi lại"]
    assert not doubt.answers


def test_number_at_the_limit_is_taken() -> None:
    walk = Walk(lambda _: NUMBERS).type("200")

    assert walk.answers.number("people") == 200


@pytest.mark.parametrize("typed", ["đúng", "dung", "ừ", "vâng ạ", "ok"])
def test_doubted_number_that_is_meant_is_taken(doubt: Walk, typed: str) -> None:
    doubt.type(typed)

    assert doubt.answers.number("people") == 500


def test_doubted_number_is_confirmed_by_its_button(doubt: Walk) -> None:
    doubt.tap("Đúng rồi")

    assert doubt.answers.number("people") == 500


@pytest.mark.parametrize("typed", ["không", "không phải", "nhầm"])
def test_doubted_number_that_was_a_slip_is_asked_again(doubt: Walk, typed: str) -> None:
    doubt.type(typed)

    assert (doubt.state.phase, doubt.state.step) == (Phase.STEP, "people")
    assert not doubt.answers


def test_doubted_number_is_taken_back_by_its_button(doubt: Walk) -> None:
    doubt.tap("Ghi lại")

    assert doubt.lines == ["progress", "people.ask"]


def test_right_number_may_be_typed_at_once(doubt: Walk) -> None:
    doubt.type("50")

    assert doubt.answers.number("people") == 50


def test_rubbish_in_a_doubt_asks_the_question_again(doubt: Walk) -> None:
    doubt.type("hả")

    assert doubt.lines == ["miss.number", "progress", "people.ask"]


def test_rough_number_is_asked_about() -> None:
    walk = Walk(lambda _: NUMBERS).type("khoảng 20")

    assert (Text("doubt.rough", value=20),) == walk.message.lines


def test_rough_number_that_is_too_small_is_refused_at_once() -> None:
    walk = Walk(lambda _: flow(people(least=30), place())).type("khoảng 20")

    assert walk.lines[0] == "miss.number.least"


def test_old_day_is_asked_about() -> None:
    walk = Walk(lambda _: flow(day(), people())).type("19/10")

    assert (Text("doubt.old", day=date(2026, 10, 19), days=32),) == walk.message.lines


def test_day_of_thirty_one_days_ago_is_taken() -> None:
    walk = Walk(lambda _: flow(day(), people())).type("20/10")

    assert date(2026, 10, 20) == walk.answers.day("day")


def test_old_day_that_is_meant_is_taken() -> None:
    walk = Walk(lambda _: flow(day(), people())).type("19/10", "đúng rồi")

    assert date(2026, 10, 19) == walk.answers.day("day")


@pytest.mark.parametrize(
    "between",
    [
        UnusableReceived(Text("voice.unheard")),
        PhotoReceived("a"),
        Pressed(1, "=market"),
    ],
    ids=["voice", "photo", "late button"],
)
def test_doubt_is_said_again_after_something_else(doubt: Walk, between: object) -> None:
    doubt.hear(between)

    assert Text("doubt.large", value=500) == doubt.message.lines[-1]


def test_doubt_is_said_again_after_help(doubt: Walk) -> None:
    doubt.type("giúp")

    assert doubt.lines == ["help.page", "doubt.large"]


def test_button_of_a_settled_doubt_is_late() -> None:
    walk = Walk(lambda _: NUMBERS).type("500")
    yes = Pressed(walk.state.visit, "yes")
    walk.type("50")

    walk.hear(yes)

    assert walk.lines[0] == "late.button"
    assert walk.answers.number("people") == 50


def test_yes_away_from_a_doubt_is_no_button() -> None:
    walk = Walk(lambda _: NUMBERS)

    walk.press("yes")

    assert walk.lines[0] == "late.button"


def test_leaving_a_doubt_comes_back_to_the_question() -> None:
    walk = Walk(lambda _: flow(place(), people())).type("nhà văn hóa", "500")

    walk.hear(Returned("menu")).type("ghi tiếp")

    assert walk.lines == ["leaving.go_on", "progress", "people.ask"]
