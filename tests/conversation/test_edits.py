"""A message that was changed after it was sent is answered once, and nothing of it is counted."""

from bot.channels.contract import TextEdited
from models.mail import Inbox
from tests.whole.stage import LEADER, MEMBER, Stage


async def asked_for_people(stage: Stage, who: str = LEADER) -> None:
    """The head count was said in a message of its own name; the next question is open."""
    await stage.says(who, "ghi buổi", "hôm nay", "1")
    await stage.does(who, "12", "count")


async def test_newest_answer_that_is_edited_stays_as_it_was_said(stage: Stage) -> None:
    await asked_for_people(stage)
    asked = await stage.said(LEADER)

    await stage.does(LEADER, TextEdited("21", "count"))
    told = await stage.said(LEADER)
    await stage.presses(LEADER, "finish")
    await stage.says(LEADER, "gửi đi")

    assert told[0] == "edited.open"
    assert told[-1] == asked[-1]
    assert (await stage.tally()).people_guided == 12


async def test_same_edit_under_another_id_counts_once(stage: Stage) -> None:
    await asked_for_people(stage)
    before = len(stage.parts(LEADER))

    await stage.does(LEADER, TextEdited("21", "count"), "e1")
    await stage.does(LEADER, TextEdited("21", "count"), "e2")
    once = len(stage.parts(LEADER))
    await stage.does(LEADER, TextEdited("22", "count"), "e3")

    assert once == before + 1
    assert len(stage.parts(LEADER)) == before + 2
    assert await stage.count(Inbox, Inbox.kind == "TextEdited") == 2


async def test_edits_of_two_people_are_two(stage: Stage) -> None:
    for who in (LEADER, MEMBER):
        await asked_for_people(stage, who)
        await stage.does(who, TextEdited("21", "count"))

    assert [(await stage.said(who))[0] for who in (LEADER, MEMBER)] == ["edited.open"] * 2


async def test_edit_that_changes_no_word_is_passed_over(stage: Stage) -> None:
    await asked_for_people(stage)
    before = len(stage.parts(LEADER))

    await stage.does(LEADER, TextEdited("12", "count"))

    assert len(stage.parts(LEADER)) == before


async def test_message_and_its_edit_in_one_batch(stage: Stage) -> None:
    await stage.says(LEADER, "ghi buổi", "hôm nay", "1")

    await stage.hear(
        stage.inbound(LEADER, "12", "count"),
        stage.inbound(LEADER, TextEdited("12", "count")),
        stage.inbound(LEADER, TextEdited("21", "count")),
        stage.inbound(LEADER, TextEdited("21", "count")),
    )

    assert (await stage.said(LEADER))[0] == "edited.open"
    assert "session.people.said" in await stage.said(LEADER, back=2)


async def test_edit_once_all_is_sent_points_to_the_undo(stage: Stage) -> None:
    await asked_for_people(stage)
    await stage.presses(LEADER, "finish")
    await stage.says(LEADER, "gửi đi")

    await stage.does(LEADER, TextEdited("21", "count"))
    soon = await stage.said(LEADER)
    await stage.passes(days=1)
    await stage.does(LEADER, TextEdited("22", "count"))

    assert soon == ["edited.sent"]
    assert await stage.said(LEADER) == ["edited.again"]
    assert (await stage.tally()).people_guided == 12


async def test_edit_of_what_never_came_counts_for_nothing(stage: Stage) -> None:
    await stage.does(LEADER, TextEdited("ghi buổi", "lost"))

    assert await stage.said(LEADER) == ["edited.again"]


# Presses that come again


async def test_submit_pressed_twice_under_two_ids_counts_once(stage: Stage) -> None:
    await stage.fills_session(LEADER)
    button = stage.press(LEADER, "=yes")

    await stage.hear(
        stage.inbound(LEADER, button), stage.inbound(LEADER, button), stage.inbound(LEADER, button)
    )

    assert await stage.sessions() == 1
    assert await stage.said(LEADER) == ["sent.already"]


async def test_choice_pressed_twice_under_two_ids_is_one_answer(stage: Stage) -> None:
    await stage.says(LEADER, "ghi buổi", "hôm nay")
    button = stage.press(LEADER, "=home_visit")

    await stage.hear(stage.inbound(LEADER, button), stage.inbound(LEADER, button))

    assert (await stage.said(LEADER))[0] == "late.button"
    assert "session.people.ask" in await stage.said(LEADER)
