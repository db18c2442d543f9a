"""From joining to the tally over the emulated Bot Platform: `toso run` and the commands around it
as an operator uses them, a member who has nothing but words, numbers and photos.
"""

from __future__ import annotations

import asyncio
import io
import json
import shutil
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from aiohttp import ClientSession

from tests.browser.commune import NEWCOMER, invite, set_up
from tests.browser.product import toso
from tests.emulators.journeys.product import Product, running
from tests.emulators.zalo_bot.emulator import ZaloBotEmulator
from tests.emulators.zalo_bot.rules import Rules
from tests.emulators.zalo_bot.ways import Scripted, Way

BOT, HOA = "hp1", "Hoa"
TOKEN = "123456789:abc-xyz"
SECRET = "bi-mat-cua-to"
PATIENCE = 30.0


@dataclass(frozen=True, slots=True)
class Commune:
    database: Path
    code: str


@dataclass(slots=True)
class Place:
    """One commune, one bot, and `toso run` beside the emulator."""

    emulator: ZaloBotEmulator
    product: Product
    code: str
    read: int = 0

    async def says(self, words: str, wanted: str) -> str:
        """The answer of the bot, once it holds the words that are wanted."""
        await self.emulator.say(BOT, HOA, words)
        return await self.answer(wanted)

    async def answer(self, wanted: str) -> str:
        sent = await self.emulator.wait_for(BOT, HOA, wanted, after=self.read, patience=PATIENCE)
        self.read = sent.number
        await self.product.settled()
        return sent.text

    async def joins(self) -> None:
        await self.says("chào", "Tôi là thành viên tổ")
        await self.says("vào tổ", "mã chưa")
        await self.says("1", "số điện thoại")
        await self.says(NEWCOMER.phone, "gõ mã 6 số")
        await self.says(self.code, "có đồng ý không")
        await self.says("Tôi đồng ý", "cảm ơn")

    async def tells(self) -> None:
        """One sentence, one photo: what was understood lies before her."""
        review = await self.says("hôm nay hướng dẫn 12 người, cài 5 VNeID", "• 12 người")
        assert "• Cài VNeID cho 5 người" in review
        await self.emulator.photo(BOT, HOA, picture())
        await self.answer("• 1 ảnh")

    async def check_tally(self) -> None:
        """Her one session counts, once."""
        told = await asyncio.to_thread(toso, "tally", "--json", "--db", self.product.database)
        figures = json.loads(told)
        assert figures["sessions"]["residents"] == 1
        assert figures["people_guided"] == 12
        assert figures["vneid"]["unspecified"] == 5

    async def set_webhook(self) -> None:
        asked = {"url": f"{self.product.address}/zalo/bot/{BOT}", "secret_token": SECRET}
        url = f"{self.emulator.url}/bot{TOKEN}/setWebhook"
        async with ClientSession() as session, session.post(url, json=asked) as response:
            told = await response.json()
        assert told["result"]["verification"]["ok"] is True


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A folder with a commune, to be copied, and the code of its newcomer."""
    folder = tmp_path_factory.mktemp("founded")
    return folder, invite(set_up(folder), NEWCOMER.phone)


@pytest.fixture
def commune(founded: tuple[Path, str], tmp_path: Path) -> Commune:
    folder, code = founded
    shutil.copytree(folder, tmp_path / "commune")
    return Commune(tmp_path / "commune" / "toso.db", code)


@asynccontextmanager
async def open_place(
    commune: Commune, rules: Rules, settings: Mapping[str, str] | None = None
) -> AsyncIterator[Place]:
    emulator = ZaloBotEmulator(rules)
    emulator.add_bot(BOT, TOKEN)
    async with emulator.running() as url:
        given = {
            "TOSO_ZALO_BOT_TOKENS": f"{BOT}={TOKEN}",
            "TOSO_ZALO_BOT_API": url,
            "TOSO_ZALO_BOT_SECRET": SECRET,
            "TOSO_MEDIA_HOSTS": "127.0.0.1",
        }
        async with running(commune.database, given | dict(settings or {})) as product:
            yield Place(emulator, product, commune.code)


def picture() -> bytes:
    from PIL import Image

    made = io.BytesIO()
    Image.effect_noise((64, 48), 80).save(made, "JPEG")
    return made.getvalue()


@pytest.mark.parametrize(
    "rules",
    [
        pytest.param(Rules(trusts_loopback=True, hook_tries=0), id="as live traffic"),
        pytest.param(
            Rules(trusts_loopback=True, hook_tries=0, wraps=True, photo_field="photo"),
            id="as documented",
            marks=pytest.mark.slow,
        ),
    ],
)
async def test_member_joins_and_reports_by_webhook(commune: Commune, rules: Rules) -> None:
    async with open_place(commune, rules) as place:
        await place.set_webhook()
        await place.joins()
        await place.tells()
        await place.says("gửi đi", "ghi xong rồi")
        await place.check_tally()

    assert len(place.emulator.media.fetches) == 1
    assert TOKEN not in place.product.journal()
    assert SECRET not in place.product.journal()


@pytest.mark.slow
async def test_member_joins_and_reports_by_polling_through_replays(commune: Commune) -> None:
    rules = Rules(trusts_loopback=True, replays=1)
    async with open_place(commune, rules, {"TOSO_ZALO_BOT_MODE": "polling"}) as place:
        await place.joins()
        await place.tells()
        await place.says("gửi đi", "ghi xong rồi")
        await place.check_tally()

    assert [method for _, method in place.emulator.platform.calls if "etWebhook" in method] == [
        "getWebhookInfo"
    ]
    assert TOKEN not in place.product.journal()


@pytest.mark.slow
async def test_what_was_said_while_the_product_was_off_is_taken_after_it(commune: Commune) -> None:
    async with open_place(commune, Rules(trusts_loopback=True, hook_tries=0)) as place:
        await place.set_webhook()
        await place.joins()
        await place.tells()
        await place.product.stop()
        sent = await place.emulator.say(BOT, HOA, "gửi đi")
        assert sent is not None
        assert not sent.is_taken
        await place.product.start()
        await place.answer("ghi xong rồi")
        await place.check_tally()


@pytest.mark.slow
async def test_kill_between_two_words_loses_none(commune: Commune) -> None:
    async with open_place(commune, Rules(trusts_loopback=True, hook_tries=0)) as place:
        await place.set_webhook()
        await place.joins()
        await place.tells()
        await place.product.kill()
        await place.product.start()
        await place.says("1", "ghi xong rồi")
        await place.check_tally()


@pytest.mark.slow
async def test_what_comes_again_counts_once_and_is_not_answered(commune: Commune) -> None:
    async with open_place(commune, Rules(trusts_loopback=True, hook_tries=0)) as place:
        await place.set_webhook()
        await place.joins()
        await place.tells()
        place.emulator.take_ways_from(Scripted([Way(hangs_up=True, again=0.0)]))
        sent = await place.emulator.say(BOT, HOA, "gửi đi")
        await place.answer("ghi xong rồi")
        assert sent is not None
        again = await place.emulator.again(BOT, sent.message_id)
        assert await again.settled(PATIENCE)
        before = place.read
        await place.says("chào", "Ghi buổi hỗ trợ")
        await place.check_tally()

    assert place.read == before + 1


@pytest.mark.slow
async def test_51st_user_of_a_bot_changes_nothing_for_the_others(commune: Commune) -> None:
    rules = Rules(trusts_loopback=True, users_per_bot=1)
    async with open_place(commune, rules) as place:
        await place.set_webhook()
        await place.joins()
        await place.emulator.say(BOT, "Người thứ hai", "chào")
        await place.tells()
        await place.says("gửi đi", "ghi xong rồi")
        await place.check_tally()

    assert place.emulator.sent(BOT, "Người thứ hai") == ()
