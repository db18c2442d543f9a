"""Counts of the commune's own: added, refused where there is one of the name, changed, retired."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialog.answers import Answers, Named, Value
from bot.language.fold import fold
from bot.language.sentences.heard import Key
from bot.task import Done, Mend, Submission
from handlers.indicators.add import ADD_INDICATOR
from handlers.indicators.change import EDIT_INDICATOR, RESUME_INDICATOR, RETIRE_INDICATOR
from handlers.indicators.naming import FIXED, NewLabel, new_id, read_label
from handlers.session.begin import begin_own
from models.indicator import Audience
from models.indicator_changes import (
    AddIndicator,
    RemoveIndicator,
    ResumeIndicator,
    RetireIndicator,
    RewordIndicator,
)
from models.indicator_needs import EveryIndicatorNeed, LargestNeed
from models.load import Known
from models.needs import Facts, IndicatorRow, IndicatorsNeed
from tests.handlers.people import A_YEAR_AGO, COORDINATOR, MEMBER, SEED_ROWS, TODAY, asker, facts

RETIRED = IndicatorRow(
    "hoi-thao", "Hội thảo", "Mấy buổi ạ?", "buổi", 5, "both", None, date(2026, 11, 2)
)
DVC = SEED_ROWS[1]


def known(*more: IndicatorRow, largest: int = 0) -> Facts:
    return facts(
        {
            EveryIndicatorNeed(): (*SEED_ROWS, RETIRED, *more),
            LargestNeed("dvc", A_YEAR_AGO): largest,
        }
    )


def added(by: Known = COORDINATOR, **over: Value) -> Done | Mend:
    said: dict[str, Value] = {
        "label": "Bác sĩ gia đình",
        "question": "Có bao nhiêu người được giúp đặt lịch khám ạ?",
        "unit": "người",
        "limit": 100,
        "audience": Named("residents", ""),
        "since": TODAY,
        **over,
    }
    told = known()
    context = ADD_INDICATOR.begin(asker(by), "", told).context
    return ADD_INDICATOR.submit(
        Submission("d", Answers(tuple(said.items())), context), asker(by), told
    )


def test_new_count_is_kept_as_it_was_said() -> None:
    done = added()

    assert isinstance(done, Done)
    change = done.changes[0]
    assert isinstance(change, AddIndicator)
    assert (change.id, change.limit, change.audience, change.since) == (
        "bac-si-gia-dinh", 100, Audience.RESIDENTS, TODAY,
    )  # fmt: skip


@pytest.mark.parametrize("label", ["Dịch vụ công", "dich vu cong", "DỊCH VỤ  CÔNG"])
def test_one_named_like_another_is_refused_at_its_name(label: str) -> None:
    refused = added(label=label)

    assert isinstance(refused, Mend)
    assert (refused.step, refused.text.id) == ("label", "add_indicator.same")


def test_one_named_like_a_retired_one_may_be_taken_up_again() -> None:
    done = added(label="hoi thao")

    assert isinstance(done, Done)
    assert done.changes == ()
    assert [(link.task, link.argument) for link in done.links] == [("resume_indicator", "hoi-thao")]


def test_member_adds_nothing() -> None:
    done = added(MEMBER)

    assert isinstance(done, Done)
    assert done.changes == ()


def test_what_was_added_can_be_taken_back() -> None:
    told = known()
    context = ADD_INDICATOR.begin(asker(COORDINATOR), "", told).context
    submission = Submission("d", Answers((("since", TODAY), ("label", "Hội"))), context)

    assert ADD_INDICATOR.undo is not None
    back = ADD_INDICATOR.undo("hoi", submission, asker(COORDINATOR))

    assert isinstance(back[0], RemoveIndicator)


@given(st.text(max_size=40))
def test_id_is_never_one_that_means_something_else(label: str) -> None:
    read = read_label(label)
    if read is None:
        return

    id_ = new_id(read, {row.id for row in SEED_ROWS})

    assert id_ not in FIXED
    assert id_ == id_.lower()
    assert id_.replace("-", "").isalnum()
    assert len(id_.encode()) <= 40


@pytest.mark.parametrize(
    ("label", "id_"),
    [
        ("dvc", "dvc-2"),
        ("People", "people-2"),
        ("VssID", "vssid"),
        ("😀 4G", "4g"),
        ("Ấp 5", "ap-5"),
    ],
)
def test_fixed_key_is_given_only_to_its_own_label(label: str, id_: str) -> None:
    taken = {key.value for key in Key if key is not Key.VSSID}

    assert new_id(label, taken) == id_


def test_label_of_no_letters_or_too_long_is_none() -> None:
    assert [read_label(typed) for typed in ("", "…", "a" * 21)] == [None] * 3
    assert read_label("  Trạm  y tế ") == "Trạm y tế"


# Changed, retired, taken up again


def edited(largest: int = 0, **over: Value) -> tuple[Done | Mend, list[str]]:
    told = known(largest=largest)
    begun = EDIT_INDICATOR.begin(asker(COORDINATOR), "dvc", told)
    answers = begun.answers.with_all(Answers(tuple(over.items())))
    page = [line.id for line in EDIT_INDICATOR.flow(begun.context).summary(answers)]
    done = EDIT_INDICATOR.submit(Submission("d", answers, begun.context), asker(COORDINATOR), told)
    return done, page


def test_limit_below_what_was_counted_is_said_on_the_page_and_kept() -> None:
    done, page = edited(largest=50, limit=20)

    assert page[-1] == "indicator.sum.above"
    assert isinstance(done, Done)
    change = done.changes[0]
    assert isinstance(change, RewordIndicator)
    assert (change.limit, change.question) == (20, DVC.question)


def test_limit_above_what_was_counted_says_nothing() -> None:
    _, page = edited(largest=50, limit=60)

    assert "indicator.sum.above" not in page


def test_nothing_changed_is_nothing_written() -> None:
    done, _ = edited()

    assert isinstance(done, Done)
    assert done.changes == ()


def test_change_can_be_taken_back_to_what_it_was() -> None:
    begun = EDIT_INDICATOR.begin(asker(COORDINATOR), "dvc", known())

    assert EDIT_INDICATOR.undo is not None
    back = EDIT_INDICATOR.undo("dvc", Submission("d", Answers(), begun.context), asker(COORDINATOR))

    assert back[0] == RewordIndicator(
        "dvc", DVC.question, DVC.unit, DVC.limit, Audience(DVC.audience)
    )


@pytest.mark.parametrize(("sure", "count"), [("yes", 2), ("no", 0)])
def test_one_is_retired_only_when_it_is_meant(sure: str, count: int) -> None:
    begun = RETIRE_INDICATOR.begin(asker(COORDINATOR), "dvc", known())
    answers = Answers((("sure", Named(sure, "")),))
    done = RETIRE_INDICATOR.submit(
        Submission("d", answers, begun.context), asker(COORDINATOR), known()
    )

    assert isinstance(done, Done)
    assert len(done.changes) == count
    assert count == 0 or done.changes[0] == RetireIndicator("dvc", TODAY)


def test_retired_one_is_taken_up_with_the_day_it_was_retired() -> None:
    begun = RESUME_INDICATOR.begin(asker(COORDINATOR), "hoi-thao", known())
    done = RESUME_INDICATOR.submit(
        Submission("d", Answers(), begun.context), asker(COORDINATOR), known()
    )

    assert isinstance(done, Done)
    change = done.changes[0]
    assert isinstance(change, ResumeIndicator)
    assert change.retired_on == RETIRED.retired_on


def test_one_of_a_coming_day_is_not_asked_yet() -> None:
    tomorrow = replace(DVC, id="moi", since=TODAY + timedelta(days=1))
    today = replace(DVC, id="nay", since=TODAY)
    told = facts({IndicatorsNeed(): (tomorrow, today)})

    context = begin_own(asker(MEMBER), "", told).context

    assert [item.id for item in context.indicators] == ["nay"]


def test_retired_label_folds_like_a_new_one() -> None:
    assert fold(RETIRED.label) == "hoi thao"


@pytest.mark.parametrize("typed", ["VNeID", "số người", "Ghi chu", "Vneid mức 2", "Ngư dân"])
def test_count_is_not_called_like_what_every_session_asks(typed: str) -> None:
    assert NewLabel(())(typed) is None
    assert NewLabel(())("Người đọc sách") == "Người đọc sách"
