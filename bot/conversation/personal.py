"""What people wish for themselves at any moment: how they are called, and in which language."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.dialogs import Dialogs
from bot.conversation.scene import Scene
from bot.dialog.address import read_address
from bot.dialog.events import UnusableReceived
from bot.dialog.text import Text
from bot.language.match import means
from bot.readers import reader_of
from models.changes import Audited, ChangeAddress, ChangeLanguage

LANGUAGE_WORDS = {"en": ("english", "tiếng anh"), "vi": ("tiếng việt", "vietnamese")}


def is_personal_wish(scene: Scene, dialogs: Dialogs, typed: str) -> bool:
    """Whether the words were one, and have been followed."""
    person = scene.person
    if person is None:
        return False
    address = read_address(typed)
    language = next((code for code, said in LANGUAGE_WORDS.items() if means(typed, said)), None)
    if address is not None:
        scene.changes.append(ChangeAddress(person.id, address.value))
        person = replace(person, address=address.value)
    elif language is not None:
        scene.changes.append(ChangeLanguage(person.id, language))
        person = replace(person, language=language)
    else:
        return False
    scene.changes.append(
        Audited(
            id=scene.new_id(),
            at=scene.now,
            by_id=person.id,
            action="person.address" if address else "person.language",
            subject=person.id,
        )
    )
    scene.person = person
    scene.reader = reader_of(person)
    scene.lead.append(Text("address.done") if address else Text("language.done"))
    scene.outcome = "personal wish"
    if scene.thread.current is not None:
        dialogs.hear(scene, UnusableReceived(Text("address.go_on")))
    return True
