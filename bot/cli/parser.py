"""argparse in the words of the catalogue: headings, usage, and what it says of a wrong line."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, NoReturn, TypeAlias

from bot.dialog.text import Text

Words: TypeAlias = Callable[[Text], str]

USAGE_EXIT = 2


class Parser(argparse.ArgumentParser):
    """`option` instead of `add_argument`, so that every option stands under our own heading."""

    def __init__(self, words: Words, **settings: Any) -> None:  # noqa: ANN401  # argparse's own
        formatter = partial(_Formatter, words=words)
        super().__init__(add_help=False, allow_abbrev=False, formatter_class=formatter, **settings)
        self._words = words
        self._options = self.add_argument_group(words(Text("cli.options")))
        self.option("-h", words(Text("cli.help")), "--help", action="help")

    def option(self, flag: str, help_: str, *more: str, **settings: Any) -> None:  # noqa: ANN401
        # argparse fills in %(…)s; a sign of per cent in our words is only that.
        self._options.add_argument(flag, *more, help=help_.replace("%", "%%"), **settings)

    def refuse(self, complaint: str) -> NoReturn:
        """Say what is wrong and how to see the rest; leave with 2."""
        hint = self._words(Text("cli.wrong.hint", command=f"{self.prog} -h"))
        self.exit(USAGE_EXIT, f"{self.format_usage()}{complaint}\n{hint}\n")

    def error(self, message: str) -> NoReturn:
        """What argparse found, which it words in English."""
        self.refuse(self._words(_understood(message)))


class _Formatter(argparse.HelpFormatter):
    def __init__(self, prog: str, *, words: Words) -> None:
        super().__init__(prog)
        self._words = words

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        # Not in one f-string: Babel finds no text in there.
        heading = self._words(Text("cli.usage"))
        super().add_usage(usage, actions, groups, f"{heading}: " if prefix is None else prefix)


REQUIRED = re.compile(r"the following arguments are required: (.+)")
UNKNOWN = re.compile(r"unrecognized arguments: (.+)", re.DOTALL)
OF_ONE = re.compile(r"argument (.+?): (.+)", re.DOTALL)
NOT_AMONG = re.compile(r"invalid choice: (.+) \(choose from (.+)\)", re.DOTALL)


def _understood(message: str) -> Text:
    if found := REQUIRED.fullmatch(message):
        return Text("cli.wrong.required", names=found[1])
    if found := UNKNOWN.fullmatch(message):
        return Text("cli.wrong.unknown", names=found[1])
    if found := OF_ONE.fullmatch(message):
        return _of_one(found[1], found[2])
    return Text("cli.wrong.line")


def _of_one(name: str, complaint: str) -> Text:
    if complaint.startswith("expected "):
        return Text("cli.wrong.no_value", name=name)
    if complaint.startswith("ignored explicit argument "):
        return Text("cli.wrong.no_value_wanted", name=name)
    if found := NOT_AMONG.fullmatch(complaint):
        choices = found[2].replace("'", "")
        return Text("cli.wrong.choice", given=found[1].strip("'"), choices=choices)
    return Text("cli.wrong.value", name=name, complaint=complaint)  # our own, of a type
