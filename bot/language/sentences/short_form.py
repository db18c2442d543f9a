"""The fixed short form, taught in the guide: "người 12, vneid2 5, dvc 3", with a day in front.

It is read by itself and first, so that whoever keeps to it is never misunderstood: either every
word of the message belongs to the form, or it is no short form at all.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from bot.language.day_walk import DayWalk
from bot.language.figures import figure
from bot.language.sentences.days import judge
from bot.language.sentences.heard import Ask, Heard, Key, Kind, Report
from bot.language.sentences.pieces import Piece, Tag
from bot.language.sentences.text import Typed, typed
from bot.language.tokens import Token, plain, tokens_of

LABELS: Mapping[str, Key] = {
    "nguoi": Key.PEOPLE, "ng": Key.PEOPLE, "luot": Key.PEOPLE,
    "cu": Key.ELDERLY, "ho": Key.HOUSEHOLDS, "buoi": Key.SESSIONS, "lop": Key.SESSIONS,
    "vneid": Key.VNEID, "vneid1": Key.VNEID1, "vneid2": Key.VNEID2,
    "dvc": Key.DVC, "qr": Key.PAYMENT, "cks": Key.ESIGN, "vssid": Key.VSSID, "etax": Key.ETAX,
    "smarthp": Key.SMARTHP, "hddt": Key.INVOICE, "ocop": Key.OCOP, "pa": Key.FEEDBACK,
}  # fmt: skip
SEPARATORS = frozenset({",", ";", "⏎"})
FEWEST = 2
"""One pair alone ("vneid 2") may be meant otherwise."""


def read_short_form(text: str, today: date) -> Heard | None:
    """None where the message is not wholly of the form, or says a thing twice."""
    low = plain(text.replace("\n", " ⏎ "))
    if not low or not low[-1].isdecimal():
        return None
    tokens = tokens_of(low)
    day, start = _day(low, tokens, today)
    counts: dict[Key, int | None] = {}
    at = start
    while at < len(tokens):
        if at:
            at = _past_separator(tokens, at)
        pair = _pair(tokens, at)
        if pair is None or pair[0] in counts:
            return None
        key, value, at = pair
        counts[key] = value
    if len(counts) < FEWEST:
        return None
    ordered = {key: counts[key] for key in Key if key in counts}
    report = _checked(ordered, day, text, today)
    return Heard(Kind.PLAN if Ask.FUTURE_DATE in report.ask else Kind.REPORT, (report,))


def _day(low: str, tokens: Sequence[Token], today: date) -> tuple[Piece | None, int]:
    named = DayWalk(low, tokens, today).at(0) if tokens else None
    if named is None or (named.end == 1 and tokens[0].is_figure):
        return None, 0
    return Piece(Tag.DAY, 0, named.end, day=named.item), named.end


def _past_separator(tokens: Sequence[Token], at: int) -> int:
    """A comma, a new line or nothing parts the pairs; a colon may stand behind the day."""
    while at < len(tokens) and tokens[at].word in {*SEPARATORS, ":"}:
        at += 1
    return at


def _pair(tokens: Sequence[Token], at: int) -> tuple[Key, int, int] | None:
    if at + 1 >= len(tokens):
        return None
    key = LABELS.get(tokens[at].folded)
    number = at + 2 if tokens[at + 1].word in {":", "="} else at + 1
    if key is None or number >= len(tokens) or not tokens[number].is_figure:
        return None
    value = figure(tokens[number].word)
    if value is None or value.denominator != 1:
        return None
    is_apart = number + 1 == len(tokens) or tokens[number + 1].word in SEPARATORS
    return (key, int(value), number + 1) if is_apart else None


def _checked(counts: Mapping[Key, int | None], day: Piece | None, text: str, today: date) -> Report:
    message: Typed = typed(text)
    judged = judge([day] if day is not None else [], message, today)
    ask = {judged.ask} if judged.ask is not None else set()
    people = counts.get(Key.PEOPLE)
    parts = (counts.get(Key.ELDERLY) or 0, sum(counts.get(key) or 0 for key in _INSTALLS))
    if people is not None and max(parts) > people:
        ask.add(Ask.SUM_MISMATCH)
    return Report(
        day=judged.days[0] if len(judged.days) == 1 else None,
        counts=counts,
        ask=tuple(code for code in Ask if code in ask),
    )


_INSTALLS = (Key.VNEID, Key.VNEID1, Key.VNEID2)
