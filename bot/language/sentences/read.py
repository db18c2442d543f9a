"""A message in plain Vietnamese, read into what the bot may say back. Pure; never raises.

The rule behind every other: each number of the message is accounted for, or the bot asks. A wrong
figure that nobody was asked about is the worst that can happen; a question too many costs a tap.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime

from bot.language.sentences.activities import activities
from bot.language.sentences.assemble import Assembled, Assembly
from bot.language.sentences.bare_words import with_bare_words
from bot.language.sentences.cancels import drops_photos
from bot.language.sentences.corrected import in_correction
from bot.language.sentences.corrections import is_addition, takes_off
from bot.language.sentences.counts import counts_of
from bot.language.sentences.days import looking_ahead, of_messages, without_ordinals
from bot.language.sentences.elsewhere import is_called_first
from bot.language.sentences.excepted import with_excepted
from bot.language.sentences.foreign import is_foreign
from bot.language.sentences.grouped import with_groups
from bot.language.sentences.heard import Ask, Change, Heard, Kind, PartOfDay, Report
from bot.language.sentences.join import joined
from bot.language.sentences.kinds import asks_beside, kind_of
from bot.language.sentences.nets import looked_over
from bot.language.sentences.pieces import Piece, Tag
from bot.language.sentences.places import Places
from bot.language.sentences.scan import Scan
from bot.language.sentences.secrets import cleared
from bot.language.sentences.shared import with_shared
from bot.language.sentences.short_form import read_short_form
from bot.language.sentences.text import Typed, typed
from bot.language.sentences.together import seen_together
from bot.language.sentences.wholes import of_wholes, without_sum_of_days

LONGEST = 1_000
"""Nobody reports so much in one message; what is longer was pasted."""
MOST_LINES = 30
BEGINS = {PartOfDay.NOON: 10, PartOfDay.AFTERNOON: 12, PartOfDay.EVENING: 16}
"""The hour before which a part of the day has surely not begun."""
WITHOUT_REPORTS = frozenset({Kind.CANCEL, Kind.QUESTION, Kind.OTHER})


def read_message(text: str, now: datetime, *, places: Collection[str] = ()) -> Heard:
    """What the text says, seen from `now` on the wall clock of the village.

    `places` are the names of the commune's villages, as they are written.
    """
    if len(text) > LONGEST or text.count("\n") > MOST_LINES:
        return Heard(Kind.OTHER, secrets=cleared(text).secrets)
    clear = cleared(text)
    short = read_short_form(clear.text, now.date())
    if short is not None:
        return replace(short, secrets=clear.secrets)
    message = typed(clear.text)
    today = now.date()
    if is_foreign(message):
        return Heard(Kind.OTHER, secrets=clear.secrets)
    pieces = of_messages(Scan(message, today, Places(places)).pieces(), message)
    scanned = joined(
        with_groups(with_bare_words(_seen_ahead(pieces, message, today), message), message)
    )
    heard = _not_yet(_read(message, scanned.pieces, today), scanned.pieces, now)
    heard = replace(heard, secrets=clear.secrets)
    return looked_over(heard, message.low, today, has_marks=message.leaves_none_out)


def _not_yet(heard: Heard, pieces: Sequence[Piece], now: datetime) -> Heard:
    """Such as "tối nay" said in the morning has not come, however it was said."""
    if heard.kind is not Kind.REPORT:
        return heard
    early = [_is_early(report, now) for report in heard.reports]
    if not any(early):
        return heard
    reports = (
        with_ask(report, Ask.FUTURE_DATE) if is_early else report
        for report, is_early in zip(heard.reports, early, strict=True)
    )
    is_told = any(piece.is_done or piece.tag is Tag.PAST for piece in pieces)
    kind = Kind.PLAN if all(early) and not is_told else Kind.REPORT
    return replace(heard, kind=kind, reports=tuple(reports))


def _is_early(report: Report, now: datetime) -> bool:
    begins = BEGINS.get(report.session, 0) if report.session is not None else 0
    return report.day == now.date() and now.hour < begins


def _seen_ahead(pieces: Sequence[Piece], message: Typed, today: date) -> list[Piece]:
    pieces = without_ordinals(pieces, message)
    is_ahead = any(piece.tag is Tag.AHEAD for piece in pieces)
    return [
        looking_ahead(piece, message, today) if is_ahead and piece.tag is Tag.DAY else piece
        for piece in pieces
    ]


def _read(message: Typed, pieces: Sequence[Piece], today: date) -> Heard:
    counts = of_wholes(pieces, seen_together(pieces, counts_of(pieces)))
    counts = with_excepted(pieces, counts)
    parts = activities(pieces, counts, message, today)
    by_day = without_sum_of_days(counts)
    if by_day != counts and len(days := activities(pieces, by_day, message, today)) > 1:
        counts, parts = by_day, days
    kind = kind_of(pieces, counts, parts, today)
    if kind in WITHOUT_REPORTS:
        return Heard(kind)
    if kind is Kind.CORRECTION:
        counts = in_correction(pieces, counts)
    assembled = [
        Assembly(pieces, counts, part, kind=kind, typed=message).report() for part in parts
    ]
    if kind is Kind.CORRECTION:
        change = _change(pieces)
        if any(piece.tag is Tag.CANCEL for piece in pieces) and not change.is_taken_off:
            assembled = [_doubted(one) for one in assembled]
        reports = tuple(_corrected(one, change) for one in assembled)
        return Heard(kind, reports, change=change)
    reports = with_shared([one.report for one in assembled], parts, pieces)
    lost = tuple(
        message.of(pieces[at].start, pieces[at].end) for one in assembled for at in one.unplaced
    )
    also_asks = asks_beside(pieces, counts)
    if also_asks or (kind is not Kind.PLAN and is_called_first(pieces)):
        reports = tuple(with_ask(report, Ask.CONFIRM_NUMBER) for report in reports)
    return Heard(kind, reports, not_understood=lost, also_asks=also_asks)


def _corrected(one: Assembled, change: Change) -> Report:
    """What is added or taken off makes a total that nobody said."""
    is_relative = change.is_added or change.is_taken_off
    return with_ask(one.report, Ask.CONFIRM_TOTAL) if is_relative else one.report


def _doubted(one: Assembled) -> Assembled:
    """Such as "xóa giúp 12 người em gửi nhầm": they, or the report."""
    has_counts = bool(one.report.counts)
    report = with_ask(one.report, Ask.CONFIRM_NUMBER) if has_counts else one.report
    return replace(one, report=report)


def _change(pieces: Sequence[Piece]) -> Change:
    is_added = is_addition(pieces)
    is_taken_off = not is_added and takes_off(pieces)
    return Change(is_added, is_taken_off, drops_photos(pieces))


def with_ask(report: Report, code: Ask) -> Report:
    ask = {*report.ask, code}
    return replace(report, ask=tuple(code for code in Ask if code in ask))
