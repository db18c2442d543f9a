"""Photos and files that a provider announces by their address are fetched from the outside world,
and from nowhere else: whoever can send us a message must not make us ask our own network.

Laws: the address that was checked is the one that is connected to, so that no name can mean another
machine a moment later; each redirect is checked like the first address; neither what a server says
of a length nor how slowly it sends is believed; no address reaches a log or an exception's words.
"""

from __future__ import annotations

import asyncio
import re
import socket
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import urljoin, urlsplit

from bot.channels.failures import FetchFailed

if TYPE_CHECKING:  # the library costs time and memory, and most installations fetch nothing
    from aiohttp import ClientResponse, ClientSession

REDIRECTS = 3
TOTAL_SECONDS = 45.0
"""Less than `bot.fetching.FETCH_SECONDS`, after which nobody would hear why it failed."""

SILENT_SECONDS = 15.0
URL_LENGTH = 2_000
PIECE_BYTES = 64 * 1024
SCHEMES = ("http", "https")

REDIRECTED = frozenset({301, 302, 303, 307, 308})
GONE = frozenset({400, 401, 403, 404, 405, 410, 451})
"""Asking again will not help: media of Zalo are given out by addresses that expire."""

EMBEDDING = (
    (IPv6Network("64:ff9b::/96"), 0),  # NAT64, RFC 6052
    (IPv6Network("2002::/16"), 80),  # 6to4, RFC 3056
)
"""Networks of IPv6 in which an address of IPv4 stands, and how far from the end."""

FORBIDDEN = (
    ip_network("192.0.0.0/24"),  # for protocols, RFC 6890; a cloud has its metadata there
    ip_network("168.63.129.16/32"),  # public by its number, yet the host of every machine of Azure
    ip_network("192.88.99.0/24"),  # once the relays of 6to4, RFC 7526
    ip_network("3fff::/20"),  # for documents, RFC 9637: newer than what Python knows
    ip_network("64:ff9b:1::/48"),  # NAT64 of one's own network, RFC 8215
    ip_network("2001::/32"),  # Teredo, RFC 4380: the client's address stands in it, turned round
    ip_network("::/96"),  # what was once "compatible" with IPv4
    ip_network("fec0::/10"),  # site-local, RFC 3879
)

NETLOC = re.compile(r"(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?")
"""What two readers of one address cannot understand differently: no name and password, no sign that
one of them would take for a dot or for the end of the host.
"""

NAME = re.compile(r"(?=.{1,253}$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*")
"""A name of the public DNS: with a dot, and not ending in figures. So no other way of writing an
address of IPv4 (`2130706433`, `0x7f.1`, `0177.0.0.1`) is ever looked up.
"""

Address: TypeAlias = IPv4Address | IPv6Address
Lookup: TypeAlias = Callable[[str, int], Awaitable[Sequence[str]]]
"""The addresses of a host, as text. Raises OSError for a host that has none."""


async def fetch_outside(
    url: str,
    *,
    limit: int,
    hosts: Collection[str] = (),
    lookup: Lookup | None = None,
    total_seconds: float = TOTAL_SECONDS,
) -> bytes:
    """At most `limit` bytes; `hosts` are let through wherever they are. Raises FetchFailed."""
    from aiohttp import ClientError, ClientSession, ClientTimeout, DummyCookieJar

    asked = _Asked(frozenset(hosts), lookup or look_up)
    timeout = ClientTimeout(total=total_seconds, sock_read=SILENT_SECONDS, connect=SILENT_SECONDS)
    try:
        async with (
            asyncio.timeout(total_seconds),
            ClientSession(
                connector=_connector(asked),
                cookie_jar=DummyCookieJar(),
                timeout=timeout,
                auto_decompress=False,
                trust_env=False,
                headers={"Accept-Encoding": "identity", "User-Agent": "toso"},
            ) as session,
        ):
            return await _follow(session, url, asked, limit)
    except TimeoutError:
        raise FetchFailed("silent", lasting=False) from None
    except (ClientError, OSError, ValueError) as error:
        # Their words and their chain hold the address.
        if _is_forbidden(error):
            raise FetchFailed("forbidden_address", lasting=True) from None
        raise FetchFailed("unreachable", lasting=False) from None


async def look_up(host: str, port: int) -> Sequence[str]:
    """As the machine itself resolves names."""
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(entry[4][0]) for entry in found]


def is_outside(text: str) -> bool:
    """Whether this address of IP belongs to the public Internet."""
    try:
        address: Address = ip_address(text)
    except ValueError:
        return False
    if any(address in network for network in FORBIDDEN):
        return False
    if isinstance(address, IPv6Address):
        if address.scope_id is not None:
            return False
        if (inner := _embedded(address)) is not None:
            return is_outside(str(inner))
    return address.is_global and not (
        address.is_multicast
        or address.is_reserved
        or address.is_loopback
        or address.is_link_local
        or address.is_unspecified
    )


