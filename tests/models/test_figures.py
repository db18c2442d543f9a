"""Each rule of domain.md, "Definitions that every count uses", by a test of its own."""

from datetime import date

import pytest

from models.figures import tally_json
from tests.models.conftest import NOW, Book
from tests.models.test_tally import (
    MEMBERS,
    MONDAY,
    RESIDENTS,
    SUNDAY,
    VISIT,
    states,
    week,
)


def integers(value: object) -> list[object]:
    if isinstance(value, dict):
        return [leaf for item in value.values() for leaf in integers(item)]
    if isinstance(value, list):
        return [leaf for item in value for leaf in integers(item)]
    return [value]


async def test_json_is_the_contract(book: Book) -> None:
    await book.activity(
        RESIDENTS, "thon-01", people=12, vneid_1=3, vneid_2=2, indicators={"dvc": 4}
    )
    await book.activity(MEMBERS, None, people=30)

    found = tally_json(await week(book), "2026-W47", NOW)

    by_team = found.pop("by_team")
    assert found == {
        "week": "2026-W47",
        "from": "2026-11-16",
        "to": "2026-11-22",
        "as_of": "2026-11-16T08:00:00+07:00",
        "teams": 58,
        "teams_active": 1,
        "teams_zero": 0,
        "teams_silent": 57,
        "sessions": {"members": 1, "residents": 1},
        "home_visits": 0,
        "people_guided": 12,
        "members_trained": 30,
        "vneid": {"level_1": 3, "level_2": 2, "unspecified": 0},
        "trainees": {"enrolled": 0, "attended": 0, "qualified": 0},
        "businesses": {
            "supported": 0,
            "by_kind": {"qr": 0, "invoice": 0, "shop": 0, "ocop": 0, "other": 0},
        },
        "ocop_products": {"total": 0, "on_platform": 0},
        "indicators": {
            "households": 0,
            "dvc": 4,
            "payment": 0,
            "esign": 0,
            "vssid": 0,
            "etax": 0,
            "smarthp": 0,
            "invoice": 0,
            "ocop": 0,
            "feedback": 0,
            "media": 0,
            "duty": 0,
            "contest": 0,
        },
        "commune": {
            "sessions": {"members": 1, "residents": 0},
            "people_guided": 0,
            "members_trained": 30,
        },
    }
    assert by_team[0] == {
        "team": "thon-01",
        "name": "Thôn 01",
        "state": "active",
        "sessions": 1,
        "people_guided": 12,
        "vneid": 5,
    }
    assert by_team[1]["state"] == "silent"


async def test_every_figure_of_the_json_is_an_integer(book: Book) -> None:
    await book.activity(MEMBERS, people=3)

    found = tally_json(await week(book), None, NOW)

    words = [leaf for leaf in integers(found) if not isinstance(leaf, int)]
    assert [leaf for leaf in words if not isinstance(leaf, str)] == [None]  # "week" alone
    assert bool not in {type(leaf) for leaf in integers(found)}


@pytest.mark.parametrize("last", [MONDAY, SUNDAY, date(2026, 12, 31)])
async def test_states_add_up_to_all_teams(book: Book, last: date) -> None:
    await book.activity(VISIT, "thon-01", day=MONDAY)
    await book.zero_report("thon-02", "2026-W47")

    assert sum(states(await week(book, MONDAY, last))) == 58
