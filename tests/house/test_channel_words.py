"""Nobody who is told how they came in, or how an entry came, reads the name of a folder."""

from pathlib import Path

import pytest

import bot.channels
from handlers.my_data import page
from handlers.why import words

CHANNELS = {
    folder.parent.name for folder in Path(bot.channels.__file__).parent.glob("*/inbound.py")
}


@pytest.mark.parametrize("named", [page.CHANNELS, words.CHANNELS])
def test_every_channel_has_words(named: dict[str, object]) -> None:
    assert {"zalo_bot", "zalo_oa"} <= CHANNELS
    assert named.keys() >= CHANNELS
