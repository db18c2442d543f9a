"""The emulator of the Zalo Bot Platform answers calls as zalo.md says: envelope, codes, limits."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.emulators.zalo_bot.rules import Rules
from tests.emulators.zalo_bot_wire import (
    BOT,
    HOA,
    JPEG,
    TOKEN,
    Site,
    open_pictures,
    open_site,
)


@pytest_asyncio.fixture
async def site() -> AsyncIterator[Site]:
    async with open_site() as site:
        yield site


async def test_get_me_names_the_bot(site: Site) -> None:
    answer = await site.call("getMe")

    assert answer.body["ok"] is True
    assert answer.result["display_name"] == "Bot Tổ Số"
    assert answer.result["account_type"] == "BASIC"
    assert answer.result["can_join_groups"] is False
    assert answer.result["id"].isdecimal()


@pytest.mark.parametrize("method", ["getMe", "sendMessage", "getUpdates", "setWebhook"])
async def test_unknown_token_is_refused_with_http_200(site: Site, method: str) -> None:
    answer = await site.call(method, "987:wrong")

    assert (answer.status, answer.code, answer.body["ok"]) == (200, 401, False)
    assert answer.body["description"] == "Unauthorized"


async def test_unknown_method_is_a_bad_request(site: Site) -> None:
    assert (await site.call("editMessage")).code == 400


async def test_every_way_of_asking_is_understood(site: Site) -> None:
    await site.emulator.say(BOT, HOA, "chào")
    url, asked = f"{site.url}/bot{TOKEN}/sendMessage", {"chat_id": site.id_of(HOA), "text": "vâng"}

    async with (
        site.session.get(url, params=asked) as by_query,
        site.session.post(url, data=asked) as by_form,
        site.session.post(url, json=asked) as by_json,
    ):
        assert [(await each.json())["ok"] for each in (by_query, by_form, by_json)] == [True] * 3
    assert [sent.text for sent in site.emulator.sent(BOT, HOA)] == ["vâng"] * 3


@pytest.mark.parametrize("body", [b"{", b"[1]", b'"x"'])
async def test_body_that_is_no_object_is_a_bad_request(site: Site, body: bytes) -> None:
    async with site.session.post(f"{site.url}/bot{TOKEN}/getMe", data=body) as response:
        said = await response.json()

    assert (said["ok"], said["error_code"]) == (False, 400)


async def test_sent_text_lies_before_its_person_in_order(site: Site) -> None:
    await site.emulator.say(BOT, HOA, "chào")
    first, second = await site.send("một"), await site.send("hai")

    shown = site.emulator.sent(BOT, HOA)

    assert [(sent.number, sent.text) for sent in shown] == [(1, "một"), (2, "hai")]
    assert [sent.message_id for sent in shown] == [
        first.result["message_id"],
        second.result["message_id"],
    ]
    assert first.result["date"] == int(site.clock.moment.timestamp() * 1000)


async def test_somebody_who_never_wrote_is_refused(site: Site) -> None:
    assert (await site.send("chào chị")).code == 400
    assert site.emulator.sent(BOT, HOA) == ()


async def test_chat_of_another_bot_is_refused(site: Site) -> None:
    site.emulator.add_bot("hp2", "222:other")
    await site.emulator.say("hp2", HOA, "chào")

    other = site.emulator.chat("hp2", HOA).id

    assert (await site.call("sendMessage", chat_id=other, text="vâng")).code == 400


@pytest.mark.parametrize(
    ("text", "code"), [("x" * 2_000, 0), ("x" * 2_001, 400), ("", 400), (None, 400), (7, 400)]
)
async def test_text_has_1_to_2000_characters(site: Site, text: object, code: int) -> None:
    await site.emulator.say(BOT, HOA, "chào")

    answer = await site.call("sendMessage", chat_id=site.id_of(HOA), text=text)

    assert answer.code == code


async def test_letters_may_count_twice(site: Site) -> None:
    site.emulator.rules.counts_utf16 = True
    await site.emulator.say(BOT, HOA, "chào")

    assert (await site.send("💪" * 1_000)).code == 0
    assert (await site.send("💪" * 1_001)).code == 400


@pytest.mark.parametrize(("mode", "code"), [("markdown", 0), ("html", 0), ("MarkdownV2", 400)])
async def test_parse_mode_is_markdown_or_html(site: Site, mode: str, code: int) -> None:
    await site.emulator.say(BOT, HOA, "chào")

    answer = await site.call(
        "sendMessage", chat_id=site.id_of(HOA), text="**vâng**", parse_mode=mode
    )

    assert answer.code == code
    assert [sent.more for sent in site.emulator.sent(BOT, HOA)] == (
        [] if code else [{"parse_mode": mode}]
    )


async def test_month_of_messages_counts_both_ways_and_ends_with_429() -> None:
    async with open_site(Rules(messages_per_month=3)) as site:
        await site.emulator.say(BOT, HOA, "chào")
        fine = [await site.send("một"), await site.send("hai")]
        over = await site.send("ba")
        site.clock.moment = site.clock.moment.replace(month=12)
        later = await site.send("tháng sau")

    assert [answer.code for answer in fine] == [0, 0]
    assert (over.status, over.code, over.body["description"]) == (200, 429, "Quota exceeded")
    assert later.code == 0


async def test_month_may_count_outward_only() -> None:
    async with open_site(Rules(messages_per_month=1, counts_inbound=False)) as site:
        await site.emulator.say(BOT, HOA, "chào")

        assert (await site.send("một")).code == 0
        assert (await site.send("hai")).code == 429


async def test_month_begins_at_midnight_in_viet_nam() -> None:
    async with open_site() as site:
        site.clock.moment = site.clock.moment.replace(day=30, hour=17)
        await site.emulator.say(BOT, HOA, "chào")

    assert site.emulator.bot(BOT).months["2026-12", "in"] == 1


async def test_51st_user_is_never_heard_and_refused_with_403(site: Site) -> None:
    for number in range(50):
        await site.emulator.say(BOT, f"người {number}", "chào")
    await site.emulator.say(BOT, HOA, "chào")

    assert (await site.send("chào chị")).code == 403
    assert (await site.send("chào", "người 49")).code == 0
    heard = [(await site.call("getUpdates")).result["message"]["from"] for _ in range(50)]
    assert HOA not in [sender["display_name"] for sender in heard]
    assert (await site.call("getUpdates", timeout=0)).code == 408


async def test_51st_user_may_be_let_in_by_rule() -> None:
    async with open_site(Rules(users_per_bot=1, takes_extra_users=True)) as site:
        await site.emulator.say(BOT, "Lan", "chào")
        await site.emulator.say(BOT, HOA, "chào")

        assert (await site.send("chào chị")).code == 0


async def test_who_blocked_the_bot_is_refused_until_they_come_back(site: Site) -> None:
    await site.emulator.say(BOT, HOA, "chào")
    site.emulator.block(BOT, HOA)
    blocked = await site.send("vâng")
    site.emulator.block(BOT, HOA, is_blocked=False)

    assert blocked.code == 403
    assert (await site.send("vâng")).code == 0


async def test_photo_is_fetched_twice_from_its_address(site: Site) -> None:
    await site.emulator.say(BOT, HOA, "chào")
    async with open_pictures() as pictures:
        answer = await site.call(
            "sendPhoto", chat_id=site.id_of(HOA), photo=pictures.url, caption="Tuần này"
        )

    (sent,) = site.emulator.sent(BOT, HOA)
    assert answer.code == 0
    assert pictures.asked == 2
    assert (sent.picture, sent.text, sent.is_black) == (JPEG, "Tuần này", False)


@pytest.mark.parametrize(
    "answers",
    [[(200, JPEG), (404, b"")], [(200, b"<html>"), (200, b"<html>")], [(200, JPEG), (200, b"")]],
)
async def test_photo_that_serves_once_or_is_none_shows_black(
    site: Site, answers: list[tuple[int, bytes]]
) -> None:
    await site.emulator.say(BOT, HOA, "chào")
    async with open_pictures() as pictures:
        pictures.answers = answers
        answer = await site.call("sendPhoto", chat_id=site.id_of(HOA), photo=pictures.url)

    assert answer.code == 0
    assert [sent.is_black for sent in site.emulator.sent(BOT, HOA)] == [True]


async def test_photo_that_is_not_there_is_refused(site: Site) -> None:
    await site.emulator.say(BOT, HOA, "chào")
    async with open_pictures() as pictures:
        pictures.answers = [(404, b"")]
        answer = await site.call("sendPhoto", chat_id=site.id_of(HOA), photo=pictures.url)

    assert answer.code == 400
    assert site.emulator.sent(BOT, HOA) == ()


@pytest.mark.parametrize("photo", ["tuan.png", "ftp://example.com/a.png", "/a.png", "http://["])
async def test_photo_that_is_no_address_of_the_web_is_refused(site: Site, photo: str) -> None:
    await site.emulator.say(BOT, HOA, "chào")

    assert (await site.call("sendPhoto", chat_id=site.id_of(HOA), photo=photo)).code == 400


async def test_photo_of_a_private_net_is_refused_unless_loopback_is_trusted(site: Site) -> None:
    await site.emulator.say(BOT, HOA, "chào")
    site.emulator.rules.trusts_loopback = False
    async with open_pictures() as pictures:
        answer = await site.call("sendPhoto", chat_id=site.id_of(HOA), photo=pictures.url)

    assert answer.code == 400
    assert pictures.asked == 0


async def test_caption_has_2000_characters_at_most(site: Site) -> None:
    await site.emulator.say(BOT, HOA, "chào")
    async with open_pictures() as pictures:
        answer = await site.call(
            "sendPhoto", chat_id=site.id_of(HOA), photo=pictures.url, caption="x" * 2_001
        )

    assert answer.code == 400


async def test_sticker_is_named_by_its_id_and_not_by_an_address(site: Site) -> None:
    await site.emulator.say(BOT, HOA, "chào")
    chat = site.id_of(HOA)

    assert (await site.call("sendSticker", chat_id=chat, sticker="0a1b2c")).code == 0
    assert (await site.call("sendSticker", chat_id=chat, sticker="https://x/a.webp")).code == 400
    assert [sent.sticker for sent in site.emulator.sent(BOT, HOA)] == ["0a1b2c"]


async def test_voice_goes_to_a_person_and_is_taken_but_never_shown_in_a_group() -> None:
    async with open_site(can_join_groups=True) as site:
        await site.emulator.say(BOT, HOA, "chào")
        await site.emulator.join(BOT, "Tổ 5")
        asked = {"voice_url": "http://127.0.0.1/a.aac"}
        codes = [
            (await site.call("sendVoice", chat_id=site.id_of(chat), **asked)).code
            for chat in (HOA, "Tổ 5")
        ]
        wrong = await site.call("sendVoice", chat_id=site.id_of(HOA), voice_url="http://x.vn/a.mp3")

    assert codes == [0, 0]
    assert wrong.code == 400
    assert [site.emulator.sent(BOT, chat)[0].is_undelivered for chat in (HOA, "Tổ 5")] == [
        False,
        True,
    ]


async def test_typing_is_shown_without_a_result_and_costs_nothing(site: Site) -> None:
    await site.emulator.say(BOT, HOA, "chào")
    before = site.emulator.bot(BOT).used(site.clock.moment, with_inbound=True)

    answer = await site.call("sendChatAction", chat_id=site.id_of(HOA), action="typing")
    other = await site.call("sendChatAction", chat_id=site.id_of(HOA), action="upload_photo")

    assert answer.body == {"ok": True}
    assert other.code == 400
    assert site.emulator.chat(BOT, HOA).actions == ["typing"]
    assert site.emulator.bot(BOT).used(site.clock.moment, with_inbound=True) == before
