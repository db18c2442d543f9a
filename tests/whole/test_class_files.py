"""Lists of classes in files, in and out, through the real app."""

import io

from openpyxl import load_workbook

from bot.channels.contract import FileSent
from bot.errands.kind import Job
from jobs import retention
from models.attachment import Attachment, AttachmentState
from models.audit import Audit
from models.course import Enrolment
from models.errand import Errand, ErrandState
from models.learner import Learner
from models.received_files import stored_name
from tests.lists import GOOD, csv, workbook
from tests.whole.stage import LEADER, MEMBER, Stage

DATA = workbook(GOOD)


async def opened(stage: Stage, who: str = LEADER) -> None:
    await stage.says(who, "mở lớp", "nhà văn hóa Thôn 01", "VNeID", "hôm nay", "gửi đi")


async def send(stage: Stage, data: bytes = DATA, name: str = "a.xlsx", who: str = LEADER) -> None:
    """Up to the review page."""
    stage.wire.files[name] = data
    await stage.says(who, "gửi tệp danh sách")
    await stage.does(who, FileSent(name, name))
    await stage.says(who, "1")


async def errand(stage: Stage) -> Errand:
    (row,) = await stage.rows(Errand)
    return row


async def test_list_of_a_file_is_on_the_class_and_answered(stage: Stage) -> None:
    await opened(stage)
    await send(stage)

    await stage.says(LEADER, "gửi đi")

    people = {row.name: row.birth for row in await stage.rows(Learner)}
    assert people == {"Nguyễn Thị Hoa": "1955", "Trần Văn Ba": "1948", "Cúc": "196x"}
    assert (await stage.said(LEADER))[0] == "learner_file.done"
    assert await stage.count(Enrolment) == 3
    (noted,) = await stage.rows(Audit, Audit.action == "learners.added")
    assert noted.detail == {"count": 3}


async def test_file_sent_off_twice_is_read_once(stage: Stage) -> None:
    await opened(stage)
    await send(stage)
    press = stage.press(LEADER, "=yes")

    await stage.does(LEADER, press, "m-a")
    await stage.does(LEADER, press, "m-a")
    await stage.does(LEADER, press, "m-b")

    assert await stage.count(Errand) == 1
    assert await stage.count(Learner) == 3


async def test_errand_that_is_done_again_after_a_kill_doubles_nobody(stage: Stage) -> None:
    """The file was read, and the program was killed before anything of it was written."""
    await opened(stage)
    await send(stage)
    kind = stage.app.errands._kinds["learner_file"]
    await stage.receives(stage.inbound(LEADER, "gửi đi"))
    row = await errand(stage)
    await kind.prepare(Job(row.id, row.person_id, row.argument), stage.app.errands._bench)
    await stage.app.errands.take_up()
    await stage.app.settle()
    await stage.app.settle()

    assert (await errand(stage)).state is ErrandState.DONE
    assert await stage.count(Learner) == 3


async def test_file_is_forgotten_once_it_was_read(stage: Stage) -> None:
    await opened(stage)
    await send(stage)
    (before,) = await stage.rows(Attachment)
    await stage.says(LEADER, "gửi đi")

    app = stage.app
    folder = app.files._folder
    assert (folder / (before.file_name or "")).exists()
    await retention.run(
        database=app.database, commune_id=app.commune_id, files=folder, clock=app.clock
    )

    assert before.state is AttachmentState.STORED
    assert await stage.count(Attachment) == 0
    assert not (folder / (before.file_name or "")).exists()


async def test_same_people_in_another_file_are_recognised(stage: Stage) -> None:
    await opened(stage)
    await send(stage)
    await stage.says(LEADER, "gửi đi")

    await send(stage, csv(GOOD[:2]), "b.csv")
    await stage.says(LEADER, "gửi đi")

    assert await stage.count(Learner) == 3
    assert await stage.said(LEADER) == ["learner_file.none_new", "recognised.listed"]


async def test_file_that_vanished_before_it_was_read_is_asked_for_again(stage: Stage) -> None:
    await opened(stage)
    await send(stage)
    (row,) = await stage.rows(Attachment)
    stage.app.files.remove(row.file_name or "")

    await stage.says(LEADER, "gửi đi")
    await stage.passes(hours=2)

    assert (await errand(stage)).state is ErrandState.FAILED
    assert await stage.said(LEADER) == ["errand.failed"]


async def test_list_of_a_class_is_text_and_computes_nothing(stage: Stage) -> None:
    await opened(stage)
    await send(stage)
    await stage.says(LEADER, "gửi đi", "điểm danh", "hôm nay", "cả lớp", "xong", "bỏ qua", "gửi đi")
    async with stage.app.database.write() as connection:
        await connection.exec_driver_sql(
            "UPDATE learner SET name = '=HYPERLINK(1) Hoa' WHERE name = 'Cúc'"
        )

    await stage.says(LEADER, "tải danh sách lớp")

    (made,) = [row for row in await stage.rows(Errand) if row.kind == "class_sheet"]
    data = stage.app.files.read(stored_name(made.id, "xlsx"))
    page = load_workbook(io.BytesIO(data)).active
    rows = [list(row) for row in page.iter_rows()]
    names = [row[1].value for row in rows if row[0].value in (1, 2, 3)]
    assert set(names) == {"=HYPERLINK(1) Hoa", "Nguyễn Thị Hoa", "Trần Văn Ba"}
    assert {row[1].data_type for row in rows if row[0].value in (1, 2, 3)} == {"s"}
    assert [row[4].value for row in rows if row[0].value in (1, 2, 3)] == ["x"] * 3
    assert rows[-1][4].value == 3
    (seen,) = await stage.rows(Audit, Audit.action == "learners.exported")
    assert seen.detail == {"count": 3}


async def test_leader_who_is_none_any_more_gets_no_list(stage: Stage) -> None:
    await opened(stage)
    await send(stage)
    await stage.says(LEADER, "gửi đi")
    await stage.receives(stage.inbound(LEADER, "tải danh sách lớp"))
    async with stage.app.database.write() as connection:
        await connection.exec_driver_sql("DELETE FROM person_role WHERE role = 'leader'")

    await stage.app.settle()

    assert await stage.said(LEADER) == ["task.not_yours"]
    assert await stage.count(Audit, Audit.action == "learners.exported") == 0


async def test_only_who_sent_a_file_takes_it_back_and_only_for_a_while(stage: Stage) -> None:
    await opened(stage)
    await send(stage)
    await stage.says(LEADER, "gửi đi")
    back = stage.press(LEADER, f"learner_file_back:{(await errand(stage)).id}")

    await stage.does(MEMBER, back)
    other = await stage.said(MEMBER)
    await stage.passes(minutes=20)
    await stage.does(LEADER, back)

    assert other == ["task.not_yours"]
    assert await stage.said(LEADER) == ["undo.late"]
    assert await stage.count(Enrolment) == 3
