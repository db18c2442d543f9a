"""The changes that are written one by one, each by the module that knows its tables."""

from __future__ import annotations

from typing import TypeAlias

from sqlalchemy.ext.asyncio import AsyncConnection

from models.account_changes import AccountChange, CloseAccount, SilenceAccount, apply_account
from models.alike_changes import AlikeChange, apply_alike
from models.assignment_changes import AssignmentChange, apply_assignment
from models.course_changes import CourseChange, apply_course
from models.document_changes import DocumentChange, apply_document
from models.errand_changes import ErrandChange, apply_errand
from models.flag_changes import CallRight, FlagChange, RestoreActivity, SettleFlag
from models.flag_writing import apply_flag
from models.indicator_changes import IndicatorChange, apply_indicator
from models.join_changes import JoinChange, apply_join
from models.member_changes import MemberChange, apply_member
from models.privacy_changes import PrivacyChange, apply_privacy
from models.product_changes import ProductChange, apply_product
from models.scribe_changes import AskScribe, CloseScribe, ask_scribe, close_scribe
from models.trainee_changes import TraineeChange, apply_trainee
from models.village_changes import SetVillageFigures, VillageChange, apply_village

OtherChange: TypeAlias = (
    AccountChange
    | AskScribe
    | CloseScribe
    | JoinChange
    | AssignmentChange
    | DocumentChange
    | AlikeChange
    | FlagChange
    | VillageChange
    | ErrandChange
    | PrivacyChange
    | MemberChange
    | CourseChange
    | TraineeChange
    | IndicatorChange
    | ProductChange
)


async def apply_other(  # noqa: C901, PLR0912  # one branch for every family of changes
    connection: AsyncConnection, commune_id: str, change: OtherChange
) -> None:
    if isinstance(change, CloseAccount | SilenceAccount):
        await apply_account(connection, commune_id, change)
    elif isinstance(change, AskScribe):
        await ask_scribe(connection, commune_id, change)
    elif isinstance(change, CloseScribe):
        await close_scribe(connection, commune_id, change)
    elif isinstance(change, JoinChange):
        await apply_join(connection, commune_id, change)
    elif isinstance(change, AssignmentChange):
        await apply_assignment(connection, commune_id, change)
    elif isinstance(change, AlikeChange):
        await apply_alike(connection, commune_id, change)
    elif isinstance(change, ErrandChange):
        await apply_errand(connection, commune_id, change)
    elif isinstance(change, MemberChange):
        await apply_member(connection, commune_id, change)
    elif isinstance(change, CourseChange):
        await apply_course(connection, commune_id, change)
    elif isinstance(change, TraineeChange):
        await apply_trainee(connection, commune_id, change)
    elif isinstance(change, IndicatorChange):
        await apply_indicator(connection, commune_id, change)
    elif isinstance(change, ProductChange):
        await apply_product(connection, commune_id, change)
    elif isinstance(change, PrivacyChange):
        await apply_privacy(connection, commune_id, change)
    elif isinstance(change, SettleFlag | CallRight | RestoreActivity):
        await apply_flag(connection, commune_id, change)
    elif isinstance(change, SetVillageFigures):
        await apply_village(connection, commune_id, change)
    else:
        await apply_document(connection, commune_id, change)
