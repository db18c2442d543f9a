"""A part as the bodies of requests to `message/cs`. Pure.

Shapes: https://docs.zaloplatforms.com/docs/OA ("Tin tư vấn", read 2026-11-22). A button is an
`oa.query.hide`: its payload comes back as a text that the person does not see. The old path
(`/v2.0/oa/message`), which Official Accounts of state agencies were seen to need, gets the same.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from bot.channels.contract import Button
from bot.channels.zalo_oa.capabilities import (
    PAYLOAD_LENGTH,
    SUBTITLE_LENGTH,
    TITLE_LENGTH,
    ZALO_OA,
)
from bot.channels.zalo_oa.inbound import PRESSED

Body: TypeAlias = dict[str, Any]

SEND_PATHS: Mapping[str, str] = {"v3": "/v3.0/oa/message/cs", "v2": "/v2.0/oa/message"}
"""By the setting: the new one, and the one for a state agency (`oa_type` 4), where the new one
answers −235.
"""


def text_body(user: str, text: str, buttons: Sequence[Button] = ()) -> Body:
    """Buttons need words above them: without any, their own labels stand there."""
    written = composed(text) or "\n".join(button.label for button in buttons)
    message: Body = {"text": written}
    if buttons:
        message["attachment"] = _template({"buttons": [_button(one) for one in _first(buttons)]})
    return _to(user, message)


def picture_body(user: str, *, attachment_id: str = "", url: str = "", text: str = "") -> Body:
    """Uploaded before (`attachment_id`), or at an address that Zalo can reach."""
    element = {"media_type": "image"}
    element |= {"attachment_id": attachment_id} if attachment_id else {"url": url}
    message: Body = {"text": composed(text)} if text else {}
    attachment = _template({"template_type": "media", "elements": [element]})
    return _to(user, {**message, "attachment": attachment})


def file_body(user: str, token: str) -> Body:
    return _to(user, {"attachment": {"type": "file", "payload": {"token": token}}})


def contact_body(user: str, title: str, subtitle: str, image_url: str = "") -> Body:
    """Zalo's own form for a name and a phone number; what is written there comes back as
    `user_submit_info`.
    """
    element = {
        "title": composed(title)[:TITLE_LENGTH],
        "subtitle": composed(subtitle)[:SUBTITLE_LENGTH],
    }
    element |= {"image_url": image_url} if image_url else {}
    form = _template({"template_type": "request_user_info", "elements": [element]})
    return _to(user, {"attachment": form})


def composed(text: str) -> str:
    """Zalo counts composed letters."""
    return unicodedata.normalize("NFC", text)


def _first(buttons: Sequence[Button]) -> Iterable[Button]:
    """`fit` has seen to it that there are no more, and none that is longer."""
    return [one for one in buttons if len(PRESSED + one.id) <= PAYLOAD_LENGTH][
        : ZALO_OA.button_count
    ]


def _button(button: Button) -> Body:
    title = composed(button.label)[:TITLE_LENGTH]
    return {"title": title, "type": "oa.query.hide", "payload": f"{PRESSED}{button.id}"}


def _template(payload: Body) -> Body:
    return {"type": "template", "payload": payload}


def _to(user: str, message: Body) -> Body:
    return {"recipient": {"user_id": user}, "message": message}
