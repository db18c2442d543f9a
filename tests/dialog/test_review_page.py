"""The review page: said back, confirmed by plain words, every answer open to mending."""

import pytest

from bot.dialog.answers import Named
from bot.dialog.context import Context
from bot.dialog.effects import Submit
from bot.dialog.events import Mended, PhotoLost
from bot.dialog.flow import Flow
from bot.dialog.state import Phase
from bot.dialog.steps import Has, Lacks
from bot.dialog.text import Text
from tests.dialog.flows import (
    TOPICS,
    day,
    flow,
    helped,
    kind,
    people,
    photos,
    place,
    texts,
    topics,
    vneid,
)
from tests.dialog.walk import Walk

CONFIRMING = (
    "ừ", "vâng", "đúng", "đúng rồi", "ok", "gửi đi", "được",
    "u", "vang", "dung", "dung roi", "OK", "gui di", "duoc",
    "Ừ.", "dạ đúng rồi ạ", "vâng ạ", "1", "Đúng rồi, gửi đi",
)  # fmt: skip


def review(_context: Context) -> Flow:
    return flow(kind(), people(), place(optional=True))


@pytest.fixture
def page() -> Walk:
    return Walk(review, helped()).type("1", "12", "bỏ qua")


def test_review_page_says_the_answers_back_and_asks(page: Walk) -> None:
    assert page.lines == ["review.lead", "sum.kind", "sum.people", "sum.place", "review.ask"]
    assert page.options == ["Đúng rồi, gửi đi", "Sửa"]
    assert page.ways == ["Để sau", "Bỏ hẳn"]


@pytest.mark.parametrize("typed", CONFIRMING)
def test_confirming_word_sends(page: Walk, typed: str) -> None:
    page.type(typed)

    assert (Submit(page.answers),) == page.effects


@pytest.mark.parametrize(
    "typed", ["đừng", "đừng gửi", "không", "chưa", "không gửi", "chưa đúng", "khoan", "12", ""]
)
def test_nothing_else_sends(page: Walk, typed: str) -> None:
    page.type(typed)

    assert page.submitted is None


def test_word_that_is_neither_yes_nor_edit_is_told_what_to_type(page: Walk) -> None:
    page.type("để xem đã")

    assert page.lines[0] == "miss.review"


def test_second_miss_on_the_review_page_asks_shorter(page: Walk) -> None:
    page.type("hả", "hả")

    assert page.lines == ["miss.review", "sum.kind", "sum.people", "sum.place", "review.ask"]


def test_third_miss_on_a_full_review_page_stays_within_twelve_lines() -> None:
    nine = [Text(f"sum.{number}") for number in range(9)]
    full = Flow("full", 1, (kind(),), lambda _: Text("draft.other"), lambda _: tuple(nine))
    walk = Walk(lambda _: full, helped()).type("1")

    walk.type("hả", "hả", "hả")

    assert walk.lines[:3] == ["miss.review", "stuck.helper", "sum.0"]
    assert len(walk.lines) == 12


@pytest.mark.parametrize("typed", ["sửa", "sua", "2", "chưa đúng", "sai rồi"])
def test_edit_lists_every_answer(page: Walk, typed: str) -> None:
    page.type(typed)

    assert page.lines == ["edit.ask"]
    assert page.options == ["Loại buổi", "Số người", "Địa điểm"]


@pytest.mark.parametrize("typed", ["2", "số người", "so nguoi", "sửa số người", "sửa lại số người"])
def test_edited_answer_leads_back_to_the_review_page(page: Walk, typed: str) -> None:
    page.type("sửa", typed, "15")

    assert Phase.REVIEW is page.state.phase
    assert page.answers.number("people") == 15


@pytest.mark.parametrize(
    "typed", ["sửa số người", "sua so nguoi", "Sửa lại số người", "đổi số người"]
)
def test_answer_is_edited_by_its_name_at_once(page: Walk, typed: str) -> None:
    page.type(typed)

    assert (
        page.state.phase,
        page.state.step,
        page.state.is_mending,
    ) == (Phase.STEP, "people", True)


def test_edited_step_shows_no_progress(page: Walk) -> None:
    page.type("sửa số người")

    assert page.lines == ["people.ask"]


def test_edit_of_something_that_is_no_answer_is_a_miss(page: Walk) -> None:
    page.type("sửa", "thời tiết")

    assert page.lines[0] == "miss.choice"
    assert Phase.EDIT is page.state.phase


def test_back_from_the_list_of_answers_shows_the_review_page(page: Walk) -> None:
    page.type("sửa", "lùi")

    assert Phase.REVIEW is page.state.phase


def test_back_while_mending_leaves_the_answer_as_it_was(page: Walk) -> None:
    page.type("sửa số người", "lùi")

    assert Phase.REVIEW is page.state.phase
    assert page.answers.number("people") == 12


def test_mending_that_was_left_is_over(page: Walk) -> None:
    page.type("sửa số người", "lùi")

    page.type("lùi")

    assert page.lines == ["back.done", "progress", "place.ask"]


def test_leaving_after_a_mending_comes_back_to_the_review_page(page: Walk) -> None:
    page.type("sửa số người", "lùi", "hủy")

    page.type("ghi tiếp")

    assert page.lines[:2] == ["leaving.go_on", "review.lead"]


