"""The wire of an Official Account: what goes out once, what is tried again, what is told of it."""

import asyncio
import hashlib
import hmac
import io
import logging
import traceback
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest
from PIL import Image

from bot.channels.contract import (
    Button,
    ContactForm,
    OutFile,
    Part,
    Receipt,
)
from bot.channels.failures import (
    FetchFailed,
    Misconfigured,
    PersonLeft,
    Refused,
    SendError,
    Throttled,
    Unreachable,
    WindowClosed,
)
from bot.channels.zalo_oa.capabilities import DOCUMENTS, PICTURE_BYTES, ZALO_OA
from bot.channels.zalo_oa.tokens import FixedToken
from tests.channels.zalo_oa.wire import SECRET, TOKEN, Bench, CountedTokens, Said, no, on_the_wire

PDF, DOC, DOCX = DOCUMENTS
A_PDF = OutFile("to-khai.pdf", PDF, "a.pdf")
HELLO = Part("chào bác", letter="l1/0")


@pytest.fixture
def tokens() -> CountedTokens:
    return CountedTokens()


@pytest.fixture
async def bench(tokens: CountedTokens) -> AsyncIterator[Bench]:
    async with on_the_wire(tokens) as standing:
        standing.files["a.pdf"] = b"%PDF-1.4"
        yield standing


def picture(mime: str, side: int) -> bytes:
    written = io.BytesIO()
    Image.effect_noise((side, side), 90).convert("RGB").save(written, mime)
    return written.getvalue()


async def test_channel_says_who_and_what_it_is(bench: Bench) -> None:
    assert bench.channel.name == "zalo_oa"
    assert bench.channel.capabilities == replace(ZALO_OA, contact_form=True)


async def test_each_call_has_the_token_and_its_proof(bench: Bench) -> None:
    await bench.channel.send("7", HELLO)

    (call,) = bench.zalo.calls
    assert call.headers["access_token"] == "t1"
    proof = hmac.new(SECRET.encode(), b"t1", hashlib.sha256).hexdigest()
    assert call.headers["appsecret_proof"] == proof


async def test_proof_is_as_zalo_documents_it() -> None:
    async with on_the_wire(FixedToken("access-token")) as bench:
        await bench.channel.send("7", HELLO)

    assert (
        bench.zalo.calls[0].headers["appsecret_proof"]
        == "dbf9c72b4c8f56924f8e07138f6d465c69cb5c9dbca908ce1403e993e1a5f799"
    )


@pytest.mark.parametrize("code", [-216, -220])
async def test_refused_token_is_renewed_once_and_the_message_goes(
    bench: Bench, tokens: CountedTokens, code: int
) -> None:
    bench.zalo.next.append(no(code))

    assert await bench.channel.send("7", HELLO) == Receipt("z2")
    assert tokens.renewed == ["t1"]
    assert [call.headers["access_token"] for call in bench.zalo.calls] == ["t1", "t2"]


async def test_token_refused_twice_wants_the_operator(bench: Bench) -> None:
    bench.zalo.next.extend([no(-216), no(-216)])

    with pytest.raises(Misconfigured):
        await bench.channel.send("7", HELLO)
    assert len(bench.zalo.calls) == 2


async def test_upload_is_renewed_alike(bench: Bench) -> None:
    bench.zalo.next.append(no(-220))

    await bench.channel.send("7", Part("", files=(A_PDF,)))

    assert [call.path for call in bench.zalo.calls] == [
        "/v2.0/oa/upload/file",
        "/v2.0/oa/upload/file",
        "/v3.0/oa/message/cs",
    ]


FAULTS: list[tuple[str, Said, type[SendError]]] = [
    ("window", no(-230), WindowClosed),
    ("blocked", no(-217), PersonLeft),
    ("parameter", no(-201), Refused),
    ("plan", no(-224), Misconfigured),
    ("too many", no(-32), Throttled),
    ("code in quotes", no("-230"), WindowClosed),
    ("code with status 400", no(-201, status=400), Refused),
    ("code with status 500", no(-230, status=500), WindowClosed),
    ("unknown code", no(-987654), Unreachable),
    ("no code", Said({"message": "Success"}), Unreachable),
    ("code that is none", no(None), Unreachable),
    ("code that is a word", no("x"), Unreachable),
    ("code that is a list", no([]), Unreachable),
    ("a list", Said([1, 2]), Unreachable),
    ("a page", Said(raw=b"<html>nginx</html>"), Unreachable),
    ("nothing", Said(raw=b""), Unreachable),
    ("half of it", Said(raw=b'{"error": 0, "da'), Unreachable),
    ("500", Said(status=500, raw=b"oops"), Unreachable),
    ("503 page", Said(status=503, raw=b"<html>"), Unreachable),
    ("429", Said(status=429, raw=b"slow"), Throttled),
    ("403 page", Said(status=403, raw=b"<html>blocked</html>"), Misconfigured),
    ("redirect", Said(status=302, headers={"Location": "http://127.0.0.1/"}, raw=b""), Unreachable),
]


