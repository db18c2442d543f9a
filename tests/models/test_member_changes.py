"""Who belongs to which team, changed by hand."""

from sqlalchemy import select

from models.member_changes import EnterTeam, LeadTeam, LeaveTeam
from models.people import PersonRole, Role
from tests.models.conftest import NOW, Book
from tests.models.test_closing import write


async def roles(book: Book, number: int) -> set[tuple[Role, str]]:
    person = await book.person(number)
    async with book.database.read() as connection:
        rows = await connection.execute(
            select(PersonRole.role, PersonRole.team_id).where(PersonRole.person_id == person)
        )
    return {(row.role, row.team_id) for row in rows}


async def test_who_leaves_the_only_team_is_a_resident(book: Book) -> None:
    await write(book, LeaveTeam(await book.person(2), "thon-01", NOW))

    assert await roles(book, 2) == {(Role.RESIDENT, "")}


async def test_who_goes_to_another_team_is_its_member_only(book: Book) -> None:
    person = await book.person(2)
    await write(book, LeaveTeam(person, "thon-01", NOW), EnterTeam(person, "thon-02", NOW))

    assert await roles(book, 2) == {(Role.MEMBER, "thon-02")}


async def test_new_leader_takes_the_place_of_the_former_who_stays_a_member(book: Book) -> None:
    before = await roles(book, 1)
    await write(book, LeadTeam(await book.person(2), "thon-01", NOW))

    assert (Role.LEADER, "thon-01") in before
    assert (Role.LEADER, "thon-01") in await roles(book, 2)
    assert (Role.LEADER, "thon-01") not in await roles(book, 1)
    assert (Role.MEMBER, "thon-01") in await roles(book, 1)


async def test_leaving_a_team_that_is_not_ones_own_changes_nothing(book: Book) -> None:
    before = await roles(book, 2)
    await write(book, LeaveTeam(await book.person(2), "thon-02", NOW))

    assert await roles(book, 2) == before
