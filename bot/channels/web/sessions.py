"""Whose page it is: a cookie, its keyed hash, and the sender that follows from it. Pure.

Laws: the store never sees the cookie; one browser is one session. In a real commune every session
is a resident until a member signs in; in the sample the visitor chooses as whom to look, and each
role has a talk of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from bot.channels.contract import Sender
from bot.dialog.text import Text

COOKIE = "toso"
SECURE_COOKIE = "__Host-toso"
"""With this prefix a browser takes the cookie only over https and from this very host.

https://developer.mozilla.org/docs/Web/HTTP/Headers/Set-Cookie (read 2026-11-22)
"""
COOKIE_SECONDS = 400 * 24 * 60 * 60  # the longest that browsers keep one
TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")  # 32 random bytes in base 64


@dataclass(frozen=True, slots=True)
class Session:
    """`key` is the keyed hash of the cookie; `role` is empty until one was chosen."""

    key: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class Role:
    """One of the people that the visitor of a sample can be."""

    id: str
    label: Text
    phone_hash: str = ""
    is_resident: bool = False


class SessionIdentity(Protocol):
    @property
    def roles(self) -> tuple[Role, ...]:
        """What the visitor may choose from; empty where nobody chooses."""
        ...

    def sender(self, session: Session) -> Sender: ...

    def role(self, session: Session) -> str: ...


class RealIdentity:
    """Every visitor comes as a resident; joining makes more of them, in the dialog."""

    @property
    def roles(self) -> tuple[Role, ...]:
        return ()

    def sender(self, session: Session) -> Sender:
        return Sender(session.key, is_resident=True)

    def role(self, session: Session) -> str:  # noqa: ARG002
        return ""


class SampleIdentity:
    """The visitor is one of the sample's people: the first role, until another is chosen."""

    def __init__(self, roles: tuple[Role, ...], *, keyed_hash: Callable[[str], str]) -> None:
        self._roles = roles
        self._hash = keyed_hash

    @property
    def roles(self) -> tuple[Role, ...]:
        return self._roles

    def sender(self, session: Session) -> Sender:
        role = self._find(session)
        return Sender(
            external_id=self._hash(f"web:{session.key}:{role.id}"),
            phone_hash=role.phone_hash,
            is_resident=role.is_resident,
        )

    def role(self, session: Session) -> str:
        return self._find(session).id

    def _find(self, session: Session) -> Role:
        return next((role for role in self._roles if role.id == session.role), self._roles[0])


def sample_roles(
    *,
    member: str,
    leader: str,
    coordinator: str,
    phone_hash: Callable[[str], str],
) -> tuple[Role, ...]:
    """The four people of the sample's switch, by the phone numbers of the first three."""
    return (
        Role("member", Text("web.role.member"), phone_hash(member)),
        Role("leader", Text("web.role.leader"), phone_hash(leader)),
        Role("coordinator", Text("web.role.coordinator"), phone_hash(coordinator)),
        Role("resident", Text("web.role.resident"), is_resident=True),
    )


def read_token(cookies: Mapping[str, str], *, is_secure: bool) -> str | None:
    """The token of a page's cookie; None where there is none that we could have given."""
    token = cookies.get(SECURE_COOKIE if is_secure else COOKIE, "")
    return token if TOKEN.fullmatch(token) else None


def session_key(token: str, keyed_hash: Callable[[str], str]) -> str:
    return keyed_hash(f"web session:{token}")
