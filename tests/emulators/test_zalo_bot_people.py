"""What people do at the emulator, as it reaches a bot: photos, stickers, voices, groups."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
import pytest_asyncio

from tests.emulators.zalo_bot.media import MediaFault
from tests.emulators.zalo_bot.rules import Rules
from tests.emulators.zalo_bot_wire import BOT, HOA, JPEG, Site, open_site


@pytest_asyncio.fixture
async def site() -> AsyncIterator[Site]:
    async with open_site() as site:
        yield site


@pytest_asyncio.fixture
async def sociable() -> AsyncIterator[Site]:
    """Its bot can join groups."""
    async with open_site(can_join_groups=True) as site:
        yield site


async def _heard(site: Site) -> dict[str, Any]:
    return (await site.call("getUpdates", timeout=0)).result


@pytest.mark.parametrize("field", ["photo_url", "photo"])
async def test_photo_comes_as_an_address_in_either_field(site: Site, field: str) -> None:
    site.emulator.rules.photo_field = field
    await site.emulator.photo(BOT, HOA, JPEG, "buổi sáng")

    heard = await _heard(site)

    assert heard["event_name"] == "message.image.received"
    assert heard["message"]["caption"] == "buổi sáng"
    assert heard["message"]["message_type"] == "CHAT_PHOTO"
    assert await site.get(heard["message"][field]) == (200, JPEG)


async def test_photo_without_words_has_no_caption(site: Site) -> None:
    await site.emulator.photo(BOT, HOA, JPEG)

    assert "caption" not in (await _heard(site))["message"]


@pytest.mark.parametrize("gone", [404, 403])
async def test_address_of_a_photo_stops_working(site: Site, gone: int) -> None:
    site.emulator.rules.media_gone = gone
    await site.emulator.photo(BOT, HOA, JPEG)
    url = (await _heard(site))["message"]["photo_url"]
    site.clock.moment += timedelta(seconds=site.emulator.rules.media_lifetime)

    assert (await site.get(url))[0] == gone


async def test_address_of_no_photo_is_not_found(site: Site) -> None:
    assert (await site.get(f"{site.url}/media/{'0' * 20}.jpg"))[0] == 404


async def test_photo_may_be_something_else_or_not_come(site: Site) -> None:
    await site.emulator.photo(BOT, HOA, JPEG)
    url = (await _heard(site))["message"]["photo_url"]

    site.emulator.media.fault = lambda _: MediaFault.FALSE
    assert await site.get(url) == (200, b"<html>no picture</html>")
    site.emulator.media.fault = lambda _: MediaFault.BROKEN
    assert (await site.get(url))[0] == 500


async def test_sticker_and_voice_come_with_their_addresses(site: Site) -> None:
    await site.emulator.sticker(BOT, HOA)
    await site.emulator.voice(BOT, HOA, b"\xff\xf1voice")

    sticker, voice = await _heard(site), await _heard(site)

    assert sticker["event_name"] == "message.sticker.received"
    assert sticker["message"]["sticker"] == "0a1b2c"
    assert (await site.get(sticker["message"]["url"]))[0] == 200
    assert voice["event_name"] == "message.voice.received"
    assert voice["message"]["voice_url"].endswith(".aac")
    assert (await site.get(voice["message"]["voice_url"]))[1] == b"\xff\xf1voice"


async def test_what_is_not_supported_comes_without_content(site: Site) -> None:
    await site.emulator.unsupported(BOT, HOA)

    heard = await _heard(site)

    assert heard["event_name"] == "message.unsupported.received"
    assert set(heard["message"]) == {"message_id", "date", "from", "chat"}


async def test_any_body_at_all_can_be_sent(site: Site) -> None:
    await site.emulator.raw(BOT, HOA, {"event_name": "message.reaction.received", "x": 1})

    assert await _heard(site) == {"event_name": "message.reaction.received", "x": 1}


async def test_bot_that_joined_a_group_is_told_without_a_message(sociable: Site) -> None:
    await sociable.emulator.join(BOT, "Tổ 5")

    heard = await _heard(sociable)

    assert "message" not in heard
    assert heard["chat"] == {"id": sociable.id_of("Tổ 5"), "chat_type": "GROUP"}
    assert (await sociable.call("getMe")).result["can_join_groups"] is True


async def test_group_is_heard_only_where_it_speaks_to_the_bot(sociable: Site) -> None:
    emulator = sociable.emulator
    await emulator.join(BOT, "Tổ 5")
    await _heard(sociable)

    assert await emulator.say(BOT, HOA, "mai họp nhé", group="Tổ 5") is None
    assert await emulator.photo(BOT, HOA, JPEG, "ảnh đây", group="Tổ 5") is None
    await emulator.say(BOT, HOA, "hướng dẫn 12 người", group="Tổ 5", mentions=True)
    await emulator.say(BOT, HOA, "đúng rồi", group="Tổ 5", replies=True)
    await emulator.photo(BOT, HOA, JPEG, "ảnh", group="Tổ 5", mentions=True)
    mention, reply, photo = [await _heard(sociable) for _ in range(3)]

    assert mention["message"]["text"] == "@Bot Tổ Số hướng dẫn 12 người"
    assert mention["message"]["chat"] == {"id": sociable.id_of("Tổ 5"), "chat_type": "GROUP"}
    assert mention["message"]["from"]["display_name"] == HOA
    assert mention["message"]["from"]["id"] != mention["message"]["chat"]["id"]
    assert reply["message"]["text"] == "đúng rồi"
    assert photo["message"]["caption"] == "@Bot Tổ Số ảnh"


async def test_bot_answers_in_a_group_whose_members_never_wrote_to_it(sociable: Site) -> None:
    await sociable.emulator.join(BOT, "Tổ 5")

    assert (await sociable.send("chào cả tổ", "Tổ 5")).code == 0
    assert (await sociable.send("chào chị")).code == 400


async def test_bot_without_the_feature_joins_no_group(site: Site) -> None:
    with pytest.raises(ValueError, match="cannot join"):
        await site.emulator.join(BOT, "Tổ 5")


async def test_bot_joins_three_groups_at_most(sociable: Site) -> None:
    for number in range(3):
        await sociable.emulator.join(BOT, f"Tổ {number}")

    with pytest.raises(ValueError, match="as many groups"):
        await sociable.emulator.join(BOT, "Tổ 3")


async def test_ids_look_like_the_platforms_and_differ_between_bots(site: Site) -> None:
    site.emulator.add_bot("hp2", "222:other")

    here, there = site.id_of(HOA), site.emulator.chat("hp2", HOA).id

    assert here != there
    assert {len(here), len(there)} == {20}
    assert int(here, 16)


async def test_people_are_not_heard_over_the_quota_where_the_rule_says_so() -> None:
    async with open_site(Rules(messages_per_month=1, hears_over_quota=False)) as site:
        first = await site.emulator.say(BOT, HOA, "một")
        second = await site.emulator.say(BOT, HOA, "hai")

    assert first is not None
    assert second is not None
    assert site.emulator.bot(BOT).lost == [second.message_id]
