"""The last look at a reading that asks nothing: words that its figures do not explain make it ask.

Pure, and over folded words alone, apart from the reading itself: what it overlooks here, two have
overlooked. A question too many costs a tap, a wrong figure that nobody was asked about costs trust.
"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.language.fold import fold
from bot.language.sentences.heard import Ask, Heard, Key, Kind, Report

_PEOPLE = (
    r"nguoi|ng|ba con|bac|cu|chi em|anh em|co chu|co|chu|hoc vien|phu huynh|ngu dan|dong chi|"
    r"thanh vien|hoi vien|luot"
)
_COUNTED = re.compile(rf"(?<![\d./,:-])(\d{{1,4}}) ?(?:{_PEOPLE})\b")
_NUMBER = re.compile(r"(?<![\d./,:-])\d{1,4}\b")
_OTHER_UNITS = re.compile(
    r"(?<![\d./,:-])(\d{1,4}) ?(?:buoi|gia dinh|ho(?! tro)|nha(?! van hoa)|phan anh)\b"
)
_LABELLED = re.compile(r"\bso (?:luot )?(?:nguoi|buoi|ho|luot)(?: dan)?\W{0,3}(?:la )?(\d{1,4})\b")
_PART_OF_DAY = re.compile(r"\b(?:sang|trua|chieu|toi)\b")
_PROPOSAL = re.compile(r"\b(?:kien nghi|de nghi|de xuat)\b")
_DEED = re.compile(
    r"\b(?:xong|duoc|dc|cai|giup|ho tro|huong dan|hd|day|tap huan|lam (?:duoc|dc|xong))\b"
)
SHORT = 8
"""Words of a message short enough that its one number is what it tells."""

_ZERO = re.compile(
    r"\b(?:chua|khong|ko|k|kg|chang|hong) (?:\w+ ){0,3}?(?:ai|nguoi nao|cai nao|ca nao)\b"
    r"|\bchua (?:giup|cai|lam|huong dan|ho tro)\b"
)
_FAILED = re.compile(r"\b(?:khong|ko|k|chua) (?:cai|lam|nop|vao|dang nhap)\b")
_DAY = re.compile(
    r"\b(?:nay|hnay|hom nay|hom qua|hqua|qua|hom kia|vua roi|tuan truoc|sang|chieu|toi|thu \w+"
    r"|t[2-7]|cn|ngay \d+|\d{1,2}/\d{1,2})\b"
)
_TODAY = re.compile(r"\b(?:hom nay|hnay|nay)\b")
_YESTERDAY = re.compile(r"\b(?:hom qua|hqua|hqa|toi qua|chieu qua|sang qua|trua qua)\b")
_FEAST = re.compile(r"\b(?:trung thu|giang sinh|noel|quoc khanh|le |tet|gio to|vu lan)\b")
_OLD_PEOPLE = re.compile(r"\b(?:cao tuoi|nguoi gia|cac cu)\b")
_HEARSAY = re.compile(
    r"\b(?:bao \w+ \w+ viet|nghe noi|thay bao|cong an|doi tuong|lua (?!dao)|phan nan|keu ca|"
    r"chi tieu|con thieu|gap doi|gap ba|moi ban|moi nguoi kem|ben \w+ da|xa ban|thon ban|"
    r"kieu mau)\b|%"
)
_ASKING = re.compile(r"\b(?:chua|phai khong|dung khong|duoc khong|ha|nhi)$|\?")
_AHEAD = re.compile(r"\b(?:mai|ngay mai|sap|tuan sau|toi day|du kien|dinh|moi)\b")


def looked_over(heard: Heard, text: str) -> Heard:
    """The reading, with a question more where the words hold something that it does not."""
    words = fold(text)
    match heard.kind:
        case Kind.REPORT if heard.reports and not any(report.ask for report in heard.reports):
            why = _doubts(heard.reports, words)
            if not why:
                return heard
            first = heard.reports[0]
            return replace(heard, reports=(replace(first, ask=why), *heard.reports[1:]))
        case Kind.OTHER if not heard.secrets:
            return _perhaps_a_report(heard, words)
        case _:
            return heard


def _doubts(reports: tuple[Report, ...], words: str) -> tuple[Ask, ...]:
    counts = [report.counts for report in reports]
    has_people = any(one.get(Key.PEOPLE) is not None for one in counts)
    has_zero = any(value == 0 for one in counts for value in one.values())
    has_old = any(Key.ELDERLY in one for one in counts)
    found: set[Ask] = set()
    if not has_people and _COUNTED.search(words):
        found.add(Ask.WHAT_IS_COUNTED)
    if (_ZERO.search(words) or _FAILED.search(words)) and not has_zero:
        found.add(Ask.CONFIRM_NUMBER)
    if _OLD_PEOPLE.search(words) and not has_old:
        found.add(Ask.WHAT_IS_COUNTED)
    if _HEARSAY.search(words) or _ASKING.search(words):
        found.add(Ask.CONFIRM_NUMBER)
    values = {value for one in counts for value in one.values()}
    said = (*_OTHER_UNITS.findall(words), *_LABELLED.findall(words))
    if any(int(number) not in values for number in said):
        found.add(Ask.WHAT_IS_COUNTED)
    if _PROPOSAL.search(words) and any(Key.FEEDBACK in one for one in counts):
        found.add(Ask.CONFIRM_NUMBER)
    if all(report.day is None for report in reports) and _PART_OF_DAY.search(words):
        found.add(Ask.DATE_UNCLEAR)
    if len(reports) == 1 and _TODAY.search(words) and _YESTERDAY.search(words):
        found.add(Ask.DATE_UNCLEAR)
    if len(reports) == 1 and reports[0].day is None and _FEAST.search(words):
        found.add(Ask.DATE_UNCLEAR)
    return tuple(code for code in Ask if code in found)


def _perhaps_a_report(heard: Heard, words: str) -> Heard:
    """A day, and people or nobody: told as a report it is asked about, never passed over."""
    if not _DAY.search(words) or _AHEAD.search(words):
        return heard
    people = _COUNTED.findall(words)
    if len(people) == 1:
        counts: dict[Key, int | None] = {Key.PEOPLE: int(people[0])}
        return Heard(Kind.REPORT, (Report(counts=counts, ask=(Ask.CONFIRM_NUMBER,)),))
    is_short = len(words.split()) <= SHORT and len(_NUMBER.findall(words)) == 1
    if is_short and not people and _DEED.search(words):
        return Heard(Kind.REPORT, (Report(ask=(Ask.WHAT_IS_COUNTED,)),))
    if _ZERO.search(words) and not _NUMBER.search(words):
        counts = {Key.PEOPLE: 0}
        return Heard(Kind.REPORT, (Report(counts=counts, ask=(Ask.CONFIRM_NUMBER,)),))
    return heard
