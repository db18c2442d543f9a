"""Who sees a flag, what it says, and who may settle it."""

from dataclasses import replace

import pytest

from bot.dialog.answers import Answers, Named
from bot.dialog.text import Text
from bot.task import Done, Submission, Task
from handlers.flagging.one import FLAG as ONE_FLAG
from handlers.flagging.one import FLAG_FINE
from handlers.flagging.shelf import FLAGS
from models.changes import Audited
from models.flag import FlagEnd, FlagKind
from models.flag_changes import CallRight, SettleFlag
from models.flag_needs import FlagLine, FlagNeed, FlagRow, FlagsNeed
from models.load import Known
from models.people import Role
from tests.handlers.flags import DETAILS, FLAG, flag_row
from tests.handlers.people import (
    COORDINATOR,
    LEADER,
    MEMBER,
    NOW,
    OF_TWO_TEAMS,
    ONE,
    TODAY,
    TWO,
    asker,
    duty,
    facts,
    known,
)

OTHER_LEADER = known(8, duty(Role.LEADER, TWO))
LEFT = replace(MEMBER, duties=(duty(Role.MEMBER, TWO),))


def done(task: Task, by: Known, row: FlagRow | None) -> Done:
    told = facts({FlagNeed(FLAG): row})
    begun = task.begin(asker(by), FLAG, told)
    found = task.submit(Submission("d", Answers(), begun.context), asker(by), told)
    assert isinstance(found, Done)
    return found


@pytest.mark.parametrize("kind", list(FlagKind))
def test_each_kind_gives_its_reason_beside_the_entry(kind: FlagKind) -> None:
    lines = done(ONE_FLAG, COORDINATOR, flag_row(kind)).lines

    assert lines[0].id == "flag.entry_line"
    assert lines[1].id.startswith("flag.")
    assert len(lines) <= 5


def test_what_was_sent_at_once_is_not_called_nought_seconds() -> None:
    row = flag_row(FlagKind.HASTY, detail=(("seconds", 0), ("people", 60)))

    assert Text("flag.hasty_at_once", people=60) in done(ONE_FLAG, COORDINATOR, row).lines


def test_odd_week_is_told_as_a_week() -> None:
    row = flag_row(FlagKind.OUTLIER, detail=(*DETAILS[FlagKind.OUTLIER][1:], ("of", "week")))

    assert done(ONE_FLAG, LEADER, row).lines[1].id == "flag.week"


@pytest.mark.parametrize("task", [ONE_FLAG, FLAG_FINE])
@pytest.mark.parametrize("by", [OF_TWO_TEAMS, OTHER_LEADER, LEFT])
def test_who_has_no_part_in_it_sees_and_settles_nothing(task: Task, by: Known) -> None:
    assert done(task, by, flag_row()) == Done(lines=(Text("task.not_yours"),))


@pytest.mark.parametrize("task", [ONE_FLAG, FLAG_FINE])
def test_what_somebody_settled_is_not_settled_again(task: Task) -> None:
    row = flag_row(end=FlagEnd.FINE)

    assert done(task, LEADER, row) == Done(lines=(Text("flag.settled"),))
    assert done(task, LEADER, None) == Done(lines=(Text("flag.gone"),))


def test_two_sessions_are_told_apart_by_who_logged_one_of_them() -> None:
    changes = done(FLAG_FINE, MEMBER, flag_row()).changes

    assert changes == (SettleFlag(FLAG, FlagEnd.FINE, MEMBER.id, NOW, f"flag:{FLAG}"),)


def test_authors_word_on_figures_is_kept_for_whoever_leads() -> None:
    row = flag_row(FlagKind.OUTLIER)

    assert done(FLAG_FINE, MEMBER, row).changes == (
        CallRight(FLAG, MEMBER.id, NOW, f"flag:{FLAG}"),
    )
    called = flag_row(FlagKind.OUTLIER, detail=(*row.detail, ("right", MEMBER.id)))
    assert Text("flag.called_right", name="Thành viên 002") in done(ONE_FLAG, LEADER, called).lines


@pytest.mark.parametrize("by", [LEADER, COORDINATOR])
def test_who_leads_settles_and_that_is_remembered(by: Known) -> None:
    settled, audited = done(FLAG_FINE, by, flag_row(FlagKind.OUTLIER)).changes

    assert settled == SettleFlag(FLAG, FlagEnd.FINE, by.id, NOW, f"flag:{FLAG}")
    assert isinstance(audited, Audited)
    assert (audited.action, audited.by_id) == ("flag.fine", by.id)


def test_only_a_pair_is_offered_to_merge() -> None:
    def tasks(row: FlagRow) -> list[str]:
        return [link.task for link in done(ONE_FLAG, LEADER, row).links]

    assert tasks(flag_row()) == ["merge", "flag_fine", "session_edit", "session_withdraw"]
    assert tasks(flag_row(FlagKind.OUTLIER)) == ["flag_fine", "session_edit", "session_withdraw"]


def test_list_is_of_the_commune_or_of_the_led_team() -> None:
    line = FlagLine(FLAG, FlagKind.HASTY, "Thôn 01", TODAY)
    told = facts({FlagsNeed((ONE,)): (line,), FlagsNeed(): (line, replace(line, id="f2"))})

    def listed(by: Known) -> tuple[Named, ...]:
        return FLAGS.begin(asker(by), "", told).context.list_of("flags")

    assert [named.id for named in listed(LEADER)] == [FLAG]
    assert [named.id for named in listed(COORDINATOR)] == [FLAG, "f2"]


def test_empty_list_says_so() -> None:
    assert FLAGS.begin(asker(LEADER), "", facts()).refusal == Text("flags.none")
