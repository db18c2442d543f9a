"""What arrives twice counts once, and what waits together is decided as if it had come in order."""

from bot.channels.contract import Sender, TextSent
from bot.channels.terminal.inbound import Said, inbound_of
from models.activity import Activity, ActivityState, Revision
from models.mail import Inbox, Outbox
from tests.whole.stage import (
    LEADER,
    MEMBER,
    NEXT_LEADER,
    OTHER_MEMBER,
    Stage,
)


async def test_redelivery_counts_once(stage: Stage) -> None:
    await stage.fills_session(LEADER)

    await stage.does(LEADER, "gửi đi", id_="same")
    before = len(stage.wire.sent)
    await stage.does(LEADER, "gửi đi", id_="same")

    assert await stage.sessions() == 1
    assert before == len(stage.wire.sent)


async def test_redelivery_in_the_same_batch_counts_once(stage: Stage) -> None:
    await stage.fills_session(LEADER)
    twice = stage.inbound(LEADER, "gửi đi", "same")

    taken = await stage.hear(twice, twice)

    assert taken == [True, True]
    assert await stage.sessions() == 1
    assert await stage.count(Inbox, Inbox.provider_id.endswith(":same")) == 1
    assert await stage.count(Outbox, Outbox.cause == twice.provider_id) == 1


async def test_same_id_of_another_sender_is_another_message(stage: Stage) -> None:
    await stage.hear(
        stage.inbound(LEADER, "chào", "same"), stage.inbound(NEXT_LEADER, "chào", "same")
    )

    assert "Tổ trưởng 01" in stage.last(LEADER).text
    assert "Tổ trưởng 02" in stage.last(NEXT_LEADER).text


async def test_two_messages_of_one_person_in_one_batch_see_each_other(stage: Stage) -> None:
    await stage.says(LEADER, "ghi buổi")

    await stage.hear(
        stage.inbound(LEADER, "hôm nay"),
        stage.inbound(LEADER, "1"),
        stage.inbound(LEADER, "12"),
    )

    answered = [(await stage.said(LEADER, back))[0] for back in (3, 2, 1)]
    assert answered == ["session.day.said", "session.kind.said", "session.people.said"]


async def test_a_whole_session_in_one_batch_is_stored(stage: Stage) -> None:
    """Most of these have Needs or stand behind one that has: the batch is taken in several."""
    said = ("ghi buổi", "hôm nay", "1", "12", "xong", "xong", "0", "bỏ qua", "bỏ qua", "bỏ qua")

    await stage.hear(*(stage.inbound(LEADER, text) for text in said))
    await stage.hear(stage.inbound(LEADER, "gửi đi"), stage.inbound(LEADER, "tuần của tổ"))

    assert await stage.sessions() == 1
    assert stage.words("team_week.people", people=12, vneid=0) in stage.last(LEADER).text


async def test_two_members_report_the_same_week_at_once(stage: Stage) -> None:
    await stage.fills_session(LEADER, people=10)
    await stage.fills_session(MEMBER, people=5)

    await stage.hear(stage.inbound(LEADER, "gửi đi"), stage.inbound(MEMBER, "gửi đi"))

    assert await stage.sessions() == 2
    assert stage.words("session.done_week.closing", people=10) in stage.last(LEADER).text
    assert stage.words("session.done_week.closing", people=15) in stage.last(MEMBER).text
    assert (await stage.tally()).people_guided == 15


async def test_two_of_a_team_report_no_activity_at_once(stage: Stage) -> None:
    await stage.fills_zero_report(LEADER)
    await stage.fills_zero_report(MEMBER)

    await stage.hear(stage.inbound(LEADER, "gửi đi"), stage.inbound(MEMBER, "gửi đi"))

    assert await stage.zero_reports() == 1
    assert await stage.said(LEADER) == ["zero.done"]
    assert await stage.said(MEMBER) == ["zero.already"]


