"""What the dialogs of documents ask for."""

from __future__ import annotations

from dataclasses import dataclass

from models.attachment import AttachmentState
from models.needs import Need

DOCUMENTS = "documents"
"""The key of everything here."""

DOCUMENTS_LISTED = 50
"""The newest; older ones are removed by whoever looks after the list."""


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """Either `link` or `stored` is there; `file_name` is under what name a file is handed out."""

    id: str
    title: str
    link: str
    stored: str
    file_name: str
    mime: str


@dataclass(frozen=True, slots=True)
class DocumentsNeed(Need[tuple[DocumentRow, ...]]):
    """The newest first, without those that were removed."""

    @property
    def key(self) -> str:
        return DOCUMENTS


@dataclass(frozen=True, slots=True)
class ArrivedFile:
    """How far a file that somebody sent has come. `stored` and `mime` once it is here; `reason`
    where it will not come.
    """

    state: AttachmentState
    stored: str
    mime: str
    reason: str
    digest: str = ""


@dataclass(frozen=True, slots=True)
class FileNeed(Need["ArrivedFile | None"]):
    """A file by the id under which it was announced, if `owner` sent it."""

    attachment_id: str
    owner: str

    @property
    def key(self) -> str:
        return f"file:{self.attachment_id}"
