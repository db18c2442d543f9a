"""The parts are never more than the whole, whichever of them was said last."""

import pytest

from bot.dialog.context import Context
from bot.dialog.flow import AtMost, Flow
from bot.dialog.state import Phase
from bot.dialog.steps import Has, Lacks
from bot.dialog.text import Text
from tests.dialog.flows import (
    PEOPLE_LIMIT,
    flow,
    helped,
    kind,
    people,
    place,
    topics,
    vneid,
)
from tests.dialog.walk import Walk


def counting(_context: Context) -> Flow:
    return flow(people(), vneid(), place(optional=True), limits=(PEOPLE_LIMIT,))


@pytest.fixture
def walk() -> Walk:
    return Walk(counting, helped()).type("12")


def test_part_above_its_whole_is_refused_with_both_numbers(walk: Walk) -> None:
    walk.type("15")

    assert Text("limit.vneid", part=15, whole=12) == walk.message.lines[0]
    assert "vneid" not in walk.answers


def test_part_equal_to_its_whole_is_taken(walk: Walk) -> None:
    walk.type("12")

    assert walk.answers.number("vneid") == 12


def test_refused_part_offers_the_way_to_the_whole(walk: Walk) -> None:
    walk.type("15")

    walk.tap("Sửa: Số người")

    assert walk.lines == ["people.ask"]


def test_mended_whole_leads_back_to_the_part(walk: Walk) -> None:
    walk.type("15", "sửa số người", "20")

    assert walk.state.step == "vneid"
    assert walk.type("15").answers.number("vneid") == 15


def test_whole_mended_below_its_part_asks_the_part_again(walk: Walk) -> None:
    walk.type("10", "bỏ qua")

    walk.type("sửa số người", "5")

    assert walk.lines == ["people.said", "limit.vneid", "vneid.ask"]
    assert walk.answers.number("people") == 5
    assert "Sửa: Số người" in walk.ways


def test_part_mended_to_fit_leads_back_to_the_review_page(walk: Walk) -> None:
    walk.type("10", "bỏ qua", "sửa số người", "5")

    walk.type("4")

    assert Phase.REVIEW is walk.state.phase


def test_contradiction_is_no_way_to_the_review_page(walk: Walk) -> None:
    walk.type("10", "bỏ qua", "sửa số người", "5")

    walk.type("lùi")

    assert walk.lines == ["edit.ask"]
    assert walk.type("gửi đi").lines != ["people.said", "limit.vneid"]
    assert walk.submitted is None


def test_doubted_part_that_is_meant_is_still_held_against_its_whole(walk: Walk) -> None:
    walk.type("500", "đúng")

    assert walk.lines[0] == "limit.vneid"
    assert (walk.state.phase, walk.state.step) == (Phase.STEP, "vneid")


def test_draft_with_a_contradiction_comes_back_at_the_number_to_mend(walk: Walk) -> None:
    walk.type("10", "bỏ qua", "sửa số người", "5", "lùi", "hủy")

    walk.type("ghi tiếp")

    assert walk.lines == ["leaving.go_on", "vneid.ask"]
    assert Phase.REVIEW is walk.type("4").state.phase


# Ticks as a whole, and a way that was left


def by_name_or_number(_context: Context) -> Flow:
    limit = AtMost(("vneid",), ("topics", "people"), Text("limit.vneid"))
    return flow(
        kind(),
        topics(optional=False, when=(Has("kind", "hall"),)),
        people(when=(Lacks("kind", "hall"),)),
        vneid(when=(Lacks("kind", "home"),)),
        limits=(limit,),
    )


def test_number_of_ticks_is_a_whole() -> None:
    walk = Walk(by_name_or_number).type("2", "1, 2, 3", "xong")

    walk.type("4")

    assert Text("limit.vneid", part=4, whole=3) == walk.message.lines[0]


def test_ticks_of_a_way_that_was_left_are_no_whole() -> None:
    walk = Walk(by_name_or_number).type("2", "1, 2, 3", "xong", "2")

    walk.type("sửa loại buổi", "1", "12", "sửa số cài VNeID", "10")

    assert Phase.REVIEW is walk.state.phase
    assert walk.answers.number("vneid") == 10


def test_part_of_a_way_that_was_left_breaks_nothing() -> None:
    walk = Walk(by_name_or_number).type("1", "12", "10")

    walk.type("sửa loại buổi", "3", "sửa số người", "5")

    assert Phase.REVIEW is walk.state.phase
