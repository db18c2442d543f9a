"""The commune's week: totals, who is silent, who was most active; team by team."""

import pytest

from bot.dialog.answers import Answers
from bot.dialog.context import Context
from bot.dialog.text import Text
from bot.task import Done, Submission
from handlers.commune_week import COMMUNE_WEEK
from models.figures import Tally
from models.needs import CommuneWeekNeed
from tests.handlers.people import COORDINATOR, MONDAY, SUNDAY, WEEK, asker, facts
from tests.handlers.weeks import part, tally

FEW = tally(part(1, 30), part(2, 10), part(3), part(4, zero=True))
MANY = tally(*(part(number) for number in range(1, 13)), part(13, 5))


def shown(figures: Tally, argument: str = "") -> Done:
    context = COMMUNE_WEEK.begin(asker(COORDINATOR), argument, facts()).context
    told = facts({CommuneWeekNeed(WEEK): figures})
    done = COMMUNE_WEEK.submit(Submission("d", Answers(), context), asker(COORDINATOR), told)
    assert isinstance(done, Done)
    return done


def arguments(done: Done) -> list[str]:
    return [link.argument for link in done.links]


def test_totals_come_first() -> None:
    lines = shown(FEW).lines

    assert (
        Text("commune_week.head", monday=MONDAY, sunday=SUNDAY),
        Text("commune_week.teams", teams=4, active=2, zero=1, silent=1),
        Text("commune_week.sessions", residents=2, members=1, visits=3),
        Text("commune_week.people", people=37, vneid=6),
    ) == lines[:4]


def test_most_active_teams_are_named_with_their_numbers() -> None:
    best = tuple(
        Text("commune_week.team", name=name, people=people)
        for name, people in (("Thôn 01", 30), ("Thôn 02", 10))
    )

    assert Text("commune_week.best", teams=best) == shown(FEW).lines[4]


def test_silent_teams_are_named() -> None:
    assert Text("commune_week.silent", teams=("Thôn 03",)) == shown(FEW).lines[5]


def test_many_silent_teams_are_cut_to_eight_and_a_number() -> None:
    done = shown(MANY)

    names = tuple(f"Thôn {number:02}" for number in range(1, 9))
    assert Text("commune_week.silent_more", teams=names, more=4) in done.lines
    assert f"{WEEK}/silent/0" in arguments(done)


def test_week_in_which_nobody_was_silent_names_nobody() -> None:
    done = shown(tally(part(1, 5)))

    assert "commune_week.silent" not in [line.id for line in done.lines]
    assert [f"{WEEK}/all/0", f"/{WEEK}", "2026-W46"] == arguments(done)


def test_each_team_has_its_line_ten_a_page() -> None:
    done = shown(MANY, f"{WEEK}/all/0")

    assert Text("commune_week.page", at=1, of=2) == done.lines[0]
    assert len(done.lines) == 11
    assert [f"{WEEK}/all/1", WEEK] == arguments(done)


def test_last_page_leads_no_further() -> None:
    done = shown(MANY, f"{WEEK}/all/1")

    assert len(done.lines) == 4
    assert arguments(done) == [WEEK]


def test_line_of_a_team_says_its_state() -> None:
    ids = [line.id for line in shown(FEW, f"{WEEK}/all/0").lines[1:]]

    assert ids == [
        "commune_week.active",
        "commune_week.active",
        "commune_week.silent_team",
        "commune_week.zero",
    ]


def test_silent_list_holds_the_silent_only() -> None:
    lines = shown(FEW, f"{WEEK}/silent/0").lines

    assert (Text("commune_week.silent_team", name="Thôn 03"),) == lines[1:]


def test_page_behind_the_last_shows_the_week() -> None:
    assert Done(next_task=f"commune_week:{WEEK}") == shown(FEW, f"{WEEK}/all/9")


@pytest.mark.parametrize("week", ["2026-W99", "nonsense", 7])
def test_what_is_no_week_gives_the_menu(week: str | int) -> None:
    context = Context(facts=(("week", week), ("list", ""), ("page", 0)))

    done = COMMUNE_WEEK.submit(Submission("d", Answers(), context), asker(COORDINATOR), facts())

    assert Done(next_task="menu") == done
