"""What the emulator tells a webhook: shapes, signature, retries, replays, and what is forged."""

import hashlib
import json
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import ClientPayloadError

from tests.emulators.zalo_bot.ways import Scripted, Way
from tests.emulators.zalo_oa.acts import Acts
from tests.emulators.zalo_oa.files import MediumFault
from tests.emulators.zalo_oa.signature import mac
from tests.emulators.zalo_oa.webhook import Delivery, Twist
from tests.emulators.zalo_oa_app import HOA, PNG, Hook, hooked, opened


def body(hook: Hook, number: int = -1) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(hook.told[number][1])
    return told


def test_signature_is_that_of_the_known_vector() -> None:
    raw = (
        '{"app_id":"123456789","event_name":"user_send_text","timestamp":"1700000000000",'
        '"sender":{"id":"1"},"recipient":{"id":"2"},'
        '"message":{"text":"Xin chào","msg_id":"m1"}}'
    ).encode()

    assert (
        mac(app_id="123456789", body=raw, timestamp="1700000000000", secret="oa-secret")
        == "9bec914a948bbd50fc52d342c7f29db7280920901bd3e1ef1d6a9c8f2fb229e5"
    )


async def test_text_is_told_signed_over_the_very_bytes() -> None:
    async with hooked() as hook, opened(webhook=hook.address) as app:
        delivery = await app.emulator.acts.say(HOA, "chào")

    headers, raw = hook.told[0]
    told = json.loads(raw)
    signed = hashlib.sha256(
        b"123456789" + raw + told["timestamp"].encode() + b"oa-secret"
    ).hexdigest()
    assert headers["X-ZEvent-Signature"] == f"mac={signed}"
    assert told["event_name"] == "user_send_text"
    assert told["sender"] == {"id": HOA}
    assert told["message"]["text"] == "chào"
    assert told["message"]["msg_id"]
    assert delivery.statuses == [200]


ACTS: list[tuple[str, tuple[Any, ...], str, list[str]]] = [
    ("say", ("chào",), "user_send_text", ["message", "text"]),
    ("send_photo", (PNG,), "user_send_image", ["message", "attachments"]),
    ("send_file", (b"PK", "to.xlsx"), "user_send_file", ["message", "attachments"]),
    ("send_place", (20.8, 106.6), "user_send_location", ["message", "attachments"]),
    ("send_sticker", (), "user_send_sticker", ["message", "attachments"]),
    ("send_gif", (), "user_send_gif", ["message", "attachments"]),
    ("send_voice", (), "user_send_audio", ["message", "attachments"]),
    ("send_video", (), "user_send_video", ["message", "attachments"]),
    ("send_link", ("https://a.b",), "user_send_link", ["message", "attachments"]),
    ("send_card", ("84912000002",), "user_send_business_card", ["message", "attachments"]),
    ("follow", (), "follow", ["follower", "id"]),
    ("unfollow", (), "unfollow", ["follower", "id"]),
    ("open_chat", (), "user_click_chatnow", ["user_id"]),
    ("see", (), "user_seen_message", ["message", "msg_ids"]),
    ("say_in_group", ("g1", "chào"), "user_send_group_text", ["message", "text"]),
    ("answer_as_admin", ("Em trả lời bác",), "oa_send_text", ["sender", "admin_id"]),
]


@pytest.mark.parametrize(("act", "given", "event", "path"), ACTS)
async def test_act_is_told_in_its_shape(
    act: str, given: tuple[Any, ...], event: str, path: list[str]
) -> None:
    async with hooked() as hook, opened(webhook=hook.address) as app:
        acts: Acts = app.emulator.acts
        await getattr(acts, act)(HOA, *given)

    found: Any = body(hook)
    assert found["event_name"] == event
    assert ("sender" in found) is (event not in {"follow", "unfollow", "user_click_chatnow"})
    for name in path:
        found = found[name]
    assert found or event == "user_seen_message"


async def test_file_is_told_with_its_measure_and_lies_at_its_address_for_a_time() -> None:
    async with hooked() as hook, opened(webhook=hook.address, media_seconds=60) as app:
        await app.emulator.acts.send_file(HOA, b"PK rows", "to.xlsx")
        payload = body(hook)["message"]["attachments"][0]["payload"]
        async with app.http.get(payload["url"]) as response:
            fetched = await response.read()
        app.emulator.clock.move(timedelta(seconds=60))
        async with app.http.get(payload["url"]) as response:
            later = response.status

    assert (payload["name"], payload["size"], payload["type"]) == ("to.xlsx", "7", "xlsx")
    assert fetched == b"PK rows"
    assert later == 404


