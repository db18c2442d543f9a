"""Channels with several bots, each of which may know only so many people.

Laws: whoever is known already is served as ever; of the others, the one who finds no room is told
once a day where to go instead, and nothing else of theirs is kept or answered.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import timedelta

from bot.channels.contract import AttachmentLost, Departed, DialogDue, Inbound, TakenOver
from bot.channels.limits import Capabilities
from bot.conversation.scene import Scene
from bot.dialog.message import Message
from bot.dialog.text import Text
from bot.shares import assign_bots
from models.line_needs import LineCountsNeed, TeamBotsNeed
from models.load import AccountKey, KnownAccount
from models.month_counts import line_of
from models.needs import Facts
from models.people import Role

AGAIN = timedelta(days=1)
"""Every answer costs one of the month's messages, and so does every question."""

TEAM_ROLES = (Role.MEMBER, Role.LEADER, Role.RAPID)


class Crowding:
    """`web_address` is where people find us without any of these bots, "" where nowhere."""

    def __init__(self, limits_of: Callable[[str], Capabilities | None], web_address: str) -> None:
        self._limits_of = limits_of
        self._web = web_address

    def is_newcomer(self, inbound: Inbound, account: KnownAccount | None) -> bool:
        """Whether it matters that there is room: somebody without a place has said something."""
        if isinstance(inbound.event, AttachmentLost | DialogDue | Departed | TakenOver):
            return False
        limits = self._limits_of(inbound.channel)
        is_limited = limits is not None and limits.plan.users is not None
        return is_limited and (account is None or account.is_turned_away)

    def has_room(self, inbound: Inbound, facts: Facts, arrived: Collection[AccountKey]) -> bool:
        """`arrived` are those to whom an earlier message of this batch gave a place."""
        line = line_of(inbound.sender.external_id)
        counts = facts.of(LineCountsNeed(inbound.channel))
        me = (inbound.channel, inbound.sender.external_id)
        others = sum(
            one != me and one[0] == inbound.channel and line_of(one[1]) == line for one in arrived
        )
        return counts.get(line, 0) + others < self._users(inbound.channel)

    def turn_away(self, scene: Scene, account: KnownAccount | None) -> None:
        scene.is_turned_away = True
        scene.outcome = "turned away"
        last = account.seen_at if account is not None else None
        if last is None or scene.now - last >= AGAIN:
            scene.say(Message((Text("line.full"), self._instead(scene))))

    def point_home(self, scene: Scene, account: KnownAccount | None) -> None:
        """Whose team belongs to another bot hears it in the answer by which they become known; they
        are served here all the same.
        """
        limits = self._limits_of(scene.inbound.channel)
        person = scene.person
        if limits is None or limits.plan.users is None or len(limits.lines) <= 1 or not person:
            return
        if not scene.messages or (account is not None and account.person_id == person.id):
            return
        teams = {duty.team_id for duty in person.teams(*TEAM_ROLES)}
        if not teams:
            return
        known = scene.facts.of(TeamBotsNeed())
        shares = assign_bots(
            known.teams,
            [line.name for line in limits.lines],
            most=limits.plan.users,
            officers=known.officers,
        )
        bots = [line for line in limits.lines if line.name in {shares.bot_of.get(t) for t in teams}]
        if not bots or line_of(scene.inbound.sender.external_id) in {line.name for line in bots}:
            return
        told = Text("line.other", bot=bots[0].link or bots[0].name)
        first = scene.messages[0]
        scene.messages[0] = replace(first, lines=(told, *first.lines))

    def _instead(self, scene: Scene) -> Text:
        """Another bot with room that people can find, else the web chat, else a human."""
        channel = scene.inbound.channel
        counts = scene.facts.of(LineCountsNeed(channel))
        limits = self._limits_of(channel)
        for line in limits.lines if limits else ():
            if line.link and counts.get(line.name, 0) < self._users(channel):
                return Text("line.try_other", link=line.link)
        if self._web:
            return Text("line.try_web", address=self._web)
        return Text("line.try_officer")

    def _users(self, channel: str) -> int:
        limits = self._limits_of(channel)
        return (limits.plan.users or 0) if limits else 0
