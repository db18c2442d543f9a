"""The door for Zalo: what is signed is heard and answered once committed; all else is none."""

import json
import logging
import tracemalloc
from datetime import timedelta
from typing import Any

import pytest

from bot.channels.contract import Inbound, PhotoSent
from bot.channels.zalo_oa.signature import sign
from bot.channels.zalo_oa.webhook import OaWebhook
from bot.kernel.clock import SetClock
from tests.channels.zalo_oa.events import APP, AT, OA, USER, attached, photo, sent, text

SECRET = "oa-secret"


class Committed:
    """Takes what it is handed, as long as it can."""

    def __init__(self) -> None:
        self.inbounds: list[Inbound] = []
        self.room = 99

    async def __call__(self, inbound: Inbound) -> bool:
        if self.room <= 0:
            return False
        self.room -= 1
        self.inbounds.append(inbound)
        return True


@pytest.fixture
def committed() -> Committed:
    return Committed()


@pytest.fixture
def clock() -> SetClock:
    return SetClock(AT)


@pytest.fixture
def webhook(committed: Committed, clock: SetClock) -> OaWebhook:
    return OaWebhook(app_id=APP, secret=SECRET, receive=committed, clock=clock)


def signed(body: Any) -> tuple[dict[str, str], bytes]:  # noqa: ANN401  # a body is what JSON holds
    raw = json.dumps(body, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return {"x-zevent-signature": f"mac={sign(raw, body['timestamp'], APP, SECRET)}"}, raw


async def test_signed_message_is_committed_before_the_answer(
    webhook: OaWebhook, committed: Committed
) -> None:
    assert await webhook.take(*signed(text("chào"))) == 200
    assert [inbound.provider_id for inbound in committed.inbounds] == ["m1"]


async def test_megabyte_that_nobody_signed_is_not_taken_apart(webhook: OaWebhook) -> None:
    """330 000 lists are a second of work, in which no one else is heard, and much memory."""
    raw = b'{"timestamp":"1795827600000","x":[' + b"[]," * 330_000 + b"[]]}"
    tracemalloc.start()
    try:
        status = await webhook.take({"x-zevent-signature": f"mac={'0' * 64}"}, raw)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert (status, most < 4 * len(raw)) == (401, True)


async def test_hook_stands_at_its_address(webhook: OaWebhook) -> None:
    hook = webhook.hook()

    assert hook.path == "/zalo/oa"
    assert await hook.take(*signed(text("chào"))) == 200


async def test_pictures_of_one_message_come_in_order(
    webhook: OaWebhook, committed: Committed
) -> None:
    await webhook.take(*signed(attached("user_send_image", photo(1), photo(2), photo(3))))

    sources = [one.event.source for one in committed.inbounds if isinstance(one.event, PhotoSent)]
    assert sources == [photo(1)["url"], photo(2)["url"], photo(3)["url"]]


async def test_same_body_again_has_the_same_name(webhook: OaWebhook, committed: Committed) -> None:
    body = signed({"event_name": "follow", "follower": {"id": "7"}, "timestamp": "1795827600000"})

    assert await webhook.take(*body) == await webhook.take(*body) == 200
    assert len({inbound.provider_id for inbound in committed.inbounds}) == 1


async def test_what_changes_nothing_is_answered_well(
    webhook: OaWebhook, committed: Committed
) -> None:
    assert await webhook.take(*signed(sent("user_seen_message"))) == 200
    assert await webhook.take(*signed(sent("user_dances"))) == 200
    assert await webhook.take({}, b"") == 200
    assert committed.inbounds == []


@pytest.mark.parametrize("header", ["", "mac=", f"mac={'0' * 64}"])
async def test_wrong_mark_is_refused(webhook: OaWebhook, committed: Committed, header: str) -> None:
    _, raw = signed(text("chào"))

    assert await webhook.take({"x-zevent-signature": header}, raw) == 401
    assert committed.inbounds == []


@pytest.mark.parametrize(
    "raw", [b"{", b"\xff\xfe", b"[]", b'"x"', b"null", b"[" * 200_000, b"1" * 900_000]
)
async def test_what_nobody_can_have_signed_is_refused(webhook: OaWebhook, raw: bytes) -> None:
    mark = f"mac={sign(raw, None, APP, SECRET)}"

    assert await webhook.take({"x-zevent-signature": mark}, raw) == 401


@pytest.mark.parametrize("late", [timedelta(hours=2, seconds=1), timedelta(minutes=-6)])
async def test_body_of_another_time_is_refused(
    webhook: OaWebhook, committed: Committed, clock: SetClock, late: timedelta
) -> None:
    clock.moment = AT + late

    assert await webhook.take(*signed(text("chào"))) == 403
    assert committed.inbounds == []


async def test_fault_of_ours_asks_zalo_to_come_again(
    webhook: OaWebhook, committed: Committed
) -> None:
    committed.room = 0
    assert await webhook.take(*signed(text("chào"))) == 503

    committed.room = 1
    body = signed(attached("user_send_image", photo(1), photo(2)))
    assert await webhook.take(*body) == 503

    committed.room = 9
    assert await webhook.take(*body) == 200
    assert [one.provider_id for one in committed.inbounds] == ["m1", "m1", "m1#2"]


async def test_our_own_words_are_no_human_whatever_zalo_says_of_them(
    committed: Committed, clock: SetClock
) -> None:
    webhook = OaWebhook(
        app_id=APP, secret=SECRET, receive=committed, clock=clock, is_ours={"z1"}.__contains__
    )

    def answered(id_: str) -> dict[str, Any]:
        by = {"id": OA, "admin_id": "9001"}
        return sent("oa_send_text", {"msg_id": id_}, sender=by, recipient={"id": USER})

    assert await webhook.take(*signed(answered("z1"))) == 200
    assert await webhook.take(*signed(answered("z2"))) == 200
    assert [inbound.provider_id for inbound in committed.inbounds] == ["z2"]


async def test_refusals_do_not_fill_the_log_nor_tell_of_a_body(
    webhook: OaWebhook, clock: SetClock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    _, raw = signed(text("bí mật của bà Hoa"))

    for _ in range(50):
        await webhook.take({"x-zevent-signature": "mac=" + "1" * 64}, raw)
    clock.moment = AT + timedelta(minutes=1)
    await webhook.take({"x-zevent-signature": "mac=" + "1" * 64}, raw)
    await webhook.take(*signed(text("bí mật của bà Hoa", event="user_dances")))

    told = [f"{record.getMessage()} {vars(record)}" for record in caplog.records]
    assert len([line for line in told if line.startswith("webhook refused")]) == 2
    assert not [line for line in told if "Hoa" in line or SECRET in line]