@pytest.mark.parametrize("is_old", [False, True])
async def test_form_is_told_in_new_and_old_shape_and_has_no_message(is_old: bool) -> None:  # noqa: FBT001
    element = {"title": "Bác là ai ạ?", "subtitle": "Chạm để điền", "image_url": "https://a.b/c"}
    payload = {"template_type": "request_user_info", "elements": [element]}
    async with hooked() as hook, opened(webhook=hook.address) as app:
        await app.emulator.acts.follow(HOA)
        await app.send(HOA, {"attachment": {"type": "template", "payload": payload}})
        await app.emulator.acts.fill_form(HOA, phone="84912000002", is_old=is_old)

    told = body(hook)
    assert told["event_name"] == "user_submit_info"
    assert "message" not in told
    assert told["info"]["phone"] == "84912000002"
    assert ("full_address" in told["info"]) is not is_old


async def test_tapped_query_comes_back_as_its_payload_and_a_link_opens() -> None:
    buttons = [
        {"title": "Ghi", "type": "oa.query.hide", "payload": "#cmd:b1"},
        {"title": "Trang", "type": "oa.open.url", "payload": {"url": "https://to.example"}},
    ]
    message = {
        "text": "Việc gì ạ?",
        "attachment": {"type": "template", "payload": {"buttons": buttons}},
    }
    async with hooked() as hook, opened(webhook=hook.address) as app:
        await app.emulator.acts.follow(HOA)
        await app.send(HOA, message)
        tapped = await app.emulator.acts.tap(HOA, "Ghi")
        opens = await app.emulator.acts.tap(HOA, "Trang")
        with pytest.raises(LookupError):
            await app.emulator.acts.tap(HOA, "Xóa")

    assert isinstance(tapped, Delivery)
    assert body(hook)["message"]["text"] == "#cmd:b1"
    assert opens == "https://to.example"
    assert len(hook.told) == 2


async def test_what_is_not_taken_is_told_again_with_its_number() -> None:
    async with hooked() as hook, opened(webhook=hook.address, retry_pace=0) as app:
        hook.status = lambda number: 200 if number == 3 else 503
        delivery = await app.emulator.acts.say(HOA, "chào")
        await delivery.ended.wait()

    assert delivery.statuses == [503, 503, 200]
    assert [headers.get("num_retry") for headers, _ in hook.told] == [None, "1", "2"]
    assert len({raw for _, raw in hook.told}) == 1


async def test_sixth_refusal_is_the_last() -> None:
    async with hooked() as hook, opened(webhook=hook.address, retry_pace=0) as app:
        hook.status = lambda _: 500
        delivery = await app.emulator.acts.say(HOA, "chào")
        await delivery.ended.wait()

    assert delivery.statuses == [500] * 6
    assert not delivery.is_taken


async def test_who_does_not_listen_has_not_taken_it() -> None:
    async with opened(webhook="http://127.0.0.1:9/zalo/oa") as app:
        delivery = await app.emulator.acts.say(HOA, "chào")

    assert delivery.statuses == [0]


async def test_copies_and_replays_are_the_same_bytes() -> None:
    async with hooked() as hook, opened(webhook=hook.address) as app:
        delivery = await app.emulator.acts.say(HOA, "chào", Twist(copies=3))
        status = await app.emulator.webhook.replay(delivery)

    assert status == 200
    assert len(hook.told) == 4
    assert len({(headers["X-ZEvent-Signature"], raw) for headers, raw in hook.told}) == 1


async def test_signature_may_be_wrong_or_missing() -> None:
    async with hooked() as hook, opened(webhook=hook.address) as app:
        for signature in ("right", "wrong", "missing"):
            await app.emulator.acts.say(HOA, "chào", Twist(signature=signature))

    right, wrong, missing = (headers.get("X-ZEvent-Signature") for headers, _ in hook.told)
    assert right
    assert wrong
    assert right != wrong
    assert missing is None


