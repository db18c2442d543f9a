"""Whatever a flow asks can be answered where there are no buttons: each choice by its number or its
name, each way out by the word that stands beside it, with the same effect as its button.
"""

from datetime import datetime, time

import pytest

from bot.channels.fit import fit
from bot.channels.terminal.capabilities import PLAIN
from bot.dialog.address import Address
from bot.dialog.advance import advance
from bot.dialog.asking import ask, current_choices
from bot.dialog.events import Event, Pressed, TextReceived
from bot.dialog.message import Message, Option
from bot.dialog.state import Phase, State
from bot.dialog.talk import Turn
from bot.dialog.text import Label
from bot.texts import LANGUAGES, Reader, Texts
from tests.house.test_flows import BEGUN, EVERY, TODAY, states

TEXTS = Texts()
NOW = datetime.combine(TODAY, time(9))
LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)


def asked(name: str) -> list[tuple[State, Message]]:
    """Where nothing is kept, nobody is asked what becomes of it."""
    _, flow = BEGUN[name]
    return [
        (state, ask(flow, state, TODAY))
        for state in states(name)
        if flow.keeps_draft or state.phase is not Phase.LEAVING
    ]


def is_ticked(option: Option) -> bool:
    """A number or a name ticks; what is ticked already is asked about (`test_ticked_one…`)."""
    return option.id.split(".", 2)[2].startswith("-")


class Reading:
    def __init__(self, name: str, language: str) -> None:
        _, self.flow = BEGUN[name]
        self.reader = Reader(language, Address.BAC)

    def words(self, label: Label) -> str:
        return TEXTS.render(label, self.reader)

    def turn(self, state: State, event: Event) -> Turn:
        return advance(self.flow, state, event, now=NOW, words=self.words)

    def typed(self, state: State, text: str) -> Turn:
        return self.turn(state, TextReceived(text, state.list_id))

    def pressed(self, state: State, id_: str) -> Turn:
        return self.turn(state, Pressed(state.visit, id_.split(".", 2)[2]))


@EVERY
@LANGUAGE
def test_every_choice_and_way_stands_in_the_text(name: str, language: str) -> None:
    reading = Reading(name, language)
    for _, message in asked(name):
        text = "\n".join(part.text for part in fit(message, PLAIN, reading.words))
        for option in message.options:
            assert f"{option.number}. {reading.words(option.label)}" in text
        for way in message.ways:
            assert f"*{reading.words(way.word)}*" in text


@EVERY
@LANGUAGE
def test_number_does_what_its_button_does(name: str, language: str) -> None:
    reading = Reading(name, language)
    for state, message in asked(name):
        for option in message.options:
            if is_ticked(option):
                continue
            assert reading.pressed(state, option.id) == reading.typed(state, str(option.number))


@EVERY
@LANGUAGE
def test_name_does_what_its_button_does(name: str, language: str) -> None:
    reading = Reading(name, language)
    wrong = []
    for state, message in asked(name):
        labels = [reading.words(choice.label) for choice in current_choices(reading.flow, state)]
        for option in message.options:
            label = reading.words(option.label)
            is_asked = labels.count(label) == 1 and not is_ticked(option)
            if is_asked and reading.pressed(state, option.id) != reading.typed(state, label):
                wrong.append((state.phase, state.step, label))
    assert wrong == []


@EVERY
@LANGUAGE
def test_word_does_what_its_button_does(name: str, language: str) -> None:
    reading = Reading(name, language)
    wrong = []
    for state, message in asked(name):
        for way in message.ways:
            word = reading.words(way.word)
            if reading.pressed(state, way.id) != reading.typed(state, word):
                wrong.append((state.phase, state.step, state.misses, way.id.split(".", 2)[2], word))
    assert wrong == []


@EVERY
@LANGUAGE
def test_ticked_one_is_unticked_by_its_number(name: str, language: str) -> None:
    reading = Reading(name, language)
    for state, message in asked(name):
        for option in filter(is_ticked, message.options):
            off = "bỏ" if language == "vi" else "untick"
            assert reading.pressed(state, option.id) == reading.typed(
                state, f"{off} {option.number}"
            )
