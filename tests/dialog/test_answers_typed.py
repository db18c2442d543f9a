"""An answer is taken as people type it: number, label, label without marks, a small slip."""

from datetime import date

import pytest

from bot.dialog.answers import Named
from bot.dialog.text import Text
from tests.dialog.flows import (
    HALL,
    HOME,
    MARKET,
    day,
    flow,
    helped,
    kind,
    people,
    place,
    topics,
    vneid,
)
from tests.dialog.walk import Walk

KIND_THEN_PEOPLE = flow(kind(), people())


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("2", HALL),
        ("2.", HALL),
        ("#2", HALL),
        ("Nhà văn hóa", HALL),
        ("nha van hoa", HALL),
        ("NHÀ VĂN HOÁ!", HALL),
        ("dạ nhà văn hóa ạ", HALL),
        ("văn hóa", HALL),
        ("nhà văn hóaa", HALL),
        ("nha vna hoa", HALL),
        ("chợ", MARKET),
        ("tại nhà", HOME),
    ],
)
def test_choice_is_taken_by_number_label_bare_label_and_small_slip(
    typed: str, expected: Named
) -> None:
    walk = Walk(lambda _: KIND_THEN_PEOPLE)

    walk.type(typed)

    assert expected == walk.answers.chosen("kind")


def test_answer_is_said_back_before_the_next_question() -> None:
    walk = Walk(lambda _: KIND_THEN_PEOPLE)

    walk.type("chợ")

    assert walk.lines == ["kind.said", "progress", "people.ask"]


def test_question_passed_over_is_said_back_too() -> None:
    walk = Walk(lambda _: flow(place(optional=True), people()))

    walk.type("bỏ qua")

    assert walk.lines == ["skip.done", "progress", "people.ask"]


def test_choice_that_fits_two_is_asked_which() -> None:
    walk = Walk(lambda _: KIND_THEN_PEOPLE)

    walk.type("nhà")

    both = (HALL.label, HOME.label)
    assert Text("miss.choice.several", labels=both) == walk.message.lines[0]
    assert "kind" not in walk.answers


def test_choice_that_fits_many_names_three_of_them() -> None:
    houses = tuple(Named(f"h{number}", f"Nhà ông {name}") for number, name in enumerate("ABCD"))
    walk = Walk(lambda _: flow(kind(choices=houses), people()))

    walk.type("nhà ông")

    three = ("Nhà ông A", "Nhà ông B", "Nhà ông C")
    assert Text("miss.choice.several", labels=three) == walk.message.lines[0]


def test_number_beyond_the_list_says_how_long_the_list_is() -> None:
    walk = Walk(lambda _: KIND_THEN_PEOPLE)

    walk.type("4")

    assert "chỉ có 3 mục" in walk.said
    assert "kind" not in walk.answers


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("1", 1), ("2", 2), ("3", 3), ("12", 12), ("12 người ạ", 12), ("mười hai", 12)],
)
def test_at_a_number_step_a_number_is_the_answer_itself(typed: str, expected: int) -> None:
    walk = Walk(lambda _: flow(people(), day()))

    walk.type(typed)

    assert expected == walk.answers.number("people")


@pytest.mark.parametrize("old_list", ["", "an.older.list"])
def test_at_a_number_step_two_is_two_people_whatever_list_was_shown_last(old_list: str) -> None:
    from bot.dialog.events import TextReceived

    walk = Walk(lambda _: flow(people(), day()))

    walk.hear(TextReceived("2", old_list))

    assert walk.answers.number("people") == 2


def test_at_a_date_step_two_is_the_second_of_the_month() -> None:
    walk = Walk(lambda _: flow(day(), people()))

    walk.type("2")

    assert date(2026, 11, 2) == walk.answers.day("day")


def test_at_a_text_step_two_is_the_text() -> None:
    walk = Walk(lambda _: flow(place(), people()))

    walk.type("2")

    assert walk.answers.words("place") == "2"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("hôm nay", date(2026, 11, 20)),
        ("hom qua", date(2026, 11, 19)),
        ("18/11", date(2026, 11, 18)),
        ("thứ hai", date(2026, 11, 16)),
    ],
)
def test_day_is_taken_in_words_and_figures(typed: str, expected: date) -> None:
    walk = Walk(lambda _: flow(day(), people()))

    walk.type(typed)

    assert expected == walk.answers.day("day")


