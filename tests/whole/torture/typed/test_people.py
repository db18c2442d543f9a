"""What somebody who can only type believes of what they are shown."""

from __future__ import annotations

from tests.whole.torture.typed.people import Typist

BACK = (
    "Cháu rút lại bản vừa gửi rồi, phần bác ghi vẫn còn đây.\n"
    "Cháu hiểu thế này:\n• Loại: hướng dẫn người dân, Thôn 01\n• 12 người\nBác xem đúng chưa ạ?\n"
    "1. Đúng rồi, gửi đi"
)


class Said:
    """A line on which nothing comes but what stands in `shown`."""

    name = "hoa"
    untaken = 0

    def __init__(self) -> None:
        self.shown: list[str] = []

    async def news(self, after: int, patience: float) -> bool:  # noqa: ARG002  # nobody is waited for
        return len(self.shown) > after

    async def say(self, words: str) -> None:
        """Nobody answers."""

    async def photograph(self) -> None:
        """Nobody answers."""


async def test_page_that_opens_a_report_again_may_arrive_once_more_after_it_was_sent() -> None:
    """A provider that took it and did not say so gets it twice."""
    line = Said()
    typist = Typist(1, line, seed=1)
    line.shown.append(BACK)
    await typist._wait(0)
    await typist._type("gửi đi")
    taken_back = dict(typist.memory.undone)

    line.shown.append(BACK)
    await typist._wait(0)

    assert typist.memory.undone == taken_back == {12: 0}
    assert [each.turn for each in typist.memory.sent] == [1]
