"""Rows checked together, without any file."""

import pytest

from bot.roster.headings import Field, find_headings
from bot.roster.sheets import Fault, Row, Sheet
from models.commune import TeamKind
from models.people import Role
from models.roster import RosterDuty
from models.roster_import import KnownTeam
from tests.roster.files import MEMBER_HEAD, TEAM_HEAD, check, sheet, told

MAU = ("Nguyễn Văn Mẫu", "0912000001", "Thôn 01", "Tổ trưởng", "bác")
THU = ("Trần Thị Thử", "0912000002", "Thôn 01", "Thành viên", "")


def members(*rows: tuple[str, ...]) -> Sheet:
    return sheet(MEMBER_HEAD, *rows)


def teams(*rows: tuple[str, ...]) -> Sheet:
    return sheet(TEAM_HEAD, *rows, name="Tổ")


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Họ và tên", Field.NAME),
        ("HỌ TÊN (*)", Field.NAME),
        ("SĐT", Field.PHONE),
        ("Điện thoại", Field.PHONE),
        ("Số ĐT (Zalo)", Field.PHONE),
        ("Tổ/Thôn", Field.TEAM_AND_VILLAGE),
        ("Chức vụ", Field.ROLE),
        ("vai trò:", Field.ROLE),
        ("Xưng hô", Field.ADDRESS),
        ("Ho va\u0300 te\u0302n", Field.NAME),
    ],
)
def test_heading_is_known_by_its_usual_words(heading: str, field: Field) -> None:
    found = find_headings([Row(1, ("Tên tổ" if field is Field.NAME else "Họ tên", heading))])

    assert found is not None
    assert found.columns[field] == 1


def test_surer_of_two_headings_is_taken_and_the_other_named() -> None:
    head = ("Họ tên", "Chức vụ", "SĐT", "Tổ", "Vai trò")
    row = ("Nguyễn Văn Mẫu", "Bí thư chi bộ", "0912000001", "Thôn 01", "Tổ trưởng")
    checked = check(sheet(head, row))

    assert told(checked) == []
    assert ("column_ignored", 1, "B") in told(checked, stopping=False)


def test_headings_may_stand_under_a_title_and_be_repeated() -> None:
    checked = check(
        sheet(("DANH SÁCH THÀNH VIÊN",), (), ("STT", *MEMBER_HEAD), ("1", *MAU),
              ("STT", *MEMBER_HEAD), ("2", *THU))
    )  # fmt: skip

    assert checked.roster is not None
    assert [member.name for member in checked.roster.members] == [MAU[0], THU[0]]


def test_leader_is_a_member_too_and_a_rapid_team_has_rapid_members() -> None:
    rapid = "Đội phản ứng nhanh"
    checked = check(
        teams(("Thôn 01", "Tổ", "Thôn 01", "142"), (rapid, "Đội", "", "")),
        members(MAU, ("Lê Văn Nháp", "0912000003", rapid, "Đội trưởng", "")),
    )

    assert checked.roster is not None
    assert [member.duties for member in checked.roster.members] == [
        {RosterDuty(Role.LEADER, "Thôn 01"), RosterDuty(Role.MEMBER, "Thôn 01")},
        {RosterDuty(Role.LEADER, rapid), RosterDuty(Role.RAPID, rapid)},
    ]


def test_new_team_of_rapid_members_alone_is_a_rapid_team() -> None:
    checked = check(members(("Lê Văn Nháp", "0912000003", "Tổ xe máy", "Phản ứng nhanh", "")))

    assert checked.roster is not None
    assert checked.roster.teams[0].kind is TeamKind.DOI


def test_officers_have_no_team() -> None:
    checked = check(
        members(MAU, ("Cán bộ Mẫu", "0912000009", "", "Cán bộ", ""),
                ("Quản trị Mẫu", "0912000010", "Thôn 01", "Quản trị", ""))
    )  # fmt: skip

    assert checked.roster is not None
    assert [member.duties for member in checked.roster.members[1:]] == [
        {RosterDuty(Role.COORDINATOR)},
        {RosterDuty(Role.ADMINISTRATOR)},
    ]
    assert ("officer_with_team", 4, "D") in told(checked, stopping=False)


def test_same_phone_and_name_in_two_teams_is_one_person() -> None:
    checked = check(members(MAU, ("NGUYỄN VĂN MẪU", "84912000001", "Thôn 02", "", "")))

    assert checked.roster is not None
    (member,) = checked.roster.members
    assert {duty.team for duty in member.duties} == {"Thôn 01", "Thôn 02"}
    assert ("several_teams", 3, "C") in told(checked, stopping=False)


def test_same_phone_of_two_names_stops_and_hides_the_number() -> None:
    checked = check(members(MAU, ("Trần Thị Thử", "0912000001", "Thôn 01", "", "")))

    assert told(checked) == [("phone_of_another", 3, "B")]
    assert dict(checked.problems[0].text.parameters)["value"] == "0912***001"


