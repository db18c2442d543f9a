"""What a session's dialog starts from: the choices, the limits, the human to call, and the last
session.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from bot.dialog.answers import Answers, Named
from bot.dialog.context import Context, Indicator
from bot.dialog.text import Text
from bot.language.fold import fold
from bot.readers import WORKERS
from bot.task import Asker, Begun, Search
from handlers.contact import helper_for
from handlers.session.names import (
    COMMUNE,
    FOR,
    OWN,
    Step,
)
from handlers.session.previous import previous_answers
from models.needs import (
    Facts,
    HelperNeed,
    IndicatorsNeed,
    LastActivity,
    LastActivityNeed,
    Need,
    PeopleNeed,
    PersonRow,
    RosterNeed,
    TeamsNeed,
)
from models.people import Role

FOUND = 7
COMMUNE_WIDE = (Role.COORDINATOR, Role.ADMINISTRATOR)
"""Who may look for people of every team; a leader who leads no longer finds nobody."""


def begin_own(asker: Asker, argument: str, facts: Facts) -> Begun:
    """`argument` is "" or begins with "photo=ID": a photo sent outside a dialog opens the report
    with it attached. What a sentence said stands behind it and is no matter of the beginning.
    """
    teams = own_teams(asker)
    if not teams:
        return Begun(refusal=Text("session.no_team"))
    first = teams[0].id
    only = first if len(teams) == 1 else ""
    needs: list[Need[Any]] = [
        IndicatorsNeed(),
        HelperNeed(asker.person.id, first),
        LastActivityNeed(asker.person.id, first),
    ]
    if only:
        needs.append(RosterNeed(only))
    facts.require(tuple(needs))
    roster = _named(facts.of(RosterNeed(only))) if only else ()
    indicators = indicators_of(facts, asker.today)
    last = facts.of(LastActivityNeed(asker.person.id, first)) if only else None
    lists = (("teams", teams), ("roster", roster), ("groups", () if only else teams))
    return Begun(
        _context(OWN, asker, facts, lists=lists, team_id=first, indicators=indicators, last=last),
        _photo(argument),
    )


def own_teams(asker: Asker) -> tuple[Named, ...]:
    return tuple(Named(d.team_id, d.team_name) for d in asker.person.teams(*WORKERS))


def begin_commune(asker: Asker, argument: str, facts: Facts) -> Begun:
    facts.require(
        (IndicatorsNeed(), TeamsNeed(), HelperNeed(asker.person.id, ""),
         LastActivityNeed(asker.person.id, ""))
    )  # fmt: skip
    teams = tuple(Named(team.id, team.name) for team in facts.of(TeamsNeed()))
    last = facts.of(LastActivityNeed(asker.person.id, ""))
    return Begun(
        _context(
            COMMUNE,
            asker,
            facts,
            lists=(("groups", teams),),
            team_id="",
            indicators=indicators_of(facts, asker.today),
            last=None if last and last.attendee_ids else last,
        ),
        _photo(argument),
    )


def begin_for(asker: Asker, argument: str, facts: Facts) -> Begun:
    """`argument` is "" or "person/team": from the list of those who asked for it."""
    led = _led(asker)
    only = led[0] if len(led) == 1 else ""
    helper = HelperNeed(asker.person.id, "")
    needs: list[Need[Any]] = [IndicatorsNeed(), PeopleNeed(led), helper]
    if only:
        needs.append(RosterNeed(only))
    facts.require(tuple(needs))
    people = facts.of(PeopleNeed(led))
    wanted = next((person for person in people if _person_key(person) == argument), None)
    answers = Answers()
    if wanted is not None:
        answers = answers.given(Step.FOR_WHOM, _person_named(wanted))
    lists = (
        ("roster", _named(facts.of(RosterNeed(only))) if only else ()),
        ("groups", () if only else _teams_of(people)),
    )
    context = _context(
        FOR,
        asker,
        facts,
        lists=lists,
        team_id="",
        indicators=indicators_of(facts, asker.today),
        last=None,
    )
    lead = Text("session.for_whom.said", value=wanted.name) if wanted else None
    return Begun(context, answers, lead=lead)


def find(search: Search, asker: Asker, facts: Facts) -> tuple[Named, ...]:
    """People by words (every word of the search begins a word of the name or team), or a team's
    roster.
    """
    if search.kind == "roster":
        return _named(facts.of(RosterNeed(search.words)))
    if not (_led(asker) or asker.person.has(*COMMUNE_WIDE)):
        return ()
    words = fold(search.words).split()
    found = [
        person
        for person in facts.of(PeopleNeed(_led(asker)))
        if all(
            any(part.startswith(word) for part in fold(f"{person.name} {person.team_name}").split())
            for word in words
        )
    ]
    exact = [person for person in found if fold(person.name) == " ".join(words)]
    return tuple(_person_named(person) for person in (exact or found)[:FOUND])


def _led(asker: Asker) -> tuple[str, ...]:
    """The teams whose members this person may write for; empty for a coordinator: all of them."""
    if asker.person.has(Role.COORDINATOR):
        return ()
    return tuple(duty.team_id for duty in asker.person.teams(Role.LEADER))


def _context(
    variant: str,
    asker: Asker,
    facts: Facts,
    *,
    lists: tuple[tuple[str, tuple[Named, ...]], ...],
    team_id: str,
    indicators: tuple[Indicator, ...],
    last: LastActivity | None,
) -> Context:
    roster = dict(lists).get("roster", ())
    return Context(
        lists=lists,
        facts=(
            ("variant", variant),
            ("people_limit", asker.settings.people_limit),
            ("old_days", asker.settings.old_days),
            *((("invites", 1),) if variant == OWN and asker.door.is_costly else ()),
        ),
        indicators=indicators,
        helper=helper_for(asker, team_id, facts),
        previous=previous_answers(last, asker, indicators, roster) if last else None,
    )


def indicators_of(facts: Facts, today: date) -> tuple[Indicator, ...]:
    """What is asked now: one of a coming day waits for it."""
    return tuple(
        Indicator(row.id, row.label, row.question, row.unit, row.limit, row.audience)
        for row in facts.of(IndicatorsNeed())
        if row.since is None or row.since <= today
    )


def _named(people: tuple[PersonRow, ...]) -> tuple[Named, ...]:
    return tuple(Named(person.id, person.name) for person in people)


def _teams_of(people: tuple[PersonRow, ...]) -> tuple[Named, ...]:
    return tuple({p.team_id: Named(p.team_id, p.team_name) for p in people}.values())


def _person_key(person: PersonRow) -> str:
    return f"{person.id}/{person.team_id}"


def _person_named(person: PersonRow) -> Named:
    label = Text("label.person", name=person.name, team=person.team_name)
    return Named(_person_key(person), label)


def _photo(argument: str) -> Answers:
    named = argument.partition(";")[0]
    photo = named.removeprefix("photo=") if named.startswith("photo=") else ""
    return Answers().given(Step.PHOTOS, (Named(photo, ""),)) if photo else Answers()