async def test_message_behind_a_put_off_one_waits_with_it(stage: Stage) -> None:
    """An undo meets a team-mate's look at the week; what its person says next must not overtake."""
    await stage.logs_session(LEADER)

    await stage.hear(
        stage.inbound(MEMBER, "tuần của tổ"),
        stage.inbound(LEADER, "hoàn tác"),
        stage.inbound(LEADER, "để sau"),
    )

    assert [row.state for row in await stage.rows(Activity)] == [ActivityState.WITHDRAWN]
    assert "undo.done" in await stage.said(LEADER, back=2)
    assert await stage.said(LEADER) == ["later.kept"]


async def test_look_at_the_week_sees_what_stood_before_it_in_the_batch(stage: Stage) -> None:
    await stage.fills_session(LEADER, people=12)

    await stage.hear(stage.inbound(LEADER, "gửi đi"), stage.inbound(MEMBER, "tuần của tổ"))

    assert stage.words("team_week.people", people=12, vneid=0) in stage.last(MEMBER).text


async def test_look_at_the_week_does_not_see_what_stood_behind_it(stage: Stage) -> None:
    await stage.fills_session(LEADER, people=12)

    await stage.hear(stage.inbound(MEMBER, "tuần của tổ"), stage.inbound(LEADER, "gửi đi"))

    assert "team_week.nothing" in await stage.said(MEMBER)
    assert await stage.sessions() == 1


async def test_second_message_with_needs_sees_what_the_first_one_wrote(stage: Stage) -> None:
    """The session just sent off is offered as "giống lần trước"."""
    await stage.fills_session(LEADER)

    await stage.hear(stage.inbound(LEADER, "gửi đi"), stage.inbound(LEADER, "ghi buổi"))

    assert "session.day.ask" in await stage.said(LEADER)
    assert [button for button in stage.last(LEADER).buttons if "repeat" in button.id]


async def test_faulty_message_harms_no_neighbour(stage: Stage) -> None:
    """An id that no store takes: the batch fails, and each message is taken alone."""
    broken = inbound_of(
        Said(who="", event=TextSent("chào")),
        Sender("half a sign \ud800", name=""),
        id_="x",
        at=stage.clock.now(),
    )

    taken = await stage.hear(
        stage.inbound(LEADER, "chào"), broken, stage.inbound(NEXT_LEADER, "chào")
    )

    assert taken == [True, False, True]
    assert "Tổ trưởng 01" in stage.last(LEADER).text
    assert "Tổ trưởng 02" in stage.last(NEXT_LEADER).text


async def test_double_tap_confirms_once(stage: Stage) -> None:
    await stage.fills_session(LEADER)
    send = stage.press(LEADER, "=yes")

    await stage.hear(stage.inbound(LEADER, send, "tap-1"), stage.inbound(LEADER, send, "tap-2"))

    assert await stage.sessions() == 1
    assert await stage.count(Revision) == 1
    assert await stage.said(LEADER, back=2) == ["session.done_week.closing"]
    assert "sent.already" in await stage.said(LEADER)


async def test_press_again_later_confirms_once(stage: Stage) -> None:
    await stage.fills_session(LEADER)
    send = stage.press(LEADER, "=yes")

    await stage.does(LEADER, send)
    await stage.passes(minutes=3)
    await stage.does(LEADER, send)

    assert await stage.sessions() == 1
    assert "sent.already" in await stage.said(LEADER)


async def test_neighbour_of_another_team_shares_the_batch(stage: Stage) -> None:
    for who in (LEADER, OTHER_MEMBER, NEXT_LEADER):
        await stage.fills_session(who)

    await stage.hear(*(stage.inbound(who, "gửi đi") for who in (LEADER, OTHER_MEMBER, NEXT_LEADER)))

    assert [await stage.sessions("thon-01"), await stage.sessions("thon-02")] == [2, 1]
