"""From joining to the tally over the Official Account: `toso run` in a process of its own, Zalo's
emulator on the other side, and people who have only their phones.
"""

import asyncio
import io
import signal
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image

from tests.emulators.zalo_oa.rules import Rules
from tests.emulators.zalo_oa.webhook import Twist
from tests.lists import GOOD, workbook
from tests.whole.oa.commune import LEADER, NEWCOMER, OTHER, Founded, found, opened
from tests.whole.oa.product import Installation
from tests.whole.oa.talk import REVIEW, OaTalk

pytestmark = pytest.mark.slow

HOA, BINH, SON = (f"100000000000000000{number}" for number in (1, 2, 3))
SENT = "Cháu ghi xong rồi"
UNLIMITED = 100_000


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Founded:
    folder = tmp_path_factory.mktemp("founded")
    return asyncio.run(found(folder))


@pytest.fixture
async def installation(founded: Founded, tmp_path: Path) -> AsyncIterator[Installation]:
    rules = Rules(requests_a_minute=UNLIMITED, retry_pace=0.01, gives_up=False)
    async with opened(founded, tmp_path / "here", rules) as here:
        yield here


def photo() -> bytes:
    made = io.BytesIO()
    Image.effect_noise((320, 240), 80).save(made, "JPEG")
    return made.getvalue()


async def test_newcomer_follows_joins_logs_by_taps_and_words_and_is_counted(
    installation: Installation,
) -> None:
    emulator = installation.emulator
    hoa = OaTalk(emulator, HOA)
    code = await installation.invite(NEWCOMER.phone)
    async with installation.running():
        await emulator.acts.follow(HOA)
        await hoa.read("Dạ cháu chào")
        await hoa.join(NEWCOMER.phone, code)
        await hoa.ask("ghi buổi", then="Bác kể một câu")
        await hoa.choose("Hỏi từng bước", then="vào ngày nào")
        await hoa.choose("Hôm nay", then="Đó là buổi gì")
        await hoa.choose("Hướng dẫn người dân", then="bao nhiêu người")
        await hoa.ask("17", then="17 người")
        await hoa.choose("Xem lại luôn", then=REVIEW)
        await hoa.show(photo(), then="ảnh")
    async with installation.running():
        await hoa.ask("xem lại", then=REVIEW)
        by_taps = await hoa.choose("Đúng rồi, gửi đi", then=SENT)
        await hoa.ask("hôm qua hướng dẫn 9 người cài VNeID", then=REVIEW)
        by_words = await hoa.send_off(then=SENT)
    tally = await installation.tally()

    assert "17 lượt người" in by_taps.text
    assert "26 lượt người" in by_words.text
    assert tally["people_guided"] == 26


async def test_kill_and_every_redelivery_count_once(installation: Installation) -> None:
    emulator = installation.emulator
    acts, hoa = emulator.acts, OaTalk(emulator, HOA)
    code = await installation.invite(NEWCOMER.phone)
    async with installation.running() as process:
        await hoa.join(NEWCOMER.phone, code)
        await acts.say(HOA, "hôm nay hướng dẫn 21 người", Twist(copies=3))
        await hoa.read("21 người")
        process.send_signal(signal.SIGKILL)
        await process.wait()
    said = await acts.say(HOA, "sửa số người")
    while_dead = list(said.statuses)
    async with installation.running(complaint="webhook refused"):
        await said.ended.wait()
        await hoa.read("bao nhiêu người", after=hoa.lines[-1].number)
        await hoa.ask("22", then=REVIEW)
        await hoa.send_off(then=SENT)
        answered = len(hoa.lines)
        replayed = [await emulator.webhook.replay(each) for each in emulator.webhook.told]
        old = await acts.say(
            HOA, "hôm nay hướng dẫn 50 người", Twist(shift=timedelta(hours=-3), is_once=True)
        )
        forged = await acts.say(
            HOA, "hôm nay hướng dẫn 60 người", Twist(signature="wrong", is_once=True)
        )
        await hoa.ask("tuần của tổ", then="Thôn 05")
    tally = await installation.tally()

    assert while_dead == [0]
    assert said.is_taken
    assert set(replayed) == {200}
    assert old.statuses[0] == 403
    assert forged.statuses[0] == 401
    assert len(hoa.lines) == answered + 1
    assert tally["people_guided"] == 22


async def test_list_of_a_class_comes_in_as_a_file(installation: Installation) -> None:
    binh = OaTalk(installation.emulator, BINH)
    code = await installation.invite(LEADER.phone)
    async with installation.running():
        await binh.join(LEADER.phone, code)
        await binh.ask("mở lớp", then="ở đâu")
        await binh.ask("nhà văn hóa Thôn 05", then="Lớp")
        await binh.ask("VNeID", then="ngày nào")
        await binh.ask("hôm nay", then=REVIEW)
        await binh.send_off(then="lớp")
        await binh.ask("gửi tệp danh sách", then="tệp")
        await binh.hand_over(workbook(GOOD), "danh sách.xlsx", then="đồng ý")
        await binh.choose("Có, ký trên giấy", then=REVIEW)
        read = await binh.send_off(then="Cháu đọc xong tệp")

    assert "lớp có 3 người" in read.text


