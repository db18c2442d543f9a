"""Who may do what: every action and every role in one table, which a test holds against the tasks
and against `docs/roles.md`.

A task asks for itself what it may touch; this says what that must come to.
"""

from __future__ import annotations

from enum import StrEnum

from models.people import Role


class Scope(StrEnum):
    """Whose things an action may touch."""

    NONE = "–"
    OWN = "own"
    TEAM = "team"
    COMMUNE = "commune"


COLUMNS = (
    Role.RESIDENT,
    Role.MEMBER,
    Role.LEADER,
    Role.RAPID,
    Role.COORDINATOR,
    Role.OFFICE,
    Role.ADMINISTRATOR,
)
_SCOPES = {"-": Scope.NONE, "o": Scope.OWN, "t": Scope.TEAM, "c": Scope.COMMUNE}

# One letter for each column: resident, member, leader, Đội, coordinator, office, administrator.
_LETTERS = {
    "menu": "ooooooo",
    "contact": "ooooooo",
    "address": "ooooooo",
    "consent": "ooooooo",
    "consent_back": "ooooooo",
    "welcome": "ooooooo",
    "my_data": "ooooooo",
    "my_data_fix": "ooooooo",
    "my_data_copy": "ooooooo",
    "my_data_erase": "ooooooo",
    "join": "o------",
    "practice": "-ooo---",
    "ask_scribe": "-ooo---",
    "session": "-ttt---",
    "sessions": "-tttc--",
    "session_for": "--t-c--",
    "session_commune": "----c--",
    "installs": "-ttt---",
    "installs_check": "-ttt---",
    "support": "-ttt---",
    "businesses": "----c--",
    "products": "----c--",
    "product": "----c--",
    "add_product": "----c--",
    "list_product": "----c--",
    "unlist_product": "----c--",
    "remove_product": "----c--",
    "entries": "-oto---",
    "entry": "-otoc--",
    "session_edit": "-otoc--",
    "session_withdraw": "-otoc--",
    "team_week": "-ttt---",
    "week_confirm": "--t-c--",
    "zero_report": "-tt-c--",
    "zero_back": "-tt-c--",
    "why": "-tttccc",
    "commune_week": "----ccc",
    "one_team": "----ccc",
    "adjustments": "----ccc",
    "given": "-ttt---",
    "answer": "-tttc--",
    "give": "----c--",
    "assignments": "----c--",
    "assignment": "----c--",
    "extend": "----c--",
    "close_given": "----c--",
    "change_goal": "----c--",
    "documents": "-cccc--",
    "catch_up": "-ttt---",
    "catching_up": "-ttt---",
    "entries_file": "-ttt---",
    "entries_template": "-ttt---",
    "flags": "--t-c--",
    "flag": "-otoc--",
    "flag_fine": "-otoc--",
    "merge": "-otoc--",
    "village_figures": "----c--",
    "add_document": "----c--",
    "remove_document": "----c--",
    "indicators": "----c--",
    "indicator": "----c--",
    "add_indicator": "----c--",
    "edit_indicator": "----c--",
    "retire_indicator": "----c--",
    "resume_indicator": "----c--",
    "learner_file": "-tttc--",
    "learner_file_back": "-tttc--",
    "learner_template": "-tttc--",
    "class_sheet": "--t-c--",
    "alike": "--t-c--",
    "alike_back": "--t-c--",
    "open_class": "-tttc--",
    "courses": "-tttc--",
    "course": "-tttc--",
    "add_learner": "-tttc--",
    "add_learners": "-tttc--",
    "copy_list": "-tttc--",
    "attend": "-tttc--",
    "attend_edit": "-tttc--",
    "class_days": "-tttc--",
    "close_class": "-tttc--",
    "learners": "-tttc--",
    "learner": "-tttc--",
    "learner_consent": "-tttc--",
    "qualify": "-tttc--",
    "learner_skills": "-tttc--",
    "leave_class": "-tttc--",
    "erase_learner": "--t-c--",
    "scribe_list": "--t-c--",
    "to_call": "--t-c--",
    "invite": "--t-c--",
    "approve": "--t-c--",
    "new_phone": "--t-c-c",
    "change_member": "----c-c",
    "audit_log": "----c-c",
}

PERMISSIONS: dict[str, dict[Role, Scope]] = {
    action: dict(zip(COLUMNS, map(_SCOPES.__getitem__, letters), strict=True))
    for action, letters in _LETTERS.items()
}


def roles_of(action: str) -> frozenset[Role]:
    """Who may begin it at all."""
    return frozenset(role for role, scope in PERMISSIONS[action].items() if scope is not Scope.NONE)
