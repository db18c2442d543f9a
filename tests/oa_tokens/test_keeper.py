"""The access token is there whenever it can be, and Zalo sees each refresh token once."""

import asyncio
import logging
from datetime import timedelta

import pytest

from bot.channels.failures import Misconfigured, Throttled
from models.mail import Outbox
from models.oa_token import OaToken, TokenState
from tests.emulators.zalo_oa.faults import Kind
from tests.oa_tokens.desk import DUE, NOW, Desk, at_work


async def test_access_token_is_given_without_asking_zalo(desk: Desk) -> None:
    given = await desk.consent()

    token = await desk.keeper().token()

    assert token == given.access
    assert desk.emulator.calls == []


async def test_without_a_consent_nothing_can_be_sent(desk: Desk) -> None:
    with pytest.raises(Misconfigured):
        await desk.keeper().token()


async def test_pair_is_refreshed_by_itself_at_20_hours(desk: Desk) -> None:
    given = await desk.consent()
    desk.clock.moment = DUE
    keeper = desk.keeper()

    async with at_work(keeper):
        await desk.wire.came.wait()
        token = await keeper.renew(given.access)

    row = (await desk.rows(OaToken))[0]
    assert token == desk.emulator.tokens.pairs[-1].access != given.access
    assert desk.emulator.tokens.refreshes == 1
    assert row.state is TokenState.GOOD
    assert (row.former_access, row.former_refresh) == (given.access, given.refresh)
    assert row.obtained_at == DUE


async def test_pair_is_left_alone_before(desk: Desk) -> None:
    await desk.consent()
    desk.clock.moment = DUE - timedelta(minutes=1)
    keeper = desk.keeper()

    async with at_work(keeper):
        for _ in range(20):
            await keeper.token()

    assert desk.emulator.calls == []


async def test_thirty_sends_that_fail_together_cause_one_refresh(desk: Desk) -> None:
    given = await desk.consent()
    keeper = desk.keeper()

    async with at_work(keeper):
        tokens = await asyncio.gather(*(keeper.renew(given.access) for _ in range(30)))

    assert {desk.emulator.tokens.pairs[-1].access} == set(tokens)
    assert desk.emulator.tokens.refreshes == 1


async def test_who_failed_with_an_older_token_gets_the_newer(desk: Desk) -> None:
    given = await desk.consent()
    keeper = desk.keeper()

    async with at_work(keeper):
        first = await keeper.renew(given.access)
        second = await keeper.renew(given.access)

    assert first == second
    assert desk.emulator.tokens.refreshes == 1


async def test_fresh_token_that_is_refused_again_is_not_refreshed_again(desk: Desk) -> None:
    given = await desk.consent()
    keeper = desk.keeper()

    async with at_work(keeper):
        token = await keeper.renew(given.access)
        with pytest.raises(Misconfigured):
            await keeper.renew(token)

    assert desk.emulator.tokens.refreshes == 1


async def test_two_programs_refresh_once(desk: Desk) -> None:
    from models.opening import open_installation

    given = await desk.consent()
    desk.clock.moment = DUE
    other = await open_installation(desk.path, now=NOW)
    here, there = desk.keeper(), desk.keeper(other)

    async with at_work(here), at_work(there):
        tokens = await asyncio.gather(
            *(keeper.renew(given.access) for keeper in (here, there) for _ in range(5))
        )
    await other.close()

    assert {desk.emulator.tokens.pairs[-1].access} == set(tokens)
    assert (desk.emulator.tokens.refreshes, desk.emulator.tokens.reuses) == (1, 0)


async def test_store_is_free_while_zalo_thinks(desk: Desk) -> None:
    from models.opening import open_installation

    given = await desk.consent()
    keeper = desk.keeper()
    other = await open_installation(desk.path, now=NOW)
    held = desk.fault(Kind.HOLD)

    async with at_work(keeper), asyncio.TaskGroup() as group:
        renewed = group.create_task(keeper.renew(given.access))
        await held.done.wait()
        async with desk.database.write() as connection:
            await connection.execute(OaToken.__table__.select())
        async with other.write() as connection:
            await connection.execute(OaToken.__table__.select())
        assert not renewed.done()
        held.released.set()
    await other.close()

    assert renewed.result() != given.access


async def test_old_token_is_used_while_zalo_cannot_be_reached(desk: Desk) -> None:
    given = await desk.consent()
    desk.clock.moment = DUE
    keeper = desk.keeper()
    desk.fault(Kind.CUT, times=100)

    async with at_work(keeper):
        await desk.wire.came.wait()
        with pytest.raises(Throttled):
            await keeper.renew(given.access)
        token = await keeper.token()

    assert token == given.access
    assert (await desk.tokens()).state is TokenState.REFRESHING


