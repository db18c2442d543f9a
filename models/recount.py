# ruff: noqa: S608  # statements of constants; what is asked comes as parameters
"""A period counted once more, by other means: domain.md ("Definitions that every count uses") as
plain SQL on the file itself.

It shares no line with `models.tally` (a contract of import-linter holds that), so that a mistake in
either shows as a difference. It takes its time: an operator asks it whether the figures are right,
no page waits for it.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]

ACTIVITY = """
    activity
    WHERE activity.commune_id = :commune
      AND activity.day >= :first AND activity.day <= :last
      AND activity.state <> 'withdrawn' AND activity.withdrawn_at IS NULL
      AND activity.kind IN ('members_session', 'residents_session', 'home_visit', 'class_day',
                            'installs', 'business')
"""
"""Confirmed and not withdrawn, by the day on which it was held; nothing else is an activity."""

OF_NO_TO = """
    AND (activity.team_id IS NULL OR activity.team_id NOT IN (
        SELECT id FROM team WHERE team.commune_id = :commune AND team.kind = 'to'))
"""
"""Held by the commune itself or by a Đội."""

OF_TEAM = "AND activity.team_id = :team"

SESSIONS = f"SELECT TOTAL(sessions) FROM {ACTIVITY} AND kind "
MEMBERS_SESSIONS = f"{SESSIONS} = 'members_session'"
RESIDENTS_SESSIONS = f"{SESSIONS} IN ('residents_session', 'class_day')"
HOME_VISITS = f"SELECT COUNT(*) FROM {ACTIVITY} AND kind IN ('home_visit', 'installs')"
GUIDED = f"""
    SELECT TOTAL(people) FROM {ACTIVITY}
    AND kind IN ('residents_session', 'class_day', 'home_visit', 'installs')
"""
NAMED = f"""
    SELECT COUNT(DISTINCT person_id) FROM attendance
    WHERE attendance.commune_id = :commune AND activity_id IN (
        SELECT activity.id FROM {ACTIVITY} AND kind = 'members_session' {{where}})
"""
UNNAMED = f"""
    SELECT TOTAL(people) FROM {ACTIVITY} AND kind = 'members_session' AND NOT EXISTS (
        SELECT 1 FROM attendance
        WHERE attendance.commune_id = activity.commune_id AND activity_id = activity.id)
"""
VNEID = {
    "level_1": f"SELECT TOTAL(vneid_1) FROM {ACTIVITY}",
    "level_2": f"SELECT TOTAL(vneid_2) FROM {ACTIVITY}",
    "unspecified": f"SELECT TOTAL(vneid_unspecified) FROM {ACTIVITY}",
}
INDICATORS = """
    SELECT id, is_active, since, retired_on FROM indicator
    WHERE commune_id = :commune ORDER BY position, id
"""
COUNTED = f"""
    SELECT COUNT(value) FROM activity_indicator
    WHERE activity_indicator.commune_id = :commune AND indicator_id = :indicator
      AND activity_id IN (SELECT activity.id FROM {ACTIVITY})
"""
INDICATOR = f"""
    SELECT TOTAL(value) FROM activity_indicator
    WHERE activity_indicator.commune_id = :commune AND indicator_id = :indicator
      AND activity_id IN (SELECT activity.id FROM {ACTIVITY})
"""
SUPPORTS = f"""
    SELECT business_id, kinds FROM business_support
    WHERE business_support.commune_id = :commune AND activity_id IN (
        SELECT activity.id FROM {ACTIVITY} AND kind = 'business')
"""
PRODUCTS = """
    SELECT COUNT(*) FROM product WHERE commune_id = :commune AND added_on <= :last
    AND NOT (removed_on IS NOT NULL AND removed_on <= :last)
"""
ON_PLATFORM = f"""{PRODUCTS}
    AND listed_on IS NOT NULL AND listed_on <= :last
    AND NOT (unlisted_on IS NOT NULL AND unlisted_on <= :last)
"""
SET_UP = ("qr", "invoice", "shop", "ocop", "other")
TEAMS = """
    SELECT id, name, is_active FROM team
    WHERE commune_id = :commune AND kind = 'to' ORDER BY position, id
"""
CLASS_DAYS = f"SELECT activity.id FROM {ACTIVITY} AND kind = 'class_day'"
TICKED = f"""
    SELECT COALESCE(merged_into, id) FROM learner WHERE learner.commune_id = :commune AND id IN (
        SELECT learner_id FROM learner_attendance
        WHERE learner_attendance.commune_id = :commune AND activity_id IN ({CLASS_DAYS}))
"""
LISTED = f"""
    SELECT COALESCE(merged_into, id) FROM learner WHERE learner.commune_id = :commune AND EXISTS (
        SELECT 1 FROM enrolment WHERE enrolment.commune_id = :commune AND learner_id = learner.id
        AND EXISTS (
            SELECT 1 FROM {ACTIVITY} AND kind = 'class_day'
            AND activity.course_id = enrolment.course_id
            AND (enrolment.left_on IS NULL OR activity.day < enrolment.left_on)))
"""
QUALIFIED = """
    SELECT COALESCE(merged_into, id) FROM learner
    WHERE learner.commune_id = :commune AND qualified_on >= :first AND qualified_on <= :last
