"""Years of work behind the sample commune, laid in a minute: what a real one would have piled up.

Each of the 386 members has logged one activity a week, week after week into the past: so the weeks
of a large database are no fuller than those of a small one, there are only more of them. Beside
each activity lies what the product keeps of it for ever: its revision, its figures, its dialog's
timer, and the twelve messages and twelve answers of that dialog, without their words but for the
last week; a reminder that nobody came for stands beside every tenth. Messages, answers and
reminders are laid of the newest `LETTERS_OF` activities alone: of a million they would be thirteen
gigabytes.

It is written by SQL of its own, without the product: a million activities through `models.apply`
would take the better part of an hour.
"""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path

from bot.kernel.clock import SystemClock, local
from bot.kernel.ids import CountedIds
from models.opening import open_installation
from models.sample import SAMPLE_COMMUNE, lay_sample
from models.weeks import week_of
from tests.bench.people import CHANNEL

PEOPLE = 386
LETTERS_OF = 100_000

FIGURES = json.dumps(
    {
        "sessions": 1, "people": 12, "elderly": 5, "fishermen": None, "freelance": 4,
        "vulnerable": None, "vneid_1": 0, "vneid_2": 2, "vneid_unspecified": 0,
        "kind": "residents_session", "day": "2026-01-05", "indicators": {"dvc": 5},
        "attendees": 0, "photos": 0,
    }
)  # fmt: skip
"""What `models.rows.figures` keeps, of one typical session."""

QUICKLY = ("journal_mode=OFF", "synchronous=OFF", "cache_size=-400000", "temp_store=MEMORY")
"""Nothing is lost with a database that is only just being made."""

WEEKS = """
CREATE TEMP TABLE past
    (n INTEGER PRIMARY KEY, week TEXT, monday TEXT, has_letters INTEGER, has_words INTEGER)
"""
PREPARED = (
    """
    CREATE TEMP TABLE crew AS
    SELECT row_number() OVER (ORDER BY person.id) - 1 AS n, person.id AS person,
           person.phone_hash AS account, role.team_id AS team
    FROM person JOIN person_role AS role ON role.person_id = person.id AND role.role = 'member'
    """,
    """
    CREATE TEMP TABLE step AS
    WITH RECURSIVE counted(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < 12)
    SELECT n FROM counted
    """,
    # An entry's id has 11 digits and sorts, with its ending, before every id of today.
    """
    CREATE TEMP VIEW entry AS
    SELECT past.n AS number, crew.n AS author, printf('0%06d%04d', past.n, crew.n) AS id,
           past.week, date(past.monday, '+' || (crew.n % 7) || ' days') AS day,
           datetime(past.monday, '+' || (crew.n % 7) || ' days', '+13 hours') || '.000000' AS at,
           crew.person, crew.account, crew.team, past.has_letters, past.has_words
    FROM past CROSS JOIN crew
    """,
    """
    CREATE TEMP VIEW said AS
    SELECT entry.*, step.n AS step, account || ':' || id || printf('%02d', step.n) AS message
    FROM entry CROSS JOIN step WHERE has_letters
    """,
)
ACCOUNTS = """
INSERT INTO account
    (commune_id, channel, external_id, person_id, shown, state, created_at, last_seen_at)
SELECT :commune, :channel, account, person, '', 'active', :now, :now FROM crew
"""
ACTIVITIES = """
INSERT INTO activity
    (commune_id, id, team_id, kind, day, week, sessions, people, elderly, freelance,
     vneid_1, vneid_2, vneid_unspecified, place, author_id, how, state, confirmed_at, dialog_id)
SELECT :commune, id || '00000', team,
       CASE author % 8 WHEN 0 THEN 'members_session' WHEN 1 THEN 'home_visit'
            WHEN 2 THEN 'home_visit' WHEN 3 THEN 'home_visit' ELSE 'residents_session' END,
       day, week, author % 8 NOT IN (1, 2, 3), 5 + author % 20, 2, 3,
       0, 2, 0, 'Nhà văn hóa thôn', person, 'self', 'confirmed', at, id || '00001'
FROM entry ORDER BY number, author
"""
INDICATORS = """
INSERT INTO activity_indicator (commune_id, activity_id, indicator_id, value)
SELECT :commune, entry.id || '00000', indicator.id, 3
FROM entry CROSS JOIN indicator
WHERE indicator.id = 'dvc' OR (indicator.id = 'payment' AND author % 5 = 0)
ORDER BY number, author, indicator.id
"""
ATTENDANCE = """
INSERT INTO attendance (commune_id, activity_id, person_id)
SELECT :commune, entry.id || '00000', member.person
FROM entry JOIN crew AS member ON member.team = entry.team
WHERE author % 8 = 0 AND member.n % 2 = 0
ORDER BY number, author, member.person
"""
REVISIONS = """
INSERT INTO revision (commune_id, id, activity_id, at, by_id, after, why)
SELECT :commune, id || '00000', id || '00000', at, person, :figures, 'confirmed'
FROM entry ORDER BY number, author
"""
TIMERS = """
INSERT INTO timer (commune_id, id, owner, kind, version, due_at, state, payload)
SELECT :commune, id || '00001', person, 'nudge', 15, at, 'dropped', at
FROM entry ORDER BY number, author
"""
INBOX = """
INSERT INTO inbox (commune_id, channel, provider_id, owner, kind, at, digest)
SELECT :commune, :channel, message, person, 'ButtonPressed', at, lower(hex(randomblob(16)))
FROM said ORDER BY account, number, step
"""
OUTBOX = """
INSERT INTO outbox
    (commune_id, id, owner, channel, external_id, lane, identity, message, state, not_before,
     tries, cause, said, created_at, finished_at)
SELECT :commune, id || printf('%05d', step), person, :channel, account, 0,
       'reply:' || :channel || ':' || message || ':0',
       CASE WHEN has_words THEN randomblob(400) END, 'sent', at,
       1, message, lower(hex(randomblob(16))), at, at
FROM said ORDER BY number, author, step
"""
MISSED = """
INSERT INTO outbox
    (commune_id, id, owner, channel, external_id, lane, identity, message, state, reason,
     not_before, valid_until, tries, created_at, finished_at)
SELECT :commune, id || '00099', person, 'web', account, 1,
       'nudge:' || id, CASE WHEN has_words THEN randomblob(400) END, 'expired',
       'valid_until, before a visit', at, at, 1, at, at
FROM entry WHERE has_letters AND author % 10 = number % 10 ORDER BY number, author
"""
LAID = (
    ACCOUNTS, ACTIVITIES, INDICATORS, ATTENDANCE, REVISIONS, TIMERS, INBOX, OUTBOX, MISSED,
)  # fmt: skip


