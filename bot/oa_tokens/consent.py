"""The walk through the consent: where an administrator of the Official Account is sent, and what
comes back. Pure.

Address and answer: https://docs.zaloplatforms.com/docs/OA, "Xác thực và ủy quyền" (read
2026-11-22). The console of the app knows the address of the callback, and may know one
code_challenge for good: who has entered one there must keep its verifier.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlencode, urlsplit

PERMISSION = "/v4/oa/permission"
CALLBACK = "/zalo/oa/callback"

VERIFIER = re.compile(r"[A-Za-z0-9._~-]{43,128}")
"""RFC 7636, section 4.1."""

NUMBER = re.compile(r"-?\d{1,9}")


@dataclass(frozen=True, slots=True)
class Asked:
    """What this walk began with. `state` tells its answer from that of any other."""

    redirect: str
    verifier: str = field(repr=False)
    state: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Granted:
    code: str = field(repr=False)
    oa_id: str


@dataclass(frozen=True, slots=True)
class Denied:
    """Zalo's own page said no. `code` is 0 where it gave none."""

    code: int


@dataclass(frozen=True, slots=True)
class Foreign:
    """The answer of another walk, or of somebody who wants us to take their account for ours."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """No answer at all: other words, or another address."""


Returned = Granted | Denied | Foreign | Nothing


def consent_address(oauth: str, app_id: str, asked: Asked) -> str:
    query = {
        "app_id": app_id,
        "redirect_uri": asked.redirect,
        "code_challenge": challenge_of(asked.verifier),
        "state": asked.state,
    }
    return f"{oauth}{PERMISSION}?{urlencode(query)}"


def challenge_of(verifier: str) -> str:
    """PKCE's S256 (RFC 7636, section 4.2)."""
    digest = hashlib.sha256(verifier.encode()).digest()
    return urlsafe_b64encode(digest).rstrip(b"=").decode()


def read_returned(address: str, asked: Asked, *, wants_state: bool) -> Returned:
    """What the address says to which the browser was sent back.

    Zalo's pages do not promise to hand the state back: where a person brings the address by hand,
    one without it is taken (`wants_state` is False), for the code is bound to our verifier anyway.
    """
    try:
        query = parse_qs(urlsplit(address.strip()).query)
    except ValueError:
        return Nothing()
    given = {name: values[0] for name, values in query.items()}
    state = given.get("state", "")
    is_checked = "code" in given and (bool(state) or wants_state)
    if is_checked and not hmac.compare_digest(state.encode(), asked.state.encode()):
        return Foreign()
    if code := given.get("code"):
        return Granted(code, given.get("oa_id", ""))
    for name in ("error_code", "error"):
        if name in given:
            return Denied(int(given[name]) if NUMBER.fullmatch(given[name]) else 0)
    return Nothing()
