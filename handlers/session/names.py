"""Names of the session's steps and variants, shared by its flow, its review page and its record."""

from __future__ import annotations

from enum import StrEnum

from bot.dialog.text import Text

OWN, FOR, COMMUNE, EDIT = "own", "for", "commune", "edit"
"""Who logs: a member for the team, one for another ("nhập hộ"), a coordinator for the commune; or
what was logged is mended.
"""

BY_NAME, BY_COUNT = "by_name", "by_count"
LEVEL_1, LEVEL_2, BOTH_LEVELS, NO_LEVEL = "1", "2", "both", "unsaid"


class Step(StrEnum):
    FOR_WHOM = "for_whom"
    HOW = "how"
    TEAM = "team"
    DAY = "day"
    KIND = "kind"
    WHO_CAME = "who_came"
    ATTENDEES = "attendees"
    PEOPLE = "people"
    SESSIONS = "sessions"
    TOPICS = "topics"
    GROUPS = "groups"
    VNEID = "vneid"
    VNEID_LEVEL = "vneid_level"
    VNEID_2 = "vneid_2"
    PLACE = "place"
    PHOTOS = "photos"
    NOTE = "note"
    WHY = "why"
    WHY_WORDS = "why_words"


class Group(StrEnum):
    """First served (domain, What teams do): each is at most the attendees, and they may overlap."""

    ELDERLY = "elderly"
    FISHERMEN = "fishermen"
    FREELANCE = "freelance"
    VULNERABLE = "vulnerable"


def group_label(group: Group) -> Text:
    match group:
        case Group.ELDERLY:
            return Text("group.elderly")
        case Group.FISHERMEN:
            return Text("group.fishermen")
        case Group.FREELANCE:
            return Text("group.freelance")
        case Group.VULNERABLE:
            return Text("group.vulnerable")


def topic_step(indicator: str) -> str:
    """The step that asks how many were helped with this indicator."""
    return f"count.{indicator}"


def group_step(group: str) -> str:
    return f"group.{group}"


def group_button(group: Group) -> Text:
    match group:
        case Group.ELDERLY:
            return Text("button.elderly")
        case Group.FISHERMEN:
            return Text("button.fishermen")
        case Group.FREELANCE:
            return Text("button.freelance")
        case Group.VULNERABLE:
            return Text("button.vulnerable")
