"""All that is remembered of one person's talking, and its JSON."""

import json
from datetime import UTC, datetime

import pytest

from bot.dialog.answers import Answers
from bot.dialog.state import State
from bot.dialog.text import Text
from bot.dialog.thread import Finished, Offer, Thread, thread_from_text, thread_to_text
from handlers.session.names import Step

NOW = datetime(2026, 11, 20, 1, 30, tzinfo=UTC)


def state(dialog: str) -> State:
    return State(dialog=dialog, task="session", version=1, answers=Answers((("people", 12),)))


OFFERS = (
    Offer("o0", "undo", "", Text("word.undo")),
    Offer("o1", "team_week", "thon-01/2026-W46", Text("word.week_before")),
)
FULL = Thread(
    current=state("a"),
    drafts=(state("b"), state("c")),
    finished=Finished(state("d"), NOW, "record", OFFERS, is_undone=True),
    page=Finished(state("e"), NOW),
    heard_at=NOW,
)


def test_fullest_thread_survives_its_text() -> None:
    assert thread_from_text(thread_to_text(FULL)) == FULL


def test_empty_thread_survives_its_text() -> None:
    assert thread_to_text(Thread()) == "{}"
    assert thread_from_text("{}") == Thread()


def test_steps_may_be_named_by_an_enumeration() -> None:
    answers = Answers(((Step.PEOPLE, 12),))
    drafts = (State(dialog="a", task="session", version=1, answers=answers),)

    assert thread_from_text(thread_to_text(Thread(drafts=drafts))) == Thread(drafts=drafts)


def test_unknown_parts_are_left_aside() -> None:
    assert thread_from_text('{"mood": "happy"}') == Thread()


def test_finished_dialog_of_an_older_version_has_no_record_and_may_still_be_undone() -> None:
    written = json.loads(thread_to_text(Thread(finished=Finished(state("d"), NOW))))
    for newer in ("record", "offers", "undone"):
        del written["finished"][newer]

    assert thread_from_text(json.dumps(written)).finished == Finished(state("d"), NOW)


@pytest.mark.parametrize(
    "text", ["", "{", '{"current": {"task": "session"}}', '{"heard_at": "morgen"}']
)
def test_what_is_no_thread_at_all_is_told_apart(text: str) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        thread_from_text(text)


def test_parked_dialog_is_the_newest_draft() -> None:
    parked = FULL.parked(state("a"))

    assert parked.current is None
    assert [draft.dialog for draft in parked.drafts] == ["b", "c", "a"]


def test_parked_twice_is_one_draft() -> None:
    parked = Thread().parked(state("a")).parked(state("a"))

    assert [draft.dialog for draft in parked.drafts] == ["a"]


def test_dropped_dialog_is_gone_wherever_it_was() -> None:
    assert FULL.dropped("a").current is None
    assert [draft.dialog for draft in FULL.dropped("b").drafts] == ["c"]
    assert FULL.dropped("z") == FULL


def test_three_drafts_are_enough() -> None:
    assert not FULL.is_full
    assert FULL.parked(state("a")).is_full
