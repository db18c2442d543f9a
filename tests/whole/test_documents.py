"""Documents through the real app: what comes late, what is refused, what is another's."""

from pathlib import Path

from bot.channels.contract import FileSent
from bot.channels.failures import FetchFailed
from models.attachment import Attachment, AttachmentState
from models.audit import Audit
from models.document import Document
from models.received_files import ReceivedFiles
from tests.whole.stage import COORDINATOR, MEMBER, Stage

PAPER = b"%PDF-1.7 a small one"


async def send(stage: Stage, name: str = "a.pdf", data: bytes | Exception = PAPER) -> None:
    """Up to the review page."""
    stage.wire.files[name] = data
    await stage.says(COORDINATOR, "thêm tài liệu")
    await stage.does(COORDINATOR, FileSent(name, name))
    await stage.says(COORDINATOR, "Sổ tay")


async def test_document_is_stored_once_sealed_and_noted(
    stage: Stage, sample_database: Path
) -> None:
    await send(stage)
    press = stage.press(COORDINATOR, "=yes")

    await stage.does(COORDINATOR, press, "m-a")
    await stage.does(COORDINATOR, press, "m-a")
    await stage.does(COORDINATOR, press, "m-b")

    (row,) = await stage.rows(Document)
    files = ReceivedFiles(sample_database.parent / "files", stage.app.database.vault.file_cipher)
    assert (row.title, row.file_name, row.mime) == ("Sổ tay", "Sổ tay.pdf", "application/pdf")
    assert files.read(row.stored) == PAPER
    (noted,) = await stage.rows(Audit, Audit.action == "document.added")
    assert (noted.subject, noted.detail) == (row.id, {"mime": "application/pdf"})


async def test_file_still_on_its_way_is_waited_for(stage: Stage) -> None:
    await send(stage, data=FetchFailed("busy", lasting=False))

    await stage.says(COORDINATOR, "gửi đi")
    waiting = await stage.said(COORDINATOR)
    stage.wire.files["a.pdf"] = PAPER
    await stage.passes(minutes=5)
    await stage.says(COORDINATOR, "gửi đi")

    assert waiting[0] == "add_document.pending"
    assert await stage.count(Document) == 1


async def test_file_that_is_tried_again_is_still_taken_for_a_document(stage: Stage) -> None:
    await send(stage, data=FetchFailed("busy", lasting=False))
    stage.wire.files["a.pdf"] = PAPER
    await stage.passes(minutes=5)

    (row,) = await stage.rows(Attachment)

    assert (row.state, row.mime) == (AttachmentState.STORED, "application/pdf")


async def test_program_under_a_harmless_name_is_refused_and_never_stored(
    stage: Stage, sample_database: Path
) -> None:
    await send(stage, "so-tay.pdf", b"MZ\x90\x00 a program")

    (row,) = await stage.rows(Attachment)
    assert (row.state, row.reason, row.file_name) == (AttachmentState.REFUSED, "program", None)
    assert not list((sample_database.parent / "files").rglob("*.pdf"))
    assert await stage.said(COORDINATOR) != ["add_document.done"]


async def test_document_sent_as_a_photo_of_a_session_is_no_photo(stage: Stage) -> None:
    """What proves a document must not open the way for photos."""
    stage.wire.files["a.jpg"] = PAPER
    await stage.sends_photo(MEMBER, "a.jpg")

    (row,) = await stage.rows(Attachment)

    assert (row.state, row.reason) == (AttachmentState.REFUSED, "no_picture")


async def test_file_lost_after_the_dialog_was_put_aside_is_asked_for_when_it_goes_on(
    stage: Stage,
) -> None:
    await send(stage, data=FetchFailed("busy", lasting=False))
    await stage.says(COORDINATOR, "để sau")
    stage.wire.files["a.pdf"] = b"\x1f\x8b an archive"
    await stage.passes(minutes=5)
    told = await stage.said(COORDINATOR)

    await stage.says(COORDINATOR, "ghi tiếp", "gửi đi")

    assert told == ["file.archive"]
    assert "add_document.what.ask" in await stage.said(COORDINATOR)
    assert await stage.count(Document) == 0
