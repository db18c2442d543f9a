"""From a voice message nobody can hear to the session that the leader writes down."""

from models.activity import Activity, EntryWay
from models.mail import Outbox
from models.people import Person
from models.scribe import ScribeReason, ScribeRequest
from tests.whole.stage import COORDINATOR, LEADER, MEMBER, RAPID, Stage


async def name_of(stage: Stage, who: str) -> str:
    phone_hash = stage.app.database.vault.phone_hash(who)
    (person,) = await stage.rows(Person, Person.phone_hash == phone_hash)
    return person.name


async def ask_by_voice(stage: Stage, who: str) -> None:
    await stage.sends_voice(who)
    await stage.presses(who, "=ask")


async def test_voice_becomes_a_session_written_by_the_leader(stage: Stage) -> None:
    await stage.says(LEADER, "chào")
    await ask_by_voice(stage, MEMBER)
    (asked,) = await stage.rows(ScribeRequest)

    await stage.says(LEADER, "ai nhờ ghi hộ", "1")
    how = await stage.said(LEADER)
    await stage.says(LEADER, "1", "hôm qua", "1", "9")
    await stage.presses(LEADER, "finish", "=yes")

    assert (asked.reason, asked.closed_at) == (ScribeReason.VOICE, None)
    assert "session.how.ask" in how
    (session,) = await stage.rows(Activity)
    assert (session.for_id, session.how, session.people) == (asked.person_id, EntryWay.PHONE, 9)
    (closed,) = await stage.rows(ScribeRequest)
    assert (closed.closed_at, closed.closed_by) == (stage.clock.now(), session.author_id)
    await stage.says(LEADER, "ai nhờ ghi hộ")
    assert await stage.said(LEADER) == ["scribe_list.empty"]


async def test_member_who_asked_is_named_to_the_leader(stage: Stage) -> None:
    await stage.says(LEADER, "chào")

    await ask_by_voice(stage, MEMBER)
    listed = await stage.says(LEADER, "ai nhờ ghi hộ")

    name = await name_of(stage, MEMBER)
    assert [button.label for button in listed.buttons if "=" in button.id] == [name]
    notice = stage.words("scribe.notice", name=name)
    assert notice in [part.text for part in stage.parts(LEADER)]


async def test_voice_inside_a_session_keeps_the_question(stage: Stage) -> None:
    await stage.says(MEMBER, "ghi buổi", "hôm nay", "1")

    await stage.sends_voice(MEMBER)

    said = await stage.said(MEMBER)
    assert (said[0], said[-1]) == ("voice.unheard", "session.people.ask")


async def test_request_of_the_doi_reaches_the_coordinator(stage: Stage) -> None:
    """A Đội has no leader: without this nobody would ever call."""
    await stage.says(COORDINATOR, "chào")

    await ask_by_voice(stage, RAPID)
    told = await stage.said(COORDINATOR)
    await stage.says(COORDINATOR, "ai nhờ ghi hộ", "1")

    assert told == ["scribe.notice"]
    assert "session.how.ask" in await stage.said(COORDINATOR)


async def test_leaders_own_request_is_on_the_coordinators_list_only(stage: Stage) -> None:
    await ask_by_voice(stage, LEADER)

    await stage.says(LEADER, "ai nhờ ghi hộ")
    await stage.says(COORDINATOR, "ai nhờ ghi hộ")

    assert await stage.said(LEADER) == ["scribe_list.empty"]
    assert "scribe_list.ask" in await stage.said(COORDINATOR)


async def test_request_without_anybody_to_tell_is_still_on_the_list(stage: Stage) -> None:
    """The leader has never written here, so that there is no account to tell them on."""
    await ask_by_voice(stage, MEMBER)

    notices = await stage.count(Outbox, Outbox.identity.like("scribe:%"))
    await stage.says(LEADER, "ai nhờ ghi hộ")

    assert notices == 0
    assert "scribe_list.ask" in await stage.said(LEADER)


async def test_resident_by_voice_is_asked_to_type(stage: Stage) -> None:
    await stage.sends_voice("resident:Hoa")

    assert "voice.resident" in await stage.said("resident:Hoa")
    assert await stage.count(ScribeRequest) == 0
