"""Several choices: ticked by numbers, labels and buttons, over pages and groups."""

import pytest

from bot.dialog.answers import Answers, Named
from bot.dialog.effects import Lookup
from bot.dialog.events import LookedUp
from bot.dialog.state import Phase
from bot.dialog.steps import Has
from bot.dialog.text import Text
from tests.dialog.flows import TEAMS, TOPICS, came, flow, helped, kind, people, topics
from tests.dialog.walk import Walk

HOA, LAN, MAI = Named("p1", "Hoa"), Named("p2", "Lan"), Named("p3", "Mai")
STEPS = flow(topics(), people())


@pytest.fixture
def walk() -> Walk:
    return Walk(lambda _: STEPS, helped())


@pytest.mark.parametrize(
    "typed",
    ["1, 3", "1 3", "1 và 3", "1;3", "1,3.", "1, 3, 1", "việc số 1, việc số 3", "viec so 1 và 3"],
)
def test_several_are_ticked_by_numbers_and_labels(walk: Walk, typed: str) -> None:
    walk.type(typed)

    assert (TOPICS[0], TOPICS[2]) == walk.state.ticks


def test_ticks_add_up_until_done(walk: Walk) -> None:
    walk.type("1", "3", "xong")

    assert (TOPICS[0], TOPICS[2]) == walk.answers.ticked("topics")


def test_one_that_is_not_there_ticks_none(walk: Walk) -> None:
    walk.type("1, 12")

    assert walk.lines[0] == "miss.choice.number"
    assert walk.state.ticks == ()


@pytest.mark.parametrize("typed", ["", ",", " ; ,"])
def test_nothing_between_the_commas_is_a_miss(walk: Walk, typed: str) -> None:
    walk.type(typed)

    assert walk.lines == ["miss.choice", "progress", "topics.ask"]


def test_tick_begins_the_count_of_misses_anew(walk: Walk) -> None:
    walk.type("hả", "hả")
    shortened = walk.lines[-1]

    walk.type("1")
    ticked = walk.lines[-1]

    assert (shortened, ticked) == ("topics.short", "topics.ask")
    assert walk.type("hả").lines[-1] == "topics.ask"


@pytest.mark.parametrize("typed", ["tất cả", "tat ca", "đủ cả"])
def test_all_are_ticked_by_a_word(walk: Walk, typed: str) -> None:
    walk.type(typed)

    assert walk.state.ticks == TOPICS


def test_ticked_choice_shows_its_tick(walk: Walk) -> None:
    walk.type("1")

    assert walk.options[:2] == ["✓ Việc số 1", "Việc số 2"]
    assert "Đã chọn 1: Việc số 1" in walk.said


def test_pressing_a_ticked_choice_takes_the_tick_away(walk: Walk) -> None:
    walk.tap("Việc số 1").tap("✓ Việc số 1")

    assert walk.state.ticks == ()


@pytest.mark.parametrize("code", ["+t1", "-t1"])
def test_doubled_press_is_one_press(walk: Walk, code: str) -> None:
    walk.type("2")
    once = walk.press(code).state

    walk.press(code)

    assert once == walk.state


def test_skip_pressed_after_ticking_keeps_the_ticks(walk: Walk) -> None:
    walk.type("1, 3")

    walk.press("skip")

    assert (TOPICS[0], TOPICS[2]) == walk.answers.ticked("topics")


def test_skip_typed_after_ticking_keeps_the_ticks(walk: Walk) -> None:
    walk.type("1, 3", "bỏ qua")

    assert (TOPICS[0], TOPICS[2]) == walk.answers.ticked("topics")


def test_finish_pressed_after_ticking_keeps_the_ticks() -> None:
    walk = Walk(lambda _: flow(people(), topics(), kind(optional=True))).type("12", "1, 3")

    walk.press("finish")

    assert (TOPICS[0], TOPICS[2]) == walk.answers.ticked("topics")


def test_done_without_a_tick_skips_an_optional_step(walk: Walk) -> None:
    walk.type("xong")

    assert walk.answers["topics"] is None
    assert walk.state.step == "people"


def test_more_ticks_than_allowed_are_refused() -> None:
    walk = Walk(lambda _: flow(topics(most=2), people())).type("1, 2")

    walk.type("3")

    assert Text("miss.ticks.many", most=2) == walk.message.lines[0]
    assert TOPICS[:2] == walk.state.ticks


def test_long_list_has_pages_and_goes_on_counting(walk: Walk) -> None:
    assert [option.number for option in walk.message.options] == [1, 2, 3, 4, 5, 6, 7]

    walk.press("more")

    assert [option.number for option in walk.message.options] == [8, 9]
    assert "Trang trước" in walk.ways


def test_list_that_fills_its_page_has_no_other() -> None:
    walk = Walk(lambda _: flow(topics(choices=TOPICS[:7]), people()))

    walk.type("trang sau")

    assert len(walk.options) == 7
    assert not {"Xem thêm", "Trang trước"} & set(walk.ways)


