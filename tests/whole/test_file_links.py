"""Files to a channel that carries none, through the real app and its web server."""

import io
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from aiohttp import ClientSession
from aiohttp.test_utils import TestServer
from openpyxl import load_workbook

from bot.channels.contract import FileSent
from bot.channels.limits import Capabilities
from bot.cli.run import _server, _uploads
from bot.connecting import Connected
from bot.settings import Settings
from jobs import documents, errands, purge
from tests.lists import GOOD, workbook
from tests.whole.stage import COORDINATOR, LEADER, MEMBER, Stage, open_stage

PUBLIC = "https://to.example.vn"
LINK = re.compile(rf"{PUBLIC}(/f/[0-9a-z-]+)")
CODE = re.compile(r" (\d{6}) ")
NO_FILES = Capabilities(buttons=False, text_length=2_000, is_local=True)
PDF = b"%PDF-1.7\n% a handbook\n%%EOF\n"


@asynccontextmanager
async def opened(
    database: Path, capabilities: Capabilities = NO_FILES
) -> AsyncIterator[tuple[Stage, ClientSession]]:
    async with open_stage(database, capabilities=capabilities, public_url=PUBLIC) as stage:
        settings = Settings(database=str(database), public_url=PUBLIC)
        uploads = _uploads(stage.app, settings)
        web = _server(stage.app, uploads, Connected(), trusts_proxy=False)
        async with (
            TestServer(web.application()) as served,
            ClientSession(served.make_url("/")) as session,
        ):
            yield stage, session


def link_in(text: str) -> str:
    (found,) = LINK.findall(text)
    return str(found)


async def body_of(session: ClientSession, path: str) -> bytes:
    async with session.get(path) as response:
        return await response.read()


async def test_form_is_a_bare_link(sample_database: Path) -> None:
    async with opened(sample_database) as (stage, session):
        said = await stage.says(MEMBER, "tệp mẫu")
        data = await body_of(session, link_in(said.text))

    assert said.files == ()
    assert load_workbook(io.BytesIO(data)).active["A1"].value == "Họ và tên"


async def test_list_of_a_class_opens_with_the_code_that_its_receiver_was_sent(
    sample_database: Path,
) -> None:
    async with opened(sample_database) as (stage, session):
        await stage.says(LEADER, "mở lớp", "nhà văn hóa Thôn 01", "VNeID", "hôm nay", "gửi đi")
        stage.wire.files["a.xlsx"] = workbook(GOOD)
        await stage.says(LEADER, "gửi tệp danh sách")
        await stage.does(LEADER, FileSent("a.xlsx", "a.xlsx"))
        await stage.says(LEADER, "1", "gửi đi")
        path = link_in((await stage.says(LEADER, "tải danh sách lớp")).text)
        closed = await body_of(session, path)
        async with session.post(f"{path}/code") as response:
            assert response.status == 200
        await stage.app.settle()
        (code,) = CODE.findall(stage.last(LEADER).text.replace(".", " "))
        async with session.post(f"{path}/open", data={"code": code}) as response:
            (button,) = re.findall(r'href="(/f/[^"]+)"', await response.text())
        data = await body_of(session, button)

    assert "Nguyễn Thị Hoa".encode() not in closed
    cells = [cell.value for row in load_workbook(io.BytesIO(data)).active.rows for cell in row]
    assert "Nguyễn Thị Hoa" in cells


async def test_document_of_the_shelf_is_for_whoever_asked_for_it(sample_database: Path) -> None:
    async with opened(sample_database) as (stage, session):
        stage.wire.files["so.pdf"] = PDF
        await stage.says(COORDINATOR, "thêm tài liệu")
        await stage.does(COORDINATOR, FileSent("so.pdf", "so.pdf"))
        await stage.says(COORDINATOR, "Sổ tay", "gửi đi")
        path = link_in((await stage.says(MEMBER, "tài liệu", "1")).text)

        assert "Gửi mã cho tôi" in (await body_of(session, path)).decode()


async def test_link_ends_with_what_is_swept(sample_database: Path) -> None:
    async with opened(sample_database) as (stage, session):
        path = link_in((await stage.says(MEMBER, "tệp mẫu")).text)
        app = stage.app
        here = {"database": app.database, "commune_id": app.commune_id}
        stage.clock.moment += purge.KEPT * 2
        await purge.run(**here, clock=app.clock)
        await errands.run(**here, clock=app.clock, remove=app.files.remove)
        await documents.run(**here, remove=app.files.remove)

        async with session.get(path) as response:
            assert (response.status, "gửi lại ngay" in await response.text()) == (404, True)