"""
HOW_MANY = f"SELECT COUNT(*) FROM {ACTIVITY} {OF_TEAM}"
ZERO_REPORTS = """
    SELECT week FROM zero_report
    WHERE commune_id = :commune AND team_id = :team AND withdrawn_at IS NULL
"""


class Recount:
    """Counts one commune of an open file."""

    def __init__(self, connection: sqlite3.Connection, commune_id: str) -> None:
        self._connection = connection
        self._commune = commune_id

    def count(self, first: date, last: date) -> Json:
        """The figures of the days from `first` to `last` under the keys of `toso tally --json`,
        but for `week` and `as_of`, which say what was asked and when.
        """
        period = {"first": first.isoformat(), "last": last.isoformat()}
        teams = self._teams(period, _weeks(first, last))
        states = [team["state"] for team in teams]
        return {
            "from": first.isoformat(),
            "to": last.isoformat(),
            "teams": len(teams),
            "teams_active": states.count("active"),
            "teams_zero": states.count("zero"),
            "teams_silent": states.count("silent"),
            "sessions": self._sessions(period),
            "home_visits": self._one(HOME_VISITS, period),
            "people_guided": self._one(GUIDED, period),
            "members_trained": self._trained(period),
            "vneid": {level: self._one(sql, period) for level, sql in VNEID.items()},
            "trainees": self._trainees(period),
            "businesses": self._businesses(period),
            "ocop_products": {
                "total": self._one(PRODUCTS, period),
                "on_platform": self._one(ON_PLATFORM, period),
            },
            "indicators": self._indicators(period),
            "commune": {
                "sessions": self._sessions(period, OF_NO_TO),
                "people_guided": self._one(GUIDED + OF_NO_TO, period),
                "members_trained": self._trained(period, OF_NO_TO),
            },
            "by_team": teams,
        }

    def _sessions(self, period: Json, where: str = "") -> Json:
        return {
            "members": self._one(MEMBERS_SESSIONS + where, period),
            "residents": self._one(RESIDENTS_SESSIONS + where, period),
        }

    def _trained(self, period: Json, where: str = "") -> int:
        """Distinct members named + the head counts of sessions without a name."""
        named = self._one(NAMED.format(where=where), period)
        return named + self._one(UNNAMED + where, period)

    def _trainees(self, period: Json) -> Json:
        ticked, listed, qualified = (
            {person for (person,) in self._rows(sql, period)} for sql in (TICKED, LISTED, QUALIFIED)
        )
        return {
            "enrolled": len(listed | ticked),
            "attended": len(ticked),
            "qualified": len(qualified),
        }

    def _businesses(self, period: Json) -> Json:
        set_up: dict[str, set[str]] = {kind: set() for kind in SET_UP}
        supported = set()
        for business, kinds in self._rows(SUPPORTS, period):
            supported.add(business)
            for kind in json.loads(kinds):
                set_up[kind].add(business)
        by_kind = {kind: len(found) for kind, found in set_up.items()}
        return {"supported": len(supported), "by_kind": by_kind}

    def _indicators(self, period: Json) -> Json:
        """Those that were counted on one of the days, and those with a value of them."""
        found = {}
        for id_, is_active, since, retired_on in self._rows(INDICATORS, {}):
            asked = {**period, "indicator": id_}
            is_begun = since is None or since <= period["last"]
            is_over = not is_active and (retired_on is None or retired_on < period["first"])
            if (is_begun and not is_over) or self._one(COUNTED, asked):
                found[id_] = self._one(INDICATOR, asked)
        return found

    def _teams(self, period: Json, weeks: frozenset[str]) -> list[Json]:
        """Those that are there now, and a closed one that was active in the period."""
        found = []
        for id_, name, is_here in self._rows(TEAMS, {}):
            asked = {**period, "team": id_}
            is_active = self._one(HOW_MANY, asked) > 0
            zero = {week for (week,) in self._rows(ZERO_REPORTS, asked)}
            if not is_here and not is_active:
                continue
            sessions = self._sessions(asked, OF_TEAM)
            found.append(
                {
                    "team": id_,
                    "name": name,
                    "state": "active" if is_active else "zero" if zero & weeks else "silent",
                    "sessions": sessions["members"] + sessions["residents"],
                    "people_guided": self._one(GUIDED + OF_TEAM, asked),
                    "vneid": sum(self._one(sql + OF_TEAM, asked) for sql in VNEID.values()),
                }
            )
        return found

    def _one(self, sql: str, parameters: Json) -> int:
        ((value,),) = self._rows(sql, parameters)
        return int(value)

    def _rows(self, sql: str, parameters: Json) -> list[Any]:
        return self._connection.execute(sql, {**parameters, "commune": self._commune}).fetchall()


@contextmanager
def open_recount(path: Path, commune_id: str) -> Iterator[Recount]:
    """On a SQLite file as it stands, which is only read. Raises sqlite3.Error where it cannot be.

    One moment is counted throughout, whatever is written meanwhile.
    """
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA query_only = ON")
        connection.execute("BEGIN")
        yield Recount(connection, commune_id)


def _weeks(first: date, last: date) -> frozenset[str]:
    """The ISO weeks that overlap the days, as a zero report names them."""
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    named = {day.isocalendar()[:2] for day in days}
    return frozenset(f"{year:04}-W{week:02}" for year, week in named)
