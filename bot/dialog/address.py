"""Xưng hô: what a person is called, what the bot calls itself, "gọi em là chị" read as a wish."""

from __future__ import annotations

from enum import StrEnum

from bot.language.fold import fold, marked


class Address(StrEnum):
    """How the bot calls a person: the name is the word without marks, the value the word itself."""

    ONG = "ông"
    BA = "bà"
    BAC = "bác"
    CO = "cô"
    CHU = "chú"
    ANH = "anh"
    CHI = "chị"
    BAN = "bạn"
    ANH_CHI = "anh/chị"
    ONG_BA = "ông/bà"


CHOOSABLE = (
    Address.BAC,
    Address.ONG,
    Address.BA,
    Address.CO,
    Address.CHU,
    Address.ANH,
    Address.CHI,
    Address.BAN,
)
"""What a person may ask for; the two-fold forms are only for those who have not said yet."""


def self_word(address: Address) -> str:
    """What the bot calls itself to that person."""
    return "em" if address in (Address.ANH, Address.CHI, Address.ANH_CHI) else "cháu"


def read_address(text: str) -> Address | None:
    """The form that a message asks for ("gọi em là chị", "cu goi bac la ba"), or None.

    The whole message must be the wish, a name after the form included: "tôi gọi chị Hoa là bác"
    tells about somebody else. Marks may be missing, but those that stand there must be right:
    "gọi tôi là chủ" does not ask for "chú".
    """
    written = (word.strip(EDGES) for word in text.split())
    pairs = [(word, fold(word)) for word in written if fold(word)]
    place = _place_of_form([folded for _, folded in pairs])
    if place is None or place >= len(pairs):
        return None
    word, folded = pairs[place]
    form = FORMS.get(folded)
    if form is None or marked(word) not in (form.value, folded):
        return None
    is_whole = all(end in TAIL or name[0].isupper() for name, end in pairs[place + 1 :])
    return form if is_whole else None


def _place_of_form(words: list[str]) -> int | None:
    """The index after "gọi … là" or "xưng hô (… là)", if only small words stand around it."""
    start = next((place for place, word in enumerate(words) if word not in HEAD), len(words))
    if words[start : start + 2] == ["xung", "ho"]:
        after, needs_joint = start + 2, False
    elif words[start : start + 1] in (["goi"], ["keu"]):
        after, needs_joint = start + 1, True
    else:
        return None
    joint = next((place for place in range(after, len(words)) if words[place] in JOINTS), None)
    if joint is None:
        return None if needs_joint else after
    return joint + 1 if SPEAKERS.issuperset(words[after:joint]) else None


FORMS = {form.name.lower(): form for form in CHOOSABLE}
EDGES = ".,!?;:…\"'“”()*"  # what clings to a word in a sentence
JOINTS = frozenset({"la", "bang"})
SPEAKERS = frozenset({*FORMS, "em", "chau", "con", "toi", "tui", "minh", "tao", "ta", "voi"})
HEAD = SPEAKERS | frozenset(
    [
        "da",
        "vang",
        "u",
        "a",
        "oi",
        "thi",
        "thoi",
        "cu",
        "hay",
        "xin",
        "nho",
        "lam",
        "on",
        "hoi",
        "nen",
        "tu",
        "nay",
        "sau",
        "muon",
        "thich",
        "duoc",
        "cho",
        "bot",
    ]
)
TAIL = frozenset(
    [
        "nhe",
        "nha",
        "nhen",
        "nghe",
        "thoi",
        "a",
        "di",
        "voi",
        "cho",
        "gan",
        "gui",
        "than",
        "mat",
        "de",
        "duoc",
        "roi",
        "hon",
        "oi",
        "em",
        "chau",
        "con",
    ]
)
