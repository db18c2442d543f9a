"""A citizen number is refused wherever it is typed, and stands nowhere afterwards: in no column,
sealed or not, and in no log line.
"""

import logging
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.channels.contract import FileSent, PhotoSent, TextEdited
from bot.channels.web.inbound import Said
from bot.channels.web.mailbox import _kept
from bot.language.sentences.heard import Secret
from bot.language.sentences.secrets import cleared
from handlers.tasks import TASKS
from models.people import Person, Role
from models.tables import schema
from tests.roster.files import MEMBER_HEAD, check, sheet, told
from tests.whole.stage import COORDINATOR, LEADER, MEMBER, RAPID, Stage, open_stage

NUMBER = "031099001234"
WRITTEN = (
    NUMBER,
    "031 099 001 234", "0310 9900 1234", "031.099.001.234", "031099-001234", "031 099001234",
    "031099 001 234", "03109 9001234", "０３１０９９００１２３４", "031\u00a0099\u00a0001\u00a0234",
    "số của bà là 031099001234 nhé", "căn cước 123456789",
)  # fmt: skip
ADMINISTRATOR, RESIDENT = "0912001002", "resident:Lan"
PEOPLE = {
    MEMBER: {Role.MEMBER},
    LEADER: {Role.LEADER},
    COORDINATOR: {Role.COORDINATOR},
    ADMINISTRATOR: {Role.ADMINISTRATOR},
    RAPID: {Role.RAPID},
    RESIDENT: {Role.RESIDENT},
}
TALKS = [
    (task.name, next(who for who, roles in PEOPLE.items() if not task.roles or roles & task.roles))
    for task in TASKS
    if task.words
]
REFUSED = "secret.citizen_number"
ANSWERS = (
    "hôm nay",
    "12",
    "Hoa",
    "0912345678",
    "123456",
    "xong",
    "bỏ qua",
    "nhà văn hóa",
    "gửi đi",
)
MOST_STEPS = 14


@pytest.fixture
async def stage(sample_database: Path) -> AsyncIterator[Stage]:
    async with open_stage(sample_database) as opened:
        yield opened


async def everything_in(stage: Stage) -> str:
    """Every value of every column, opened where it is sealed."""
    found: list[Any] = []
    async with stage.app.database.read() as connection:
        for table in schema().sorted_tables:
            found += [str(tuple(row)) for row in await connection.execute(select(table))]
    return "\n".join(found)


@pytest.mark.parametrize("typed", WRITTEN)
def test_however_it_is_parted_it_is_known(typed: str) -> None:
    assert Secret.CITIZEN_NUMBER in cleared(typed).secrets


@pytest.mark.parametrize(
    "typed",
    [
        "0912 345 678", "0912345678 12 người", "0912 345 678 12 người", "12 người, 5 VNeID",
        "120 130 150", "1.200.000.000 đồng", "0912345678, 0912345679", "20/11/2026 120 người",
        "02253 842 842", "+84 912 345 678",
    ],
)  # fmt: skip
def test_other_numbers_are_none(typed: str) -> None:
    assert Secret.CITIZEN_NUMBER not in cleared(typed).secrets


@pytest.mark.parametrize(("task", "who"), TALKS)
@pytest.mark.slow
async def test_it_is_refused_at_every_question(
    stage: Stage, caplog: pytest.LogCaptureFixture, task: str, who: str
) -> None:
    """Each question of each task gets the number; then some answer, and the next question."""
    words = next(one for one in TASKS if one.name == task).words[0]
    with caplog.at_level(logging.DEBUG, logger="toso"):
        await stage.says(who, words)
        seen: set[tuple[str, ...]] = set()
        for _ in range(MOST_STEPS):
            asked = tuple(await stage.said(who))
            await stage.says(who, f"số {NUMBER}")
            assert REFUSED in await stage.said(who), asked
            if not await _goes_on(stage, who, seen):
                break

    assert NUMBER not in await everything_in(stage)
    assert NUMBER not in caplog.text


