"""When an entry is worth a second look, rule by rule."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.flagging.rules.hasty import is_hasty
from handlers.flagging.rules.installs_left import is_above, left_of
from handlers.flagging.rules.outlier import FLOOR_ENTRY, Usual, bound, outlier
from handlers.flagging.rules.same_figures import Figures, are_same
from handlers.flagging.rules.twice import find_twice, is_twice
from models.activity import ActivityKind
from models.flag_needs import PastEntry, VillageFigures
from tests.handlers.people import NOW, ONE, TODAY, WEEK, person_id

ENTRY = PastEntry(
    "a1", WEEK, TODAY, ActivityKind.RESIDENTS_SESSION, 1, 12, 4, "nhà văn hóa", person_id(2)
)


def other(**changes: object) -> PastEntry:
    return replace(ENTRY, activity_id="a2", author_id=person_id(3), **changes)


# The same session by two members


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"people": 14},
        {"people": 10, "vneid": 0},
        {"sessions": 2},
        {"place": None},
        {"place": "NVH Thôn 05"},
    ],
)
def test_two_who_counted_one_room_are_alike(changes: dict[str, object]) -> None:
    assert is_twice(ENTRY, other(**changes))


@pytest.mark.parametrize(
    "changes",
    [
        {"people": 20},
        {"sessions": 4},
        {"kind": ActivityKind.HOME_VISIT},
        {"day": TODAY - timedelta(days=1)},
    ],
)
def test_another_room_day_or_kind_is_another_session(changes: dict[str, object]) -> None:
    assert not is_twice(ENTRY, other(**changes))


def test_places_that_share_no_name_are_two_places() -> None:
    one = replace(ENTRY, place="nhà ông Tư")

    assert not is_twice(one, other(place="nhà bà Bảy"))
    assert is_twice(one, other(place="nhà bác Tư, thôn 5"))


def test_large_room_is_counted_less_exactly() -> None:
    assert is_twice(replace(ENTRY, people=60), other(people=50))
    assert not is_twice(replace(ENTRY, people=60), other(people=47))


def test_one_author_says_exactly_the_same_twice_or_means_two_sessions() -> None:
    assert is_twice(ENTRY, replace(ENTRY, activity_id="a2"))
    assert not is_twice(ENTRY, replace(ENTRY, activity_id="a2", people=13))
    assert not is_twice(ENTRY, replace(ENTRY, activity_id="a2", vneid=3))


def test_small_visits_of_one_day_are_one_only_where_the_place_says_so() -> None:
    visit = replace(ENTRY, kind=ActivityKind.HOME_VISIT, people=1, place=None)

    assert not is_twice(visit, other(kind=ActivityKind.HOME_VISIT, people=1, place=None))
    assert is_twice(
        replace(visit, place="nhà bà Bảy"),
        other(kind=ActivityKind.HOME_VISIT, people=1, place="nhà cụ Bảy"),
    )


def test_the_nearest_of_several_is_the_twin() -> None:
    far, near = other(people=14), replace(other(people=13), activity_id="a3")

    assert find_twice(ENTRY, (far, near)) == near
    assert find_twice(ENTRY, (ENTRY,)) is None


@given(st.integers(1, 300), st.integers(1, 300), st.integers(0, 300))
def test_who_stands_nearer_is_no_less_alike(people: int, others: int, nearer: int) -> None:
    between = others + (1 if people > others else -1) * min(nearer, abs(people - others))
    one = replace(ENTRY, people=people)

    assert is_twice(one, other(people=max(between, 1))) or not is_twice(one, other(people=others))


@given(st.integers(1, 300), st.integers(1, 300), st.sampled_from((None, "nhà A", "chợ B")))
def test_which_came_first_makes_no_difference(one: int, two: int, place: str | None) -> None:
    first, second = replace(ENTRY, people=one), other(people=two, place=place)

    assert is_twice(first, second) == is_twice(second, first)


# Three equal weeks


WEEKS = ("2026-W45", "2026-W46", "2026-W47")


@pytest.mark.parametrize(
    ("figures", "same"),
    [
        (((12, 3), (12, 3), (12, 3)), True),
        (((12, 3), (12, 3), (12, 4)), False),
        (((12, 3), (11, 3), (12, 3)), False),
        (((0, 0), (0, 0), (0, 0)), False),
        (((12, 0), (12, 0), (12, 0)), True),
    ],
)
def test_three_weeks_of_one_figure(figures: tuple[tuple[int, int], ...], same: bool) -> None:  # noqa: FBT001
    known = {week: Figures(*pair) for week, pair in zip(WEEKS, figures, strict=True)}

    assert are_same(WEEK, known) is same


def test_a_week_without_report_between_them_breaks_the_row() -> None:
    assert not are_same(WEEK, {"2026-W45": Figures(12, 3), WEEK: Figures(12, 3)})


def test_the_row_goes_over_the_turn_of_the_year() -> None:
    weeks = ("2026-W52", "2026-W53", "2027-W01")

    assert are_same("2027-W01", {week: Figures(9, 1) for week in weeks})


# Far above what is usual


def test_three_and_then_eight_is_a_good_evening() -> None:
    assert outlier(8, [3] * 10, floor=FLOOR_ENTRY) is None


def test_ten_times_the_usual_is_asked_about_with_the_usual_range() -> None:
    past = [10, 12, 8, 15, 11, 9, 12, 14, 10, 120]

    assert outlier(120, past, floor=FLOOR_ENTRY) == Usual(9, 15)


def test_without_a_past_nothing_is_odd() -> None:
    assert outlier(1_000, [], floor=FLOOR_ENTRY) is None


PAST = st.lists(st.integers(1, 200), min_size=8, max_size=40)


@given(PAST, st.integers(0, 5_000), st.integers(0, 5_000))
def test_more_is_never_less_odd(past: list[int], value: int, more: int) -> None:
    if outlier(value, past, floor=FLOOR_ENTRY):
        assert outlier(value + more, past, floor=FLOOR_ENTRY)


@given(PAST)
def test_nothing_below_the_floor_is_odd(past: list[int]) -> None:
    assert bound(past, floor=FLOOR_ENTRY) >= sorted(past)[len(past) // 2] * 0 + FLOOR_ENTRY


@given(PAST, st.integers(1, 5_000))
def test_the_usual_range_is_of_the_past_and_below_the_odd(past: list[int], value: int) -> None:
    usual = outlier(value, past, floor=FLOOR_ENTRY)
    if usual is not None:
        assert min(past) <= usual.low <= usual.high <= max(past)


# Faster than a page is read


@pytest.mark.parametrize(
    ("people", "seconds", "hasty"),
    [(51, 0, True), (51, 19, True), (51, 20, False), (50, 1, False), (500, -5, False)],
)
def test_many_people_within_twenty_seconds(people: int, seconds: int, hasty: bool) -> None:  # noqa: FBT001
    assert is_hasty(people, NOW - timedelta(seconds=seconds), NOW) is hasty


def test_dialog_that_does_not_know_its_beginning_is_not_hasty() -> None:
    assert not is_hasty(500, None, NOW)


# More installs than people left

VILLAGE = VillageFigures(ONE, "Thôn 01", 100, 95, date(2026, 10, 31))


def test_more_installs_than_people_without_are_above() -> None:
    assert left_of(VILLAGE) == 5
    assert not is_above(VILLAGE, 5)
    assert is_above(VILLAGE, 6)


@pytest.mark.parametrize("unknown", ["adults", "vneid_had", "day"])
def test_where_nobody_entered_figures_nothing_is_above(unknown: str) -> None:
    assert not is_above(replace(VILLAGE, **{unknown: None}), 1_000)


def test_more_with_than_there_are_leaves_nobody() -> None:
    assert left_of(replace(VILLAGE, vneid_had=120)) == 0
