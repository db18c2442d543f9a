"""Bodies as Zalo's documents and live accounts show them (https://docs.zaloplatforms.com/docs/OA,
read 2026-11-22), and what each must be heard as. Made-up people and ids.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot.channels.contract import (
    Arrived,
    ButtonPressed,
    ContactSent,
    Departed,
    FileSent,
    InboundEvent,
    OtherKind,
    OtherSent,
    PhotoSent,
    PlaceSent,
    TakenOver,
    TextSent,
    VoiceSent,
)

USER, OA, ADMIN, APP = "246845883529197922", "388613280878808645", "1114443219838822525", "36065"
STAMP = "1795827600000"
AT = datetime(2026, 11, 28, 1, 0, tzinfo=UTC)
MEDIA = "https://f20-zpc.zdn.vn"
UNSUPPORTED = OtherSent(OtherKind.UNSUPPORTED)


@dataclass(frozen=True)
class Case:
    name: str
    body: Any
    events: tuple[InboundEvent, ...]
    reason: str = ""
    user: str = USER


def sent(
    event: str,
    message: object = None,
    *,
    sender: object = None,
    recipient: object = None,
    **more: object,
) -> dict[str, Any]:
    return {
        "app_id": APP,
        "user_id_by_app": "5521842431862641522",
        "event_name": event,
        "timestamp": STAMP,
        "sender": {"id": USER} if sender is None else sender,
        "recipient": {"id": OA} if recipient is None else recipient,
        "message": {"msg_id": "m1"} if message is None else message,
        **more,
    }


def text(words: object, event: str = "user_send_text", **more: object) -> dict[str, Any]:
    return sent(event, {"msg_id": "m1", "text": words, **more})


def attached(event: str, *payloads: object, kind: str = "image", **more: object) -> dict[str, Any]:
    attachments = [{"type": kind, "payload": payload} for payload in payloads]
    return sent(event, {"msg_id": "m1", "attachments": attachments, **more})


def without(body: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in body.items() if name not in names}


def followed(event: str, **more: object) -> dict[str, Any]:
    return {
        "oa_id": OA,
        "follower": {"id": USER},
        "user_id_by_app": "5521842431862641522",
        "event_name": event,
        "source": "testing_click_follow",
        "app_id": APP,
        "timestamp": STAMP,
        **more,
    }


def filled(info: object) -> dict[str, Any]:
    body = without(sent("user_submit_info"), "message")
    return {**body, "info": info}


def at_place(latitude: object, longitude: object) -> dict[str, Any]:
    where = {"coordinates": {"latitude": latitude, "longitude": longitude}}
    return attached("user_send_location", where, kind="location")


def photo(number: int) -> dict[str, str]:
    return {"thumbnail": f"{MEDIA}/t{number}.jpg", "url": f"{MEDIA}/{number}.jpg"}


def a_file(**more: object) -> dict[str, Any]:
    return {
        "url": f"{MEDIA}/dl/1",
        "size": "9216",
        "name": "danh-sach.xlsx",
        "checksum": "0d4a",
        "type": "xlsx",
        **more,
    }


HEARD = (
    Case("text", text("hôm nay hướng dẫn 12 người"), (TextSent("hôm nay hướng dẫn 12 người"),)),
    Case("text, its letters taken apart", text("cha\u0300o"), (TextSent("chào"),)),
    Case("text with half a sign", text("a\ud83db"), (TextSent("a?b"),)),
    Case("text with spaces", text(" 12 \n"), (TextSent(" 12 \n"),)),
    Case("text of 50 000 letters", text("a" * 50_000), (TextSent("a" * 20_000),)),
    Case("text, ids as numbers", sent("user_send_text", {"msg_id": "m1", "text": "12"},
         sender={"id": int(USER)}), (TextSent("12"),)),
    Case("text that quotes", text("đúng rồi", quote_msg_id="m0"), (TextSent("đúng rồi"),)),
    Case("text of an older timestamp", {**text("12"), "timestamp": int(STAMP)}, (TextSent("12"),)),
    Case("text without words", text("  "), (UNSUPPORTED,)),
    Case("text that is none", text(12), (UNSUPPORTED,)),
    Case("text without its message", without(text("12"), "message"), (UNSUPPORTED,)),
    Case("button", text("#cmd:0123456789abcdef.1.=hom-nay"),
         (ButtonPressed("0123456789abcdef.1.=hom-nay"),)),
    Case("button with spaces around", text(" #cmd:abc.1.=x "), (ButtonPressed("abc.1.=x"),)),
    Case("button of nothing", text("#cmd:"), (ButtonPressed(""),)),
    Case("words that only hold the mark", text("gõ #cmd:x"), (TextSent("gõ #cmd:x"),)),
    Case("link alone", attached("user_send_link", {"url": "https://vneid.gov.vn"}, kind="link",
         text="https://vneid.gov.vn"), (OtherSent(OtherKind.LINK),)),
    Case("link without words", attached("user_send_link", {"url": "https://a.vn"}, kind="link"),
         (OtherSent(OtherKind.LINK),)),
    Case("link with words", text("12 người, xem https://a.vn nhé", "user_send_link"),
         (TextSent("12 người, xem https://a.vn nhé"),)),
    Case("sticker", attached("user_send_sticker", {"id": "21", "url": MEDIA}, kind="sticker"),
         (OtherSent(OtherKind.STICKER),)),
    Case("sticker without anything", sent("user_send_sticker"), (OtherSent(OtherKind.STICKER),)),
    Case("gif", attached("user_send_gif", photo(1), kind="gif"), (OtherSent(OtherKind.STICKER),)),
    Case("voice", attached("user_send_audio", {"url": MEDIA}, kind="audio"), (VoiceSent(),)),
    Case("video", attached("user_send_video", {"url": MEDIA, "description": ""}, kind="video"),
         (OtherSent(OtherKind.VIDEO),)),
    Case("business card", attached("user_send_business_card", {"url": "", "description":
         '{"phone":"0912000001"}'}, kind="link", text=""), (OtherSent(OtherKind.CARD),)),
    Case("image", attached("user_send_image", photo(1)), (PhotoSent(f"{MEDIA}/1.jpg"),)),
    Case("image with words", attached("user_send_image", photo(1), text="buổi tối qua"),
         (PhotoSent(f"{MEDIA}/1.jpg", "buổi tối qua"),)),
    Case("three images", attached("user_send_image", photo(1), photo(2), photo(3), text="ảnh"),
         (PhotoSent(f"{MEDIA}/1.jpg", "ảnh"), PhotoSent(f"{MEDIA}/2.jpg"),
          PhotoSent(f"{MEDIA}/3.jpg"))),
    Case("image of which only the small one is there",
         attached("user_send_image", {"thumbnail": f"{MEDIA}/t1.jpg"}),
         (PhotoSent(f"{MEDIA}/t1.jpg"),)),
    Case("two images, one without an address", attached("user_send_image", {}, photo(2)),
         (PhotoSent(f"{MEDIA}/2.jpg"),)),
    Case("image without an address", attached("user_send_image", {}), (UNSUPPORTED,)),
    Case("image, attachments that are none", sent("user_send_image", {"msg_id": "m1",
         "attachments": "x"}), (UNSUPPORTED,)),
    Case("file", attached("user_send_file", a_file(), kind="file"),
         (FileSent(f"{MEDIA}/dl/1", "danh-sach.xlsx"),)),
    Case("file, its name taken apart", attached("user_send_file",
         a_file(name="lo\u031b\u0301p.xlsx"), kind="file"),
         (FileSent(f"{MEDIA}/dl/1", "lớp.xlsx"),)),
    Case("file without a name", attached("user_send_file", {"url": f"{MEDIA}/dl/1"}, kind="file"),
         (FileSent(f"{MEDIA}/dl/1"),)),
    Case("file that is a picture", attached("user_send_file", a_file(name="IMG_1.JPG"),
         kind="file"), (PhotoSent(f"{MEDIA}/dl/1"),)),
    Case("file without an address", attached("user_send_file", {"name": "a.pdf"}, kind="file"),
         (UNSUPPORTED,)),
    Case("place in quotes", at_place("20.7951", "106.9985"), (PlaceSent(20.7951, 106.9985),)),
    Case("place in numbers", at_place(20.7951, 106.9985), (PlaceSent(20.7951, 106.9985),)),
    Case("place on no earth", at_place("120", "400"), (UNSUPPORTED,)),
    Case("place that is none", at_place("ở nhà", None), (UNSUPPORTED,)),
    Case("place without a number", at_place("NaN", "Infinity"), (UNSUPPORTED,)),
    Case("follow", followed("follow"), (Arrived(),)),
    Case("follow, ids as numbers", followed("follow", follower={"id": int(USER)}), (Arrived(),)),
    Case("unfollow", followed("unfollow"), (Departed(),)),
    Case("chat opened", {"oa_id": OA, "user_id": USER, "event_name": "user_click_chatnow",
         "app_id": APP, "timestamp": STAMP}, (Arrived(),)),
    Case("form, new", filled({"name": "Bùi Thị Hoa", "phone": "84912000002", "user_dob": "",
         "gender": "", "full_address": {"user_city": "Hải Phòng", "user_ward": "", "user_address":
         ""}}), (ContactSent("Bùi Thị Hoa", "84912000002"),)),
    Case("form, old", filled({"address": "thôn 1", "phone": 84912000002, "city": "Hải Phòng",
         "district": "Cát Hải", "name": "Bùi Thị Hoa", "ward": "Phù Long"}),
         (ContactSent("Bùi Thị Hoa", "84912000002"),)),
    Case("form with nothing in it", filled({}), (ContactSent("", ""),)),
    Case("somebody of the office wrote", sent("oa_send_text", {"msg_id": "m1", "text": "chào bác"},
         sender={"id": OA, "admin_id": ADMIN}, recipient={"id": USER}), (TakenOver(),)),
    Case("somebody of the office sent a picture", sent("oa_send_image", {"msg_id": "m1"},
         sender={"id": OA}, recipient={"id": USER}, admin_id=ADMIN), (TakenOver(),)),
)  # fmt: skip

UNHEARD = (
    Case("our own words", sent("oa_send_text", {"msg_id": "m1", "text": "Dạ"}, sender={"id": OA},
         recipient={"id": USER}), (), "echo"),
    Case("our own, no admin", sent("oa_send_list", sender={"id": OA, "admin_id": ""},
         recipient={"id": USER}), (), "echo"),
    Case("office wrote to nobody", sent("oa_send_text", sender={"id": OA, "admin_id": ADMIN},
         recipient={}), (), "nobody"),
    Case("seen", sent("user_seen_message", {"msg_ids": ["m1"]}), (), "informational"),
    Case("received", sent("user_received_message"), (), "informational"),
    Case("tag", sent("add_user_to_tag"), (), "informational"),
    Case("anonymous", sent("anonymous_send_text", {"msg_id": "m1", "text": "ai đấy"}), (),
         "informational"),
    Case("group text", sent("user_send_group_text", {"msg_id": "m1", "text": "12"}), (), "group"),
    Case("group made", {"event_name": "create_group", "timestamp": STAMP}, (), "group"),
    Case("group joined", {"event_name": "user_join_group", "timestamp": STAMP}, (), "group"),
    Case("our words in a group", sent("oa_send_group_text"), (), "group"),
    Case("unknown event", sent("user_dances", {"msg_id": "m1", "text": "12"}), (), "unknown"),
    Case("no event", without(text("12"), "event_name"), (), "unknown"),
    Case("event that is no text", {**text("12"), "event_name": 7}, (), "unknown"),
    Case("nobody sent it", {**text("12"), "sender": {}}, (), "nobody"),
    Case("sender that is none", {**text("12"), "sender": "x"}, (), "nobody"),
    Case("sender of spaces", {**text("12"), "sender": {"id": "a b"}}, (), "nobody"),
    Case("a list", [text("12")], (), "unknown"),
    Case("nothing", None, (), "unknown"),
    Case("a word", "12", (), "unknown"),
)  # fmt: skip
