"""What a page sends: once, after the commit, from our own page only, within its caps."""

import asyncio
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from aiohttp import ClientSession

from bot.channels.contract import (
    ButtonPressed,
    FileSent,
    OutFile,
    Part,
    PhotoSent,
    TextSent,
)
from bot.channels.failures import FetchFailed
from models.database import Database
from tests.channels.web.site import LATER, LIMIT, NOW, PHOTO, open_site


async def test_message_reaches_the_bot_as_the_contract_says(
    database: Database, tmp_path: Path
) -> None:
    async with open_site(database, tmp_path) as site, site.phone() as phone:
        answer = await phone.say("client-1", "12 người")

    (taken,) = site.bot.taken
    assert [answer.status, answer.told] == [200, {"ok": True}]
    assert taken.event == TextSent("12 người")
    assert taken.sender.is_resident
    assert taken.at == NOW
    assert taken.provider_id == f"{taken.sender.external_id}:client-1"


async def test_resent_message_counts_once_and_is_shown_once(
    database: Database, tmp_path: Path
) -> None:
    async with open_site(database, tmp_path) as site, site.phone() as phone:
        answers = await asyncio.gather(*(phone.say("client-1", "12") for _ in range(5)))
        async with phone.listening() as events:
            shown = await events.until("ready")

    assert [answer.status for answer in answers] == [200] * 5
    assert len(site.bot.taken) == 1
    assert len(shown) == 1


async def test_citizen_number_is_not_kept_in_the_talk(database: Database, tmp_path: Path) -> None:
    async with open_site(database, tmp_path) as site, site.phone() as phone:
        await phone.say("client-1", "cụ Tám 0912345678, căn cước 031163001234")
        async with phone.listening() as events:
            shown = await events.until("ready")

    assert "031163001234" not in str(shown)
    assert "0912345678" in str(shown)
    assert "031163001234" in site.bot.taken[0].event.text


async def test_our_fault_is_no_200_and_the_same_message_may_come_again(
    database: Database, tmp_path: Path
) -> None:
    async with open_site(database, tmp_path) as site, site.phone() as phone:
        site.bot.is_broken = True
        refused = await phone.say("client-1")
        site.bot.is_broken = False
        taken = await phone.say("client-1")

    assert [refused.status, taken.status] == [503, 200]
    assert "trục trặc" in refused.told["say"]
    assert len(site.bot.taken) == 1


async def test_unknown_press_is_the_bots_to_answer(database: Database, tmp_path: Path) -> None:
    async with open_site(database, tmp_path) as site, site.phone() as phone:
        answer = await phone.press("client-1", "999:no-such-button", "Nút cũ")

    assert answer.status == 200
    assert site.bot.taken[0].event == ButtonPressed("999:no-such-button")


async def test_photo_is_stored_whole_and_fetched_by_its_source(
    database: Database, tmp_path: Path
) -> None:
    async with open_site(database, tmp_path) as site, site.phone() as phone:
        answer = await phone.photo("client-1")
        again = await phone.photo("client-1")
        (taken,) = site.bot.taken
        assert isinstance(taken.event, PhotoSent)
        fetched = await site.channel.fetch(taken.event.source, limit=LIMIT)
        async with phone.session.get("/photos/client-1") as response:
            shown = await response.read()

    assert [answer.status, again.status] == [200, 200]
    assert fetched == shown == PHOTO
    assert site.uploads() == [taken.event.source]


async def test_photo_of_another_talk_is_not_shown(database: Database, tmp_path: Path) -> None:
    async with open_site(database, tmp_path) as site, site.phone() as one, site.phone() as other:
        await one.photo("client-1")

        async with other.session.get("/photos/client-1") as response:
            assert response.status == 404


async def test_photo_over_the_cap_is_refused_kindly(database: Database, tmp_path: Path) -> None:
    async with open_site(database, tmp_path) as site, site.phone() as phone:
        answer = await phone.photo("client-1", PHOTO + b"x" * LIMIT)

    assert answer.status == 413
    assert "20 MB" in answer.told["say"]
    assert site.bot.taken == []
    assert site.uploads() == []


