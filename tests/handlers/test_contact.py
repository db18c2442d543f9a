"""Whom to call."""

import pytest

from bot.dialog.answers import Answers
from bot.dialog.text import Text
from bot.task import Done, Submission
from handlers.contact import CONTACT
from models.changes import Audited
from models.load import Known
from models.needs import HelperNeed
from tests.handlers.people import MEMBER, ONE, RESIDENT, asker, facts, person_id


@pytest.mark.parametrize(("person", "team"), [(MEMBER, ONE), (RESIDENT, "")])
def test_helper_is_named_with_the_number(person: Known, team: str) -> None:
    told = facts()
    context = CONTACT.begin(asker(person), "", told).context

    done = CONTACT.submit(Submission("d", Answers(), context), asker(person), facts())

    call = Text("contact.call", name="Tổ trưởng 01", phone="0912000001")
    (seen,) = done.changes
    assert Done(changes=done.changes, lines=(call,)) == done
    assert isinstance(seen, Audited)
    assert (seen.action, seen.subject) == ("helper.seen", person_id(1))
    assert {f"helper:{team}"} == told.used


def test_commune_without_a_helper_says_so() -> None:
    told = facts({HelperNeed(MEMBER.id, ONE): None})
    context = CONTACT.begin(asker(MEMBER), "", told).context

    done = CONTACT.submit(Submission("d", Answers(), context), asker(MEMBER), facts())

    assert Done(lines=(Text("contact.nobody"),)) == done


def test_nothing_is_asked() -> None:
    context = CONTACT.begin(asker(MEMBER), "", facts()).context

    assert CONTACT.flow(context).steps == ()