def test_every_problem_is_found_at_once() -> None:
    checked = check(
        teams(("Thôn 01", "phường", "Thôn 01", "nhiều"), ("Thôn 1", "Tổ", "", "")),
        members(
            ("", "0912000001", "Thôn 01", "", ""),
            ("Trần Thị Thử", "9.12E+08", "Thôn 99", "Chúa", "mày"),
        ),
    )

    assert checked.roster is None
    assert told(checked) == [
        ("kind_unknown", 2, "B"),
        ("count_wrong", 2, "D"),
        ("team_twice", 3, "A"),
        ("name_missing", 2, "A"),
        ("phone_digits_lost", 3, "B"),
        ("address_unknown", 3, "E"),
        ("role_unknown", 3, "D"),
        ("team_unknown", 3, "C"),
    ]


def test_remarks_stop_nothing() -> None:
    checked = check(
        teams(("Thôn 01", "Tổ", "Thôn 01", ""), ("Thôn 02", "Tổ", "Thôn 02", "140")),
        members(THU, THU, ("Trần Thị Thử", "0912000005", "Thôn 01", "", "")),
    )

    assert checked.roster is not None
    assert told(checked, stopping=False) == [
        ("row_repeated", 3, "A"),
        ("households_missing", 2, "D"),
        ("same_name", 4, "A"),
        ("team_without_leader", 2, "A"),
        ("team_without_members", 3, "A"),
    ]


def test_team_of_the_commune_need_not_be_listed_again() -> None:
    checked = check(
        teams(("Thôn 02", "Tổ", "Thôn 02", "140")),
        members(MAU),
        known=(KnownTeam("Thôn 01", TeamKind.TO),),
    )

    assert checked.roster is not None


def test_flat_list_names_teams_by_rows_that_must_agree() -> None:
    head = (*MEMBER_HEAD, "Thôn", "Số hộ")
    checked = check(
        sheet(head, (*MAU, "Thôn 01", "142"), (*THU, "", ""),
              ("Lê Nháp", "0912000004", "Thôn 01", "", "", "Thôn 01", "141"))
    )  # fmt: skip

    assert told(checked) == [("team_contradicts", 4, "G"), ("village_contradicts", 4, "G")]


def test_list_by_village_makes_a_team_of_each() -> None:
    checked = check(
        sheet(("Họ tên", "SĐT", "Tổ/Thôn"), ("Nguyễn Văn Mẫu", "0912000001", "Thôn 01"))
    )

    assert checked.roster is not None
    (team,) = checked.roster.teams
    assert (team.name, team.village) == ("Thôn 01", "Thôn 01")


def test_team_may_have_no_village() -> None:
    checked = check(teams(("Tổ của phường", "Tổ", "", "200")), members((*MAU[:2], "Tổ của phường")))

    assert checked.roster is not None
    assert checked.roster.teams[0].village is None
    assert ("figures_without_village", 2, "D") in told(checked, stopping=False)


def test_examples_and_totals_are_left_out() -> None:
    checked = check(
        members(MAU, ("Ví dụ: Bà Mẫu", "0912000099", "Thôn 01", "", ""), ("Tổng cộng", "", "", ""))
    )

    assert checked.roster is not None
    assert len(checked.roster.members) == 1
    assert told(checked, stopping=False) == [("example_skipped", 3, "A"), ("total_skipped", 4, "A")]


def test_faults_of_cells_are_named_where_they_matter() -> None:
    rows = [
        Row(1, (*MEMBER_HEAD, "Ghi chú")),
        Row(2, (Fault.FORMULA_WITHOUT_VALUE, "0912000001", "Thôn 01", "", "", Fault.ERROR)),
        Row(3, ("Nguyễn Văn Mẫu", Fault.MERGED_ACROSS, Fault.ERROR, "", "", "")),
    ]

    assert told(check(Sheet("Thành viên", rows))) == [
        ("formula_without_value", 2, "A"),
        ("cell_merged_across", 3, "B"),
        ("cell_error", 3, "C"),
    ]


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([("xin chào",)], "no_headings"),
        ([("Họ tên", "Tổ"), ("Nguyễn Văn Mẫu", "Thôn 01")], "column_missing"),
        ([("Họ tên", "SĐT"), ("Nguyễn Văn Mẫu", "0912000001")], "column_missing"),
        ([(*MEMBER_HEAD, "SĐT"), MAU], None),
        ([(*MEMBER_HEAD, "Số điện thoại"), MAU], "column_twice"),
        ([MEMBER_HEAD], "nothing_listed"),
    ],
)
def test_headings_must_be_there_once(rows: list[tuple[str, ...]], code: str | None) -> None:
    found = [each for each, _, _ in told(check(sheet(*rows)))]

    assert found[:1] == ([code] if code else [])
