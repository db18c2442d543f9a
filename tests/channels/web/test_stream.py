"""The stream of a talk over a real connection: nothing lost, nothing twice, everywhere the same."""

from pathlib import Path

from bot.channels.contract import Button, Part
from models.database import Database
from tests.channels.web.site import open_site, texts_of


async def test_page_that_opens_gets_the_whole_talk_then_what_is_new(
    database: Database, tmp_path: Path
) -> None:
    async with open_site(database, tmp_path) as site, site.phone() as phone:
        await phone.say("client-1", "xin chào")
        who = site.bot.taken[0].sender.external_id
        await site.channel.send(who, Part("Dạ", (Button("1:=a", "Hôm nay"),)))

        async with phone.listening() as events:
            before = await events.until("ready")
            await site.channel.send(who, Part("Bác ơi"))
            after = await events.lines(1)

    assert texts_of(before) == ["xin chào", "Dạ"]
    assert before[0]["client"] == "client-1"
    assert before[1]["buttons"] == [["1:=a", "Hôm nay"]]
    assert [line["id"] for line in (*before, *after)] == ["1", "2", "3"]


async def test_stream_goes_on_where_it_broke(database: Database, tmp_path: Path) -> None:
    """By the browser's own Last-Event-ID, or by the page's `after`, whichever is later."""
    async with open_site(database, tmp_path) as site, site.phone() as phone:
        await phone.say("client-1")
        who = site.bot.taken[0].sender.external_id
        async with phone.listening() as events:
            await events.until("ready")
        for words in ("hai", "ba", "bốn"):
            await site.channel.send(who, Part(words))

        async with phone.listening(**{"Last-Event-ID": "2"}) as events:
            by_browser = await events.until("ready")
        async with phone.listening("?after=1") as events:
            by_page = await events.until("ready")
        async with phone.listening("?after=1", **{"Last-Event-ID": "3"}) as events:
            by_both = await events.until("ready")

    assert texts_of(by_browser) == ["ba", "bốn"]
    assert texts_of(by_page) == ["hai", "ba", "bốn"]
    assert texts_of(by_both) == ["bốn"]


async def test_long_gap_is_told_whole(database: Database, tmp_path: Path) -> None:
    async with open_site(database, tmp_path) as site, site.phone() as phone:
        await phone.say("client-1")
        who = site.bot.taken[0].sender.external_id
        for number in range(450):
            await site.channel.send(who, Part(str(number)))

        async with phone.listening("?after=1") as events:
            first = await events.until("ready")
            rest = await events.lines(450 - len(first))

    assert [str(number) for number in range(450)] == texts_of([*first, *rest])


async def test_page_opens_with_the_newest_and_earlier_ones_are_asked_for(
    database: Database, tmp_path: Path
) -> None:
    async with open_site(database, tmp_path) as site, site.phone() as phone:
        await phone.say("client-1")
        who = site.bot.taken[0].sender.external_id
        for number in range(2, 101):
            await site.channel.send(who, Part(str(number)))

        async with phone.listening() as events:
            shown = await events.until("ready")
        async with phone.session.get(f"/lines?before={shown[0]['seq']}") as response:
            earlier = (await response.json())["lines"]

    assert [line["seq"] for line in (*earlier, *shown)] == list(range(1, 101))


async def test_two_tabs_of_one_person_both_get_everything(
    database: Database, tmp_path: Path
) -> None:
    async with (
        open_site(database, tmp_path) as site,
        site.phone() as phone,
        phone.listening() as one,
        phone.listening() as other,
    ):
        await one.until("ready")
        await other.until("ready")
        await phone.say("client-1", "từ một tab")
        await site.channel.send(site.bot.taken[0].sender.external_id, Part("trả lời"))

        assert texts_of(await one.lines(2)) == ["từ một tab", "trả lời"]
        assert texts_of(await other.lines(2)) == ["từ một tab", "trả lời"]


async def test_nobody_reads_anothers_talk(database: Database, tmp_path: Path) -> None:
    async with open_site(database, tmp_path) as site, site.phone() as one, site.phone() as other:
        await one.say("client-1", "của tôi")
        await other.say("client-1", "của người khác")

        async with one.listening() as events:
            shown = await events.until("ready")

    assert texts_of(shown) == ["của tôi"]


async def test_quiet_stream_beats(database: Database, tmp_path: Path) -> None:
    async with (
        open_site(database, tmp_path, beat_seconds=0.01) as site,
        site.phone() as phone,
        phone.listening() as events,
    ):
        await events.until("ready")

        assert (await events.next())[0] == "beat"


async def test_visit_is_told_before_the_talk_is_shown(database: Database, tmp_path: Path) -> None:
    """So that what was held for the person stands in the talk as it opens."""
    async with (
        open_site(database, tmp_path) as site,
        site.phone() as phone,
        phone.listening() as events,
    ):
        await events.until("ready")

        assert len(site.bot.visits) == 1


async def test_stream_without_a_cookie_is_refused(database: Database, tmp_path: Path) -> None:
    async with open_site(database, tmp_path) as site, site.phone() as phone:
        phone.session.cookie_jar.clear()

        async with phone.session.get("/events") as response:
            assert response.status == 401


async def test_server_closes_at_once_although_pages_are_open(
    database: Database, tmp_path: Path
) -> None:
    async with open_site(database, tmp_path) as site:
        phone = site.phone()
        opened = await phone.__aenter__()
        listening = opened.listening()
        events = await listening.__aenter__()
        await events.until("ready")

    assert await events.response.content.read() == b""
    await listening.__aexit__(None, None, None)
    await phone.__aexit__(None, None, None)
