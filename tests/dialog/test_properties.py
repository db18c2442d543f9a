"""Whatever happens, in whatever order: the laws of the engine, each on walks through six flows."""

import json
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.dialog import caps
from bot.dialog.advance import advance
from bot.dialog.asking import can_finish, current_choices
from bot.dialog.context import Context
from bot.dialog.effects import AskScribe, Drop, Lookup, Park, Say, Submit
from bot.dialog.events import (
    Event,
    Opened,
    PhotoLost,
    PhotoReceived,
    Pressed,
    TextReceived,
    Told,
)
from bot.dialog.flow import Flow
from bot.dialog.message import Message, message_from_json, message_to_json
from bot.dialog.reading import is_places
from bot.dialog.state import Phase, State
from bot.dialog.steps import TicksStep
from bot.dialog.talk import Turn
from handlers.session.flow import session_flow
from tests.dialog.events import Deed, deeds, event_of
from tests.dialog.flows import COMMUNE, FOR, OWN, PREVIOUS, every_kind, helped, invited, straight
from tests.dialog.walk import DIALOG, NOW, reread, words

WALKS: tuple[tuple[Callable[[Context], Flow], Context], ...] = (
    (session_flow, OWN),
    (invited, OWN),
    (session_flow, FOR),
    (session_flow, COMMUNE),
    (every_kind, helped(PREVIOUS)),
    (straight, helped()),
)
LINES = 12
BUTTON_ID_BYTES = 64


@dataclass(frozen=True, slots=True)
class Moment:
    """One event, the state it met, and the turn it gave."""

    flow: Flow
    before: State
    event: Event
    turn: Turn

    @property
    def after(self) -> State:
        return self.turn.state

    @property
    def messages(self) -> list[Message]:
        return [effect.message for effect in self.turn.effects if isinstance(effect, Say)]

    def again(self, state: State) -> Turn:
        return advance(self.flow, state, self.event, now=NOW, words=words)


def fresh(flow: Flow, context: Context) -> State:
    return State(dialog=DIALOG, task="task", version=flow.version, context=context)


def moments(flow: Flow, context: Context, coming: list[Deed]) -> list[Moment]:
    """A walk from the first question on. What is dropped begins anew; what is parked goes on."""
    found: list[Moment] = []
    state, shown = fresh(flow, context), Message(())
    for deed in (Opened(), *coming):
        event = event_of(deed, state, shown)
        turn = advance(flow, state, event, now=NOW, words=words)
        found.append(Moment(flow, state, event, turn))
        state = turn.state
        shown = next((e.message for e in turn.effects if isinstance(e, Say)), shown)
        if any(isinstance(effect, Drop) for effect in turn.effects):
            state = advance(flow, fresh(flow, context), Opened(), now=NOW, words=words).state
    return found


# The laws


def serialising_commutes(it: Moment) -> None:
    """A restart between any two messages changes nothing."""
    assert it.after == reread(it.after)
    assert it.turn == it.again(reread(it.before))


def messages_survive_their_json(it: Moment) -> None:
    for message in it.messages:
        assert message == message_from_json(json.loads(json.dumps(message_to_json(message))))


def each_event_gets_one_outcome(it: Moment) -> None:
    """One thing to say or to do, and the wish for a scribe may stand before it."""
    outcomes = [e for e in it.turn.effects if not isinstance(e, AskScribe)]

    assert len(outcomes) == 1
    assert isinstance(outcomes[0], Say | Lookup | Submit | Park | Drop)


def messages_stay_small(it: Moment) -> None:
    for message in it.messages:
        assert 1 <= len(message.lines) <= LINES
        assert len(message.options) <= caps.PAGE


def counts_stay_within_caps(it: Moment) -> None:
    step = it.flow.find_step(it.after.step)
    photos = it.flow.find_photos_step()

    assert it.after.misses <= it.before.misses + 1
    assert it.after.visit - it.before.visit in (0, 1, 2)
    assert len(it.after.answers) <= len(it.flow.steps)
    assert photos is None or len(it.after.answers.ticked(photos.name)) <= photos.most
    if isinstance(step, TicksStep):
        assert len({named.id for named in it.after.ticks}) == len(it.after.ticks) <= step.most
    choices = current_choices(it.flow, it.after)
    assert it.after.page == 0 or it.after.page * caps.PAGE < len(choices)


def every_button_belongs_to_the_question_it_is_under(it: Moment) -> None:
    for message in it.messages:
        assert message.list_id == it.after.list_id
        for button in (*message.options, *message.ways):
            dialog, visit, code = button.id.split(".", 2)
            assert it.after.list_id == f"{dialog}.{visit}"
            assert code
            assert len(button.id.encode()) <= BUTTON_ID_BYTES


