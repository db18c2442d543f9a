"""Every number up to a million, in every form that people write, and inside a sentence.

The words come from vn-numberwords, the one library of the study that says plain numbers right.
"""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from vn_numberwords import SouthDictionary, number_to_words, words_to_number

from bot.language.fold import fold
from bot.language.number_words import scan
from bot.language.sentences.heard import Key
from bot.language.sentences.read import read_message
from bot.language.tokens import tokenise
from tests.language.study import cases

NUMBERS = st.integers(0, 999_999)
NOON = datetime(2026, 3, 12, 12, 0)  # noqa: DTZ001  # the clock on the wall
OTHER_FOURS = {"hai mươi bốn": "hai mươi tư", "mươi lăm": "mươi nhăm"}


def forms(number: int) -> list[str]:
    """The figures, plain and grouped, and the words: north, south, without marks, in capitals."""
    north = number_to_words(number)
    south = number_to_words(number, SouthDictionary())
    nham = north.replace("mươi lăm", "mươi nhăm").replace("linh", "lẻ")
    bay = north.replace("bảy", "bẩy").replace("nghìn", "ngàn")
    dotted = f"{number:,}".replace(",", ".")
    return [
        str(number), dotted, f"{number:,}", north, south, fold(north), fold(south), north.upper(),
        nham, bay,
    ]  # fmt: skip


@given(NUMBERS)
def test_every_number_is_read_back_from_every_form(number: int) -> None:
    for form in forms(number):
        found = [int(one.value) for one in scan(tokenise(form))]

        if number or form[0] == "0":  # "không" alone is "no" as well: its reader decides
            assert [number] == found, form


@given(NUMBERS)
def test_the_other_library_reads_the_same(number: int) -> None:
    words = number_to_words(number)

    assert words_to_number(words) == number
    if number:
        assert [number] == [int(one.value) for one in scan(tokenise(words))]


@given(st.integers(1, 999_999))
def test_a_number_is_found_in_a_sentence(number: int) -> None:
    for form in forms(number):
        heard = read_message(f"hôm nay hướng dẫn {form} người", NOON)

        assert [number] == [report.counts[Key.PEOPLE] for report in heard.reports], form
        assert heard.reports[0].day == NOON.date()


@pytest.mark.parametrize(("text", "number"), cases()["numbers"])
def test_a_phrase_of_the_study_counts_people(text: str, number: int) -> None:
    heard = read_message(f"hôm nay hướng dẫn {text} người", NOON)

    counted = heard.reports[0].counts.get(Key.PEOPLE)
    is_asked = bool(heard.reports[0].ask)
    assert counted == number or (is_asked and text in {"không", "mươi", "tam"})
