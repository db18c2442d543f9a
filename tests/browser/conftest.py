"""A real Chromium at the real product: every test has its own product, on a sample of its own, and
phones that nobody used before.

Whatever a test is about, at its end no page has failed and no page has asked a foreign host.
"""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
import pytest_asyncio

from tests.browser.product import Product, running_product
from tests.browser.talk import PATIENCE, Talk

if TYPE_CHECKING:  # the tests are collected where Playwright is not installed
    from playwright.async_api import Browser, BrowserContext

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
LARGE, SMALL = (360, 740), (320, 568)
"""A common phone of today, and the smallest that is still in use."""


@dataclass(slots=True)
class Phone:
    """One browser with its own cookies. `asked` is what its pages asked for, `address` where the
    next one opens.
    """

    context: BrowserContext
    address: str
    asked: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    async def open(self) -> Talk:
        """A new tab with the chat."""
        page = await self.context.new_page()
        await page.goto(self.address)
        talk = Talk(page)
        await talk.settled()
        return talk

    def watch(self) -> None:
        self.context.set_default_timeout(PATIENCE)
        self.context.on("request", lambda request: self.asked.append(request.url))
        self.context.on("weberror", lambda fault: self.faults.append(str(fault.error)))

    def strangers(self) -> list[str]:
        """What was asked of anybody but the page's own host; what lies in the page itself is not
        asked of anybody.
        """
        return [
            address
            for address in self.asked
            if urlsplit(address).scheme not in {"blob", "data"}
            and not address.startswith(self.address)
        ]


Phones = Callable[..., Awaitable[Phone]]


def find_chromium() -> str | None:
    return next(filter(None, map(shutil.which, PROGRAMS)), None)


async def new_phone(
    browser: Browser,
    address: str,
    size: tuple[int, int] = LARGE,
    **more: Any,  # noqa: ANN401  # Playwright's own
) -> Phone:
    """A phone that nobody used before; `more` as Playwright's context takes it."""
    width, height = size
    given: dict[str, Any] = {
        "viewport": {"width": width, "height": height},
        "device_scale_factor": 2,
        "has_touch": True,
        "is_mobile": True,
        "locale": "vi-VN",
        "timezone_id": "Asia/Ho_Chi_Minh",
        **more,
    }
    phone = Phone(await browser.new_context(**given), address)
    phone.watch()
    return phone


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    api = pytest.importorskip(
        "playwright.async_api", reason="no Playwright here: `make browser` installs it"
    )
    program = find_chromium()
    if program is None:
        pytest.skip("no Chromium here. On Debian: apt install chromium")
    async with api.async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        await browser.close()


@pytest.fixture(scope="session")
def laid(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the product makes at its first start: to be copied, never opened."""
    folder = tmp_path_factory.mktemp("laid") / "sample"
    with running_product(folder / "toso.db"):
        pass
    return folder


@pytest.fixture
def product(laid: Path, tmp_path: Path) -> Iterator[Product]:
    folder = tmp_path / "sample"
    shutil.copytree(laid, folder)
    with running_product(folder / "toso.db") as product:
        yield product


@pytest_asyncio.fixture(loop_scope="session")
async def phones(browser: Browser, product: Product) -> AsyncIterator[Phones]:
    """Makes phones; `size` in points, `more` as Playwright's context takes it."""
    made: list[Phone] = []

    async def make(size: tuple[int, int] = LARGE, **more: Any) -> Phone:  # noqa: ANN401  # Playwright's own
        phone = await new_phone(browser, product.address, size, **more)
        made.append(phone)
        return phone

    yield make
    for phone in made:
        await phone.context.close()
    assert [phone.faults for phone in made] == [[] for _ in made]
    assert [phone.strangers() for phone in made] == [[] for _ in made]


@pytest_asyncio.fixture(loop_scope="session")
async def phone(phones: Phones) -> Phone:
    return await phones()


@pytest_asyncio.fixture(loop_scope="session")
async def talk(phone: Phone) -> Talk:
    """The page on a common phone, just opened, as an ordinary member."""
    return await phone.open()


@pytest.fixture(scope="session")
def large_photo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A picture of several megabytes that says where it was taken, as cameras make them."""
    from PIL import Image

    exif = Image.Exif()
    exif[0x010F] = "camera"
    exif.get_ifd(0x8825).update({1: "N", 2: (20.0, 8.0, 0.0), 3: "E", 4: (107.0, 43.0, 0.0)})
    path = tmp_path_factory.mktemp("camera") / "IMG_0001.jpg"
    picture = Image.effect_noise((2000, 1500), 90).resize((4000, 3000)).convert("RGB")
    picture.save(path, quality=95, exif=exif)
    assert path.stat().st_size > 4_000_000
    return path
