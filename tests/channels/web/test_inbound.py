import pytest

from bot.channels.contract import ButtonPressed, Inbound, PhotoSent, Sender, TextSent
from bot.channels.web.inbound import Said, inbound_of, read_photo, read_said
from tests.channels.web.site import NOW

GOOD = {"client_id": "abcdefgh", "text": "12"}


def test_text_and_press_are_read() -> None:
    assert read_said(GOOD) == Said("abcdefgh", TextSent("12"))
    assert read_said(
        {"client_id": "abcdefgh", "press": "3:later", "label": "Để sau", "talk": "t"}
    ) == Said("abcdefgh", ButtonPressed("3:later"), "Để sau", "t")


def test_half_a_sign_becomes_a_question_mark() -> None:
    assert read_said({**GOOD, "text": "a\ud83d"}).event == TextSent("a?")


@pytest.mark.parametrize(
    "value",
    [
        None,
        [],
        "text",
        {},
        {"client_id": "abcdefgh"},
        {**GOOD, "press": "1:later"},
        {**GOOD, "text": 12},
        {**GOOD, "text": "a" * 20_001},
        {**GOOD, "label": None},
        {"client_id": "abcdefgh", "press": "p" * 201},
        {"text": "12"},
        {**GOOD, "client_id": "short"},
        {**GOOD, "client_id": "a" * 41},
        {**GOOD, "client_id": "../../etc/x"},
        {**GOOD, "client_id": 12345678},
    ],
)
def test_anything_else_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match=r"needed|no object|no text|no name"):
        read_said(value)


def test_same_client_id_of_two_talks_are_two_messages() -> None:
    said = read_photo("abcdefgh", "", "source")

    first, other = (inbound_of(said, Sender(who), at=NOW) for who in ("one", "two"))

    assert first == Inbound("web", "one:abcdefgh", Sender("one"), PhotoSent("source"), NOW)
    assert first.provider_id != other.provider_id
