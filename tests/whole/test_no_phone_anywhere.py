"""After a long talk of many people no phone number of theirs stands anywhere in the bytes of the
database, in the log, in a backup or in what is exported, and no year of birth in any column, log
line or export.
"""

import csv
import io
import logging
import re
import tarfile
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest
from sqlalchemy import LargeBinary, select, type_coerce

from bot.__main__ import main
from models.base import Encrypted
from models.mail import Inbox
from models.people import Person
from models.tables import schema
from tests.whole.stage import COORDINATOR, Stage, member_of, open_stage
from tests.whole.test_personal_data import CLOCK, bytes_of

TEAMS, PLACES = range(1, 7), range(4)
OFFICERS = ("0912001001", "0912001002", "0912001003", "0912001004")
PHONES = tuple(f"0912{number:06}" for number in range(1, 387)) + OFFICERS
BIRTH = re.compile(r"(?<![0-9A-Za-z])19[4-8]\d(?![0-9A-Za-z])")


def ways_to_write(phone: str) -> Iterable[str]:
    yield phone
    yield f"84{phone[1:]}"
    yield f"{phone[:4]} {phone[4:7]} {phone[7:]}"
    yield f"{phone[:4]}.{phone[4:7]}.{phone[7:]}"


async def long_talk(stage: Stage) -> None:
    """Two dozen people, each with all that may come up; numbers typed where none is asked for."""
    for team in TEAMS:
        leader = member_of(team, 0)
        for place in PLACES:
            who = member_of(team, place)
            await stage.says(who, "chào", "số cần gọi", "thông tin của tôi")
            await stage.logs_session(who, people=5 + place)
            await stage.says(who, f"số của tôi là {who}, hôm nay 5 người", "để sau")
            await stage.says(who, "nhờ ghi hộ giúp", "1")
        await stage.says(leader, "ai nhờ ghi hộ", "1", "để sau")
        await stage.says(leader, "mời thành viên", "1", "cần gọi ai", "tuần của tổ")
        await stage.says(leader, "đổi số thành viên", "1", f"09127778{team:02}")
        asking = f"resident:Người {team}"
        await stage.says(asking, "tôi là thành viên tổ", "2", member_of(team, 5))
        await stage.says(asking, "tôi là thành viên tổ", "1", member_of(team, 4), "000000")
    await stage.says(COORDINATOR, "tuần chung", "cần gọi ai", "nhật ký", "lấy bản chép của tôi")
    await stage.says(member_of(1, 3), "xóa thông tin của tôi", "có, xóa", "xóa hết")
    await stage.says(member_of(2, 3), "rút đồng ý", "2")
    await stage.passes(days=9)


@pytest.mark.slow
async def test_no_phone_in_bytes_logs_and_exports(
    sample_database: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG, logger="toso"):
        async with open_stage(sample_database) as stage:
            await long_talk(stage)
            during = bytes_of(sample_database)
            assert await stage.count(Inbox) > 400
            assert await stage.count(Person, Person.birth_year.is_not(None)) > 380
            columns = await plain_values(stage)
    logged = [
        str({name: value for name, value in vars(record).items() if name not in CLOCK})
        for record in caplog.records
    ]

    for data in (during, bytes_of(sample_database)):
        assert found_in(data) == []
    assert len(logged) > 400
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []
    assert [line for line in logged if found_in(line.encode())] == []
    assert [line for line in logged if BIRTH.search(line)] == []
    assert [value for value in columns if BIRTH.search(value)] == []


def found_in(data: bytes) -> list[str]:
    numbers = (*PHONES, *(f"09127778{team:02}" for team in TEAMS))
    return [way for phone in numbers for way in ways_to_write(phone) if way.encode() in data]


async def plain_values(stage: Stage) -> list[str]:
    """Every value as it lies there: what is sealed is bytes that nobody reads."""
    found: list[str] = []
    async with stage.app.database.read() as connection:
        for table in schema().sorted_tables:
            columns = [
                type_coerce(column, LargeBinary) if isinstance(column.type, Encrypted) else column
                for column in table.columns
            ]
            for row in await connection.execute(select(*columns)):
                found += [str(value) for value in row if isinstance(value, str | dict)]
    return found


def test_no_phone_and_no_year_of_birth_in_what_is_exported(
    sample_database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    here, out = ("--db", str(sample_database)), tmp_path / "out"
    for file in ("members.csv", "members.xlsx"):
        assert main(["export", "members", "--to", str(tmp_path / file), *here]) == 0
    assert main(["backup", "--to", str(out), *here]) == 0
    for command in (["tally"], ["tally", "--json"], ["audit"], ["audit", "--json"], ["doctor"]):
        main([*command, *here])
    said = capsys.readouterr()
    (archive,) = out.glob("*.tar")

    texts = [said.out, said.err, (tmp_path / "members.csv").read_text("utf-8-sig")]
    with zipfile.ZipFile(tmp_path / "members.xlsx") as book:
        texts += [book.read(name).decode() for name in book.namelist()]
    rows = list(csv.reader(io.StringIO(texts[2])))
    assert len(rows) > 390
    for text in texts:
        assert found_in(text.encode()) == []
    assert [row for row in rows if BIRTH.search(" ".join(row))] == []
    assert BIRTH.search(said.out) is None
    with tarfile.open(archive) as tape:
        for member in tape.getmembers():
            content = tape.extractfile(member)
            assert content is not None
            assert found_in(content.read()) == []
