"""What the doctor says of the way between us and the world outside: our public address, and hosts
that are asked though they are not public.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from bot.cli.checkup import Check, State
from bot.dialog.text import Text
from bot.settings import Settings

PUBLIC_URL, MEDIA_HOSTS = "TOSO_PUBLIC_URL", "TOSO_MEDIA_HOSTS"


def of_door(settings: Settings) -> Iterator[Check]:
    if settings.media_hosts:
        hosts = ", ".join(settings.media_hosts)
        words = Text("cli.doctor.media_hosts", hosts=hosts)
        yield Check(
            "media_hosts",
            State.WARNING,
            words,
            Text("cli.doctor.media_hosts.advice", name=MEDIA_HOSTS),
        )
    is_on_zalo = bool(settings.zalo.bots) or settings.zalo.has_oa
    if not is_on_zalo:
        return
    if not settings.public_url:
        words = Text("cli.doctor.public_url.none")
        yield Check(
            "public_url",
            State.WARNING,
            words,
            Text("cli.doctor.public_url.advice", name=PUBLIC_URL),
        )
    elif urlsplit(settings.public_url).scheme != "https":
        words = Text("cli.doctor.public_url.open", address=settings.public_url)
        yield Check(
            "public_url",
            State.WARNING,
            words,
            Text("cli.doctor.public_url.advice", name=PUBLIC_URL),
        )
    else:
        words = Text("cli.doctor.public_url.well", address=settings.public_url)
        yield Check("public_url", State.OK, words)
