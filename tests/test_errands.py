"""What is asked for now and done after it: once, whatever happens in between."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.dialog.text import Text
from bot.errands.kind import Bench, ErrandKind, Job
from bot.errands.runner import RETRIES, Errands
from bot.kernel.clock import SetClock
from bot.task import Asker, Done, Link
from jobs import errands as purging
from models.apply import apply
from models.audit import Audit
from models.changes import Audited
from models.errand import Errand, ErrandState
from models.errand_changes import KeepErrand
from models.mail import Outbox
from models.needs import Facts, TeamsNeed
from models.received_files import stored_name
from tests.whole.stage import COORDINATOR, SATURDAY, Stage, open_stage


class Kind:
    """An errand that notes that it was done; `fails` says what its slow part raises."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.fails: list[Exception] = []
        self.lines: tuple[Text, ...] = (Text("thanks"),)
        self.slow: Callable[[], Any] | None = None

    def kind(self) -> ErrandKind:
        return ErrandKind("note", self._prepare, self._finish)

    async def _prepare(self, job: Job, bench: Bench) -> int:
        self.begun.append(job.id)
        if self.slow is not None:
            await self.slow()
        if self.fails:
            raise self.fails.pop(0)
        return len(await bench.ask(TeamsNeed()))

    def _finish(self, job: Job, teams: int, asker: Asker, facts: Facts) -> Done:
        known = len(facts.of(TeamsNeed()))
        noted = Audited(
            id=asker.new_id(),
            at=asker.now,
            by_id=asker.person.id,
            action="noted",
            subject=job.id,
            detail=(("teams", teams), ("known", known), ("size", job.argument["size"])),
        )
        link = Link(Text("button.documents"), Text("word.documents"), "documents")
        return Done(changes=(noted,), lines=self.lines, links=(link,))


@pytest.fixture
def noting() -> Kind:
    return Kind()


@pytest.fixture
async def stage(sample_database: Path, noting: Kind) -> AsyncIterator[Stage]:
    async with open_stage(sample_database, errands=[noting.kind()]) as opened:
        await opened.says(COORDINATOR, "chào")
        yield opened


async def ask(stage: Stage, id_: str = "errand0000001", kind: str = "note") -> None:
    account = stage.account(COORDINATOR)
    async with stage.app.database.write() as connection:
        person = await connection.exec_driver_sql(
            "SELECT person_id FROM account WHERE external_id = ?", (account,)
        )
        change = KeepErrand(
            id=id_,
            kind=kind,
            person_id=person.scalar_one(),
            channel="terminal",
            external_id=account,
            argument=(("size", 3),),
            at=stage.clock.now(),
        )
        await apply(connection, stage.app.commune_id, (change,))


async def errand(stage: Stage) -> Errand:
    (row,) = await stage.rows(Errand)
    return row


async def test_errand_is_done_and_answers_whom_it_was_asked_by(stage: Stage) -> None:
    await ask(stage)

    await stage.app.settle()

    row = await errand(stage)
    assert (row.state, row.tries, row.next_try_at) == (ErrandState.DONE, 1, None)
    assert await stage.said(COORDINATOR) == ["thanks"]
    assert await stage.count(Outbox, Outbox.identity == "errand:errand0000001") == 1
    (noted,) = await stage.rows(Audit, Audit.action == "noted")
    assert noted.detail == {"teams": 59, "known": 59, "size": 3}


async def test_answer_wakes_the_delivery_though_nobody_writes(stage: Stage) -> None:
    await ask(stage)
    heard = stage.app.wake.listen()

    done = await stage.app._dues.do_errands()
    is_woken = heard.is_set()
    heard.clear()
    nothing = await stage.app._dues.do_errands()

    assert (done, is_woken) == (1, True)
    assert (nothing, heard.is_set()) == (0, False)


async def test_button_of_the_answer_starts_its_task(stage: Stage) -> None:
    await ask(stage)
    await stage.app.settle()

    assert stage.last(COORDINATOR).buttons[0].id == "start.0.documents"


async def test_done_errand_is_never_done_again(stage: Stage, noting: Kind) -> None:
    await ask(stage)
    await stage.app.settle()

    await stage.passes(days=2)
    await stage.app.errands.take_up()
    await stage.app.settle()

    assert len(noting.begun) == 1


async def test_errand_that_fails_is_tried_again_later(stage: Stage, noting: Kind) -> None:
    noting.fails = [OSError("full"), TimeoutError()]
    await ask(stage)
    await stage.app.settle()

    waiting = await errand(stage)
    await stage.passes(minutes=5)

    assert (waiting.state, waiting.tries) == (ErrandState.WAITING, 1)
    assert waiting.next_try_at == SATURDAY + RETRIES[0]
    assert (await errand(stage)).state is ErrandState.DONE
    assert await stage.count(Audit, Audit.action == "noted") == 1


