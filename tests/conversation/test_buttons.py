"""A button is bound to its dialog and its question: a late one is answered, never obeyed."""

from bot.channels.contract import ButtonPressed
from models.activity import Activity
from models.mail import Outbox
from tests.whole.stage import LEADER, MEMBER, Stage

GARBAGE = (
    "",
    ".",
    "..",
    "zzz.1.back",
    "{dialog}",
    "{dialog}.",
    "{dialog}.²." + "=yes",
    "{dialog}.٣.=yes",
    "{dialog}.-1.=yes",
    "{dialog}." + "9" * 5_000 + ".=yes",
    "{dialog}.{visit}.",
    "{dialog}.{visit}.=nobody",
    "{dialog}.{visit}.edit:nothing",
    "{dialog}.{visit}.@2026-13-45",
    "{dialog}.{visit}.+people",
    "đ" * 10_000,
    "\x00\x1b[31m",
    "'; DROP TABLE activity; --",
)
"""`{dialog}` and `{visit}` stand for those of the question that is open."""


async def test_button_of_an_earlier_question_is_answered_not_obeyed(stage: Stage) -> None:
    await stage.says(LEADER, "ghi buổi", "hôm nay")
    home = stage.press(LEADER, "=home_visit")
    await stage.says(LEADER, "1")

    await stage.does(LEADER, home)

    assert (await stage.said(LEADER))[0] == "late.button"
    assert "session.people.ask" in await stage.said(LEADER)


async def test_button_of_another_persons_dialog_does_nothing_there(stage: Stage) -> None:
    await stage.fills_session(LEADER)
    send = stage.press(LEADER, "=yes")

    await stage.does(MEMBER, send)

    assert await stage.count(Activity) == 0
    assert (await stage.said(MEMBER))[0] == "late.button"
    assert await stage.is_at_menu(MEMBER)
    assert "review.ask" in await stage.said(LEADER)


async def test_button_of_a_dialog_put_aside_takes_it_up_again(stage: Stage) -> None:
    await stage.fills_session(LEADER)
    send = stage.press(LEADER, "=yes")
    await stage.says(LEADER, "để sau")

    await stage.does(LEADER, send)

    assert await stage.count(Activity) == 0
    assert "leaving.go_on" in await stage.said(LEADER)


async def test_button_of_a_dropped_dialog_leads_to_the_menu(stage: Stage) -> None:
    await stage.fills_session(LEADER)
    send = stage.press(LEADER, "=yes")
    await stage.says(LEADER, "hủy")
    await stage.presses(LEADER, "=drop")

    await stage.does(LEADER, send)

    assert await stage.count(Activity) == 0
    assert (await stage.said(LEADER))[0] == "late.button"
    assert await stage.is_at_menu(LEADER)


async def test_two_tabs_send_one_session(stage: Stage) -> None:
    """The review page stands in two tabs; in one of them the person has mended it since."""
    await stage.fills_session(LEADER)
    old_send = stage.press(LEADER, "=yes")
    await stage.says(LEADER, "sửa số người", "15")

    await stage.does(LEADER, old_send)
    after_old = await stage.count(Activity)
    await stage.presses(LEADER, "=yes")
    await stage.does(LEADER, old_send)

    assert after_old == 0
    assert [row.people for row in await stage.rows(Activity)] == [15]


async def test_garbage_of_a_button_is_answered_kindly_and_obeyed_never(stage: Stage) -> None:
    await stage.fills_session(LEADER)
    dialog, visit, _ = stage.press(LEADER, "=yes").button_id.split(".", 2)

    for number, garbage in enumerate(GARBAGE):
        press = ButtonPressed(garbage.replace("{dialog}", dialog).replace("{visit}", visit))
        (taken,) = await stage.hear(stage.inbound(LEADER, press, f"press-{number}"))
        assert taken, ascii(garbage[:20])

    replies = await stage.rows(Outbox, Outbox.cause.like("%:press-%"))
    assert len({reply.cause for reply in replies}) == len(GARBAGE)
    assert await stage.count(Activity) == 0
    await stage.says(LEADER, "gửi đi")
    assert await stage.sessions() == 1


async def test_late_press_after_the_dialog_ended_says_that_it_is_sent(stage: Stage) -> None:
    await stage.says(LEADER, "ghi buổi", "hôm nay")
    home = stage.press(LEADER, "=home_visit")
    await stage.says(LEADER, "1", "12")
    await stage.presses(LEADER, "finish", "=yes")

    await stage.does(LEADER, home)

    assert (await stage.said(LEADER))[0] == "sent.already"
    assert await stage.sessions() == 1
