"""A day that lies ahead, and the question that a file or a link answers."""

from datetime import timedelta

import pytest

from bot.dialog.answers import Named
from bot.dialog.events import FileReceived, PhotoLost, Pressed
from bot.dialog.flow import Flow
from bot.dialog.inspect import review
from bot.dialog.steps import DayOffer, FileStep, PlanDayStep
from bot.dialog.text import Text
from tests.dialog.flows import flow, kind, place, texts
from tests.dialog.walk import TODAY, Walk

LOST = Text("file.macros")


def deadline(**more: object) -> PlanDayStep:
    given = {
        "ahead_days": 366,
        "offers": (DayOffer.TODAY, DayOffer.WEEK_END, DayOffer.MONTH_END),
        **texts("last", "label.given_last"),
        **more,
    }
    return PlanDayStep(name="last", **given)


def document(**more: object) -> FileStep:
    given = {
        "read": lambda typed: typed if typed.startswith("https://") else None,
        "miss": Text("add_document.what.miss"),
        **texts("what", "label.document"),
        **more,
    }
    return FileStep(name="what", **given)


def planned(**more: object) -> Walk:
    steps = flow(deadline(**more), kind())
    return Walk(lambda _: steps)


def asked() -> Walk:
    steps = flow(document(), place())
    return Walk(lambda _: steps)


# A day ahead


@pytest.mark.parametrize(
    ("typed", "days"), [("mai", 1), ("30/11", 10), ("hết tuần này", 2), ("30", 10)]
)
def test_day_ahead_is_taken(typed: str, days: int) -> None:
    walk = planned().type(typed)

    assert walk.answers["last"] == TODAY + timedelta(days=days)


def test_offered_days_are_pressed_and_typed() -> None:
    walk = planned()

    assert walk.ways[:3] == ["Hôm nay", "Hết tuần này", "Hết tháng này"]
    assert walk.tap("Hết tháng này").answers["last"] == TODAY + timedelta(days=10)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("hôm qua", "miss.day.past"),
        ("30/11/2025", "miss.day.past"),
        ("30/11/2029", "miss.day.far"),
        ("31/2", "miss.date.none"),
        ("1/12 đến 5/12", "miss.date.range"),
        ("sớm nhé", "miss.day.ahead"),
    ],
)
def test_day_that_cannot_be_is_asked_again(typed: str, said: str) -> None:
    walk = planned().type(typed)

    assert walk.lines[0] == said
    assert "last" not in walk.answers


def test_day_that_may_have_passed_is_taken_as_far_back_as_it_may() -> None:
    assert planned(back_days=30).type("1/11").answers["last"] == TODAY - timedelta(days=19)
    assert planned(back_days=10).type("1/11/2026").lines[0] == "miss.day.long_past"


@pytest.mark.parametrize("code", ["@2020-01-01", "@2099-01-01", "@gestern", "@"])
def test_pressed_day_is_judged_like_a_typed_one(code: str) -> None:
    walk = planned()

    walk.hear(Pressed(walk.state.visit, code))

    assert "last" not in walk.answers


def test_step_that_takes_no_coming_day_is_found() -> None:
    assert [finding.step for finding in review(flow(deadline(ahead_days=0)))] == ["last"]


# A file


def test_file_answers_the_question_that_asks_for_one() -> None:
    walk = asked()
    assert walk.message.wants_file

    walk.hear(FileReceived("a1", "Sổ tay.pdf"))

    assert walk.answers["what"] == Named("a1", "Sổ tay.pdf")
    assert walk.state.step == "place"
    assert not walk.message.wants_file


def test_link_answers_it_too_and_anything_else_is_asked_again() -> None:
    assert asked().type("https://a.vn").answers["what"] == "https://a.vn"
    assert asked().type("a.vn").lines[0] == "add_document.what.miss"


def test_file_at_another_question_has_no_place() -> None:
    walk = asked().type("https://a.vn")

    walk.hear(FileReceived("a1", "Sổ tay.pdf"))

    assert walk.lines[0] == "file.no_place"
    assert walk.answers["what"] == "https://a.vn"


@pytest.mark.parametrize("later", [(), ("nhà văn hóa",)])
def test_lost_file_is_asked_for_at_once_wherever_the_dialog_is(later: tuple[str, ...]) -> None:
    walk = asked()
    walk.hear(FileReceived("a1", "lenh.docm")).type(*later)

    walk.hear(PhotoLost("a1", LOST))

    assert walk.message.lines[0] == LOST
    assert walk.state.step == "what"
    assert "what" not in walk.answers


def test_another_files_loss_takes_nothing_away() -> None:
    walk = asked()
    walk.hear(FileReceived("a1", "a.pdf"))

    walk.hear(PhotoLost("a0", LOST))

    assert walk.answers["what"] == Named("a1", "a.pdf")


def test_review_button_of_a_page_with_a_lost_file_sends_nothing() -> None:
    walk = asked()
    walk.hear(FileReceived("a1", "a.pdf")).type("nhà văn hóa")
    before = walk.state.visit
    walk.hear(PhotoLost("a1", LOST))

    walk.hear(Pressed(before, "=yes"))

    assert walk.submitted is None


def test_file_question_without_words_for_a_miss_is_found() -> None:
    unsaid: Flow = flow(document(miss=Text("")))

    assert [finding.step for finding in review(unsaid)] == ["what"]
