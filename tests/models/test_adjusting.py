"""A tally and what came after it add up to the tally that stands."""

from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from models.adjusting import added_up, comparable, difference

COUNTS = st.integers(0, 500)
IDS = st.sampled_from(("thon-01", "thon-02", "doi", "etax", "level_1"))
TEAMS = st.dictionaries(
    IDS,
    st.fixed_dictionaries(
        {
            "name": st.text(max_size=4),
            "state": st.sampled_from(("active", "zero")),
            "people": COUNTS,
        }
    ),
    max_size=4,
)
TALLIES = st.builds(
    lambda people, indicators, vneid, teams, moment: {
        "week": "2026-W47",
        "as_of": moment,
        "people_guided": people,
        "indicators": indicators,
        "vneid": {"level_1": vneid},
        "by_team": [{"team": id_, **row} for id_, row in teams.items()],
    },
    COUNTS,
    st.dictionaries(IDS, COUNTS, max_size=3),
    COUNTS,
    TEAMS,
    st.text(max_size=3),
)


@given(st.lists(TALLIES, min_size=2, max_size=6))
def test_snapshot_and_adjustments_are_the_live_tally(tallies: list[dict[str, Any]]) -> None:
    deltas = [difference(before, after) for before, after in pairwise(tallies)]

    assert added_up(tallies[0], deltas) == comparable(tallies[-1])


@given(TALLIES)
def test_only_the_moment_makes_no_difference(one: dict[str, Any]) -> None:
    assert difference(one, {**one, "as_of": "later"}) == {}


def test_difference_says_what_was_added_and_what_became() -> None:
    before = {
        "people_guided": 10,
        "indicators": {"dvc": 1},
        "by_team": [{"team": "thon-01", "state": "silent", "sessions": 0}],
    }
    after = {
        "people_guided": 22,
        "indicators": {},
        "by_team": [{"team": "thon-01", "state": "active", "sessions": 1}],
    }

    assert difference(before, after) == {
        "plus": {"people_guided": 12, "by_team/thon-01/sessions": 1},
        "set": {"by_team/thon-01/state": "active"},
        "gone": ["indicators/dvc"],
    }
