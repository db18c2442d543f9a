"""Who gets in, by what, and who never does."""

import itertools
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import update

from bot.channels.contract import ButtonPressed
from models.activity import Activity
from models.attachment import Attachment
from models.audit import Audit
from models.dialogs import Dialog
from models.join import (
    CONSENT_VERSION,
    TRIES_PER_ADDRESS,
    TRIES_PER_PHONE,
    JoinCode,
    JoinRequest,
    JoinState,
    JoinTry,
)
from models.people import Account, Person, PersonRole, Role
from tests.whole.stage import (
    COORDINATOR,
    LEADER,
    MEMBER,
    NEXT_LEADER,
    OTHER_MEMBER,
    SATURDAY,
    RunningClock,
    Stage,
    member_of,
    open_stage,
)

NEW = "new:Bà Hoa"
CODE_STEPS = ("vào tổ", "1")


async def invite(stage: Stage, phone: str = OTHER_MEMBER, by: str = LEADER) -> str:
    """The code that the leader reads out."""
    person = await person_of(stage, phone)
    part = await stage.says(by, "mời thành viên", person.name)
    return part.text.split("*")[1]


async def person_of(stage: Stage, phone: str) -> Person:
    phone_hash = stage.app.database.vault.phone_hash(phone)
    (person,) = await stage.rows(Person, Person.phone_hash == phone_hash)
    return person


async def owner_of(stage: Stage, who: str) -> str:
    (account,) = await stage.rows(Account, Account.external_id == stage.account(who))
    return account.person_id


async def tries(stage: Stage, who: str, phone: str, code: str) -> list[str]:
    await stage.says(who, *CODE_STEPS, phone, code)
    return await stage.said(who)


async def test_code_and_approval_let_in_while_the_clock_runs(sample_database: Path) -> None:
    """Facts that are asked as of now are asked several times for one message."""
    async with open_stage(sample_database, clock=RunningClock(SATURDAY)) as stage:
        code = await invite(stage)

        by_code = await tries(stage, NEW, OTHER_MEMBER, code)
        await stage.says("new:Ông Ba", "vào tổ", "chưa có mã", MEMBER)
        asked = await stage.said(LEADER)
        await stage.says(LEADER, "duyệt", "1", "đúng, cho vào")

        assert by_code == ["join.done", "welcome.member", "welcome.try"]
        assert asked == ["join.notice", "join.notice.check", "join.notice.ask"]
        assert await stage.said(LEADER) == ["approve.done"]


async def forget_consent(stage: Stage, phone: str, version: str | None = None) -> None:
    async with stage.app.database.write() as connection:
        await connection.execute(
            update(Person)
            .where(Person.phone_hash == stage.app.database.vault.phone_hash(phone))
            .values(consent_version=version)
        )


# By code


async def test_phone_and_code_together_open_the_persons_own_record(stage: Stage) -> None:
    people = await stage.count(Person)
    code = await invite(stage)
    await stage.says(NEW, "chào")

    said = await tries(stage, NEW, "+84 912 000 003", code)

    person = await person_of(stage, OTHER_MEMBER)
    assert said == ["join.done", "welcome.member", "welcome.try"]
    assert await owner_of(stage, NEW) == person.id
    # The record that the newcomer had as a resident has gone into this one.
    assert await stage.count(Person) == people
    assert await stage.count(PersonRole, PersonRole.role == Role.RESIDENT) == 0
    (audit,) = await stage.rows(Audit, Audit.action == "person.joined")
    assert (audit.subject, audit.detail["by"]) == (person.id, "code")


async def test_code_works_once(stage: Stage) -> None:
    code = await invite(stage)
    await tries(stage, NEW, OTHER_MEMBER, code)

    said = await tries(stage, "new:Kẻ khác", OTHER_MEMBER, code)

    assert said[0] == "join.code.wrong"
    assert await owner_of(stage, "new:Kẻ khác") != await owner_of(stage, NEW)


