"""The sheet for members, as it is printed and handed out."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

from tests.browser.conftest import SMALL
from tests.browser.test_access import serious

if TYPE_CHECKING:
    from playwright.async_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

SHEET = Path(__file__).parents[2] / "docs" / "huong-dan" / "thanh-vien.html"
PAGE = re.compile(rb"/Type\s*/Page\b")
LEAST_TYPE = 13 * 96 / 72
ROOM = "<p style='height: 6mm'></p>"
"""Other machines have other type: the sheet must not just fit."""

SIZES = """() => [...document.querySelectorAll("body *")]
  .filter(element => element.checkVisibility()
    && [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim()))
  .map(element => parseFloat(getComputedStyle(element).fontSize))"""


@pytest_asyncio.fixture(loop_scope="session")
async def page(browser: Browser) -> AsyncIterator[Page]:
    context = await browser.new_context()
    page = await context.new_page()
    await page.goto(SHEET.as_uri())
    yield page
    await context.close()


async def pages(page: Page) -> int:
    return len(PAGE.findall(await page.pdf(prefer_css_page_size=True)))


async def test_sheet_is_one_page_with_room_to_spare(page: Page) -> None:
    alone = await pages(page)
    await page.evaluate("room => document.body.insertAdjacentHTML('beforeend', room)", ROOM)
    with_room = await pages(page)
    await page.evaluate("room => document.body.insertAdjacentHTML('beforeend', room)", ROOM * 30)

    assert (alone, with_room) == (1, 1)
    assert await pages(page) == 2  # else pages are not counted


async def test_every_picture_of_the_sheet_is_there(page: Page) -> None:
    shapes: list[list[int]] = await page.get_by_role("img").evaluate_all(
        """images => images.map(image => [
          image.naturalWidth, image.naturalHeight,
          Number(image.getAttribute("width")), Number(image.getAttribute("height")),
        ])"""
    )

    assert len(shapes) == 3
    assert [shape for shape in shapes if shape[:2] != shape[2:]] == []


async def test_sheet_is_printed_in_large_type(page: Page) -> None:
    await page.emulate_media(media="print")

    sizes: list[float] = await page.evaluate(SIZES)

    assert len(sizes) > 20
    assert min(sizes) >= LEAST_TYPE - 0.01


async def test_sheet_is_read_on_a_phone_too(page: Page) -> None:
    width, height = SMALL
    await page.set_viewport_size({"width": width, "height": height})
    is_wide = await page.evaluate(
        "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    )

    assert not is_wide
    assert await serious(page) == []
