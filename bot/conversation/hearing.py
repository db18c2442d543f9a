"""What a message means where the person stands: a wish of its own, a start, or an event of the
dialog under way.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.channels.contract import (
    AttachmentLost,
    ButtonPressed,
    FileSent,
    PhotoSent,
    TextSent,
    VoiceSent,
)
from bot.conversation.dialogs import MENU, UNDO, Dialogs
from bot.conversation.scene import Scene
from bot.dialog import caps
from bot.dialog.address import read_address
from bot.dialog.events import PhotoLost, PhotoReceived, Pressed, TextReceived, UnusableReceived
from bot.dialog.message import Message
from bot.dialog.reading import bare_number
from bot.dialog.state import State
from bot.dialog.talk import without_photo
from bot.dialog.text import Text
from bot.dialog.thread import Finished, Offer
from bot.dialog.words import Command, means_command
from bot.language.fold import clean_lines, has_words
from bot.language.match import means
from bot.readers import reader_of
from bot.task import Task
from models.changes import Audited, ChangeAddress, ChangeLanguage, KeepAttachment

MENU_WORDS = (
    "menu", "/menu", "/start", "chào", "chào cháu", "xin chào", "chào em", "alo", "bắt đầu", "hi",
    "hello", "danh sách", "việc", "các việc", "việc khác", "cháu ơi", "em ơi", "chào bạn",
)  # fmt: skip
UNDO_WORDS = ("hoàn tác", "rút lại", "rút lại buổi vừa gửi", "bỏ buổi vừa gửi", "hủy buổi vừa gửi")
LANGUAGE_WORDS = {"en": ("english", "tiếng anh"), "vi": ("tiếng việt", "vietnamese")}
ATTACHMENT_LIFE = timedelta(hours=24)


class Hearing:
    def __init__(self, dialogs: Dialogs) -> None:
        self._dialogs = dialogs

    def hear(self, scene: Scene) -> None:
        if scene.person is None:
            scene.outcome = "visitor"
            scene.say(Message((Text("visitor.hello"), Text("visitor.how"))))
            return
        match scene.inbound.event:
            case TextSent(text):
                self._text(scene, clean_lines(text))
            case ButtonPressed(button_id):
                self._press(scene, button_id)
            case PhotoSent(source):
                self._photo(scene, source)
            case FileSent():
                self._unusable(scene, Text("file.unusable"))
            case VoiceSent():
                self._voice(scene)
            case AttachmentLost(attachment, reason):
                self._photo_lost(scene, attachment, reason)

    # Words

    def _text(self, scene: Scene, typed: str) -> None:
        if self._personal_wish(scene, typed):
            return
        if means(typed, UNDO_WORDS):
            self._dialogs.undo(scene)
            return
        if scene.thread.current is None and self._follow_word(scene, typed):
            return
        if wanted := self._wanted(scene, typed):
            self._dialogs.want(scene, wanted)
            return
        current = scene.thread.current
        if (
            scene.thread.drafts
            and (current is None or current.task == MENU)
            and means_command(typed, Command.GO_ON)
        ):
            self._go_on(scene, scene.thread.drafts[-1])
            return
        if current is not None and not self._is_expired(scene, typed):
            self._dialogs.hear(scene, TextReceived(typed, scene.shown))
            return
        if means_command(typed, Command.SCRIBE):
            self._dialogs.start(scene, "ask_scribe")
            return
        self._lost(scene, typed)

    def _lost(self, scene: Scene, typed: str) -> None:
        if bare_number(typed) is not None:
            scene.lead.append(Text("late.number"))
        elif has_words(typed):
            scene.lead.append(Text("lost.words"))
        else:
            scene.lead.append(Text("lost.nothing"))
        self._dialogs.start(scene, MENU)

    def _is_expired(self, scene: Scene, typed: str) -> bool:
        """Whether a number answers a menu of days ago; a draft's question stays open."""
        state, heard = scene.thread.current, scene.thread.heard_at
        if state is None or heard is None or bare_number(typed) is None:
            return False
        task = self._dialogs.tasks.get(state.task)
        is_draft = task is not None and task.flow(state.context).keeps_draft
        return not is_draft and scene.now - heard > caps.LIST_LIFE

    def _wanted(self, scene: Scene, typed: str) -> str:
        if means(typed, MENU_WORDS):
            return MENU
        is_in_menu = scene.thread.current is not None and scene.thread.current.task == MENU
        for task in self._dialogs.allowed(scene):
            if means(typed, task.words) or (
                not is_in_menu and task.in_menu and means(typed, (scene.words(task.label),))
            ):
                return task.name
        return ""

    def _personal_wish(self, scene: Scene, typed: str) -> bool:
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
            self._dialogs.hear(scene, UnusableReceived(Text("address.go_on")))
        return True

    # Buttons

    def _press(self, scene: Scene, button_id: str) -> None:
        dialog, _, rest = button_id.partition(".")
        visit, _, code = rest.partition(".")
        current = scene.thread.current
        if current and current.dialog == dialog and visit.isdigit():
            self._dialogs.hear(scene, Pressed(int(visit), code))
            return
        if self._follow(scene, dialog, code):
            return
        draft = next((d for d in scene.thread.drafts if d.dialog == dialog), None)
        scene.outcome = "late button"
        if current is not None:
            self._dialogs.hear(scene, UnusableReceived(Text("late.button")))
        elif draft is not None:
            self._go_on(scene, draft)
        else:
            scene.lead.append(Text("late.button"))
            self._dialogs.start(scene, MENU)

    def _follow(self, scene: Scene, dialog: str, code: str) -> bool:
        """A button under a closing message."""
        for ended in _ended(scene):
            for offer in ended.offers:
                if ended.state.dialog == dialog and offer.code == code:
                    self._take_up(scene, offer)
                    return True
        return False

    def _follow_word(self, scene: Scene, typed: str) -> bool:
        """The same, typed: the newest closing message first."""
        for ended in _ended(scene):
            for offer in ended.offers:
                if means(typed, (scene.words(offer.word),)):
                    self._take_up(scene, offer)
                    return True
        return False

    def _take_up(self, scene: Scene, offer: Offer) -> None:
        if offer.task == UNDO:
            self._dialogs.undo(scene)
        else:
            argument = f":{offer.argument}" if offer.argument else ""
            self._dialogs.want(scene, offer.task + argument)

    def _go_on(self, scene: Scene, draft: State) -> None:
        self._dialogs.resume(scene, draft)
        self._dialogs.hear(scene, UnusableReceived(Text("leaving.go_on")))

    # What is not words

    def _photo(self, scene: Scene, source: str) -> None:
        """Into the dialog under way; else into the draft of the last two minutes; else it opens a
        session.
        """
        task = self._photo_task(scene)
        if task is None:
            self._unusable(scene, Text("photo.no_place"))
            return
        photo = scene.new_id()
        current = scene.thread.current
        heard = scene.thread.heard_at
        recent = heard is not None and scene.now - heard <= caps.PHOTOS_TOGETHER
        drafts = [draft for draft in scene.thread.drafts if self._takes_photos(draft)]
        if current is not None and self._takes_photos(current):
            self._keep(scene, photo, current.dialog, source)
            self._dialogs.hear(scene, PhotoReceived(photo))
        elif drafts and (recent or scene.thread.is_full):
            self._keep(scene, photo, drafts[-1].dialog, source)
            self._dialogs.resume(scene, drafts[-1])
            self._dialogs.hear(scene, PhotoReceived(photo))
        else:
            scene.lead.append(Text("photo.kept", count=1))
            self._dialogs.start(scene, f"{task.name}:photo={photo}", is_fresh=True)
            opened = scene.thread.current
            if opened is not None:
                self._keep(scene, photo, opened.dialog, source)

    def _photo_lost(self, scene: Scene, attachment: str, reason: str) -> None:
        """Told once, and taken out of whatever draft counted it."""
        text = _lost_text(reason)
        scene.outcome = f"photo lost {reason}"
        scene.thread = replace(
            scene.thread,
            drafts=tuple(
                without_photo(
                    self._dialogs.tasks[draft.task].flow(draft.context), draft, attachment
                )
                if draft.task in self._dialogs.tasks
                else draft
                for draft in scene.thread.drafts
            ),
        )
        if scene.thread.current is not None and self._takes_photos(scene.thread.current):
            self._dialogs.hear(scene, PhotoLost(attachment, text))
        else:
            scene.lead.append(text)

    def _takes_photos(self, state: State) -> bool:
        task = self._dialogs.tasks.get(state.task)
        return task is not None and task.takes_photos

    def _photo_task(self, scene: Scene) -> Task | None:
        return next((t for t in self._dialogs.allowed(scene) if t.takes_photos), None)

    def _keep(self, scene: Scene, photo: str, dialog: str, source: str) -> None:
        scene.changes.append(
            KeepAttachment(
                id=photo,
                owner=scene.owner,
                dialog_id=dialog,
                person_id=scene.person.id if scene.person else None,
                channel=scene.inbound.channel,
                source=source,
                at=scene.now,
                deadline_at=scene.now + ATTACHMENT_LIFE,
            )
        )

    def _voice(self, scene: Scene) -> None:
        current = scene.thread.current
        if current is not None and current.task not in (MENU, "ask_scribe"):
            self._dialogs.hear(scene, UnusableReceived(Text("voice.unheard")))
            return
        scene.thread = replace(scene.thread, current=None)
        if any(task.name == "ask_scribe" for task in self._dialogs.allowed(scene)):
            self._dialogs.start(scene, "ask_scribe:voice")
        else:
            self._unusable(scene, Text("voice.resident"))

    def _unusable(self, scene: Scene, answer: Text) -> None:
        if scene.thread.current is not None:
            self._dialogs.hear(scene, UnusableReceived(answer))
        else:
            scene.lead.append(answer)
            self._dialogs.start(scene, MENU)


def _ended(scene: Scene) -> tuple[Finished, ...]:
    """Closing messages whose buttons still work, the newest first."""
    ended = [done for done in (scene.thread.finished, scene.thread.page) if done is not None]
    return tuple(sorted(ended, key=lambda done: done.at, reverse=True))


def _lost_text(reason: str) -> Text:
    match reason:
        case "too_large":
            return Text("photo.too_large")
        case "no_picture":
            return Text("photo.unreadable")
        case _:
            return Text("photo.lost")
