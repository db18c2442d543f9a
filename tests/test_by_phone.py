"""What no window lets through goes by phone number, where a template is set up for its kind."""

from collections.abc import AsyncIterator, Mapping
from pathlib import Path

import pytest
from sqlalchemy import update

from bot.channels.contract import Receipt
from bot.channels.failures import (
    Misconfigured,
    Refused,
    SendError,
    Throttled,
    Unreachable,
)
from models.channel_month import ChannelMonth
from models.commune import CommuneSetting
from models.mail import Lane, OutboxState
from models.people import Person
from models.sample import SAMPLE_COMMUNE
from tests.test_budget import PAID, at, silent_for
from tests.test_delivery import Post, owner_of
from tests.whole.stage import LEADER

HELD, SENT, WAITING = OutboxState.HELD, OutboxState.SENT, OutboxState.WAITING


class Templates:
    """The far end: what it was asked to send, and what it answers instead."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, str, dict[str, str], str]] = []
        self.answer: SendError | None = None

    def has(self, kind: str) -> bool:
        return kind == "reminder"

    async def send_template(
        self, phone: str, kind: str, data: Mapping[str, str], tracking_id: str
    ) -> Receipt:
        self.sent.append((phone, kind, dict(data), tracking_id))
        if self.answer:
            raise self.answer
        return Receipt("zbs-1")


@pytest.fixture
def templates() -> Templates:
    return Templates()


@pytest.fixture
async def post(sample_database: Path, templates: Templates) -> AsyncIterator[Post]:
    """Of a leader who wrote eight days ago."""
    async with at(sample_database, PAID) as opened:
        opened.stage.app.delivery.use_templates(templates)
        await silent_for(opened, days=8)
        yield opened


async def remind(post: Post, identity: str = "reminder:1", lane: Lane = Lane.REMINDER) -> None:
    account, owner = post.stage.account(LEADER), await owner_of(post.stage, LEADER)
    await post.lay(identity, account, lane=lane, owner=owner)
    await post.deliver()


async def count(post: Post) -> tuple[int, int]:
    (row,) = await post.stage.rows(ChannelMonth)
    return row.templates, row.cost


async def test_a_reminder_outside_every_window_goes_by_phone_once(
    post: Post, templates: Templates
) -> None:
    before = len(post.stage.wire.sent)

    await remind(post)
    await post.stage.passes(days=2)

    ((phone, kind, data, tracking),) = templates.sent
    assert (phone, kind, tracking) == (LEADER, "reminder", "reminder:1")
    assert set(data) == {"name", "unit", "date"}
    assert await post.found("reminder:1") == (SENT, None)
    assert len(post.stage.wire.sent) == before
    assert await count(post) == (1, 200)


async def test_the_price_is_the_communes_own(post: Post) -> None:
    async with post.stage.app.database.write() as connection:
        row = CommuneSetting.__table__.insert()
        values = {"commune_id": SAMPLE_COMMUNE, "key": "zbs_price", "value": 560}
        await connection.execute(row, values)

    await remind(post)

    assert await count(post) == (1, 560)


@pytest.mark.parametrize(
    ("identity", "lane"), [("given:1", Lane.REMINDER), ("reminder:1", Lane.REPLY)]
)
async def test_other_kinds_and_replies_wait_for_the_person(
    post: Post, templates: Templates, identity: str, lane: Lane
) -> None:
    await remind(post, identity, lane)

    assert templates.sent == []
    assert await post.found(identity) == (HELD, "window closed")


@pytest.mark.parametrize("change", [{"consent_version": None}, {"phone": None}], ids=str)
async def test_who_has_not_agreed_or_has_no_number_gets_none(
    post: Post, templates: Templates, change: dict[str, None]
) -> None:
    async with post.stage.app.database.write() as connection:
        await connection.execute(update(Person).values(**change))

    await remind(post)

    assert templates.sent == []
    assert await post.found("reminder:1") == (HELD, "window closed")


async def test_at_night_it_waits_for_the_morning(post: Post, templates: Templates) -> None:
    templates.answer = Throttled(8 * 3600)
    await remind(post)
    night = await post.found("reminder:1")
    templates.answer = None

    await post.stage.passes(hours=11)

    assert night == (WAITING, "throttled")
    assert (await post.found("reminder:1"))[0] is SENT
    assert await count(post) == (1, 200)


@pytest.mark.parametrize(
    "error",
    [Unreachable(), Refused("-108", "number"), Misconfigured()],
    ids=lambda e: type(e).__name__,
)
async def test_what_went_wrong_is_not_tried_again_and_the_letter_waits_for_the_person(
    post: Post, templates: Templates, error: SendError
) -> None:
    """Each try may cost; who writes gets it then."""
    templates.answer = error
    await remind(post)
    await post.stage.passes(days=1)
    held = await post.found("reminder:1")

    await post.stage.says(LEADER, "chào")

    assert held == (HELD, "window closed")
    assert len(templates.sent) == 1
    assert (await post.found("reminder:1"))[0] is SENT
    assert (await count(post))[0] == 0


async def test_it_is_off_unless_templates_are_set_up(sample_database: Path) -> None:
    async with at(sample_database, PAID) as post:
        await silent_for(post, days=8)

        await remind(post)

        assert await post.found("reminder:1") == (HELD, "window closed")


async def test_inside_the_window_nothing_goes_by_phone(post: Post, templates: Templates) -> None:
    await silent_for(post, days=6)

    await remind(post)

    assert templates.sent == []
    assert (await post.found("reminder:1"))[0] is SENT
