"""What is not words: photos find their session, files the question for one; voice gets a kind
answer.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.channels.contract import PhotoSent
from bot.conversation.dialogs import MENU, Dialogs
from bot.conversation.scene import Scene
from bot.conversation.sentences import Sentences
from bot.conversation.standing import find_question
from bot.dialog import caps
from bot.dialog.events import FileReceived, PhotoLost, PhotoReceived, UnusableReceived
from bot.dialog.lost_photo import awaits_file, without_file, without_photo
from bot.dialog.state import State
from bot.dialog.steps import FileStep
from bot.dialog.text import Label, Text
from bot.dialog.thread import Thread
from bot.language.fold import clean, has_words
from bot.language.sentences.sentence import sentences_to_text
from bot.task import SAID, Task
from models.attachment import DOCUMENT, LIST
from models.changes import KeepAttachment

ATTACHMENT_LIFE = timedelta(hours=24)
NAME_LENGTH = 80
"""Signs of a file's own name that are said back."""


class Attachments:
    def __init__(self, dialogs: Dialogs, sentences: Sentences) -> None:
        self._dialogs = dialogs
        self._sentences = sentences

    def photo(self, scene: Scene, sent: PhotoSent) -> None:
        """Into the dialog under way; else into the draft of the last two minutes, but for one whose
        caption reports something of its own; else it opens a session, with what the caption says.
        """
        if self._file_step(scene) is not None:
            self.file(scene, sent.source)
            return
        source, sentences = sent.source, self._sentences.sentences(scene)
        if warning := self._sentences.warning(scene):
            scene.lead.append(warning)
        task = self._photo_task(scene)
        if task is None:
            self.unusable(scene, Text("photo.no_place"))
            return
        photo = scene.new_id()
        current = scene.thread.current
        if current is not None and current.is_empty and self._sentences.is_invited(current):
            current = None  # the photo, and what is written under it, is what was asked for
        heard = scene.thread.heard_at
        recent = heard is not None and scene.now - heard <= caps.PHOTOS_TOGETHER
        drafts = [draft for draft in scene.thread.drafts if self._takes_photos(draft)]
        if current is not None and self._takes_photos(current):
            self._keep(scene, photo, current.dialog, source)
            self._into(scene, current, photo, has_report=bool(sentences))
        elif current is not None and current.answers:
            self.unusable(scene, Text("photo.not_now"))
        elif drafts and ((recent and not sentences) or scene.thread.is_full):
            self._keep(scene, photo, drafts[-1].dialog, source)
            self._dialogs.resume(scene, drafts[-1])
            self._dialogs.hear(scene, PhotoReceived(photo))
        else:
            scene.lead.append(Text("photo.kept", count=1))
            said = f";{SAID}{sentences_to_text(sentences)}" if sentences else ""
            self._dialogs.start(scene, f"{task.name}:photo={photo}{said}", is_fresh=True)
            opened = scene.thread.current
            if opened is not None:
                self._keep(scene, photo, opened.dialog, source)

    def _into(self, scene: Scene, current: State, photo: str, *, has_report: bool) -> None:
        """What is written under the photo answers what is still open; where it cannot, it is said
        to be left: it may be a session of its own, and nothing of it stands in this one.
        """
        lead = len(scene.lead)
        self._dialogs.hear(scene, PhotoReceived(photo))
        now = scene.thread.current
        if not has_report or now is None or now.dialog != current.dialog:
            return
        scene.lead += scene.messages.pop().lines[: lead + 1]
        if not self._sentences.take_caption(scene, now):
            self._dialogs.hear(scene, UnusableReceived(Text("photo.words_unheard")))

    def file(self, scene: Scene, source: str, name: str = "") -> None:
        """Where a question asks for one; what it is, its bytes say once they are here."""
        current = scene.thread.current
        step = self._file_step(scene)
        if current is None or step is None:
            self.unusable(scene, Text("file.unusable"))
            return
        file = scene.new_id()
        self._keep(scene, file, current.dialog, source, mime=LIST if step.is_list else DOCUMENT)
        self._dialogs.hear(scene, FileReceived(file, _shown_name(name)))

    def lost(self, scene: Scene, attachment: str, reason: str) -> None:
        """Told once, and taken out of whatever draft counted it."""
        is_file = self._awaits_file(scene.thread, attachment)
        text = _lost_file_text(reason) if is_file else _lost_text(reason)
        scene.outcome = f"photo lost {reason}"
        thread = scene.thread
        drafts = tuple(self._without(draft, attachment) for draft in thread.drafts)
        finished = thread.finished and replace(
            thread.finished, state=self._without(thread.finished.state, attachment)
        )
        scene.thread = replace(thread, drafts=drafts, finished=finished)
        current = scene.thread.current
        if current is not None and (
            self._takes_photos(current) or self._awaits(current, attachment)
        ):
            self._dialogs.hear(scene, PhotoLost(attachment, text))
        else:
            scene.lead.append(text)

    def _without(self, state: State, attachment: str) -> State:
        task = self._dialogs.tasks.get(state.task)
        if task is None:
            return state
        flow = task.flow(state.context)
        return without_file(flow, without_photo(flow, state, attachment), attachment)

    def _awaits_file(self, thread: Thread, attachment: str) -> bool:
        states = (thread.current, *thread.drafts)
        return any(state is not None and self._awaits(state, attachment) for state in states)

    def _awaits(self, state: State, attachment: str) -> bool:
        task = self._dialogs.tasks.get(state.task)
        return task is not None and awaits_file(task.flow(state.context), state, attachment)

    def _file_step(self, scene: Scene) -> FileStep | None:
        """The question before the person, if it asks for a file."""
        step = find_question(scene, self._dialogs)
        return step if isinstance(step, FileStep) else None

    def _takes_photos(self, state: State) -> bool:
        """Whether its flow asks for photos; `Task.takes_photos` says which task a photo opens."""
        task = self._dialogs.tasks.get(state.task)
        return task is not None and task.flow(state.context).find_photos_step() is not None

    def _photo_task(self, scene: Scene) -> Task | None:
        return next((t for t in self._dialogs.allowed(scene) if t.takes_photos), None)

    def _keep(
        self, scene: Scene, photo: str, dialog: str, source: str, *, mime: str | None = None
    ) -> None:
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
                mime=mime,
            )
        )

    def voice(self, scene: Scene) -> None:
        current = scene.thread.current
        if current is not None and current.task not in (MENU, "ask_scribe"):
            self._dialogs.hear(scene, UnusableReceived(Text("voice.unheard")))
            return
        scene.thread = replace(scene.thread, current=None)
        if any(task.name == "ask_scribe" for task in self._dialogs.allowed(scene)):
            self._dialogs.start(scene, "ask_scribe:voice")
        else:
            self.unusable(scene, Text("voice.resident"))

    def unusable(self, scene: Scene, answer: Text) -> None:
        if scene.thread.current is not None:
            self._dialogs.hear(scene, UnusableReceived(answer))
        else:
            scene.lead.append(answer)
            self._dialogs.start(scene, MENU)


def _lost_text(reason: str) -> Text:
    match reason:
        case "too_large":
            return Text("photo.too_large")
        case "no_picture":
            return Text("photo.unreadable")
        case _:
            return Text("photo.lost")


def _shown_name(name: str) -> Label:
    shown = clean(name)[:NAME_LENGTH]
    return shown if has_words(shown) else Text("file.unnamed")


def _lost_file_text(reason: str) -> Text:  # one return a reason
    match reason:
        case "macros":
            return Text("file.macros")
        case "archive":
            return Text("file.archive")
        case "program":
            return Text("file.program")
        case "old_office" | "locked":
            return Text("file.old_office")
        case "no_paper":
            return Text("file.no_paper")
        case "no_list":
            return Text("file.no_list")
        case "too_large":
            return Text("file.too_large")
        case _:
            return Text("file.lost")
