"""Sending over the emulator: shapes, windows, quota, what a person refuses, uploads, and ZBS."""

from datetime import timedelta
from typing import Any

import pytest
from aiohttp import ClientError

from tests.emulators.zalo_oa.faults import Fault, Kind
from tests.emulators.zalo_oa.files import MEGABYTE
from tests.emulators.zalo_oa_app import HOA, PDF, PNG, TAM, opened

BUTTONS: list[dict[str, Any]] = [
    {"title": "Ghi buổi", "type": "oa.query.hide", "payload": "#cmd:b1"},
    {"title": "Trang", "type": "oa.open.url", "payload": {"url": "https://to.example"}},
    {"title": "Gọi", "type": "oa.open.phone", "payload": {"phone_code": "84912000002"}},
    {
        "title": "Nhắn",
        "type": "oa.open.sms",
        "payload": {"content": "chào", "phone_code": "84912000002"},
    },
    {"title": "Hỏi", "type": "oa.query.show", "payload": "hỏi"},
]


def template(**payload: object) -> dict[str, Any]:
    return {"attachment": {"type": "template", "payload": payload}}


def media(**element: object) -> dict[str, Any]:
    elements = [{"media_type": "image", **element}]
    return template(template_type="media", elements=elements)


async def test_text_goes_out_and_stands_in_the_talk() -> None:
    async with opened() as app:
        await app.emulator.acts.say(HOA, "chào")
        answer = await app.send(HOA, {"text": "Dạ cháu chào bác."})

    (line,) = app.emulator.sent(HOA)
    assert (answer["error"], answer["message"]) == (0, "Success")
    assert answer["data"]["message_id"] == line.message_id
    assert line.text == "Dạ cháu chào bác."
    assert answer["data"]["quota"]["quota_type"] == "reply"


async def test_five_buttons_of_every_kind_go_out() -> None:
    async with opened() as app:
        await app.emulator.acts.follow(HOA)
        answer = await app.send(HOA, {"text": "Việc gì ạ?"} | template(buttons=BUTTONS))

    assert answer["error"] == 0
    assert [one.title for one in app.emulator.user(HOA).last().buttons] == [
        "Ghi buổi",
        "Trang",
        "Gọi",
        "Nhắn",
        "Hỏi",
    ]


@pytest.mark.parametrize(
    "message",
    [
        {},
        {"text": ""},
        {"text": "a" * 2001},
        {"text": 5},
        {"text": "x"} | template(buttons=[*BUTTONS, BUTTONS[0]]),
        {"text": "x"} | template(buttons=[BUTTONS[0] | {"title": "t" * 101}]),
        {"text": "x"} | template(buttons=[BUTTONS[0] | {"payload": "p" * 1001}]),
        {"text": "x"} | template(buttons=[{"title": "t", "type": "oa.edit", "payload": "x"}]),
        {"text": "x"} | template(buttons=[{"title": "t", "type": "oa.open.url", "payload": "u"}]),
        template(buttons=BUTTONS),
        template(template_type="poll"),
        media(),
        media(url="https://a.example/a.png", attachment_id="x"),
        media(url="ftp://a.example/a.png"),
        template(template_type="request_user_info", elements=[{"title": "t"}]),
        {"attachment": {"type": "file", "payload": {}}},
        {"attachment": {"type": "voice", "payload": {}}},
        {"text": "x", "attachment": []},
    ],
)
async def test_shape_that_is_not_documented_is_refused(message: dict[str, Any]) -> None:
    async with opened() as app:
        await app.emulator.acts.follow(HOA)
        answer = await app.send(HOA, message)

    assert (answer["http"], answer["error"]) == (200, -201)
    assert app.emulator.sent(HOA) == []


async def test_length_is_counted_in_composed_letters() -> None:
    async with opened() as app:
        await app.emulator.acts.follow(HOA)

        assert await app.code(HOA, "e\u0302\u0301" * 2000) == 0


async def test_person_who_never_wrote_is_unknown() -> None:
    async with opened() as app:
        assert await app.code(TAM) == -201


