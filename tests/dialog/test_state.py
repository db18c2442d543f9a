"""A state survives by its JSON, and one of an older or a broken version is loaded politely."""

import json
from datetime import date
from typing import Any

import pytest

from bot.dialog.advance import advance
from bot.dialog.answers import Answers, Named
from bot.dialog.asking import ask
from bot.dialog.context import Context, Helper, Indicator
from bot.dialog.effects import Say
from bot.dialog.events import Event, Opened, Pressed, TextReceived, UnusableReceived
from bot.dialog.flow import Flow
from bot.dialog.state import Phase, State, state_from_json, state_to_json
from bot.dialog.talk import Turn
from bot.dialog.text import Text
from tests.dialog.flows import HALL, MARKET, TEAMS, TOPICS, day, flow, kind, people, place
from tests.dialog.walk import DIALOG, NOW, reread, words

STEPS = flow(kind(), people(), day(), version=2)
CONTEXT = Context(
    lists=(("teams", TEAMS), ("none", ())),
    facts=(("limit", 200), ("name", "Hoa"), ("day", date(2026, 11, 20)), ("team", TEAMS[0])),
    indicators=(Indicator("dvc", "Dịch vụ công", "Bao nhiêu?", "người", 200),),
    helper=Helper("Tổ trưởng 01", "0912000001"),
    previous=Answers((("kind", MARKET),)),
)
FULL = State(
    dialog=DIALOG,
    task="session",
    version=2,
    context=CONTEXT,
    answers=Answers(
        (
            ("number", 12),
            ("words", "chợ"),
            ("day", date(2026, 11, 19)),
            ("one", HALL),
            ("several", (TOPICS[0], Named("p", Text("label.person", name="Hoa", team="Thôn 05")))),
            ("skipped", None),
        )
    ),
    step="kind",
    phase=Phase.DOUBT,
    visit=7,
    misses=2,
    page=1,
    ticks=TOPICS[:2],
    group=TEAMS[0],
    found=TOPICS[2:4],
    pending=date(2026, 10, 1),
    wanted="team_week",
    is_mending=True,
)


def stored(**more: object) -> dict[str, Any]:
    """A state as it lies in the database, waiting for the number of people."""
    state = State(
        dialog=DIALOG,
        task="session",
        version=2,
        answers=Answers((("kind", MARKET),)),
        step="people",
        visit=3,
    )
    return {**state_to_json(state), **more}


def heard(value: dict[str, Any], event: Event, *, steps: Flow = STEPS) -> Turn:
    return advance(steps, state_from_json(value), event, now=NOW, words=words)


def lines(turn: Turn) -> list[str]:
    return [line.id for e in turn.effects if isinstance(e, Say) for line in e.message.lines]


HELLO = UnusableReceived(Text("leaving.go_on"))


def test_fullest_state_survives_its_json() -> None:
    assert reread(FULL) == FULL


def test_fresh_state_survives_its_json() -> None:
    fresh = State(dialog=DIALOG, task="menu", version=1)

    assert reread(fresh) == fresh


def test_ordinary_state_is_written_short() -> None:
    assert set(stored()) == {
        "dialog", "task", "version", "context", "answers", "step", "phase", "visit",
    }  # fmt: skip


def test_letters_are_written_as_they_are() -> None:
    assert "chợ" in json.dumps(state_to_json(FULL), ensure_ascii=False)


# Older and newer versions


def test_unknown_fields_are_left_aside() -> None:
    turn = heard(stored(mood="happy", context={"weather": "rain"}), HELLO)

    assert lines(turn) == ["leaving.go_on", "progress", "people.ask"]


@pytest.mark.parametrize("missing", ["version", "context", "answers", "step", "phase", "visit"])
def test_missing_field_is_fresh(missing: str) -> None:
    value = stored()
    del value[missing]

    turn = heard(value, HELLO)

    assert lines(turn)[0] == "leaving.go_on"
    assert lines(turn)[-1] in ("kind.ask", "people.ask")


def test_state_without_its_step_is_asked_the_first_open_question() -> None:
    turn = heard(stored(step=""), TextReceived("12"))

    assert turn.state.answers.number("people") == 12


def test_step_that_was_renamed_is_asked_anew_and_the_answers_kept() -> None:
    turn = heard(stored(step="attendance"), HELLO)

    assert turn.state.step == "people"
    assert turn.state.answers.chosen("kind") == MARKET


