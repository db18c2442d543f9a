"""What a channel owes the house: inbound words and receipts. How it may fail is a module of its own
(`bot.channels.failures`), as are its limits.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol, TypeAlias

from bot.channels.limits import Capabilities


@dataclass(frozen=True, slots=True)
class Sender:
    """Who speaks, as the channel knows them; never a phone number, at most its keyed hash.

    `phone_hash` is set where the channel itself vouches for the number, `is_resident` where it
    admits the sender as a resident at the first word. `address_hash` is the keyed hash of the
    network address, where there is one: tries at codes are counted by it.
    """

    external_id: str
    name: str = ""
    phone_hash: str = ""
    is_resident: bool = False
    address_hash: str = ""


@dataclass(frozen=True, slots=True)
class TextSent:
    text: str


@dataclass(frozen=True, slots=True)
class TextEdited:
    """A message that was sent before reads otherwise now. `message` is its `Inbound.provider_id`.

    The same words for the same message are one edit, whatever ids the provider gives it: here alone
    `Inbound.provider_id` need not be the same when it comes again.
    """

    text: str
    message: str


@dataclass(frozen=True, slots=True)
class ButtonPressed:
    button_id: str


@dataclass(frozen=True, slots=True)
class PhotoSent:
    """`source` is what the channel's `fetch` needs to bring the bytes: a path, a file id, an
    address; `caption` are the words sent with it.
    """

    source: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class FileSent:
    source: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class VoiceSent:
    pass


class OtherKind(StrEnum):
    """What a person can send that no question of ours asks for."""

    STICKER = "sticker"
    VIDEO = "video"
    LINK = "link"
    CARD = "card"
    UNSUPPORTED = "unsupported"  # the channel itself does not say what it was


@dataclass(frozen=True, slots=True)
class OtherSent:
    kind: OtherKind


@dataclass(frozen=True, slots=True)
class PlaceSent:
    """Where somebody is, in degrees."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class ContactSent:
    """What a person wrote into a form of the channel: nobody vouches for it."""

    name: str
    phone: str


@dataclass(frozen=True, slots=True)
class Arrived:
    """The person opened or followed us and has said nothing yet; it counts as having written."""


@dataclass(frozen=True, slots=True)
class Departed:
    """The person blocked or unfollowed us: nothing goes there until they come back."""


@dataclass(frozen=True, slots=True)
class TakenOver:
    """Somebody of the office has answered this person by hand: we keep silent for a while."""


@dataclass(frozen=True, slots=True)
class AttachmentLost:
    """Said by the house, not by a person: an attachment announced before will never come.

    `reason` is the code of its row.
    """

    attachment: str
    reason: str


@dataclass(frozen=True, slots=True)
class DialogDue:
    """Said by the house: nobody went on with a dialog since its question `version`; `is_over` once
    its time as a draft has passed. With `is_unread` the person has left the channel: others are
    told, they are not.
    """

    dialog: str
    version: int
    is_over: bool
    is_unread: bool = False


InboundEvent: TypeAlias = (
    TextSent
    | TextEdited
    | ButtonPressed
    | PhotoSent
    | FileSent
    | VoiceSent
    | OtherSent
    | PlaceSent
    | ContactSent
    | Arrived
    | Departed
    | TakenOver
    | AttachmentLost
    | DialogDue
)


@dataclass(frozen=True, slots=True)
class Inbound:
    """One thing that a person did. `provider_id` is unique within `channel`; a second one is a
    redelivery.

    A channel that names messages per sender puts the sender in front. Without an id of the
    provider's, the adapter makes a fresh one: such a message is never taken for a duplicate of
    another.

    `at` is when the person did it, as far as the channel can tell, else when it reached us: what
    somebody typed before a page was sent to them does not answer that page. Where a provider tells
    whole seconds, it is the end of that second.
    """

    channel: str
    provider_id: str
    sender: Sender
    event: InboundEvent
    at: datetime


class Committed(Protocol):
    """A message that is committed; `is_new` is False for one that had been before."""

    @property
    def is_new(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Button:
    """`is_way` is True for a way out: it may look quieter than the choices it stands beside."""

    id: str
    label: str
    is_way: bool = False


@dataclass(frozen=True, slots=True)
class OutFile:
    """`path` is what the folder of received files calls it, where it lies sealed: a channel is
    handed what opens it (`models.received_files`). `url` is where the world finds it, "" for what
    not everybody may see and where we have no public address.
    """

    name: str
    mime: str
    path: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class ContactForm:
    """What stands on the channel's own form for a name and a phone number."""

    title: str
    words: str


@dataclass(frozen=True, slots=True)
class Part:
    """One message as it goes over the wire, already in words and within the channel's limits.

    `letter` is the same whenever this very part is sent again, and no other part's; empty for what
    never stood in the outbox. A channel that can keeps by it what it has already. `wants_file` says
    that a file may answer it, `form` that what is written into it does.
    """

    text: str
    buttons: tuple[Button, ...] = ()
    files: tuple[OutFile, ...] = ()
    letter: str = ""
    wants_file: bool = False
    form: ContactForm | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """The provider has it. `provider_id` is its own name for the message, if it gave one."""

    provider_id: str = ""


class Channel(Protocol):
    name: str

    @property
    def capabilities(self) -> Capabilities: ...

    async def send(self, external_id: str, part: Part) -> Receipt:
        """Hand one part to the provider. Raises a SendError."""
        ...

    async def fetch(self, source: str, *, limit: int) -> bytes:
        """The bytes of an attachment, at most `limit`. Raises FetchFailed."""
        ...


def limits_of(channels: Mapping[str, Channel], name: str) -> Capabilities | None:
    """None for a channel that is not there (any more): its letters may still be."""
    channel = channels.get(name)
    return channel.capabilities if channel else None
