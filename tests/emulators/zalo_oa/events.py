"""What Zalo tells a webhook, as its pages and captured bodies show it. Pure."""

from __future__ import annotations

import json
from typing import Any

from tests.emulators.zalo_oa.content import Content
from tests.emulators.zalo_oa.rules import Rules

Body = dict[str, Any]
IDS = ("sender", "recipient", "follower")


def from_user(rules: Rules, user: str, name: str, message: Body, *, at: str) -> Body:
    return {
        "app_id": rules.app_id,
        "user_id_by_app": f"9{user}",
        "event_name": name,
        "timestamp": at,
        "sender": {"id": user},
        "recipient": {"id": rules.oa_id},
        "message": message,
    }


def from_group(rules: Rules, user: str, group: str, kind: str, message: Body, *, at: str) -> Body:
    body = from_user(rules, user, f"user_send_group_{kind}", message, at=at)
    return body | {"recipient": {"id": group}, "oa_id": rules.oa_id}


def followed(rules: Rules, user: str, *, at: str, is_back: bool = False) -> Body:
    """`follow`, or `unfollow` with `is_back`: neither has a sender."""
    return {
        "oa_id": rules.oa_id,
        "follower": {"id": user},
        "user_id_by_app": f"9{user}",
        "event_name": "unfollow" if is_back else "follow",
        "source": "oa_profile",
        "app_id": rules.app_id,
        "timestamp": at,
    }


def chat_opened(rules: Rules, user: str, *, at: str) -> Body:
    return {
        "oa_id": rules.oa_id,
        "user_id": user,
        "event_name": "user_click_chatnow",
        "app_id": rules.app_id,
        "timestamp": at,
    }


def seen(rules: Rules, user: str, message_ids: list[str], *, at: str) -> Body:
    message = {"msg_ids": message_ids}
    return from_user(rules, user, "user_seen_message", message, at=at) | {
        "sender": {"id": rules.oa_id},
        "recipient": {"id": user},
    }


def submitted(rules: Rules, user: str, info: Body, *, at: str) -> Body:
    """It has no message and so no msg_id."""
    body = from_user(rules, user, "user_submit_info", {}, at=at)
    del body["message"]
    return body | {"info": info}


def new_info(*, name: str, phone: str, city: str, ward: str, address: str) -> Body:
    where = {"user_city": city, "user_ward": ward, "user_address": address}
    return {"name": name, "phone": phone, "user_dob": "", "gender": "", "full_address": where}


def old_info(*, name: str, phone: str, city: str, ward: str, address: str) -> Body:
    return {
        "name": name,
        "phone": phone,
        "address": address,
        "city": city,
        "district": "",
        "ward": ward,
    }


def from_oa(
    rules: Rules, user: str, content: Content, message_id: str, *, at: str, admin: str = ""
) -> Body:
    """The echo of what the account sent, by a human (`admin`) or through the API."""
    message: Body = {"msg_id": message_id}
    kind = "text"
    if content.text:
        message["text"] = content.text
    if content.picture:
        kind = content.picture.kind
        url = content.picture.url
        message["attachments"] = [{"type": kind, "payload": {"thumbnail": url, "url": url}}]
    elif content.file_token:
        kind = "file"
        message["attachments"] = [{"type": kind, "payload": {"url": content.file_token}}]
    elif content.buttons or content.form:
        kind = "template"
    body = from_user(rules, user, f"oa_send_{kind}", message, at=at)
    sender = {"id": rules.oa_id}
    if admin and not rules.admin_on_top:
        sender["admin_id"] = admin
    top = {"admin_id": admin} if admin and rules.admin_on_top else {}
    return body | {"sender": sender, "recipient": {"id": user}} | top


def written(body: Body, *, ids_as_numbers: bool) -> bytes:
    """The very bytes that go out and are signed."""
    if ids_as_numbers:
        body = body | {
            name: body[name] | {"id": _number(body[name]["id"])} for name in IDS if name in body
        }
        for name in ("app_id", "timestamp", "oa_id", "user_id"):
            if name in body:
                body[name] = _number(body[name])
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


def _number(text: str) -> int | str:
    return int(text) if text.isascii() and text.isdecimal() else text
