"""A message in plain Vietnamese, read into what the bot may say back. Pure; never raises.

The rule behind every other: each number of the message is accounted for, or the bot asks. A wrong
figure that nobody was asked about is the worst that can happen; a question too many costs a tap.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime

from bot.language.sentences.activities import activities
from bot.language.sentences.assemble import Assembled, Assembly
from bot.language.sentences.counts import counts_of
from bot.language.sentences.foreign import is_foreign
from bot.language.sentences.heard import Ask, Change, Heard, Kind, Report
from bot.language.sentences.join import joined
from bot.language.sentences.kinds import kind_of
from bot.language.sentences.pieces import Piece, Tag
from bot.language.sentences.places import Places
from bot.language.sentences.scan import Scan
from bot.language.sentences.secrets import cleared
from bot.language.sentences.text import Typed, typed

LONGEST = 1_000
"""Nobody reports so much in one message; what is longer was pasted."""
MOST_LINES = 30
WITHOUT_REPORTS = frozenset({Kind.CANCEL, Kind.QUESTION, Kind.OTHER})


def read_message(text: str, now: datetime, *, places: Collection[str] = ()) -> Heard:
    """What the text says, seen from `now` on the wall clock of the village.

    `places` are the names of the commune's villages, as they are written.
    """
    if len(text) > LONGEST or text.count("\n") > MOST_LINES:
        return Heard(Kind.OTHER, secrets=cleared(text[:LONGEST]).secrets)
    clear = cleared(text)
    message = typed(clear.text)
    today = now.date()
    if is_foreign(message):
        return Heard(Kind.OTHER, secrets=clear.secrets)
    scanned = joined(Scan(message, today, Places(places)).pieces())
    heard = _read(message, scanned.pieces, today)
    if scanned.takes_back and heard.kind is Kind.REPORT:
        heard = replace(heard, reports=tuple(map(_doubted, heard.reports)))
    return replace(heard, secrets=clear.secrets)


def _read(message: Typed, pieces: Sequence[Piece], today: date) -> Heard:
    counts = counts_of(pieces)
    parts = activities(pieces, counts, message, today)
    kind = kind_of(pieces, counts, parts, today)
    if kind in WITHOUT_REPORTS:
        return Heard(kind)
    assembled = [Assembly(pieces, counts, part).report() for part in parts]
    if kind is Kind.CORRECTION:
        return Heard(kind, tuple(_corrected(one) for one in assembled), change=_change(pieces))
    reports = tuple(one.report for one in assembled)
    lost = tuple(
        message.of(pieces[at].start, pieces[at].end) for one in assembled for at in one.unplaced
    )
    return Heard(kind, reports, not_understood=lost)


def _corrected(one: Assembled) -> Report:
    return one.report


def _change(pieces: Sequence[Piece]) -> Change:
    tags = [piece.tag for piece in pieces]
    return Change(
        is_added=Tag.ADDED in tags,
        drops_photos=Tag.PHOTO in tags and Tag.CANCEL in tags,
    )


def _doubted(report: Report) -> Report:
    ask = {*report.ask, Ask.CONFIRM_NUMBER}
    return replace(report, ask=tuple(code for code in Ask if code in ask))
