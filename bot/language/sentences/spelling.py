"""A message as it would stand in a letter: short forms written out, keystrokes made letters.

Only forms that can hardly mean anything else are written out; what may be two things ("cn" Sunday,
"tk") is left to whoever sees the words around it.
"""

import re
from collections.abc import Mapping, Sequence
from unicodedata import normalize

from rapidfuzz.distance import OSA

from bot.language.fold import clean_lines, letters
from bot.language.keystrokes import from_telex, from_vni, shows_vni
from bot.language.sentences.short_words import AS_TYPED, WRITTEN_OUT
from bot.language.syllables import is_bare_syllable
from bot.language.tokens import plain_figures

_WORD = re.compile(r"(?<![^\W\d_])[^\W\d_][^\W_]*")
_DENYING = re.compile(
    r" (?:có|co|ai|được|đc|dc|cài|cai|làm|lam|phải|đến|den|tới|ra|kịp|biết|thấy)\b", re.IGNORECASE
)
"""Behind a "k" that stands apart: "bão số 3 k có ai" means không."""
_FIGURE_BEFORE = re.compile(r"\d ?$")
NAMES = ("vneid", "vssid", "shopee", "postmart")
BRANDS = frozenset({"momo", "zalo", "zalopay", "voso", "lazada", "facebook", "tiktok", "google"})
"""Not to be taken for keystrokes: "momo" would be "môm"."""
SHORTEST_NAME = 5
NUMBERED = frozenset(
    {
        "t",
        "m",
        "k",
        "thon",
        "to",
        "lop",
        "nhom",
        "buoi",
        "doi",
        "khu",
        "xom",
        "ca",
        "tang",
        "so",
        "p",
    }
)
"""Words that are often glued to their number."""
_KEYCAP_TEN = "\U0001f51f"
_STRETCHED = re.compile(r"([^\W\d_])\1{2,}")
_WRITTEN_SO: tuple[tuple[str, re.Pattern[str], str], ...] = (
    ("nay", re.compile(r"\bh[. ]?nay+\b", re.IGNORECASE), "hôm nay"),
    ("qu", re.compile(r"\bh[. ]?qua+\b", re.IGNORECASE), "hôm qua"),
    ("qa", re.compile(r"\bh[. ]?qa+\b", re.IGNORECASE), "hôm qua"),
    ("hm", re.compile(r"\bhm (?=nay\b|qua\b|kia\b)", re.IGNORECASE), "hôm "),
    (
        "",
        re.compile(
            r"\b(được|đc|dc|có|giúp|ng|người|nguoi|dvc|cks|qr|etax|vssid|cụ|hộ|buổi|vneid(?![12]\b))(\d+)",
            re.IGNORECASE,
        ),
        r"\1 \2",
    ),
    (".", re.compile(r"(?<![\d.])(\d{1,2})\.(\d{1,2})\.(20\d\d)(?![\d.])"), r"\1/\2/\3"),
    (
        ".",
        re.compile(r"\b(chủ nhật|cn|thứ \w+|t[2-7]) (\d{1,2})\.(\d{1,2})(?![\d.])", re.IGNORECASE),
        r"\1 \2/\3",
    ),
    ("x", re.compile(r"\bx(\d{1,3})\b", re.IGNORECASE), r"x \1"),
    ("đ.c", re.compile(r"\bđ\.c\b", re.IGNORECASE), "đồng chí"),
    (
        "hs",
        re.compile(
            r"(?<=\d )hs(?= (?:làm|cài|học|lên|kích hoạt|dùng|đến|tới|lớp|thpt|thcs"
            r"|lam|cai|hoc|len)\b)",
            re.IGNORECASE,
        ),
        "học sinh",
    ),
    ("tax", re.compile(r"\be-?\s?tax\b", re.IGNORECASE), "etax"),
    ("id", re.compile(r"\bv\.?n\.?e\.?\s?id\b", re.IGNORECASE), "vneid"),
    ("vss", re.compile(r"\bvss[ -]id\b", re.IGNORECASE), "vssid"),
    ("đơn", re.compile(r"\b(h[oó][aá] đơn) [đd]t\b", re.IGNORECASE), r"\1 điện tử"),
    ("don", re.compile(r"\b(hoa don) dt\b", re.IGNORECASE), r"\1 dien tu"),
    (" bn", re.compile(r"\bbn(?= (?:ng|người|nguoi|hộ|bác|cụ|lượt|buổi)\b)", re.IGNORECASE),
     "bao nhiêu"),
)  # fmt: skip
"""Each with letters that are there wherever it is found: most messages have none of them."""
_SLASHED = {
    "đ/c": "đồng chí", "a/c": "anh chị", "b/c": "báo cáo", "t/h": "thực hiện", "h/s": "học sinh",
}  # fmt: skip
_SLASH = re.compile(r"\b[^\W\d_]/[^\W\d_]\b")


_INTELLIGENCE = re.compile(r"(?<![A-ZĐ] )\bAI\b(?! [A-ZĐ]{2})")


def written_out(text: str) -> str:
    """The text with lines kept, capitals kept where nothing was changed."""
    lines = clean_lines(plain_figures(text.replace(_KEYCAP_TEN, " 10 ")))
    lines = _STRETCHED.sub(r"\1", lines)
    if not lines.isupper():  # "KHÔNG CÓ AI" is nobody
        lines = _INTELLIGENCE.sub("trí tuệ nhân tạo", lines)
    if "/" in lines:
        lines = _SLASH.sub(lambda found: _SLASHED.get(found[0].lower(), found[0]), lines)
    low = lines.lower()
    for letters_of_it, pattern, words in _WRITTEN_SO:
        if letters_of_it in low:
            lines = pattern.sub(words, lines)
    is_vni = _is_vni([word.lower() for word in _WORD.findall(lines)])
    return _WORD.sub(lambda found: _mended(found, is_vni=is_vni), lines)


def _is_vni(words: Sequence[str]) -> bool:
    """Two words that end in a tone's figure say so too; "thon1 thon2" and "t2 t3" do not."""
    ending = (word for word in words if word.rstrip("12345") not in NUMBERED)
    ends = sum(word[-1] in "12345" and from_vni(word) is not None for word in ending)
    return ends > 1 or any(shows_vni(word) for word in words)


def _mended(found: re.Match[str], *, is_vni: bool) -> str:
    typed = found.group()
    word = normalize("NFC", typed.lower())
    is_glued = found.start() > 0 and found.string[found.start() - 1].isdecimal()
    is_behind_figure = _FIGURE_BEFORE.search(
        found.string[max(0, found.start() - 2) : found.start()]
    )
    if word == "k" and not is_glued and _DENYING.match(found.string, found.end()):
        return "không"
    table: Mapping[str, str] = WRITTEN_OUT
    if word in table and not (is_behind_figure is not None and word in AS_TYPED):
        # "17ng" is two tokens: the figure keeps its distance from the word that took its place.
        return f" {table[word]}" if is_glued else table[word]
    if is_vni and (vni := from_vni(word)):
        return vni
    if word in BRANDS:
        return typed
    meant = from_telex(word)
    if meant is not None and meant not in AS_TYPED:
        return table.get(meant, meant)  # "hoongr": hổng, that is không
    return meant or _near_name(word) or typed


def _near_name(word: str) -> str | None:
    """Such as "vneit" and "vnedi" are one slip from the name that was meant."""
    if len(word) < SHORTEST_NAME or word in NAMES or is_bare_syllable(letters(word)):
        return None
    return next((name for name in NAMES if OSA.distance(word, name, score_cutoff=1) <= 1), None)
