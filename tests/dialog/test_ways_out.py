"""Back, skip, help, a scribe: the ways that every question has."""

from collections.abc import Callable

import pytest

from bot.dialog.answers import Answers
from bot.dialog.effects import AskScribe, Lookup
from bot.dialog.events import Mended, UnusableReceived
from bot.dialog.state import Phase
from bot.dialog.steps import Has
from bot.dialog.text import Text
from tests.dialog.flows import (
    MARKET,
    PEOPLE_LIMIT,
    PREVIOUS,
    TEAMS,
    TOPICS,
    came,
    day,
    every_kind,
    flow,
    helped,
    kind,
    people,
    photos,
    place,
    topics,
    vneid,
    whom,
)
from tests.dialog.walk import Walk, words

LONG = flow(kind(), people(), topics(), place(optional=True), day(optional=True))


def at_first_question() -> Walk:
    return Walk(lambda _: flow(day(), people()), helped(PREVIOUS))


def at_long_list() -> Walk:
    return Walk(lambda _: LONG).type("1", "12")


def at_its_last_page() -> Walk:
    return at_long_list().type("trang sau")


def in_a_group() -> Walk:
    walk = Walk(lambda _: flow(came(), people()))
    walk.found = TOPICS
    return walk.type("1", "1", "trang sau")


def at_photos() -> Walk:
    return Walk(lambda _: flow(people(), photos(), place())).type("12").photo("a")


def in_doubt() -> Walk:
    return Walk(lambda _: LONG).type("1", "500")


def above_its_whole() -> Walk:
    return Walk(lambda _: flow(people(), vneid(), limits=(PEOPLE_LIMIT,))).type("12", "15")


def at_review() -> Walk:
    return Walk(lambda _: LONG).type("1", "12", "xem lại")


def at_list_of_answers() -> Walk:
    return at_review().type("sửa")


@pytest.mark.parametrize(
    "screen",
    [
        at_first_question, at_long_list, at_its_last_page, in_a_group, at_photos, in_doubt,
        above_its_whole, at_review, at_list_of_answers,
    ],
    ids=lambda screen: screen.__name__,
)  # fmt: skip
def test_every_way_in_sight_is_gone_by_its_button_and_by_its_word(
    screen: Callable[[], Walk],
) -> None:
    shown = screen()
    ways = shown.message.ways

    for way in ways:
        pressed = screen().tap(words(way.label))
        typed = screen().type(words(way.word))

        assert "late.button" not in pressed.lines
        assert (pressed.state, pressed.effects) == (typed.state, typed.effects)
    assert ways
    assert shown.message.list_id == shown.state.list_id


KEPT = ["Để sau", "Nhờ người ghi hộ"]


def test_first_needed_question_offers_no_way_but_to_put_it_off() -> None:
    assert Walk(lambda _: LONG).ways == KEPT


def test_second_question_offers_the_way_back() -> None:
    assert Walk(lambda _: LONG).type("1").ways == ["Quay lại", *KEPT]


def test_optional_list_is_done_only_once_something_is_ticked() -> None:
    walk = Walk(lambda _: LONG).type("1", "12")

    unticked, ticked = walk.ways, walk.type("1").ways

    assert unticked == ["Bỏ qua", "Xem lại luôn", "Xem thêm", "Quay lại", *KEPT]
    assert ticked == ["Xong", "Xem thêm", "Quay lại", *KEPT]


def test_way_back_out_of_a_group_is_in_sight_at_the_first_question_too() -> None:
    assert "Quay lại" in in_a_group().ways


def test_way_back_from_mending_the_first_question_is_in_sight() -> None:
    assert "Quay lại" in at_review().type("sửa loại buổi").ways


def test_only_question_of_a_flow_counts_no_steps() -> None:
    assert Walk(lambda _: flow(people())).lines == ["people.ask"]


@pytest.mark.parametrize("typed", ["lùi", "lui", "quay lại", "dạ quay lại ạ", "câu trước"])
def test_back_asks_the_question_before(typed: str) -> None:
    walk = Walk(lambda _: LONG).type("1", "12")

    walk.type(typed)

    assert walk.state.step == "people"
    assert walk.lines[0] == "back.done"


def test_back_keeps_every_answer() -> None:
    walk = Walk(lambda _: LONG).type("1", "12")

    walk.type("lùi", "lùi")

    assert walk.answers.chosen("kind") == MARKET
    assert walk.answers.number("people") == 12


