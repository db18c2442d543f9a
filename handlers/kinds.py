"""What each kind of activity is called: on a button, inside a sentence, and as a line of a list: a
business has no people to count, but a name.
"""

from __future__ import annotations

from bot.dialog.text import Text
from models.activity import ActivityKind
from models.logged import Logged


def kind_button(kind: ActivityKind) -> Text:
    match kind:
        case ActivityKind.RESIDENTS_SESSION:
            return Text("button.residents")
        case ActivityKind.HOME_VISIT:
            return Text("button.home")
        case ActivityKind.MEMBERS_SESSION:
            return Text("button.members")
        case ActivityKind.CLASS_DAY:
            return Text("button.class_day")
        case ActivityKind.INSTALLS:
            return Text("button.installs")
        case ActivityKind.BUSINESS:
            return Text("button.business")


def kind_text(kind: ActivityKind) -> Text:
    match kind:
        case ActivityKind.RESIDENTS_SESSION:
            return Text("kind.residents")
        case ActivityKind.HOME_VISIT:
            return Text("kind.home")
        case ActivityKind.MEMBERS_SESSION:
            return Text("kind.members")
        case ActivityKind.CLASS_DAY:
            return Text("kind.class_day")
        case ActivityKind.INSTALLS:
            return Text("kind.installs")
        case ActivityKind.BUSINESS:
            return Text("kind.business")


def entry_line(logged: Logged) -> Text:
    kind = kind_text(logged.kind)
    if logged.kind is ActivityKind.BUSINESS:
        return Text("entry.line_business", day=logged.day, kind=kind, name=logged.business[1])
    return Text("entry.line", day=logged.day, kind=kind, people=logged.people)