@pytest.mark.parametrize("turns", [["trang sau", "trang trước"], ["trang trước"]])
def test_pages_turn_back_and_end_at_the_first(walk: Walk, turns: list[str]) -> None:
    walk.type(*turns)

    assert walk.state.page == 0


def test_pages_end_at_the_last(walk: Walk) -> None:
    walk.type("trang sau", "trang sau", "trang sau")

    assert walk.state.page == 1


def test_ticks_stay_while_pages_turn(walk: Walk) -> None:
    walk.type("1", "trang sau")

    assert (TOPICS[0],) == walk.state.ticks


def test_mended_ticks_start_from_the_answer() -> None:
    walk = Walk(lambda _: flow(kind(), topics())).type("1", "1, 3", "xong")

    walk.type("sửa các việc").tap("✓ Việc số 1").type("xong")

    assert (TOPICS[2],) == walk.answers.ticked("topics")
    assert Phase.REVIEW is walk.state.phase


def test_last_tick_may_be_taken_back() -> None:
    walk = Walk(lambda _: flow(kind(), topics())).type("1", "1", "xong")

    walk.type("sửa các việc").tap("✓ Việc số 1").tap("Bỏ qua")

    assert walk.answers["topics"] is None


# Groups


@pytest.fixture
def grouped() -> Walk:
    walk = Walk(lambda _: flow(kind(), came(), people()), helped()).type("1")
    walk.found = (HOA, LAN)
    return walk


@pytest.mark.parametrize("typed", ["1", "Thôn 01", "thon 1"])
def test_group_asks_the_host_for_its_choices(grouped: Walk, typed: str) -> None:
    grouped.type(typed)

    assert Lookup("roster", "thon-01") in grouped.heard
    assert grouped.options == ["Hoa", "Lan"]


def test_ticks_of_several_groups_add_up(grouped: Walk) -> None:
    grouped.type("1", "1", "xong")
    grouped.found = (MAI,)
    grouped.type("2", "Mai", "xong", "xong")

    assert grouped.answers.ticked("came") == (HOA, MAI)


def test_group_says_whose_names_these_are_and_how_many_are_ticked(grouped: Walk) -> None:
    grouped.type("1", "1")

    assert Text("ticks.group", group="Thôn 01", count=1) == grouped.message.lines[-2]


def test_done_in_a_group_leads_back_to_the_groups(grouped: Walk) -> None:
    grouped.type("1", "1").press("done")

    assert grouped.options == ["Thôn 01", "Thôn 02"]
    assert grouped.state.ticks == (HOA,)


def test_back_in_a_group_leads_to_the_groups_and_keeps_the_ticks(grouped: Walk) -> None:
    grouped.type("1", "1", "lùi")

    assert grouped.state.group is None
    assert grouped.state.ticks == (HOA,)


def test_group_is_opened_by_its_button(grouped: Walk) -> None:
    grouped.tap("Thôn 02")

    assert TEAMS[1] == grouped.state.group


def test_group_that_is_not_there_is_a_miss(grouped: Walk) -> None:
    grouped.type("Thôn 77")

    assert grouped.state.group is None
    assert grouped.state.misses == 1


def test_group_without_anybody_can_be_left(grouped: Walk) -> None:
    grouped.found = ()
    grouped.type("1").press("done")

    assert grouped.state.group is None


def test_person_renamed_meanwhile_is_the_same_person(grouped: Walk) -> None:
    grouped.type("1", "1")
    grouped.hear(LookedUp((Named("p1", "Hoa Nguyễn"), LAN)))

    grouped.tap("✓ Hoa Nguyễn")

    assert grouped.state.ticks == ()


def test_seven_ticks_are_all_said_back(walk: Walk) -> None:
    walk.type("1, 2, 3, 4, 5, 6, 7", "xong")

    seven = tuple(f"Việc số {number}" for number in range(1, 8))
    assert walk.message.lines[0] == Text("topics.said", value=seven)


def test_many_ticks_are_said_back_as_seven_and_a_number(walk: Walk) -> None:
    walk.type("tất cả", "xong")

    names = tuple(f"Việc số {number}" for number in range(1, 8))
    assert walk.message.lines[0] == Text(
        "topics.said", value=Text("names.more", names=names, more=2)
    )


ONLY = flow(kind(), topics(only=((TOPICS[1].id, Has("kind", "home")),)), people())


@pytest.mark.parametrize(("where", "is_offered"), [("Chợ", False), ("Tại nhà", True)])
def test_choice_of_another_way_is_not_offered(where: str, is_offered: bool) -> None:  # noqa: FBT001
    dialog = Walk(lambda _: ONLY, helped()).tap(where)

    assert (TOPICS[1].label in dialog.options) is is_offered


def test_choice_of_a_way_that_was_left_no_longer_counts() -> None:
    ticked = Answers((("kind", Named("home", "")), ("topics", TOPICS[:2])))

    assert ONLY.on_the_way(ticked)["topics"] == TOPICS[:2]
    assert ONLY.on_the_way(ticked.given("kind", Named("market", "")))["topics"] == TOPICS[:1]