@pytest.mark.parametrize(
    ("label", "expected"), [("Hôm nay", date(2026, 11, 20)), ("Hôm qua", date(2026, 11, 19))]
)
def test_day_has_buttons_for_today_and_yesterday(label: str, expected: date) -> None:
    walk = Walk(lambda _: flow(day(), people()))

    walk.tap(label)

    assert expected == walk.answers.day("day")


def test_day_button_means_the_day_on_which_it_was_shown() -> None:
    walk = Walk(lambda _: flow(day(), people()))

    walk.now = walk.now.replace(day=21)
    walk.tap("Hôm nay")

    assert date(2026, 11, 20) == walk.answers.day("day")


@pytest.mark.parametrize("written", ["", "morgen", "2026-11-31", "2026-11-20T08:00"])
def test_day_button_that_names_no_day_is_answered(written: str) -> None:
    walk = Walk(lambda _: flow(day(), people()))

    walk.press(f"@{written}")

    assert walk.lines[0] == "late.button"
    assert not walk.answers


def test_day_button_away_from_a_date_step_is_answered() -> None:
    walk = Walk(lambda _: flow(people(), day()))

    walk.press("@2026-11-19")

    assert walk.lines[0] == "late.button"


def test_text_is_kept_on_one_line_without_control_characters() -> None:
    walk = Walk(lambda _: flow(place(), people()))

    walk.type("  nhà\u0000 văn\u200b hóa\n\n<b>Thôn 05</b>\u202e ")

    assert walk.answers.words("place") == "nhà văn hóa <b>Thôn 05</b>"


def test_text_that_is_read_is_kept_as_it_was_read() -> None:
    walk = Walk(lambda _: flow(place(read=lambda typed: typed.removeprefix("số ")), people()))

    walk.type("số 12")

    assert walk.answers.words("place") == "12"


@pytest.mark.parametrize(
    ("miss", "answer"), [(None, "miss.words"), (Text("join.phone.miss"), "join.phone.miss")]
)
def test_text_that_cannot_be_read_is_told_what_to_type(miss: Text | None, answer: str) -> None:
    walk = Walk(lambda _: flow(place(read=lambda _: None, miss=miss), people()))

    walk.type("đúng")

    assert walk.lines[0] == answer
    assert not walk.answers


@pytest.mark.parametrize("typed", ["ok", "vâng", "đúng rồi", "được"])
def test_word_of_agreement_is_no_place(typed: str) -> None:
    walk = Walk(lambda _: flow(place(), people()))

    walk.type(typed)

    assert walk.lines[0] == "miss.words"


@pytest.mark.parametrize("typed", ["không", "khong co", "không có gì", "không ai"])
def test_nothing_at_an_optional_text_step_skips_it(typed: str) -> None:
    walk = Walk(lambda _: flow(place(optional=True), people()))

    walk.type(typed)

    assert walk.answers["place"] is None


def test_nothing_at_an_optional_ticks_step_skips_it() -> None:
    walk = Walk(lambda _: flow(topics(), people()))

    walk.type("không có")

    assert walk.answers["topics"] is None


def test_none_at_a_number_step_is_zero() -> None:
    walk = Walk(lambda _: flow(vneid(optional=True), people()))

    walk.type("không có ai")

    assert walk.answers.number("vneid") == 0


def test_only_what_fits_a_message_is_read() -> None:
    walk = Walk(lambda _: flow(place(longest=5_000), people()))

    walk.type("a" * 10_000)

    assert walk.answers.words("place") == "a" * 5_000


def test_last_answer_of_a_flow_without_review_is_sent_at_once() -> None:
    walk = Walk(lambda _: flow(kind(), review=False))

    walk.type("1")

    assert walk.submitted == walk.answers
    assert walk.answers.chosen("kind") == MARKET


def test_progress_counts_the_questions_on_the_way() -> None:
    walk = Walk(lambda _: flow(kind(), people(), vneid(), day(), place(), topics()), helped())

    walk.type("1", "12")

    assert "Bước 3/6" in walk.said
