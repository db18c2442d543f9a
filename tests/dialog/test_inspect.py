"""The static review finds what would go wrong for somebody."""

from dataclasses import replace

import pytest

from bot.dialog import caps
from bot.dialog.answers import Named
from bot.dialog.flow import AtMost, Flow
from bot.dialog.inspect import Finding, review
from bot.dialog.steps import Above, Has, Lacks, Step
from bot.dialog.text import Text
from tests.dialog.flows import (
    MARKET,
    TEAMS,
    came,
    day,
    every_kind,
    flow,
    helped,
    kind,
    people,
    photos,
    place,
    straight,
    topics,
    vneid,
    whom,
)

NOTHING = Text("")


def faults(*steps: Step, **more: object) -> list[tuple[str, str]]:
    return [(finding.step, finding.fault) for finding in review(flow(*steps, **more))]


def test_sound_flow_has_no_findings() -> None:
    assert review(every_kind(helped())) == ()
    assert review(straight(helped())) == ()


def test_flow_at_its_caps_is_sound() -> None:
    at_cap = (
        kind(),
        people(least=caps.NUMBER, limit=caps.NUMBER),
        day(old_days=0),
        topics(most=1),
        photos(most=caps.PHOTOS),
    )
    rest = [place(name=f"place{n}", longest=1) for n in range(len(at_cap), caps.STEPS_PER_FLOW)]
    nine = (Text("line"),) * caps.SUMMARY

    assert review(replace(flow(*at_cap, *rest), summary=lambda _: nine)) == ()


def test_flow_without_steps_is_sound() -> None:
    assert review(flow()) == ()


def test_finding_names_step_and_fault() -> None:
    assert review(flow(whom(kind=""))) == (Finding("whom", "looks up no kind"),)


@pytest.mark.parametrize(
    ("step", "fault"),
    [
        (kind(choices=()), "offers nothing to choose"),
        (kind(choices=(MARKET, MARKET)), "offers market 2 times"),
        (kind(choices=(Named("", "Chợ"),)), "offers '' as 'Chợ'"),
        (kind(choices=(Named("market", ""),)), "offers 'market' as ''"),
        (kind(ask=NOTHING), "has no words for ask"),
        (kind(label=NOTHING), "has no words for label"),
        (topics(choices=(), optional=False), "offers nothing to choose"),
        (topics(most=0), "takes 0, not within 1 to 400"),
        (came(kind=""), "has groups and no kind of lookup to fill them"),
        (came(choices=TEAMS), "has choices beside its groups, which nobody sees"),
        (people(limit=100_001), "takes no sensible number"),
        (people(least=300), "takes no sensible number"),
        (day(old_days=-1), "doubts every day"),
        (place(longest=6_000), "takes 6000, not within 1 to 5000"),
        (photos(most=11), "takes 11, not within 1 to 10"),
    ],
)
def test_fault_of_a_step_is_found(step: Step, fault: str) -> None:
    assert fault in [found for _, found in faults(step)]


def test_optional_list_may_be_empty() -> None:
    assert faults(topics(choices=())) == []


def test_step_without_a_name_is_found() -> None:
    assert faults(kind(name="")) == [("", "has no name")]


def test_two_steps_of_one_name_are_found() -> None:
    assert faults(kind(), kind()) == [("kind", "is the name of 2 steps")]


def test_photos_asked_for_twice_are_found() -> None:
    twice = replace(photos(), name="more")

    assert faults(photos(), twice) == [
        ("more", "asks for photos a second time: they all go to photos")
    ]


def test_photos_asked_for_only_sometimes_are_found() -> None:
    found = faults(kind(), photos(when=(Has("kind", "market"),)))

    assert found == [("photos", "takes photos only sometimes, but they come any time")]


def test_too_long_a_flow_is_found() -> None:
    steps = [place(name=f"place{number}") for number in range(51)]

    assert faults(*steps) == [("", "has 51 steps, more than 50")]


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"name": ""}, "has no name"),
        ({"version": 0}, "has a version below 1, which is that of a state without one"),
        ({"summary": lambda _: (Text("line"),) * 10}, "sums up in more than 9 lines"),
    ],
)
def test_fault_of_the_flow_itself_is_found(changes: dict[str, object], fault: str) -> None:
    assert review(replace(flow(kind()), **changes)) == (Finding("", fault),)