@pytest.mark.parametrize(
    ("said", "meaning"), [pytest.param(*two, id=name) for name, *two in FAULTS]
)
async def test_each_answer_has_its_meaning(
    bench: Bench, said: Said, meaning: type[SendError]
) -> None:
    bench.zalo.next.append(said)

    with pytest.raises(SendError) as failed:
        await bench.channel.send("7", HELLO)

    assert type(failed.value) is meaning
    assert len(bench.zalo.calls) == 1


async def test_yes_without_an_id_is_a_yes(bench: Bench) -> None:
    bench.zalo.next.append(Said({"error": 0, "data": None}))

    assert await bench.channel.send("7", HELLO) == Receipt("")


async def test_what_was_taken_is_not_sent_again(bench: Bench) -> None:
    part = Part("Đây ạ", files=(A_PDF,), letter="l1/0")
    bench.zalo.next.extend([Said({"error": 0, "data": {"token": "u"}}), Said({"error": 0}), no(-1)])
    with pytest.raises(Unreachable):
        await bench.channel.send("7", part)  # the words went, the file did not

    await bench.channel.send("7", part)

    assert [message.get("text") for message in bench.sent] == ["Đây ạ", None, None]
    assert len(bench.uploads) == 1


async def test_refused_form_keeps_nobody_from_the_question(bench: Bench) -> None:
    form = ContactForm("Điền số", "Bấm vào đây")
    bench.zalo.next.append(no(-201))
    await bench.channel.send("7", Part("Số?", (Button("b", "Để sau"),), letter="l1", form=form))
    assert bench.sent[-1]["text"] == "Số?"

    bench.zalo.next.append(no(-230))
    with pytest.raises(WindowClosed):
        await bench.channel.send("7", Part("Số?", (Button("b", "Để sau"),), letter="l2", form=form))


async def test_what_was_said_is_known_by_its_id(bench: Bench) -> None:
    receipt = await bench.channel.send("7", HELLO)

    assert bench.channel.has_said(receipt.provider_id)
    assert not bench.channel.has_said("z99")
    assert not bench.channel.has_said("")


async def test_another_letter_with_the_same_words_is_sent(bench: Bench) -> None:
    for letter in ("l1/0", "l2/0", "", ""):
        await bench.channel.send("7", Part("chào bác", letter=letter))

    assert len(bench.sent) == 4


async def test_nothing_is_said_before_all_is_uploaded(bench: Bench) -> None:
    bench.zalo.next.append(no(-201))

    with pytest.raises(Refused):
        await bench.channel.send("7", Part("Đây ạ", files=(A_PDF,)))
    assert bench.sent == []


async def test_same_file_for_many_is_uploaded_once_until_it_gets_old(bench: Bench) -> None:
    for person in ("7", "8", "9"):
        await bench.channel.send(person, Part("", files=(A_PDF,)))
    bench.clock.moment += timedelta(days=6, minutes=1)
    await bench.channel.send("7", Part("", files=(A_PDF,)))

    assert len(bench.uploads) == 2
    tokens = [message["attachment"]["payload"]["token"] for message in bench.sent]
    assert tokens == ["u1", "u1", "u1", "u5"]


async def test_same_file_for_many_at_once_is_uploaded_once(bench: Bench) -> None:
    people = [str(number) for number in range(20)]

    await asyncio.gather(
        *(bench.channel.send(person, Part("", files=(A_PDF,))) for person in people)
    )

    assert len(bench.uploads) == 1
    assert len(bench.sent) == len(people)