async def test_no_answer_is_not_asked_for_again_at_once(desk: Desk) -> None:
    given = await desk.consent()
    keeper = desk.keeper()
    desk.fault(Kind.CUT, times=100)

    async with at_work(keeper):
        for _ in range(5):
            with pytest.raises(Throttled):
                await keeper.renew(given.access)
        asked = len(desk.emulator.calls)
        desk.clock.moment += timedelta(seconds=16)
        with pytest.raises(Throttled):
            await keeper.renew(given.access)

    assert (asked, len(desk.emulator.calls)) == (1, 2)


async def test_what_zalo_never_got_works_at_the_next_try(desk: Desk) -> None:
    given = await desk.consent()
    keeper = desk.keeper()
    desk.fault(Kind.CUT)

    async with at_work(keeper):
        with pytest.raises(Throttled):
            await keeper.renew(given.access)
        desk.clock.moment += timedelta(minutes=1)
        token = await keeper.renew(given.access)

    assert token == desk.emulator.tokens.pairs[-1].access
    assert (await desk.tokens()).state is TokenState.GOOD
    assert await desk.rows(Outbox) == []


async def test_expired_token_is_never_given(desk: Desk) -> None:
    given = await desk.consent()
    desk.clock.moment = NOW + timedelta(hours=25)
    keeper = desk.keeper()

    with pytest.raises(Throttled):
        await keeper.token()  # nobody is at work yet
    async with at_work(keeper):
        token = await keeper.token()

    assert token == desk.emulator.tokens.pairs[-1].access != given.access


async def test_lost_answer_costs_the_consent_but_not_the_access_token(desk: Desk) -> None:
    given = await desk.consent()
    keeper = desk.keeper()
    desk.fault(Kind.LOST)

    async with at_work(keeper):
        with pytest.raises(Throttled):
            await keeper.renew(given.access)
        desk.clock.moment += timedelta(minutes=1)
        desk.wire.came.clear()
        keeper._woken.set()
        await desk.wire.came.wait()
        while (await desk.tokens()).state is not TokenState.LOST:  # noqa: ASYNC110  # of the store
            await asyncio.sleep(0)
        token = await keeper.token()
        with pytest.raises(Misconfigured):
            await keeper.renew(token)  # refused as well: now it is over
        with pytest.raises(Misconfigured):
            await keeper.token()

    assert token == given.access
    assert desk.emulator.tokens.reuses == 1


async def test_another_refusal_loses_nothing(desk: Desk) -> None:
    given = await desk.consent()
    keeper = desk.keeper()
    desk.emulator.rules.is_app_active = False

    async with at_work(keeper):
        with pytest.raises(Throttled):
            await keeper.renew(given.access)
        desk.emulator.rules.is_app_active = True
        desk.clock.moment += timedelta(minutes=1)
        token = await keeper.renew(given.access)

    assert token == desk.emulator.tokens.pairs[-1].access
    assert (await desk.tokens()).state is TokenState.GOOD


async def test_stop_waits_for_the_answer(desk: Desk) -> None:
    await desk.consent()
    desk.clock.moment = DUE
    held = desk.fault(Kind.HOLD)

    async with at_work(desk.keeper()) as work:
        await held.done.wait()
        work.cancel()
        await asyncio.sleep(0)
        assert not work.done()
        held.released.set()
        await asyncio.wait({work})

    assert work.cancelled()
    assert (await desk.tokens()).access == desk.emulator.tokens.pairs[-1].access


async def test_who_waits_at_a_stop_is_sent_away(desk: Desk) -> None:
    given = await desk.consent()
    keeper = desk.keeper()
    held = desk.fault(Kind.CUT, times=100)

    async with at_work(keeper):
        with pytest.raises(Throttled):
            await keeper.renew(given.access)
        assert held.reached.is_set()
    with pytest.raises(Throttled):
        await keeper.renew(given.access)


async def test_age_is_that_of_the_pair(desk: Desk) -> None:
    keeper = desk.keeper()
    before = await keeper.age_hours()
    await desk.consent()
    desk.clock.moment += timedelta(hours=3, minutes=20)

    assert (before, await keeper.age_hours()) == (None, 3.3)


async def test_no_token_and_no_secret_is_in_the_log(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    given = await desk.consent()
    keeper = desk.keeper()
    desk.fault(Kind.HTML, status=502)

    async with at_work(keeper):
        with pytest.raises(Throttled) as raised:
            await keeper.renew(given.access)
        desk.clock.moment += timedelta(minutes=1)
        await keeper.renew(given.access)

    said = caplog.text + str([record.__dict__ for record in caplog.records]) + repr(raised.value)
    secrets = [desk.emulator.rules.app_secret]
    secrets += [
        token for pair in desk.emulator.tokens.pairs for token in (pair.access, pair.refresh)
    ]
    assert "refresh without an answer" in said
    assert "refreshed" in said
    assert [secret for secret in secrets if secret in said] == []
    assert given.access not in repr(await desk.tokens())
