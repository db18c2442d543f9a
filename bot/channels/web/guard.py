"""What keeps strangers out of a page: headers of every answer, and whose page a request is from.
Pure.
"""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import IPv6Address, ip_address
from urllib.parse import urlsplit

SAME_SITE = ("same-origin",)
HOUSEHOLD_BITS = 64
"""A house or a phone is given a whole /64 of IPv6 and changes its address within it.

https://www.rfc-editor.org/rfc/rfc6177 and rfc8981 (read 2026-11-22)
"""


def headers(*, frame_ancestors: str, form_action: str = "'none'") -> dict[str, str]:
    """For every answer. Nothing foreign is ever loaded, and no script stands inside the page."""
    policy = (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; "
        f"connect-src 'self'; base-uri 'none'; form-action {form_action}; "
        f"frame-ancestors {frame_ancestors}; require-trusted-types-for 'script'"
    )
    return {
        "Content-Security-Policy": policy,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "geolocation=(), microphone=(), payment=()",
        "X-Robots-Tag": "noindex",
    }


def is_own_page(given: Mapping[str, str], *, host: str) -> bool:
    """Whether a request that changes something comes from our own page.

    A browser says so itself: by Sec-Fetch-Site, or, where the address is neither https nor this
    machine, by Origin. A request that says neither is not from a page.
    """
    site = given.get("Sec-Fetch-Site")
    if site is not None and site not in SAME_SITE:
        return False
    origin = given.get("Origin")
    if origin is not None:
        return bool(host) and urlsplit(origin).netloc.lower() == host.lower()
    return site is not None


def network_of(address: str) -> str:
    """The part of a caller's address that stays the same, or the text itself where it is none.

    A proxy may say the port too, and put brackets around IPv6.
    """
    bare = address.strip()
    if bare.startswith("["):
        bare = bare[1:].partition("]")[0]
    elif bare.count(":") == 1:
        bare = bare.partition(":")[0]
    try:
        found = ip_address(bare.partition("%")[0])
    except ValueError:
        return address.strip()
    if not isinstance(found, IPv6Address):
        return str(found)
    if found.ipv4_mapped is not None:
        return str(found.ipv4_mapped)
    kept = int(found) >> (128 - HOUSEHOLD_BITS) << (128 - HOUSEHOLD_BITS)
    return f"{IPv6Address(kept)}/{HOUSEHOLD_BITS}"
