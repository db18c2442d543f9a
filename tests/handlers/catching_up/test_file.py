"""A file that is sent to be caught up: read once, sent in parts, and never twice."""

from datetime import date

import pytest

from bot.dialog.answers import Answers, Named
from bot.dialog.context import Context
from bot.dialog.text import Text
from bot.language.sentences.heard import Key, Report
from bot.language.sentences.sentence import Sentence
from bot.task import Begun, Done, Mend, Submission
from handlers.catching_up.caught import MOST, Caught, entries_from_text, entries_to_text
from handlers.catching_up.file import ENTRIES_FILE, ENTRIES_TEMPLATE, FILE
from handlers.catching_up.task import CATCHING_UP
from handlers.session.names import Step, topic_step
from models.attachment import AttachmentState
from models.changes import RecordActivity
from models.document_needs import ArrivedFile, FileNeed
from models.errand import MAKE_ENTRIES_TEMPLATE, READ_ENTRIES
from models.errand_changes import KeepErrand, KeepRead
from models.needs import Facts, TeamWeekNeed
from models.read_lists import ReadList, ReadListNeed, SameListNeed
from models.team_week import TeamWeek
from models.weeks import week_of
from tests.handlers.people import LEADER, MEMBER, ONE, RESIDENT, asker, facts

STORED = ArrivedFile(AttachmentState.STORED, "0a/x.xlsx", "", "", "digest")
ERRAND = "errand0000000001"


def entry(day: int, **more: object) -> Caught:
    report = Report(day=date(2026, 3, day), counts={Key.PEOPLE: 10 + day}, place="chợ")
    return Caught(Sentence(report, form="session"), **more)


TEN = entries_to_text(tuple(entry(day) for day in range(2, 12)))


def known(lines: str = TEN, by: str = MEMBER.id) -> Facts:
    weeks = {week_of(date(2026, 3, day)) for day in range(2, 12)}
    return facts(
        {
            ReadListNeed(ERRAND): ReadList(ERRAND, by, lines),
            **{
                TeamWeekNeed(ONE, week): TeamWeek(
                    ONE, "Thôn 01", week, has_zero_report=False, entries=()
                )
                for week in weeks
            },
        }
    )


def begun(told: Facts | None = None) -> Begun:
    return CATCHING_UP.begin(asker(MEMBER), f"list:{ERRAND}", told or known())


def sent(told: Facts | None = None) -> Done | Mend:
    start = begun()
    submission = Submission("d", start.answers, start.context)
    return CATCHING_UP.submit(submission, asker(MEMBER), told or known())


def test_note_and_own_counts_are_kept_and_answered() -> None:
    one = entry(5, note="mưa", more=(("dvc", 4), ("unknown", 3)))
    (back,) = entries_from_text(entries_to_text((one,)))
    answers = back.answers(begun().context)

    assert back == one
    assert answers.words(Step.NOTE) == "mưa"
    assert answers.number(topic_step("dvc")) == 4
    assert [named.id for named in answers.ticked(Step.TOPICS)] == ["dvc"]


def test_first_part_is_as_much_as_a_page_holds() -> None:
    start = begun()

    assert start.refusal is None
    assert len(entries_from_text(start.answers.words("entries") or "")) == MOST
    assert start.lead == Text("entries_file.part", count=MOST, left=2)


def test_what_is_left_is_kept_when_a_part_is_sent() -> None:
    done = sent()

    assert isinstance(done, Done)
    assert sum(isinstance(change, RecordActivity) for change in done.changes) == MOST
    (kept,) = [change for change in done.changes if isinstance(change, KeepRead)]
    assert len(entries_from_text(kept.text)) == 2
    assert [link.task for link in done.links] == ["undo", "catching_up"]


def test_part_taken_back_is_to_be_sent_again() -> None:
    start, done = begun(), sent()
    assert isinstance(done, Done)
    assert CATCHING_UP.undo is not None

    submission = Submission("d", start.answers, start.context)
    *_, kept = CATCHING_UP.undo(done.record, submission, asker(MEMBER))

    assert kept == KeepRead(ERRAND, TEN, f"errand:{ERRAND}")


def test_list_that_was_opened_twice_is_sent_once() -> None:
    rest = "\n".join(TEN.splitlines()[MOST:])

    assert sent(known(rest)) == Done(lines=(Text("entries_file.all_sent"),))


def test_list_of_somebody_else_is_not_opened() -> None:
    assert begun(known(by=LEADER.id)).refusal == Text("task.not_yours")
    assert begun(facts({ReadListNeed(ERRAND): None})).refusal == Text("task.not_yours")
    assert begun(known("")).refusal == Text("entries_file.all_sent")


def hand_in(arrived: ArrivedFile | None, before: ReadList | None = None) -> Done | Mend:
    told = facts({FileNeed("f", MEMBER.id): arrived, SameListNeed(MEMBER.id, "digest"): before})
    answers = Answers().given(FILE, Named("f", "bo-sung.xlsx"))
    return ENTRIES_FILE.submit(Submission("d", answers, Context()), asker(MEMBER), told)


def test_file_is_read_after_the_message() -> None:
    done = hand_in(STORED)

    assert isinstance(done, Done)
    (errand,) = done.changes
    assert isinstance(errand, KeepErrand)
    assert errand.kind == READ_ENTRIES
    assert dict(errand.argument) == {"file": "f", "digest": "digest", "today": "2026-11-20"}


def test_same_file_goes_on_where_it_was_left() -> None:
    left = hand_in(STORED, ReadList(ERRAND, MEMBER.id, TEN))
    all_sent = hand_in(STORED, ReadList(ERRAND, MEMBER.id, ""))

    assert isinstance(left, Done)
    assert (left.changes, [link.argument for link in left.links]) == ((), [f"list:{ERRAND}"])
    assert all_sent == Done(lines=(Text("entries_file.same_sent"),))


@pytest.mark.parametrize(
    ("arrived", "text"),
    [
        (None, "file.lost"),
        (ArrivedFile(AttachmentState.REFUSED, "", "", "no_list"), "file.lost"),
        (ArrivedFile(AttachmentState.PENDING, "", "", ""), "add_document.pending"),
    ],
)
def test_file_that_is_not_here_is_not_read(arrived: ArrivedFile | None, text: str) -> None:
    found = hand_in(arrived)

    assert isinstance(found, Mend)
    assert found.text == Text(text)


def test_template_is_made_after_the_message() -> None:
    done = ENTRIES_TEMPLATE.submit(Submission("d", Answers(), Context()), asker(MEMBER), facts())

    assert isinstance(done, Done)
    (errand,) = done.changes
    assert isinstance(errand, KeepErrand)
    assert errand.kind == MAKE_ENTRIES_TEMPLATE


@pytest.mark.parametrize("task", [ENTRIES_FILE, ENTRIES_TEMPLATE])
def test_who_works_in_no_team_sends_none(task: type) -> None:
    assert task.begin(asker(RESIDENT), "", facts()).refusal == Text("session.no_team")
