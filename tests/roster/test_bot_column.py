"""A team may be given to one of the Zalo bots that are set up, in a column of the list."""

from bot.roster.checking import Checked, check_sheets
from models.commune import TeamKind
from models.roster import Roster, RosterTeam
from models.roster_plan import make_plan
from models.roster_rows import TEAM_COLUMNS
from models.roster_standing import Standing, TeamRow
from tests.roster.files import sheet, told

HEAD = ("Tên tổ", "Loại", "Thôn", "Bot Zalo")
BOTS = ("hp1", "hp2")


def check(*rows: tuple[str, ...], bots: tuple[str, ...] = BOTS) -> Checked:
    return check_sheets([sheet(HEAD, *rows, name="Tổ")], bots=bots)


def given(checked: Checked) -> dict[str, str | None]:
    assert checked.roster is not None
    return {team.name: team.zalo_bot for team in checked.roster.teams}


def test_a_team_is_given_to_the_bot_that_its_row_names() -> None:
    checked = check(("Thôn 01", "Tổ", "Thôn 01", "HP2"), ("Thôn 02", "Tổ", "Thôn 02", ""))

    assert given(checked) == {"Thôn 01": "hp2", "Thôn 02": None}


def test_a_bot_that_is_not_set_up_is_refused_by_row_and_column() -> None:
    checked = check(("Thôn 01", "Tổ", "Thôn 01", "hp1"), ("Thôn 02", "Tổ", "Thôn 02", "hp9"))

    assert told(checked) == [("bot_unknown", 3, "D")]
    assert checked.roster is None


def test_where_no_bot_is_set_up_yet_any_name_that_one_may_have_is_kept() -> None:
    assert given(check(("Thôn 01", "Tổ", "Thôn 01", "hp9"), bots=())) == {"Thôn 01": "hp9"}
    wrong = check(("Thôn 01", "Tổ", "Thôn 01", "Bot số 1"), bots=())
    assert told(wrong) == [("bot_unknown", 2, "D")]


def test_members_rows_must_not_give_one_team_to_two_bots() -> None:
    head = ("Họ và tên", "Số điện thoại", "Tên tổ", "Bot Zalo")
    rows = (
        ("Tên Một", "0912000001", "Thôn 01", "hp1"),
        ("Tên Hai", "0912000002", "Thôn 01", "hp2"),
    )

    checked = check_sheets([sheet(head, *rows)], bots=BOTS)

    assert told(checked) == [("team_contradicts", 3, "D")]


def test_an_empty_cell_leaves_the_team_where_it_was() -> None:
    known = TeamRow(
        "t1", "Thôn 01", TeamKind.TO, None, 1, is_active=True, zalo_group=None,
        zalo_link=None, zalo_bot="hp1",
    )  # fmt: skip

    def plan_of(bot: str | None) -> list[TeamRow]:
        roster = Roster((RosterTeam("Thôn 01", zalo_bot=bot),), ())
        standing = Standing((), (known,), (), frozenset())
        plan, _ = make_plan(
            roster, standing, hashes={}, new_id=lambda: "new", deactivate_missing=False
        )
        return plan.changed_teams

    assert plan_of(None) == []
    assert [row.zalo_bot for row in plan_of("hp2")] == ["hp2"]
    assert "zalo_bot" in TEAM_COLUMNS
