"""The word of a button under a message that nobody asked for, typed where there are no buttons."""

from __future__ import annotations

from datetime import timedelta

from bot.conversation.dialogs import START, Dialogs
from bot.conversation.scene import Scene
from bot.language.match import means
from models.notice_needs import NoticeWaysNeed

NOTICE_LIFE = timedelta(days=14)


LONGEST = 40
"""No button's word is longer."""


def may_be_word(typed: str) -> bool:
    """Whether it is worth asking the store: a report has figures, a word of a button none."""
    return len(typed) <= LONGEST and not any(sign.isdigit() for sign in typed)


def is_from_notice(dialogs: Dialogs, wanted: str) -> bool:
    task = dialogs.tasks.get(wanted.partition(":")[0])
    return task is not None and task.from_notice


def noticed(scene: Scene, dialogs: Dialogs, typed: str, wanted: str = "") -> str:
    """What the word starts, with its argument; else `wanted`, the task that bears it as a name.

    Where it is such a name, it means a button only as the first thing said since the button came:
    later it is the task that is asked for. Of several with one word no one is guessed, if the task
    has a list of them.
    """
    need = NoticeWaysNeed(
        scene.inbound.channel, scene.inbound.sender.external_id, scene.now - NOTICE_LIFE
    )
    heard = scene.thread.heard_at
    codes = [
        code
        for sent in scene.facts.of(need)
        for start, _, code in (sent.way.id.partition(".0."),)
        if start == START
        and is_from_notice(dialogs, code)
        and not (wanted and heard and sent.at <= heard)
        and means(typed, (scene.words(sent.way.word),))
    ]
    if not codes or (wanted and len(set(codes)) > 1):
        return wanted
    return codes[0]
