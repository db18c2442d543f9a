"""Which addresses the platform would ever ask."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from tests.emulators.zalo_bot.envelope import RefusedError


def check_hook(url: str, *, trusts_loopback: bool) -> None:
    """Raises RefusedError for what is no https, or lies in a private net."""
    scheme, host = _parts(url)
    if trusts_loopback and scheme in ("http", "https") and host:
        return
    if scheme != "https" or not host:
        raise RefusedError(400, "Bad Request: url must be https")
    if _is_private(host):
        raise RefusedError(400, "Bad Request: url must be public")


def check_photo(url: str, *, trusts_loopback: bool) -> None:
    """Raises RefusedError for what is no address of the web."""
    scheme, host = _parts(url)
    if scheme not in ("http", "https") or not host:
        raise RefusedError(400, "Bad Request: photo must be an http or https url")
    if _is_private(host) and not trusts_loopback:
        raise RefusedError(400, "Bad Request: photo must be public")


def _parts(url: str) -> tuple[str, str]:
    try:
        parts = urlsplit(url)
    except ValueError:
        return "", ""
    return parts.scheme, parts.hostname or ""


def _is_private(host: str) -> bool:
    if host == "localhost" or host.endswith((".localhost", ".local")):
        return True
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return False