async def test_photo_of_unsaid_size_is_counted_as_it_comes(
    database: Database, tmp_path: Path
) -> None:
    async def endless() -> object:
        for _ in range(100):
            yield b"x" * 10_000

    headers = {"Sec-Fetch-Site": "same-origin", "Content-Type": "image/jpeg"}
    async with (
        open_site(database, tmp_path) as site,
        site.phone() as phone,
        phone.session.post(
            "/photos?client_id=client-1", data=endless(), headers=headers
        ) as response,
    ):
        assert response.status == 413

    assert site.uploads() == []


async def test_upload_cut_in_the_middle_leaves_nothing(database: Database, tmp_path: Path) -> None:
    async with open_site(database, tmp_path) as site, site.phone() as phone:
        cookie = next(iter(phone.session.cookie_jar))
        port = urlsplit(site.address).port
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(
            b"POST /photos?client_id=client-1 HTTP/1.1\r\nHost: x\r\n"
            b"Sec-Fetch-Site: same-origin\r\nContent-Type: image/jpeg\r\n"
            b"Content-Length: 100000\r\n"
            + f"Cookie: {cookie.key}={cookie.value}\r\n\r\n".encode()
            + b"x" * 50_000
        )
        await writer.drain()
        writer.write_eof()
        await reader.read()
        writer.close()
        await writer.wait_closed()

    assert site.bot.taken == []
    assert site.uploads() == []


async def test_photo_that_was_not_committed_waits_for_its_retry(
    database: Database, tmp_path: Path
) -> None:
    async with open_site(database, tmp_path) as site, site.phone() as phone:
        site.bot.is_broken = True
        refused = await phone.photo("client-1")
        site.bot.is_broken = False
        taken = await phone.photo("client-1")

    assert [refused.status, taken.status] == [503, 200]
    assert len(site.uploads()) == 1


async def test_channel_fetches_nothing_but_uploads(database: Database, tmp_path: Path) -> None:
    async with open_site(database, tmp_path) as site:
        with pytest.raises(FetchFailed, match="missing"):
            await site.channel.fetch("../toso.key", limit=LIMIT)


PAPER = b"%PDF-1.7 ..."


async def test_file_that_is_asked_for_comes_in_under_its_name(
    database: Database, tmp_path: Path
) -> None:
    async with open_site(database, tmp_path) as site, site.phone() as phone:
        first = await phone.file("client-1", PAPER, "Sổ tay.pdf")
        again = await phone.file("client-1", PAPER, "Sổ tay.pdf")
        (taken,) = site.bot.taken
        data = await site.channel.fetch(taken.event.source, limit=LIMIT)
        async with phone.listening() as events:
            (shown,) = await events.until("ready")

    assert [first.status, again.status] == [200, 200]
    assert taken.event == FileSent(taken.event.source, "Sổ tay.pdf")
    assert data == PAPER
    assert shown["text"] == "Sổ tay.pdf"


async def test_file_above_the_cap_is_refused_with_words(database: Database, tmp_path: Path) -> None:
    async with open_site(database, tmp_path) as site, site.phone() as phone:
        answer = await phone.file("client-1", b"x" * (LIMIT + 1), "a.pdf")

    assert answer.status == 413
    assert "20 MB" in answer.told["say"]
    assert site.bot.taken == []
    assert site.uploads() == []


@pytest.mark.parametrize("mime", ["text/plain", "multipart/form-data", "application/pdf"])
async def test_file_of_a_foreign_form_is_refused(
    database: Database, tmp_path: Path, mime: str
) -> None:
    """What a form of another page can send is never taken."""
    async with open_site(database, tmp_path) as site, site.phone() as phone:
        answer = await phone.file("client-1", PAPER, "a.pdf", mime)

    assert answer.status == 415
    assert site.bot.taken == []


async def test_citizen_number_in_a_files_name_is_not_kept(
    database: Database, tmp_path: Path
) -> None:
    async with open_site(database, tmp_path) as site, site.phone() as phone:
        await phone.file("client-1", PAPER, "căn cước 031163001234.pdf")
        async with phone.listening() as events:
            shown = await events.until("ready")

    assert "031163001234" not in str(shown)


async def test_page_is_told_where_a_file_may_answer(database: Database, tmp_path: Path) -> None:
    async with open_site(database, tmp_path) as site, site.phone() as phone:
        await phone.say("client-1")
        who = site.bot.taken[0].sender.external_id
        await site.channel.send(who, Part("Gửi tệp vào đây ạ", wants_file=True))
        await site.channel.send(who, Part("Tên gì ạ?"))
        async with phone.listening() as events:
            _, asks, names = await events.until("ready")

    assert (asks["wants_file"], "wants_file" in names) == (True, False)


