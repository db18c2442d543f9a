"""A wrong answer is answered with what to type, then shorter, then with a human's number."""

from dataclasses import replace

import pytest

from bot.dialog import caps
from bot.dialog.context import Context
from bot.dialog.text import Text
from tests.dialog.flows import day, flow, helped, kind, people, photos, place, topics, vneid
from tests.dialog.walk import Walk


def test_first_miss_says_what_to_type_and_asks_again_in_full() -> None:
    walk = Walk(lambda _: flow(people(), day()))

    walk.type("đông lắm")

    assert walk.lines == ["miss.number", "progress", "people.ask"]
    assert "ví dụ: 12" in walk.said.splitlines()[0]


def test_second_miss_asks_shorter() -> None:
    walk = Walk(lambda _: flow(people(), day()))

    walk.type("đông lắm", "nhiều")

    assert walk.lines == ["miss.number", "progress", "people.short"]


def test_third_miss_names_the_helper() -> None:
    walk = Walk(lambda _: flow(people(), day()), helped())

    walk.type("đông lắm", "nhiều", "rất nhiều")

    assert walk.lines == ["miss.number", "stuck.helper", "progress", "people.short"]
    assert "Tổ trưởng 01, số 0912000001" in walk.said


def test_third_miss_without_a_helper_says_that_nothing_is_lost() -> None:
    walk = Walk(lambda _: flow(people(), day()), Context())

    walk.type("đông lắm", "nhiều", "rất nhiều")

    assert walk.lines[1] == "stuck.kept"


def test_answers_stay_after_many_misses() -> None:
    walk = Walk(lambda _: flow(kind(), people()), helped())

    walk.type("1", *(["đông lắm"] * 10))

    assert "kind" in walk.answers
    assert walk.state.step == "people"


def test_right_answer_begins_the_count_of_misses_anew() -> None:
    walk = Walk(lambda _: flow(people(), day(), place()))

    walk.type("đông lắm", "nhiều", "12", "mùa xuân")

    assert walk.lines == ["miss.date", "progress", "day.ask"]


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("", "miss.number"),
        ("🙂🙂", "miss.number"),
        ("-3", "miss.number.negative"),
        ("15-20", "miss.number.range"),
        ("1,5", "miss.number.whole"),
        ("12 hay 15 hay 20 gì đó, 3 bà", "miss.number.many"),
        ("100001", "miss.number.huge"),
        ("99999999999999999999", "miss.number.huge"),
        ("<script>", "miss.number"),
    ],
)
def test_what_is_no_number_of_people_is_told_why(typed: str, answer: str) -> None:
    walk = Walk(lambda _: flow(people(), day()))

    walk.type(typed)

    assert answer == walk.lines[0]
    assert not walk.answers


def test_two_numbers_are_said_back_to_choose_from() -> None:
    walk = Walk(lambda _: flow(people(), day()))

    walk.type("15-20")

    assert Text("miss.number.range", low=15, high=20) == walk.message.lines[0]


def test_largest_number_that_can_be_meant_is_taken() -> None:
    walk = Walk(lambda _: flow(people(limit=caps.NUMBER), day()))

    walk.type(str(caps.NUMBER))

    assert walk.answers.number("people") == caps.NUMBER


def test_zero_people_is_refused_in_the_words_of_the_step() -> None:
    walk = Walk(lambda _: flow(people(too_few=Text("session.people.none")), day()))

    walk.type("0")

    assert walk.lines[0] == "session.people.none"
    assert not walk.answers


def test_fewer_than_the_least_says_the_least() -> None:
    walk = Walk(lambda _: flow(people(least=5), day()))

    walk.type("4")

    assert Text("miss.number.least", least=5) == walk.message.lines[0]


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("21/11", "miss.date.future"),
        ("ngày mai", "miss.date.future"),
        ("30/2", "miss.date.none"),
        ("từ 16 đến 18/11", "miss.date.range"),
        ("hôm nọ", "miss.date"),
        ("", "miss.date"),
    ],
)
def test_what_is_no_day_gone_by_is_told_why(typed: str, answer: str) -> None:
    walk = Walk(lambda _: flow(day(), people()))

    walk.type(typed)

    assert answer == walk.lines[0]
    assert not walk.answers


def test_example_of_a_day_is_yesterday() -> None:
    walk = Walk(lambda _: flow(day(), people()))

    walk.type("hôm nọ")

    assert "ví dụ: 19/11" in walk.said


def test_day_to_come_is_named() -> None:
    walk = Walk(lambda _: flow(day(), people()))

    walk.type("ngày mai")

    assert "Thứ Bảy 21/11 còn chưa tới" in walk.said


@pytest.mark.parametrize("typed", ["", "🙂", "...", "\u200b"])
def test_text_without_a_letter_is_asked_for_words(typed: str) -> None:
    walk = Walk(lambda _: flow(place(), people()))

    walk.type(typed)

    assert walk.lines[0] == "miss.words"


def test_text_too_long_says_how_long_it_may_be() -> None:
    walk = Walk(lambda _: flow(place(), people()))

    walk.type("nhà văn hóa " * 20)

    assert Text("miss.words.long", most=120) == walk.message.lines[0]
    assert not walk.answers


def test_needed_question_is_not_skipped() -> None:
    walk = Walk(lambda _: flow(people(), day()))

    walk.type("bỏ qua")

    assert walk.lines[0] == "miss.needed"


def test_skip_is_never_the_text_of_a_needed_answer() -> None:
    walk = Walk(lambda _: flow(place(), people()))

    walk.type("bỏ qua")

    assert walk.lines[0] == "miss.needed"
    assert not walk.answers


def test_done_with_nothing_ticked_at_a_needed_step_is_a_miss() -> None:
    walk = Walk(lambda _: flow(topics(optional=False), people()))

    walk.tap("Xong")

    assert walk.lines[0] == "miss.needed"


def test_done_without_a_photo_at_a_needed_step_is_a_miss() -> None:
    walk = Walk(lambda _: flow(photos(optional=False), people()))

    walk.type("xong")

    assert walk.lines[0] == "miss.needed"


def test_words_at_a_photo_step_ask_for_a_photo() -> None:
    walk = Walk(lambda _: flow(photos(), people()))

    walk.type("ảnh đẹp lắm")

    assert walk.lines[0] == "miss.photo"


def test_finish_pressed_too_early_is_a_miss() -> None:
    walk = Walk(lambda _: flow(vneid(optional=True), people()))

    walk.press("finish")

    assert walk.lines[0] == "miss.needed"


def test_where_nothing_is_kept_only_the_helper_is_named() -> None:
    walk = Walk(lambda _: replace(flow(people(), day()), keeps_draft=False), helped())

    walk.type("đông lắm", "nhiều", "rất nhiều")

    assert walk.lines[1] == "stuck.call"
    assert "Tổ trưởng 01, số 0912000001" in walk.said


def test_where_nothing_is_kept_and_nobody_helps_the_neighbour_may() -> None:
    walk = Walk(lambda _: replace(flow(people(), day()), keeps_draft=False), Context())

    walk.type("đông lắm", "nhiều", "rất nhiều")

    assert walk.lines[1] == "stuck.ask"
