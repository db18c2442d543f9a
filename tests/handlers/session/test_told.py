"""What a sentence becomes in a session: its answers, and what is asked because of it."""

from datetime import date

import pytest

from bot.dialog.answers import Answers
from bot.dialog.events import Told
from bot.language.sentences.forms import Form
from bot.language.sentences.heard import Ask, Audience, Change, Key, Report, Subgroup
from bot.language.sentences.sentence import Sentence
from handlers.session.begin import begin_own
from handlers.session.names import BOTH_LEVELS, LEVEL_2, NO_LEVEL
from handlers.session.told import tell
from models.activity import ActivityKind
from tests.handlers.people import MEMBER, TODAY, asker, facts

CONTEXT = begin_own(asker(MEMBER), "", facts()).context
ADDED, TAKEN_OFF = Change(is_added=True), Change(is_taken_off=True)


def told(before: Answers | None = None, sentence: Sentence | None = None, **report: object) -> Told:
    said = sentence or Sentence(Report(**report))
    return tell(said, CONTEXT, before or Answers())


def test_whole_report_passes_over_what_it_does_not_speak_of() -> None:
    event = told(day=TODAY, counts={Key.PEOPLE: 12})

    assert event.is_all
    assert (event.answers.day("day"), event.answers.number("people")) == (TODAY, 12)
    assert (event.open, event.doubted) == ((), ())


@pytest.mark.parametrize(
    ("counts", "total", "level", "second"),
    [
        ({Key.VNEID: 5}, 5, NO_LEVEL, None),
        ({Key.VNEID2: 7}, 7, LEVEL_2, None),
        ({Key.VNEID1: 3, Key.VNEID2: 2}, 5, BOTH_LEVELS, 2),
    ],
)
def test_levels_of_vneid(
    counts: dict[Key, int], total: int, level: str, second: int | None
) -> None:
    answers = told(counts=counts).answers

    assert (answers.number("vneid"), answers.number("vneid_2")) == (total, second)
    assert answers.has("vneid_level", level)


def test_level_said_of_a_part_alone_is_asked() -> None:
    event = told(counts={Key.VNEID: 3, Key.VNEID2: 2})

    assert event.answers.number("vneid") == 5
    assert "vneid_level" in event.open


def test_topic_is_ticked_with_its_count_and_one_without_a_number_is_asked() -> None:
    event = told(counts={Key.DVC: 3, Key.PAYMENT: None, Key.ESIGN: 0})

    assert {named.id for named in event.answers.ticked("topics")} == {"dvc", "payment"}
    assert event.answers.number("count.dvc") == 3
    assert event.open == ("count.payment",)


def test_groups_are_ticked_and_counted() -> None:
    answers = told(counts={Key.ELDERLY: 3}, subgroups={Subgroup.FISHERMEN: 4}).answers

    assert (answers.number("group.elderly"), answers.number("group.fishermen")) == (3, 4)


@pytest.mark.parametrize("code", [Ask.CONFIRM_NUMBER, Ask.CONFIRM_TOTAL])
def test_number_in_doubt_wants_a_yes(code: Ask) -> None:
    assert told(counts={Key.PEOPLE: 20}, ask=(code,)).doubted == ("people",)


def test_sums_that_do_not_match_are_asked_anew() -> None:
    event = told(counts={Key.PEOPLE: 12}, ask=(Ask.SUM_MISMATCH,))

    assert "people" not in event.answers
    assert event.open == ("people",)


@pytest.mark.parametrize(
    "code", [Ask.DATE_UNCLEAR, Ask.DATE_INVALID, Ask.DATE_RANGE, Ask.MULTI_DAY]
)
def test_day_that_is_not_known_is_asked_and_why(code: Ask) -> None:
    event = told(counts={Key.PEOPLE: 12}, ask=(code,))

    assert event.open == ("day",)
    assert event.lead


def test_lunar_day_is_said_back_by_the_sun() -> None:
    event = told(day=date(2026, 8, 27), is_lunar=True, ask=(Ask.DATE_UNCLEAR,))

    assert event.doubted == ("day",)


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        (Sentence(Report(audience=Audience.MEMBERS)), ActivityKind.MEMBERS_SESSION),
        (Sentence(Report(audience=Audience.RESIDENTS)), ActivityKind.RESIDENTS_SESSION),
        (Sentence(Report(counts={Key.SESSIONS: 2})), ActivityKind.RESIDENTS_SESSION),
        (Sentence(Report(), form=Form.SESSION), ActivityKind.RESIDENTS_SESSION),
        (Sentence(Report(), form=Form.HOME_VISIT), ActivityKind.HOME_VISIT),
    ],
)
def test_kind_is_taken_from_who_came_or_where_to(sentence: Sentence, kind: ActivityKind) -> None:
    assert told(sentence=sentence).answers.has("kind", kind.value)


def test_kind_is_asked_where_a_session_counts_households() -> None:
    sentence = Sentence(Report(counts={Key.HOUSEHOLDS: 4}), form=Form.SESSION)

    assert "kind" not in told(sentence=sentence).answers


@pytest.mark.parametrize(("change", "people"), [(ADDED, 14), (TAKEN_OFF, 10), (Change(), 2)])
def test_correction_adds_takes_off_or_replaces(change: Change, people: int) -> None:
    before = Answers((("people", 12),))
    sentence = Sentence(Report(counts={Key.PEOPLE: 2}), change, is_correction=True)

    event = told(before, sentence)

    assert event.answers.number("people") == people
    assert not event.is_all


def test_correction_of_one_topic_keeps_the_others() -> None:
    before = told(counts={Key.DVC: 3}).answers
    sentence = Sentence(Report(counts={Key.ESIGN: 2}), is_correction=True)

    assert {named.id for named in told(before, sentence).answers.ticked("topics")} == {
        "dvc",
        "esign",
    }


def test_photos_are_dropped_by_name() -> None:
    sentence = Sentence(Report(), Change(drops_photos=True), is_correction=True)

    assert told(sentence=sentence).answers["photos"] is None


def test_topic_that_this_kind_of_session_does_not_count_is_said_not_kept() -> None:
    found = told(audience=Audience.MEMBERS, counts={Key.PEOPLE: 12, Key.HOUSEHOLDS: 5, Key.DVC: 4})

    assert [named.id for named in found.answers.ticked("topics")] == ["dvc"]
    assert "sentence.not_counted" in [text.id for text in found.lead]
