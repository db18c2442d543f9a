"""Xưng hô chosen from a list."""

from bot.dialog.answers import Answers, Named
from bot.dialog.context import Context
from bot.dialog.text import Text
from bot.task import Done, Mend, Submission
from handlers.address import ADDRESS
from models.changes import Audited, ChangeAddress
from tests.dialog.walk import Walk
from tests.handlers.people import MEMBER, NOW, asker, facts


def test_chosen_form_is_kept_and_audited() -> None:
    answers = Answers().given("address", Named("bà", "bà"))

    done = ADDRESS.submit(Submission("d", answers, Context()), asker(MEMBER), facts())

    assert isinstance(done, Done)
    assert ChangeAddress(MEMBER.id, "bà") == done.changes[0]
    assert isinstance(done.changes[1], Audited)
    assert ("person.address", MEMBER.id, NOW) == (
        done.changes[1].action,
        done.changes[1].subject,
        done.changes[1].at,
    )


def test_nothing_chosen_is_asked_again() -> None:
    refused = ADDRESS.submit(Submission("d", Answers(), Context()), asker(MEMBER), facts())

    assert Mend("address", Text("miss.choice")) == refused


def test_form_is_chosen_by_its_word() -> None:
    walk = Walk(ADDRESS.flow, ADDRESS.begin(asker(MEMBER), "", facts()).context)

    walk.type("chú")

    assert walk.submitted == Answers().given("address", Named("chú", "chú"))
