"""What a command, or a choice on the review, edit and leaving pages, does to a dialog: the same
whether it was typed or pressed.
"""

from __future__ import annotations

from bot.dialog.asking import is_inviting
from bot.dialog.effects import AskScribe, Drop, Park
from bot.dialog.state import Phase
from bot.dialog.talk import Talk, Turn
from bot.dialog.text import Text
from bot.dialog.words import Command


def obey(talk: Talk, command: Command) -> Turn | None:  # one return a command
    match command:
        case Command.HELP:
            return talk.say(talk.state, _help(talk))
        case Command.BACK:
            return talk.back()
        case Command.LATER:
            return talk.later()
        case Command.DROP:
            return talk.leave("")
        case Command.SCRIBE if talk.flow.keeps_draft:
            return Turn(talk.state, (AskScribe(), *talk.say(talk.state).effects))
        case Command.STEPS:
            return talk.say(talk.state.turned(is_stepwise=True))
        case Command.MORE:
            return talk.turn_page(1)
        case Command.FEWER:
            return talk.turn_page(-1)
        case Command.GO_ON | Command.YES:
            return choose_on_page(talk, "go_on")
        case _:
            return None


def _help(talk: Talk) -> Text:
    if is_inviting(talk.flow, talk.state):
        return Text("help.invite")
    step = talk.find_step()
    is_step = talk.state.phase is Phase.STEP
    return step.help if step and is_step else Text("help.page")


def choose_on_page(talk: Talk, code: str) -> Turn:
    """A choice on the review, edit or leaving page."""
    state = talk.state
    match state.phase, code:
        case Phase.REVIEW, "yes":
            return talk.send()
        case Phase.REVIEW, "edit":
            return talk.say(state.turned(phase=Phase.EDIT))
        case Phase.EDIT, _:
            return talk.edit(code)
        case Phase.LEAVING, "go_on":
            return talk.resume(Text("leaving.go_on"))
        case Phase.LEAVING, "later":
            return Turn(talk.resting(), (Park(state.wanted),))
        case Phase.LEAVING, "drop":
            return Turn(state, (Drop(state.wanted),))
        case _:
            return talk.say(state, Text("late.button"))


def settle_doubt(talk: Talk, said: Command) -> Turn:
    if said is Command.YES:
        return talk.accept(talk.get_step(), talk.state.pending)
    return talk.say(talk.state.turned(phase=Phase.STEP))