@pytest.mark.parametrize(("days", "opens"), [(6.99, True), (7.01, False)])
async def test_code_holds_for_seven_days(stage: Stage, days: float, opens: bool) -> None:  # noqa: FBT001
    code = await invite(stage)
    await stage.passes(days=days)

    said = await tries(stage, NEW, OTHER_MEMBER, code)

    assert ("join.done" in said) is opens


async def test_newer_code_ends_the_older_one(stage: Stage) -> None:
    old = await invite(stage)
    await stage.passes(minutes=5)
    new = await invite(stage)

    assert "join.code.wrong" in await tries(stage, NEW, OTHER_MEMBER, old)
    assert "join.done" in await tries(stage, "new:Ông Ba", OTHER_MEMBER, new)
    assert await stage.count(JoinCode) == 1


async def test_code_of_one_person_opens_no_other(stage: Stage) -> None:
    code = await invite(stage)

    assert "join.code.wrong" in await tries(stage, NEW, MEMBER, code)


async def test_code_is_kept_nowhere(stage: Stage) -> None:
    code = (await invite(stage)).replace(" ", "")

    (row,) = await stage.rows(JoinCode)
    assert code not in row.code_hash
    assert all(code not in str(audit) for audit in await stage.rows(Audit))


# What nobody may learn


async def test_answers_are_the_same_whether_a_number_is_on_the_list(stage: Stage) -> None:
    stranger, known = "0999999999", OTHER_MEMBER
    for steps in (
        (*CODE_STEPS, "{}", "123456"),
        ("vào tổ", "chưa có mã", "{}"),
        (*CODE_STEPS, "{}", *(f"00000{place}" for place in range(TRIES_PER_PHONE))),
    ):
        heard = []
        for who, phone in (("new:Một", stranger), ("new:Hai", known)):
            answers = [
                (await stage.says(who, step.format(phone))).text.replace(phone, "*")
                for step in steps
            ]
            heard.append(answers)
        assert heard[0] == heard[1]


async def test_five_tries_an_hour_for_one_number_then_a_pause(stage: Stage) -> None:
    code = await invite(stage)
    for place in range(TRIES_PER_PHONE):
        assert "join.code.wrong" in await tries(stage, f"new:Kẻ {place}", OTHER_MEMBER, "111111")

    assert await tries(stage, NEW, OTHER_MEMBER, code) == ["join.pause"]
    await stage.passes(minutes=61)
    assert "join.done" in await tries(stage, NEW, OTHER_MEMBER, code)


@pytest.mark.slow
async def test_one_address_tries_a_thousand_codes_over_many_numbers(stage: Stage) -> None:
    guesses = itertools.cycle(f"{number:06}" for number in range(0, 1_000_000, 1009))
    opened = 0
    for number in range(1, 60):
        said = await tries(stage, NEW, f"0912{number:06}", next(guesses))
        opened += "join.pause" not in said

    assert opened == TRIES_PER_ADDRESS
    assert await stage.count(JoinTry) == TRIES_PER_ADDRESS


@pytest.mark.parametrize(
    ("address", "opened"),
    [("one wifi", TRIES_PER_ADDRESS), ("", TRIES_PER_ADDRESS + 3)],
    ids=["behind one address", "without addresses"],
)
async def test_accounts_share_their_tries_behind_one_address_alone(
    stage: Stage, address: str, opened: int
) -> None:
    answers: list[list[str]] = []
    for place in range(TRIES_PER_ADDRESS + 3):
        who = f"new:Kẻ {place}"
        for text in (*CODE_STEPS, f"0912{place:06}", "111111"):
            inbound = stage.inbound(who, text)
            sender = replace(inbound.sender, address_hash=address)
            await stage.hear(replace(inbound, sender=sender))
        answers.append(await stage.said(who))

    assert sum(said != ["join.pause"] for said in answers) == opened


async def test_tries_of_one_batch_see_each_other(stage: Stage) -> None:
    guessers = [f"new:Kẻ {place}" for place in range(12)]
    for who in guessers:
        await stage.says(who, *CODE_STEPS, OTHER_MEMBER)

    await stage.hear(*(stage.inbound(who, "111111") for who in guessers))

    paused = [who for who in guessers if await stage.said(who) == ["join.pause"]]
    assert len(paused) == len(guessers) - TRIES_PER_PHONE