def lay_past(path: Path, activities: int) -> None:
    """Make the sample commune at `path` with so many activities, rounded to whole weeks."""
    now = SystemClock().now()
    asyncio.run(_lay_present(path, now))
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        _lay(connection, activities, now)


async def _lay_present(path: Path, now: datetime) -> None:
    database = await open_installation(path, now=now)
    try:
        await lay_sample(database, ids=CountedIds(SystemClock()), now=now)
    finally:
        await database.close()


def _lay(connection: sqlite3.Connection, activities: int, now: datetime) -> None:
    for pragma in QUICKLY:
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("BEGIN")
    for statement in (WEEKS, *PREPARED):
        connection.execute(statement)
    weeks = _weeks(activities, local(now).date())
    connection.executemany("INSERT INTO past VALUES (?, ?, ?, ?, ?)", weeks)
    indexes = _drop_indexes(connection)
    asked = {
        "commune": SAMPLE_COMMUNE,
        "channel": CHANNEL,
        "figures": FIGURES,
        "now": now.strftime("%Y-%m-%d %H:%M:%S.%f"),
    }
    for statement in LAID:
        connection.execute(statement, asked)
    for index in indexes:
        connection.execute(index)
    connection.execute("COMMIT")


def _weeks(activities: int, today: date) -> Sequence[tuple[int, str, str, bool, bool]]:
    """As many weeks as hold the activities, the last one the week before today's."""
    count = activities // PEOPLE
    first = today - timedelta(days=today.weekday(), weeks=count)
    mondays = [first + timedelta(weeks=number) for number in range(count)]
    first_letters = count - LETTERS_OF // PEOPLE
    return [
        (
            number, week_of(monday), monday.isoformat(),
            number >= first_letters, number == count - 1,
        )
        for number, monday in enumerate(mondays)
    ]  # fmt: skip


def _drop_indexes(connection: sqlite3.Connection) -> list[str]:
    """How to make them again: filled row by row they would take several times as long."""
    found = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
    ).fetchall()
    for name, _ in found:
        connection.execute(f'DROP INDEX "{name}"')
    return [sql for _, sql in found]
