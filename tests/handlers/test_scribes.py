""" "Nhờ người ghi hộ": asking for it, and the list of those who asked."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.dialog.answers import Answers, Named
from bot.dialog.context import Context
from bot.dialog.message import Message, message_to_text
from bot.dialog.text import Text
from bot.task import Done, Submission
from handlers.ask_scribe import ASK_SCRIBE
from handlers.scribe_list import SCRIBE_LIST
from models.changes import Notify
from models.load import Known
from models.needs import ScribeListNeed, ScribeRow
from models.people import Role
from models.scribe import ScribeReason
from models.scribe_changes import AskScribe
from tests.handlers.people import (
    COORDINATOR,
    LEADER,
    MEMBER,
    NAMES,
    NOW,
    ONE,
    asker,
    facts,
    person_id,
)

ASKED = Answers().given("answer", Named("ask", ""))


def row(number: int, team: str = ONE) -> ScribeRow:
    name, team_name = f"Thành viên {number:03}", NAMES[team]
    return ScribeRow(f"request{number}", person_id(number), name, team, team_name, "asked", NOW)


def waiting(person: Known, need: ScribeListNeed, *rows: ScribeRow) -> tuple[Named, ...]:
    begun = SCRIBE_LIST.begin(asker(person), "", facts({need: rows}))
    return begun.context.list_of("waiting")


# Asking


def asked(person: Known, argument: str = "") -> Done:
    context = ASK_SCRIBE.begin(asker(person), argument, facts()).context
    done = ASK_SCRIBE.submit(Submission("d", ASKED, context), asker(person), facts())
    assert isinstance(done, Done)
    return done


@pytest.mark.parametrize(
    ("argument", "reason"), [("", ScribeReason.ASKED), ("voice", ScribeReason.VOICE)]
)
def test_request_says_why(argument: str, reason: ScribeReason) -> None:
    request = asked(MEMBER, argument).changes[0]

    assert isinstance(request, AskScribe)
    assert (MEMBER.id, ONE, reason, NOW) == (
        request.person_id,
        request.team_id,
        request.reason,
        request.at,
    )


def test_voice_message_is_answered_as_one() -> None:
    context = ASK_SCRIBE.begin(asker(MEMBER), "voice", facts()).context

    assert Text("voice.ask") == ASK_SCRIBE.flow(context).steps[0].ask


@pytest.mark.parametrize(
    ("person", "role", "team"),
    [(MEMBER, Role.LEADER, ONE), (LEADER, Role.COORDINATOR, "")],
    ids=["member", "leader"],
)
def test_word_goes_to_whoever_can_write_it(person: Known, role: Role, team: str) -> None:
    notice = asked(person).changes[1]

    assert isinstance(notice, Notify)
    assert (role, team, person.id) == (notice.role, notice.team_id, notice.but_not)
    assert NOW + timedelta(days=2) == notice.valid_until


def test_who_types_it_after_all_gets_the_menu() -> None:
    answers = Answers().given("answer", Named("self", ""))

    done = ASK_SCRIBE.submit(Submission("d", answers, Context()), asker(MEMBER), facts())

    assert Done(next_task="menu") == done


# The list


def test_leader_sees_who_of_the_team_asked() -> None:
    names = waiting(LEADER, ScribeListNeed((ONE,), of_leaders=False), row(3), row(4))

    assert [f"{person_id(3)}/{ONE}", f"{person_id(4)}/{ONE}"] == [named.id for named in names]


def test_own_request_is_not_on_the_own_list() -> None:
    names = waiting(LEADER, ScribeListNeed((ONE,), of_leaders=False), row(1), row(3))

    assert [f"{person_id(3)}/{ONE}"] == [named.id for named in names]


def test_coordinator_sees_the_leaders_who_asked() -> None:
    assert len(waiting(COORDINATOR, ScribeListNeed((), of_leaders=True), row(1))) == 1


def test_empty_list_is_said_at_once() -> None:
    told = facts({ScribeListNeed((ONE,), of_leaders=False): (row(1),)})

    assert Text("scribe_list.empty") == SCRIBE_LIST.begin(asker(LEADER), "", told).refusal


def test_chosen_person_starts_a_session_for_them() -> None:
    chosen = Answers().given("person", Named(f"{person_id(3)}/{ONE}", ""))

    known = facts({ScribeListNeed((ONE,)): (row(3),)})

    done = SCRIBE_LIST.submit(Submission("d", chosen, Context()), asker(LEADER), known)

    assert Done(next_task=f"session_for:{person_id(3)}/{ONE}") == done


def test_what_the_person_had_written_is_shown_to_who_writes_for_them() -> None:
    chosen = Answers().given("person", Named(f"{person_id(3)}/{ONE}", ""))
    left = replace(row(3), draft=message_to_text(Message((Text("draft.of", draft="x"),))))
    known = facts({ScribeListNeed((ONE,)): (left,)})

    done = SCRIBE_LIST.submit(Submission("d", chosen, Context()), asker(LEADER), known)

    assert isinstance(done, Done)
    assert done.lines == (Text("draft.of", draft="x"),)


def test_nobody_chosen_shows_the_menu() -> None:
    done = SCRIBE_LIST.submit(Submission("d", Answers(), Context()), asker(LEADER), facts())

    assert Done(next_task="menu") == done
