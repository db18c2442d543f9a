"""The pictures of the guides and of README, taken anew: `make screenshots`.

The member's are of a real commune, as members see it; the week is the sample's last whole one.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from tests.browser import commune
from tests.browser.commune import NEWCOMER
from tests.browser.conftest import FLAGS, find_chromium, new_phone
from tests.browser.product import running_product
from tests.browser.talk import AGREE, CONSENT, REVIEW, Talk

if TYPE_CHECKING:
    from playwright.async_api import Browser

FOLDER = Path(__file__).parents[2] / "docs" / "huong-dan" / "anh"
PHONE, LONG_PHONE = (360, 680), (360, 800)
"""The least on which nothing of the picture hangs over the edge."""
COLOURS = 64
PEOPLE = 12


async def take_all(browser: Browser) -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = commune.set_up(Path(folder))
        code = commune.invite(database, NEWCOMER.phone)
        with running_product(database, is_sample=False) as product:
            phone = await new_phone(browser, product.address, PHONE)
            await _of_member(await phone.open(), code)
            await phone.context.close()
        with running_product(Path(folder) / "sample" / "toso.db") as product:
            phone = await new_phone(browser, product.address, LONG_PHONE)
            await _of_coordinator(await phone.open())
            await phone.context.close()


async def _of_member(talk: Talk, code: str) -> None:
    await talk.greet()
    await _keep(talk, "chao")
    await talk.give_phone("Tôi có mã 6 số", NEWCOMER.phone)
    await talk.wait_for_line("gõ mã 6 số")
    await talk.ask(code, then=CONSENT)
    await talk.choose(AGREE, then="Từ nay")
    await talk.choose("Ghi buổi hỗ trợ", then="Buổi đó vào ngày nào")
    await talk.choose("Hôm nay", then="Đó là buổi gì")
    await talk.choose("Hướng dẫn người dân", then="Buổi đó có bao nhiêu người")
    await talk.type(str(PEOPLE))
    await _keep(talk, "tra-loi")
    await talk.ask(str(PEOPLE), then="hướng dẫn những việc gì")
    await talk.choose("Dịch vụ công", then="Đã chọn 1")
    await talk.choose("Xong", then="làm dịch vụ công")
    await talk.ask("5", then="thuộc nhóm dưới đây")
    await talk.choose("Bỏ qua", then="VNeID")
    await talk.ask("4", then="mức nào")
    await talk.choose("Mức 2", then="Buổi đó ở đâu")
    await talk.ask("nhà văn hóa", then="có ảnh buổi đó")
    await talk.choose("Xem lại luôn", then=REVIEW)
    await _keep(talk, "xem-lai")


async def _of_coordinator(talk: Talk) -> None:
    await talk.look_as("Cán bộ")
    await talk.ask("tuần chung", then="58 tổ:")
    await talk.choose("Tuần trước", then="58 tổ:")
    await talk.wait_for_choice("Các tổ chưa báo")
    await _keep(talk, "tuan-chung")


async def _keep(talk: Talk, name: str) -> None:
    """Once nothing is under way; few colours make it light and are hardly seen."""
    from PIL import Image

    await talk.wait_until_sent()
    taken = await talk.page.screenshot(animations="disabled", caret="hide")
    with Image.open(BytesIO(taken)) as picture:
        light = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    FOLDER.mkdir(parents=True, exist_ok=True)
    light.save(FOLDER / f"{name}.png", optimize=True)


async def main() -> None:
    from playwright.async_api import async_playwright

    program = find_chromium()
    if program is None:
        sys.exit("no Chromium here. On Debian: apt install chromium")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=program, args=FLAGS)
        await take_all(browser)
        await browser.close()


if __name__ == "__main__":
    asyncio.run(main())