def test_answer_after_back_replaces_and_goes_on_where_it_was() -> None:
    walk = Walk(lambda _: LONG).type("1", "12", "lùi")

    walk.type("15")

    assert walk.answers.number("people") == 15
    assert walk.state.step == "topics"


def test_back_at_the_first_question_says_so() -> None:
    walk = Walk(lambda _: LONG)

    walk.type("lùi")

    assert walk.lines[0] == "back.first"
    assert "Quay lại" not in walk.ways


def test_back_to_the_first_question_after_a_refusal_finds_nothing_before_it() -> None:
    walk = Walk(lambda _: flow(kind(), people(), review=False)).type("1")

    walk.hear(Mended("people", Text("session.team_gone"))).type("lùi")

    assert walk.lines == ["back.done", "kind.ask"]
    assert "Quay lại" not in walk.ways


def test_back_passes_over_what_was_not_asked() -> None:
    walk = Walk(every_kind, helped())
    walk.found = TEAMS[:1]
    walk.type("Hoa", "2", "bỏ qua")

    walk.type("lùi")

    assert walk.state.step == "came"


def test_back_from_a_doubt_asks_the_same_question() -> None:
    walk = Walk(lambda _: LONG).type("1", "500")

    walk.type("lùi")

    assert (walk.state.phase, walk.state.step) == (Phase.STEP, "people")


def test_back_from_the_review_page_asks_the_last_question() -> None:
    walk = Walk(lambda _: flow(kind(), people())).type("1", "12")

    walk.type("lùi")

    assert walk.lines == ["back.done", "progress", "people.ask"]


def test_back_brings_the_ticks_of_the_answer() -> None:
    walk = Walk(lambda _: LONG).type("1", "12", "1, 3", "xong")

    walk.type("lùi")

    assert (TOPICS[0], TOPICS[2]) == walk.state.ticks


def test_skip_leaves_an_optional_question_unanswered_on_purpose() -> None:
    walk = Walk(lambda _: LONG).type("1", "12")

    walk.tap("Bỏ qua")

    assert walk.answers["topics"] is None
    assert walk.state.step == "place"


def test_skip_is_not_offered_at_a_needed_question() -> None:
    walk = Walk(lambda _: LONG)

    assert "Bỏ qua" not in walk.ways


def test_rest_may_be_left_out_once_all_that_is_needed_is_answered() -> None:
    walk = Walk(lambda _: LONG).type("1", "12")

    walk.tap("Xem lại luôn")

    assert Phase.REVIEW is walk.state.phase
    assert [walk.answers[name] for name in ("topics", "place", "day")] == [None, None, None]


def test_what_the_last_ticks_open_is_not_passed_over() -> None:
    count = vneid(optional=True, when=(Has("topics", "t1"),))
    walk = Walk(lambda _: flow(people(), topics(), count, place(optional=True)))

    walk.type("12", "1").press("finish")

    assert walk.state.step == "vneid"
    assert walk.type("3").state.phase is Phase.REVIEW


def test_rest_is_not_left_out_while_something_needed_is_open() -> None:
    walk = Walk(lambda _: flow(vneid(optional=True), people()))

    assert "Xem lại luôn" not in walk.ways


@pytest.mark.parametrize("typed", ["giúp", "?", "trợ giúp", "là sao", "nghia la sao"])
def test_help_explains_the_question_and_asks_it_again(typed: str) -> None:
    walk = Walk(lambda _: LONG).type("1")

    walk.type(typed)

    assert walk.lines == ["people.help", "progress", "people.ask"]


def test_help_counts_as_no_miss() -> None:
    walk = Walk(lambda _: LONG).type("1")

    walk.type("giúp", "giúp", "giúp")

    assert walk.state.misses == 0


def test_help_on_the_review_page_explains_the_page() -> None:
    walk = Walk(lambda _: flow(kind(), people())).type("1", "12")

    walk.type("giúp")

    assert walk.lines[0] == "help.page"
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

    assert walk.lines == ["voice.unheard", "progress", "people.ask"]


def test_steering_words_inside_an_answer_are_just_words() -> None:
    walk = Walk(lambda _: flow(place(), people()))

    walk.type("quay lại nhà văn hóa")

    assert walk.answers.words("place") == "quay lại nhà văn hóa"


def test_person_looked_for_may_have_any_name() -> None:
    walk = Walk(lambda _: flow(whom(), people()))

    walk.type("Bà Thôi")

    assert Lookup("people", "Bà Thôi") in walk.heard
    assert Answers() == walk.answers