async def test_expired_upload_is_made_anew_once(bench: Bench) -> None:
    await bench.channel.send("7", Part("", files=(A_PDF,)))
    bench.zalo.next.append(no(-100))

    await bench.channel.send("8", Part("", files=(A_PDF,)))

    assert len(bench.uploads) == 2


async def test_upload_that_expires_at_once_is_refused(bench: Bench) -> None:
    bench.zalo.next.extend([Said({"error": 0, "data": {"token": "u"}}), no(-100)])
    bench.zalo.next.extend([Said({"error": 0, "data": {"token": "u"}}), no(-100)])

    with pytest.raises(Refused):
        await bench.channel.send("8", Part("", files=(A_PDF,)))


@pytest.mark.parametrize(
    ("file", "content"),
    [
        (OutFile("bảng.xlsx", "application/vnd.ms-excel", "f"), b"PK"),
        (OutFile("to.pdf", PDF, "f"), bytes(5_000_001)),
        (OutFile("mất.pdf", PDF, "f"), None),
        (OutFile("giả.png", "image/png", "f"), b"<html>"),
        (OutFile("hỏng.png", "image/png", "f"), picture("PNG", 64)[:60]),
    ],
    ids=["a table", "too large", "not there", "no picture", "broken picture"],
)
async def test_what_zalo_would_not_take_is_not_offered(
    bench: Bench, file: OutFile, content: bytes | None
) -> None:
    if content is not None:
        bench.files["f"] = content

    with pytest.raises(Refused) as refused:
        await bench.channel.send("7", Part("Đây ạ", files=(file,)))

    assert refused.value.code == "file"
    assert bench.zalo.calls == []


async def test_file_that_is_too_large_goes_as_its_address(bench: Bench) -> None:
    bench.files["f"] = bytes(5_000_001)
    file = OutFile("sổ tay.pdf", PDF, "f", "https://to.example.vn/f/1")

    await bench.channel.send("7", Part("Đây ạ", files=(file,)))

    assert [message["text"] for message in bench.sent] == [
        "Đây ạ",
        "sổ tay.pdf\nhttps://to.example.vn/f/1",
    ]
    assert bench.uploads == []


@pytest.mark.parametrize(("mime", "suffix"), [("PNG", "png"), ("JPEG", "jpg")])
async def test_small_picture_goes_as_it_is(bench: Bench, mime: str, suffix: str) -> None:
    bench.files["p"] = picture(mime, 64)

    await bench.channel.send(
        "7", Part("", files=(OutFile(f"a.{suffix}", f"image/{mime}".lower(), "p"),))
    )

    (upload,) = bench.uploads
    assert upload.path == "/v2.0/oa/upload/image"
    assert upload.file == (f"a.{suffix}", f"image/{mime}".lower(), bench.files["p"])


async def test_large_picture_is_made_smaller(bench: Bench) -> None:
    bench.files["p"] = picture("PNG", 1500)
    assert len(bench.files["p"]) > PICTURE_BYTES

    await bench.channel.send("7", Part("", files=(OutFile("tuần.png", "image/png", "p"),)))

    name, mime, content = bench.uploads[0].file or ("", "", b"")
    assert (name, mime) == ("tuần.jpg", "image/jpeg")
    assert len(content) <= PICTURE_BYTES
    assert Image.open(io.BytesIO(content)).format == "JPEG"


async def test_picture_one_sees_through_turns_white_not_black(bench: Bench) -> None:
    written = io.BytesIO()
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(written, "WEBP", lossless=True)
    bench.files["p"] = written.getvalue()

    await bench.channel.send("7", Part("", files=(OutFile("a.webp", "image/webp", "p"),)))

    _, _, content = bench.uploads[0].file or ("", "", b"")
    assert Image.open(io.BytesIO(content)).getpixel((20, 20)) == (255, 255, 255)


async def test_used_up_minute_is_kept_before_zalo_must_refuse(bench: Bench) -> None:
    bench.zalo.next.append(Said({"error": 0}, headers={"X-RateLimit-Remain": "0"}))
    await bench.channel.send("7", HELLO)

    bench.clock.moment += timedelta(seconds=20)
    with pytest.raises(Throttled) as throttled:
        await bench.channel.send("8", HELLO)
    assert throttled.value.retry_after == 40
    assert len(bench.zalo.calls) == 1

    bench.clock.moment += timedelta(seconds=40)
    await bench.channel.send("8", Part("chào", letter="l2/0"))
    assert len(bench.zalo.calls) == 2


