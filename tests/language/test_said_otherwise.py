"""The same sentences as other people type them: the answer stays, or the bot asks.

Without marks, in capitals, with the strokes of Telex and VNI left in, with numbers in words,
without punctuation, with courtesies around. Only the place may lose its marks.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace

import pytest
from vn_numberwords import number_to_words

from tests.language.rates import cases_in, rates, score
from tests.language.test_sentences import SENTENCES

WRITTEN_FOR = ("contract.jsonl", "dev_a.jsonl", "dev_b.jsonl", "kept.jsonl")

TELEX = {"\u0301": "s", "\u0300": "f", "\u0309": "r", "\u0303": "x", "\u0323": "j"}
VNI = {"\u0301": "1", "\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0323": "5"}
VNI_SHAPES = {"\u0302": "6", "\u031b": "7", "\u0306": "8"}
WORD = re.compile(r"[^\W\d_]+")
COUNTED = re.compile(r"(?<![\d.,/:\w-])(\d{1,2})(?= (?:người|ng|bác|cụ|hộ|lượt|học viên|bà con)\b)")


def bare(text: str) -> str:
    signs = unicodedata.normalize("NFD", text)
    return "".join(
        sign for sign in signs if not unicodedata.combining(sign)
    ).translate(str.maketrans("đĐ", "dD"))  # fmt: skip


def telex(text: str) -> str:
    def typed(found: re.Match[str]) -> str:
        strokes, tone = "", ""
        for sign in unicodedata.normalize("NFD", found[0]):
            if sign in TELEX:
                tone = TELEX[sign]
            elif sign in VNI_SHAPES:
                strokes += strokes[-1] if sign == "\u0302" else "w"
            else:
                strokes += {"đ": "dd", "Đ": "DD"}.get(sign, sign)
        return strokes + tone

    return WORD.sub(typed, unicodedata.normalize("NFC", text))


def vni(text: str) -> str:
    def typed(found: re.Match[str]) -> str:
        strokes, tone = "", ""
        for sign in unicodedata.normalize("NFD", found[0]):
            if sign in VNI:
                tone = VNI[sign]
            else:
                strokes += {**VNI_SHAPES, "đ": "d9", "Đ": "D9"}.get(sign, sign)
        return strokes + tone

    return WORD.sub(typed, unicodedata.normalize("NFC", text))


def in_words(text: str) -> str:
    """But for "0 người": "không người" is no count to anybody."""
    return COUNTED.sub(
        lambda found: number_to_words(int(found[1])) if found[1] != "0" else "0", text
    )


def without_punctuation(text: str) -> str:
    return re.sub(r"[.,;:!](?!\d)", " ", text)


def politely(text: str) -> str:
    return f"Dạ em xin báo cáo ạ, {text[0].lower()}{text[1:]}"


@pytest.mark.parametrize(
    "typed",
    [bare, str.upper, str.lower, telex, vni, in_words, lambda text: bare(in_words(text)),
     without_punctuation, politely],
    ids=["bare", "upper", "lower", "telex", "vni", "words", "bare words", "voice", "politely"],
)  # fmt: skip
def test_no_way_of_typing_makes_a_wrong_figure(typed: Callable[[str], str]) -> None:
    cases = [case for name in WRITTEN_FOR for case in cases_in(SENTENCES / name)]

    found = rates([score(replace(case, text=typed(case.text))) for case in cases])

    assert found.wrong_but_accepted <= 0.01
    assert found.exact >= 0.9
