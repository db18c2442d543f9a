"""Who answers: we, or for a while somebody of the office by hand; and whether anybody is there.

Laws: what is said to a person of the office is theirs. It is taken, so that it counts once, but
neither answered nor kept, and no dialog moves by it; afterwards we say that we kept nothing of it.
A button, or a word that asks for the list of tasks by its name, is said to us and ends the silence.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.channels.contract import ButtonPressed, Departed, TakenOver, TextSent
from bot.conversation.scene import Scene
from bot.dialog.text import Text
from bot.language.match import means
from models.account_changes import CloseAccount, SilenceAccount
from models.settings import DEFAULTS

CALL_WORDS = ("menu", "/menu", "/start", "tổ số", "danh sách việc")
"""What nobody says to a human."""

TOLD_WITHIN = timedelta(hours=24)
"""Later nobody wonders any more what became of what they said meanwhile."""


def is_not_for_us(scene: Scene) -> bool:
    """Whether this is all that follows from the message; else it is heard as ever."""
    match scene.inbound.event:
        case Departed():
            _leave(scene)
        case TakenOver():
            _fall_silent(scene)
        case event if scene.is_silent and not _is_said_to_us(event):
            scene.outcome = "said to the office"
        case _:
            _speak_again(scene)
            return False
    scene.is_passed_over = True
    return True


def _leave(scene: Scene) -> None:
    inbound = scene.inbound
    scene.outcome = "left"
    scene.changes.append(CloseAccount(inbound.channel, inbound.sender.external_id, inbound.at))


def _fall_silent(scene: Scene) -> None:
    """From when it was said: what a provider tells us late may be over already."""
    settings = scene.asker.settings if scene.asker else DEFAULTS
    until = scene.inbound.at + timedelta(minutes=settings.takeover_minutes)
    before = scene.account.silent_until
    scene.outcome = "taken over"
    _keep(scene, until if before is None else max(before, until))


def _speak_again(scene: Scene) -> None:
    until = scene.account.silent_until
    if until is None:
        return
    if scene.now - until <= TOLD_WITHIN:
        scene.lead.append(Text("silence.over"))
    _keep(scene, None)


def _keep(scene: Scene, until: datetime | None) -> None:
    inbound = scene.inbound
    scene.account = replace(scene.account, silent_until=until)
    scene.changes.append(
        SilenceAccount(inbound.channel, inbound.sender.external_id, until, scene.now)
    )


def _is_said_to_us(event: object) -> bool:
    match event:
        case ButtonPressed():
            return True
        case TextSent(text):
            return means(text, CALL_WORDS)
        case _:
            return False
