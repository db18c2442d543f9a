"""Which decisions of a batch are written together, and which wait for the next one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.channels.contract import Inbound
from bot.conversation.scene import Decision
from models.changes import Change
from models.load import AccountKey
from models.writer import PutOff


@dataclass(frozen=True, slots=True)
class Taken:
    """The message is committed. `outcome` is for the log; `is_new` is False for a redelivery."""

    outcome: str
    is_new: bool = True


def together(
    batch: Sequence[Inbound], decisions: Sequence[Decision | Taken | PutOff]
) -> tuple[list[Taken | PutOff], list[Change]]:
    """Which decisions share this batch, in order, and their changes.

    What stands behind a put-off message waits with it: the same person's next ones, which were
    decided on a state that is not written now, and a second copy of the message itself, whose
    provider must not be told that we have it.
    """
    results: list[Taken | PutOff] = []
    changes: list[Change] = []
    read: set[str] = set()
    written: set[str] = set()
    held: set[str | AccountKey] = set()
    for inbound, decision in zip(batch, decisions, strict=True):
        message = (inbound.channel, inbound.provider_id)
        match decision:
            case Taken():
                results.append(PutOff() if message in held else decision)
            case PutOff():
                held.add(message)
                results.append(decision)
            case Decision():
                must_wait = decision.owner in held or _is_in_the_way(decision, read, written)
                read |= decision.reads
                written |= decision.writes
                if must_wait:
                    held |= {decision.owner, message}
                    results.append(PutOff())
                else:
                    changes += decision.changes
                    results.append(Taken(decision.outcome))
    return results, changes


def newly_taken(batch: Sequence[Inbound], results: Sequence[Taken | PutOff]) -> list[Inbound]:
    """Those whose inbox rows this batch writes."""
    return [
        inbound
        for inbound, result in zip(batch, results, strict=True)
        if isinstance(result, Taken) and result.is_new
    ]


def _is_in_the_way(decision: Decision, read: set[str], written: set[str]) -> bool:
    return bool(decision.reads & written or decision.writes & read or decision.writes & written)
