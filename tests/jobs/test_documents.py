"""The file of a removed document goes with it; every other one stays."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.channels.contract import FileSent
from jobs import documents, retention
from models.attachment import Attachment
from models.document import Document
from tests.whole.stage import COORDINATOR, Stage, open_stage


@pytest.fixture
async def stage(sample_database: Path) -> AsyncIterator[Stage]:
    async with open_stage(sample_database) as opened:
        yield opened


async def add(stage: Stage, title: str) -> None:
    stage.wire.files["a.pdf"] = b"%PDF-1.7 " + title.encode()
    await stage.says(COORDINATOR, "thêm tài liệu")
    await stage.does(COORDINATOR, FileSent("a.pdf", "a.pdf"))
    await stage.says(COORDINATOR, title, "gửi đi")


async def run(stage: Stage) -> int:
    app = stage.app
    return await documents.run(
        database=app.database, commune_id=app.commune_id, remove=app.files.remove
    )


async def test_file_of_a_removed_document_goes_and_no_other(
    stage: Stage, sample_database: Path
) -> None:
    await add(stage, "Một")
    await add(stage, "Hai")
    kept, gone = sorted(await stage.rows(Document), key=lambda row: row.title, reverse=True)
    assert await run(stage) == 0

    await stage.says(COORDINATOR, "tài liệu", "hai", "bỏ tài liệu", "1")
    counted = await run(stage)

    folder = sample_database.parent / "files"
    assert counted == 1
    assert [gone.title, (folder / gone.stored).exists()] == ["Hai", False]
    assert (folder / kept.stored).exists()
    attachments = {row.file_name for row in await stage.rows(Attachment)}
    assert attachments == {kept.stored, None}
    assert await run(stage) == 0


async def test_document_stays_however_long_ago_its_file_was_sent(
    stage: Stage, sample_database: Path
) -> None:
    """It belongs to no report, as photos do that are swept."""
    await add(stage, "Một")
    await stage.passes(days=800)

    app, folder = stage.app, sample_database.parent / "files"
    await retention.run(
        database=app.database, commune_id=app.commune_id, files=folder, clock=app.clock
    )

    (row,) = await stage.rows(Document)
    assert app.files.read(row.stored).startswith(b"%PDF")
    assert await stage.count(Attachment) == 1
