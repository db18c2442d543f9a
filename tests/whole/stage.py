"""The whole real app with doubles of what is far: a wire that remembers, a clock that stands,
counted ids. Everything near is real, the database above all.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import delete, func, select

from bot.app import App, build
from bot.channels.contract import (
    ButtonPressed,
    Inbound,
    InboundEvent,
    Part,
    PhotoSent,
    Receipt,
    TextSent,
    VoiceSent,
)
from bot.channels.failures import FetchFailed
from bot.channels.limits import Capabilities
from bot.channels.terminal.capabilities import BUTTONS
from bot.channels.terminal.inbound import Said, inbound_of, sender_of
from bot.dialog.address import Address
from bot.dialog.message import message_from_json
from bot.dialog.text import Text
from bot.errands.kind import ErrandKind
from bot.kernel.clock import SetClock, from_local
from bot.kernel.ids import CountedIds, Ids
from bot.settings import Settings
from bot.texts import Reader
from models.activity import Activity, ActivityState, ZeroReport
from models.base import Base
from models.figures import Tally
from models.mail import Outbox
from models.sample import SAMPLE_COMMUNE
from models.tally import tally
from models.weeks import week_days

SATURDAY = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)  # 09:00 in Viet Nam, in 2026-W47
WEEK = "2026-W47"

LEADER, MEMBER, OTHER_MEMBER = "0912000001", "0912000002", "0912000003"  # of thon-01
NEXT_LEADER, NEXT_MEMBER = "0912000008", "0912000009"  # of thon-02
COORDINATOR, RAPID = "0912001001", "0912001003"


def member_of(team: int, place: int) -> str:
    """The phone of a member of thon-01, thon-02 … of the first 38 teams; place 0 leads."""
    return f"0912{(team - 1) * 7 + place + 1:06}"


class Wire:
    """The far end of a channel: what it was sent, what it answers instead, what it can fetch."""

    name = "terminal"

    def __init__(self, capabilities: Capabilities = BUTTONS) -> None:
        self.capabilities = capabilities
        self.sent: list[tuple[str, Part]] = []
        self.answer: Callable[[str, Part], Exception | None] = lambda _account, _part: None
        self.files: dict[str, bytes | Exception] = {}
        self.fetched: list[str] = []

    async def send(self, external_id: str, part: Part) -> Receipt:
        if error := self.answer(external_id, part):
            raise error
        self.sent.append((external_id, part))
        return Receipt(f"sent-{len(self.sent)}")

    async def fetch(self, source: str, *, limit: int) -> bytes:
        self.fetched.append(source)
        found = self.files.get(source, FetchFailed("missing", lasting=True))
        if isinstance(found, Exception):
            raise found
        if len(found) > limit:
            raise FetchFailed("too_large", lasting=True)
        return found

    def to(self, external_id: str) -> list[Part]:
        return [part for account, part in self.sent if account == external_id]


@dataclass(slots=True)
class RunningClock(SetClock):
    """A clock that never tells the same moment twice, as the real one."""

    def now(self) -> datetime:
        self.moment += timedelta(microseconds=1)
        return self.moment


class Stage:
    def __init__(self, app: App, wire: Wire, clock: SetClock) -> None:
        self.app = app
        self.wire = wire
        self.clock = clock
        self._count = 0

    # Saying

    def inbound(self, who: str, event: InboundEvent | str, id_: str = "") -> Inbound:
        """Words, or anything else that a person does. Without an id it is a message of its own."""
        self._count += 1
        sender = sender_of(who, self.app.database.vault)
        happened = TextSent(event) if isinstance(event, str) else event
        said = Said(who=who, event=happened)
        return inbound_of(said, sender, id_=id_ or f"m{self._count}", at=self.clock.now())

    async def hear(self, *inbounds: Inbound) -> list[bool]:
        """All of them in one batch, then whatever follows from them sent."""
        taken = await self.receives(*inbounds)
        await self.app.settle()
        return taken

    async def receives(self, *inbounds: Inbound) -> list[bool]:
        """All of them waiting before the writer takes the first; nothing is sent yet."""
        return await asyncio.gather(*(self.app.receive(inbound) for inbound in inbounds))

    async def does(self, who: str, event: InboundEvent | str, id_: str = "") -> Part:
        """One message; the last thing that the wire got for this person."""
        await self.hear(self.inbound(who, event, id_))
        return self.last(who)

    async def does_silently(self, who: str, event: InboundEvent | str) -> None:
        """One message of which perhaps nothing follows that is sent."""
        await self.hear(self.inbound(who, event))

    async def says(self, who: str, *texts: str) -> Part:
        """One after the other, each once the answer to the last is there: who has not read a page
        cannot send it off.
        """
        for text in texts:
            await self.does(who, text)
        return self.last(who)

    async def presses(self, who: str, *codes: str) -> Part:
        for code in codes:
            await self.does(who, self.press(who, code))
        return self.last(who)

    def press(self, who: str, code: str) -> ButtonPressed:
        """The newest button with this code: what is behind its dialog and its question."""
        for part in reversed(self.parts(who)):
            for button in part.buttons:
                if button.id.split(".", 2)[2] == code:
                    return ButtonPressed(button.id)
        raise LookupError(f"{who} was shown no button {code!r}")

    async def sends_photo(self, who: str, source: str) -> Part:
        return await self.does(who, PhotoSent(source))

    async def sends_voice(self, who: str) -> Part:
        return await self.does(who, VoiceSent())

    async def fills_session(self, who: str, people: int = 12) -> Part:
        """Up to the review page of a session of today."""
        await self.says(who, "ghi buổi", "hôm nay", "1", str(people))
        return await self.presses(who, "finish")

    async def logs_session(self, who: str, people: int = 12) -> Part:
        await self.fills_session(who, people)
        return await self.says(who, "gửi đi")

    async def fills_zero_report(self, who: str) -> Part:
        """Up to the review page of a zero report of this week."""
        return await self.says(who, "tuần này không có", "1")

    async def files_zero_report(self, who: str) -> Part:
        await self.fills_zero_report(who)
        return await self.says(who, "gửi đi")

    # Hearing

    def account(self, who: str) -> str:
        return sender_of(who, self.app.database.vault).external_id

    def parts(self, who: str) -> list[Part]:
        return self.wire.to(self.account(who))

    def last(self, who: str) -> Part:
        return self.parts(who)[-1]

    async def said(self, who: str, back: int = 1) -> list[str]:
        """The ids of the lines of the newest message queued for this person, or of an older one."""
        return await self.said_to(self.account(who), back)

    async def said_to(self, account: str, back: int = 1) -> list[str]:
        async with self.app.database.read() as connection:
            messages = await connection.scalars(
                select(Outbox.message).where(Outbox.external_id == account).order_by(Outbox.id)
            )
            newest = message_from_json(json.loads(messages.all()[-back]))
        return [line.id for line in newest.lines]

    async def is_at_menu(self, who: str) -> bool:
        return any(id_.startswith("menu.") for id_ in await self.said(who))

    def words(self, id_: str, /, **parameters: Any) -> str:  # noqa: ANN401  # of many types
        """A text as a member reads it."""
        return self.app.texts.render(Text(id_, **parameters), Reader("vi", Address.BAC))

    # Time

    async def passes(self, **time: float) -> None:
        """Stopping wherever something falls due, as if the program had run all the time."""
        end = self.clock.moment + timedelta(**time)
        await self.app.settle()
        while (due := await self.app.next_due()) is not None and self.clock.moment < due <= end:
            self.clock.moment = due
            await self.app.settle()
        self.clock.moment = end
        await self.app.settle()

    def stands_at(self, moment: str) -> None:
        """Local time, as people write it: "2026-11-20T22:00"."""
        self.clock.moment = from_local(datetime.fromisoformat(moment))

    # What is stored

    async def rows(self, table: type[Base], *where: Any) -> list[Any]:  # noqa: ANN401  # SQL
        async with self.app.database.read() as connection:
            found = await connection.execute(select(*_columns(table)).where(*where))
            return list(found.all())

    async def count(self, table: type[Base], *where: Any) -> int:  # noqa: ANN401  # SQL
        async with self.app.database.read() as connection:
            found = await connection.scalar(select(func.count()).select_from(table).where(*where))
            return int(found or 0)

    async def sessions(self, team: str = "thon-01") -> int:
        return await self.count(
            Activity, Activity.team_id == team, Activity.state == ActivityState.CONFIRMED
        )

    async def zero_reports(self, team: str = "thon-01") -> int:
        return await self.count(
            ZeroReport, ZeroReport.team_id == team, ZeroReport.withdrawn_at.is_(None)
        )

    async def tally(self) -> Tally:
        monday, sunday = week_days(WEEK)
        async with self.app.database.read() as connection:
            return await tally(connection, SAMPLE_COMMUNE, monday, sunday)

    async def empty(self, *tables: type[Base]) -> None:
        async with self.app.database.write() as connection:
            for table in tables:
                await connection.execute(delete(table))


def _columns(table: type[Base]) -> Iterable[Any]:
    """Every column but the sealed words of letters, which a test may have made unreadable."""
    columns = table.__table__.columns
    return [column for column in columns if (table, column.name) != (Outbox, "message")]


@asynccontextmanager
async def open_stage(
    database: Path,
    *,
    capabilities: Capabilities = BUTTONS,
    ids: Ids | None = None,
    files: Path | None = None,
    clock: SetClock | None = None,
    commune: str = "",
    errands: Sequence[ErrandKind] = (),
    public_url: str = "",
) -> AsyncIterator[Stage]:
    """The app on this database, its writer at work. It is 09:00 of a Saturday."""
    clock = clock or SetClock(SATURDAY)
    wire = Wire(capabilities)
    settings = Settings(database=str(database), files=files, commune=commune, public_url=public_url)
    app = await build(
        settings, clock=clock, channels=[wire], ids=ids or CountedIds(clock), errands=errands
    )
    try:
        async with app.running():
            yield Stage(app, wire, clock)
    finally:
        await app.close()
