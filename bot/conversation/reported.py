"""What a report of a sentence holds, as far as it decides where the report goes."""

from __future__ import annotations

from bot.language.sentences.forms import Form
from bot.language.sentences.heard import Ask, Audience, Heard, Key, Report
from bot.language.sentences.sentence import Sentence

VNEID = frozenset({Key.VNEID, Key.VNEID1, Key.VNEID2})


def is_plain(report: Report) -> bool:
    """Whether nothing but its day and its number of people is left to ask."""
    counts = report.counts
    return (
        all(value is not None for key, value in counts.items() if key is not Key.PEOPLE)
        and report.audience is not Audience.MEMBERS
        and Ask.SUM_MISMATCH not in report.ask
    )


def is_nobody(report: Report) -> bool:
    return report.counts.get(Key.PEOPLE) == 0 and not any(report.counts.values())


def is_whole(report: Report, form: Form | None) -> bool:
    """Whether it says more than a day and a number."""
    if is_installs(Sentence(report, form=form)):
        return True
    return bool(report.counts.get(Key.PEOPLE)) and (form is not None or len(report.counts) > 1)


def is_installs(sentence: Sentence) -> bool:
    """Whether it speaks of installs and of nothing else that is counted."""
    report = sentence.report
    return (
        bool(report.counts)
        and VNEID.issuperset(report.counts)
        and any(value != 0 for value in report.counts.values())
        and not report.subgroups
        and report.audience is not Audience.MEMBERS
        and sentence.form is not Form.SESSION
    )


def has_counts(heard: Heard) -> bool:
    return any(report.counts for report in heard.reports)
