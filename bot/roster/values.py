"""One cell read as what its column holds. Each reader returns the value or the problem's code;
an empty cell is the caller's.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from bot.dialog.address import CHOOSABLE, Address
from bot.language.fold import clean, fold, has_words
from bot.roster.problems import Code
from models.commune import TeamKind

LONGEST_NAME = 80
LONGEST_LINK = 300
MOST_COUNTED = 1_000_000


class Post(StrEnum):
    """What a person is in the list; the value is the word of the template."""

    LEADER = "Tổ trưởng"
    MEMBER = "Thành viên"
    RAPID = "Đội phản ứng nhanh"
    COORDINATOR = "Cán bộ"
    OFFICE = "Văn phòng"
    ADMINISTRATOR = "Quản trị"


OFFICERS = frozenset({Post.COORDINATOR, Post.OFFICE, Post.ADMINISTRATOR})
"""Posts of the whole commune: they belong to no team."""

KINDS = {TeamKind.TO: "Tổ", TeamKind.DOI: "Đội"}
YES, NO = "Có", "Không"

_POSTS = {
    Post.LEADER: ("to truong", "truong to", "doi truong", "truong doi", "nhom truong"),
    Post.MEMBER: (
        "thanh vien",
        "tv",
        "to vien",
        "to pho",
        "pho to truong",
        "to pho thuong truc",
        "uy vien",
        "thu ky",
    ),
    Post.RAPID: (
        "doi phan ung nhanh",
        "phan ung nhanh",
        "thanh vien doi phan ung nhanh",
        "doi vien",
        "thanh vien doi",
        "doi pho",
        "ung cuu",
        "to ung cuu",
    ),
    Post.COORDINATOR: ("can bo", "can bo phong vh-xh", "can bo vh-xh", "can bo phu trach"),
    Post.OFFICE: ("van phong", "vp", "can bo van phong", "co quan theo doi"),
    Post.ADMINISTRATOR: ("quan tri", "quan tri vien", "nguoi quan tri"),
}
_POST_OF = {word: post for post, words in _POSTS.items() for word in words}
_KIND_OF = {
    "to": TeamKind.TO,
    "to cnscd": TeamKind.TO,
    "to cong nghe so cong dong": TeamKind.TO,
    "doi": TeamKind.DOI,
    "doi phan ung nhanh": TeamKind.DOI,
    "to ung cuu": TeamKind.DOI,
}
_ADDRESS_OF = {form.value: form for form in CHOOSABLE}
_ADDRESS_OF_FOLDED = {fold(form.value): form for form in CHOOSABLE}
_YES = frozenset({"co", "x", "yes", "true", "1", "da co", "v", "✓"})
_NO = frozenset({"khong", "chua", "chua co", "no", "false", "0", "khong co"})
_COUNT = re.compile(r"\d{1,3}(?:[., ]\d{3})+|\d+")
_WHOLE_FRACTION = re.compile(r"(\d+)[.,]0")
_UNITS = re.compile(r"\s*(?:hộ|người|ho|nguoi)\s*$", re.IGNORECASE)
_LINK = re.compile(r"(?:https?://)?(?:[\w-]+\.)*zalo\.me/\S+", re.IGNORECASE)
_BOT = re.compile(r"[a-z0-9_-]{1,20}")  # as the operator may name one (bot.zalo_settings)
_LETTERLESS = re.compile(r"[\d\W_]+")


@lru_cache(maxsize=4096)
def fold_often(word: str) -> str:
    """`fold` for words that stand in thousands of rows: a role, a team."""
    return fold(word)


def read_name(cell: str) -> str | Code:
    name = clean(cell)
    # "Nguy?n V?n": saved in an encoding that lacks the letters, which are gone for good.
    if "?" in name or "\ufffd" in name:
        return Code.LETTERS_LOST
    if not has_words(name):
        return Code.NAME_MISSING
    if len(name) > LONGEST_NAME:
        return Code.NAME_LONG
    # What a spreadsheet would take for a formula, or what is a number: no name of a person or team.
    if name[0] in "=+@" or _LETTERLESS.fullmatch(name):
        return Code.NAME_ODD
    return name


def read_team_name(cell: str) -> str | Code:
    """A team or village may be called "12"."""
    name = clean(cell)
    if name.isdecimal() and len(name) <= LONGEST_NAME:
        return name
    return read_name(cell)


def read_post(cell: str) -> Post | Code:
    return _POST_OF.get(fold_often(cell)) or Code.ROLE_UNKNOWN


def read_kind(cell: str) -> TeamKind | Code:
    return _KIND_OF.get(fold_often(cell)) or Code.KIND_UNKNOWN


def read_address(cell: str) -> Address | Code:
    """Marks that stand there must be right: "chủ" is not "chú"; without marks any case will do."""
    word = clean(cell).lower().rstrip(" .")
    if found := _ADDRESS_OF.get(word):
        return found
    folded = fold(cell)
    return (_ADDRESS_OF_FOLDED.get(folded) if folded == word else None) or Code.ADDRESS_UNKNOWN


def read_count(cell: str) -> int | Code:
    """1.234, 1,234, "1 234", "142 hộ" and 142.0."""
    text = _UNITS.sub("", clean(cell))
    if found := _WHOLE_FRACTION.fullmatch(text):
        text = found[1]
    if not text.isascii() or not _COUNT.fullmatch(text):
        return Code.COUNT_WRONG
    value = int(re.sub(r"\D", "", text)[:10])
    return value if value <= MOST_COUNTED else Code.COUNT_WRONG


def read_yes_no(cell: str) -> bool | Code:
    word = fold_often(cell)
    if word in _YES:
        return True
    return False if word in _NO else Code.YES_NO_WRONG


def read_bot(cell: str) -> str | Code:
    name = clean(cell).lower()
    return name if _BOT.fullmatch(name) else Code.BOT_UNKNOWN


def read_link(cell: str) -> str | Code:
    link = clean(cell)
    if len(link) > LONGEST_LINK or not _LINK.fullmatch(link):
        return Code.LINK_WRONG
    return link if "://" in link else f"https://{link}"
