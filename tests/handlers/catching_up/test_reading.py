"""What each message does to the list of what is being caught up."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.dialog.answers import Answers
from bot.dialog.text import Text
from bot.language.months import Month
from bot.language.sentences.heard import Key
from handlers.catching_up.caught import (
    MOST,
    Gap,
    entries_from_text,
    entries_to_text,
)
from handlers.catching_up.reading import next_question, reader
from handlers.catching_up.task import CATCHING_UP
from handlers.session.names import Step
from tests.handlers.people import MEMBER, TODAY, asker, facts

MARCH = Month(2026, 3)
CONTEXT = CATCHING_UP.begin(asker(MEMBER), "2026-03", facts()).context
read = reader(CONTEXT, MARCH, ("Thôn 01",))
FIVE, SEVEN = "ngày 5 hướng dẫn 12 người", "mùng 7 đến tận nhà 2 người"


def kept(*messages: str) -> str:
    lines = ""
    for message in messages:
        lines = read(lines, message, TODAY).kept
    return lines


def days(text: str) -> list[date | None]:
    return [entry.report.day for entry in entries_from_text(text)]


def gaps(text: str) -> list[Gap | None]:
    return [entry.gap(CONTEXT) for entry in entries_from_text(text)]


def people(text: str) -> list[int | None]:
    return [entry.report.counts.get(Key.PEOPLE) for entry in entries_from_text(text)]


def test_each_sentence_is_one_entry_in_its_month() -> None:
    text = kept(FIVE, SEVEN)

    assert days(text) == [date(2026, 3, 5), date(2026, 3, 7)]
    assert (gaps(text), people(text)) == ([None, None], [12, 2])


def test_several_in_one_message_are_several_entries() -> None:
    text = kept("5/3 hướng dẫn 12 người\n12/3 hướng dẫn 8 người")

    assert (days(text), people(text)) == ([date(2026, 3, 5), date(2026, 3, 12)], [12, 8])


@pytest.mark.parametrize("day", ["8", "mùng 8", "8/3", "ngày 8", "chủ nhật tuần 2"])
def test_day_that_was_not_said_is_asked_and_filled(day: str) -> None:
    open_ = kept("hướng dẫn 12 người")
    assert gaps(open_) == [Gap.DAY]

    assert days(kept("hướng dẫn 12 người", day)) == [date(2026, 3, 8)]


@pytest.mark.parametrize("day", ["5/9 hướng dẫn 12 người", "hôm qua hướng dẫn 12 người"])
def test_day_of_another_month_is_asked_and_never_moved(day: str) -> None:
    assert gaps(kept(day)) == [Gap.DAY]


@pytest.mark.parametrize("answer", ["5/9", "hôm nọ", "40", "dạ thôi"])
def test_what_is_no_day_of_the_month_leaves_it_open(answer: str) -> None:
    before = kept("hướng dẫn 12 người")

    after = read(before, answer, TODAY)

    assert after.kept == before
    assert after.said == (Text("catching.miss_here"),)


def test_day_to_come_is_asked() -> None:
    november = reader(CONTEXT, Month(2026, 11), ())

    lines = november("", "ngày 29 hướng dẫn 12 người", TODAY).kept

    assert days(lines) == [None]


def test_rough_number_is_asked_for_the_exact_one() -> None:
    rough = "ngày 5 hướng dẫn khoảng 20 người"

    assert gaps(kept(rough)) == [Gap.PEOPLE]
    assert (gaps(kept(rough, "21")), people(kept(rough, "21"))) == ([None], [21])


@pytest.mark.parametrize("part", ["cài 15 vneid", "20 cụ"])
def test_part_above_the_people_is_asked_until_it_is_none(part: str) -> None:
    said = f"ngày 5 hướng dẫn 12 người, {part}"

    assert gaps(kept(said)) == [Gap.PEOPLE]
    assert gaps(kept(said, "13")) == [Gap.SUMS]
    assert (gaps(kept(said, "25")), people(kept(said, "25"))) == ([None], [25])


def test_number_far_above_a_session_is_asked_once_more() -> None:
    large = "ngày 5 hướng dẫn 450 người"

    assert gaps(kept(large)) == [Gap.PEOPLE]
    assert people(kept(large, "450")) == [450]
    assert gaps(kept(large, "450")) == [None]


def test_kind_that_was_not_said_is_asked() -> None:
    bare = "25/3 có 9 người"

    assert gaps(kept(bare)) == [Gap.KIND]
    visit, session = kept(bare, "tại nhà"), kept(bare, "hướng dẫn")
    kinds = [
        entries_from_text(text)[0].answers(CONTEXT).chosen(Step.KIND) for text in (visit, session)
    ]
    assert [kind.id if kind else "" for kind in kinds] == ["home_visit", "residents_session"]


def test_installs_without_a_number_are_asked_and_may_be_unknown() -> None:
    said = "ngày 5 hướng dẫn 12 người cài VNeID"
    text = kept(said)
    if gaps(text) == [Gap.VNEID]:
        assert entries_from_text(kept(said, "4"))[0].answers(CONTEXT).number(Step.VNEID) == 4
        assert gaps(kept(said, "0")) == [None]


def test_entry_may_be_said_again_while_something_is_open() -> None:
    text = kept("hướng dẫn 12 người", "ngày 8 hướng dẫn 14 người")

    assert (days(text), people(text)) == ([date(2026, 3, 8)], [14])


def test_what_was_held_on_another_day_is_added_while_something_is_open() -> None:
    text = kept("ngày 6 hướng dẫn khoảng 20 người", "ngày 7 hướng dẫn 5 người")

    assert days(text) == [date(2026, 3, 6), date(2026, 3, 7)]
    assert gaps(text) == [Gap.PEOPLE, None]
    assert people(kept("ngày 6 hướng dẫn khoảng 20 người", "ngày 7 hướng dẫn 5 người", "21")) == [
        21,
        5,
    ]


def test_installs_are_not_said_back_where_they_do_not_count() -> None:
    (entry,) = entries_from_text(kept("ngày 4 tập huấn thành viên 6 người, cài 3 VNeID"))

    assert entry.answers(CONTEXT).number(Step.VNEID) is None
    assert "sessions.vneid" not in [part.id for part in entry.parts(CONTEXT)]


@pytest.mark.parametrize("words", ["bỏ 1", "bỏ buổi 1", "xóa buổi 1", "bo buoi 1 di a"])
def test_entry_is_left_out(words: str) -> None:
    assert days(kept(FIVE, SEVEN, words)) == [date(2026, 3, 7)]


def test_leaving_out_what_is_not_there_changes_nothing() -> None:
    text = kept(FIVE)

    assert read(text, "bỏ 2", TODAY) == read(text, "bỏ 0", TODAY)
    assert read(text, "bỏ 2", TODAY).kept == text


def test_entry_said_again_changes_what_it_names() -> None:
    text = kept("ngày 5 hướng dẫn 12 người, 3 cụ", SEVEN, "buổi 1: 14 người")
    (first, _) = entries_from_text(text)

    assert first.report.counts == {Key.PEOPLE: 14, Key.ELDERLY: 3}
    assert first.report.day == date(2026, 3, 5)
    assert days(kept(FIVE, SEVEN, "buổi 2: ngày 9"))[1] == date(2026, 3, 9)


@pytest.mark.parametrize("typed", ["trời mưa quá", "ạ", "?", "vì sao lại thế"])
def test_what_is_no_report_is_a_miss(typed: str) -> None:
    text = kept(FIVE)

    assert read(text, typed, TODAY).kept == text


def test_no_more_than_a_page_holds() -> None:
    lines = "\n".join(f"ngày {day} hướng dẫn 1{day} người" for day in range(1, 6))
    text = kept(lines, lines)

    assert len(entries_from_text(text)) == MOST
    assert next_question(CONTEXT, MARCH, text) == Text("catching.full", most=MOST)
    assert len(entries_from_text(read(text, SEVEN, TODAY).kept)) == MOST


@settings(max_examples=60)
@given(
    st.lists(st.sampled_from((FIVE, SEVEN, "hướng dẫn 9 người", "8", "bỏ 1", "xyz")), max_size=7)
)
def test_list_is_kept_as_text_and_read_back(messages: list[str]) -> None:
    text = kept(*messages)
    entries = entries_from_text(text)

    assert entries_to_text(entries) == text
    assert len(entries) <= MOST


@settings(max_examples=60)
@given(st.text(max_size=80))
def test_no_text_harms(typed: str) -> None:
    text = kept(FIVE)

    assert len(entries_from_text(read(text, typed, TODAY).kept)) <= MOST


def test_lines_of_another_version_are_left_aside() -> None:
    assert entries_from_text("Nguyễn Thị Hoa\n{}\n[1]\n" + kept(FIVE)) == entries_from_text(
        kept(FIVE)
    )


def test_summary_has_a_line_for_each_and_says_what_is_open() -> None:
    flow = CATCHING_UP.flow(CONTEXT)
    answers = Answers().given("entries", kept(FIVE, "hướng dẫn 9 người"))

    assert [line.id for line in flow.summary(answers)] == ["catching.sum", "catching.sum_open"]