def numbers_go_on_over_the_pages(it: Moment) -> None:
    for message in it.messages:
        first = it.after.page * caps.PAGE + 1
        expected = list(range(first, first + len(message.options)))
        assert expected == [option.number for option in message.options]


def answers_stay(it: Moment) -> None:
    """Of what was answered, an event changes at most the answer of the step it was asked at, those
    that a sentence speaks of, and the photos by one that came; it takes away nothing but the last
    photo, when that was lost, and what a sentence made doubtful.
    """
    photos = it.flow.find_photos_step()
    spoken = {*it.event.answers, *it.event.open} if isinstance(it.event, Told) else set()
    for name, value in it.before.answers.items():
        if name in spoken:
            continue
        is_photos = photos is not None and name == photos.name
        if is_photos and isinstance(it.event, PhotoLost):
            kept = tuple(p for p in it.before.answers.ticked(name) if p.id != it.event.attachment)
            assert it.after.answers.ticked(name) == kept
        elif is_photos and isinstance(it.event, PhotoReceived):
            before, after = it.before.answers.ticked(name), it.after.answers.ticked(name)
            assert before == after[: len(before)]
        elif name == it.before.step and not isinstance(it.event, Told):
            assert name in it.after.answers
        else:
            assert value == it.after.answers[name]


def photos_are_never_given_up_by_answering(it: Moment) -> None:
    photos = it.flow.find_photos_step()
    if isinstance(it.event, Told) and photos and photos.name in (*it.event.answers, *it.event.open):
        return  # "bỏ ảnh": said by name
    if photos is not None and not isinstance(it.event, PhotoLost):
        before = it.before.answers.ticked(photos.name)
        assert before == it.after.answers.ticked(photos.name)[: len(before)]


def late_button_changes_nothing(it: Moment) -> None:
    if isinstance(it.event, Pressed) and it.event.visit != it.before.visit:
        assert it.before == it.after
        assert [message.lines[0].id for message in it.messages] == ["late.button"]


def number_typed_at_an_old_list_changes_nothing(it: Moment) -> None:
    choices = current_choices(it.flow, it.before)
    if not isinstance(it.event, TextReceived) or not choices or not is_places(it.event.text):
        return
    if it.event.list_id != it.before.list_id:
        assert it.before == it.after
        assert [message.lines[0].id for message in it.messages] == ["late.number"]


def doubled_press_counts_once(it: Moment) -> None:
    """Of the answer as of the tick: the second press finds another question, or nothing to do."""
    if not isinstance(it.event, Pressed) or it.event.visit != it.before.visit:
        return
    if isinstance(it.turn.effects[-1], Drop | Park | Submit | Lookup):
        return  # gone: the conversation answers the second press
    twice = it.again(it.after).state

    assert it.after.answers == twice.answers
    assert it.after.ticks == twice.ticks


def only_what_is_complete_is_sent(it: Moment) -> None:
    for effect in it.turn.effects:
        if isinstance(effect, Submit):
            missing = [
                step.name
                for step in it.flow.asked(effect.answers)
                if step.name not in effect.answers and not (step.optional and it.flow.review)
            ]
            assert missing == []


def review_page_contradicts_nothing(it: Moment) -> None:
    """Where the answers are shown for sending, they are complete and within their limits."""
    shown = isinstance(it.turn.effects[-1], Say)
    if it.after.phase is Phase.REVIEW and shown and not isinstance(it.event, PhotoLost):
        assert can_finish(it.flow, it.after)
        assert it.flow.find_broken(it.after.answers) is None


LAWS = (
    serialising_commutes,
    messages_survive_their_json,
    each_event_gets_one_outcome,
    messages_stay_small,
    counts_stay_within_caps,
    every_button_belongs_to_the_question_it_is_under,
    numbers_go_on_over_the_pages,
    answers_stay,
    photos_are_never_given_up_by_answering,
    late_button_changes_nothing,
    number_typed_at_an_old_list_changes_nothing,
    doubled_press_counts_once,
    only_what_is_complete_is_sent,
    review_page_contradicts_nothing,
)


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
@given(st.sampled_from(WALKS), st.lists(deeds, min_size=5, max_size=40))
@settings(max_examples=80)
def test_law_holds_at_every_moment(
    law: Callable[[Moment], None],
    walk: tuple[Callable[[Context], Flow], Context],
    coming: list[Deed],
) -> None:
    flow_of, context = walk

    for moment in moments(flow_of(context), context, coming):
        law(moment)


@pytest.mark.torture
@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
@given(st.sampled_from(WALKS), st.lists(deeds, min_size=20, max_size=100))
@settings(max_examples=400)
def test_law_holds_on_long_walks(
    law: Callable[[Moment], None],
    walk: tuple[Callable[[Context], Flow], Context],
    coming: list[Deed],
) -> None:
    flow_of, context = walk

    for moment in moments(flow_of(context), context, coming):
        law(moment)
