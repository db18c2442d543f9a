"""A person sees, takes back and deletes what is theirs; what was counted stays counted."""

import random
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select, update

from bot.channels.contract import ButtonPressed
from bot.kernel.clock import SetClock
from models.activity import Activity, Attendance, Revision
from models.apply import apply
from models.attachment import Attachment
from models.audit import Audit
from models.commune import CommuneSetting
from models.database import Database
from models.dialogs import Dialog, Timer, TimerState
from models.facts import load_facts
from models.join import CONSENT_VERSION, JoinCode, JoinRequest, JoinTry
from models.mail import Lane, Outbox, OutboxState
from models.needs import HelperNeed, PeopleNeed, RosterNeed, ScribeListNeed
from models.opening import open_installation
from models.people import ERASED_NAME, WITHDRAWN_NAME, Account, Person, PersonRole, Role
from models.privacy_changes import ErasePerson, WithdrawConsent
from models.sample import SAMPLE_COMMUNE
from models.sample_history import lay_sample_with_history
from models.scribe import ScribeRequest
from models.tally import tally
from models.web_log import WebLine, WebSession
from models.weeks import week_days, week_of
from tests.whole.stage import (
    COORDINATOR,
    LEADER,
    MEMBER,
    NEXT_LEADER,
    SATURDAY,
    WEEK,
    Stage,
    open_stage,
)

ERASING = ("xóa thông tin của tôi", "có, xóa", "xóa hết")
NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)


async def id_of(stage: Stage, phone: str) -> str:
    hashed = stage.app.database.vault.phone_hash(phone)
    (row,) = await stage.rows(Person, Person.phone_hash == hashed)
    return str(row.id)


async def everything_about(stage: Stage, person: str) -> None:
    """Whatever may hang on a person."""
    here = {"commune_id": SAMPLE_COMMUNE}
    await stage.logs_session(MEMBER)
    await stage.says(MEMBER, "ghi buổi", "hôm qua", "để sau", "nhờ người ghi hộ", "1")
    await stage.sends_photo(MEMBER, "a.jpg")
    await stage.says(MEMBER, "để sau")
    await stage.says(LEADER, "mời thành viên", "Thành viên 002")
    async with stage.app.database.write() as connection:
        for table, row in (
            (Account, {"channel": "web", "external_id": "b" * 32, "person_id": person,
                       "shown": "", "state": "active", "created_at": SATURDAY,
                       "last_seen_at": SATURDAY}),
            (WebSession, {"external_id": "b" * 32, "role": "", "created_at": SATURDAY,
                          "seen_at": SATURDAY}),
            (WebLine, {"external_id": "b" * 32, "seq": 1, "is_mine": True, "words": "{}",
                       "at": SATURDAY}),
            (WebLine, {"external_id": "b" * 32, "seq": 2, "is_mine": False, "words": "{}",
                       "at": SATURDAY}),
            (JoinTry, {"id": "t", "phone_hash": stage.account(MEMBER), "address": "x",
                       "at": SATURDAY}),
            (JoinRequest, {"id": "r", "person_id": person, "channel": "web",
                           "external_id": "c", "asked_by": "p", "asked_at": SATURDAY,
                           "state": "open"}),
        ):  # fmt: skip
            await connection.execute(insert(table), {**here, **row})
        await connection.execute(update(CommuneSetting).values(value=person))
        await connection.execute(
            update(Person).where(Person.id == person).values(birth_year="1956", address="chú")
        )


async def test_all_that_was_theirs_alone_goes_and_the_figures_stay(stage: Stage) -> None:
    person = await id_of(stage, MEMBER)
    await everything_about(stage, person)
    before, reports = await stage.tally(), await stage.rows(Activity)
    revisions = await stage.rows(Revision)

    await stage.says(MEMBER, *ERASING)

    (row,) = await stage.rows(Person, Person.id == person)
    assert row.name == ERASED_NAME
    assert row.erased_at == SATURDAY
    assert {
        row.phone, row.phone_hash, row.birth_year, row.address, row.consent_version,
        row.consent_at, row.joined_at,
    } == {None}  # fmt: skip
    for table, column in (
        (Account, Account.person_id), (PersonRole, PersonRole.person_id), (Dialog, Dialog.owner),
        (Timer, Timer.owner), (ScribeRequest, ScribeRequest.person_id),
        (JoinCode, JoinCode.person_id), (JoinRequest, JoinRequest.person_id),
    ):  # fmt: skip
        assert await stage.count(table, column == person) == 0, table
    assert await stage.count(JoinTry) == await stage.count(WebSession) == 0
    assert [line.client_id for line in await stage.rows(WebLine)] == ["~number"]
    (photo,) = await stage.rows(Attachment)
    assert (photo.activity_id, photo.reason, photo.source) == (None, "erased", "")
    assert await stage.count(CommuneSetting, CommuneSetting.key == "helper_person_id") == 0
    (left,) = await stage.rows(Outbox, Outbox.owner == person)  # that it is done
    assert left.state is OutboxState.SENT
    assert await stage.tally() == before
    assert await stage.rows(Activity) == reports
    assert await stage.rows(Revision) == revisions
    (audited,) = await stage.rows(Audit, Audit.action == "person.erased")
    assert (audited.by_id, audited.subject, audited.detail) == (person, person, {})


