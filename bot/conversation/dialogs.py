"""Dialogs in a scene: starting a task, handing events to the engine, doing what the engine asks
for.

One function for every effect, found by `match`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from bot.conversation.scene import Scene
from bot.dialog import caps
from bot.dialog.advance import advance
from bot.dialog.answers import Answers
from bot.dialog.context import Context, Helper
from bot.dialog.effects import AskScribe, Drop, Effect, Lookup, Park, Say, Submit
from bot.dialog.events import Event, LookedUp, Mended, Opened, Returned, Told, UnusableReceived
from bot.dialog.message import Message, Way
from bot.dialog.state import State
from bot.dialog.text import Text
from bot.dialog.thread import Finished, Offer
from bot.kernel.clock import local
from bot.kernel.errors import TosoError
from bot.language.sentences.sentence import sentences_from_text
from bot.readers import WORKERS, asks_consent
from bot.scribe import scribe_request
from bot.task import Asker, Begun, Done, Mend, Search, Submission, Task, said_in
from models.needs import HelperNeed
from models.scribe import ScribeReason

MENU = "menu"
CONSENT = "consent"
UNDO = "undo"
WHY = "why"
CATCHING_UP = "catching_up"
START = "start"
"""In place of a dialog in the id of a button that starts a task: "start.0.approve:ID/yes", under a
message that nobody asked for. Whether this person may is looked at as for any start.
"""


class Dialogs:
    """The tasks of this product, in the order of the menu; the first is the menu itself."""

    def __init__(self, tasks: tuple[Task, ...]) -> None:
        self.tasks: Mapping[str, Task] = {task.name: task for task in tasks}

    def allowed(self, scene: Scene) -> tuple[Task, ...]:
        person = scene.person
        if person is None:
            return ()
        return tuple(
            task for task in self.tasks.values() if not task.roles or person.has(*task.roles)
        )

    # Starting

    def start(self, scene: Scene, wanted: str, *, is_fresh: bool = False) -> None:
        """Start "task" or "task:argument". A draft of the same task is offered first, unless
        `is_fresh`.
        """
        name, _, argument = wanted.partition(":")
        asker = _asker(scene)
        task = self.tasks.get(name)
        if task is None or task not in self.allowed(scene):
            scene.lead.append(Text("task.not_yours"))
            name, argument, task = MENU, "", self.tasks[MENU]
        if task.needs_consent and asks_consent(asker.person):
            name, argument, task = CONSENT, wanted, self.tasks[CONSENT]
        draft = next((d for d in reversed(scene.thread.drafts) if d.task == name), None)
        if draft and (not is_fresh or scene.thread.is_full):
            if is_fresh:
                scene.lead.append(Text("drafts.full", most=caps.DRAFTS))
            scene.thread = replace(scene.thread.dropped(draft.dialog), current=draft)
            self.hear(scene, Returned(wanted))
            return
        if name == MENU and scene.thread.drafts:
            scene.lead.append(self.waiting(scene.thread.drafts[-1]))
        if name == MENU and scene.lead:
            argument = "again"
        begun = task.begin(asker, argument, scene.facts)
        if begun.refusal:
            scene.lead.append(begun.refusal)
            return
        begun = replace(begun, context=_with_helper(task, begun.context, scene))
        if begun.lead:
            scene.lead.append(begun.lead)
        self._open(scene, task, begun, argument)

    def _open(self, scene: Scene, task: Task, begun: Begun, argument: str) -> None:
        """With what the person's own sentence has answered already, if one led here."""
        flow = task.flow(begun.context)
        scene.thread = replace(
            scene.thread,
            current=State(
                dialog=scene.new_id(),
                task=task.name,
                version=flow.version,
                context=begun.context,
                answers=begun.answers,
                begun_at=scene.now,
            ),
        )
        scene.outcome = f"opened {task.name}"
        said = said_in(argument)
        if task.tell is not None and said:
            (sentence,) = sentences_from_text(said)
            self.hear(scene, task.tell(sentence, begun.context, begun.answers))
        else:
            self.hear(scene, Opened())

    def waiting(self, draft: State) -> Text:
        return Text("drafts.waiting", draft=self._draft(draft))

    def _draft(self, state: State) -> Text:
        task = self.tasks.get(state.task)
        return task.flow(state.context).draft(state.answers) if task else Text("draft.other")

    def want(self, scene: Scene, wanted: str) -> None:
        """Start `wanted`, asking first what becomes of a dialog under way.

        A task that mends what stands in the way of a draft puts the draft aside by itself.
        """
        current, task = scene.thread.current, self.tasks.get(wanted.partition(":")[0])
        if current and current.answers and task and task.serves_draft:
            scene.thread = scene.thread.parked(current)
            self.start(scene, wanted)
            return
        if scene.thread.current is None:
            self.start(scene, wanted)
        else:
            self.hear(scene, Returned(wanted))

    def resume(self, scene: Scene, draft: State) -> None:
        scene.thread = replace(scene.thread.dropped(draft.dialog), current=draft)

    # Hearing

    def hear(self, scene: Scene, event: Event) -> None:
        """Hand an event to the dialog under way and do what it asks for."""
        scene.steps += 1
        if scene.steps > caps.STEPS_PER_TURN:
            raise TosoError(f"more than {caps.STEPS_PER_TURN} steps in one turn")
        state = scene.thread.current
        if state is None:
            raise TosoError("there is no dialog to hear an event")
        task = self.tasks.get(state.task)
        if task is None:
            scene.thread = replace(scene.thread, current=None)
            scene.lead.append(Text("task.gone"))
            self.start(scene, MENU)
            return
        if task.needs_consent and scene.person is not None and asks_consent(scene.person):
            self._ask_consent(scene, state)
            return
        flow = task.flow(state.context)
        turn = advance(flow, state, event, now=local(scene.now), words=scene.words)
        scene.thread = replace(scene.thread, current=turn.state)
        scene.outcome = (
            scene.outcome or f"{state.task} {turn.state.phase} {turn.state.step}".strip()
        )
        for effect in turn.effects:
            self._do(scene, task, turn.state, effect)

    def _ask_consent(self, scene: Scene, state: State) -> None:
        """What was begun before the consent was taken back, or before its words were new: nothing
        more of it is heard until the person has agreed; then it is offered again.
        """
        is_kept = bool(state.answers) and not scene.thread.is_full
        scene.thread = (
            scene.thread.parked(state) if is_kept else replace(scene.thread, current=None)
        )
        self.start(scene, state.task)

    def _do(self, scene: Scene, task: Task, state: State, effect: Effect) -> None:
        match effect:
            case Say(message):
                scene.say(message)
            case Lookup(kind, words):
                search = Search(kind, words, state.context)
                self.hear(scene, LookedUp(task.find(search, _asker(scene), scene.facts)))
            case Submit(answers):
                self._submit(scene, task, state, answers)
            case Park(wanted):
                scene.thread = scene.thread.parked(state)
                draft = task.flow(state.context).draft(state.answers)
                scene.outcome = f"parked {task.name}"
                scene.lead.append(Text("later.kept", draft=draft))
                self._then(scene, wanted, is_fresh=True)
            case Drop(wanted):
                self._drop(scene, task, state)
                self._then(scene, wanted, is_fresh=True)
            case AskScribe():
                scene.changes += scribe_request(_asker(scene), ScribeReason.ASKED)
                scene.lead.append(Text("scribe.asked"))

    def _drop(self, scene: Scene, task: Task, state: State) -> None:
        flow = task.flow(state.context)
        scene.thread = scene.thread.dropped(state.dialog)
        scene.outcome = f"dropped {task.name}"
        if state.answers and flow.keeps_draft:
            scene.lead.append(Text("drop.done", draft=flow.draft(state.answers)))

    def _then(self, scene: Scene, wanted: str, *, is_fresh: bool) -> None:
        if wanted:
            self.start(scene, wanted, is_fresh=is_fresh)
        elif not scene.lead:
            scene.lead.append(Text("later.nothing"))

    def _submit(self, scene: Scene, task: Task, state: State, answers: Answers) -> None:
        submission = Submission(state.dialog, answers, state.context, state.begun_at)
        match task.submit(submission, _asker(scene), scene.facts):
            case Mend(step, text, changes):
                scene.changes += changes
                self.hear(scene, Mended(step, text))
            case Done() as done:
                self._finish(scene, task, state, done)

    def _finish(self, scene: Scene, task: Task, state: State, done: Done) -> None:
        scene.changes += done.changes
        if done.person is not None:
            scene.become(done.person)
        scene.outcome = f"finished {task.name}"
        offers = tuple(
            Offer(f"o{place}", link.task, link.argument, link.word)
            for place, link in enumerate(done.links)
        )
        finished = Finished(state=state, at=scene.now, record=done.record, offers=offers)
        scene.thread = replace(scene.thread, current=None)
        if done.record:
            scene.thread = replace(scene.thread, finished=finished)
        elif offers:
            # Nothing of it is ever taken up again: only its buttons must know their dialog.
            bare = replace(state, context=Context(), answers=Answers())
            scene.thread = replace(scene.thread, page=replace(finished, state=bare))
        if done.next_task:
            scene.lead += done.lines
            self.start(scene, done.next_task)
        elif done.lines:
            ways = tuple(
                Way(f"{state.dialog}.0.o{place}", link.label, link.word)
                for place, link in enumerate(done.links)
            )
            scene.say(Message(done.lines, ways=ways, files=done.files))

    # Taking back

    def undo(self, scene: Scene, told: Told | None = None) -> None:
        """Take back what was sent within the time allowed; it lies before the person again, ready
        to mend, or mended already by what was `told`.
        """
        finished, asker = scene.thread.finished, _asker(scene)
        task = self.tasks.get(finished.state.task) if finished else None
        if finished and finished.is_undone and scene.thread.current:
            self.hear(scene, UnusableReceived(Text("undo.already")))
            return
        if finished is None or finished.is_undone or task is None:
            scene.lead.append(Text("undo.nothing"))
            return
        minutes = asker.settings.undo_minutes
        if scene.now - finished.at > timedelta(minutes=minutes):
            scene.lead.append(Text("undo.late", minutes=minutes))
            return
        if scene.thread.current and scene.thread.current.answers:
            scene.thread = scene.thread.parked(scene.thread.current)
        if task.undo is None:
            raise TosoError(f"task {task.name} recorded something that it cannot take back")
        submission = Submission(
            finished.state.dialog, finished.state.answers, finished.state.context
        )
        scene.changes += task.undo(finished.record, submission, asker)
        scene.outcome = f"undid {task.name}"
        scene.thread = replace(
            scene.thread,
            finished=replace(finished, is_undone=True),
            current=replace(
                finished.state, dialog=scene.new_id(), visit=finished.state.visit + 1, misses=0
            ),
        )
        self.hear(scene, told or Mended("", Text("undo.done")))


def _with_helper(task: Task, context: Context, scene: Scene) -> Context:
    """Whoever is asked something is told, after some misses, whom to call."""
    if context.helper is not None or not task.flow(context).steps:
        return context
    person = _asker(scene).person
    team_id = next((duty.team_id for duty in person.teams(*WORKERS)), "")
    found = scene.facts.of(HelperNeed(person.id, team_id))
    return replace(context, helper=Helper(found.name, found.phone)) if found else context


def _asker(scene: Scene) -> Asker:
    if scene.asker is None:
        raise TosoError("a visitor cannot start a task")
    return scene.asker
