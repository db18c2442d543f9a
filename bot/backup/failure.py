"""Why a backup could not be made or put back: a word for programs and words for people."""

from __future__ import annotations

import errno
from enum import StrEnum

from bot.dialog.text import Text
from bot.kernel.errors import TosoError

NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class Reason(StrEnum):
    """The `reason` of the JSON: none ever changes its meaning."""

    SERVER = "server"
    NO_DATABASE = "no_database"
    UNREADABLE = "unreadable"
    BUSY = "busy"
    NO_ROOM = "no_room"
    NOT_WRITTEN = "not_written"
    NO_PASSPHRASE = "no_passphrase"  # noqa: S105  # a reason, no secret
    NO_ARCHIVE = "no_archive"
    NO_BACKUP = "no_backup"
    CUT_OFF = "cut_off"
    DAMAGED = "damaged"
    SEALED = "sealed"
    WRONG_PASSPHRASE = "wrong_passphrase"  # noqa: S105  # a reason, no secret
    NEWER_PROGRAM = "newer_program"
    KEY_MISSING = "key_missing"
    KEY_DIFFERENT = "key_different"
    IN_USE = "in_use"
    NEWER_IN_PLACE = "newer_in_place"
    UNREADABLE_IN_PLACE = "unreadable_in_place"


class Failure(TosoError):
    """Nothing was changed. Said to the operator, not logged."""

    def __init__(self, reason: Reason, text: Text) -> None:
        super().__init__(reason.value, notice=text.id)
        self.reason = reason
        self.text = text


def of_disk(error: OSError, path: str) -> Failure:
    """What a disk that refused means to the operator. `path` is what was being written."""
    if error.errno in NO_ROOM:
        return no_room(path)
    return Failure(Reason.NOT_WRITTEN, Text("cli.backup.not_written", path=path))


def no_room(path: str) -> Failure:
    return Failure(Reason.NO_ROOM, Text("cli.backup.no_room", path=path))


def no_backup(path: str) -> Failure:
    return Failure(Reason.NO_BACKUP, Text("cli.restore.no_backup", path=path))


def damaged(path: str) -> Failure:
    return Failure(Reason.DAMAGED, Text("cli.restore.damaged", path=path))


def cut_off(path: str) -> Failure:
    return Failure(Reason.CUT_OFF, Text("cli.restore.cut_off", path=path))
