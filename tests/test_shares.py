"""Teams are shared out among bots: whole, in order, never more people than a bot holds."""

from hypothesis import given
from hypothesis import strategies as st

from bot.shares import Shares, assign_bots, bots_needed
from models.team_sizes import TeamSize

MOST = 10
BOTS = ("hp1", "hp2", "hp3")

people = st.frozensets(st.sampled_from([f"p{n}" for n in range(40)]), max_size=12)
given_bots = st.none() | st.sampled_from([*BOTS, "gone"])


@st.composite
def team_lists(draw: st.DrawFn, *, wishes: bool = True) -> tuple[TeamSize, ...]:
    sizes = draw(st.lists(people, max_size=12))
    return tuple(
        TeamSize(f"t{n}", f"Thôn {n}", them, draw(given_bots) if wishes else None)
        for n, them in enumerate(sizes)
    )


bot_lists = st.sampled_from([(), BOTS[:1], BOTS[:2], BOTS])
officer_sets = st.frozensets(st.sampled_from([f"o{n}" for n in range(15)] + ["p1", "p2"]))


def team(name: str, size: int, bot: str | None = None) -> TeamSize:
    return TeamSize(name, name, frozenset(f"{name}-{n}" for n in range(size)), bot)


def share(teams: tuple[TeamSize, ...], bots: tuple[str, ...], officers: frozenset[str]) -> Shares:
    return assign_bots(teams, bots, most=MOST, officers=officers)


@given(team_lists(), bot_lists, officer_sets)
def test_every_team_has_one_bot_or_is_left(
    teams: tuple[TeamSize, ...], bots: tuple[str, ...], officers: frozenset[str]
) -> None:
    shares = share(teams, bots, officers)

    left = {each.id for each in shares.left}
    assert left | shares.bot_of.keys() == {each.id for each in teams}
    assert not left & shares.bot_of.keys()
    assert set(shares.bot_of.values()) <= set(bots)


@given(team_lists(), bot_lists, officer_sets)
def test_no_bot_gets_more_than_it_holds_but_by_the_list(
    teams: tuple[TeamSize, ...], bots: tuple[str, ...], officers: frozenset[str]
) -> None:
    shares = share(teams, bots, officers)

    for bot in bots:
        wished = {one for each in teams if each.bot == bot for one in each.people}
        assert (len(wished) > MOST) == (bot in shares.over)
        assert len(shares.people[bot]) <= max(MOST, len(wished))


@given(team_lists(), bot_lists, officer_sets)
def test_whoever_has_a_place_has_it_where_their_team_is(
    teams: tuple[TeamSize, ...], bots: tuple[str, ...], officers: frozenset[str]
) -> None:
    shares = share(teams, bots, officers)

    for each in teams:
        if each.id in shares.bot_of:
            assert each.people <= shares.people[shares.bot_of[each.id]]
    seated = {one for them in shares.people.values() for one in them}
    assert len(officers - seated) == shares.officers_left
    assert seated <= officers | {one for each in teams for one in each.people}


@given(team_lists(wishes=False), bot_lists)
def test_nothing_is_left_that_would_fit(teams: tuple[TeamSize, ...], bots: tuple[str, ...]) -> None:
    shares = share(teams, bots, frozenset())

    for each in shares.left:
        assert all(len(shares.people[bot] | each.people) > MOST for bot in bots)


@given(team_lists(wishes=False), st.integers(0, 12))
def test_later_teams_move_no_earlier_one(teams: tuple[TeamSize, ...], count: int) -> None:
    """A list that grows at its end does not send anybody to another bot."""
    before = share(teams[:count], BOTS, frozenset()).bot_of
    after = share(teams, BOTS, frozenset()).bot_of

    assert {each.id: after.get(each.id) for each in teams[:count]} == {
        each.id: before.get(each.id) for each in teams[:count]
    }


@given(team_lists(), officer_sets)
def test_so_many_bots_are_enough_and_one_fewer_is_not(
    teams: tuple[TeamSize, ...], officers: frozenset[str]
) -> None:
    fitting = tuple(
        TeamSize(each.id, each.name, each.people) for each in teams if len(each.people) <= MOST
    )
    count = bots_needed(teams, most=MOST, officers=officers)

    def holds(bots: int) -> bool:
        names = [str(number) for number in range(bots)]
        shares = assign_bots(fitting, names, most=MOST, officers=officers)
        return not shares.left and not shares.officers_left

    assert holds(count)
    assert count == 0 or not holds(count - 1)


def test_teams_go_in_order_to_the_first_bot_with_room() -> None:
    teams = (team("a", 7), team("b", 6), team("c", 3), team("d", 5))

    shares = share(teams, BOTS[:2], frozenset())

    assert shares.bot_of == {"a": "hp1", "b": "hp2", "c": "hp1"}
    assert [each.id for each in shares.left] == ["d"]


def test_what_the_list_gives_is_seated_first() -> None:
    teams = (team("a", 7), team("b", 6, bot="hp1"))

    assert share(teams, BOTS[:2], frozenset()).bot_of == {"b": "hp1", "a": "hp2"}


def test_a_bot_that_is_gone_is_no_wish() -> None:
    assert share((team("a", 7, bot="gone"),), BOTS[:1], frozenset()).bot_of == {"a": "hp1"}


def test_officers_have_their_places_before_the_teams_that_are_filled_in() -> None:
    shares = share((team("a", 8),), BOTS[:2], frozenset({"o1", "o2", "o3"}))

    assert shares.bot_of == {"a": "hp2"}
    assert shares.people["hp1"] == {"o1", "o2", "o3"}


def test_who_is_in_two_teams_takes_one_place() -> None:
    both = frozenset({"x", "y"})
    teams = (TeamSize("a", "a", both | team("a", 4).people), TeamSize("b", "b", both | {"z"}))

    assert len(share(teams, BOTS[:1], frozenset()).people["hp1"]) == 7
