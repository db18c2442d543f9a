"""What a coordinator enters of a village."""

from datetime import date

from bot.dialog.answers import Answers, Named
from bot.dialog.text import Text
from bot.task import Done, Submission
from handlers.flagging.village import ADULTS, DAY, HAD, VILLAGE, VILLAGE_FIGURES
from models.changes import Audited
from models.flag_needs import VillagesNeed
from models.load import Known
from models.village_changes import SetVillageFigures
from tests.handlers.people import COORDINATOR, MEMBER, ONE, asker, facts

GIVEN = Answers(
    ((VILLAGE, Named(ONE, "Thôn 01")), (ADULTS, 420), (HAD, 300), (DAY, date(2026, 10, 31)))
)


def sent(by: Known, villages: bool = True) -> Done:  # noqa: FBT001, FBT002
    told = facts() if villages else facts({VillagesNeed(): ()})
    context = VILLAGE_FIGURES.begin(asker(COORDINATOR), "", facts()).context
    found = VILLAGE_FIGURES.submit(Submission("d", GIVEN, context), asker(by), told)
    assert isinstance(found, Done)
    return found


def test_figures_are_kept_and_that_is_remembered() -> None:
    done = sent(COORDINATOR)

    assert done.changes[0] == SetVillageFigures(ONE, 420, 300, date(2026, 10, 31), f"village:{ONE}")
    assert isinstance(done.changes[1], Audited)
    assert done.lines == (Text("village.done", village="Thôn 01", left=120),)


def test_nobody_else_enters_them() -> None:
    assert sent(MEMBER).changes == ()


def test_village_that_left_the_list_gets_none() -> None:
    assert sent(COORDINATOR, villages=False).lines == (Text("village.gone"),)


def test_no_more_with_than_there_are() -> None:
    context = VILLAGE_FIGURES.begin(asker(COORDINATOR), "", facts()).context
    flow = VILLAGE_FIGURES.flow(context)

    assert flow.find_broken(GIVEN.given(HAD, 421)) is not None
    assert flow.find_broken(GIVEN) is None


def test_without_villages_there_is_nothing_to_enter() -> None:
    told = facts({VillagesNeed(): ()})

    assert VILLAGE_FIGURES.begin(asker(COORDINATOR), "", told).refusal == Text("village.none")
