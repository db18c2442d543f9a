"""What a Vietnamese syllable can be: an optional onset, a rhyme, a tone that its end allows."""

import re
from functools import lru_cache
from unicodedata import normalize

from bot.language.fold import TONES, letters
from bot.language.tokens import vocabulary

_ONSET = r"(?:ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdđghklmnprstvx])?"
RHYMES = vocabulary(
    "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e "
    "ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im "
    "in inh ip it iu o oa oac oach oai oam oan oang oanh oao oat oay oăc oăm oăn oăng oăt oc "
    "oe oen oeo oet oi om on ong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uân uâng "
    "uât uây uc uê uêch uênh ui um un ung uôc uôi uôm uôn uông uôt uơ up ut uy uya uych uyên "
    "uyêt uynh uyt uyu ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu y yêm yên "
    "yêng yêt yêu "
)
_MARKED = re.compile(_ONSET + "(?:" + "|".join(sorted(RHYMES, key=len, reverse=True)) + ")")
_BARE = re.compile(
    _ONSET.replace("đ", "")
    + "(?:"
    + "|".join(sorted({letters(rhyme) for rhyme in RHYMES}, key=len, reverse=True))
    + ")"
)
_STOPPED = re.compile(r"(?:c|ch|p|t)$")
_STOP_TONES = frozenset("\u0301\u0323")


@lru_cache(maxsize=4096)
def is_syllable(word: str) -> bool:
    """Whether a lower-case word with its marks is a syllable; a missing tone is no fault."""
    decomposed = normalize("NFD", word)
    tones = {sign for sign in decomposed if sign in TONES}
    toneless = normalize("NFC", "".join(sign for sign in decomposed if sign not in TONES))
    if _MARKED.fullmatch(toneless) is None or len(tones) > 1:
        return False
    return not tones or not _STOPPED.search(toneless) or tones <= _STOP_TONES


@lru_cache(maxsize=4096)
def is_bare_syllable(folded: str) -> bool:
    """Whether a word without any marks may be a syllable that lost them."""
    return _BARE.fullmatch(folded) is not None
