"""“Nhật ký”: ten lines a page, for the coordinator and the administrator, the look itself noted."""

from datetime import timedelta

import pytest

from bot.dialog.answers import Answers
from bot.dialog.text import Text
from bot.task import Done, Submission
from handlers.audit_log import AUDIT_LOG, PAGE
from handlers.audit_words import audited_words
from models.audit_facts import AuditedRow, AuditNeed
from models.changes import Audited
from models.load import Known
from models.needs import Facts
from models.people import Role
from tests.handlers.people import (
    COORDINATOR,
    LEADER,
    MEMBER,
    NOW,
    OFFICE,
    RESIDENT,
    asker,
    duty,
    facts,
    known,
)

ADMINISTRATOR = known(94, duty(Role.ADMINISTRATOR))


def row(number: int = 0, action: str = "person.phone", **more: str) -> AuditedRow:
    return AuditedRow(
        at=NOW - timedelta(minutes=number),
        by_id=more.get("by_id", "p1"),
        by_name=more.get("by_name", "Cán bộ Mẫu"),
        action=action,
        subject=more.get("subject", "p2"),
        subject_name=more.get("subject_name", "Bà Hoa"),
        detail=tuple((name, value) for name, value in more.items() if name in ("people", "reason",
                                                                             "unmasked")),
    )  # fmt: skip


def told(count: int, skip: int = 0) -> Facts:
    return facts({AuditNeed(skip, PAGE + 1): tuple(row(n) for n in range(count))[: PAGE + 1]})


def shown(by: Known, known_facts: Facts, argument: str = "") -> Done:
    context = AUDIT_LOG.begin(asker(by), argument, facts()).context
    done = AUDIT_LOG.submit(Submission("d", Answers(), context), asker(by), known_facts)
    assert isinstance(done, Done)
    return done


@pytest.mark.parametrize("person", [COORDINATOR, ADMINISTRATOR])
def test_ten_lines_and_a_button_to_the_next_page(person: Known) -> None:
    done = shown(person, told(11))

    assert [line.id for line in done.lines] == ["audit.head"] + ["audit.line"] * 10
    assert [(link.task, link.argument) for link in done.links] == [("audit_log", "1")]


def test_last_page_has_no_next_and_no_head() -> None:
    done = shown(COORDINATOR, told(3, skip=10), "1")

    assert [line.id for line in done.lines] == ["audit.line"] * 3
    assert done.links == ()
    assert done.changes == ()


def test_a_look_is_noted_once() -> None:
    (change,) = shown(COORDINATOR, told(2)).changes

    assert isinstance(change, Audited)
    assert (change.action, change.by_id) == ("audit.seen", COORDINATOR.id)


@pytest.mark.parametrize("person", [MEMBER, LEADER, OFFICE, RESIDENT])
def test_nobody_else_reads_it_whatever_their_button_says(person: Known) -> None:
    for argument in ("", "1", "-1", "²", "99999999999"):
        assert shown(person, told(3), argument).lines == (Text("task.not_yours"),)


def test_page_that_is_no_number_is_the_first() -> None:
    assert shown(COORDINATOR, told(1), "x").lines[0] == Text("audit.head")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (row(), Text("audit.person.phone", who="Cán bộ Mẫu", whom="Bà Hoa")),
        (
            row(action="phones.seen", people="a,b,c"),
            Text("audit.phones.seen", who="Cán bộ Mẫu", count=3),
        ),
        (
            row(action="members.exported", people="386", unmasked="0", by_name=""),
            Text("audit.members.masked", who=Text("audit.program"), count=386),
        ),
        (
            row(action="members.exported", people="5", unmasked="1", reason="họp tổ"),
            Text("audit.members.exported", who="Cán bộ Mẫu", count=5, reason="họp tổ"),
        ),
        (row(action="new.deed"), Text("audit.other", who="Cán bộ Mẫu", action="new.deed")),
    ],
)
def test_a_line_says_who_what_and_whose(line: AuditedRow, expected: Text) -> None:
    assert audited_words(line) == expected
