"""What the explanation of a figure is said in: figures, reasons and channels by their names."""

from __future__ import annotations

from collections.abc import Mapping

from bot.dialog.text import Label, Text
from models.explained import (
    BUSINESSES,
    INDICATOR,
    MEMBERS,
    MEMBERS_HELD,
    PEOPLE,
    RESIDENTS_HELD,
    VISITS,
    VNEID,
    VNEID_1,
    VNEID_2,
    VNEID_UNSAID,
)

FIGURES = {
    PEOPLE: Text("figure.people"),
    MEMBERS: Text("figure.members"),
    BUSINESSES: Text("figure.businesses"),
    RESIDENTS_HELD: Text("figure.sessions_residents"),
    MEMBERS_HELD: Text("figure.sessions_members"),
    VISITS: Text("figure.home_visits"),
    VNEID: Text("figure.vneid"),
    VNEID_1: Text("figure.vneid_1"),
    VNEID_2: Text("figure.vneid_2"),
    VNEID_UNSAID: Text("figure.vneid_unspecified"),
}
REASONS = {
    "miscounted": Text("why.miscounted"),
    "wrong_day": Text("why.wrong_day"),
    "added": Text("why.added"),
    "doubled": Text("why.doubled"),
    "not_held": Text("why.not_held"),
    "undo": Text("why.undo"),
}
MERGED = "merged:"
"""In front of the id of the other entry."""

CHANNELS = {
    "web": Text("channel.web"),
    "terminal": Text("channel.terminal"),
    "telegram": Text("channel.telegram"),
    "zalo_bot": Text("channel.zalo"),
    "zalo_oa": Text("channel.zalo"),
}


def figure_label(figure: str, indicators: Mapping[str, str]) -> Label:
    """`indicators` are labels by id."""
    if figure.startswith(INDICATOR):
        id_ = figure.removeprefix(INDICATOR)
        return indicators.get(id_, id_)
    return FIGURES[figure]


def reason_words(why: str) -> Label:
    """The reason of a revision: a code's words, or the person's own."""
    if why.startswith(MERGED):
        return Text("why.merged")
    return REASONS.get(why, why)


def channel_words(channel: str) -> Label:
    return CHANNELS.get(channel, channel) if channel else Text("channel.unknown")
