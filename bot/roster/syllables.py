"""Whether a word can be Vietnamese: what tells a right decoding of old bytes from a wrong one."""

from __future__ import annotations

import re
import unicodedata

from bot.language.fold import TONES, letters, lowered, tones

STOPPED = re.compile(r"(?:c|ch|p|t)$")
SHARP = frozenset("\u0301\u0323")  # sắc and nặng: the only tones of a syllable that ends in a stop

_ONSETS = "ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|b|c|d|g|h|k|l|m|n|p|q|r|s|t|v|x"
_NUCLEI = (
    "uyê|iêu|yêu|ươi|ươu|uôi|oai|oay|oeo|uây|uyu|oao|uêu|uya"
    "|ai|ao|au|ay|âu|ây|eo|êu|ia|iê|iu|oa|oă|oe|oi|oo|ôi|ơi|ua|uâ|uê|ui|uơ|uô|uy|ưa|ươ|ưi|ưu|yê"
    "|a|ă|â|e|ê|i|o|ô|ơ|u|ư|y"
)
_CODAS = "ch|ng|nh|c|m|n|p|t"
_SYLLABLE = re.compile(rf"(?:{_ONSETS}|đ)?(?:{_NUCLEI})(?:{_CODAS})?")


def is_syllable(word: str) -> bool:
    """Also True for a word typed without marks; False for one with a foreign letter or mark."""
    plain = lowered(word)
    if len(tones(plain)) > 1:
        return False
    shape = unicodedata.normalize(
        "NFC", "".join(s for s in unicodedata.normalize("NFD", plain) if s not in TONES)
    )
    if not _SYLLABLE.fullmatch(shape):
        return False
    return not (tones(plain) and STOPPED.search(letters(plain))) or tones(plain) <= SHARP


def plausibility(text: str) -> float:
    """The share of Vietnamese syllables among the words with a letter beyond ASCII; 0.0 when there
    is none.

    A sign that is no letter counts as part of its word: "Nguyªn" is a word that went wrong.
    """
    words = [word.strip(_EDGES) for word in _SPACES.split(text) if not word.isascii()]
    written = [word for word in words if not word.isascii()]
    return sum(map(is_syllable, written)) / len(written) if written else 0.0


_EDGES = ".,:;()[]\"'“”‘’–-/*"
_SPACES = re.compile(r"[\s,;:/\"().\-0-9]+")
