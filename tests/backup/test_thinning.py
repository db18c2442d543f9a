"""Which archives stay: properties of the rule, and its days by name."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.backup.thinning import Kept, archive_name, read_name, to_remove
from bot.kernel.clock import local

START = datetime(2026, 1, 1, tzinfo=UTC)
MOMENTS = st.lists(
    st.integers(0, 900 * 24 * 3600).map(lambda seconds: START + timedelta(seconds=seconds)),
    unique=True,
    max_size=120,
)


def kept(moments: list[datetime]) -> list[Kept]:
    return [Kept(archive_name(at, number=1, is_sealed=False), at) for at in moments]


def staying(archives: list[Kept], made: str = "") -> list[Kept]:
    gone = to_remove(archives, made)
    return [each for each in archives if each.name not in gone]


def days_of(archives: list[Kept]) -> list[date]:
    return sorted({local(each.at).date() for each in archives})


@given(MOMENTS)
def test_newest_stays(moments: list[datetime]) -> None:
    archives = kept(moments)

    assert moments == [] or max(moments) in {each.at for each in staying(archives)}


@given(MOMENTS)
def test_last_seven_days_with_one_keep_their_newest(moments: list[datetime]) -> None:
    archives = kept(moments)

    left = {each.at for each in staying(archives)}

    for day in days_of(archives)[-7:]:
        assert max(at for at in moments if local(at).date() == day) in left


@given(MOMENTS)
def test_last_four_weeks_and_twelve_months_keep_their_newest(moments: list[datetime]) -> None:
    left = {each.at for each in staying(kept(moments))}

    for most, part in ((4, "%G-%V"), (12, "%Y-%m")):
        parts = sorted({f"{local(at):{part}}" for at in moments})[-most:]
        for one in parts:
            assert max(at for at in moments if f"{local(at):{part}}" == one) in left


@given(MOMENTS)
def test_no_more_stay_than_days_weeks_and_months_ask_for(moments: list[datetime]) -> None:
    assert len(staying(kept(moments))) <= 7 + 4 + 12


@given(MOMENTS)
def test_thinning_again_removes_nothing(moments: list[datetime]) -> None:
    assert to_remove(staying(kept(moments))) == ()


@given(MOMENTS, st.randoms(use_true_random=False))
def test_order_of_the_folder_decides_nothing(moments: list[datetime], chance: object) -> None:
    archives = kept(moments)
    mixed = sorted(archives, key=lambda _: chance.random())  # type: ignore[attr-defined]

    assert to_remove(mixed) == to_remove(archives)


@given(MOMENTS)
def test_archive_of_just_now_stays_whatever_the_clock_said_before(moments: list[datetime]) -> None:
    archives = kept([*moments, START - timedelta(days=1)])
    made = archives[-1].name

    assert made not in to_remove(archives, made)


def test_day_begins_at_midnight_of_viet_nam() -> None:
    before, after = (
        datetime(2026, 11, 21, 16, 59, tzinfo=UTC),
        datetime(2026, 11, 21, 17, tzinfo=UTC),
    )

    assert to_remove(kept([before, after])) == ()
    assert len(to_remove(kept([after, after + timedelta(hours=23)]))) == 1


def test_of_one_second_the_later_is_the_newer() -> None:
    names = [archive_name(START, number=number, is_sealed=False) for number in (1, 2, 10)]
    archives = [found for name in names if (found := read_name(name))]

    assert to_remove(archives) == tuple(names[:2])


def test_names_that_are_not_ours_are_not_read() -> None:
    for name in (
        "toso-20261122T010203Z.tar.part", "toso-20261122T010203Z.tar.gz", "toso.db", "a.tar",
        "toso-20261322T010203Z.tar", "xtoso-20261122T010203Z.tar", "toso-20261122T010203Z-x.tar",
    ):  # fmt: skip
        assert read_name(name) is None, name
    for sealed in (True, False):
        assert read_name(archive_name(START, number=1, is_sealed=sealed)) is not None
