"""What somebody must have mastered to be "đã phổ cập": the plan's own words (Kế hoạch 2026, 3.1 and
the topics of the teams).
"""

from __future__ import annotations

from bot.dialog.text import Text

SKILLS = ("dvc", "vneid", "payment", "platforms", "safety")


def skill_label(skill: str) -> Text:
    match skill:
        case "dvc":
            return Text("skill.dvc")
        case "vneid":
            return Text("skill.vneid")
        case "payment":
            return Text("skill.payment")
        case "platforms":
            return Text("skill.platforms")
        case _:
            return Text("skill.safety")
