from hypothesis import given
from hypothesis import strategies as st

from models.roster_names import Names, pair

written = st.text("aáạđ 01ABTh", min_size=1, max_size=6)


def test_zeros_case_and_marks_are_looked_past() -> None:
    names = Names([("Thôn 01", 1), ("Thôn Đông", 2)])

    assert names.find("thôn 1") == 1
    assert names.find("THON 001") == 1
    assert names.find("Thon Dong") == 2
    assert names.find("Thôn 10") is None


def test_two_names_that_differ_in_marks_alone_are_kept_apart() -> None:
    names = Names([("Phú Lương", 1), ("Phù Lương", 2)])

    assert names.find("Phú Lương") == 1
    assert names.find("Phù Lương") == 2
    assert names.find("Phu Luong") is None


def test_right_marks_are_paired_before_missing_ones() -> None:
    assert pair(["Hải", "Hài"], ["Hai"]) == (None, None)
    assert pair(["Hải", "Hài"], ["Hài", "Hai"]) == (1, 0)
    assert pair(["Hải"], ["Hai"]) == (0,)


@given(st.lists(written, max_size=6), st.lists(written, max_size=6))
def test_no_place_is_given_twice(names: list[str], known: list[str]) -> None:
    from models.roster_names import exact_key

    names = list({exact_key(name): name for name in names}.values())
    found = [place for place in pair(names, known) if place is not None]

    assert len(found) == len(set(found))


@given(st.lists(written, max_size=6, unique=True))
def test_list_pairs_with_itself(names: list[str]) -> None:
    from models.roster_names import exact_key

    names = list({exact_key(name): name for name in names}.values())

    assert pair(names, names) == tuple(range(len(names)))
