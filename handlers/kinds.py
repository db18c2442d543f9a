"""What each kind of activity is called: on a button, and inside a sentence."""

from __future__ import annotations

from bot.dialog.text import Text
from models.activity import ActivityKind


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
