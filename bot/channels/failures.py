"""How a vendor may fail us: a closed family (architecture, law 4)."""

from __future__ import annotations

import re


class SendError(Exception):
    """The closed family of what a vendor can answer. Adapters classify; `bot.delivery` decides."""


class Throttled(SendError):
    def __init__(self, retry_after: float) -> None:
        super().__init__(f"throttled for {retry_after:g} s")
        self.retry_after = retry_after


class Unreachable(SendError):
    """No answer, or one that says "later": worth another try."""


class WindowClosed(SendError):
    """The channel lets us write only after the person has written."""


class PersonLeft(SendError):
    """Blocked, deleted or gone: nothing more goes to this account until the person comes back."""


class Refused(SendError):
    """The vendor will never take this message. `words` are the vendor's own, without our text."""

    def __init__(self, code: str, words: str) -> None:
        super().__init__(f"refused with {code}: {words}")
        self.code = code
        self.words = words


class Misconfigured(SendError):
    """Our token, address or rights are wrong: nothing will go out until the operator mends it."""


class FetchFailed(Exception):  # reads as a fact beside the SendError family
    """An attachment did not come. `lasting` says that trying again is useless; `reason` is a short
    code for the row.
    """

    def __init__(self, reason: str, *, lasting: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.lasting = lasting


def harmless(words: object) -> str:
    """A vendor's explanation as it may stand in a log: short, and without what it may quote. ""
    where it is no text.
    """
    if not isinstance(words, str):
        return ""
    quoted = re.sub(r"\"[^\"]*\"|'[^']*'|\S*\d{4,}\S*|\S{25,}", "…", words)
    return " ".join(quoted.split())[:120]