async def test_who_was_erased_comes_back_as_a_stranger(stage: Stage) -> None:
    await stage.says(MEMBER, *ERASING)

    await stage.says(MEMBER, "chào")

    assert await stage.said(MEMBER) == ["visitor.hello", "visitor.how"]


async def test_message_that_was_taken_before_is_not_taken_again(stage: Stage) -> None:
    await stage.does(MEMBER, "chào", "once")
    await stage.says(MEMBER, *ERASING)
    told = len(stage.parts(MEMBER))

    await stage.hear(stage.inbound(MEMBER, "chào", "once"))

    assert len(stage.parts(MEMBER)) == told


async def test_only_leader_and_last_administrator_hand_over_first(stage: Stage) -> None:
    await stage.says(LEADER, "xóa thông tin của tôi")
    assert await stage.said(LEADER) == ["my_data.erase.only_leader"]

    async with stage.app.database.write() as connection:
        await connection.execute(
            insert(PersonRole).values(
                commune_id=SAMPLE_COMMUNE, person_id=await _other(stage), role=Role.LEADER,
                team_id="thon-01",
            )
        )  # fmt: skip
    await stage.says(LEADER, *ERASING)
    assert await stage.said(LEADER) == ["my_data.erase.done"]


async def _other(stage: Stage) -> str:
    return await id_of(stage, NEXT_LEADER)


async def test_duty_that_came_while_the_question_stood_open_is_seen(stage: Stage) -> None:
    await stage.says(MEMBER, *ERASING[:2])
    person = await id_of(stage, MEMBER)
    async with stage.app.database.write() as connection:
        await connection.execute(
            update(PersonRole).where(PersonRole.role == Role.ADMINISTRATOR).values(person_id=person)
        )

    await stage.says(MEMBER, ERASING[2])

    assert await stage.said(MEMBER) == ["my_data.erase.last_administrator"]
    assert await stage.count(Person, Person.erased_at.is_not(None)) == 0


@pytest.mark.parametrize("seed", range(3))
async def test_no_tally_changes_whoever_goes(tmp_path: Path, seed: int) -> None:
    database = await open_installation(tmp_path / "toso.db", now=NOW)
    await lay_sample_with_history(database, now=NOW, seed=f"erase {seed}")
    chance = random.Random(seed)  # noqa: S311  # a seed of a test
    before = await _every_week(database)
    async with database.read() as connection:
        people = (await connection.scalars(select(Person.id).order_by(Person.id))).all()
        attended = (await connection.execute(select(Attendance.person_id))).all()
    gone = chance.sample(people, 60)

    async with database.write() as connection:
        await apply(connection, SAMPLE_COMMUNE, [ErasePerson(person, NOW) for person in gone])

    assert await _every_week(database) == before
    async with database.read() as connection:
        assert (await connection.execute(select(Attendance.person_id))).all() == attended
        names = set((await connection.scalars(
            select(Person.name).where(Person.id.in_(gone)))).all())  # fmt: skip
    assert names == {ERASED_NAME}
    await database.close()


async def _every_week(database: Database) -> list[Any]:
    found = []
    async with database.read() as connection:
        for number in range(27):
            week = week_of(date(2026, 11, 22) - timedelta(weeks=number))
            found.append(await tally(connection, SAMPLE_COMMUNE, *week_days(week)))
        year = (date(2026, 1, 1), date(2026, 12, 31))
        found.append(await tally(connection, SAMPLE_COMMUNE, *year))
    return found


async def test_consent_taken_back_ends_reminders_and_hides_the_name(stage: Stage) -> None:
    person = await id_of(stage, MEMBER)
    await stage.logs_session(MEMBER)
    await stage.says(MEMBER, "nhờ người ghi hộ", "1")
    await stage.says(MEMBER, "ghi buổi", "hôm qua", "1", "để sau")
    await _waits_for(stage, person)

    await stage.says(MEMBER, "rút đồng ý", "2")

    (row,) = await stage.rows(Person, Person.id == person)
    assert (row.consent_version, row.consent_at) == (None, SATURDAY)
    (audited,) = await stage.rows(Audit, Audit.action == "person.consent_withdrawn")
    assert (audited.subject, audited.detail) == (person, {"version": CONSENT_VERSION})
    (letter,) = await stage.rows(Outbox, Outbox.owner == person, Outbox.lane != Lane.REPLY)
    assert (letter.state, letter.reason) == (OutboxState.EXPIRED, "consent withdrawn")
    assert await stage.count(Timer, Timer.owner == person, Timer.state == TimerState.WAITING) == 0
    assert WITHDRAWN_NAME in (await stage.says(LEADER, "tuần của tổ")).text
    needs = (
        RosterNeed("thon-01"), PeopleNeed(()), ScribeListNeed(("thon-01",)),
        HelperNeed("nobody", "thon-01"),
    )  # fmt: skip
    async with stage.app.database.read() as connection:
        found = await load_facts(connection, SAMPLE_COMMUNE, needs)
    assert "Thành viên 002" not in str(found)


