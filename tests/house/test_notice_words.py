"""The word of every button that may stand under a notice: what `bot.conversation.notices` takes for
one.
"""

import re
from pathlib import Path

import pytest

from bot.conversation.hearing import UNDO_WORDS
from bot.conversation.notices import may_be_word
from bot.dialog.address import Address, read_address
from bot.dialog.text import Text
from bot.language.match import means
from bot.texts import LANGUAGES, Reader, Texts

ROOT = Path(__file__).parents[2]
WORD = re.compile(r'Text\("(word\.[a-z_]+)"\)')
UNDER_NOTICES = sorted(
    {
        word
        for folder in ("handlers", "bot/errands")
        for path in (ROOT / folder).rglob("*.py")
        for word in WORD.findall(path.read_text(encoding="utf-8"))
    }
)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("word", UNDER_NOTICES)
def test_word_of_a_button_is_looked_for_among_notices(word: str, language: str) -> None:
    assert may_be_word(Texts().render(Text(word), Reader(language, Address.BAC)))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("word", [word for word in UNDER_NOTICES if word != "word.undo"])
def test_word_of_a_button_means_nothing_that_is_heard_before_it(word: str, language: str) -> None:
    said = Texts().render(Text(word), Reader(language, Address.BAC))

    assert not means(said, UNDO_WORDS)
    assert read_address(said) is None