async def _goes_on(stage: Stage, who: str, seen: set[tuple[str, ...]]) -> bool:
    """Whether some answer leads to a question that was not seen yet."""
    options = [button for button in stage.last(who).buttons if not button.is_way]
    answers = (options[0].label, *ANSWERS) if options else ANSWERS
    for answer in answers:
        said = tuple(await _after(stage, who, answer))
        if said not in seen:
            seen.add(said)
            return True
    return False


async def _after(stage: Stage, who: str, answer: str) -> list[str]:
    await stage.says(who, answer)
    return await stage.said(who)


async def test_it_is_refused_under_a_photo_in_an_edit_and_as_a_file_name(stage: Stage) -> None:
    await stage.does(MEMBER, PhotoSent("a.jpg", f"căn cước {NUMBER}"))
    assert REFUSED in await stage.said(MEMBER, 2)  # the newest says that the photo did not come
    await stage.says(MEMBER, "để sau")
    await stage.does(MEMBER, FileSent("x", f"{NUMBER}.pdf"))
    assert REFUSED in await stage.said(MEMBER)
    sent = stage.inbound(MEMBER, "chào", "m-edit")
    await stage.hear(sent)
    await stage.does(MEMBER, TextEdited(f"chào {NUMBER}", sent.provider_id))
    assert REFUSED in await stage.said(MEMBER)
    await stage.does(MEMBER, TextEdited("chào cháu", sent.provider_id))
    assert REFUSED not in await stage.said(MEMBER)

    assert NUMBER not in await everything_in(stage)


async def test_it_stands_behind_no_long_text(stage: Stage) -> None:
    await stage.says(MEMBER, "a " * 1500 + NUMBER)

    assert REFUSED in await stage.said(MEMBER)


async def test_name_that_a_channel_gives_is_not_kept_with_it(stage: Stage) -> None:
    await stage.says(f"resident:Lan {NUMBER}", "chào")

    assert NUMBER not in await everything_in(stage)
    assert await stage.count(Person, Person.name == "") == 1


def test_label_that_a_page_sends_is_not_kept_with_it() -> None:
    from bot.channels.contract import ButtonPressed

    kept = _kept(Said("client-id", ButtonPressed("d.1.x"), label=f"Lan {NUMBER}"))

    assert NUMBER not in kept.label


# Lists of members


def test_list_with_a_column_of_them_is_not_taken() -> None:
    head = (*MEMBER_HEAD, "Số CCCD")
    row = ("Nguyễn Văn Mẫu", "0912000001", "Thôn 01", "Tổ trưởng", "bác", NUMBER)

    checked = check(sheet(head, row, row))

    assert ("citizen_numbers", 2, "F") in told(checked)
    assert checked.roster is None
    assert NUMBER not in str(checked.problems)


@pytest.mark.parametrize("number", ["31099001234", "123456789", "031099001234"])
def test_column_named_so_is_refused_even_where_a_zero_was_lost(number: str) -> None:
    head = (*MEMBER_HEAD, "CMND/CCCD")
    row = ("Nguyễn Văn Mẫu", "0912000001", "Thôn 01", "Tổ trưởng", "bác", number)

    assert ("citizen_numbers", 2, "F") in told(check(sheet(head, row)))


def test_one_in_any_cell_or_sheet_is_enough() -> None:
    row = ("Nguyễn Văn Mẫu", "0912000001", "Thôn 01", "Tổ trưởng", "bác")
    beside = sheet(("Ghi chú",), (f"căn cước {NUMBER}",), name="Ghi chú")

    checked = check(sheet(MEMBER_HEAD, row), beside)

    assert [code for code, *_ in told(checked)] == ["citizen_numbers"]


def test_empty_column_of_that_name_is_no_problem() -> None:
    head = (*MEMBER_HEAD, "Số CCCD")
    row = ("Nguyễn Văn Mẫu", "0912000001", "Thôn 01", "Tổ trưởng", "bác", "")

    assert told(check(sheet(head, row))) == []