# Conditions


@pytest.mark.parametrize("steps", [(place, kind), (place,)], ids=["later", "nowhere"])
def test_condition_on_what_is_not_asked_before_is_found(steps: tuple) -> None:
    first = place(when=(Has("kind", "market"),))

    found = faults(first, *(make() for make in steps[1:]))

    assert found == [("place", "depends on kind, which is not asked before it")]


@pytest.mark.parametrize(
    "condition",
    [
        Has("kind", "beach"),
        Lacks("kind", "beach"),
        Has("topics", "t77"),
        Above("kind"),
        Has("people", "12"),
        Above("people", 100_000),
    ],
    ids=str,
)
def test_condition_on_an_answer_that_cannot_come_is_found(condition: object) -> None:
    found = faults(kind(), topics(), people(), place(when=(condition,)))

    assert [step for step, _ in found] == ["place"]
    assert "cannot get" in found[0][1]


@pytest.mark.parametrize(
    "condition", [Has("whom", "p1"), Lacks("came", "p1"), Above("people"), Has("topics", "t1")],
    ids=str,
)  # fmt: skip
def test_condition_on_an_answer_that_may_come_is_sound(condition: object) -> None:
    assert faults(whom(), came(), topics(), people(), place(when=(condition,))) == []


@pytest.mark.parametrize(
    "conditions",
    [
        (Has("kind", "market"), Has("kind", "hall")),
        (Has("kind", "market"), Lacks("kind", "market")),
        (Lacks("topics", "t1"), Has("topics", "t1")),
    ],
    ids=str,
)
def test_step_that_nobody_reaches_is_found(conditions: tuple) -> None:
    found = faults(kind(), topics(), place(when=conditions))

    assert [step for step, _ in found] == ["place"]
    assert "is never reached" in found[0][1]


@pytest.mark.parametrize(
    "conditions",
    [
        (Has("topics", "t1"), Has("topics", "t2")),
        (Lacks("kind", "market"), Lacks("kind", "hall")),
        (Has("kind", "market"), Lacks("kind", "hall")),
        (Above("people"), Above("people", 5)),
    ],
    ids=str,
)
def test_conditions_that_agree_are_sound(conditions: tuple) -> None:
    assert faults(kind(), topics(), people(), place(when=conditions)) == []


def test_step_behind_one_that_is_not_on_its_way_is_found() -> None:
    at_market = vneid(when=(Has("kind", "market"),))
    in_hall = place(when=(Has("kind", "hall"), Above("vneid")))

    found = faults(kind(), at_market, in_hall)

    assert [step for step, _ in found] == ["place"]


# Limits


LIMIT = Text("limit.vneid")


NO_NUMBER = "is part of a limit and no number step"
NO_COUNT = "is the whole of a limit and neither a number nor ticks"
NOTHING_HELD = "has a limit without parts or wholes: limit.vneid"


@pytest.mark.parametrize(
    ("limit", "found"),
    [
        (AtMost(("nowhere",), ("people",), LIMIT), ("nowhere", NO_NUMBER)),
        (AtMost(("topics",), ("people",), LIMIT), ("topics", NO_NUMBER)),
        (AtMost(("people",), ("place",), LIMIT), ("place", NO_COUNT)),
        (AtMost((), ("people",), LIMIT), ("", NOTHING_HELD)),
        (AtMost(("people",), (), LIMIT), ("", NOTHING_HELD)),
    ],
)
def test_limit_that_cannot_be_counted_is_found(limit: AtMost, found: tuple[str, str]) -> None:
    assert faults(topics(), people(), place(), limits=(limit,)) == [found]


def test_limits_without_a_review_page_are_found() -> None:
    loose: Flow = flow(
        people(), vneid(), limits=(AtMost(("vneid",), ("people",), LIMIT),), review=False
    )

    assert review(loose) == (Finding("", "has limits and no review page, where they are held"),)
