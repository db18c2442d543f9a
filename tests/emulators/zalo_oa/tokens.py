"""OAuth v4: consents, codes that live ten minutes, pairs whose refresh token is used once.

Law: a refresh token is consumed before the answer is on its way, so that who loses the answer has
lost the pair.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlencode

from tests.emulators.clock import MovedClock
from tests.emulators.zalo_oa.errors import ZaloError
from tests.emulators.zalo_oa.rules import Rules

APP_INACTIVE, BAD_REDIRECT, BAD_SECRET = -14002, -14003, -14005
BAD_CODE, BAD_VERIFIER, BAD_REFRESH = -14010, -14011, -14014


@dataclass(slots=True)
class Code:
    challenge: str
    until: datetime
    is_used: bool = False


@dataclass(slots=True)
class Pair:
    """`consent` counts the consents that an administrator gave: all that came of one is a chain."""

    access: str
    refresh: str
    consent: int
    access_until: datetime
    refresh_until: datetime
    is_used: bool = False
    is_dead: bool = False


@dataclass(slots=True)
class Tokens:
    rules: Rules
    clock: MovedClock
    codes: dict[str, Code] = field(default_factory=dict)
    pairs: list[Pair] = field(default_factory=list)
    consents: int = 0
    refreshes: int = 0
    reuses: int = 0
    """How often a used refresh token was tried again."""

    def refuse_consent(self, *, app_id: str, redirect: str, challenge: str) -> None:
        """Raises ZaloError where the page of consent would say no."""
        if app_id != self.rules.app_id or not self.rules.is_app_active:
            raise ZaloError(APP_INACTIVE)
        if not redirect or self.rules.callback not in ("", redirect):
            raise ZaloError(BAD_REDIRECT)
        if not challenge or self.rules.code_challenge not in ("", challenge):
            raise ZaloError(BAD_REDIRECT, "code_challenge")

    def allow(self, *, redirect: str, challenge: str, state: str) -> str:
        """The administrator presses "Cho phép": the address that the browser goes to."""
        code = secrets.token_urlsafe(48)
        until = self.clock.now() + timedelta(seconds=self.rules.code_seconds)
        self.codes[code] = Code(challenge, until)
        given = {"code": code, "oa_id": self.rules.oa_id} | ({"state": state} if state else {})
        return f"{redirect}{'&' if '?' in redirect else '?'}{urlencode(given)}"

    def take_code(self, *, app_id: str, secret: str, code: str, verifier: str) -> Pair:
        self._admit(app_id, secret)
        found = self.codes.get(code)
        if found is None or found.is_used or self.clock.now() >= found.until:
            raise ZaloError(BAD_CODE)
        found.is_used = True
        if not hmac.compare_digest(challenge_of(verifier), found.challenge):
            raise ZaloError(BAD_VERIFIER)
        self.consents += 1
        return self.issue(self.consents)

    def take_refresh(self, *, app_id: str, secret: str, refresh: str) -> Pair:
        self._admit(app_id, secret)
        found = next((one for one in self.pairs if one.refresh == refresh), None)
        if found is None:
            raise ZaloError(BAD_REFRESH)
        if found.is_dead or self.clock.now() >= found.refresh_until:
            raise ZaloError(self.rules.stale_code)
        if found.is_used:
            self.reuses += 1
            if self.rules.punishes_reuse:
                self.kill(found.consent)
            raise ZaloError(self.rules.used_code)
        found.is_used = True
        self.refreshes += 1
        if self.rules.refresh_ends_access:
            found.access_until = self.clock.now()
        return self.issue(found.consent)

    def issue(self, consent: int = 0) -> Pair:
        """A fresh pair; of no consent it is one of the API Explorer's."""
        now = self.clock.now()
        pair = Pair(
            access=secrets.token_urlsafe(96),
            refresh=secrets.token_urlsafe(96),
            consent=consent,
            access_until=now + timedelta(seconds=self.rules.access_seconds),
            refresh_until=now + timedelta(seconds=self.rules.refresh_seconds),
        )
        self.pairs.append(pair)
        return pair

    def kill(self, consent: int) -> None:
        """An administrator takes a consent back, or Zalo does."""
        for pair in self.pairs:
            pair.is_dead = pair.is_dead or pair.consent == consent

    def admit(self, access: str) -> None:
        """Raises ZaloError where `access` opens nothing."""
        found = next((one for one in self.pairs if one.access == access), None)
        if found is None:
            raise ZaloError(self.rules.unknown_access_code)
        if found.is_dead or self.clock.now() >= found.access_until:
            raise ZaloError(self.rules.expired_access_code)

    def _admit(self, app_id: str, secret: str) -> None:
        if app_id != self.rules.app_id or not self.rules.is_app_active:
            raise ZaloError(APP_INACTIVE)
        if not hmac.compare_digest(secret, self.rules.app_secret):
            raise ZaloError(BAD_SECRET)


def challenge_of(verifier: str) -> str:
    """PKCE's S256."""
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
