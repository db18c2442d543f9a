"""How a message of the Official Account is read by somebody who names what they tap."""

import pytest

from tests.emulators.zalo_oa_app import HOA, opened
from tests.whole.torture.typed.pages import Asks, Page
from tests.whole.torture.typed.zalo_oa import ZaloOaLine

REVIEW = (
    "Cháu hiểu thế này:\n• Loại: hướng dẫn người dân, Thôn 01\n• 12 người\nBác xem đúng chưa ạ?"
)
FIRST = 0


def buttons(**titles: str) -> dict[str, object]:
    """Titles by the codes of the buttons, of one dialog's page."""
    made = [
        {"title": title, "type": "oa.query.hide", "payload": f"#cmd:d1.2.{code}"}
        for code, title in titles.items()
    ]
    return {"attachment": {"type": "template", "payload": {"buttons": made}}}


async def test_choices_are_numbered_and_ways_out_are_words() -> None:
    choices = {"=yes": "Đúng rồi, gửi đi", "=edit": "Sửa", "later": "Để sau"}
    async with opened() as app:
        line = ZaloOaLine(app.emulator, FIRST, b"", seed=1)
        await app.emulator.acts.say(line.name, "chào")
        await app.send(line.name, {"text": REVIEW, **buttons(**choices)})
        page = Page(line.shown[-1])

    assert page.options == {"1": "Đúng rồi, gửi đi", "2": "Sửa"}
    assert page.ways == ["để sau"]
    assert page.asks is Asks.REVIEW
    assert page.people == 12


async def test_list_that_stands_in_the_text_keeps_its_own_numbers() -> None:
    async with opened() as app:
        line = ZaloOaLine(app.emulator, FIRST, b"", seed=1)
        await app.emulator.acts.say(line.name, "chào")
        text = "Việc gì ạ?\n1. Ghi buổi\n2. Tuần của tổ"
        await app.send(line.name, {"text": text, **buttons(**{"=a": "Ghi buổi"})})

    assert Page(line.shown[-1]).options == {"1": "Ghi buổi", "2": "Tuần của tổ"}


@pytest.mark.parametrize(("said", "sent"), [("1", "#cmd:d1.2.=a"), ("7", "7"), ("chợ", "chợ")])
async def test_number_of_a_choice_is_a_tap_and_all_else_is_typed(said: str, sent: str) -> None:
    async with opened() as app:
        line = ZaloOaLine(app.emulator, FIRST, b"", seed=1)
        await app.emulator.acts.say(line.name, "chào")
        await app.send(line.name, {"text": "Loại gì ạ?", **buttons(**{"=a": "Tại nhà"})})
        await line.say(said)
        told = app.emulator.webhook.told[-1]

    assert f'"text":"{sent}"'.encode() in told.body


async def test_form_of_zalo_is_no_message() -> None:
    element = {"title": "Bác là ai ạ?", "subtitle": "Chạm để điền", "image_url": "https://a.b/c"}
    payload = {"template_type": "request_user_info", "elements": [element]}
    async with opened() as app:
        line = ZaloOaLine(app.emulator, FIRST, b"", seed=1)
        await app.emulator.acts.say(line.name, "chào")
        await app.send(line.name, {"attachment": {"type": "template", "payload": payload}})

    assert line.name == HOA[:-1] + "0"
    assert list(line.shown) == []
