"""The page as it is served: cookie, headers, sample switch."""

import asyncio
import logging
from pathlib import Path

import pytest
from sqlalchemy import select

from models.database import Database
from models.web_log import WebSession
from tests.channels.web.site import open_site, texts_of


async def test_page_comes_with_one_strict_cookie(database: Database, tmp_path: Path) -> None:
    async with (
        open_site(database, tmp_path) as site,
        site.phone() as phone,
        phone.session.get("/") as response,
    ):
        (cookie,) = response.headers.getall("Set-Cookie")

    parts = {part.strip() for part in cookie.split(";")[1:]}
    assert parts == {"HttpOnly", "SameSite=Lax", "Max-Age=34560000", "Path=/"}


async def test_cookie_behind_https_is_bound_to_https_and_this_host(
    database: Database, tmp_path: Path
) -> None:
    async with (
        open_site(database, tmp_path, trusts_proxy=True) as site,
        site.phone(**{"X-Forwarded-Proto": "https"}) as phone,
        phone.session.get("/") as response,
    ):
        (cookie,) = response.headers.getall("Set-Cookie")

    assert cookie.startswith("__Host-toso=")
    assert "; Secure" in cookie


async def test_foreign_forwarding_is_not_believed(database: Database, tmp_path: Path) -> None:
    async with (
        open_site(database, tmp_path) as site,
        site.phone(**{"X-Forwarded-Proto": "https"}) as phone,
        phone.session.get("/") as response,
    ):
        (cookie,) = response.headers.getall("Set-Cookie")

    assert cookie.startswith("toso=")


async def test_store_holds_no_cookie(database: Database, tmp_path: Path, path: Path) -> None:
    async with open_site(database, tmp_path) as site, site.phone() as phone:
        async with phone.listening() as events:
            await events.until("ready")
        (token,) = (cookie.value for cookie in phone.session.cookie_jar)
    async with database.read() as connection:
        key = await connection.scalar(select(WebSession.external_id))
    await database.close()

    assert key
    assert token.encode() not in await asyncio.to_thread(path.read_bytes)


async def test_every_answer_is_guarded_also_the_refused(database: Database, tmp_path: Path) -> None:
    async with open_site(database, tmp_path) as site, site.phone() as phone:
        for path in ("/", "/page/chat.js", "/events", "/nowhere", "/lines", "/health"):
            async with phone.session.get(path) as response:
                assert response.headers["X-Content-Type-Options"] == "nosniff", path
                assert "frame-ancestors 'none'" in response.headers["Content-Security-Policy"]
                assert response.headers["Referrer-Policy"] == "no-referrer"
                assert response.headers["Server"] == "toso"


@pytest.mark.parametrize("name", ["index.html", "..%2fserver.py", "%2e%2e/server.py"])
async def test_only_the_files_of_the_page_are_served(
    database: Database, tmp_path: Path, name: str
) -> None:
    async with (
        open_site(database, tmp_path) as site,
        site.phone() as phone,
        phone.session.get(f"/page/{name}") as response,
    ):
        assert response.status == 404


async def test_files_are_kept_by_the_phone_for_as_long_as_their_version(
    database: Database, tmp_path: Path
) -> None:
    async with open_site(database, tmp_path) as site, site.phone() as phone:
        page = await phone.open()
        address = page.partition('src="')[2].partition('"')[0]
        async with phone.session.get(address) as current:
            assert "immutable" in current.headers["Cache-Control"]
        async with phone.session.get("/page/chat.js?v=other") as other:
            assert other.headers["Cache-Control"] == "no-cache"


async def test_health_answers(database: Database, tmp_path: Path) -> None:
    async with (
        open_site(database, tmp_path) as site,
        site.phone() as phone,
        phone.session.get("/health") as response,
    ):
        assert await response.json() == {"ok": True, "oa_token_age_hours": None}


async def test_age_of_the_tokens_and_the_page_of_the_consent(
    database: Database, tmp_path: Path
) -> None:
    async def age() -> float | None:
        return 3.5

    async with open_site(database, tmp_path, oa_token_age=age) as site, site.phone() as phone:
        async with phone.session.get("/health") as health:
            told = await health.json()
        async with phone.session.get("/zalo/oa/callback?code=sesame&state=s") as landed:
            shown = await landed.text()

    assert told == {"ok": True, "oa_token_age_hours": 3.5}
    assert "dán vào cửa sổ lệnh" in shown
    assert "sesame" not in shown
    assert landed.headers["Referrer-Policy"] == "no-referrer"