async def test_errand_that_always_fails_apologises_once(stage: Stage, noting: Kind) -> None:
    noting.fails = [ValueError("no")] * 9
    await ask(stage)

    await stage.passes(hours=30)

    row = await errand(stage)
    assert (row.state, len(noting.begun)) == (ErrandState.FAILED, len(RETRIES))
    assert await stage.said(COORDINATOR) == ["errand.failed"]
    assert await stage.count(Outbox, Outbox.identity == "errand:errand0000001") == 1
    assert await stage.count(Audit, Audit.action == "noted") == 0


async def test_failing_errand_holds_up_no_other(stage: Stage, noting: Kind) -> None:
    noting.fails = [ValueError("no")]
    await ask(stage)
    await ask(stage, "errand0000002")

    await stage.app.settle()

    (done,) = await stage.rows(Errand, Errand.state == ErrandState.DONE)
    assert done.id == "errand0000002"


async def test_errand_of_an_unknown_kind_is_given_up(stage: Stage) -> None:
    """Left by a newer version that was taken back."""
    await ask(stage, kind="dance")

    await stage.app.settle()

    assert (await errand(stage)).state is ErrandState.FAILED
    assert await stage.said(COORDINATOR) == ["errand.failed"]


async def test_errand_that_hangs_is_broken_off(stage: Stage, noting: Kind) -> None:
    noting.slow = asyncio.Event().wait
    app = stage.app
    hurried = Errands(
        database=app.database,
        commune_id=app.commune_id,
        kinds=[noting.kind()],
        files=app.files,
        clock=app.clock,
        ids=app.ids,
        work_seconds=0.01,
    )
    await ask(stage)

    assert await hurried.run_due() == 1

    assert (await errand(stage)).state is ErrandState.WAITING


async def test_killed_program_does_it_again_and_doubles_nothing(
    sample_database: Path, noting: Kind
) -> None:
    """Stopped while the slow part was at work: begun, and not ended."""
    async with open_stage(sample_database, errands=[noting.kind()]) as stage:
        await stage.says(COORDINATOR, "chào")
        await ask(stage)
        begun = asyncio.Event()
        forever = asyncio.Event()

        async def hang() -> None:
            begun.set()
            await forever.wait()

        noting.slow = hang
        async with asyncio.TaskGroup() as group:
            running = group.create_task(stage.app.errands.run_due())
            await begun.wait()
            running.cancel()
    noting.slow = None
    later = SetClock(SATURDAY + timedelta(seconds=5))

    async with open_stage(sample_database, errands=[noting.kind()], clock=later) as stage:
        await stage.app.errands.take_up()
        await stage.app.settle()

        row = await errand(stage)
        assert (row.state, row.tries) == (ErrandState.DONE, 2)
        assert await stage.count(Audit, Audit.action == "noted") == 1


async def test_fault_in_the_transaction_leaves_nothing_of_it(stage: Stage, noting: Kind) -> None:
    """A change that cannot be written takes the end of the errand back with it."""
    noting.lines = ()
    await ask(stage)
    kind = noting.kind()

    def twice(job: Job, prepared: Any, asker: Asker, facts: Facts) -> Done:  # noqa: ANN401
        done = kind.finish(job, prepared, asker, facts)
        return replace(done, changes=(*done.changes, *done.changes))

    app = stage.app
    clashing = Errands(
        database=app.database,
        commune_id=app.commune_id,
        kinds=[replace(kind, finish=twice)],
        files=app.files,
        clock=app.clock,
        ids=app.ids,
    )

    await clashing.run_due()

    assert (await errand(stage)).state is ErrandState.WAITING
    assert await stage.count(Audit, Audit.action == "noted") == 0


async def test_somebody_who_is_gone_gets_nothing(stage: Stage) -> None:
    await ask(stage)
    async with stage.app.database.write() as connection:
        await connection.exec_driver_sql("DELETE FROM person_role")

    await stage.app.settle()

    assert (await errand(stage)).state is ErrandState.FAILED
    assert await stage.count(Outbox, Outbox.identity == "errand:errand0000001") == 0


async def test_old_errands_go_with_the_file_that_was_made(stage: Stage) -> None:
    await ask(stage)
    stage.app.files.keep("errand0000001", "xlsx", b"a list")
    await stage.app.settle()
    await stage.passes(days=6)
    kept = await purge(stage)

    await stage.passes(days=2)
    gone = await purge(stage)

    assert (kept, gone) == (0, 1)
    assert await stage.count(Errand) == 0
    with pytest.raises(FileNotFoundError):
        stage.app.files.read(stored_name("errand0000001", "xlsx"))


async def purge(stage: Stage) -> int:
    app = stage.app
    return await purging.run(
        database=app.database,
        commune_id=app.commune_id,
        clock=app.clock,
        remove=app.files.remove,
    )
