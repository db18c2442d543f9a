"""A message's body as an application sends it, read as strictly as Zalo's pages describe it."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Any

from tests.emulators.zalo_oa.errors import INVALID, ZaloError

MOST_TEXT = 2000
MOST_BUTTONS = 5
MOST_TITLE = 100
MOST_PAYLOAD = 1000
MOST_SUBTITLE = 500
MOST_ELEMENTS = 5

OPEN_URL = "oa.open.url"
QUERY_SHOW, QUERY_HIDE = "oa.query.show", "oa.query.hide"
OPEN_PHONE, OPEN_SMS = "oa.open.phone", "oa.open.sms"


@dataclass(frozen=True, slots=True)
class OaButton:
    """`value` is what a query sends, the address that opens, or the number that is called."""

    title: str
    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class Form:
    """A request_user_info: the person may tap it and fill in who they are."""

    title: str
    subtitle: str
    image: str


@dataclass(frozen=True, slots=True)
class Picture:
    kind: str  # image or gif
    url: str
    attachment: str


@dataclass(frozen=True, slots=True)
class Content:
    text: str = ""
    picture: Picture | None = None
    file_token: str = ""
    buttons: tuple[OaButton, ...] = ()
    form: Form | None = None
    quotes: str = ""


def read_content(given: object) -> Content:
    """Raises ZaloError for what Zalo would refuse as a bad parameter."""
    message = _object(given, "message")
    text = _text(message.get("text", ""), "text", MOST_TEXT)
    quotes = _text(message.get("quote_message_id", ""), "quote_message_id", MOST_TITLE)
    if "attachment" not in message:
        if not text:
            raise ZaloError(INVALID, "message is empty")
        return Content(text, quotes=quotes)
    attachment = _object(message["attachment"], "attachment")
    payload = _object(attachment.get("payload"), "payload")
    match attachment.get("type"):
        case "file":
            return Content(text, file_token=_filled(payload, "token"))
        case "template":
            return _template(text, payload)
        case other:
            raise ZaloError(INVALID, f"attachment type {other!r}")


def _template(text: str, payload: dict[str, Any]) -> Content:
    buttons = _buttons(payload.get("buttons", []))
    match payload.get("template_type"):
        case None | "button":
            if not text or not buttons:
                raise ZaloError(INVALID, "buttons need a text, and one of them at least")
            return Content(text, buttons=buttons)
        case "media":
            (element,) = _elements(payload, most=1)
            picture = _picture(element)
            return Content(text, picture=picture, buttons=buttons)
        case "request_user_info":
            (element,) = _elements(payload, most=1)
            form = Form(
                title=_filled(element, "title", MOST_TITLE),
                subtitle=_filled(element, "subtitle", MOST_SUBTITLE),
                image=_address(_filled(element, "image_url")),
            )
            return Content(text, form=form)
        case "list":
            lines = [
                _filled(element, "title", MOST_TITLE)
                for element in _elements(payload, most=MOST_ELEMENTS)
            ]
            return Content("\n".join(lines), buttons=buttons)
        case other:
            raise ZaloError(INVALID, f"template_type {other!r}")


def _picture(element: dict[str, Any]) -> Picture:
    kind = element.get("media_type")
    if kind not in ("image", "gif"):
        raise ZaloError(INVALID, f"media_type {kind!r}")
    if ("url" in element) is ("attachment_id" in element):
        raise ZaloError(INVALID, "either url or attachment_id")
    if "url" in element:
        return Picture(kind, _address(_filled(element, "url")), "")
    return Picture(kind, "", _filled(element, "attachment_id"))


def _buttons(given: object) -> tuple[OaButton, ...]:
    if not isinstance(given, list):
        raise ZaloError(INVALID, "buttons")
    if len(given) > MOST_BUTTONS:
        raise ZaloError(INVALID, f"more than {MOST_BUTTONS} buttons")
    return tuple(_button(_object(one, "button")) for one in given)


def _button(given: dict[str, Any]) -> OaButton:
    title = _filled(given, "title", MOST_TITLE)
    kind, payload = given.get("type"), given.get("payload")
    match kind:
        case "oa.query.show" | "oa.query.hide":
            return OaButton(title, kind, _filled(given, "payload", MOST_PAYLOAD))
        case "oa.open.url":
            return OaButton(title, kind, _address(_filled(_object(payload, "payload"), "url")))
        case "oa.open.phone":
            return OaButton(title, kind, _filled(_object(payload, "payload"), "phone_code"))
        case "oa.open.sms":
            fields = _object(payload, "payload")
            _filled(fields, "content")
            return OaButton(title, kind, _filled(fields, "phone_code"))
        case _:
            raise ZaloError(INVALID, f"button type {kind!r}")


def _elements(payload: dict[str, Any], *, most: int) -> list[dict[str, Any]]:
    given = payload.get("elements")
    if not isinstance(given, list) or not 1 <= len(given) <= most:
        raise ZaloError(INVALID, "elements")
    return [_object(one, "element") for one in given]


def _filled(given: dict[str, Any], name: str, most: int = MOST_TEXT) -> str:
    text = _text(given.get(name), name, most)
    if not text:
        raise ZaloError(INVALID, f"{name} is empty")
    return text


def _text(given: object, name: str, most: int) -> str:
    if not isinstance(given, str):
        raise ZaloError(INVALID, f"{name} is no text")
    if len(unicodedata.normalize("NFC", given)) > most:
        raise ZaloError(INVALID, f"{name} is longer than {most}")
    return given


def _address(given: str) -> str:
    if not given.startswith(("https://", "http://")):
        raise ZaloError(INVALID, "address")
    return given


def _object(given: object, name: str) -> dict[str, Any]:
    if not isinstance(given, dict):
        raise ZaloError(INVALID, f"{name} is missing")
    return given
