import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialog.address import CHOOSABLE, Address, read_address, self_word


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("gọi em là chị", Address.CHI),
        ("goi toi la ong", Address.ONG),
        ("cứ gọi bác là bà", Address.BA),
        ("xưng hô anh", Address.ANH),
        ("Xưng hô với tôi là cô nhé", Address.CO),
        ("xưng hô bác cháu", Address.BAC),
        ("Gọi em là Chị.", Address.CHI),
        ("GỌI TÔI LÀ BÀ HOA", Address.BA),
        ("“Gọi em là *chị* nhé”", Address.CHI),
        ("Dạ thôi, cháu cứ gọi bác là chú cho gần gũi", Address.CHU),
        ("kêu tui bằng chú nha", Address.CHU),
        ("tôi muốn được gọi là bác", Address.BAC),
        ("gọi mình là bạn thôi", Address.BAN),
        ("gọi tôi là ba", Address.BA),
        ("từ nay gọi anh là anh Tuấn nhé", Address.ANH),
    ],
)
def test_wish_is_read(text: str, expected: Address) -> None:
    assert expected == read_address(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "chị",
        "gọi",
        "gọi em là",
        "xưng hô",
        "gọi chị Hoa",
        "gọi bác nhé",
        "cứ gọi anh là được",
        "tôi gọi chị Hoa là bác",
        "đừng gọi tôi là bác",
        "gọi tôi là chủ",
        "gọi tôi là Chủ tịch",
        "gọi tôi là chu tich",
        "gọi tôi là sếp",
        "12",
        "hôm qua 12 người, cài VNeID 5 người",
    ],
)
def test_anything_else_is_no_wish(text: str) -> None:
    assert read_address(text) is None


@pytest.mark.parametrize("form", CHOOSABLE)
def test_every_form_can_be_asked_for_with_and_without_marks(form: Address) -> None:
    assert form == read_address(f"gọi tôi là {form.value}")
    assert form == read_address(f"goi toi la {form.name.lower()}")


def test_marks_written_as_separate_characters_are_the_same_word() -> None:
    assert read_address("go\u0323i em la\u0300 chi\u0323") == Address.CHI


def test_bot_is_em_to_anh_and_chi_and_chau_to_all_others() -> None:
    words = {form: self_word(form) for form in Address}

    to_the_younger = (Address.ANH, Address.CHI, Address.ANH_CHI)
    assert {"em"} == {words.pop(form) for form in to_the_younger}
    assert {"cháu"} == set(words.values())


@given(st.text(max_size=200))
def test_no_text_is_too_odd_to_read(text: str) -> None:
    assert read_address(text) in {None, *Address}