async def test_file_that_we_sent_comes_to_its_person_alone(
    database: Database, tmp_path: Path
) -> None:
    async with open_site(database, tmp_path) as site, site.phone() as one, site.phone() as other:
        stored = site.files.keep("0a1b2c3d", "pdf", PAPER)
        file = OutFile("Sổ tay.pdf", "application/pdf", stored)
        await one.say("client-1")
        await other.say("client-1")
        await site.channel.send(site.bot.taken[0].sender.external_id, Part("Đây ạ", files=(file,)))
        async with one.session.get("/files/2/0") as response:
            data, headers = await response.read(), response.headers
        async with other.session.get("/files/2/0") as response:
            assert response.status == 404
        async with one.session.get("/files/2/1") as response:
            assert response.status == 404
        async with ClientSession(site.address) as stranger, stranger.get("/files/2/0") as response:
            assert response.status == 401
        site.files.remove(stored)
        async with one.session.get("/files/2/0") as response:
            assert response.status == 404

    assert data == PAPER
    assert headers["Content-Disposition"].startswith("attachment; filename*=UTF-8''S%E1%BB%95")
    assert headers["Content-Type"] == "application/pdf"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")


async def test_line_that_names_a_file_elsewhere_hands_out_nothing(
    database: Database, tmp_path: Path
) -> None:
    (tmp_path / "toso.key").write_bytes(b"secret")
    file = OutFile("a.pdf", "application/pdf", "../toso.key")
    async with open_site(database, tmp_path) as site, site.phone() as phone:
        await phone.say("client-1")
        await site.channel.send(site.bot.taken[0].sender.external_id, Part("x", files=(file,)))
        async with phone.session.get("/files/2/0") as response:
            assert response.status == 404


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "https://evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
async def test_message_from_a_foreign_page_is_refused(
    database: Database, tmp_path: Path, headers: dict[str, str]
) -> None:
    async with open_site(database, tmp_path) as site, site.phone() as phone:
        answer = await phone.post("/messages", {"client_id": "client-1", "text": "x"}, headers)

    assert answer.status == 403
    assert "say" in answer.told
    assert site.bot.taken == []


async def test_own_origin_is_enough_where_a_browser_says_no_more(
    database: Database, tmp_path: Path
) -> None:
    async with open_site(database, tmp_path) as site, site.phone() as phone:
        own = {"Origin": site.address.rstrip("/")}
        answer = await phone.post("/messages", {"client_id": "client-1", "text": "x"}, own)

    assert answer.status == 200


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"\xff", b'{"text": "x"}', b"[" * 60_000])
async def test_message_that_cannot_be_read_is_refused(
    database: Database, tmp_path: Path, body: bytes
) -> None:
    headers = {"Sec-Fetch-Site": "same-origin", "Content-Type": "application/json"}
    async with (
        open_site(database, tmp_path) as site,
        site.phone() as phone,
        phone.session.post("/messages", data=body, headers=headers) as response,
    ):
        assert response.status == 400


async def test_message_as_a_form_is_refused(database: Database, tmp_path: Path) -> None:
    headers = {"Sec-Fetch-Site": "same-origin"}
    form = {"client_id": "client-1", "text": "x"}
    async with (
        open_site(database, tmp_path) as site,
        site.phone() as phone,
        phone.session.post("/messages", data=form, headers=headers) as response,
    ):
        assert response.status == 415


async def test_message_of_many_kilobytes_is_refused(database: Database, tmp_path: Path) -> None:
    async with open_site(database, tmp_path) as site, site.phone() as phone:
        answer = await phone.say("client-1", "x" * 300_000)

    assert answer.status == 400


async def test_thirty_in_ten_seconds_are_taken_and_the_next_waits(
    database: Database, tmp_path: Path
) -> None:
    async with open_site(database, tmp_path) as site, site.phone() as phone:
        answers = [await phone.say(f"client-{number}") for number in range(31)]
        site.clock.moment += LATER
        later = await phone.say("client-30")

    assert [answer.status for answer in answers] == [200] * 30 + [429]
    assert answers[-1].headers["Retry-After"] == "11"
    assert "từ từ" in answers[-1].told["say"]
    assert later.status == 200
