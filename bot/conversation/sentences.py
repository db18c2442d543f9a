"""Sentences: a message that says at once what a dialog would ask for, mends what stands, or asks
something itself.

Laws: nothing is recorded that was not on a review page first; in the midst of a dialog a sentence
answers open questions, and only one that says that it corrects changes an answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.channels.contract import PhotoSent, TextSent
from bot.conversation.dialogs import MENU, Dialogs
from bot.conversation.reported import has_counts, is_installs, is_nobody, is_plain, is_whole
from bot.conversation.scene import Scene
from bot.dialog import caps
from bot.dialog.asking import is_inviting
from bot.dialog.events import Returned, Told, UnusableReceived
from bot.dialog.reading import is_places
from bot.dialog.state import Phase, State
from bot.dialog.steps import ChoiceStep, LinesStep, TextStep
from bot.dialog.text import Text
from bot.dialog.words import Command, find_command
from bot.language.sentences.forms import Form, form_of
from bot.language.sentences.heard import Heard, Kind, Report, Secret
from bot.language.sentences.sentence import Sentence, sentences_to_text
from bot.readers import asks_consent
from bot.task import SAID, Task

ENOUGH = 2
"""Answers in one message that make it a sentence; a single one answers the question before the
person.
"""

MOST = 4
"""Reports taken from one message: as many as a review page holds with their figures."""

CONTACT, SEVERAL, ZERO, INSTALLS = "contact", "sessions", "zero_report", "installs"


class Sentences:
    def __init__(self, dialogs: Dialogs) -> None:
        self._dialogs = dialogs

    def take(self, scene: Scene, typed: str) -> bool:
        """Whether the message was a sentence and has been dealt with."""
        heard = scene.heard
        if heard is None or is_places(typed) or find_command(typed, tuple(Command)):
            return False
        state = scene.thread.current
        task = self._task(scene)
        if task is None:
            return False
        if state is None or state.task == MENU or self._leaves_list(scene, state, heard):
            return self._outside(scene, task, heard)
        if state.is_empty and heard.kind is Kind.REPORT and self.is_invited(state):
            return self._outside(scene, task, heard)
        return self._inside(scene, state, heard)

    def refuse(self, scene: Scene) -> bool:
        """A citizen number or a password is not kept, wherever it is typed: True where the whole
        message is not taken. A report outside of a dialog goes on without it.
        """
        heard, text = scene.heard, self.warning(scene)
        if heard is None or text is None:
            return False
        scene.outcome = "secret refused"
        current = scene.thread.current
        is_outside = current is None or current.task == MENU
        if heard.kind is Kind.REPORT and is_outside and self._task(scene) is not None:
            scene.lead.append(text)
            return False
        if current is not None:
            self._dialogs.hear(scene, UnusableReceived(text))
        else:
            scene.lead.append(text)
            self._dialogs.start(scene, MENU)
        return True

    def warning(self, scene: Scene) -> Text | None:
        """Why a part of these words, typed or under a photo, is not kept."""
        secrets = scene.heard.secrets if scene.heard else frozenset()
        if Secret.CITIZEN_NUMBER in secrets:
            return Text("secret.citizen_number")
        return Text("secret.password") if Secret.PASSWORD in secrets else None

    def sentences(self, scene: Scene) -> tuple[Sentence, ...]:
        """What a caption reports, as it goes into the session that its photo opens."""
        heard = scene.heard
        if heard is None or heard.kind is not Kind.REPORT or len(heard.reports) != 1:
            return ()
        report = heard.reports[0]
        return () if is_nobody(report) else (Sentence(report, form=_form(scene)),)

    def take_caption(self, scene: Scene, state: State) -> bool:
        """Whether what is written under a photo of this dialog answered something in it."""
        return scene.heard is not None and self._inside(scene, state, scene.heard)

    def _task(self, scene: Scene) -> Task | None:
        return next((task for task in self._dialogs.allowed(scene) if task.tell), None)

    def is_invited(self, state: State) -> bool:
        """Whether the person was just asked for a sentence."""
        task = self._dialogs.tasks.get(state.task)
        return task is not None and is_inviting(task.flow(state.context), state)

    def _leaves_list(self, scene: Scene, state: State, heard: Heard) -> bool:
        """Whether somebody reports who once opened a list and chose nothing: a list holds nothing
        that could be lost. A day and a number alone may be a line of the list itself.
        """
        task = self._dialogs.tasks.get(state.task)
        if heard.kind is not Kind.REPORT or task is None or task.tell is not None:
            return False
        flow = task.flow(state.context)
        is_list = not flow.keeps_draft and isinstance(flow.find_step(state.step), ChoiceStep)
        return (
            is_list
            and state.phase is Phase.STEP
            and any(is_whole(report, _form(scene)) for report in heard.reports)
        )

    # No dialog under way

    def _outside(self, scene: Scene, task: Task, heard: Heard) -> bool:
        match heard.kind:
            case Kind.REPORT:
                self._report(scene, task, heard)
            case Kind.PLAN:
                scene.lead.append(Text("sentence.plan"))
                self._dialogs.start(scene, MENU)
            case Kind.CORRECTION:
                self._mend_sent(scene, heard)
            case Kind.CANCEL:
                self._dialogs.undo(scene)
            case Kind.QUESTION:
                scene.lead.append(Text("question.unanswered"))
                self._dialogs.start(scene, CONTACT)
            case Kind.OTHER:
                return False
        return True

    def _report(self, scene: Scene, task: Task, heard: Heard) -> None:
        """Straight to the review page, or to what is missing; a draft of before stays a draft."""
        reports = tuple(report for report in heard.reports if not is_nobody(report))
        scene.lead += _leads(heard)
        if not reports:
            self._nobody(scene)
            return
        if len(reports) > MOST:
            scene.lead.append(Text("sentence.most", most=MOST))
        form = _form(scene) if len(reports) == 1 else None
        sentences = tuple(Sentence(report, form=form) for report in reports[:MOST])
        is_several = len(sentences) > 1 and not any(map(is_installs, sentences))
        if is_several and all(is_plain(report) for report in reports[:MOST]):
            self._start(scene, SEVERAL, *sentences)
        else:
            self._one_by_one(scene, task, sentences)

    def _one_by_one(self, scene: Scene, task: Task, sentences: Sequence[Sentence]) -> None:
        """The first now, the others as drafts behind it, in their order."""
        room = caps.DRAFTS - len(scene.thread.drafts)
        if scene.person is not None and asks_consent(scene.person):
            room = 0  # one question at a time: what follows consent is one report
        now, *later = sentences[: 1 + max(room, 0)]
        if later:
            scene.lead.append(Text("sentence.one_by_one", count=1 + len(later)))
        if 1 + len(later) < len(sentences):
            scene.lead.append(Text("sentence.most", most=1 + len(later)))
        lead, scene.lead = scene.lead, []
        for sentence in reversed(later):
            self._start(scene, self._name(scene, task, sentence), sentence)
            if scene.thread.current is not None:
                scene.thread = scene.thread.parked(scene.thread.current)
        scene.messages.clear()
        scene.lead = lead
        self._start(scene, self._name(scene, task, now), now)

    def _name(self, scene: Scene, task: Task, sentence: Sentence) -> str:
        """What the report goes into: installs alone need none of a session's questions."""
        is_offered = any(one.name == INSTALLS for one in self._dialogs.allowed(scene))
        return INSTALLS if is_offered and is_installs(sentence) else task.name

    def _start(self, scene: Scene, name: str, *sentences: Sentence) -> None:
        said = f"{name}:{SAID}{sentences_to_text(sentences)}"
        self._dialogs.start(scene, said, is_fresh=True)

    def _nobody(self, scene: Scene) -> None:
        """“0 người”, "hôm nay nghỉ": no session, but perhaps a week without any."""
        if any(task.name == ZERO for task in self._dialogs.allowed(scene)):
            scene.lead.append(Text("sentence.nobody"))
            self._dialogs.start(scene, ZERO)
        else:
            scene.lead.append(Text("sentence.nobody_plain"))
            self._dialogs.start(scene, MENU)

    def _mend_sent(self, scene: Scene, heard: Heard) -> None:
        """While what was sent can be taken back, it lies before the person again, mended. Words
        that mend nothing ("sửa số người", typed late) take nothing back.
        """
        finished = scene.thread.finished
        told = None
        if finished is not None and not finished.is_undone:
            told = self._told(finished.state, heard)
        if told is None:
            scene.lead.append(Text("sentence.correct_what"))
            self._dialogs.start(scene, MENU)
        else:
            lead = (Text("sentence.mended"), *told.lead)
            self._dialogs.undo(scene, replace(told, lead=lead))

    def _told(self, state: State, heard: Heard) -> Told | None:
        """What a correction changes of these answers; None where it changes none."""
        task = self._dialogs.tasks.get(state.task)
        correction = _correction(heard)
        if task is None or task.tell is None or correction is None:
            return None
        told = task.tell(correction, state.context, state.answers)
        return told if told.answers or told.open else None

    # In the midst of a dialog

    def _inside(self, scene: Scene, state: State, heard: Heard) -> bool:
        task = self._dialogs.tasks.get(state.task)
        if task is None or state.phase is Phase.LEAVING:
            return False
        flow = task.flow(state.context)
        step = flow.find_step(state.step) if state.phase is Phase.STEP else None
        if isinstance(step, LinesStep):
            return False  # it reads every message by itself
        is_words = isinstance(step, TextStep)
        match heard.kind:
            case Kind.CORRECTION if task.tell is not None:
                told = self._told(state, heard)
                if told is None or (is_words and not has_counts(heard)):
                    return False
                self._dialogs.hear(scene, told)
            case Kind.REPORT if task.tell is not None and not is_words:
                return self._answer(scene, task, state, heard)
            case Kind.CANCEL if flow.keeps_draft:
                self._dialogs.hear(scene, Returned(""))
            case Kind.QUESTION if not is_words and task.tell is not None:
                self._dialogs.hear(scene, UnusableReceived(Text("question.unanswered_here")))
            case _:
                return False
        return True

    def _answer(self, scene: Scene, task: Task, state: State, heard: Heard) -> bool:
        """A sentence that answers several open questions, and changes nothing said before."""
        if task.tell is None or len(heard.reports) != 1 or is_nobody(heard.reports[0]):
            return False
        told = task.tell(
            Sentence(heard.reports[0], form=_form(scene)), state.context, state.answers
        )
        said = {name for name, value in told.answers.items() if value is not None}
        is_all = self.is_invited(state)
        if (len(said) < ENOUGH and not is_all) or _changes(told, state):
            return False
        lead = (*_leads(heard), *told.lead)
        self._dialogs.hear(scene, replace(told, lead=lead, is_all=is_all))
        return True


def _form(scene: Scene) -> Form | None:
    match scene.inbound.event:
        case TextSent(text=words) | PhotoSent(caption=words):
            return form_of(words[: caps.TYPED_LENGTH])
        case _:
            return None


def _leads(heard: Heard) -> tuple[Text, ...]:
    """What of the message was left out, and why."""
    leads: list[Text] = []
    if Secret.PHONE in heard.secrets:
        leads.append(Text("secret.phone"))
    if heard.not_understood:
        leads.append(Text("sentence.not_understood", pieces=heard.not_understood))
    if heard.also_asks:
        leads.append(Text("question.beside"))
    return tuple(leads)


def _correction(heard: Heard) -> Sentence | None:
    """One report to mend; what names none at all may still drop the photos."""
    if len(heard.reports) > 1:
        return None
    report = heard.reports[0] if heard.reports else Report()
    return Sentence(report, heard.change, is_correction=True)


def _changes(told: Told, state: State) -> bool:
    """Whether it says something else than was answered before."""
    before = state.answers
    return any(
        name in before and before[name] not in (None, value) for name, value in told.answers.items()
    ) or any(before.get(name) is not None for name in told.open)
