"""The page and its files, read once: small enough that no build step and no foreign host is needed.

In index.html `{{web.send}}` is a text of the catalogue, `{{talk}}` one of the visitor's own values;
both are escaped, so no name can become markup.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path

from bot.channels.web.sessions import Role
from bot.channels.web.words import PAGE
from bot.dialog.text import Text

FOLDER = Path(__file__).parent / "page"
MIMES = {
    "chat.js": "text/javascript",
    "chat.css": "text/css",
    "icon.svg": "image/svg+xml",
}
OTHERS = {
    "file.css": "text/css",  # of the pages of links to files
    "contact.png": "image/png",  # above the form that Zalo shows for a name and a number
}
"""What the chat itself does not load."""

INDEX = "index.html"
ROLE = '<button type="button" data-role="{id}" aria-pressed="{pressed}">{words}</button>'
PLACE = re.compile(r"\{\{([a-z_.]+)\}\}")


@dataclass(frozen=True, slots=True)
class Asset:
    body: bytes
    zipped: bytes
    mime: str
    version: str


@dataclass(frozen=True, slots=True)
class Visit:
    """What differs from one visitor to the next. Without roles the page has no switch."""

    talk: str
    role: str
    roles: tuple[Role, ...]
    is_sample: bool


def load_assets() -> dict[str, Asset]:
    return {
        name: _asset((FOLDER / name).read_bytes(), mime) for name, mime in (MIMES | OTHERS).items()
    }


class Page:
    """index.html in the page's words; `words` renders a text, as for somebody yet unknown."""

    def __init__(
        self, words: Callable[[Text], str], assets: Mapping[str, Asset], *, photo_bytes: int
    ) -> None:
        self._words = words
        said = {text.id: words(text) for text in PAGE}
        fixed = {
            **{id_: escape(text) for id_, text in said.items()},
            **{name.replace("-", "_"): asset.version for name, asset in assets.items()},
            "photo_bytes": str(photo_bytes),
            # A "<" could end the script element that holds the words.
            "words": json.dumps(said, ensure_ascii=False).replace("<", "\\u003c"),
        }
        template = (FOLDER / INDEX).read_text(encoding="utf-8")
        self._pieces = PLACE.sub(lambda found: fixed.get(found[1], found[0]), template)

    def render(self, visit: Visit) -> str:
        chosen = next((role for role in visit.roles if role.id == visit.role), None)
        viewing = Text("web.viewing", role=chosen.label) if chosen else None
        own = {
            "talk": escape(visit.talk),
            "sample": "" if visit.is_sample else "hidden",
            "switch": "" if visit.roles else "hidden",
            "leave": "hidden" if visit.roles else "",
            "viewing": escape(self._words(viewing)) if viewing else "",
            "role": escape(self._words(chosen.label)) if chosen else "",
            "roles": "".join(
                ROLE.format(
                    id=escape(role.id),
                    pressed="true" if role is chosen else "false",
                    words=escape(self._words(role.label)),
                )
                for role in visit.roles
            ),
        }
        return PLACE.sub(lambda found: own[found[1]], self._pieces)


def _asset(body: bytes, mime: str) -> Asset:
    return Asset(
        body=body,
        zipped=gzip.compress(body, mtime=0),
        mime=mime,
        version=hashlib.sha256(body).hexdigest()[:12],
    )