def test_optional_answer_is_taken_back_by_skipping_it() -> None:
    walk = Walk(review, helped()).type("1", "12", "nhà văn hóa")

    walk.type("sửa địa điểm", "bỏ qua")

    assert Phase.REVIEW is walk.state.phase
    assert walk.answers["place"] is None


def test_edit_lists_the_answers_once_nothing_needed_is_open() -> None:
    walk = Walk(review, helped()).type("1", "12")

    walk.type("sửa")

    assert walk.lines == ["edit.ask"]


def test_edit_is_no_answer_while_something_needed_is_open() -> None:
    walk = Walk(review, helped()).type("1")

    walk.type("sửa")

    assert walk.lines == ["miss.number", "progress", "people.ask"]


def test_what_was_not_answered_yet_is_not_edited_ahead_of_its_turn() -> None:
    walk = Walk(review, helped())

    walk.type("sửa số người")

    assert walk.lines == ["miss.choice", "progress", "kind.ask"]


def test_where_nothing_is_reviewed_the_word_edit_is_a_word() -> None:
    walk = Walk(lambda _: flow(kind(), place(), people(), review=False)).type("1")

    walk.type("sửa loại buổi")

    assert walk.answers.words("place") == "sửa loại buổi"


def test_edit_in_the_middle_goes_on_where_it_was() -> None:
    walk = Walk(lambda _: flow(kind(), people(), day(), place())).type("1", "12")

    walk.type("sửa số người", "15")

    assert walk.answers.number("people") == 15
    assert walk.state.step == "day"


def test_back_from_an_edit_in_the_middle_is_no_way_past_the_open_questions() -> None:
    walk = Walk(lambda _: flow(kind(), people(), day(), place())).type("1", "12")

    walk.type("sửa số người", "lùi")

    assert walk.lines == ["back.done", "progress", "day.ask"]


def test_long_list_of_answers_has_pages() -> None:
    notes = [place(name=f"note{number}", optional=True) for number in range(8)]
    walk = Walk(lambda _: flow(kind(), *notes)).type("1", "xem lại", "sửa")

    walk.type("trang sau")

    assert [option.number for option in walk.message.options] == [8, 9]
    assert walk.ways == ["Trang trước", "Quay lại"]


# A choice that other questions hang on


def branching(_context: Context) -> Flow:
    ways = (Named("names", "Tích tên"), Named("count", "Chỉ số người"))
    who = texts("who", "label.who_came")
    return flow(
        kind(),
        kind(name="who", choices=ways, when=(Has("kind", "hall"),), **who),
        topics(optional=False, when=(Has("who", "names"),)),
        people(when=(Lacks("who", "names"),)),
        vneid(optional=True, when=(Lacks("kind", "hall"),)),
        place(optional=True),
    )


def test_changed_choice_asks_what_it_opens() -> None:
    walk = Walk(branching).type("2", "1", "1, 2", "xong", "bỏ qua")

    walk.type("sửa loại buổi", "1")

    assert walk.state.step == "people"


def test_changed_choice_asks_even_what_is_optional() -> None:
    walk = Walk(branching).type("2", "2", "12", "bỏ qua")

    walk.type("sửa loại buổi", "1")

    assert walk.state.step == "vneid"


def test_changed_choice_leaves_the_old_way_out_of_the_page() -> None:
    walk = Walk(branching).type("2", "1", "1, 2", "xong", "bỏ qua")

    walk.type("sửa loại buổi", "1", "12", "bỏ qua")

    assert {"sum.kind", "sum.people", "sum.vneid", "sum.place"} == set(walk.lines[1:-1])


def test_choice_changed_to_and_fro_finds_the_old_answers_again() -> None:
    walk = Walk(branching).type("2", "1", "1, 2", "xong", "bỏ qua")

    walk.type("sửa loại buổi", "1", "12", "bỏ qua", "sửa loại buổi", "2")

    assert Phase.REVIEW is walk.state.phase
    assert TOPICS[:2] == walk.answers.ticked("topics")


def test_added_tick_asks_for_its_count() -> None:
    count = vneid(optional=True, when=(Has("topics", "t2"),))
    walk = Walk(lambda _: flow(kind(), topics(), count)).type("1", "1", "xong")

    walk.type("sửa các việc", "2", "xong")

    assert walk.state.step == "vneid"


# What comes from the host


def test_refused_submit_asks_the_step_again_with_the_reason(page: Walk) -> None:
    page.hear(Mended("people", Text("session.team_gone")))

    assert page.lines == ["session.team_gone", "people.ask"]
    assert Phase.REVIEW is page.type("15").state.phase


def test_refused_submit_without_a_step_shows_the_review_page(page: Walk) -> None:
    page.hear(Mended("", Text("session.team_gone")))

    assert page.lines[:2] == ["session.team_gone", "review.lead"]


def test_refused_submit_with_a_step_that_is_not_asked_shows_the_review_page(page: Walk) -> None:
    page.hear(Mended("nowhere", Text("session.team_gone")))

    assert page.lines[0] == "session.team_gone"
    assert Phase.REVIEW is page.state.phase


def test_needed_photo_lost_on_the_review_page_is_asked_before_sending() -> None:
    walk = Walk(lambda _: flow(kind(), photos(optional=False))).type("1").photo("a").type("xong")

    walk.hear(PhotoLost("a", Text("photo.lost"))).type("gửi đi")

    assert walk.submitted is None
    assert walk.state.step == "photos"
