"""Each fault, forged, is found by the judge of typed talk, and only that one."""

from dataclasses import replace

from tests.whole.torture.figures import Figures
from tests.whole.torture.records import Standing
from tests.whole.torture.test_judge import records
from tests.whole.torture.typed.judge import judge_typed
from tests.whole.torture.typed.people import Memory, Sending

HOA, LAN = "hp1/a", "hp1/b"
PAGE = Figures(day="21/11", kind="residents_session", team="Thôn 01", people=12, vneid=(3, 2, 0))


def row(
    id_: str = "r1",
    dialog: str = "",
    *,
    is_counted: bool = True,
    people: int = 12,
    vneid: tuple[int, int, int] = PAGE.vneid,
) -> Standing:
    figures = replace(PAGE, people=people, vneid=vneid)
    return Standing(id_, dialog or f"d-{id_}", is_counted, figures)


def sending(people: int = 12, *, is_sure: bool = True, turn: int = 1) -> Sending:
    return Sending(people, replace(PAGE, people=people), is_sure, turn)


def found(memory: Memory, *rows: Standing, author: str = HOA) -> dict[str, int]:
    """How many faults of each kind, leaving out those without any."""
    verdict = judge_typed([memory], {each.id: author for each in rows}, records(*rows))
    names = ("lost", "doubled", "altered", "unasked", "undone", "zero", "other")
    return {name: len(getattr(verdict, name)) for name in names if getattr(verdict, name)}


def test_report_that_stands_as_its_page_said_is_no_fault() -> None:
    memory = Memory(HOA, sent=[sending(), sending(7, turn=2)], told={12, 7})

    assert found(memory, row(), row("r2", people=7)) == {}


def test_report_that_was_told_or_surely_sent_and_is_not_there_is_lost() -> None:
    memory = Memory(HOA, sent=[sending(), sending(7), sending(9, is_sure=False)], told={9})

    assert found(memory, row()) == {"lost": 2}


def test_report_that_was_not_surely_sent_may_be_missing() -> None:
    memory = Memory(HOA, sent=[sending(), sending(7, is_sure=False), sending(9)], dropped={9})

    assert found(memory, row()) == {}


def test_report_of_somebody_else_does_not_stand_for_it() -> None:
    memory = Memory(HOA, sent=[sending()])

    assert found(memory, row(), author=LAN) == {"lost": 1, "unasked": 1}


def test_report_that_stands_oftener_than_it_was_sent_is_doubled() -> None:
    memory = Memory(HOA, sent=[sending()])

    assert found(memory, row(), row("r2")) == {"doubled": 1}


def test_dialog_that_stands_twice_is_doubled_however_often_it_was_sent() -> None:
    memory = Memory(HOA, sent=[sending(), sending()])

    assert found(memory, row(), row("r2", dialog="d-r1")) == {"doubled": 1}


def test_report_with_other_figures_is_altered() -> None:
    memory = Memory(HOA, sent=[sending()])

    assert found(memory, row(vneid=(3, 3, 0))) == {"altered": 1}


def test_report_that_nobody_sent_is_unasked() -> None:
    assert found(Memory(HOA), row()) == {"unasked": 1}


def test_report_taken_back_must_not_count_unless_it_was_sent_again() -> None:
    taken_back = Memory(HOA, sent=[sending()], undone={12: 3})
    again = Memory(HOA, sent=[sending(), sending(turn=5)], undone={12: 3})

    assert found(taken_back, row()) == {"undone": 1}
    assert found(taken_back, row(is_counted=False)) == {}
    assert found(again, row(is_counted=False), row("r2")) == {}


def test_report_that_is_gone_though_nobody_took_it_back_is_found() -> None:
    assert found(Memory(HOA, sent=[sending()]), row(is_counted=False)) == {"undone": 1}
