"""One message being decided: who speaks, where they stand, and what has been decided so far.

Laws: nothing here reads a clock or a database; a decision that lacks a fact is thrown away and made
again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.channels.contract import AttachmentLost, Departed, DialogDue, Inbound, TakenOver
from bot.dialog.message import Message, message_to_text
from bot.dialog.text import Label, Text
from bot.dialog.thread import Thread, thread_to_text
from bot.language.sentences.heard import Heard
from bot.quiet import after_quiet
from bot.readers import reader_of
from bot.task import Asker
from bot.texts import Reader
from models.account_changes import KeepAccount
from models.changes import Change, KeepInbox, KeepThread, Queue, keys_of
from models.load import Known, KnownAccount
from models.mail import Lane
from models.needs import Facts
from models.settings import CommuneSettings

REMINDER_LIFE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Decision:
    """What one message changes: rows to write, and the surroundings for the same person's next
    message.

    `reads` and `writes` are the keys by which two messages of a batch may be in each other's way.
    """

    changes: tuple[Change, ...]
    owner: str
    thread: Thread
    person: Known | None
    account: KnownAccount
    outcome: str
    reads: frozenset[str] = frozenset()
    writes: frozenset[str] = frozenset()


@dataclass(slots=True)
class Scene:
    """The workbench of one decision, gone with it and seen by nothing else.

    `account` is how the message found it. With `is_passed_over` nothing of the message was listened
    to: where the person stands is as it was.
    """

    inbound: Inbound
    owner: str
    person: Known | None
    asker: Asker | None
    reader: Reader
    thread: Thread
    account: KnownAccount
    facts: Facts
    render: Callable[[Label, Reader], str]
    meet: Callable[[str], Thread]
    new_id: Callable[[], str]
    now: datetime
    is_echo: bool = False
    heard: Heard | None = None
    is_unchanged: bool = False
    is_passed_over: bool = False
    changes: list[Change] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    lead: list[Text] = field(default_factory=list)
    outcome: str = ""
    steps: int = 0
    is_turned_away: bool = False

    @property
    def is_house(self) -> bool:
        """Whether nobody spoke: the house itself says that something has come or is due."""
        return isinstance(self.inbound.event, AttachmentLost | DialogDue)

    @property
    def is_said(self) -> bool:
        """Whether the person did it, and was there."""
        return not isinstance(self.inbound.event, AttachmentLost | DialogDue | Departed | TakenOver)

    @property
    def is_silent(self) -> bool:
        """Whether somebody of the office is answering this person by hand."""
        until = self.account.silent_until
        return until is not None and self.now < until

    @property
    def shown(self) -> str:
        return self.account.shown

    def words(self, label: Label) -> str:
        return self.render(label, self.reader)

    def become(self, person: Known) -> None:
        """From here on the account is this person's. Whoever comes by a second channel finds the
        drafts of the first; what was under way there is one of them now.
        """
        if person.id != self.owner:
            former = replace(self.thread, current=None, heard_at=self.now)
            self.changes.append(KeepThread(self.owner, thread_to_text(former), self.now))
            thread = self.meet(person.id)
            if thread.current and thread.current.answers and not thread.is_full:
                thread = thread.parked(thread.current)
            self.owner, self.thread = person.id, replace(thread, current=None)
        self.person = person
        self.reader = reader_of(person)
        self.asker = replace(self.asker, person=person) if self.asker else None

    def say(self, message: Message) -> None:
        """Lines that were waiting go in front, so that the person gets one message and not two."""
        lines = (*self.lead, *message.lines)
        self.lead.clear()
        self.messages.append(replace(message, lines=lines))

    def decided(self, digest: str) -> Decision:
        """Everything as rows. Called once, at the end."""
        if self.lead:
            self.say(Message(()))
        if self.is_said and not self.is_passed_over:
            self.thread = replace(self.thread, heard_at=self.now)
        listed = next((m.list_id for m in reversed(self.messages) if m.list_id), self.shown)
        rows: list[Change] = [
            KeepInbox(
                channel=self.inbound.channel,
                provider_id=self.inbound.provider_id,
                owner=self.owner,
                kind=type(self.inbound.event).__name__,
                at=self.inbound.at,
                digest=digest,
            ),
            *self.changes,
            KeepAccount(
                channel=self.inbound.channel,
                external_id=self.inbound.sender.external_id,
                person_id=self.person.id if self.person else None,
                shown=listed,
                at=self.now,
                is_heard=self.is_said,
                is_turned_away=self.is_turned_away,
            ),
            KeepThread(self.owner, thread_to_text(self.thread), self.now),
            *self._replies(),
        ]
        return Decision(
            changes=tuple(rows),
            owner=self.owner,
            thread=self.thread,
            person=self.person,
            account=replace(
                self.account,
                person_id=self.person.id if self.person else None,
                shown=listed,
                seen_at=self.now if self.is_said else self.account.seen_at,
                is_turned_away=self.is_turned_away,
            ),
            outcome=self.outcome,
            reads=frozenset(self.facts.used),
            writes=frozenset(key for change in self.changes for key in keys_of(change)),
        )

    def _replies(self) -> Iterator[Queue]:
        match self.inbound.event:
            case DialogDue(is_unread=True):
                return
            case _:
                for place, message in enumerate(self.messages):
                    yield self._reply(message, place)

    def _reply(self, message: Message, place: int) -> Queue:
        channel, cause = self.inbound.channel, self.inbound.provider_id
        if isinstance(self.inbound.event, DialogDue) or (self.is_house and self.is_silent):
            return self._reminder(message, f"{cause}:{place}")
        return Queue(
            id=self.new_id(),
            owner=self.owner,
            channel=channel,
            external_id=self.inbound.sender.external_id,
            lane=Lane.REPLY,
            identity=f"reply:{channel}:{cause}:{place}",
            message=message_to_text(message),
            not_before=self.now,
            created_at=self.now,
            # What answers an echo of our own words is nobody's wish: delivery counts it.
            cause=None if self.is_echo else cause,
        )

    def _reminder(self, message: Message, identity: str) -> Queue:
        """Nobody asked for it just now: not at night, and not once it is old."""
        quiet = self.asker.settings if self.asker else CommuneSettings()
        return Queue(
            id=self.new_id(),
            owner=self.owner,
            channel=self.inbound.channel,
            external_id=self.inbound.sender.external_id,
            lane=Lane.REMINDER,
            identity=identity,
            message=message_to_text(message),
            not_before=after_quiet(self.now, quiet_from=quiet.quiet_from, quiet_to=quiet.quiet_to),
            created_at=self.now,
            valid_until=self.now + REMINDER_LIFE,
        )
