"""Links to files: whom they open to, until when, and what their page says otherwise."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from aiohttp import ClientSession
from sqlalchemy import insert, select, update

from bot.channels.links import LINK_LIFE, Links
from bot.channels.web.handed_out import CODES_A_DAY, CODES_PER_ACCOUNT, PASS_LIFE
from bot.dialog.message import Enclosed, Message, message_from_text, message_to_text
from bot.dialog.text import Text
from models.commune import Commune, CommuneKind
from models.database import Database
from models.file_code import CODE_LIFE, CODE_TRIES, FileCode
from models.mail import Lane, Outbox, OutboxState
from models.people import Account, Person
from tests.channels.web.site import COMMUNE, NOW, Phone, Site, open_site

LETTER, PERSON, CHAT = "01kb2x3y4z5a6b7c", "p1", "hp1/a1b2c3"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHEET, PICTURE = b"PK\x03\x04sheet", b"\x89PNG\r\n\x1a\npicture"
SEND, OPEN = "Gửi mã cho tôi", "Mở tệp"

FILES = (
    Enclosed("Mẫu danh sách.xlsx", XLSX, "0a1/0a1b.xlsx", is_personal=False),
    Enclosed("Danh sách lớp.xlsx", XLSX, "0a2/0a2b.xlsx"),
    Enclosed("Bản đồ.png", "image/png", "0a3/0a3b.png", is_personal=False),
)


@dataclass(slots=True)
class Shelf:
    """A commune that has sent one letter with three files."""

    site: Site
    links: Links
    database: Database
    folder: Path

    def at(self, number: int) -> str:
        return f"/f/{self.links.token(LETTER, number)}"

    @asynccontextmanager
    async def browser(self) -> AsyncIterator[Browser]:
        async with ClientSession(self.site.address) as session:
            yield Browser(session)

    async def codes(self) -> list[str]:
        """What went out, the oldest first."""
        wanted = (
            select(Outbox.message, Outbox.channel, Outbox.external_id)
            .where(Outbox.identity.like("file_code:%"))
            .order_by(Outbox.id)
        )
        async with self.database.read() as connection:
            rows = list(await connection.execute(wanted))
        assert {(row.channel, row.external_id) for row in rows} <= {("zalo_bot", CHAT)}
        said = [message_from_text(row.message).lines[0] for row in rows]
        return [str(dict(line.parameters)["code"]) for line in said]


@dataclass(frozen=True, slots=True)
class Page:
    status: int
    body: bytes
    headers: dict[str, str]

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass(slots=True)
class Browser:
    """Without a cookie and without a word of whence it comes, as inside a messenger."""

    session: ClientSession

    async def get(self, path: str, method: str = "GET") -> Page:
        async with self.session.request(method, path) as response:
            return Page(response.status, await response.read(), dict(response.headers))

    async def post(self, path: str, **fields: str) -> Page:
        async with self.session.post(path, data=fields) as response:
            return Page(response.status, await response.read(), dict(response.headers))


@asynccontextmanager
async def shelf(database: Database, folder: Path) -> AsyncIterator[Shelf]:
    links = Links("https://to.example.vn", keyed_hash=database.vault.keyed_hash)
    async with open_site(database, folder, links=links) as site:
        for file, data in zip(FILES, (SHEET, SHEET, PICTURE), strict=True):
            stem, _, suffix = file.stored[4:].partition(".")
            await asyncio.to_thread(site.files.keep, stem, suffix, data)
        await lay_letter(database, NOW)
        yield Shelf(site, links, database, folder)


async def lay_letter(database: Database, finished_at: datetime | None) -> None:
    row = {
        "commune_id": COMMUNE,
        "id": LETTER,
        "owner": PERSON,
        "channel": "zalo_bot",
        "external_id": CHAT,
        "lane": Lane.REPLY,
        "identity": LETTER,
        "message": message_to_text(Message((Text("help.page"),), files=FILES)),
        "state": OutboxState.SENT if finished_at else OutboxState.WAITING,
        "not_before": NOW,
        "tries": 0,
        "created_at": NOW,
        "finished_at": finished_at,
    }
    async with database.write() as connection:
        await connection.execute(insert(Outbox), [row])


async def change_letter(database: Database, **values: object) -> None:
    async with database.write() as connection:
        await connection.execute(update(Outbox).where(Outbox.id == LETTER).values(**values))


async def test_form_opens_for_everybody_and_as_often_as_they_like(
    database: Database, tmp_path: Path
) -> None:
    async with shelf(database, tmp_path) as there, there.browser() as browser:
        pages = [await browser.get(there.at(0)) for _ in range(3)]

    assert [(page.status, page.body) for page in pages] == [(200, SHEET)] * 3
    headers = pages[0].headers
    assert headers["Content-Type"] == XLSX
    assert headers["Content-Disposition"] == (
        "attachment; filename*=UTF-8''M%E1%BA%ABu%20danh%20s%C3%A1ch.xlsx"
    )
    assert (headers["X-Robots-Tag"], headers["Cache-Control"]) == ("noindex", "no-store")
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert headers["X-Content-Type-Options"] == "nosniff"


async def test_picture_is_shown_in_its_place(database: Database, tmp_path: Path) -> None:
    async with shelf(database, tmp_path) as there, there.browser() as browser:
        page = await browser.get(there.at(2))

    assert (page.status, page.body, page.headers["Content-Type"]) == (200, PICTURE, "image/png")
    assert page.headers["Content-Disposition"].startswith("inline;")


async def test_head_says_what_would_come(database: Database, tmp_path: Path) -> None:
    async with shelf(database, tmp_path) as there, there.browser() as browser:
        page = await browser.get(there.at(2), "HEAD")

    assert (page.status, page.body) == (200, b"")
    assert page.headers["Content-Length"] == str(len(PICTURE))


async def test_picture_is_there_while_its_letter_is_under_way(
    database: Database, tmp_path: Path
) -> None:
    """A provider fetches it before it says that it has the message."""
    async with shelf(database, tmp_path) as there, there.browser() as browser:
        await change_letter(database, state=OutboxState.WAITING, finished_at=None)

        assert (await browser.get(there.at(2))).body == PICTURE


@pytest.mark.parametrize(
    "address", ["/f/", "/f/x", "/f/..%2ftoso.db", "/f/01kb2x3y4z5a6b7c-0-" + "0" * 32, "/f/a/b"]
)
async def test_address_that_is_none_says_how_to_get_the_file(
    database: Database, tmp_path: Path, address: str
) -> None:
    async with shelf(database, tmp_path) as there, there.browser() as browser:
        page = await browser.get(address)

    assert page.status == 404
    assert "gửi lại ngay" in page.text


async def test_another_number_of_the_same_letter_needs_its_own_address(
    database: Database, tmp_path: Path
) -> None:
    async with shelf(database, tmp_path) as there, there.browser() as browser:
        page = await browser.get(there.at(0).replace("-0-", "-1-"))

    assert page.status == 404


async def test_address_of_a_file_that_the_letter_does_not_have_opens_nothing(
    database: Database, tmp_path: Path
) -> None:
    async with shelf(database, tmp_path) as there, there.browser() as browser:
        assert (await browser.get(there.at(len(FILES)))).status == 404


async def test_link_ends_a_week_after_its_letter_went_out(
    database: Database, tmp_path: Path
) -> None:
    async with shelf(database, tmp_path) as there, there.browser() as browser:
        there.site.clock.moment = NOW + LINK_LIFE - timedelta(seconds=1)
        last = await browser.get(there.at(0))
        there.site.clock.moment = NOW + LINK_LIFE
        over = await browser.get(there.at(0))

    assert (last.status, over.status) == (200, 404)
    assert "gửi lại ngay" in over.text


@pytest.mark.parametrize(
    "values",
    [{"message": None}, {"state": OutboxState.FAILED}, {"state": OutboxState.EXPIRED}],
)
async def test_letter_that_is_gone_opens_nothing(
    database: Database, tmp_path: Path, values: dict[str, object]
) -> None:
    async with shelf(database, tmp_path) as there, there.browser() as browser:
        await change_letter(database, **values)

        assert (await browser.get(there.at(0))).status == 404


async def test_file_that_was_removed_says_how_to_get_it(database: Database, tmp_path: Path) -> None:
    async with shelf(database, tmp_path) as there, there.browser() as browser:
        there.site.files.remove(FILES[0].stored)

        assert (await browser.get(there.at(0))).status == 404


# With names in it


async def test_list_with_names_opens_to_nobody_without_a_code(
    database: Database, tmp_path: Path
) -> None:
    async with shelf(database, tmp_path) as there, there.browser() as browser:
        page = await browser.get(there.at(1))

        assert SEND in page.text
        assert SHEET not in page.body
        assert "Danh sách lớp" not in page.text
        assert await there.codes() == []
        assert "form-action 'self'" in page.headers["Content-Security-Policy"]
        assert page.headers["Cache-Control"] == "no-store"


async def test_code_goes_to_the_account_that_has_the_link_and_opens_the_file(
    database: Database, tmp_path: Path
) -> None:
    async with shelf(database, tmp_path) as there, there.browser() as browser:
        asked = await browser.post(f"{there.at(1)}/code")
        (code,) = await there.codes()
        ready = await browser.post(f"{there.at(1)}/open", code=f"{code[:3]} {code[3:]} ")
        (address,) = re.findall(r'href="(/f/[^"]+)"', ready.text)
        file = await browser.get(address)

    assert "6 số" in asked.text
    assert OPEN in ready.text
    assert (file.status, file.body) == (200, SHEET)
    assert file.headers["Content-Disposition"].startswith("attachment;")


async def test_button_of_a_right_code_ends_and_opens_no_other_file(
    database: Database, tmp_path: Path
) -> None:
    async with shelf(database, tmp_path) as there, there.browser() as browser:
        await browser.post(f"{there.at(1)}/code")
        (code,) = await there.codes()
        ready = await browser.post(f"{there.at(1)}/open", code=code)
        (address,) = re.findall(r'href="(/f/[^"]+)"', ready.text)
        await change_letter(database, id="01kb2x3y4z5a6b7d", identity="other")
        await lay_letter(database, NOW)
        given = address.partition("?")[2]
        other = f"/f/{there.links.token('01kb2x3y4z5a6b7d', 1)}?{given}"
        elsewhere = await browser.get(other)
        longer = await browser.get(address.replace("p=", "p=9"))
        there.site.clock.moment += PASS_LIFE
        late = await browser.get(address)

    assert [SEND in page.text for page in (elsewhere, longer, late)] == [True, True, True]


@pytest.mark.parametrize("given", ["1-é", "1-%FF", "é", "٣-a", "-", "9" * 5_000])
async def test_pass_that_somebody_made_up_opens_nothing(
    database: Database, tmp_path: Path, given: str
) -> None:
    async with shelf(database, tmp_path) as there, there.browser() as browser:
        page = await browser.get(f"{there.at(1)}?p={given}")

    assert (page.status, SEND in page.text) == (200, True)


async def test_code_is_good_once(database: Database, tmp_path: Path) -> None:
    async with shelf(database, tmp_path) as there, there.browser() as browser:
        await browser.post(f"{there.at(1)}/code")
        (code,) = await there.codes()
        answers = await asyncio.gather(
            *(browser.post(f"{there.at(1)}/open", code=code) for _ in range(5))
        )

    assert sorted(page.status for page in answers) == [200, 403, 403, 403, 403]


async def test_code_ends_after_ten_minutes(database: Database, tmp_path: Path) -> None:
    async with shelf(database, tmp_path) as there, there.browser() as browser:
        await browser.post(f"{there.at(1)}/code")
        (code,) = await there.codes()
        there.site.clock.moment += CODE_LIFE
        late = await browser.post(f"{there.at(1)}/open", code=code)

    assert (late.status, "hết hạn" in late.text) == (403, True)


async def test_five_wrong_tries_end_a_code(database: Database, tmp_path: Path) -> None:
    async with shelf(database, tmp_path) as there, there.browser() as browser:
        await browser.post(f"{there.at(1)}/code")
        (code,) = await there.codes()
        wrong = "000000" if code != "000000" else "000001"
        tries = [await browser.post(f"{there.at(1)}/open", code=wrong) for _ in range(CODE_TRIES)]
        right = await browser.post(f"{there.at(1)}/open", code=code)

    assert [f"còn {left} lần" in page.text for left, page in zip((4, 3, 2, 1), tries, strict=False)]
    assert "hết hạn" in tries[-1].text
    assert (right.status, 'href="/f/' in right.text) == (403, False)


@pytest.mark.parametrize("typed", ["", "abc", "1" * 5_000, "482 913", "٤٨٢٩١٣", "<script>"])
async def test_what_is_no_code_is_kindly_refused(
    database: Database, tmp_path: Path, typed: str
) -> None:
    async with shelf(database, tmp_path) as there, there.browser() as browser:
        await browser.post(f"{there.at(1)}/code")
        page = await browser.post(f"{there.at(1)}/open", code=typed)

    assert page.status == 403
    assert "<script>" not in page.text


async def test_newer_code_ends_the_older(database: Database, tmp_path: Path) -> None:
    async with shelf(database, tmp_path) as there, there.browser() as browser:
        await browser.post(f"{there.at(1)}/code")
        there.site.clock.moment += timedelta(seconds=30)
        await browser.post(f"{there.at(1)}/code")
        older, newer = await there.codes()
        first = await browser.post(f"{there.at(1)}/open", code=older)
        second = await browser.post(f"{there.at(1)}/open", code=newer)

    assert (older != newer, first.status, second.status) == (True, 403, 200)


async def test_no_code_before_one_was_asked_for(database: Database, tmp_path: Path) -> None:
    async with shelf(database, tmp_path) as there, there.browser() as browser:
        page = await browser.post(f"{there.at(1)}/open", code="123456")

    assert (page.status, "hết hạn" in page.text) == (403, True)


async def test_nobody_is_flooded_with_codes(database: Database, tmp_path: Path) -> None:
    async with shelf(database, tmp_path) as there, there.browser() as browser:
        pages = [
            await browser.post(f"{there.at(1)}/code") for _ in range(CODES_PER_ACCOUNT.most + 2)
        ]
        sent = len(await there.codes())
        there.site.clock.moment += CODES_PER_ACCOUNT.within
        after = await browser.post(f"{there.at(1)}/code")

    most = CODES_PER_ACCOUNT.most
    assert [page.status for page in pages] == [200] * most + [429] * 2
    assert (sent, after.status) == (most, 200)


async def test_a_link_in_wrong_hands_asks_for_few_codes_a_day(
    database: Database, tmp_path: Path
) -> None:
    hours = 2 * CODES_A_DAY.most // CODES_PER_ACCOUNT.most
    async with shelf(database, tmp_path) as there, there.browser() as browser:
        for _ in range(hours):
            for _ in range(CODES_PER_ACCOUNT.most):
                await browser.post(f"{there.at(1)}/code")
            there.site.clock.moment += CODES_PER_ACCOUNT.within
        sent = len(await there.codes())
        there.site.clock.moment += CODES_A_DAY.within
        after = await browser.post(f"{there.at(1)}/code")

    assert (sent, after.status) == (CODES_A_DAY.most, 200)


async def test_store_holds_no_code(database: Database, tmp_path: Path) -> None:
    async with shelf(database, tmp_path) as there, there.browser() as browser:
        await browser.post(f"{there.at(1)}/code")
        (code,) = await there.codes()
        async with database.read() as connection:
            (row,) = list(await connection.execute(select(FileCode.code_hash)))

    assert (len(row.code_hash), code in row.code_hash) == (32, False)


@pytest.mark.parametrize(("person", "opens"), [(PERSON, True), ("p2", False)])
async def test_browser_of_the_same_person_opens_it_at_once(
    database: Database, tmp_path: Path, person: str, *, opens: bool
) -> None:
    async with shelf(database, tmp_path) as there, there.site.phone() as phone:
        await _join(there, phone, person)
        async with phone.session.get(there.at(1)) as response:
            body = await response.read()

    assert (body == SHEET) is opens
    assert (SEND in body.decode(errors="replace")) is not opens


async def _join(there: Shelf, phone: Phone, person: str) -> None:
    await phone.say("client-1")
    account = {
        "commune_id": COMMUNE,
        "channel": "web",
        "external_id": there.site.bot.taken[-1].sender.external_id,
        "person_id": person,
        "shown": "",
        "created_at": NOW,
        "last_seen_at": NOW,
    }
    async with there.database.write() as connection:
        commune = {
            "id": COMMUNE,
            "name": "xã Mẫu",
            "kind": CommuneKind.RURAL,
            "village_word": "thôn",
            "is_sample": False,
            "created_at": NOW,
        }
        someone = {"commune_id": COMMUNE, "id": person, "name": "Hoa", "created_at": NOW}
        for table, row in ((Commune, commune), (Person, someone), (Account, account)):
            await connection.execute(insert(table), [row])


async def test_letter_of_an_older_version_needs_a_code(database: Database, tmp_path: Path) -> None:
    older = '{"lines": [], "files": [["Sổ.xlsx", "x/y", "0a1/0a1b.xlsx"]]}'
    async with shelf(database, tmp_path) as there, there.browser() as browser:
        await change_letter(database, message=older)

        assert SEND in (await browser.get(there.at(0))).text


async def test_fault_of_ours_is_a_kind_page_and_no_word_in_the_log(
    database: Database, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with shelf(database, tmp_path) as there, there.browser() as browser:
        async with database.write() as connection:
            await connection.exec_driver_sql("DROP TABLE file_code")
        with caplog.at_level(logging.DEBUG):
            page = await browser.post(f"{there.at(1)}/open", code="482913")

    assert (page.status, "trục trặc" in page.text) == (503, True)
    assert "request failed" in caplog.text
    assert "482913" not in caplog.text
    assert there.links.token(LETTER, 1) not in caplog.text


async def test_name_of_a_file_is_no_markup(database: Database, tmp_path: Path) -> None:
    files = (replace(FILES[1], name="<b>a\r\nb</b>.xlsx"),)
    async with shelf(database, tmp_path) as there, there.browser() as browser:
        await change_letter(database, message=message_to_text(Message((), files=files)))
        await browser.post(f"{there.at(0)}/code")
        (code,) = await there.codes()
        ready = await browser.post(f"{there.at(0)}/open", code=code)
        (address,) = re.findall(r'href="(/f/[^"]+)"', ready.text)
        file = await browser.get(address)

    assert "<b>" not in ready.text
    assert file.headers["Content-Disposition"].endswith("%3Cb%3Ea%0D%0Ab%3C%2Fb%3E.xlsx")


async def test_without_a_public_address_nothing_is_served(
    database: Database, tmp_path: Path
) -> None:
    links = Links("", keyed_hash=database.vault.keyed_hash)
    async with (
        open_site(database, tmp_path) as site,
        ClientSession(site.address) as session,
        session.get(f"/f/{links.token(LETTER, 0)}") as response,
    ):
        assert response.status == 404
