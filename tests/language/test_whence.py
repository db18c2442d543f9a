"""Who asks where a number comes from, and who asks something else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.whence import asked_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("vì sao 37?", 37),
        ("Vì sao 37", 37),
        ("vi sao lai 37", 37),
        ("tại sao 12 người", 12),
        ("tại sao tuần này chỉ có 12 người?", 12),
        ("sao lại 5?", 5),
        ("sao chỉ có 5 người thôi", 5),
        ("37 ở đâu ra", 37),
        ("con số 37 ở đâu ra thế", 37),
        ("37 người ở đâu ra vậy", 37),
        ("số 37 này lấy ở đâu", 37),
        ("vì sao con số 37", 37),
        ("vì sao 1.204", 1204),
        ("TẠI SAO 9 VNEID", 9),
    ],
)
def test_number_that_is_asked_for(text: str, number: int) -> None:
    assert asked_number(text) == number


@pytest.mark.parametrize(
    "text",
    [
        "vì sao",
        "vì sao VNeID mức 2 không vào được",
        "tại sao ngày 12 nghỉ",
        "vì sao thôn 5 chưa có lớp",
        "hôm nay 12 người",
        "hôm nay 12 người vì sao mưa nên ít",
        "cho hỏi vì sao phải cài VNeID",
        "tại sao 12/3 lại nghỉ",
        "sao thế",
        "37",
        "nhầm, 15 người",
        "vì sao " + "x " * 60 + "37",
    ],
)
def test_other_words_ask_for_no_number(text: str) -> None:
    assert asked_number(text) is None


@given(st.text(max_size=200))
def test_nothing_makes_it_fail(text: str) -> None:
    number = asked_number(text)

    assert number is None or number >= 0