async def _waits_for(stage: Stage, person: str) -> None:
    async with stage.app.database.write() as connection:
        await connection.execute(
            insert(Outbox).values(
                commune_id=SAMPLE_COMMUNE, id="w", owner=person, channel="terminal",
                external_id=stage.account(MEMBER), lane=Lane.REMINDER, identity="reminder:x",
                message="{}", state=OutboxState.WAITING, not_before=SATURDAY + timedelta(days=1),
                created_at=SATURDAY,
            )
        )  # fmt: skip


async def test_nothing_is_logged_until_agreed_again(stage: Stage) -> None:
    await stage.fills_session(MEMBER)
    review = stage.last(MEMBER)
    await stage.says(MEMBER, "để sau", "rút đồng ý", "2")

    for word in ("ghi tiếp", "gửi đi", "hôm nay 12 người, gửi luôn"):
        await stage.says(MEMBER, word)
    await stage.does(MEMBER, ButtonPressed(review.buttons[0].id))
    assert await stage.sessions() == 0

    await stage.says(MEMBER, "chào", "tôi đồng ý")
    await stage.says(MEMBER, "ghi tiếp")
    await stage.says(MEMBER, "gửi đi")
    assert await stage.sessions() == 1


async def test_review_page_that_stood_open_sends_nothing_without_consent(stage: Stage) -> None:
    person = await id_of(stage, MEMBER)
    await stage.fills_session(MEMBER)
    async with stage.app.database.write() as connection:
        await apply(connection, SAMPLE_COMMUNE, [WithdrawConsent(person, SATURDAY)])

    await stage.says(MEMBER, "gửi đi")

    assert await stage.sessions() == 0
    assert (await stage.said(MEMBER))[0] == "consent.ask"


async def test_number_changes_only_by_who_may_let_in(stage: Stage) -> None:
    person = await id_of(stage, MEMBER)
    await stage.says(LEADER, "chào")
    await stage.says(NEXT_LEADER, "chào")
    forged = f"start.0.new_phone:{person}/0912999999"

    await stage.does(NEXT_LEADER, ButtonPressed(forged))
    assert await stage.said(NEXT_LEADER) == ["task.not_yours"]
    await stage.does(MEMBER, ButtonPressed(forged))
    await stage.does(
        LEADER, ButtonPressed(f"start.0.new_phone:{await id_of(stage, LEADER)}/0912999999")
    )
    assert await stage.said(LEADER) == ["task.not_yours"]
    await stage.does(LEADER, ButtonPressed(forged))
    await stage.says(LEADER, "đúng số")

    assert await id_of(stage, "0912999999") == person
    (audited,) = await stage.rows(Audit, Audit.action == "person.phone")
    assert (audited.subject, audited.detail) == (person, {})


async def test_leader_moved_away_while_confirming_changes_nothing(stage: Stage) -> None:
    person = await id_of(stage, MEMBER)
    await stage.does(LEADER, ButtonPressed(f"start.0.new_phone:{person}/0912999999"))
    async with stage.app.database.write() as connection:
        await connection.execute(
            update(PersonRole)
            .where(PersonRole.person_id == await id_of_in(connection, stage, LEADER))
            .values(team_id="thon-02")
        )

    await stage.says(LEADER, "đúng số")

    assert await id_of(stage, MEMBER) == person


async def id_of_in(connection: Any, stage: Stage, phone: str) -> str:  # noqa: ANN401
    hashed = stage.app.database.vault.phone_hash(phone)
    return str(await connection.scalar(select(Person.id).where(Person.phone_hash == hashed)))


async def test_copy_goes_on_page_by_page(sample_database: Path) -> None:
    clock = SetClock(SATURDAY)
    async with open_stage(sample_database, clock=clock) as stage:
        for _ in range(12):
            await stage.logs_session(MEMBER)

        await stage.says(MEMBER, "lấy bản chép của tôi", "bản chép của tôi")
        first = await stage.said(MEMBER)
        await stage.presses(MEMBER, "o0")
        second = await stage.said(MEMBER)

    assert first.count("my_data.copy.report") == 10
    assert second == ["my_data.copy.report"] * 2


async def test_nobody_gets_another_ones_data(stage: Stage) -> None:
    """Whatever is written behind the task, it is about the one who asks."""
    await stage.says(COORDINATOR, "chào")
    text = (await stage.says(MEMBER, "thông tin của tôi")).text

    assert "Thành viên 002" in text
    assert "0912000002" not in text
    assert WEEK not in text