def host_of(url: str) -> str:
    """In small letters. Raises FetchFailed for what is no ordinary public address."""
    refused = FetchFailed("forbidden_address", lasting=True)
    if len(url) > URL_LENGTH or not url.isprintable() or " " in url or "\\" in url:
        raise refused
    try:
        parts = urlsplit(url)
        port, host = parts.port, parts.hostname
    except ValueError:
        raise refused from None
    if parts.scheme not in SCHEMES or not host or port == 0 or not NETLOC.fullmatch(parts.netloc):
        raise refused
    return host


class _ForbiddenError(OSError):
    """A name that leads to where nothing is fetched from."""


@dataclass(frozen=True, slots=True)
class _Asked:
    hosts: frozenset[str]
    lookup: Lookup

    def check_host(self, host: str) -> None:
        """Raises FetchFailed for an address in figures that is not public, and for what is no
        public name.
        """
        if host in self.hosts:
            return
        try:
            ip_address(host)
        except ValueError:
            is_fit = NAME.fullmatch(host) is not None
        else:
            is_fit = is_outside(host)
        if not is_fit:
            raise FetchFailed("forbidden_address", lasting=True)

    async def addresses(self, host: str, port: int) -> list[str]:
        """Where to connect. One that is not public among them condemns all: an honest name has
        none.
        """
        found = list(dict.fromkeys(await self.lookup(host, port)))
        if host not in self.hosts and not all(map(is_outside, found)):
            raise _ForbiddenError
        if not found:
            raise OSError
        return found


def _connector(asked: _Asked) -> Any:  # noqa: ANN401  # the library is imported only here
    from aiohttp import TCPConnector
    from aiohttp.abc import AbstractResolver, ResolveResult

    class Checked(AbstractResolver):
        """What it gives is what the connection is made to: there is no second look-up."""

        async def resolve(
            self,
            host: str,
            port: int = 0,
            family: socket.AddressFamily = socket.AF_UNSPEC,  # noqa: ARG002  # either will do
        ) -> list[ResolveResult]:
            return [
                ResolveResult(
                    hostname=host,
                    host=address,
                    port=port,
                    family=socket.AF_INET6 if ":" in address else socket.AF_INET,
                    proto=0,
                    flags=socket.AI_NUMERICHOST,
                )
                for address in await asked.addresses(host, port)
            ]

        async def close(self) -> None:
            """It keeps nothing open."""

    return TCPConnector(resolver=Checked(), use_dns_cache=False, force_close=True, limit=4)


async def _follow(session: ClientSession, url: str, asked: _Asked, limit: int) -> bytes:
    from yarl import URL

    for _ in range(REDIRECTS + 1):
        asked.check_host(host_of(url))
        # As it came: written anew, an address that its provider has signed is another one.
        address = URL(url, encoded=url.isascii())
        async with session.get(address, allow_redirects=False) as response:
            if response.status not in REDIRECTED:
                return await _read(response, limit)
            target = response.headers.get("Location", "")
        if not target:
            raise FetchFailed("unreachable", lasting=False)
        url = urljoin(url, target)
    raise FetchFailed("too_many_redirects", lasting=True)


async def _read(response: ClientResponse, limit: int) -> bytes:
    if response.status in GONE:
        raise FetchFailed("gone", lasting=True)
    if response.status != 200:  # noqa: PLR2004  # OK
        raise FetchFailed("unreachable", lasting=False)
    if response.headers.get("Content-Encoding", "identity").strip().lower() != "identity":
        # It was not asked to pack anything, and what unpacks has no known size.
        raise FetchFailed("packed", lasting=True)
    if (response.content_length or 0) > limit:
        raise FetchFailed("too_large", lasting=True)
    data = bytearray()
    async for piece in response.content.iter_chunked(PIECE_BYTES):
        data += piece
        if len(data) > limit:
            raise FetchFailed("too_large", lasting=True)
    return bytes(data)


def _embedded(address: IPv6Address) -> IPv4Address | None:
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    for network, shift in EMBEDDING:
        if address in network:
            return IPv4Address(int(address) >> shift & 0xFFFF_FFFF)
    return None


def _is_forbidden(error: BaseException) -> bool:
    """The library wraps what a resolver raises."""
    seen: BaseException | None = error
    while seen is not None and not isinstance(seen, _ForbiddenError):
        seen = seen.__cause__ or seen.__context__
    return seen is not None
