"""Who has the database file but not its key reads no phone, draft or message; nor in the log."""

import json
import logging
from collections.abc import Iterable
from pathlib import Path

import pytest

from bot.channels.contract import ButtonPressed
from bot.channels.failures import FetchFailed
from models.mail import Inbox
from models.people import Account
from models.vault import normalise_phone
from tests.whole.stage import COORDINATOR, LEADER, MEMBER, Stage, open_stage

PLACE, NOTE, LOST = "quán Sim-Sim", "Nhớ trả dây sạc cho Khuê", "xin-chao-zxq"
DRAFT_PLACE = "chợ Ngã-Năm-Xyz"
PHOTO = "/anh/khue/anh-bi-mat.jpg"
RESIDENT = "resident:Quách Thị Kín"


async def talk(stage: Stage) -> None:
    """Everything that a person can tell: words nobody understands, a photo, a draft, a session."""
    stage.wire.files[PHOTO] = FetchFailed("timeout", lasting=False)
    await stage.says(LEADER, LOST, "0987654321 là số của tôi")
    await stage.sends_photo(LEADER, PHOTO)
    await stage.says(LEADER, "hôm nay", "1", "12", "bỏ qua", "bỏ qua", "0", PLACE)
    await stage.says(LEADER, NOTE, "gửi đi")
    await stage.says(MEMBER, "ghi buổi", "hôm qua", "1", "7", "bỏ qua", "bỏ qua", "0", DRAFT_PLACE)
    await stage.says(MEMBER, "nhờ người ghi hộ", "để sau", "gọi em là chị")
    await stage.does(MEMBER, ButtonPressed(LOST))
    await stage.says(COORDINATOR, "ghi hộ", "Thành viên 009")
    await stage.says(RESIDENT, LOST, "số cần gọi")


def is_in(words: Iterable[str], data: bytes) -> list[str]:
    """As they are, and as JSON escapes them."""
    return [
        word for word in words if word.encode() in data or json.dumps(word)[1:-1].encode() in data
    ]


def bytes_of(database: Path) -> bytes:
    """The file, and what is not yet moved into it from beside it."""
    beside = [database.with_name(database.name + end) for end in ("-wal", "-shm")]
    return b"".join(path.read_bytes() for path in (database, *beside) if path.exists())


async def test_phones_and_drafts_cannot_be_read_in_the_file(sample_database: Path) -> None:
    async with open_stage(sample_database) as stage:
        await talk(stage)
        during = bytes_of(sample_database)
    after = bytes_of(sample_database)

    phones = [f"0912{number:06}" for number in range(1, 387)]
    secret = (*phones, "0912001001", "0987654321", LOST, DRAFT_PLACE, PHOTO, "anh-bi-mat")
    assert is_in(secret, during) == []
    assert is_in(secret, after) == []
    # A confirmed session is the commune's book: its place and note are kept to be read.
    assert is_in((PLACE, NOTE), after) == [PLACE, NOTE]


async def test_messages_cannot_be_read_in_the_file(sample_database: Path) -> None:
    async with open_stage(sample_database) as stage:
        await talk(stage)
        sent = {line for _, part in stage.wire.sent for line in part.text.splitlines()}

    assert len(sent) > 20
    assert is_in((line for line in sent if len(line) > 20), bytes_of(sample_database)) == []


async def test_account_is_known_by_no_phone_and_no_name(stage: Stage) -> None:
    await talk(stage)

    known = [row.external_id for row in await stage.rows(Account)]

    assert len(known) == 4
    assert [id_ for id_ in known if normalise_phone(id_) or "Kín" in id_] == []
    assert {len(id_) for id_ in known} <= {32, 64}


async def test_inbox_holds_no_words(stage: Stage) -> None:
    await talk(stage)

    rows = [str(row._asdict()) for row in await stage.rows(Inbox)]

    assert len(rows) > 25
    for word in (LOST, PLACE, NOTE, PHOTO, "ghi buổi", "0912", "0987"):
        assert not [row for row in rows if word in row]


async def test_same_words_of_one_person_leave_digests_that_need_the_key(stage: Stage) -> None:
    await stage.says(LEADER, LOST)

    (row,) = await stage.rows(Inbox)

    assert row.digest == stage.app.database.vault.keyed_hash(f"text {LOST}")


CLOCK = frozenset({"created", "msecs", "relativeCreated", "thread", "process"})
"""Numbers that the logger itself puts in: by chance they hold any four figures."""


def _said(record: logging.LogRecord) -> str:
    return str({name: value for name, value in vars(record).items() if name not in CLOCK})


async def test_log_of_a_whole_dialog_has_no_words_names_or_phones(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG, logger="toso"):
        await talk(stage)

    records = [record for record in caplog.records if record.name.startswith("toso")]
    written = [_said(record) for record in records]
    assert len(written) > 25
    for word in (
        *(LOST, PLACE, NOTE, DRAFT_PLACE, PHOTO, "Kín", "Khuê"),
        *("0912", "0987", "Thành viên", "Tổ trưởng", "ghi buổi", "hôm nay"),
    ):
        assert not [line for line in written if word in line], word


async def test_log_has_one_line_for_each_message(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, logger="toso"):
        await stage.says(LEADER, "chào", "ghi buổi", "hôm nay")

    updates = [record for record in caplog.records if record.getMessage() == "update"]
    assert len(updates) == len(caplog.records) == 3
