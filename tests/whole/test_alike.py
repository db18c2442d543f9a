"""Two rows of one person through the real app: shown, merged, taken back, parted again."""

from bot.language.learners import LearnerRow
from models.alike_changes import NotePairs
from models.apply import apply
from models.class_list import Enrol
from models.course_changes import OpenCourse
from models.learner import Consent, Learner
from models.learner_kept import new_learner
from tests.whole.stage import COORDINATOR, LEADER, MEMBER, NEXT_LEADER, SATURDAY, Stage

TEAM = "thon-01"


async def two(stage: Stage, team: str = TEAM) -> None:
    people = [("a1", "Nguyễn Thị Hoa"), ("b1", "Nguyen Thi Hoa")]
    new = tuple(
        new_learner(id_, team, LearnerRow(name, 1957, None), Consent.PAPER) for id_, name in people
    )
    async with stage.app.database.write() as connection:
        by = await connection.exec_driver_sql("SELECT id FROM person ORDER BY id LIMIT 1")
        author = by.scalar_one()
        changes = (
            OpenCourse("c1", team, "Nhà văn hóa", "VNeID", (), author, SATURDAY),
            Enrol("c1", new, (), author, SATURDAY),
            NotePairs((("a1", "b1", 60),), SATURDAY),
        )
        await apply(connection, stage.app.commune_id, changes)


async def merged(stage: Stage) -> dict[str, str | None]:
    return {row.id: row.merged_into for row in await stage.rows(Learner)}


async def test_pair_is_judged_taken_back_and_judged_again(stage: Stage) -> None:
    await two(stage)

    await stage.says(LEADER, "xem người trùng", "là một người")
    one = await merged(stage)
    await stage.says(LEADER, "rút lại")
    back = await merged(stage)
    await stage.says(LEADER, "sửa", "1", "hai người khác nhau", "gửi đi", "xem người trùng")

    assert one == {"a1": None, "b1": "a1"}
    assert back == await merged(stage) == {"a1": None, "b1": None}
    assert (await stage.said(LEADER))[0] == "alike.none"


async def test_merged_people_are_parted_and_not_asked_about_again(stage: Stage) -> None:
    await two(stage)
    await stage.says(LEADER, "xem người trùng", "là một người")

    await stage.says(LEADER, "tách ra", "1", "xem người trùng")

    assert await merged(stage) == {"a1": None, "b1": None}
    assert (await stage.said(LEADER))[0] == "alike.none"


async def test_last_press_of_an_old_page_changes_nothing(stage: Stage) -> None:
    await two(stage)
    await stage.says(LEADER, "xem người trùng")
    press = stage.press(LEADER, "=two")
    await stage.says(COORDINATOR, "xem người trùng", "là một người")

    await stage.does(LEADER, press)

    assert await stage.said(LEADER) == ["alike.gone"]
    assert await merged(stage) == {"a1": None, "b1": "a1"}


async def test_pair_of_one_village_is_not_shown_in_another(stage: Stage) -> None:
    await two(stage)

    await stage.says(NEXT_LEADER, "xem người trùng")
    await stage.says(MEMBER, "xem người trùng")

    assert (await stage.said(NEXT_LEADER))[0] == "alike.none"
    assert "Hoa" not in str(stage.parts(MEMBER))
