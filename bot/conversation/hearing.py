"""What a message means where the person stands: a wish of its own, a start, or an event of the
dialog under way.
"""

from __future__ import annotations

from bot.channels.contract import (
    Arrived,
    AttachmentLost,
    ButtonPressed,
    ContactSent,
    DialogDue,
    FileSent,
    OtherSent,
    PhotoSent,
    PlaceSent,
    TextEdited,
    TextSent,
    VoiceSent,
)
from bot.conversation.asked import asked_task
from bot.conversation.attachments import Attachments
from bot.conversation.dialogs import MENU, START, UNDO, Dialogs
from bot.conversation.edits import hear_edit, is_just_sent, put_aside_since
from bot.conversation.long_texts import read_part
from bot.conversation.notices import is_from_notice, may_be_word, noticed
from bot.conversation.personal import is_personal_wish
from bot.conversation.scene import Scene
from bot.conversation.sentences import Sentences
from bot.conversation.silence import is_not_for_us
from bot.conversation.unfinished import arm, due
from bot.conversation.wordless import hear_wordless, is_heard_already
from bot.dialog import caps
from bot.dialog.events import Pressed, TextReceived, UnusableReceived
from bot.dialog.message import Message
from bot.dialog.reading import bare_number
from bot.dialog.state import Phase, State
from bot.dialog.text import Text
from bot.dialog.thread import Finished, Offer
from bot.dialog.words import Command, means_command
from bot.language.fold import clean_lines, has_words
from bot.language.match import means
from models.needs import AnswerOutNeed

MENU_WORDS = (
    "menu", "/menu", "/start", "chào", "chào cháu", "xin chào", "chào em", "alo", "bắt đầu", "hi",
    "hello", "danh sách", "việc", "các việc", "cháu ơi", "em ơi", "chào bạn",
)  # fmt: skip
UNDO_WORDS = (
    "hoàn tác", "rút lại", "rút lại buổi vừa gửi", "bỏ buổi vừa gửi", "hủy buổi vừa gửi", "undo",
)  # fmt: skip
SEND_WORDS = ("gửi đi", "gửi", "gửi luôn", "xác nhận", "đúng rồi", "send")
THANKS_WORDS = (
    "cảm ơn", "cám ơn", "cảm ơn cháu", "cám ơn cháu", "cảm ơn em", "cám ơn em", "tốt rồi",
    "ok", "ừ", "vâng", "được rồi", "thanks", "thank you",
)  # fmt: skip
VISIT_DIGITS = 10