async def test_refused_minute_is_waited_for_alike(bench: Bench) -> None:
    bench.zalo.next.append(no(-32))
    with pytest.raises(Throttled):
        await bench.channel.send("7", HELLO)
    with pytest.raises(Throttled):
        await bench.channel.send("7", HELLO)

    assert len(bench.zalo.calls) == 1


async def test_other_refusals_say_nothing_of_the_minute(bench: Bench) -> None:
    bench.zalo.next.append(no(-230, headers={"X-RateLimit-Remain": "0"}))
    with pytest.raises(WindowClosed):
        await bench.channel.send("7", HELLO)

    await bench.channel.send("8", HELLO)


async def test_clock_set_back_does_not_lock_the_channel(bench: Bench) -> None:
    bench.zalo.next.append(Said({"error": 0}, headers={"X-RateLimit-Remain": "0"}))
    await bench.channel.send("7", HELLO)

    bench.clock.moment -= timedelta(days=1)

    await bench.channel.send("8", Part("chào", letter="l2/0"))


async def test_silent_zalo_leaves_nobody_waiting_for_ever(bench: Bench) -> None:
    bench.zalo.next.append(Said(hangs=True))
    sending = asyncio.ensure_future(bench.channel.send("7", HELLO))
    await bench.zalo.called.wait()

    sending.cancel()

    with pytest.raises(asyncio.CancelledError):
        await sending


async def test_photo_is_fetched_from_where_it_lies(bench: Bench) -> None:
    assert await bench.channel.fetch("https://zdn.vn/1.jpg", limit=9) == b"photo"
    assert bench.fetched == [("https://zdn.vn/1.jpg", 9)]
    with pytest.raises(FetchFailed):
        await bench.channel.fetch("https://zdn.vn/gone", limit=9)


async def test_account_says_what_it_is(bench: Bench) -> None:
    found = {
        "oa_id": 388613,
        "name": "UBND Cát Hải",
        "oa_type": 4,
        "is_verified": True,
        "package_name": "Tăng trưởng",
    }
    bench.zalo.next.append(Said({"error": 0, "data": found}))

    account = await bench.api.account()

    assert (account.id, account.name, account.kind) == ("388613", "UBND Cát Hải", 4)
    assert (account.is_verified, account.package) == (True, "Tăng trưởng")
    assert bench.zalo.calls[0].path == "/v2.0/oa/getoa"


async def test_name_and_quota_of_a_person_are_asked_for(bench: Bench) -> None:
    bench.zalo.next.append(Said({"error": 0, "data": {"display_name": "Hoa"}}))
    bench.zalo.next.append(Said({"error": 0, "data": {"last_interaction": "1"}}))

    assert await bench.api.user_name("7") == "Hoa"
    assert await bench.api.quota("7") == {"last_interaction": "1"}
    asked, quota = bench.zalo.calls
    assert asked.path == "/v3.0/oa/user/detail"
    assert asked.query == {"data": '{"user_id": "7"}'}
    assert (quota.path, quota.body) == ("/v3.0/oa/quota/message", {"user_id": "7"})


async def test_nothing_secret_and_nothing_personal_is_told(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    told: list[str] = []
    async with on_the_wire(FixedToken(TOKEN)) as bench:
        answers = [said for _, said, _ in FAULTS] + [no(-216), no(-201, f"bad {TOKEN} 'bà Hoa'")]
        for number, said in enumerate(answers):
            bench.zalo.next.append(said)
            bench.clock.moment += timedelta(minutes=5)
            part = Part("bà Hoa ốm", (Button("b", "bà Hoa"),), letter=f"l{number}/0")
            try:
                await bench.channel.send("7", part)
            except SendError as error:
                told.append("".join(traceback.format_exception(error)) + repr(error))
        told.append(repr(bench.channel) + repr(bench.api))
    told.extend(f"{record.getMessage()} {vars(record)}" for record in caplog.records)

    assert len(told) > len(FAULTS)
    shown = _without_source("\n".join(told))
    for secret in (TOKEN, SECRET, "bà Hoa"):
        assert [line for line in shown.split("\n") if secret in line] == []


def _without_source(shown: str) -> str:
    """A traceback quotes lines of this file, which name what must not be told."""
    return "\n".join(line for line in shown.split("\n") if not line.startswith("    "))
