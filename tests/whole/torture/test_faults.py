"""The script of faults, and what each of them does on the wire."""

from collections import Counter
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest
from aiohttp import ClientSession

from bot.channels.contract import Part, Receipt
from bot.channels.failures import FetchFailed, Throttled, Unreachable
from tests.whole.torture.faults import AMBIGUOUS, MOST_IN_A_ROW, Answer, Faults, File
from tests.whole.torture.provider import Provider
from tests.whole.torture.vendor import VendorChannel

NOW = datetime(2026, 11, 21, 2, tzinfo=UTC)
PHOTO = b"a picture of some length"


class Scripted(Faults):
    """Faults one after the other as a test wants them, then none."""

    def __init__(self, *script: Answer | File) -> None:
        super().__init__(seed=1)
        self._script = list(script)

    def answer(self, chat: str, letter: str) -> Answer:  # noqa: ARG002  # any
        return self._script.pop(0) if self._script else Answer.OK

    def file(self, name: str) -> File:  # noqa: ARG002  # any
        return self._script.pop(0) if self._script else File.OK


@pytest.fixture
async def session() -> AsyncIterator[ClientSession]:
    async with ClientSession() as opened:
        yield opened


def provider(*script: Answer | File) -> Provider:
    made = Provider(Scripted(*script), lambda: NOW, PHOTO)
    made.open_chat("c1", "0912000001")
    return made


@pytest.mark.parametrize("fault", [answer for answer in Answer if answer is not Answer.OK])
async def test_every_fault_is_one_of_the_family(session: ClientSession, fault: Answer) -> None:
    vendor = provider(fault)
    async with vendor.serving() as address:
        channel = VendorChannel(address, session, patience=0.2)

        with pytest.raises(Throttled if fault is Answer.THROTTLED else Unreachable):
            await channel.send("c1", Part("chào", letter="l1/0"))
        receipt = await channel.send("c1", Part("chào", letter="l1/0"))

    seen = [shown.letter for shown in vendor.chats["c1"].shown]
    assert seen == ["l1/0"] * (2 if fault in AMBIGUOUS else 1)
    assert receipt == Receipt(f"m{len(seen)}")


@pytest.mark.parametrize("fault", [File.BROKEN, File.CUT])
async def test_photo_that_does_not_come_whole_may_come_later(
    session: ClientSession, fault: File
) -> None:
    async with provider(fault).serving() as address:
        channel = VendorChannel(address, session)

        with pytest.raises(FetchFailed) as failed:
            await channel.fetch("a.jpg", limit=1000)
        data = await channel.fetch("a.jpg", limit=1000)

    assert not failed.value.lasting
    assert data == PHOTO


async def test_photo_that_is_none_comes_as_something_else(session: ClientSession) -> None:
    async with provider(File.FALSE).serving() as address:
        data = await VendorChannel(address, session).fetch("a.jpg", limit=1000)

    assert data != PHOTO


def test_same_seed_plans_the_same_faults_for_each_person() -> None:
    first, second, other = Faults(7), Faults(7), Faults(8)
    numbers = range(200)

    planned = [first.answer("c1", f"l{number}") for number in numbers]
    for number in numbers:  # what another person meets in between changes nothing
        second.answer("c2", f"k{number}")

    assert planned == [second.answer("c1", f"l{number}") for number in numbers]
    assert planned != [other.answer("c1", f"l{number}") for number in numbers]


def test_every_fault_comes_sometime() -> None:
    faults = Faults(1)

    answers = Counter(faults.answer("c1", f"l{number}") for number in range(5000))
    files = Counter(faults.file(f"{number}.jpg") for number in range(500))

    assert set(answers) == set(Answer)
    assert set(files) == set(File)
    assert answers[Answer.OK] > 4000


def test_one_letter_meets_few_faults_in_a_row() -> None:
    faults = Faults(1)

    for number in range(2000):
        answers = [faults.answer("c1", f"l{number}") for _ in range(MOST_IN_A_ROW + 1)]
        assert Answer.OK in answers


def test_nothing_goes_wrong_in_the_calm() -> None:
    faults = Faults(1, is_calm=True)

    assert {faults.answer("c1", f"l{number}") for number in range(500)} == {Answer.OK}
    assert {faults.push("c1").again for _ in range(500)} == {None}
