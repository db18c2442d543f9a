"""Where a flow invites one sentence, the questions come only to who wishes for them."""

from dataclasses import replace
from datetime import datetime

import pytest

from bot.dialog.advance import advance
from bot.dialog.asking import ask, is_inviting
from bot.dialog.events import Event, Opened, PhotoReceived, Pressed, TextReceived
from bot.dialog.flow import Flow
from bot.dialog.state import State, state_from_json, state_to_json
from handlers.session.flow import session_flow
from tests.dialog.flows import OWN, invited
from tests.dialog.walk import words

NOW = datetime(2026, 11, 21, 9, 0)  # noqa: DTZ001  # local
SESSION = session_flow(OWN)
FLOW = invited(OWN)


def walked(*events: Event, flow: Flow = FLOW) -> State:
    state = State("d", "task", flow.version)
    for event in (Opened(), *events):
        state = state_from_json(state_to_json(state))
        state = advance(flow, state, event, now=NOW, words=words).state
    return state


def lines(state: State) -> list[str]:
    return [line.id for line in ask(FLOW, state, NOW.date()).lines]


def test_invitation_stands_in_place_of_the_first_question() -> None:
    assert lines(walked()) == ["session.invite"]


def test_flow_without_one_asks_its_first_question() -> None:
    assert not is_inviting(SESSION, walked(flow=SESSION))


@pytest.mark.parametrize("event", [TextReceived("từng bước"), Pressed(2, "steps")])
def test_who_wishes_for_the_questions_gets_the_first(event: Event) -> None:
    assert walked(event).is_stepwise
    assert "session.invite" not in lines(walked(event))


def test_answer_to_the_first_question_is_taken_all_the_same() -> None:
    state = walked(TextReceived("hôm nay"))

    assert state.answers
    assert not is_inviting(FLOW, state)


def test_photo_is_no_answer() -> None:
    assert is_inviting(FLOW, walked(PhotoReceived("p")))


def test_after_two_misses_the_question_is_asked() -> None:
    assert is_inviting(FLOW, walked(TextReceived("ừ thì")))
    assert not is_inviting(FLOW, walked(TextReceived("ừ thì"), TextReceived("à thì")))


def test_part_that_is_mended_is_asked_for_by_its_question() -> None:
    mending = replace(walked(), is_mending=True)

    assert not is_inviting(FLOW, mending)
