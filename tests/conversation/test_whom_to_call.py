"""Three answers that were not understood, and the person is told whom to call: in every dialog."""

import pytest

from tests.whole.stage import COORDINATOR, LEADER, MEMBER, RAPID, Stage

NAMES = {
    MEMBER: "Tổ trưởng 01, số 0912000001",
    LEADER: "Cán bộ Mẫu, số 0912001001",
    RAPID: "Cán bộ Mẫu, số 0912001001",
    "resident:Lan": "Cán bộ Mẫu, số 0912001001",
}
UNCLEAR = "cái ấy ấy"


@pytest.mark.parametrize(
    ("who", "opening"),
    [
        (MEMBER, "chào"),
        (MEMBER, "ghi buổi"),
        (MEMBER, "thử một lần"),
        (MEMBER, "tuần này không có"),
        (MEMBER, "nhờ người ghi hộ"),
        (MEMBER, "cách xưng hô"),
        (MEMBER, "sửa thông tin của tôi"),
        (MEMBER, "xóa thông tin của tôi"),
        (MEMBER, "rút đồng ý"),
        (LEADER, "chào"),
        (LEADER, "ghi hộ"),
        (LEADER, "mời thành viên"),
        (LEADER, "đổi số thành viên"),
        (RAPID, "chào"),
        ("resident:Lan", "chào"),
        ("resident:Lan", "vào tổ"),
    ],
)
async def test_third_miss_names_somebody_to_call(stage: Stage, who: str, opening: str) -> None:
    await stage.says(who, opening, UNCLEAR, UNCLEAR)
    assert NAMES[who] not in stage.last(who).text

    await stage.says(who, UNCLEAR)

    assert NAMES[who] in stage.last(who).text


async def test_what_cannot_be_lost_is_not_promised_to_be_kept(stage: Stage) -> None:
    await stage.says(MEMBER, "chào", UNCLEAR, UNCLEAR, UNCLEAR)

    assert (await stage.said(MEMBER))[1] == "stuck.call"


async def test_who_helps_others_is_not_sent_to_themselves(stage: Stage) -> None:
    await stage.says(COORDINATOR, "chào", UNCLEAR, UNCLEAR, UNCLEAR)

    assert (await stage.said(COORDINATOR))[1] == "stuck.ask"