class Hearing:
    def __init__(self, dialogs: Dialogs) -> None:
        self._dialogs = dialogs
        self._sentences = Sentences(dialogs)
        self._attachments = Attachments(dialogs, self._sentences)

    def hear(self, scene: Scene) -> None:
        if scene.is_house:
            self._house(scene)
        elif is_not_for_us(scene) or is_heard_already(scene, self._dialogs):
            return
        elif scene.person is None:
            scene.outcome = "visitor"
            scene.say(Message((Text("visitor.hello"), Text("visitor.how"))))
        else:
            self._event(scene)
            arm(scene, self._dialogs)

    def _event(self, scene: Scene) -> None:
        match scene.inbound.event:
            case TextSent() | TextEdited() | FileSent() if self._sentences.refuse(scene):
                pass
            case TextSent(text):
                self._text(scene, clean_lines(read_part(scene, text)))
            case TextEdited():
                hear_edit(scene, self._dialogs)
            case ButtonPressed(button_id):
                self._press(scene, button_id)
            case PhotoSent():
                self._attachments.photo(scene, scene.inbound.event)
            case FileSent() as sent:
                self._attachments.file(scene, sent.source, sent.name)
            case VoiceSent():
                self._attachments.voice(scene)
            case OtherSent() | PlaceSent() | ContactSent() | Arrived() as event:
                hear_wordless(scene, self._dialogs, event)
            case _:
                return

    def _house(self, scene: Scene) -> None:
        """What the house itself says of a person who may have gone meanwhile."""
        match scene.inbound.event:
            case AttachmentLost(attachment, reason) if scene.person is not None:
                self._attachments.lost(scene, attachment, reason)
            case DialogDue() as event:
                due(scene, self._dialogs, event)
            case _:
                scene.outcome = "nobody to tell"

    # Words

    def _text(self, scene: Scene, typed: str) -> None:
        if is_personal_wish(scene, self._dialogs, typed):
            return
        if means(typed, UNDO_WORDS):
            self._dialogs.undo(scene)
            return
        current = scene.thread.current
        is_free = current is None or current.task == MENU
        if is_free and self._follow_word(scene, typed):
            return
        if wanted := self._wanted(scene, typed) or asked_task(scene, self._dialogs, typed):
            self._dialogs.want(scene, wanted)
            return
        if scene.thread.drafts and is_free and means_command(typed, Command.GO_ON):
            self._go_on(scene, scene.thread.drafts[-1])
            return
        if is_free and means_command(typed, Command.SCRIBE):
            self._dialogs.start(scene, "ask_scribe")
            return
        self._answer(scene, typed, is_free=is_free)

    def _answer(self, scene: Scene, typed: str, *, is_free: bool) -> None:
        """To a notice, to nothing at all as a sentence, or to the question before the person."""
        current = scene.thread.current
        if is_free and may_be_word(typed) and (wanted := noticed(scene, self._dialogs, typed)):
            self._dialogs.want(scene, wanted)
        elif self._sentences.take(scene, typed):
            pass
        elif current is not None and not self._is_expired(scene, typed):
            self._dialogs.hear(scene, TextReceived(typed, self._read_list(scene, current)))
        else:
            self._outside(scene, typed)

    def _read_list(self, scene: Scene, current: State) -> str:
        """The list that the words may answer: none, while our last answer was still on its way.

        It is asked only where words end something, on the page that sends off or drops: elsewhere
        who knows the questions may type ahead, and the review page shows what came of it.
        """
        if current.phase not in (Phase.REVIEW, Phase.LEAVING):
            return scene.shown
        inbound = scene.inbound
        need = AnswerOutNeed(inbound.channel, inbound.sender.external_id, inbound.at)
        return scene.shown if scene.facts.of(need) else ""

    def _outside(self, scene: Scene, typed: str) -> None:
        """No dialog under way, and nothing that starts one."""
        if means_command(typed, Command.GO_ON):
            scene.lead.append(Text("drafts.none"))
        elif means(typed, SEND_WORDS) and is_just_sent(scene):
            later = put_aside_since(scene)
            scene.lead.append(self._dialogs.waiting(later) if later else Text("sent.already"))
        elif means(typed, THANKS_WORDS):
            scene.lead.append(Text("thanks"))
        else:
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
                named = task.name
                return noticed(scene, self._dialogs, typed, named) if task.from_notice else named
        return ""

    # Buttons

    def _press(self, scene: Scene, button_id: str) -> None:
        dialog, _, rest = button_id.partition(".")
        visit, _, code = rest.partition(".")
        current = scene.thread.current
        if current and current.dialog == dialog:
            self._dialogs.hear(scene, Pressed(_visit(visit), code))
            return
        if dialog == START and is_from_notice(self._dialogs, code):
            self._dialogs.want(scene, code)
            return
        if self._follow(scene, dialog, code):
            return
        finished = scene.thread.finished
        if finished and finished.state.dialog == dialog and not finished.is_undone:
            scene.outcome = "pressed twice"
            scene.lead.append(Text("sent.already"))
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


def _visit(written: str) -> int:
    """0, the number of no question, for what no button of ours says."""
    return int(written) if written.isdecimal() and len(written) < VISIT_DIGITS else 0


def _ended(scene: Scene) -> tuple[Finished, ...]:
    """Closing messages whose buttons still work, the newest first."""
    ended = [done for done in (scene.thread.finished, scene.thread.page) if done is not None]
    return tuple(sorted(ended, key=lambda done: done.at, reverse=True))
