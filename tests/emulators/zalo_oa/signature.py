"""How Zalo signs what it tells a webhook: a plain SHA-256, no HMAC."""

from __future__ import annotations

import hashlib
import hmac

HEADER = "X-ZEvent-Signature"


def mac(*, app_id: str, body: bytes, timestamp: str, secret: str) -> str:
    return hashlib.sha256(app_id.encode() + body + timestamp.encode() + secret.encode()).hexdigest()


def secret_proof(*, access_token: str, app_secret: str) -> str:
    """The header `appsecret_proof` of a call, which is an HMAC."""
    return hmac.new(app_secret.encode(), access_token.encode(), hashlib.sha256).hexdigest()
