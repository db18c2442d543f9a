"""An errand as a person asks for it: the answer goes to where the asking came from."""

from __future__ import annotations

from bot.task import Asker
from models.errand_changes import Argument, KeepErrand


def asked(asker: Asker, kind: str, argument: Argument) -> KeepErrand:
    return KeepErrand(
        id=asker.new_id(),
        kind=kind,
        person_id=asker.person.id,
        channel=asker.door.channel,
        external_id=asker.door.external_id,
        argument=argument,
        at=asker.now,
    )