@pytest.mark.parametrize(
    ("hours", "cost"), [(0, "free"), (48, "free"), (48.1, "plan"), (168, "plan")]
)
async def test_two_days_are_free_and_a_week_is_of_the_plan(hours: float, cost: str) -> None:
    async with opened() as app:
        await app.emulator.acts.say(HOA, "chào")
        app.emulator.clock.move(timedelta(hours=hours))
        app.token = app.emulator.tokens.issue().access
        code = await app.code(HOA)

    assert code == 0
    assert app.emulator.user(HOA).last().cost == cost


@pytest.mark.parametrize("code", [-230, -232])
async def test_after_a_week_nothing_goes_out_until_the_person_writes(code: int) -> None:
    async with opened(late_code=code) as app:
        await app.emulator.acts.say(HOA, "chào")
        app.emulator.clock.move(timedelta(days=7, seconds=1))
        app.token = app.emulator.tokens.issue().access
        closed = await app.code(HOA)
        await app.emulator.acts.say(HOA, "bác đây")
        opened_again = await app.code(HOA)

    assert (closed, opened_again) == (code, 0)


async def test_plan_is_used_up_first_then_each_is_charged_then_refused() -> None:
    async with opened(plan_messages=1, paid_messages=1) as app:
        await app.emulator.acts.say(HOA, "chào")
        app.emulator.clock.move(timedelta(days=3))
        app.token = app.emulator.tokens.issue().access
        codes = [await app.code(HOA) for _ in range(3)]

    assert codes == [0, 0, -211]
    assert [(line.cost, line.price) for line in app.emulator.sent(HOA)] == [
        ("plan", 0),
        ("paid", 55),
    ]


@pytest.mark.parametrize("code", [-213, -217, -218, -227, -244])
async def test_person_may_refuse_all(code: int) -> None:
    async with opened() as app:
        await app.emulator.acts.say(HOA, "chào")
        app.emulator.user(HOA).refusal = code

        assert await app.code(HOA) == code


async def test_who_has_unfollowed_gets_nothing_until_they_write_again() -> None:
    async with opened() as app:
        await app.emulator.acts.follow(HOA)
        await app.emulator.acts.unfollow(HOA)
        gone = await app.code(HOA)
        await app.emulator.acts.say(HOA, "bác quay lại")

        assert (gone, await app.code(HOA)) == (-213, 0)


@pytest.mark.parametrize(
    ("oa_type", "path", "code"),
    [
        (2, "/v3.0/oa/message/cs", 0),
        (2, "/v2.0/oa/message", -240),
        (4, "/v3.0/oa/message/cs", -235),
        (4, "/v2.0/oa/message", 0),
    ],
)
async def test_kind_of_account_decides_which_address_sends(
    oa_type: int, path: str, code: int
) -> None:
    async with opened(oa_type=oa_type) as app:
        await app.emulator.acts.say(HOA, "chào")
        answer = await app.send(HOA, {"text": "dạ"}, path)

    assert answer["error"] == code


async def test_plan_without_openapi_refuses() -> None:
    async with opened(has_openapi=False) as app:
        await app.emulator.acts.say(HOA, "chào")

        assert await app.code(HOA) == -224


async def test_calls_of_a_minute_are_counted_and_told() -> None:
    async with opened(requests_a_minute=2) as app:
        await app.emulator.acts.say(HOA, "chào")
        answers = [await app.send(HOA, {"text": "dạ"}) for _ in range(3)]
        app.emulator.clock.move(timedelta(minutes=1))
        later = await app.code(HOA)

    assert [one["error"] for one in answers] == [0, 0, -32]
    assert [one["headers"]["X-RateLimit-Remain"] for one in answers] == ["1", "0", "0"]
    assert later == 0


