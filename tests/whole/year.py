"""A small made-up year in which everything rare happens often, and what is found in its rows."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from bot.cli.year.playing import Lived, live_year
from bot.cli.year.rates import Rates
from bot.settings import Settings
from models.sample_habits import EAGER, FITFUL, IDLE, STEADY

TEAMS, WEEKS = 5, 9
DENSE = Rates(
    habits=(EAGER, STEADY, IDLE, FITFUL, STEADY),
    very_late=0.2,
    undone=0.1,
    dropped=0.07,
    mended=0.2,
    moved=0.12,
    taken_back=0.15,
    said_zero_but=0.5,
    commune_session=0.8,
    rapid_visit=0.8,
    looks_again=0.6,
    installs=0.25,
    installs_before=0.1,
    installs_after=0.15,
    installs_undone=0.2,
    own_counted=0.3,
    product_listed=1.0,
    product_unlisted=0.6,
    product_removed=0.8,
    caught_up=0.07,
    classes=0.3,
    businesses=0.25,
    told_twice=0.15,
    class_late=0.3,
    class_extra=0.3,
    class_mended=0.25,
    class_taken_back=0.15,
    class_late_name=0.8,
    list_copied=0.7,
    list_resent=0.4,
    taken_off=0.8,
    taken_apart=0.8,
)

FEATURES: Mapping[str, str] = {
    "residents' sessions": "activity WHERE kind = 'residents_session'",
    "home visits": "activity WHERE kind = 'home_visit'",
    "VNeID of each level": "activity WHERE vneid_1 AND vneid_2",
    "VNeID without a level": "activity WHERE vneid_unspecified",
    "what else was helped with": "activity_indicator WHERE value",
    "done, not counted": "activity_indicator WHERE value IS NULL",
    "members by name": "attendance",
    "members by count": "activity WHERE kind = 'members_session' AND id NOT IN"
    " (SELECT activity_id FROM attendance)",
    "sessions of the commune": "activity WHERE team_id IS NULL",
    "visits of the Đội": "activity WHERE team_id = 'doi-01'",
    "logged for another": "activity WHERE for_id IS NOT NULL",
    "told days later": "activity WHERE julianday(confirmed_at) - julianday(day) > 3",
    "told after the cut-off": "adjustment WHERE cause = 'logged'",
    "edited after the cut-off": "adjustment WHERE cause = 'edited'",
    "taken back after the cut-off": "adjustment WHERE cause = 'withdrawn'",
    "no activity, said after the cut-off": "adjustment WHERE cause = 'zero_filed'",
    "undone at once": "revision WHERE why = 'undo'",
    "a number mended": "revision WHERE why = 'miscounted'",
    "another day": "revision WHERE why = 'wrong_day'",
    "taken back later": "revision WHERE why = 'doubled'",
    "mended by another": "revision JOIN activity ON activity.id = revision.activity_id"
    " WHERE revision.why = 'miscounted' AND revision.by_id <> activity.author_id",
    "zero reports": "zero_report WHERE withdrawn_at IS NULL",
    "zero reports taken back": "zero_report WHERE withdrawn_at IS NOT NULL",
    "weeks stated": "week_statement WHERE reopened_at IS NULL",
    "weeks reopened": "week_statement WHERE reopened_at IS NOT NULL",
    "stated once more": "week_statement WHERE revision > 1",
    "left the channel": "account WHERE state = 'left'",
    "left the team": "person WHERE joined_at IS NOT NULL AND id NOT IN"
    " (SELECT person_id FROM person_role)",
    "installs by themselves": "activity WHERE kind = 'installs'",
    "installs undone at once": "revision JOIN activity ON activity.id = revision.activity_id"
    " WHERE kind = 'installs' AND why = 'undo'",
    "installs that were in a session": "revision JOIN activity ON activity.id ="
    " revision.activity_id WHERE kind = 'installs' AND why = 'doubled'",
    "a count of the commune's own": "activity_indicator JOIN indicator ON indicator.id ="
    " indicator_id WHERE label = 'Đặt lịch khám'",
    "a count that was retired": "indicator WHERE retired_on IS NOT NULL",
    "businesses": "business",
    "a business that was helped twice": "business WHERE id IN"
    " (SELECT business_id FROM business_support GROUP BY business_id HAVING COUNT(*) > 1)",
    "of one name in two villages": "business WHERE name_key IN"
    " (SELECT name_key FROM business GROUP BY name_key HAVING COUNT(*) > 1)",
    "told by two": "flag WHERE kind = 'twice' AND end = 'merged'",
    "two sessions after all": "flag WHERE kind = 'twice' AND end = 'fine'",
    "classes": "course",
    "learners with consent": "learner WHERE consent <> 'none'",
    "learners without consent": "learner WHERE consent = 'none'",
    "learners on two lists": "learner WHERE id IN"
    " (SELECT learner_id FROM enrolment GROUP BY learner_id HAVING COUNT(*) > 1)",
    "learners off a list": "enrolment WHERE left_on IS NOT NULL",
    "learners qualified": "learner WHERE qualified_on IS NOT NULL",
    "two who were one": "learner WHERE merged_into IS NOT NULL",
    "two who were not one after all": "learner_verdict WHERE undone_at IS NOT NULL",
    "class days": "activity WHERE kind = 'class_day'",
    "class days mended": "revision JOIN activity ON activity.id = revision.activity_id"
    " WHERE kind = 'class_day' AND why = 'miscounted'",
    "class days taken back": "revision JOIN activity ON activity.id = revision.activity_id"
    " WHERE kind = 'class_day' AND why = 'doubled'",
    "names that came late": "adjustment WHERE cause = 'class_list'",
    "OCOP products": "product WHERE removed_on IS NULL",
    "on a sàn": "product WHERE listed_on IS NOT NULL",
    "off it again": "product WHERE unlisted_on IS NOT NULL",
    "products that went": "product WHERE removed_on IS NOT NULL",
    "a month caught up": "activity WHERE dialog_id LIKE '%/1'",
    "what was left lying": "scribe_request WHERE reason = 'unfinished'",
}
TET = "day BETWEEN '2026-02-09' AND '2026-02-22'"


SEED = 7
RARE = {"done, not counted"}
"""Too rare for the small year of this seed."""


async def live_small(path: Path, seed: int = SEED) -> Lived:
    return await live_year(
        Settings(), seed=seed, teams=TEAMS, weeks=WEEKS, database=str(path), rates=DENSE
    )


def how_many(path: Path, rows: str) -> int:
    with closing(sqlite3.connect(path)) as connection:
        ((found,),) = connection.execute(f"SELECT COUNT(*) FROM {rows}")  # noqa: S608  # our own
    return int(found)
