"""What each role's menu offers, the likely things first: seven on a page, the rest behind "Xem
thêm". Who holds several roles sees the first one's list, then what the others add.
"""

from __future__ import annotations

from models.people import Role

END = ("contact", "documents", "catch_up", "address", "my_data")
ORDER = (
    Role.MEMBER,
    Role.LEADER,
    Role.RAPID,
    Role.COORDINATOR,
    Role.ADMINISTRATOR,
    Role.OFFICE,
    Role.RESIDENT,
)
MENUS: dict[Role, tuple[str, ...]] = {
    Role.MEMBER: (
        "session", "team_week", "zero_report", "entries", "given", "installs", "support", "courses",
    ),
    Role.LEADER: (
        "session", "team_week", "zero_report", "entries", "given", "installs", "support",
        "courses", "session_for", "scribe_list", "flags", "invite",
    ),
    Role.RAPID: (
        "session", "given", "team_week", "entries", "installs", "support", "contact", "courses",
    ),
    Role.COORDINATOR: (
        "commune_week", "one_team", "give", "assignments", "session_commune",
        "session_for", "scribe_list", "flags", "courses", "invite", "businesses", "products",
        "indicators",
        "village_figures", "change_member", "audit_log",
    ),
    Role.ADMINISTRATOR: ("commune_week", "one_team", "change_member", "audit_log"),
    Role.OFFICE: ("commune_week", "one_team"),
    Role.RESIDENT: ("join",),
}  # fmt: skip


def menu_of(roles: frozenset[Role]) -> tuple[str, ...]:
    """Names of tasks in the order of the menu; what is not offered to the person is left out."""
    leads = Role.LEADER in roles
    lists = [MENUS[role] for role in ORDER if role in roles and not (role is Role.MEMBER and leads)]
    return tuple(dict.fromkeys(name for names in (*lists, END) for name in names))
