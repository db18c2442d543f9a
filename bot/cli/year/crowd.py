"""Many people who talk to the app at their own moments, and in the same moment all at once.

Whoever speaks in the same moment is heard together, as the app hears a crowd; a person's own lines
follow one another. The same talks give the same lines in the same order.
"""

from __future__ import annotations

import heapq
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from random import Random
from typing import Any

from bot.cli.simulation import Sent, Simulation
from bot.cli.year.saying import Heard, Labels, Pause, Press, Say, StuckError, Talk, drop

AGAIN = 0.03
"""How likely a message arrives a second time, at once or with the next ones."""

log = logging.getLogger("toso.cli")

Do = Callable[[], Awaitable[None]]


@dataclass(slots=True)
class _Speaker:
    """One person in one moment: what is left to be said, first the talk that is under way."""

    who: str
    talks: deque[Talk]
    heard: Heard | None = None
    said: str = ""


@dataclass(slots=True)
class Crowd:
    simulation: Simulation
    labels: Labels
    drawn: Random
    messages: int = 0
    again: int = 0
    stuck: int = 0
    _waiting: list[tuple[datetime, bool, int, str, Talk | Do]] = field(default_factory=list)
    _numbers: count[int] = field(default_factory=count)
    _copies: list[dict[str, Any]] = field(default_factory=list)

    def plan(self, at: datetime, who: str, talk: Talk) -> None:
        """Somebody begins to talk at `at`."""
        heapq.heappush(self._waiting, (at, True, next(self._numbers), who, talk))

    def plan_deed(self, at: datetime, do: Do) -> None:
        """Something that nobody says; before all that is said in the same moment."""
        heapq.heappush(self._waiting, (at, False, next(self._numbers), "", do))

    async def play_until(self, moment: datetime) -> None:
        """All that is to come before `moment`."""
        while self._waiting and self._waiting[0][0] < moment:
            await self._play_moment(self._waiting[0][0])

    async def _play_moment(self, at: datetime) -> None:
        if at > self.simulation.clock.moment:
            await self.simulation.feed({"at": at.isoformat()})
        speakers: dict[str, _Speaker] = {}
        while self._waiting and self._waiting[0][0] == at:
            _, _, _, who, due = heapq.heappop(self._waiting)
            if callable(due):
                await due()
            else:
                speakers.setdefault(who, _Speaker(who, deque())).talks.append(due)
        while lines := [
            (speaker, line) for speaker in speakers.values() if (line := self._next(speaker))
        ]:
            await self._say([(speaker.who, line) for speaker, line in lines], speakers)

    def _next(self, speaker: _Speaker) -> Say | Press | None:
        """What this person says next in this moment; None when there is nothing more."""
        while speaker.talks:
            talk = speaker.talks[0]
            try:
                line = next(talk) if speaker.heard is None else talk.send(speaker.heard)
            except StopIteration:
                speaker.talks.popleft()
            except StuckError as error:
                self.stuck += 1
                moment = self.simulation.clock.moment.isoformat()
                fields = {"at": moment, "who": speaker.who, "said": speaker.said}
                log.warning("stuck", extra={"fields": {**fields, "why": str(error)}})
                speaker.talks[0] = _leaving(self.labels, speaker.heard or Heard())
            else:
                if not isinstance(line, Pause):
                    return line
                speaker.talks.popleft()
                later = self.simulation.clock.moment + line.wait
                self.plan(later, speaker.who, _going_on(talk))
            speaker.heard = None
        return None

    async def _say(
        self, said: Sequence[tuple[str, Say | Press]], speakers: dict[str, _Speaker]
    ) -> None:
        lines, self._copies = [*self._copies], []
        for who, line in said:
            written: dict[str, Any] = {"who": who, **_written(line)}
            self.messages += 1
            if self.drawn.random() < AGAIN:
                written["id"] = f"m{self.messages}"
                self.again += 1
                (lines if self.drawn.random() < 0.5 else self._copies).append(written)  # noqa: PLR2004  # at once or later
            lines.append(written)
        answers = _by_person(await self.simulation.feed_together(lines))
        for who, line in said:
            speakers[who].heard = answers.get(who, Heard())
            speakers[who].said = line.words if isinstance(line, Say) else line.label


def _going_on(talk: Talk) -> Talk:
    """A talk after its pause: it waits for an answer, and there was none."""
    try:
        line = talk.send(Heard())
        while True:
            heard = yield line
            line = talk.send(heard)
    except StopIteration:
        return


def _leaving(labels: Labels, heard: Heard) -> Talk:
    yield from drop(labels, heard)


def _written(line: Say | Press) -> dict[str, Any]:
    match line:
        case Say(words):
            return {"text": words}
        case Press(label):
            return {"press": label}


def _by_person(sent: Sequence[Sent]) -> dict[str, Heard]:
    heard: dict[str, Heard] = {}
    for one in sent:
        before = heard.get(one.to, Heard())
        labels = tuple(button.label for button in one.part.buttons)
        heard[one.to] = Heard(f"{before.text}\n{one.part.text}".strip(), labels or before.labels)
    return heard