async def test_right_codes_cost_no_tries(stage: Stage) -> None:
    for place in range(1, 7):
        code = await invite(stage, member_of(1, place))
        assert "join.done" in await tries(stage, f"new:Người {place}", member_of(1, place), code)

    assert await stage.count(JoinTry) == 0


# One person, several accounts


async def test_draft_of_one_account_is_there_on_the_other(stage: Stage) -> None:
    await stage.says(OTHER_MEMBER, "ghi buổi", "hôm nay", "1", "12")
    code = await invite(stage)

    await tries(stage, NEW, OTHER_MEMBER, code)
    await stage.says(NEW, "ghi tiếp")
    await stage.presses(NEW, "finish", "=yes")

    (session,) = await stage.rows(Activity)
    assert (session.people, session.author_id) == (12, await owner_of(stage, OTHER_MEMBER))


async def test_thread_of_the_resident_is_gone_with_the_record(stage: Stage) -> None:
    code = await invite(stage)
    await stage.says(NEW, "chào")
    resident = await owner_of(stage, NEW)

    await tries(stage, NEW, OTHER_MEMBER, code)

    assert await stage.count(Dialog, Dialog.owner == resident) == 0


# By asking


async def test_leader_lets_in_with_one_tap(stage: Stage) -> None:
    await stage.says(LEADER, "chào")
    await stage.says(NEW, "vào tổ", "chưa có mã", OTHER_MEMBER)

    await stage.presses(LEADER, _code_of(stage, LEADER, "yes"))

    assert await owner_of(stage, NEW) == (await person_of(stage, OTHER_MEMBER)).id
    assert await stage.said(NEW) == ["join.let_in"]
    (request,) = await stage.rows(JoinRequest)
    assert request.state is JoinState.ACCEPTED
    assert await stage.count(PersonRole, PersonRole.role == Role.RESIDENT) == 0
    await stage.says(NEW, "chào")
    assert await stage.said(NEW) == ["menu.ask"]


async def test_tap_of_somebody_else_opens_nothing(stage: Stage) -> None:
    await stage.says(LEADER, "chào")
    await stage.says(NEW, "vào tổ", "chưa có mã", OTHER_MEMBER)
    tap = stage.press(LEADER, _code_of(stage, LEADER, "yes"))

    for who in (NEW, MEMBER, NEXT_LEADER):
        await stage.does(who, tap)

    assert await owner_of(stage, NEW) != (await person_of(stage, OTHER_MEMBER)).id
    (request,) = await stage.rows(JoinRequest)
    assert request.state is JoinState.OPEN


async def test_button_that_was_made_up_starts_nothing(stage: Stage) -> None:
    await stage.says(MEMBER, "chào")

    for wanted in ("session:photo=0123456789abcdef", "practice", "nothing", ""):
        await stage.does(MEMBER, ButtonPressed(f"start.0.{wanted}"))

    assert "late.button" in await stage.said(MEMBER)


async def test_second_tap_is_answered_and_changes_nothing(stage: Stage) -> None:
    await stage.says(LEADER, "chào")
    await stage.says(NEW, "vào tổ", "chưa có mã", OTHER_MEMBER)
    yes, no = (stage.press(LEADER, _code_of(stage, LEADER, verdict)) for verdict in ("yes", "no"))

    await stage.does(LEADER, yes)
    await stage.does(LEADER, no)

    assert "approve.gone" in await stage.said(LEADER)
    assert await owner_of(stage, NEW) == (await person_of(stage, OTHER_MEMBER)).id


async def test_leaders_draft_is_kept_while_they_decide(stage: Stage) -> None:
    await stage.says(LEADER, "ghi buổi", "hôm nay", "1", "12")
    await stage.says(NEW, "vào tổ", "chưa có mã", OTHER_MEMBER)

    await stage.presses(LEADER, _code_of(stage, LEADER, "yes"))
    await stage.says(LEADER, "ghi tiếp")
    await stage.presses(LEADER, "finish", "=yes")

    assert await stage.sessions() == 1


