"""Businesses supported: which one is meant, what is recorded, and that none counts twice."""

from datetime import date

import pytest

from bot.dialog.answers import Answers, Named, Value
from bot.task import Done, Mend, Search, Submission
from handlers.businesses.finding import NEW, find_businesses, likeness, new_named
from handlers.businesses.listed import LISTED
from handlers.businesses.support import SUPPORT
from models.activity import ActivityKind
from models.business_kept import folded
from models.business_needs import BUSINESSES, BusinessesNeed, BusinessRow
from models.changes import RecordActivity, keys_of
from models.load import Known
from models.needs import Facts
from tests.handlers.people import COORDINATOR, MEMBER, OF_TWO_TEAMS, ONE, TODAY, TWO, asker, facts
from tests.handlers.session.answers import week


def row(id_: str, name: str, village: str = "Thôn 01", *days: date) -> BusinessRow:
    return BusinessRow(
        id_, name, village, folded(name), folded(village), ("qr",), days or (date(2026, 10, 1),)
    )


HOA = row("hoa", "Tạp hóa Hoa")
OWN = frozenset({"thon 01"})


def found(words: str, *rows: BusinessRow) -> list[str]:
    return [named.id for named in find_businesses(words, rows, OWN)]


def test_same_name_in_the_own_village_is_it() -> None:
    assert found("tap hoa  HOA!", HOA) == ["hoa"]


def test_same_name_elsewhere_is_shown_beside_a_new_one() -> None:
    assert found("Tạp hóa Hoa", row("far", "Tạp hóa Hoa", "Thôn 02")) == ["far", NEW]


@pytest.mark.parametrize("words", ["Tạp hóa cô Hoa", "Tap hoa Hoaa", "tạp hóa hoa lan"])
def test_what_sounds_alike_is_shown_to_choose(words: str) -> None:
    assert found(words, HOA, row("other", "Nhà nghỉ Biển Xanh")) == ["hoa", NEW]


def test_what_sounds_otherwise_is_new_at_once() -> None:
    assert found("Nhà nghỉ Sao Biển", HOA) == [NEW]


def test_one_whose_support_was_taken_back_is_not_shown() -> None:
    gone = BusinessRow("gone", "Tạp hóa Hoa", "Thôn 01", "tap hoa hoa", "thon 01", (), ())

    assert found("Tạp hóa Hoa", gone) == [NEW]


def test_one_common_word_makes_nobody_alike() -> None:
    assert likeness("hoa", "tap hoa hoa") < 0.8


# Recorded


def logged(
    named: Named, *rows: BusinessRow, by: Known = MEMBER, told: Facts | None = None, **over: Value
) -> Done | Mend:
    known = told or facts({BusinessesNeed(): rows, **week(), **week(team=TWO)})
    begun = SUPPORT.begin(asker(by), "", known)
    said: dict[str, Value] = {"name": named, "kinds": (Named("qr", ""), Named("shop", "")), **over}
    answers = begun.answers.with_all(Answers(tuple(said.items())))
    return SUPPORT.submit(Submission("d", answers, begun.context), asker(by), known)


def record_of(done: Done | Mend) -> RecordActivity:
    assert isinstance(done, Done)
    record = done.changes[0]
    assert isinstance(record, RecordActivity)
    return record


def test_new_one_is_of_the_teams_own_village_and_counts_nobody() -> None:
    record = record_of(logged(new_named("Tạp hóa Hoa")))

    assert (record.kind, record.sessions, record.people) == (ActivityKind.BUSINESS, 0, 0)
    assert record.business is not None
    assert (record.business.name, record.business.village, record.business.kinds) == (
        "Tạp hóa Hoa", "Thôn 01", ("qr", "shop"),
    )  # fmt: skip


def test_two_who_name_one_wait_for_each_other() -> None:
    assert set(keys_of(record_of(logged(new_named("Hoa"))))) == {f"team:{ONE}/2026-W47", BUSINESSES}


def test_known_one_keeps_its_own_name_and_village() -> None:
    far = row("far", "Tạp hóa Hoa", "Thôn 02")
    record = record_of(logged(Named("far", "Tạp hóa Hoa (Thôn 02)"), far))

    assert record.business is not None
    assert (record.business.business_id, record.business.village) == ("far", "Thôn 02")


def test_one_that_was_named_meanwhile_is_not_added_again() -> None:
    record = record_of(logged(new_named("tạp hóa hoa"), HOA))

    assert record.business is not None
    assert record.business.business_id == "hoa"


@pytest.mark.parametrize(("days", "count"), [((date(2026, 1, 5),), 1), ((date(2025, 12, 31),), 2)])
def test_year_counts_each_once(days: tuple[date, ...], count: int) -> None:
    done = logged(
        new_named("Nhà nghỉ Biển"), row("b", "Nhà nghỉ Biển"), row("old", "Xưởng", "Thôn 02", *days)
    )
    assert isinstance(done, Done)

    said = dict(done.lines[0].parameters)

    assert said["count"] == (2 if days[0].year == 2026 else 1), count


def test_member_of_two_teams_says_where_a_new_one_is() -> None:
    refused = logged(new_named("Hoa"), by=OF_TWO_TEAMS, team=Named(ONE, "Thôn 01"))

    assert isinstance(refused, Mend)
    assert refused.step == "village"


def test_nothing_set_up_is_asked_for() -> None:
    refused = logged(new_named("Hoa"), kinds=None)

    assert isinstance(refused, Mend)
    assert refused.step == "kinds"


def test_empty_week_keeps_it_on_the_page() -> None:
    refused = logged(new_named("Hoa"), told=facts(week(zero=True)))

    assert isinstance(refused, Mend)
    assert refused.text.id == "session.zero_exists"


def test_village_is_found_by_its_number() -> None:
    places = SUPPORT.find(
        Search("villages", "2", SUPPORT.begin(asker(MEMBER), "", facts()).context),
        asker(MEMBER),
        facts(),
    )

    assert [named.id for named in places] == [TWO]


# Listed


def listed(by: Known, *rows: BusinessRow, page: str = "") -> Done:
    known = facts({BusinessesNeed(): rows})
    begun = LISTED.begin(asker(by), page, known)
    done = LISTED.submit(Submission("d", Answers(), begun.context), asker(by), known)
    assert isinstance(done, Done)
    return done


def test_list_is_of_this_year_page_by_page() -> None:
    rows = [row(f"b{number}", f"Hộ {number}", "Thôn 01", TODAY) for number in range(10)]
    old = row("old", "Hộ cũ", "Thôn 01", date(2025, 5, 1))

    first, second = listed(COORDINATOR, *rows, old), listed(COORDINATOR, *rows, page="1")

    assert dict(first.lines[0].parameters)["count"] == 10
    assert (len(first.lines), len(second.lines)) == (9, 3)
    assert [link.argument for link in first.links] == ["1"]
    assert second.links == ()


def test_member_sees_no_list() -> None:
    assert [line.id for line in listed(MEMBER, HOA).lines] == ["task.not_yours"]