@pytest.mark.parametrize(
    ("kind", "name", "data", "code"),
    [
        ("image", "a.png", PNG, 0),
        ("image", "a.jpg", b"\xff\xd8\xff\xe0", 0),
        ("image", "a.gif", b"GIF89a", -201),
        ("image", "a.png", b"<html>", -201),
        ("image", "a.png", PNG + bytes(MEGABYTE), -201),
        ("gif", "a.gif", b"GIF89a", 0),
        ("file", "a.pdf", PDF, 0),
        ("file", "a.docx", b"PK\x03\x04", 0),
        ("file", "a.doc", b"\xd0\xcf\x11\xe0", 0),
        ("file", "a.xlsx", b"PK\x03\x04", -201),
        ("file", "a.pdf", PDF + bytes(5 * MEGABYTE), -201),
    ],
)
async def test_upload_is_taken_by_kind_and_size(
    kind: str, name: str, data: bytes, code: int
) -> None:
    async with opened() as app:
        answer = await app.upload(kind, name, data)

    assert answer["error"] == code
    wanted = "token" if kind == "file" else "attachment_id"
    assert (wanted in answer.get("data", {})) is (code == 0)


async def test_uploads_of_a_month_end() -> None:
    async with opened(uploads_left=1) as app:
        codes = [(await app.upload("file", "a.pdf", PDF))["error"] for _ in range(2)]

    assert codes == [0, -211]


async def test_uploaded_picture_and_file_reach_the_person() -> None:
    async with opened() as app:
        await app.emulator.acts.follow(HOA)
        picture = (await app.upload("image", "a.png", PNG))["data"]["attachment_id"]
        file = (await app.upload("file", "tuần.pdf", PDF))["data"]["token"]
        first = await app.send(HOA, media(attachment_id=picture) | {"text": "ảnh"})
        second = await app.send(HOA, {"attachment": {"type": "file", "payload": {"token": file}}})

    shown, sent = app.emulator.sent(HOA)
    assert (first["error"], second["error"]) == (0, 0)
    assert shown.looked == PNG
    assert sent.file == ("tuần.pdf", PDF)


async def test_attachment_expires_after_seven_days() -> None:
    async with opened() as app:
        picture = (await app.upload("image", "a.png", PNG))["data"]["attachment_id"]
        file = (await app.upload("file", "a.pdf", PDF))["data"]["token"]
        app.emulator.clock.move(timedelta(days=7))
        app.token = app.emulator.tokens.issue().access
        await app.emulator.acts.say(HOA, "chào")
        shown = await app.send(HOA, media(attachment_id=picture))
        sent = await app.send(HOA, {"attachment": {"type": "file", "payload": {"token": file}}})

    assert (shown["error"], sent["error"]) == (-100, -100)


async def test_picture_at_an_address_is_looked_at_as_zalo_does() -> None:
    async with opened() as app:
        await app.emulator.acts.follow(HOA)
        url = app.emulator.media.keep("a.png", PNG)
        await app.send(HOA, media(url=url))
        await app.send(HOA, media(url=f"{url}0"))

    assert [line.looked for line in app.emulator.sent(HOA)] == [PNG, None]


async def test_contact_form_is_sent_and_filled_in() -> None:
    async with opened() as app:
        await app.emulator.acts.follow(HOA)
        form = {"title": "Bác là ai ạ?", "subtitle": "Chạm để điền", "image_url": "https://a.b/c"}
        answer = await app.send(HOA, template(template_type="request_user_info", elements=[form]))

    assert answer["error"] == 0
    assert app.emulator.user(HOA).last().content.form is not None


async def test_what_is_known_of_a_person_and_their_quota_is_told() -> None:
    async with opened() as app:
        await app.emulator.acts.follow(HOA)
        asked = f'/v3.0/oa/user/detail?data={{"user_id":"{HOA}"}}'
        detail = (await app.call(asked))["data"]
        quota = (await app.call("/v3.0/oa/quota/message", {"user_id": HOA}))["data"]
        users = (await app.call('/v3.0/oa/user/getlist?data={"offset":0,"count":50}'))["data"]

    assert detail["user_is_follower"]
    assert quota["last_interaction"] == 1795309200000
    assert users["users"] == [{"user_id": HOA}]


@pytest.mark.parametrize(
    ("fault", "status"),
    [
        (Fault(Kind.STATUS, status=429), 429),
        (Fault(Kind.STATUS, status=503), 503),
        (Fault(Kind.HTML, status=502), 502),
    ],
)
async def test_gateway_fails_as_often_as_asked(fault: Fault, status: int) -> None:
    fault.times = 2
    async with opened() as app:
        app.emulator.faults.add(fault)
        statuses = []
        for _ in range(3):
            async with app.http.post("/v3.0/oa/message/cs", json={}) as response:
                statuses.append(response.status)

    assert statuses == [status, status, 200]


