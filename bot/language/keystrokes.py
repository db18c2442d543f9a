"""Words in which the keyboard left its strokes: "nguwowif" (Telex), "ngu7o7i2" (VNI).

Only what is no syllable as it stands and becomes one is changed: "test", "m2" and "vneid" stay.
"""

import re
from collections.abc import Mapping
from unicodedata import normalize

from bot.language.syllables import is_bare_syllable, is_syllable

VOWELS = frozenset("aeiouy")
TELEX_TONES: Mapping[str, str] = {
    "s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323",
}  # fmt: skip
VNI_TONES: Mapping[str, str] = {
    "1": "\u0301", "2": "\u0300", "3": "\u0309", "4": "\u0303", "5": "\u0323",
}  # fmt: skip
ROOF, HORN, BREVE, STROKE = "\u0302", "\u031b", "\u0306", "đ"
_TELEX = re.compile(r"[a-z]{2,10}")
_VNI = re.compile(r"[a-zđ]+[1-9][a-z1-9]*")
_VNI_INSIDE = re.compile(r"[a-zđ]\d[a-z]")
LONGEST = 12


def from_telex(word: str) -> str | None:
    """The word that these Telex strokes write; None where they write none."""
    if not _TELEX.fullmatch(word) or is_bare_syllable(word):
        return None
    typed = _Typed()
    for letter in word:
        typed.telex(letter)
    return typed.word()


def from_vni(word: str) -> str | None:
    """The word that these VNI strokes write; None where they write none."""
    if len(word) > LONGEST or not _VNI.fullmatch(word):
        return None
    typed = _Typed()
    for letter in word:
        typed.vni(letter)
    return typed.word()


def shows_vni(word: str) -> bool:
    """Whether a word can hardly be anything but VNI: a figure inside it."""
    return bool(_VNI_INSIDE.search(word)) and from_vni(word) is not None


class _Typed:
    """The letters so far, each with its shape, and the tone of the whole."""

    def __init__(self) -> None:
        self._letters: list[str] = []
        self._shapes: list[str] = []
        self._tone = ""
        self._is_broken = False

    def telex(self, stroke: str) -> None:
        has_vowel = not VOWELS.isdisjoint(self._letters)
        if stroke in TELEX_TONES and has_vowel:
            self._set_tone(TELEX_TONES[stroke])
        elif stroke == "w" and has_vowel:
            self._shape("uoa", {"u": HORN, "o": HORN, "a": BREVE})
        elif stroke == "d" and self._letters[:1] == ["d"]:
            self._letters[0] = STROKE
        elif stroke in "aeo" and self._has_plain(stroke):
            self._shape(stroke, {stroke: ROOF})
        else:
            self._add(stroke)

    def vni(self, stroke: str) -> None:
        match stroke:
            case "1" | "2" | "3" | "4" | "5":
                self._set_tone(VNI_TONES[stroke])
            case "6":
                self._shape("aeo", dict.fromkeys("aeo", ROOF))
            case "7":
                self._shape("uo", dict.fromkeys("uo", HORN))
            case "8":
                self._shape("a", {"a": BREVE})
            case "9" if self._letters[:1] == ["d"]:
                self._letters[0] = STROKE
            case "9":
                self._is_broken = True
            case _:
                self._add(stroke)

    def word(self) -> str | None:
        """The marks go to the last vowel: where the tone is written, nobody compares."""
        vowels = [at for at, letter in enumerate(self._letters) if letter in VOWELS]
        if self._is_broken or not vowels:
            return None
        shaped = [at for at in vowels if self._shapes[at]]
        carrier = (shaped or vowels)[-1]
        signs = (
            letter + shape + (self._tone if at == carrier else "")
            for at, (letter, shape) in enumerate(zip(self._letters, self._shapes, strict=True))
        )
        word = normalize("NFC", "".join(signs))
        return word if is_syllable(word) else None

    def _add(self, letter: str) -> None:
        self._letters.append(letter)
        self._shapes.append("")

    def _set_tone(self, tone: str) -> None:
        self._is_broken = self._is_broken or bool(self._tone)
        self._tone = tone

    def _has_plain(self, vowel: str) -> bool:
        return any(
            letter == vowel and not shape
            for letter, shape in zip(self._letters, self._shapes, strict=True)
        )

    def _shape(self, among: str, shapes: Mapping[str, str]) -> None:
        """Shapes the last such vowel; "uo" together, as in "ươ"."""
        places = [at for at, letter in enumerate(self._letters) if letter in among]
        if not places:
            self._is_broken = True
            return
        last = places[-1]
        self._shapes[last] = shapes[self._letters[last]]
        is_pair = last > 0 and self._letters[last - 1] == "u" and self._letters[last] == "o"
        if is_pair and self._shapes[last] == HORN:
            self._shapes[last - 1] = HORN