async def test_sample_visitor_becomes_another_person_with_another_talk(
    database: Database, tmp_path: Path
) -> None:
    async with open_site(database, tmp_path, is_sample=True) as site, site.phone() as phone:
        await phone.say("client-1", "là thành viên")
        changed = await phone.post("/as", {"role": "leader"})
        page = await phone.open()
        await phone.say("client-2", "là tổ trưởng")
        async with phone.listening() as events:
            shown = await events.until("ready")

    member, leader = (taken.sender for taken in site.bot.taken)
    assert changed.status == 200
    assert 'data-role="leader" aria-pressed="true"' in page
    assert member.phone_hash == database.vault.phone_hash("0912000002")
    assert leader.phone_hash == database.vault.phone_hash("0912000001")
    assert texts_of(shown) == ["là tổ trưởng"]


async def test_other_tabs_load_anew_when_the_visitor_becomes_another(
    database: Database, tmp_path: Path
) -> None:
    async with (
        open_site(database, tmp_path, is_sample=True) as site,
        site.phone() as phone,
        phone.listening() as events,
    ):
        await events.until("ready")
        await phone.post("/as", {"role": "resident"})

        assert (await events.next())[0] == "reload"


async def test_what_was_typed_as_one_person_is_not_said_as_another(
    database: Database, tmp_path: Path
) -> None:
    async with open_site(database, tmp_path, is_sample=True) as site, site.phone() as phone:
        await phone.post("/as", {"role": "leader"})

        answer = await phone.say("client-1", "x", talk=phone.talk)

    assert answer.status == 409
    assert site.bot.taken == []


async def test_stream_of_another_talk_asks_the_page_to_load_anew(
    database: Database, tmp_path: Path
) -> None:
    async with (
        open_site(database, tmp_path) as site,
        site.phone() as phone,
        phone.listening("?talk=another") as events,
    ):
        assert (await events.next())[0] == "reload"


@pytest.mark.parametrize("is_sample", [True, False])
async def test_role_that_is_none_is_refused(
    database: Database, tmp_path: Path, *, is_sample: bool
) -> None:
    async with open_site(database, tmp_path, is_sample=is_sample) as site, site.phone() as phone:
        for value in ({"role": "administrator"}, {"role": ["leader"]}, [], {}):
            assert (await phone.post("/as", value)).status == 400


async def test_fault_is_logged_without_the_persons_words(
    database: Database, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with open_site(database, tmp_path) as site, site.phone() as phone:
        async with database.write() as connection:
            await connection.exec_driver_sql("DROP TABLE web_log")
        with caplog.at_level(logging.DEBUG):
            answer = await phone.say("client-1", "số căn cước 012345678901")

    assert answer.status == 503
    assert "trục trặc" in answer.told["say"]
    assert "request failed" in caplog.text
    assert "012345678901" not in caplog.text
    assert "127.0.0.1" not in caplog.text


async def test_who_leaves_a_shared_phone_takes_the_talk_along(
    database: Database, tmp_path: Path
) -> None:
    async with (
        open_site(database, tmp_path) as site,
        site.phone() as phone,
    ):
        await phone.say("client-1", "chuyện riêng")
        before = phone.talk

        answer = await phone.post("/leave", {})
        await phone.open()
        await phone.say("client-2")
        async with phone.listening() as events:
            told = await events.until("ready")

    first, second = site.bot.taken
    assert (answer.status, before == phone.talk) == (200, False)
    assert first.sender.external_id != second.sender.external_id
    assert "chuyện riêng" not in str(told)


async def test_nobody_is_signed_out_by_a_foreign_page(database: Database, tmp_path: Path) -> None:
    async with open_site(database, tmp_path) as site, site.phone() as phone:
        answer = await phone.post("/leave", {}, {"Sec-Fetch-Site": "cross-site"})
        talk = phone.talk
        await phone.open()

    assert (answer.status, phone.talk) == (403, talk)