async def test_any_code_may_be_asked_for() -> None:
    async with opened() as app:
        await app.emulator.acts.say(HOA, "chào")
        app.emulator.faults.add(Fault(Kind.CODE, "/v3.0/oa/message", code=-248))

        assert [await app.code(HOA), await app.code(HOA)] == [-248, 0]


async def test_lost_answer_leaves_the_message_with_the_person() -> None:
    async with opened() as app:
        await app.emulator.acts.say(HOA, "chào")
        app.emulator.faults.add(Fault(Kind.LOST, "/v3.0/oa/message"))
        with pytest.raises(ClientError):
            await app.code(HOA)

    assert len(app.emulator.sent(HOA)) == 1


@pytest.mark.parametrize(
    "fault",
    [
        Fault(Kind.HTML, takes=True, status=200),
        Fault(Kind.CUT, takes=True),
        Fault(Kind.HANG, takes=True, seconds=0),
    ],
)
async def test_any_answer_may_be_lost_behind_another(fault: Fault) -> None:
    async with opened() as app:
        await app.emulator.acts.say(HOA, "chào")
        app.emulator.faults.add(fault)
        with pytest.raises((ClientError, KeyError)):
            await app.code(HOA)

    assert len(app.emulator.sent(HOA)) == 1


async def test_faults_may_come_from_elsewhere_and_know_what_was_asked() -> None:
    class Picky:
        def befall(self, path: str, asked: object) -> Fault | None:
            refused = path.endswith("/cs") and "khó" in str(asked)
            return Fault(Kind.CODE, code=-248) if refused else None

    async with opened() as app:
        await app.emulator.acts.say(HOA, "chào")
        app.emulator.faults.source = Picky()

        assert [await app.code(HOA, "dễ"), await app.code(HOA, "khó")] == [0, -248]


# ZBS


ZBS: dict[str, Any] = {
    "phone": "84912000002",
    "template_id": "7",
    "template_data": {"ten": "Hoa"},
    "tracking_id": "t1",
}


@pytest.mark.parametrize(
    ("changed", "rules", "hours", "code"),
    [
        ({}, {}, 0, 0),
        ({"phone": "+84912000002"}, {}, 0, 0),
        ({"phone": "0912000002"}, {}, 0, -108),
        ({"template_id": "8"}, {}, 0, -109),
        ({"template_data": {}}, {}, 0, -112),
        ({"tracking_id": None}, {}, 0, -201),
        ({"tracking_id": "t" * 49}, {}, 0, -201),
        ({"mode": "development"}, {}, 0, -127),
        ({}, {}, 13.9, 0),
        ({}, {}, 14, -133),
        ({}, {}, 21.9, -133),
        ({}, {}, 22, 0),
        ({}, {"zbs_balance": 299}, 0, -135),
        ({}, {"zbs_daily": 0}, 0, -144),
    ],
)
async def test_template_goes_by_number_money_and_hour(
    changed: dict[str, Any], rules: dict[str, Any], hours: float, code: int
) -> None:
    """NOW is eight in the morning."""
    async with opened(**rules) as app:
        app.emulator.zbs.templates["7"] = ("ten",)
        app.emulator.clock.move(timedelta(hours=hours))
        answer = await app.call("/message/template", ZBS | changed)

    assert answer["error"] == code


async def test_template_is_charged_counted_and_reaches_who_has_the_number() -> None:
    async with opened() as app:
        app.emulator.zbs.templates["7"] = ("ten",)
        app.emulator.user(HOA).phone = "84912000002"
        answer = await app.call("/message/template", ZBS)

    assert answer["data"]["quota"] == {"dailyQuota": "500", "remainingQuota": "499"}
    assert app.emulator.rules.zbs_balance == 99_700
    assert app.emulator.user(HOA).last().text == "ten: Hoa"
