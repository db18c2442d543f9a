import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.same_person.judge import Someone, Verdict, alike
from bot.language.same_person.keys import asked_keys, keys
from bot.language.same_person.names_alike import Alike
from tests.language.pairs import FOLDER, SHOWN, all_pairs, judge, pairs_in, rate

HOA = Someone("Nguyễn Thị Hoa", "1957", None, "thon-01")

WORDS = (
    "Nguyễn nguyen Ng. Trần Thị T. Văn Mai Hoàng Hoa Bẩy Bảy An A B bà ông Ba cô (bà Tư) đ/c - tức"
)
names = st.text(max_size=60) | st.lists(st.sampled_from(WORDS.split()), max_size=6).map(" ".join)
people = st.builds(
    Someone,
    names,
    st.sampled_from([None, "1957", "1958", "195x", "1823", "?"]),
    st.sampled_from([None, "0912000001", "0912000002"]),
    st.sampled_from([None, "thon-01", "thon-02"]),
)


def test_labelled_pairs_are_many_enough_to_mean_something() -> None:
    assert len(all_pairs()) >= 240
    assert len(list(pairs_in(FOLDER / "held_out.jsonl"))) >= 80


def test_who_is_said_to_be_the_same_is() -> None:
    judged = judge(all_pairs())

    assert rate(judged, frozenset({Verdict.SAME})).precision >= 0.99
    assert rate(judged, frozenset({Verdict.SAME})).recall >= 0.5


def test_nearly_everybody_who_is_the_same_is_shown_and_few_others() -> None:
    judged = judge(all_pairs())

    assert rate(judged, SHOWN).recall >= 0.95
    assert rate(judged, SHOWN).precision >= 0.8


def test_pairs_that_no_rule_was_written_for_are_judged_nearly_as_well() -> None:
    judged = judge(list(pairs_in(FOLDER / "held_out.jsonl")))

    assert rate(judged, frozenset({Verdict.SAME})).precision >= 0.99
    assert rate(judged, SHOWN).recall >= 0.9


def test_neighbours_of_one_common_name_and_other_years_stay_two() -> None:
    other = Someone("Nguyễn Thị Hoa", "1968", None, "thon-01")

    assert alike(HOA, other).verdict is Verdict.DIFFERENT


def test_one_name_and_year_in_two_villages_is_a_question() -> None:
    other = Someone("Nguyễn Thị Hoa", "1957", None, "thon-02")

    assert alike(HOA, other).verdict is Verdict.PERHAPS


@pytest.mark.parametrize("turned", ["Cúc Đinh Thị", "Hoa Nguyễn Thị", "An Nguyễn Văn"])
def test_given_name_in_front_is_the_same_name(turned: str) -> None:
    first, *others = turned.split()
    straight = " ".join((*others, first))

    assert alike(Someone(turned, "1951"), Someone(straight, "1951")).name is Alike.WHOLE


def test_phone_of_a_family_makes_nobody_another() -> None:
    mother = Someone("Nguyễn Thị Hoa", "1957", "0912000001", "thon-01")
    daughter = Someone("Trần Thị Lan", "1985", "0912000001", "thon-01")

    assert alike(mother, daughter).verdict is Verdict.DIFFERENT


def test_who_is_judged_alike_in_the_labelled_pairs_is_found_by_key() -> None:
    for one in judge(all_pairs()):
        if one.likeness.verdict in SHOWN:
            ours, theirs = one.pair.one.name, one.pair.other.name

            assert asked_keys(ours) & keys(theirs), one.pair
            assert asked_keys(theirs) & keys(ours), one.pair


def test_no_key_is_a_family_or_middle_name_alone() -> None:
    assert keys("Nguyễn Thị Hoa") == {"hoa", "hoa nguyen"}
    assert asked_keys("Nguyễn Thị Hoa") == {"hoa nguyen", "hoa ?"}


def test_nickname_finds_everybody_of_the_given_name() -> None:
    assert asked_keys("cô Bẩy") == {"bay"}
    assert "bay" in keys("Vũ Thị Bảy")


@given(people, people)
def test_judging_takes_no_side(one: Someone, other: Someone) -> None:
    assert alike(one, other) == alike(other, one)


@given(people)
def test_somebody_is_never_another_than_themselves(one: Someone) -> None:
    if keys(one.name):
        assert alike(one, one).verdict is not Verdict.DIFFERENT


@given(people, people)
def test_same_is_only_said_where_the_years_do_not_contradict(one: Someone, other: Someone) -> None:
    if alike(one, other).verdict is Verdict.SAME and one.birth and other.birth:
        assert {one.birth, other.birth} != {"1957", "1823"}


@given(names)
def test_keys_are_few_whatever_was_typed(name: str) -> None:
    assert len(keys(name)) <= 12
