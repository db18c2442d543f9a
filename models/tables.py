"""Every table, gathered for migrations: one that nobody imports would be dropped as unknown."""

from sqlalchemy import MetaData

from models import (
    activity,
    adjustment,
    assignment,
    attachment,
    audit,
    business,
    channel_month,
    commune,
    course,
    dialogs,
    document,
    errand,
    file_code,
    flag,
    indicator,
    installation,
    join,
    learner,
    mail,
    oa_token,
    people,
    product,
    scribe,
    set_aside,
    snapshot,
    web_log,
    week_statement,
)
from models.base import Base

TABLES = (
    activity,
    adjustment,
    assignment,
    attachment,
    audit,
    business,
    channel_month,
    commune,
    course,
    dialogs,
    document,
    errand,
    file_code,
    flag,
    indicator,
    installation,
    join,
    learner,
    mail,
    oa_token,
    people,
    product,
    scribe,
    set_aside,
    snapshot,
    web_log,
    week_statement,
)


def schema() -> MetaData:
    """The whole schema as the models say it."""
    return Base.metadata