@pytest.mark.parametrize("hours", [-3, 1])
async def test_timestamp_may_be_old_or_of_the_future_and_is_signed_all_the_same(
    hours: int,
) -> None:
    async with hooked() as hook, opened(webhook=hook.address) as app:
        twist = Twist(shift=timedelta(hours=hours))
        await app.emulator.acts.say(HOA, "chào", twist)

    headers, raw = hook.told[0]
    told = json.loads(raw)["timestamp"]
    signed = mac(app_id="123456789", body=raw, timestamp=told, secret="oa-secret")
    assert int(told) - 1795309200000 == hours * 3_600_000
    assert headers["X-ZEvent-Signature"] == f"mac={signed}"


async def test_ids_may_come_as_numbers() -> None:
    async with hooked() as hook, opened(webhook=hook.address, ids_as_numbers=True) as app:
        await app.emulator.acts.say(HOA, "chào")

    told = body(hook)
    assert told["sender"]["id"] == int(HOA)
    assert isinstance(told["timestamp"], int)


@pytest.mark.parametrize("on_top", [False, True])
async def test_human_of_the_account_is_named_in_the_sender_or_beside_it(on_top: bool) -> None:  # noqa: FBT001
    async with hooked() as hook, opened(webhook=hook.address, admin_on_top=on_top) as app:
        await app.emulator.acts.answer_as_admin(HOA, "Em trả lời bác")

    told = body(hook)
    assert ("admin_id" in told) is on_top
    assert ("admin_id" in told["sender"]) is not on_top


async def test_own_messages_come_back_without_a_human_where_that_is_the_rule() -> None:
    async with hooked() as hook, opened(webhook=hook.address, echoes=True) as app:
        await app.emulator.acts.follow(HOA)
        await app.send(HOA, {"text": "dạ"})
        echo = app.emulator.webhook.told[-1]
        await echo.ended.wait()

    told = json.loads(echo.body)
    assert told["event_name"] == "oa_send_text"
    assert told["recipient"] == {"id": HOA}
    assert "admin_id" not in told["sender"]


async def test_event_that_nobody_has_heard_of_is_told_signed() -> None:
    async with hooked() as hook, opened(webhook=hook.address) as app:
        await app.emulator.acts.tell({"event_name": "user_dances", "app_id": "123456789"})

    assert body(hook)["event_name"] == "user_dances"
    assert "X-ZEvent-Signature" in hook.told[0][0]


async def test_events_of_a_person_keep_their_order_where_that_is_the_rule() -> None:
    rules: dict[str, Any] = {"keeps_order": True, "waits": False, "retry_pace": 0}
    async with hooked() as hook, opened(webhook=hook.address, **rules) as app:
        hook.status = lambda number: 503 if number < 3 else 200
        first = await app.emulator.acts.say(HOA, "một")
        second = await app.emulator.acts.say(HOA, "hai")
        waiting = app.emulator.webhook.untaken(HOA)
        await second.ended.wait()

    assert waiting == 2
    assert app.emulator.webhook.untaken(HOA) == 0
    assert (first.statuses, second.statuses) == ([503, 503, 200], [200])
    assert [json.loads(raw)["message"]["text"] for _, raw in hook.told] == ["một"] * 3 + ["hai"]


async def test_who_does_not_give_up_tells_it_more_than_six_times() -> None:
    rules: dict[str, Any] = {"gives_up": False, "retry_pace": 0}
    async with hooked() as hook, opened(webhook=hook.address, **rules) as app:
        hook.status = lambda number: 503 if number < 9 else 200
        delivery = await app.emulator.acts.say(HOA, "chào")
        await delivery.ended.wait()

    assert len(delivery.statuses) == 9


async def test_way_of_an_event_may_be_interrupted_and_gone_twice() -> None:
    async with hooked() as hook, opened(webhook=hook.address) as app:
        app.emulator.webhook.ways = Scripted([Way(again=0.0)])
        delivery = await app.emulator.acts.say(HOA, "chào")
        await app.emulator.moments.next("pushed")
        await app.emulator.webhook.replay(delivery)

    assert len(hook.told) == 3


@pytest.mark.parametrize("fault", list(MediumFault))
async def test_medium_comes_broken_cut_or_false(fault: MediumFault) -> None:
    async with hooked() as hook, opened(webhook=hook.address) as app:
        app.emulator.media.fault = lambda _: fault
        await app.emulator.acts.send_photo(HOA, PNG)
        url = body(hook)["message"]["attachments"][0]["payload"]["url"]
        async with app.http.get(url) as response:
            try:
                got = (response.status, await response.read() == PNG)
            except ClientPayloadError:
                got = (response.status, False)

    assert got == (500 if fault is MediumFault.BROKEN else 200, False)