@pytest.mark.parametrize("version", [0, 1, 3])
def test_state_of_another_version_goes_on_at_the_first_open_question(version: int) -> None:
    turn = heard(stored(version=version, step="day"), HELLO)

    assert (turn.state.step, turn.state.version) == ("people", 2)
    assert turn.state.answers.chosen("kind") == MARKET


def test_state_of_another_version_loses_only_answers_of_steps_that_are_gone() -> None:
    answers = Answers((("kind", MARKET), ("weather", "mưa")))
    value = stored(version=1, answers=state_to_json(State("d", "t", 1, answers=answers))["answers"])

    turn = heard(value, HELLO)

    assert turn.state.answers == Answers((("kind", MARKET),))


def test_mending_of_an_older_version_is_over_at_the_review_page() -> None:
    answers = Answers((("kind", MARKET), ("people", 12), ("day", date(2026, 11, 19))))
    mending = State(
        DIALOG, "task", 1, answers=answers, step="people", phase=Phase.STEP, is_mending=True
    )

    state = heard(state_to_json(mending), HELLO).state

    assert (state.phase, state.step, state.is_mending) == (Phase.REVIEW, "", False)


def test_state_without_a_version_is_older_than_any() -> None:
    value = stored(step="day")
    del value["version"]

    turn = heard(value, HELLO, steps=flow(kind(), people(), day(), version=1))

    assert (turn.state.step, turn.state.version) == ("people", 1)


def test_button_of_another_version_is_late() -> None:
    turn = heard(stored(version=1), Pressed(3, "later"))

    assert lines(turn)[0] == "late.button"


def test_doubt_at_a_step_that_is_gone_is_over() -> None:
    turn = heard(stored(phase="doubt", pending=500, step="attendance"), TextReceived("đúng"))

    assert turn.state.step == "people"
    assert "people" not in turn.state.answers


def test_doubt_without_its_value_is_over() -> None:
    turn = heard(stored(phase="doubt"), TextReceived("đúng"))

    assert "people" not in turn.state.answers


def test_leaving_a_step_that_is_gone_is_taken_back_kindly() -> None:
    turn = heard(stored(phase="leaving", step="attendance"), TextReceived("ghi tiếp"))

    assert lines(turn)[0] == "leaving.go_on"


def test_phase_of_a_newer_version_is_the_question_itself() -> None:
    turn = heard(stored(phase="dreaming"), HELLO)

    assert lines(turn) == ["leaving.go_on", "progress", "people.ask"]


def test_review_page_of_a_flow_that_asks_more_now_is_not_sent() -> None:
    state = stored(phase="review", step="")

    turn = heard(state, TextReceived("gửi đi", f"{state['dialog']}.{state['visit']}"))

    assert turn.state.step == "people"


def test_dialog_with_everything_answered_opens_at_its_review_page() -> None:
    answers = Answers((("kind", MARKET),))
    begun = State(DIALOG, "task", 1, answers=answers)

    turn = advance(flow(kind()), begun, Opened(), now=NOW, words=words)

    assert turn.state.phase is Phase.REVIEW


@pytest.mark.parametrize("empty", [{"ticks": 3}, {"found": "p1"}, {"ticks": None}])
def test_lists_that_are_none_are_empty(empty: dict[str, Any]) -> None:
    state = state_from_json(stored(**empty))

    assert (state.ticks, state.found) == ((), ())


@pytest.mark.parametrize(
    "value",
    [
        {},
        {"dialog": "d"},
        stored(answers={"day": {"date": "morgen"}}),
        stored(answers={"day": 1.5}),
        stored(answers={"day": {"hour": 3}}),
    ],
)
def test_what_is_no_state_at_all_is_told_apart(value: dict[str, Any]) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        state_from_json(value)


def test_context_says_which_number_it_lacks() -> None:
    with pytest.raises(LookupError, match="'people_limit'"):
        Context(facts=(("people_limit", "many"),)).number("people_limit")


def test_answers_of_another_kind_are_none() -> None:
    answers = Answers((("place", "chợ"),))

    assert answers.number("place") is None
    assert answers.day("place") is None
    assert answers.chosen("place") is None
    assert answers.words("kind") is None
    assert answers.count("place") is None


def test_changed_answer_keeps_its_place() -> None:
    answers = Answers((("a", 1), ("b", 2))).given("a", 3)

    assert list(answers.items()) == [("a", 3), ("b", 2)]


def test_state_of_a_flow_that_is_not_ours_is_our_fault() -> None:
    with pytest.raises(LookupError, match="no step 'nowhere'"):
        ask(flow(place()), State(DIALOG, "t", 1, step="nowhere"), NOW.date())
