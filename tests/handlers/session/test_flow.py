"""The session walked from its first question to the record, by what people type."""

import pytest

from bot.dialog.answers import Answers
from bot.dialog.context import Context
from bot.dialog.state import Phase
from handlers.session.flow import session_flow
from tests.dialog.walk import TODAY, Walk
from tests.handlers.session.answers import COMMUNE, FOR, HOA, OWN, recorded


def walk(context: Context = OWN) -> Walk:
    return Walk(session_flow, context)


def finished(dialog: Walk) -> Answers:
    dialog.type("gửi đi")
    assert dialog.submitted is not None, dialog.said
    return dialog.submitted


def test_shortest_session_needs_a_day_a_kind_and_a_number() -> None:
    dialog = walk().type("hôm nay", "1", "12", "xem lại")

    record = recorded(finished(dialog))

    assert (record.day, record.people, record.indicators) == (TODAY, 12, ())


def test_longest_session_is_recorded_whole() -> None:
    dialog = walk().type(
        "hôm nay", "hướng dẫn người dân", "12",
        "dịch vụ công, thanh toán số", "xong", "4", "bỏ qua",
        "người cao tuổi", "xong", "3",
        "5", "cả hai mức", "2",
        "nhà văn hóa Thôn 01",
    )  # fmt: skip
    dialog.photo("photo1").type("xong", "thiếu loa")

    record = recorded(finished(dialog))

    assert record.indicators == (("dvc", 4), ("payment", None))
    assert (
        record.elderly, record.vneid_1, record.vneid_2, record.vneid_unspecified,
    ) == (3, 3, 2, 0)  # fmt: skip
    assert (
        record.place, record.photos, record.note,
    ) == ("nhà văn hóa Thôn 01", ("photo1",), "thiếu loa")  # fmt: skip


def test_members_session_is_ticked_from_the_roster() -> None:
    dialog = walk().type(
        "hôm nay", "tập huấn thành viên", "tên từng người", "1, 2", "xong", "xem lại"
    )

    assert len(recorded(finished(dialog)).attendees) == 2


def test_members_session_may_be_a_number_only() -> None:
    dialog = walk().type("hôm nay", "tập huấn thành viên", "chỉ ghi số", "9", "xem lại")

    record = recorded(finished(dialog))

    assert (record.people, record.attendees) == (9, ())


def test_commune_session_asks_for_no_team() -> None:
    assert "team" not in {step.name for step in session_flow(COMMUNE).steps}


def test_session_for_another_asks_for_whom_and_how_first() -> None:
    dialog = walk(FOR)
    dialog.found = (HOA,)

    dialog.type("Hoa", "qua điện thoại")

    assert dialog.state.step == "day"


@pytest.mark.parametrize("typed", ["0", "không có ai"])
def test_nobody_came_is_refused_kindly(typed: str) -> None:
    dialog = walk().type("hôm nay", "1", typed)

    assert dialog.lines[0] == "session.people.none"


def test_fewer_people_than_installs_are_asked_about() -> None:
    dialog = walk().type("hôm nay", "1", "12", "bỏ qua", "bỏ qua", "13")

    assert dialog.lines[0] == "limit.vneid"


def test_kind_changed_from_names_to_residents_asks_how_many_came() -> None:
    """The names of a members' session are no head count of another kind."""
    dialog = walk().type("hôm nay", "tập huấn", "tên từng người", "1, 2", "xong", "xem lại")

    dialog.type("sửa loại buổi", "hướng dẫn người dân")

    assert dialog.state.step == "people"
    record = recorded(finished(dialog.type("30", "xem lại")))
    assert (record.people, record.attendees) == (30, ())


def test_kind_changed_to_residents_asks_for_vneid() -> None:
    dialog = walk().type("hôm nay", "tập huấn", "chỉ ghi số", "9", *["bỏ qua"] * 4)

    dialog.type("sửa loại buổi", "hướng dẫn người dân")

    assert dialog.state.step == "groups"


def test_names_left_behind_are_no_limit_of_the_installs() -> None:
    dialog = walk().type("hôm nay", "tập huấn", "tên từng người", "1, 2", "xong", "xem lại")

    dialog.type("sửa loại buổi", "hướng dẫn người dân", "30", "bỏ qua", "10")

    assert dialog.answers.number("vneid") == 10


def test_installs_left_behind_are_no_contradiction() -> None:
    dialog = walk().type("hôm nay", "1", "12", "bỏ qua", "bỏ qua", "10", "mức 1", "xem lại")

    dialog.type("sửa loại buổi", "tập huấn", "chỉ ghi số", "sửa số người", "5")

    assert Phase.REVIEW is dialog.state.phase
    record = recorded(finished(dialog))
    assert (record.people, record.vneid_1) == (5, 0)


def test_added_topic_is_asked_for_its_number() -> None:
    dialog = walk().type("hôm nay", "1", "12", "bỏ qua", "xem lại")

    dialog.type("sửa các việc đã giúp", "dịch vụ công", "xong")

    assert dialog.state.step == "count.dvc"


@pytest.mark.parametrize(
    ("kind", "is_offered"),
    [(("hướng dẫn người dân",), True), (("tập huấn thành viên", "chỉ ghi số"), False)],
)
def test_topics_are_those_of_the_kind_of_session(kind: tuple[str, ...], is_offered: bool) -> None:  # noqa: FBT001
    dialog = walk().type("hôm nay", *kind, "12")

    assert ("Đến từng hộ" in dialog.options) is is_offered
    assert "Dịch vụ công" in dialog.options


def test_topic_that_a_changed_kind_does_not_ask_is_left_out() -> None:
    dialog = walk().type("hôm nay", "hướng dẫn người dân", "12", "đến từng hộ, vssid", "xong")
    dialog.type("3", "4", "xem lại", "sửa", "loại buổi", "tập huấn thành viên", "chỉ ghi số")

    assert recorded(finished(dialog)).indicators == (("vssid", 4),)