async def test_leader_lets_in_who_then_reads_of_it_only_once_they_write(
    installation: Installation,
) -> None:
    """Zalo's window has closed meanwhile: what is to be said is kept until the person writes."""
    emulator = installation.emulator
    binh, son = OaTalk(emulator, BINH), OaTalk(emulator, SON)
    code = await installation.invite(LEADER.phone)
    async with installation.running(complaint="code=-230"):
        await binh.join(LEADER.phone, code)
        await son.ask("chào", then="Dạ cháu chào")
        await son.choose("Tôi là thành viên tổ", then="có mã chưa")
        await son.choose("Chưa có mã", then="số điện thoại đã báo với tổ")
        await son.ask(OTHER.phone, then="nhắn tổ trưởng rồi")
        emulator.user(SON).last_interaction = emulator.clock.now() - timedelta(days=8)
        await binh.ask("duyệt", then="xin vào tổ")
        await binh.choose(OTHER.name, then="Có đúng là người ấy không")
        await binh.choose("Đúng, cho vào", then=f"nhận {OTHER.name} vào rồi")
    shut = [text for text in son.texts if "tổ đã xác nhận" in text]
    async with installation.running():
        await son.ask("chào", then="tổ đã xác nhận")

    assert shut == []


async def test_token_that_ends_on_the_way_is_renewed_once_and_nobody_notices(
    installation: Installation,
) -> None:
    emulator = installation.emulator
    hoa, son = OaTalk(emulator, HOA), OaTalk(emulator, SON)
    async with installation.running(complaint="code=-220"):
        await hoa.ask("chào", then="Dạ cháu chào")
        emulator.tokens.pairs[-1].access_until = emulator.clock.now()
        await asyncio.gather(hoa.ask("số cần gọi", then=""), son.ask("chào", then="Dạ cháu chào"))

    assert emulator.tokens.refreshes == 1
    assert emulator.tokens.reuses == 0
    assert len(hoa.lines) == 2
    assert len(son.lines) == 1


async def test_account_of_a_state_agency_is_answered_by_the_older_path(
    installation: Installation,
) -> None:
    emulator = installation.emulator
    emulator.rules.oa_type = 4
    installation.more["TOSO_ZALO_OA_SEND"] = "v2"
    hoa = OaTalk(emulator, HOA)
    async with installation.running():
        await hoa.ask("chào", then="Dạ cháu chào")
        await hoa.choose("Số cần gọi", then="")

    assert "POST /v2.0/oa/message" in emulator.calls
    assert "POST /v3.0/oa/message/cs" not in emulator.calls


async def test_form_of_zalo_gives_the_phone_number_where_it_is_asked(
    installation: Installation,
) -> None:
    emulator = installation.emulator
    hoa = OaTalk(emulator, HOA)
    code = await installation.invite(NEWCOMER.phone)
    async with installation.running():
        await hoa.ask("chào", then="Dạ cháu chào")
        await hoa.choose("Tôi là thành viên tổ", then="có mã chưa")
        await hoa.choose("Tôi có mã 6 số", then="số điện thoại đã báo với tổ")
        before = hoa.lines[-1].number
        await emulator.acts.fill_form(HOA, phone=f"84{NEWCOMER.phone[1:]}", name="Hoa")
        await hoa.read("gõ mã 6 số", after=before)
        joined = await hoa.ask(code, then="Trước khi bắt đầu")

    assert "nhận ra bác Hoa" in joined.text
    assert any(line.content.form for line in hoa.lines)


async def test_human_of_the_office_is_not_talked_over(installation: Installation) -> None:
    emulator = installation.emulator
    hoa, son = OaTalk(emulator, HOA), OaTalk(emulator, SON)
    async with installation.running():
        await hoa.ask("chào", then="Dạ cháu chào")
        await emulator.acts.answer_as_admin(HOA, "Em chào bác, em xem hồ sơ của bác rồi ạ.")
        before = len(hoa.lines)
        said = await emulator.acts.say(HOA, "cảm ơn cháu")
        await son.ask("chào", then="Dạ cháu chào")

    assert said.statuses == [200]
    assert len(hoa.lines) == before


async def test_report_from_the_first_word_on_takes_six_messages(
    installation: Installation,
) -> None:
    """Each message may cost money: what both sides send is counted."""
    hoa = OaTalk(installation.emulator, HOA)
    code = await installation.invite(NEWCOMER.phone)
    async with installation.running():
        await hoa.join(NEWCOMER.phone, code)
        before = sum(hoa.sums)
        await hoa.ask("chào", then="Dạ cháu chào")
        await hoa.ask("hôm nay hướng dẫn 12 người, cài 5 VNeID", then=REVIEW)
        await hoa.choose("Đúng rồi, gửi đi", then=SENT)

    assert sum(hoa.sums) - before == 6
