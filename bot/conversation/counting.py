"""Messages that came in, for the month of their line, where its plan counts them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from bot.channels.contract import (
    Arrived,
    AttachmentLost,
    Departed,
    DialogDue,
    Inbound,
    TakenOver,
)
from bot.channels.limits import Capabilities, Cost
from models.month_counts import MonthCount, line_of, month_of


def received(
    inbounds: Sequence[Inbound], limits_of: Callable[[str], Capabilities | None], now: datetime
) -> list[MonthCount]:
    """What people sent. Nobody sent what the house says to itself, nor what a channel tells of
    somebody who came, left or is being answered by hand.
    """
    return [
        MonthCount(each.channel, line_of(each.sender.external_id), month_of(now), received=1)
        for each in inbounds
        if (limits := limits_of(each.channel)) is not None
        and limits.cost is not Cost.FREE
        and not isinstance(each.event, AttachmentLost | DialogDue | Arrived | Departed | TakenOver)
    ]
