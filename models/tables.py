"""Every table, gathered for migrations: one that nobody imports would be dropped as unknown."""

from sqlalchemy import MetaData

from models import (
    activity,
    attachment,
    audit,
    commune,
    dialogs,
    indicator,
    installation,
    join,
    mail,
    people,
    scribe,
    set_aside,
    snapshot,
    web_log,
)
from models.base import Base

TABLES = (
    activity,
    attachment,
    audit,
    commune,
    dialogs,
    indicator,
    installation,
    join,
    mail,
    people,
    scribe,
    set_aside,
    snapshot,
    web_log,
)


def schema() -> MetaData:
    """The whole schema as the models say it."""
    return Base.metadata
