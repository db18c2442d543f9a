"""Whom to call: own teams for a leader, all for a coordinator, each look at a phone noted."""

from bot.dialog.answers import Answers
from bot.dialog.text import Text
from bot.language.match import means
from bot.task import Done, Submission
from handlers.commune_week import COMMUNE_WEEK
from handlers.contact import CONTACT
from handlers.team_week import TEAM_WEEK
from handlers.to_call import TO_CALL
from models.changes import Audited
from models.load import Known
from models.needs import GONE, CommuneWeekNeed, Facts, ToCallNeed, ToCallRow
from models.people import Role
from tests.handlers.people import (
    COORDINATOR,
    LEADER,
    MEMBER,
    NOW,
    OFFICE,
    ONE,
    TODAY,
    WEEK,
    asker,
    duty,
    facts,
    known,
    person_id,
)
from tests.handlers.session.answers import week
from tests.handlers.weeks import part, tally


def waiting(*numbers: int, phone: str = "0912000007") -> tuple[ToCallRow, ...]:
    return tuple(
        ToCallRow(person_id(n), f"Thành viên {n:03}", ONE, "Thôn 01", phone, "scribe", NOW)
        for n in numbers
    )


def told(*people: ToCallRow, teams: tuple[str, ...] = ()) -> Facts:
    return facts(
        {
            ToCallNeed(teams, TODAY): people,
            CommuneWeekNeed(WEEK): tally(part(1, 30)),
            CommuneWeekNeed("2026-W46"): tally(part(1, 30)),
            **week(),
        }
    )


def shown(by: Known, known_facts: Facts, argument: str = "") -> Done:
    context = TO_CALL.begin(asker(by), argument, facts()).context
    done = TO_CALL.submit(Submission("d", Answers(), context), asker(by), known_facts)
    assert isinstance(done, Done)
    return done


def test_each_person_has_a_line_with_team_and_phone() -> None:
    lines = shown(COORDINATOR, told(*waiting(7))).lines

    assert lines == (
        Text("to_call.head", count=1),
        Text(
            "to_call.person",
            name="Thành viên 007",
            team="Thôn 01",
            phone="0912000007",
            since=TODAY,
        ),
    )


def test_look_at_phones_is_noted_with_whose_they_were() -> None:
    (change,) = shown(COORDINATOR, told(*waiting(7, 8), *waiting(9, phone=""))).changes

    assert isinstance(change, Audited)
    assert (change.action, change.by_id) == ("phones.seen", COORDINATOR.id)
    assert change.detail == (("people", f"{person_id(7)},{person_id(8)}"),)


def test_leader_sees_the_own_teams_alone() -> None:
    own = told(*waiting(7), teams=(ONE,))

    assert len(shown(LEADER, own).lines) == 2
    assert own.used == {"to_call"}


def test_who_leads_nothing_sees_nobody() -> None:
    """An empty list of teams would mean all of them."""
    former = known(5, duty(Role.LEADER))

    for person in (MEMBER, OFFICE, former):
        assert shown(person, told(*waiting(7))) == Done(lines=(Text("task.not_yours"),))


def test_eight_a_page_and_a_button_to_the_next() -> None:
    people = told(*waiting(*range(10, 20)))

    first, second = shown(COORDINATOR, people), shown(COORDINATOR, people, "1")

    assert [len(page.lines) for page in (first, second)] == [9, 3]
    assert [(link.task, link.argument) for link in first.links] == [("to_call", "1")]
    assert second.links == ()


def test_page_behind_the_last_shows_the_first() -> None:
    assert shown(COORDINATOR, told(*waiting(7)), "9") == Done(next_task="to_call")
    assert shown(COORDINATOR, told(*waiting(7)), "²").lines[0].id == "to_call.head"


def test_nobody_to_call_is_said_and_nothing_is_noted() -> None:
    assert shown(COORDINATOR, told()) == Done(lines=(Text("to_call.nobody"),))


def test_nobody_is_told_to_call_themselves() -> None:
    assert shown(COORDINATOR, told(*waiting(90))).lines == (Text("to_call.nobody"),)


def test_person_without_phone_or_team_is_listed_too() -> None:
    row = ToCallRow(person_id(7), "Bà Hoa", "", "", "", "scribe", NOW)

    line = shown(COORDINATOR, told(row)).lines[1]

    missing = Text("to_call.no_phone")
    assert line == Text("to_call.alone", name="Bà Hoa", phone=missing, since=TODAY)


def test_whoever_left_has_a_line_of_their_own() -> None:
    team = ToCallRow(person_id(7), "Bà Hoa", ONE, "Thôn 01", "0912", GONE, NOW)
    alone = ToCallRow(person_id(8), "Ông Ba", "", "", "0913", GONE, NOW)

    _, first, second = shown(COORDINATOR, told(team, alone)).lines

    assert first == Text("to_call.gone", name="Bà Hoa", team="Thôn 01", phone="0912", since=TODAY)
    assert second == Text("to_call.gone_alone", name="Ông Ba", phone="0913", since=TODAY)


def commune_week(by: Known, known_facts: Facts, argument: str = "") -> Done:
    context = COMMUNE_WEEK.begin(asker(by), argument, facts()).context
    done = COMMUNE_WEEK.submit(Submission("d", Answers(), context), asker(by), known_facts)
    assert isinstance(done, Done)
    return done


def team_week(by: Known, known_facts: Facts) -> Done:
    context = TEAM_WEEK.begin(asker(by), "", facts()).context
    done = TEAM_WEEK.submit(Submission("d", Answers(), context), asker(by), known_facts)
    assert isinstance(done, Done)
    return done


def test_weeks_say_how_many_and_lead_to_them() -> None:
    count = Text("to_call.count", count=2)
    of_commune = commune_week(COORDINATOR, told(*waiting(7, 8)))
    of_team = team_week(LEADER, told(*waiting(7, 8), teams=(ONE,)))

    for done in (of_commune, of_team):
        assert count in done.lines
        assert "to_call" in [link.task for link in done.links]


def test_week_without_anybody_to_call_says_nothing_of_it() -> None:
    for done in (commune_week(COORDINATOR, told()), team_week(LEADER, told(teams=(ONE,)))):
        assert "to_call.count" not in [line.id for line in done.lines]
        assert "to_call" not in [link.task for link in done.links]


def test_office_member_and_weeks_that_are_over_say_nothing_of_it() -> None:
    for done in (
        commune_week(OFFICE, told(*waiting(7))),
        commune_week(COORDINATOR, told(*waiting(7)), "2026-W46"),
        team_week(MEMBER, told(*waiting(7), teams=(ONE,))),
    ):
        assert "to_call.count" not in [line.id for line in done.lines]


def test_words_are_not_those_of_the_number_to_call() -> None:
    assert not [words for words in TO_CALL.words if means(words, CONTACT.words)]
    assert not [words for words in CONTACT.words if means(words, TO_CALL.words)]
