"""The fixed short form is read by itself: wholly, or not at all."""

from datetime import date, datetime

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.language.sentences.heard import Ask, Key, Kind
from bot.language.sentences.read import read_message
from bot.language.sentences.short_form import LABELS, read_short_form

TODAY = date(2026, 3, 12)
NOW = datetime(2026, 3, 12, 20, 30)  # noqa: DTZ001  # the clock on the wall
PAIRS = st.dictionaries(st.sampled_from(sorted(LABELS)), st.integers(0, 9_999), min_size=2)


@pytest.mark.parametrize(
    "text",
    ["người 12, vneid2 5, dvc 3", "NGUOI 12; VNEID2 5; DVC 3", "người: 12\nvneid2: 5\ndvc: 3",
     "hôm nay: người 12, vneid2 5, dvc 3", "12/3 người 12, vneid2 5, dvc 3"],
)  # fmt: skip
def test_the_form_of_the_guide_is_read(text: str) -> None:
    heard = read_short_form(text, TODAY)

    assert heard is not None
    assert dict(heard.reports[0].counts) == {Key.PEOPLE: 12, Key.VNEID2: 5, Key.DVC: 3}
    assert heard.reports[0].ask == ()


@pytest.mark.parametrize(
    "text",
    ["người 12", "người 12, vneid", "người 12, vneid2 5 ạ", "người 12, người 13", "12 người, 5 dvc",
     "người 12, vneid2 năm", "người 12, bàn 3", "", "người 1,5, dvc 3"],
)  # fmt: skip
def test_anything_else_is_no_short_form(text: str) -> None:
    assert read_short_form(text, TODAY) is None


def test_more_installs_than_people_are_asked_back() -> None:
    heard = read_message("người 5, vneid1 3, vneid2 4", NOW)

    assert heard.reports[0].ask == (Ask.SUM_MISMATCH,)


@given(PAIRS)
def test_every_pair_comes_back(pairs: dict[str, int]) -> None:
    keys = [LABELS[label] for label in pairs]
    assume(len(set(keys)) == len(keys))
    text = ", ".join(f"{label} {count}" for label, count in pairs.items())

    heard = read_message(text, NOW)

    assert heard.kind is Kind.REPORT
    assert dict(zip(keys, pairs.values(), strict=True)) == heard.reports[0].counts
