"""`toso simulate --generate year`: what a made-up year left, and whether its figures are right."""

from __future__ import annotations

import asyncio
import json
import sys

from bot.cli.parser import Words
from bot.cli.progress import progress
from bot.cli.refusal import FAULT
from bot.cli.simulate_arguments import Generate
from bot.cli.year.calendar import WEEKS
from bot.cli.year.playing import Lived, live_year
from bot.dialog.text import Text
from bot.settings import Settings


def run_generate(command: Generate, settings: Settings, words: Words, *, weeks: int = WEEKS) -> int:
    """0 where every figure equals the recount and nobody was answered what they did not expect."""
    with progress(words(Text("cli.year.progress")), is_quiet=command.as_json) as tell:
        lived = asyncio.run(
            live_year(
                settings,
                seed=command.seed,
                teams=command.teams,
                weeks=weeks,
                database=command.database,
                tell=tell,
            )
        )
    if command.as_json:
        sys.stdout.write(f"{json.dumps(lived.to_json(), ensure_ascii=False)}\n")
    else:
        sys.stdout.writelines(f"{words(line)}\n" for line in _lines(lived))
    return 0 if lived.is_good else FAULT


def _lines(lived: Lived) -> list[Text]:
    counts = lived.counts
    return [
        Text(
            "cli.year.lived",
            teams=lived.teams,
            weeks=lived.weeks,
            messages=lived.messages,
            seconds=round(lived.seconds),
        ),
        Text(
            "cli.year.logged",
            activities=counts.activities,
            edited=counts.edited,
            withdrawn=counts.withdrawn,
        ),
        Text(
            "cli.year.weeks",
            zero=counts.zero_reports,
            statements=counts.statements,
            adjustments=counts.adjustments,
        ),
        Text(
            "cli.year.field",
            installs=counts.installs,
            businesses=counts.businesses,
            products=counts.products,
        ),
        Text(
            "cli.year.classes",
            classes=counts.classes,
            days=counts.class_days,
            learners=counts.learners,
            merged=counts.merged,
            flags=counts.flags,
        ),
        Text("cli.year.exact")
        if not lived.exact.differing
        else Text("cli.year.differing", periods=", ".join(lived.exact.differing)),
        *([Text("cli.year.stuck", count=lived.stuck)] if lived.stuck else []),
    ]
