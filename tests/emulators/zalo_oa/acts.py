"""What people do on their phones: each act changes the talk and is told to the webhook.

Every act gives back its delivery, once the webhook has answered the first time or has not.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from tests.emulators.clock import MovedClock
from tests.emulators.zalo_oa import events
from tests.emulators.zalo_oa.content import QUERY_HIDE, QUERY_SHOW, Content, Picture
from tests.emulators.zalo_oa.events import Body
from tests.emulators.zalo_oa.files import Media
from tests.emulators.zalo_oa.people import Line, People, User
from tests.emulators.zalo_oa.rules import Rules
from tests.emulators.zalo_oa.webhook import PLAIN, Delivery, Twist, Webhook

ADMIN = "9001"


@dataclass(slots=True)
class Acts:
    rules: Rules
    clock: MovedClock
    people: People
    media: Media
    webhook: Webhook

    async def say(self, user: str, text: str, twist: Twist = PLAIN) -> Delivery:
        return await self._send(user, "text", {"text": text}, Content(text), twist)

    async def send_photo(
        self, user: str, data: bytes, caption: str = "", twist: Twist = PLAIN
    ) -> Delivery:
        url = self.media.keep("anh.jpg", data)
        message = _with("image", {"thumbnail": url, "url": url}, caption)
        content = Content(caption, picture=Picture("image", url, ""))
        return await self._send(user, "image", message, content, twist)

    async def send_file(self, user: str, data: bytes, name: str, twist: Twist = PLAIN) -> Delivery:
        payload = {
            "url": self.media.keep(name, data),
            "size": str(len(data)),
            "name": name,
            "checksum": hashlib.md5(data, usedforsecurity=False).hexdigest(),
            "type": name.rpartition(".")[2],
        }
        content = Content(f"[{name}]")
        return await self._send(user, "file", _with("file", payload), content, twist)

    async def send_place(
        self, user: str, latitude: float, longitude: float, twist: Twist = PLAIN
    ) -> Delivery:
        """Coordinates are numbers or texts: Zalo was seen to send both, here texts."""
        where = {"latitude": str(latitude), "longitude": str(longitude)}
        message = _with("location", {"coordinates": where})
        return await self._send(user, "location", message, Content("[vị trí]"), twist)

    async def send_sticker(self, user: str, twist: Twist = PLAIN) -> Delivery:
        payload = {"id": "50f6a53f", "url": self.media.keep("nhan.png", b"\x89PNG\r\n\x1a\n")}
        return await self._send(user, "sticker", _with("sticker", payload), _said("nhãn"), twist)

    async def send_gif(self, user: str, twist: Twist = PLAIN) -> Delivery:
        url = self.media.keep("dong.gif", b"GIF89a")
        message = _with("gif", {"thumbnail": url, "url": url})
        return await self._send(user, "gif", message, _said("ảnh động"), twist)

    async def send_voice(self, user: str, twist: Twist = PLAIN) -> Delivery:
        message = _with("audio", {"url": self.media.keep("tieng.aac", b"\xff\xf1")})
        return await self._send(user, "audio", message, _said("tiếng nói"), twist)

    async def send_video(self, user: str, twist: Twist = PLAIN) -> Delivery:
        url = self.media.keep("phim.mp4", b"\x00\x00\x00\x18ftyp")
        message = _with("video", {"thumbnail": url, "description": "", "url": url})
        return await self._send(user, "video", message, _said("phim"), twist)

    async def send_link(self, user: str, address: str, twist: Twist = PLAIN) -> Delivery:
        payload = {"thumbnail": "", "description": address, "url": address}
        content = Content(address)
        return await self._send(user, "link", _with("link", payload, address), content, twist)

    async def send_card(self, user: str, phone: str, twist: Twist = PLAIN) -> Delivery:
        """A business card: the number stands in a text that is itself JSON."""
        description = json.dumps({"phone": phone, "qrCodeUrl": ""})
        payload = {"thumbnail": "", "description": description, "url": "https://zalo.me/pc"}
        return await self._send(
            user, "business_card", _with("link", payload), _said("danh thiếp"), twist
        )

    async def tap(self, user: str, title: str, twist: Twist = PLAIN) -> Delivery | str:
        """The newest button of that title: what is sent for it, or the address or number that it
        opens, of which the account hears nothing. Raises LookupError.
        """
        button = self.people.user(user).button(title)
        if button.kind not in (QUERY_SHOW, QUERY_HIDE):
            return button.value
        content = Content(button.value if button.kind == QUERY_SHOW else f"→ {button.title}")
        return await self._send(user, "text", {"text": button.value}, content, twist)

    async def press(self, user: str, payload: str, twist: Twist = PLAIN) -> Delivery:
        """A button of long ago, or one that nobody ever sent."""
        return await self._send(user, "text", {"text": payload}, _said("nút"), twist)

    async def fill_form(
        self, user: str, *, phone: str, name: str = "", is_old: bool = False, twist: Twist = PLAIN
    ) -> Delivery:
        """The person answers a request_user_info. Raises LookupError where none was sent."""
        who = self.people.user(user)
        if not any(line.content.form for line in who.ours()):
            raise LookupError(f"no form was sent to {user}")
        shape = events.old_info if is_old else events.new_info
        info = shape(
            name=name or who.name, phone=phone, city="Hải Phòng", ward="Hòa Bình", address=""
        )
        self._came(who)
        await self._note(who, _said(f"gửi thông tin: {info['name']}, {phone}"))
        at = self.webhook.at(twist)
        return await self.webhook.tell(
            events.submitted(self.rules, user, info, at=at), twist, user=user
        )

    async def follow(self, user: str, twist: Twist = PLAIN) -> Delivery:
        who = self.people.user(user)
        who.is_follower = True
        self._came(who)
        await self._note(who, _said("quan tâm"))
        at = self.webhook.at(twist)
        return await self.webhook.tell(events.followed(self.rules, user, at=at), twist, user=user)

    async def unfollow(self, user: str, twist: Twist = PLAIN) -> Delivery:
        who = self.people.user(user)
        who.is_follower, who.has_left = False, True
        await self._note(who, _said("bỏ quan tâm"))
        at = self.webhook.at(twist)
        body = events.followed(self.rules, user, at=at, is_back=True)
        return await self.webhook.tell(body, twist, user=user)

    async def open_chat(self, user: str, twist: Twist = PLAIN) -> Delivery:
        self._came(self.people.user(user))
        at = self.webhook.at(twist)
        return await self.webhook.tell(
            events.chat_opened(self.rules, user, at=at), twist, user=user
        )

    async def see(self, user: str, twist: Twist = PLAIN) -> Delivery:
        seen = [line.message_id for line in self.people.user(user).ours()]
        at = self.webhook.at(twist)
        return await self.webhook.tell(events.seen(self.rules, user, seen, at=at), twist, user=user)

    async def say_in_group(
        self, user: str, group: str, text: str, twist: Twist = PLAIN
    ) -> Delivery:
        message = {"msg_id": self._message_id(), "text": text}
        body = events.from_group(
            self.rules, user, group, "text", message, at=self.webhook.at(twist)
        )
        return await self.webhook.tell(body, twist, user=user)

    async def answer_as_admin(
        self, user: str, text: str, admin: str = ADMIN, twist: Twist = PLAIN
    ) -> Delivery:
        """A human of the account writes to the person from Zalo's own page."""
        who, content = self.people.user(user), Content(text)
        line = await self._note(who, content, is_ours=True)
        body = events.from_oa(
            self.rules, user, content, line.message_id, at=self.webhook.at(twist), admin=admin
        )
        return await self.webhook.tell(body, twist, user=user)

    async def echo(self, user: User, line: Line) -> None:
        """What the application itself sent comes back, where `Rules.echoes` says so; it waits for
        nobody.
        """
        if self.rules.echoes:
            body = events.from_oa(
                self.rules, user.id, line.content, line.message_id, at=self.webhook.at()
            )
            self.webhook.spawn(self.webhook.tell(body))

    async def tell(self, body: Body, twist: Twist = PLAIN) -> Delivery:
        """Any event at all, signed: one that nobody has heard of, or one that lacks something."""
        return await self.webhook.tell({"timestamp": self.webhook.at(twist)} | body, twist)

    async def _send(
        self, user: str, kind: str, message: Body, content: Content, twist: Twist
    ) -> Delivery:
        who = self.people.user(user)
        self._came(who)
        line = await self._note(who, content)
        body = events.from_user(
            self.rules,
            user,
            f"user_send_{kind}",
            {"msg_id": line.message_id} | message,
            at=self.webhook.at(twist),
        )
        return await self.webhook.tell(body, twist, user=user)

    def _came(self, user: User) -> None:
        """Whatever a person does opens the window anew; who writes again has not left."""
        user.last_interaction = self.clock.now()
        user.has_left = False

    async def _note(self, user: User, content: Content, *, is_ours: bool = False) -> Line:
        line = Line(
            number=next(self.people.numbers),
            message_id=self._message_id(),
            is_ours=is_ours,
            at=self.clock.now(),
            content=content,
        )
        await self.people.add(user, line)
        return line

    def _message_id(self) -> str:
        return f"{next(self.people.numbers):020x}"


def _with(kind: str, payload: dict[str, Any], text: str = "") -> Body:
    return ({"text": text} if text else {}) | {"attachments": [{"type": kind, "payload": payload}]}


def _said(what: str) -> Content:
    return Content(f"[{what}]")
