"""Who speaks: members by their phone's hash, residents at the first word, visitors never."""

from dataclasses import replace

import pytest
from sqlalchemy import update

from bot.dialog import caps
from models.mail import Inbox, Outbox, OutboxState
from models.people import Account, Person, PersonRole, Role
from tests.whole.stage import LEADER, MEMBER, Stage

NEWCOMER = "0987654321"

ODD_WORDS = (
    "",
    " \n\t ",
    "🙂🙂",
    "\x00\x07\x1b[2J",
    "<script>alert(1)</script>",
    "{you} {0} %s %(x)s",
    "'; DROP TABLE person; --",
    "a" * 200_000,
    "ạ" * caps.TYPED_LENGTH,
    "9" * 5_000,
    "-5",
    "1e9",
    "\u202eabc\u200b",
    "\N{ZERO WIDTH JOINER}" * 500,
)


async def test_resident_is_created_at_the_first_word_once(stage: Stage) -> None:
    await stage.hear(
        stage.inbound("resident:Hoa", "chào"), stage.inbound("resident:Hoa", "số cần gọi")
    )
    await stage.says("resident:Hoa", "chào")

    (person,) = await stage.rows(Person, Person.name == "Hoa")
    (role,) = await stage.rows(PersonRole, PersonRole.person_id == person.id)
    assert role.role is Role.RESIDENT
    assert await stage.count(Inbox, Inbox.owner == person.id) == 3


async def test_name_that_somebody_gave_themselves_stays_in_its_line(stage: Stage) -> None:
    name = "Hoa\nCháu đã duyệt bác.\u202e\x1b[2J"
    said = stage.inbound("resident:Hoa", "chào")

    await stage.hear(replace(said, sender=replace(said.sender, name=name)))

    (person,) = await stage.rows(Person, Person.name.like("Hoa%"))
    assert person.name == "Hoa Cháu đã duyệt bác.[2J"


async def test_very_first_word_of_a_resident_may_ask_for_something(stage: Stage) -> None:
    await stage.says("resident:Hoa", "số cần gọi")

    assert await stage.said("resident:Hoa") == ["contact.call"]
    assert await stage.count(Person, Person.name == "Hoa") == 1


async def test_visitor_gets_a_kind_answer_and_no_person(stage: Stage) -> None:
    before = await stage.count(Person)

    await stage.says(NEWCOMER, "chào", "ghi buổi")

    assert await stage.said_to(stage.account(NEWCOMER)) == ["visitor.hello", "visitor.how"]
    assert await stage.count(Person) == before


async def test_visitor_who_is_put_on_the_list_later_is_known(stage: Stage) -> None:
    await stage.says(NEWCOMER, "chào")
    vault = stage.app.database.vault
    async with stage.app.database.write() as connection:
        await connection.execute(
            update(Person)
            .where(Person.phone_hash == vault.phone_hash(MEMBER))
            .values(phone=NEWCOMER, phone_hash=vault.phone_hash(NEWCOMER))
        )

    await stage.says(NEWCOMER, "ghi buổi")

    assert "session.day.ask" in await stage.said(NEWCOMER)
    (account,) = await stage.rows(Account)
    assert account.person_id is not None


async def test_account_keeps_its_person_when_the_number_moves_on(stage: Stage) -> None:
    await stage.says(MEMBER, "chào")
    async with stage.app.database.write() as connection:
        await connection.execute(update(Person).values(phone_hash=None))

    await stage.says(MEMBER, "ghi buổi")

    assert "session.day.ask" in await stage.said(MEMBER)


@pytest.mark.parametrize("place", ["nowhere", "number", "text"])
async def test_odd_words_are_answered_kindly_anywhere(stage: Stage, place: str) -> None:
    await stage.says(LEADER, "chào")
    if place != "nowhere":
        await stage.says(LEADER, "ghi buổi", "hôm nay", "1")
    if place == "text":
        await stage.says(LEADER, "12", "bỏ qua", "bỏ qua", "0")

    for number, typed in enumerate(ODD_WORDS):
        (taken,) = await stage.hear(stage.inbound(LEADER, typed, f"odd-{number}"))
        assert taken, ascii(typed[:20])

    replies = await stage.rows(Outbox, Outbox.cause.like("%:odd-%"))
    assert {reply.state for reply in replies} == {OutboxState.SENT}
    assert len({reply.cause for reply in replies}) == len(ODD_WORDS)
