"""A list of learners as people write or paste it: one on a line, a name with perhaps a birth year
and a phone.

Laws: never raises; a line is a person, a heading or a problem, and no problem costs another line.
What parts a line may be anything (commas, tabs, dashes, mere spaces), and the order is free.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from bot.language.fold import LINE_ENDS, clean, fold, marked
from bot.language.learner_names import NameFault, read_learner_name
from bot.language.sentences.heard import Secret
from bot.language.sentences.secrets import cleared, without_secrets

MOST_LINES = 300
OLDEST, YOUNGEST = 110, 5
"""Years of age of somebody who may sit in a class."""
SHOWN = 30
"""Signs of a line that are said back."""


class Why(StrEnum):
    """What is wrong with a line."""

    NO_NAME = "no_name"
    NAME_DIGITS = "name_digits"
    NAME_LONG = "name_long"
    NAME_ODD = "name_odd"
    SEVERAL = "several"
    YEAR_ODD = "year_odd"
    YEAR_SHORT = "year_short"
    PHONE_WRONG = "phone_wrong"
    SAME = "same"
    CITIZEN_NUMBER = "citizen_number"


@dataclass(frozen=True, slots=True)
class LearnerRow:
    """`phone` is as 0xxxxxxxxx."""

    name: str
    birth_year: int | None = None
    phone: str | None = None


@dataclass(frozen=True, slots=True)
class BadLine:
    """`number` counts the lines that hold anything, from 1; `said` is how the line begins."""

    number: int
    said: str
    why: Why


@dataclass(frozen=True, slots=True)
class Learners:
    """`beyond` is how many lines more there were than are taken at once."""

    rows: tuple[LearnerRow, ...] = ()
    problems: tuple[BadLine, ...] = ()
    beyond: int = 0


def read_learners(text: str, this_year: int) -> Learners:
    """At most MOST_LINES lines; whoever stands twice is a problem the second time."""
    written = "".join("\n" if sign in LINE_ENDS else sign for sign in text).split("\n")
    lines = [line for line in written if clean(line)]
    rows: list[LearnerRow] = []
    problems: list[BadLine] = []
    for number, line in enumerate(lines[:MOST_LINES], start=1):
        read = read_learner(line, this_year)
        if isinstance(read, LearnerRow) and any(is_same(read, row) for row in rows):
            read = Why.SAME
        if isinstance(read, LearnerRow):
            rows.append(read)
        elif read is not None:
            problems.append(BadLine(number, _said(line), read))
    return Learners(tuple(rows), tuple(problems), max(len(lines) - MOST_LINES, 0))


def read_learner(line: str, this_year: int) -> LearnerRow | Why | None:
    """One line; None for a heading and for a line without a letter or figure."""
    if Secret.CITIZEN_NUMBER in cleared(clean(line)).secrets:
        return Why.CITIZEN_NUMBER
    rest = _without_place(unicodedata.normalize("NFKC", line.replace("\t", " ; ")))
    if _is_heading(rest):
        return None
    rest, phone = _taken_phone(rest)
    if phone is Why.PHONE_WRONG:
        return phone
    rest, year = _taken_year(rest, this_year)
    if isinstance(year, Why):
        return year
    name = read_learner_name(rest)
    if isinstance(name, NameFault):
        return Why.YEAR_SHORT if name is NameFault.DIGITS and _AGE.search(rest) else Why(name.value)
    return LearnerRow(name, year, phone)


def read_birth_year(text: str, this_year: int) -> int | None:
    """The year that an answer names, "1957" or "12/3/1957"; None where there is no likely one."""
    _, year = _taken_year(f" {clean(text)} ", this_year)
    return year if isinstance(year, int) else None


def read_learner_phone(text: str) -> str | None:
    """A Vietnamese number as 0xxxxxxxxx; None for what is none."""
    digits = _BETWEEN.sub("", unicodedata.normalize("NFKC", text)).strip()
    for prefix in ("+84", "0084", "84", ""):
        if digits.startswith(prefix):
            rest = digits.removeprefix(prefix)
            for number in (rest, f"0{rest}"):
                if _NUMBER.fullmatch(number):
                    return number
    return None


def is_same(one: LearnerRow, other: LearnerRow) -> bool:
    """Written twice: the same name with its marks, and nothing that tells the two apart."""
    return (
        marked(one.name) == marked(other.name)
        and (one.birth_year or other.birth_year) == (other.birth_year or one.birth_year)
        and (one.phone or other.phone) == (other.phone or one.phone)
    )


_PLACE = re.compile(
    r"^\s*(?:(?:stt\s*)?\d{1,3}\s*[.)\]:;,/|–-]+(?!\d)|\d{1,3}(?=\s+[^\W\d_]))\s*", re.IGNORECASE
)
_BULLET = re.compile(r"^[\s\-–—•*+·▪●○◦►➢✓✔>]+")
_PHONE = re.compile(
    r"(?<![\d/])(?:\+84|0084|84(?=[ .-]?[35789]\d)|0)[ .-]?\d(?:[ .-]?\d){8,9}(?!\d)"
)
_BARE_PHONE = re.compile(r"(?<![\d./-])[35789]\d{8}(?!\d)")
_LONG_NUMBER = re.compile(r"\+?\d(?:[ .-]?\d){6,}")
_NUMBER = re.compile(r"0[35789]\d{8}|02\d{9}", re.ASCII)
_BETWEEN = re.compile(r"[\s.\-‐‑–()]+")
_DATE = re.compile(r"(?<!\d)\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?(\d{4})(?!\d)")
_MONTH = re.compile(r"(?<!\d)\d{1,2}\s?[/.-]\s?(\d{4})(?!\d)")
_YEAR = re.compile(r"(?<![\w])(\d{4})(?![\w])")
_AGE = re.compile(r"(?<!\S)\d{1,3}(?![\w+])")
_HEADING = re.compile(
    r"danh sach\b|lop (?:binh dan|hoc|bdhvs)\b|(?:stt|tt|so thu tu)\b(?!.*\d)"
    r"|(?:ho(?: va)? ten(?: hoc vien)?|ten hoc vien|ten)\W+"
    r"(?:nam sinh|ngay sinh|ns\b|so d|sdt|gioi)"
    r"|(?:ho(?: va)? ten(?: hoc vien)?|ten hoc vien|nam sinh|ngay sinh)\W*$"
)


def _without_place(line: str) -> str:
    """Without its number in the list and its bullet."""
    return _PLACE.sub("", _BULLET.sub("", line), count=1)


def _is_heading(line: str) -> bool:
    folded = fold(line)
    return not folded or not any(sign.isalnum() for sign in folded) or bool(_HEADING.match(folded))


def _taken_phone(line: str) -> tuple[str, str | Why | None]:
    """The line without its phone. A long number that is no phone may be one with a slip."""
    for pattern in (_PHONE, _BARE_PHONE):
        if found := pattern.search(line):
            number = read_learner_phone(found[0])
            rest = f"{line[: found.start()]} ; {line[found.end() :]}"
            return (
                (rest, number)
                if number and not _LONG_NUMBER.search(rest)
                else (line, Why.PHONE_WRONG)
            )
    without_dates = _MONTH.sub(" ", _DATE.sub(" ", line))
    return (line, Why.PHONE_WRONG) if _LONG_NUMBER.search(without_dates) else (line, None)


def _taken_year(line: str, this_year: int) -> tuple[str, int | Why | None]:
    for pattern in (_DATE, _MONTH, _YEAR):
        if found := pattern.search(line):
            year = int(found[1])
            rest = f"{line[: found.start()]} ; {line[found.end() :]}"
            is_likely = this_year - OLDEST <= year <= this_year - YOUNGEST
            return (rest, year) if is_likely and not _YEAR.search(rest) else (line, Why.YEAR_ODD)
    return line, None


def _said(line: str) -> str:
    """How a line begins, without what must not be kept."""
    said = without_secrets(clean(line))
    return said if len(said) <= SHOWN else f"{said[: SHOWN - 1].rstrip()}…"
