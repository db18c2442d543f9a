"""An address that may be handed on: http or https, in one piece, to a named place."""

from __future__ import annotations

from urllib.parse import urlsplit

from bot.language.fold import clean

LONGEST = 500
SCHEMES = ("http", "https")


def read_link(typed: str) -> str | None:
    """The address as it is kept; None for what is none. An asterisk, which our pages take for a
    mark, is written as browsers write it.
    """
    address = clean(typed)
    if not address or len(address) > LONGEST or address != typed.strip():
        return None
    if any(sign.isspace() or not sign.isprintable() for sign in address):
        return None
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in SCHEMES or not host or "." not in host.strip("."):
        return None
    if parts.username is not None or parts.password is not None:
        return None  # "https://vneid.gov.vn@elsewhere": what stands in front is not where it leads
    if any(sign in address for sign in '<>"\\^`{|}'):
        return None
    return address.replace("*", "%2A")