async def test_coordinator_decides_of_leaders_and_where_no_leader_is_here(stage: Stage) -> None:
    await stage.says(COORDINATOR, "chào")

    for who, phone in (("new:Một", NEXT_LEADER), ("new:Hai", OTHER_MEMBER)):
        await stage.says(who, "vào tổ", "chưa có mã", phone)
        await stage.presses(COORDINATOR, _code_of(stage, COORDINATOR, "yes"))
        assert await owner_of(stage, who) == (await person_of(stage, phone)).id


async def test_request_is_over_after_seven_days(stage: Stage) -> None:
    await stage.says(LEADER, "chào")
    await stage.says(NEW, "vào tổ", "chưa có mã", OTHER_MEMBER)
    await stage.passes(days=7, minutes=1)

    await stage.says(LEADER, "duyệt")

    assert await stage.said(LEADER) == ["approve.none"]


# Consent


async def test_consent_is_asked_once_before_anything_is_kept(stage: Stage) -> None:
    await forget_consent(stage, MEMBER)

    await stage.says(MEMBER, "ghi buổi")
    asked = await stage.said(MEMBER)
    await stage.says(MEMBER, "tôi đồng ý")

    assert asked == ["consent.ask"]
    said = await stage.said(MEMBER)
    assert (said[0], said[-1]) == ("consent.thanks", "session.day.ask")
    person = await person_of(stage, MEMBER)
    assert (person.consent_version, person.consent_at) == (CONSENT_VERSION, stage.clock.now())
    await stage.says(MEMBER, "chào")
    assert "consent.ask" not in await stage.said(MEMBER)


async def test_who_does_not_agree_is_asked_again_and_nothing_is_written(stage: Stage) -> None:
    await forget_consent(stage, MEMBER)

    await stage.says(MEMBER, "chào", "chưa đồng ý")
    declined = await stage.said(MEMBER)
    await stage.says(MEMBER, "ghi buổi", "hôm nay", "12")

    assert declined == ["consent.declined"]
    assert (await stage.said(MEMBER))[-1].startswith("consent.")
    assert (await person_of(stage, MEMBER)).consent_version is None


async def test_new_words_are_asked_about_once_more(stage: Stage) -> None:
    await forget_consent(stage, MEMBER, "2025-01")

    await stage.says(MEMBER, "chào", "1")

    assert (await person_of(stage, MEMBER)).consent_version == CONSENT_VERSION


async def test_who_has_not_agreed_still_learns_whom_to_call(stage: Stage) -> None:
    await forget_consent(stage, MEMBER)

    await stage.says(MEMBER, "số cần gọi")

    assert await stage.said(MEMBER) == ["contact.call"]


async def test_photo_before_the_consent_is_in_the_session_after_it(stage: Stage) -> None:
    await forget_consent(stage, MEMBER)

    await stage.sends_photo(MEMBER, "a.jpg")
    await stage.says(MEMBER, "1", "hôm nay", "1", "12")
    await stage.presses(MEMBER, "finish", "=yes")

    (photo,) = await stage.rows(Attachment)
    (session,) = await stage.rows(Activity)
    assert photo.activity_id == session.id


# A practice


async def test_practice_counts_nowhere(stage: Stage) -> None:
    before = await stage.tally()

    await stage.says(MEMBER, "thử một lần", "hôm nay", "1", "12")
    await stage.presses(MEMBER, "finish", "=yes")

    assert await stage.said(MEMBER) == ["practice.done", "practice.next"]
    assert await stage.count(Activity) == 0
    assert await stage.tally() == before
    await stage.says(MEMBER, "hoàn tác")
    assert "undo.nothing" in await stage.said(MEMBER)


def _code_of(stage: Stage, who: str, verdict: str) -> str:
    """The code of the newest button of that verdict."""
    for part in reversed(stage.parts(who)):
        for button in part.buttons:
            code = button.id.split(".", 2)[2]
            if code.startswith("approve:") and code.endswith(f"/{verdict}"):
                return code
    raise LookupError(f"{who} was shown no request")
