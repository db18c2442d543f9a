"""What the platform allows, and what it does where its own documents leave it open or reports
differ: each a choice that a test, or a person at a terminal, may turn the other way while it runs.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any


@dataclass(slots=True)
class Rules:
    # The Basic plan
    users_per_bot: int = 50
    groups_per_bot: int = 3
    messages_per_month: int = 3_000
    counts_inbound: bool = True
    """Whether what people write counts among them too: one source says so, another does not."""
    takes_extra_users: bool = False
    """The 51st user: nobody knows. By default they are never heard, and nothing reaches them."""
    hears_over_quota: bool = True
    """Whether people are still heard once the month is used up."""

    # Sending
    text_length: int = 2_000
    counts_utf16: bool = False
    """Whether a letter outside the basic plane counts twice, as offsets of `text_styles` do."""
    photo_fetches: int = 2
    photo_patience: float = 10.0
    unknown_chat: int = 400
    """The code for somebody who never wrote to this bot."""

    # Answers
    http_errors: frozenset[int] = frozenset({404, 408})
    """Errors that are HTTP statuses too; all others come with 200 and `ok: false`."""

    # Long polling
    longest_poll: float = 50.0
    replays: int = 0
    """How often an update that was handed out is handed out again, at once, as has been seen."""
    keeps_unread: bool = True
    """False: what is written while nobody polls is lost, as has been seen too."""

    # The webhook
    wraps: bool = False
    """True: `{"ok": true, "result": …}` as documented; live traffic is flat."""
    hook_patience: float = 5.0
    hook_retry: float = 0.1
    """Seconds to the second try; each further wait is twice as long, up to `hook_longest`."""
    hook_longest: float = 2.0
    hook_tries: int = 5
    """After so many an update is lost; 0 is for ever."""
    tests_webhook: bool = True
    """`testWebhook` is gone from the menu of the documents, and may be gone."""
    trusts_loopback: bool = False
    """Webhooks and photos at plain http on this machine: the platform refuses them."""

    # Media
    photo_field: str = "photo_url"
    """As live traffic has it; the documents say `photo`."""
    media_lifetime: float = 3_600.0
    media_gone: int = 404

    def change(self, changes: dict[str, Any]) -> None:
        """Raises ValueError for a rule that there is not, or a value of another kind."""
        kinds = {field.name: type(getattr(self, field.name)) for field in fields(self)}
        for name, value in changes.items():
            if name not in kinds:
                raise ValueError(f"no rule is called {name}")
            kind = kinds[name]
            is_whole_for_float = kind is float and type(value) is int
            if kind is frozenset and isinstance(value, list):
                value = frozenset(value)  # noqa: PLW2901  # JSON has no sets
            elif type(value) is not kind and not is_whole_for_float:
                raise ValueError(f"{name} is a {kind.__name__}")
            setattr(self, name, value)
