"""A part becomes exactly the requests that Zalo documents, in the order in which they are to be
read.
"""

from dataclasses import dataclass
from typing import Any

import pytest

from bot.channels.contract import Button, ContactForm, OutFile, Part
from bot.channels.zalo_oa.capabilities import DOCUMENTS, ZALO_OA
from bot.channels.zalo_oa.outbound import contact_body, picture_body, text_body
from bot.channels.zalo_oa.tokens import FixedToken
from tests.channels.zalo_oa.wire import PICTURE, TOKEN, on_the_wire

PDF, DOC, DOCX = DOCUMENTS
SMALL_PNG = (
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x02\0\0\0\x90wS\xde"
    b"\0\0\0\x0cIDATx\x9cc\xf8\xff\xff?\0\x05\xfe\x02\xfe\r\xefF\xb8\0\0\0\0IEND\xaeB`\x82"
)
FILES = {"a.pdf": b"%PDF-1.4", "a.doc": b"\xd0\xcf", "a.docx": b"PK", "a.png": SMALL_PNG}
A_PDF = OutFile("to-khai.pdf", PDF, "a.pdf")
A_DOC = OutFile("cũ.doc", DOC, "a.doc")
A_DOCX = OutFile("bản thảo.docx", DOCX, "a.docx")
A_PNG = OutFile("tuần.png", "image/png", "a.png")
YES, NO = Button("d.1.=yes", "Gửi"), Button("d.1.=no", "Sửa")
WAY = Button("d.1.later", "Để sau", is_way=True)


def template(payload: dict[str, Any]) -> dict[str, Any]:
    return {"type": "template", "payload": payload}


def text(words: str, attachment: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"text": words, "attachment": attachment} if attachment else {"text": words}


def buttons(*pairs: tuple[str, str]) -> dict[str, Any]:
    return template(
        {
            "buttons": [
                {"title": title, "type": "oa.query.hide", "payload": f"#cmd:{id_}"}
                for title, id_ in pairs
            ]
        }
    )


def picture(token: str) -> dict[str, Any]:
    element = {"media_type": "image", "attachment_id": token}
    return template({"template_type": "media", "elements": [element]})


def document(token: str) -> dict[str, Any]:
    return {"attachment": {"type": "file", "payload": {"token": token}}}


def form(title: str, subtitle: str) -> dict[str, Any]:
    element = {"title": title, "subtitle": subtitle, "image_url": PICTURE}
    return {"attachment": template({"template_type": "request_user_info", "elements": [element]})}


@dataclass(frozen=True)
class Case:
    """`u1`, `u2` … are uploads, numbered by the calls."""

    name: str
    part: Part
    messages: tuple[dict[str, Any], ...]
    uploads: tuple[tuple[str, str], ...] = ()


TWO = buttons(("Gửi", "d.1.=yes"), ("Sửa", "d.1.=no"))
UP_PDF = ("/v2.0/oa/upload/file", "to-khai.pdf")
UP_DOCX = ("/v2.0/oa/upload/file", "bản thảo.docx")
UP_PNG = ("/v2.0/oa/upload/image", "tuần.png")
FORM = ContactForm("Điền số", "Bấm vào đây")

