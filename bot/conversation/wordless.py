"""What people send instead of words: a sticker, a place, a contact; or they only open the chat.

Laws: each is answered, once for all of its kind that come together; nothing that was said before is
lost by it, and what was handed over unasked is kept nowhere.
"""

from __future__ import annotations

from dataclasses import replace

from bot.channels.contract import (
    Arrived,
    ContactSent,
    InboundEvent,
    OtherKind,
    OtherSent,
    PlaceSent,
    VoiceSent,
)
from bot.conversation.dialogs import MENU, Dialogs
from bot.conversation.scene import Scene
from bot.conversation.standing import find_question
from bot.dialog import caps
from bot.dialog.events import TextReceived, UnusableReceived
from bot.dialog.steps import FileStep, Handed, TextStep
from bot.dialog.text import Text
from bot.dialog.thread import Wordless


def is_heard_already(scene: Scene, dialogs: Dialogs) -> bool:
    """Whether the same was answered a moment ago, so that it is passed over."""
    event = scene.inbound.event
    if isinstance(event, Arrived):
        seen = scene.account.seen_at
        is_again = seen is not None and scene.now - seen < caps.GREETED_AGAIN
    else:
        is_again = _is_one_of_many(scene, _kind(scene, dialogs, event))
    if is_again:
        scene.outcome = "answered a moment ago"
        scene.is_passed_over = True
    return is_again


def hear_wordless(
    scene: Scene, dialogs: Dialogs, event: OtherSent | PlaceSent | ContactSent | Arrived
) -> None:
    match event:
        case Arrived():
            dialogs.want(scene, MENU)
        case ContactSent(phone=phone) if asks_for(scene, dialogs, Handed.PHONE):
            dialogs.hear(scene, TextReceived(phone, scene.shown))
        case ContactSent():
            _answer(scene, dialogs, Text("wordless.contact"))
        case PlaceSent() if asks_for(scene, dialogs, Handed.PLACE):
            _answer(scene, dialogs, Text("wordless.place_name"))
        case PlaceSent():
            _answer(scene, dialogs, Text("wordless.place"))
        case OtherSent(kind):
            _answer(scene, dialogs, _text_of(scene, dialogs, kind))


def asks_for(scene: Scene, dialogs: Dialogs, handed: Handed) -> bool:
    step = find_question(scene, dialogs)
    return isinstance(step, TextStep) and step.asks is handed


def _kind(scene: Scene, dialogs: Dialogs, event: InboundEvent) -> str:
    """Empty for what is words, or as good."""
    match event:
        case VoiceSent():
            return "voice"
        case PlaceSent():
            return "place"
        case OtherSent(kind):
            return kind.value
        case ContactSent() if not asks_for(scene, dialogs, Handed.PHONE):
            return "contact"
        case _:
            return ""


def _is_one_of_many(scene: Scene, kind: str) -> bool:
    before = scene.thread.wordless
    if before is not None and scene.now - before.at > caps.WORDLESS_TOGETHER:
        before = None
    if kind and before is not None and kind in before.kinds:
        return True
    after = None
    if kind:
        kinds, at = (before.kinds, before.at) if before else ((), scene.now)
        after = Wordless((*kinds, kind), at)
    scene.thread = replace(scene.thread, wordless=after)
    return False


def _text_of(scene: Scene, dialogs: Dialogs, kind: OtherKind) -> Text:
    match kind:
        case OtherKind.STICKER:
            return Text("wordless.sticker")
        case OtherKind.VIDEO:
            return Text("wordless.video")
        case OtherKind.LINK:
            return Text("wordless.link")
        case OtherKind.CARD:
            return Text("wordless.card")
        case OtherKind.UNSUPPORTED if isinstance(find_question(scene, dialogs), FileStep):
            return Text("wordless.no_file_here")
        case OtherKind.UNSUPPORTED:
            return Text("wordless.unsupported")


def _answer(scene: Scene, dialogs: Dialogs, answer: Text) -> None:
    """The question that is open stays open; where there is none, nobody is pressed to answer."""
    if scene.thread.current is not None:
        dialogs.hear(scene, UnusableReceived(answer))
        return
    scene.outcome = "wordless"
    scene.lead += (answer, Text("wordless.how"))
