"""A person found by words: none, one, several."""

import pytest

from bot.dialog.answers import Named
from bot.dialog.effects import Lookup
from bot.dialog.events import LookedUp
from bot.dialog.text import Text
from tests.dialog.flows import day, flow, helped, people, whom
from tests.dialog.walk import Walk

HOA, LAN = Named("p1/thon-01", "Bà Hoa"), Named("p2/thon-01", "Ông Hoa")
MAI = Named("p3/thon-02", "Mai")


@pytest.fixture
def walk() -> Walk:
    return Walk(lambda _: flow(whom(), people()), helped())


def test_words_are_looked_up(walk: Walk) -> None:
    walk.type(" Hoa  Thôn 05 ")

    assert Lookup("people", "Hoa Thôn 05") == walk.heard[1]


def test_one_found_is_taken_and_said_back(walk: Walk) -> None:
    walk.found = (HOA,)

    walk.type("Hoa")

    assert walk.answers.chosen("whom") == HOA
    assert Text("whom.said", value="Bà Hoa") == walk.message.lines[0]


def test_none_found_says_how_to_look(walk: Walk) -> None:
    walk.type("Hoa")

    assert walk.lines == ["miss.lookup", "progress", "whom.ask"]


def test_several_found_are_offered(walk: Walk) -> None:
    walk.found = (HOA, LAN)

    walk.type("Hoa")

    assert walk.lines == ["lookup.several", "progress", "whom.ask"]
    assert walk.options == ["Bà Hoa", "Ông Hoa"]


def test_one_of_several_is_taken_by_its_number(walk: Walk) -> None:
    walk.found = (HOA, LAN)

    walk.type("Hoa", "2")

    assert walk.answers.chosen("whom") == LAN


def test_one_of_several_is_taken_by_its_button(walk: Walk) -> None:
    walk.found = (HOA, LAN)

    walk.type("Hoa").tap("Ông Hoa")

    assert walk.answers.chosen("whom") == LAN


def test_other_words_look_again(walk: Walk) -> None:
    walk.found = (HOA, LAN)
    walk.type("Hoa")
    walk.found = (LAN,)

    walk.type("Ông Hoa")

    assert walk.answers.chosen("whom") == LAN


def test_other_words_look_beyond_what_was_found(walk: Walk) -> None:
    walk.found = (HOA, LAN)
    walk.type("Hoa")
    walk.found = (MAI,)

    walk.type("Mai")

    assert walk.answers.chosen("whom") == MAI


def test_number_where_nothing_was_found_is_looked_up(walk: Walk) -> None:
    walk.type("05")

    assert Lookup("people", "05") in walk.heard
    assert walk.lines[0] == "miss.lookup"


def test_number_beyond_the_found_is_a_miss(walk: Walk) -> None:
    walk.found = (HOA, LAN)

    walk.type("Hoa", "3")

    assert walk.lines[0] == "miss.choice.number"


@pytest.mark.parametrize("typed", ["", "🙂", "x" * 121])
def test_what_cannot_be_a_name_is_not_looked_up(walk: Walk, typed: str) -> None:
    walk.type(typed)

    assert walk.lines[0] == "miss.lookup"
    assert not any(isinstance(effect, Lookup) for effect in walk.heard)


def test_answer_to_a_lookup_that_nobody_waits_for_repeats_the_question() -> None:
    walk = Walk(lambda _: flow(people(), day()))

    walk.hear(LookedUp((HOA,)))

    assert walk.lines == ["progress", "people.ask"]
    assert not walk.answers