CASES = (
    Case("words", Part("Dạ cháu chào bác"), (text("Dạ cháu chào bác"),)),
    Case("words of several lines", Part("một\nhai"), (text("một\nhai"),)),
    Case("words, their letters taken apart", Part("cha\u0300o"), (text("chào"),)),
    Case("words of 2 000 letters", Part("à" * 2000), (text("à" * 2000),)),
    Case("words with an address", Part("xem https://a.vn/f/1"), (text("xem https://a.vn/f/1"),)),
    Case("words with quotes", Part('a "b" \\ c'), (text('a "b" \\ c'),)),
    Case("words with a smile", Part("xong 🌾"), (text("xong 🌾"),)),
    Case("two buttons", Part("Đúng chưa ạ?", (YES, NO)), (text("Đúng chưa ạ?", TWO),)),
    Case(
        "a way out",
        Part("Mấy người?", (WAY,)),
        (text("Mấy người?", buttons(("Để sau", "d.1.later"))),),
    ),
    Case(
        "five buttons",
        Part("Chọn", tuple(Button(f"b{n}", f"Thôn {n}") for n in range(5))),
        (text("Chọn", buttons(*((f"Thôn {n}", f"b{n}") for n in range(5)))),),
    ),
    Case(
        "button, its letters taken apart",
        Part("Chọn", (Button("b", "Thoa\u0301t"),)),
        (text("Chọn", buttons(("Thoát", "b"))),),
    ),
    Case(
        "button of 100 letters",
        Part("Chọn", (Button("b", "x" * 100),)),
        (text("Chọn", buttons(("x" * 100, "b"))),),
    ),
    Case("buttons without words", Part("", (YES, NO)), (text("Gửi\nSửa", TWO),)),
    Case("PDF", Part("", files=(A_PDF,)), (document("u1"),), (UP_PDF,)),
    Case("DOC", Part("", files=(A_DOC,)), (document("u1"),), (("/v2.0/oa/upload/file", "cũ.doc"),)),
    Case("DOCX", Part("", files=(A_DOCX,)), (document("u1"),), (UP_DOCX,)),
    Case(
        "words, then their file",
        Part("Đây ạ", files=(A_PDF,)),
        (text("Đây ạ"), document("u1")),
        (UP_PDF,),
    ),
    Case(
        "words, then two files",
        Part("Đây ạ", files=(A_PDF, A_DOCX)),
        (text("Đây ạ"), document("u1"), document("u2")),
        (UP_PDF, UP_DOCX),
    ),
    Case(
        "file, then what to do",
        Part("Đúng chưa ạ?", (YES, NO), (A_PDF,)),
        (document("u1"), text("Đúng chưa ạ?", TWO)),
        (UP_PDF,),
    ),
    Case("picture", Part("", files=(A_PNG,)), ({"attachment": picture("u1")},), (UP_PNG,)),
    Case(
        "picture with words is one message",
        Part("Tuần này", files=(A_PNG,)),
        (text("Tuần này", picture("u1")),),
        (UP_PNG,),
    ),
    Case(
        "picture, then what to do",
        Part("Đúng?", (YES, NO), (A_PNG,)),
        ({"attachment": picture("u1")}, text("Đúng?", TWO)),
        (UP_PNG,),
    ),
    Case(
        "picture and file",
        Part("Đây ạ", files=(A_PNG, A_PDF)),
        (text("Đây ạ"), {"attachment": picture("u1")}, document("u2")),
        (UP_PNG, UP_PDF),
    ),
    Case(
        "form",
        Part("Số của bác?", form=FORM),
        (text("Số của bác?"), form("Điền số", "Bấm vào đây")),
    ),
    Case(
        "form, then the ways out",
        Part("Số của bác?", (WAY,), form=FORM),
        (form("Điền số", "Bấm vào đây"), text("Số của bác?", buttons(("Để sau", "d.1.later")))),
    ),
    Case(
        "form beside a picture",
        Part("Số?", files=(A_PNG,), form=FORM),
        (text("Số?"), {"attachment": picture("u1")}, form("Điền số", "Bấm vào đây")),
        (UP_PNG,),
    ),
    Case(
        "that a file may come changes nothing",
        Part("Gửi tệp ạ", wants_file=True),
        (text("Gửi tệp ạ"),),
    ),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
async def test_each_part_becomes_its_requests(case: Case) -> None:
    async with on_the_wire(FixedToken(TOKEN)) as bench:
        bench.files.update(FILES)
        receipt = await bench.channel.send("246845883529197922", case.part)

    assert list(case.messages) == bench.sent
    assert list(case.uploads) == [(call.path, (call.file or ("",))[0]) for call in bench.uploads]
    told = bench.zalo.calls[-1]
    assert told.path == "/v3.0/oa/message/cs"
    assert told.body["recipient"] == {"user_id": "246845883529197922"}
    assert receipt.provider_id == f"z{len(bench.zalo.calls)}"


def test_there_are_as_many_cases_as_were_promised() -> None:
    assert len(CASES) >= 25


async def test_state_agency_is_written_to_by_the_old_path() -> None:
    async with on_the_wire(FixedToken(TOKEN), path="v2") as bench:
        await bench.channel.send("7", Part("chào", (YES,)))

    assert bench.zalo.calls[0].path == "/v2.0/oa/message"


def test_nothing_is_longer_than_zalo_takes() -> None:
    part = tuple(Button("x" * length, "nhãn " * 40) for length in (900, 996, 2000))
    shown = text_body("7", "chọn", part)["message"]["attachment"]["payload"]["buttons"]

    assert [len(one["payload"]) for one in shown] == [905]
    assert all(len(one["title"]) <= 100 for one in shown)
    many = text_body("7", "chọn", (YES,) * 9)["message"]["attachment"]["payload"]["buttons"]
    assert len(many) == ZALO_OA.button_count
    element = contact_body("7", "a" * 200, "b" * 900)["message"]["attachment"]["payload"][
        "elements"
    ]
    assert [(len(one["title"]), len(one["subtitle"])) for one in element] == [(100, 500)]


def test_pictures_and_forms_may_stand_at_an_address() -> None:
    shown = picture_body("7", url="https://a.vn/1.png")["message"]["attachment"]["payload"]
    asked = contact_body("7", "a", "b", "https://a.vn/1.png")["message"]["attachment"]["payload"]

    assert shown["elements"] == [{"media_type": "image", "url": "https://a.vn/1.png"}]
    assert asked["elements"][0]["image_url"] == "https://a.vn/1.png"
