"""A photo finds its place whenever it comes, and only a lost one leaves it."""

import pytest

from bot.dialog.answers import Named
from bot.dialog.effects import Drop
from bot.dialog.events import PhotoLost, PhotoReceived, Pressed
from bot.dialog.text import Text
from tests.dialog.flows import flow, kind, people, photos, place
from tests.dialog.walk import Walk

STEPS = flow(kind(), people(), photos(most=3), place(optional=True))
LOST = Text("photo.lost")
A, B = Named("a", ""), Named("b", "")


@pytest.fixture
def walk() -> Walk:
    return Walk(lambda _: STEPS).type("1")


def test_photo_at_a_number_step_is_kept_and_the_question_repeated(walk: Walk) -> None:
    walk.photo("a", "b")

    assert walk.lines == ["photo.kept", "progress", "people.ask"]
    assert Text("photo.kept", count=2) == walk.message.lines[0]
    assert walk.answers.ticked("photos") == (A, B)


def test_photo_is_no_miss(walk: Walk) -> None:
    walk.photo("a")

    assert walk.state.misses == 0


def test_photos_kept_early_are_not_asked_for_again(walk: Walk) -> None:
    walk.photo("a").type("12")

    assert walk.state.step == "place"


def test_same_photo_twice_counts_once(walk: Walk) -> None:
    walk.photo("a", "a")

    assert walk.answers.ticked("photos") == (A,)


def test_photo_above_the_most_is_answered(walk: Walk) -> None:
    walk.photo("a", "b", "c", "d")

    assert Text("photo.enough", most=3) == walk.message.lines[0]
    assert len(walk.answers.ticked("photos")) == 3


def test_photo_where_none_is_used_is_answered() -> None:
    walk = Walk(lambda _: flow(kind(), people()))

    walk.photo("a")

    assert walk.lines[0] == "photo.no_place"


def test_photo_before_the_first_answer_is_worth_keeping() -> None:
    walk = Walk(lambda _: STEPS).photo("a")

    walk.type("hủy")

    assert walk.lines == ["drop.ask"]
    assert Drop("") not in walk.effects


@pytest.mark.parametrize("typed", ["xong", "bỏ qua", "không có"])
def test_photos_stay_however_the_step_is_left(walk: Walk, typed: str) -> None:
    walk.type("12").photo("a", "b")

    walk.type(typed)

    assert walk.answers.ticked("photos") == (A, B)
    assert walk.state.step == "place"


def test_photo_at_a_needed_step_is_enough() -> None:
    walk = Walk(lambda _: flow(kind(), photos(optional=False), place())).type("1")

    walk.photo("a", "b").type("xong")

    assert walk.lines == ["photos.said", "progress", "place.ask"]
    assert Text("photos.said", value=2) == walk.message.lines[0]


def test_done_without_a_photo_passes_over_the_photos_alone(walk: Walk) -> None:
    walk.type("12", "xong")

    assert walk.state.step == "place"


def test_skip_button_from_before_the_photo_loses_no_photo(walk: Walk) -> None:
    walk.type("12").photo("a")

    walk.press("skip")

    assert walk.answers.ticked("photos") == (A,)


def test_lost_photo_is_told_and_no_longer_counted(walk: Walk) -> None:
    walk.photo("a", "b")

    walk.hear(PhotoLost("a", LOST))

    assert walk.lines == ["photo.lost", "progress", "people.ask"]
    assert walk.answers.ticked("photos") == (B,)


def test_step_without_its_only_photo_is_open_again(walk: Walk) -> None:
    walk.photo("a")

    walk.hear(PhotoLost("a", LOST)).type("12")

    assert walk.state.step == "photos"


def test_photo_lost_that_was_never_here_changes_nothing(walk: Walk) -> None:
    walk.type("12", "bỏ qua")
    before = walk.state

    walk.hear(PhotoLost("of another day", LOST))

    assert before == walk.state
    assert walk.lines[0] == "photo.lost"


def test_photo_lost_in_a_flow_without_photos_changes_nothing() -> None:
    walk = Walk(lambda _: flow(kind(), people())).type("1")
    before = walk.state

    walk.hear(PhotoLost("a", LOST))

    assert before == walk.state


def test_photo_on_the_review_page_shows_the_page_again(walk: Walk) -> None:
    walk.type("12", "xem lại")

    walk.hear(PhotoReceived("a"))

    assert walk.lines[:2] == ["photo.kept", "review.lead"]


@pytest.mark.parametrize("event", [PhotoReceived("b"), PhotoLost("a", LOST)])
def test_button_of_a_review_page_that_counted_other_photos_is_late(
    walk: Walk, event: PhotoReceived | PhotoLost
) -> None:
    walk.photo("a").type("12", "xem lại")
    press = Pressed(walk.state.visit, "=yes")
    walk.hear(event)

    walk.hear(press)

    assert walk.submitted is None
    assert walk.lines[:2] == ["late.button", "review.lead"]
    assert walk.press("=yes").submitted is not None
