"""A document from the coordinator's page to a member's: chosen where it is asked for, opened as the
very file.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.talk import Talk

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

TITLE = "Sổ tay VNeID"
ADDRESS = "https://vneid.gov.vn/huong-dan"
ASKED = "gửi tệp vào đây"


async def name_it(talk: Talk, title: str) -> None:
    await talk.wait_for_line("Tài liệu này tên là gì")
    await talk.ask(title, then="Em hiểu thế này")
    await talk.choose("Đúng rồi, gửi đi", then="Em đã thêm tài liệu")


async def test_file_is_chosen_at_its_question_and_comes_back_as_it_was(
    talk: Talk, photos: Path
) -> None:
    given = photos / "tailieu.pdf"
    await talk.look_as("Cán bộ")
    await talk.ask("thêm tài liệu", then=ASKED)
    await talk.page.get_by_label("Chọn tệp").set_input_files(given)
    await talk.wait_for_line("tailieu.pdf")
    await name_it(talk, TITLE)
    await talk.page.get_by_label("Chọn tệp").wait_for(state="hidden")

    await talk.look_as("Thành viên")
    await talk.ask("tài liệu", then="muốn mở tài liệu nào")
    await talk.choose(TITLE, then=f"Tài liệu: {TITLE}")
    async with talk.page.expect_download() as loading:
        await talk.log.get_by_role("link", name=f"{TITLE}.pdf").click()
    loaded = await loading.value

    assert loaded.suggested_filename == f"{TITLE}.pdf"
    assert Path(await loaded.path()).read_bytes() == given.read_bytes()  # noqa: ASYNC240


async def test_file_with_macros_is_refused_with_words_and_asked_for_again(
    talk: Talk, photos: Path
) -> None:
    await talk.look_as("Cán bộ")
    await talk.ask("thêm tài liệu", then=ASKED)
    await talk.page.get_by_label("Chọn tệp").set_input_files(photos / "lenh.docm")

    await talk.wait_for_line("có lệnh tự chạy")

    await talk.page.get_by_label("Chọn tệp").last.wait_for(state="attached")


async def test_link_stands_alone_and_can_be_opened(talk: Talk) -> None:
    await talk.look_as("Cán bộ")
    await talk.ask("thêm tài liệu", then=ASKED)
    await talk.say(ADDRESS)
    await name_it(talk, TITLE)

    await talk.look_as("Thành viên")
    await talk.ask("tài liệu", then="muốn mở tài liệu nào")
    await talk.choose(TITLE, then=f"Tài liệu: {TITLE}")

    link = talk.log.get_by_role("link", name=ADDRESS)
    assert await link.get_attribute("href") == ADDRESS
    assert await link.get_attribute("rel") == "noopener noreferrer"
    assert not await talk.is_wider_than_the_screen()
