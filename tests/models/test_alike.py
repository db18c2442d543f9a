"""Two rows of learners who are one person: looked up, merged, taken apart again."""

from datetime import timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from bot.language.same_person.keys import asked_keys
from models.alike_changes import JudgeLearners, NotePairs, UndoVerdict, roots
from models.alike_needs import CandidatesNeed, JudgedNeed, PairNeed, Pairs, PairsNeed
from models.changes import Change
from models.class_list import Enrol, Unenrol
from models.facts import load_facts
from models.figures import Trainees
from models.learner import Learner
from models.needs import Need
from models.sample import SAMPLE_COMMUNE
from models.trainee_changes import EraseLearner
from tests.models.classes import ONE, TWO, class_day, learner, opened
from tests.models.conftest import NOW, Book
from tests.models.test_classes import DAY, counted
from tests.models.test_closing import LATE, standing, write


async def ask(book: Book, need: Need[object]) -> object:
    async with book.database.read() as connection:
        return (await load_facts(connection, SAMPLE_COMMUNE, [need]))[need]


async def merged(book: Book) -> dict[str, str | None]:
    async with book.database.read() as connection:
        rows = await connection.execute(select(Learner.id, Learner.merged_into))
        return {row.id: row.merged_into for row in rows}


async def judge(book: Book, id_: str, one: str, other: str, kept: str | None) -> None:
    by = await book.person(1)
    at = NOW + timedelta(seconds=len(id_))
    await write(book, JudgeLearners(id_, one, other, kept, by, at))


async def undo(book: Book, id_: str, one: str, other: str) -> None:
    by = await book.person(1)
    await write(book, UndoVerdict(id_, one, other, by, NOW + timedelta(minutes=1)))


async def test_people_are_found_by_the_keys_of_a_name(book: Book) -> None:
    await opened(book)
    by = await book.person(1)
    people = (
        learner("hoa", "Nguyễn Thị Hoa"),
        learner("hoan", "Nguyễn Thị Hoan"),
        learner("hoa2", "cô Hoa"),
        learner("hoa3", "Trần Thị Hoa"),
    )
    await write(book, Enrol("c1", people, (), by, NOW))

    found = await ask(book, CandidatesNeed(asked_keys("nguyen thi hoa")))

    assert [one.id for one in found] == ["hoa", "hoa2"]  # type: ignore[attr-defined]


async def test_candidate_who_was_merged_stands_for_another(book: Book) -> None:
    await opened(book, "an", "ba")
    await judge(book, "v", "an", "ba", "ba")

    (found,) = await ask(book, CandidatesNeed(asked_keys("Nguyễn Thị An")))  # type: ignore[misc]

    assert (found.id, found.root) == ("an", "ba")


async def test_chain_of_merges_always_names_one_who_is_not_merged(book: Book) -> None:
    await opened(book, "an", "ba", "tu", "su")
    await judge(book, "v1", "an", "ba", "ba")
    await judge(book, "v02", "tu", "su", "su")

    await judge(book, "v003", "ba", "su", "su")

    assert await merged(book) == {"an": "su", "ba": "su", "tu": "su", "su": None}


async def test_merge_in_the_middle_of_a_chain_is_taken_apart(book: Book) -> None:
    await opened(book, "an", "ba", "tu")
    await judge(book, "v1", "an", "ba", "ba")
    await judge(book, "v02", "ba", "tu", "tu")

    await undo(book, "v02", "ba", "tu")

    assert await merged(book) == {"an": "ba", "ba": None, "tu": None}


async def test_first_merge_of_a_chain_is_taken_apart_and_the_second_stays(book: Book) -> None:
    await opened(book, "an", "ba", "tu")
    await judge(book, "v1", "an", "ba", "ba")
    await judge(book, "v02", "ba", "tu", "tu")

    await undo(book, "v1", "an", "ba")

    assert await merged(book) == {"an": None, "ba": "tu", "tu": None}


async def test_two_who_were_said_to_differ_stay_two(book: Book) -> None:
    await opened(book, "an", "ba")

    await judge(book, "v1", "an", "ba", None)

    assert await merged(book) == {"an": None, "ba": None}


IDS = "abcdef"
verdicts = st.lists(
    st.tuples(st.sampled_from(IDS), st.sampled_from(IDS)).filter(lambda pair: pair[0] != pair[1]),
    max_size=8,
)


def decided(pairs: list[tuple[str, str]]) -> list[tuple[str, str, str]]:
    """Each about the people whom the rows stand for by then, as a dialog asks."""
    done: list[tuple[str, str, str]] = []
    for one, other in pairs:
        now = roots(IDS, done)
        if now[one] != now[other]:
            done.append((now[one], now[other], now[other]))
    return done


@given(verdicts)
def test_root_is_never_merged_itself(pairs: list[tuple[str, str]]) -> None:
    found = roots(IDS, decided(pairs))

    assert all(found[root] == root for root in found.values())


@given(verdicts, st.randoms())
def test_verdict_that_is_undone_parts_nobody_else(
    pairs: list[tuple[str, str]], chance: object
) -> None:
    """Whoever is still linked by the verdicts that stand is one person, and nobody else."""
    done = decided(pairs)
    if done:
        done.pop(chance.randrange(len(done)))  # type: ignore[attr-defined]
    found = roots(IDS, done)

    for one, other, _ in done:
        assert found[one] == found[other]
    assert len(set(found.values())) == len(IDS) - len(done)
    assert all(found[root] == root for root in found.values())


async def test_noted_pair_waits_until_somebody_has_judged_it(book: Book) -> None:
    await opened(book, "an", "ba", "tu")
    await write(book, NotePairs((("ba", "an", 50), ("an", "tu", 70)), NOW))
    await write(book, NotePairs((("an", "ba", 50),), NOW))

    before = await ask(book, PairsNeed((ONE,)))
    await judge(book, "v1", "an", "tu", None)
    after = await ask(book, PairsNeed((), is_whole=True))
    await undo(book, "v1", "an", "tu")
    again = await ask(book, PairsNeed((ONE,)))

    assert isinstance(before, Pairs)
    assert isinstance(after, Pairs)
    assert isinstance(again, Pairs)
    assert [(pair.one.id, pair.other.id) for pair in before.pairs] == [("an", "tu"), ("an", "ba")]
    assert (before.total, after.total, again.total) == (2, 1, 2)


async def test_pair_shows_names_years_and_classes(book: Book) -> None:
    await opened(book, "an", "ba")

    pair = await ask(book, PairNeed("an", "ba"))

    assert pair.one.name == "Nguyễn Thị An"  # type: ignore[attr-defined]
    assert (pair.one.birth, pair.one.classes) == ("1955", ("VNeID",))  # type: ignore[attr-defined]
    assert pair.is_of((ONE,))  # type: ignore[attr-defined]
    assert not pair.is_of((TWO,))  # type: ignore[attr-defined]


async def test_pair_of_other_teams_is_not_listed_for_a_leader(book: Book) -> None:
    await opened(book, "an", "ba")
    await write(book, NotePairs((("an", "ba", 50),), NOW))

    assert await ask(book, PairsNeed((TWO,))) == Pairs(0, ())


async def test_verdicts_are_listed_the_newest_first_and_not_once_undone(book: Book) -> None:
    await opened(book, "an", "ba", "tu")
    await judge(book, "v1", "an", "ba", "ba")
    await judge(book, "v02", "ba", "tu", None)

    listed = await ask(book, JudgedNeed((ONE,)))
    await undo(book, "v02", "ba", "tu")

    assert [(row.id, row.is_same) for row in listed] == [("v02", False), ("v1", True)]  # type: ignore[attr-defined]
    assert [row.id for row in await ask(book, JudgedNeed((ONE,)))] == ["v1"]  # type: ignore[attr-defined]


async def test_merge_and_its_undoing_adjust_a_closed_week_exactly(book: Book) -> None:
    by = await book.person(1)
    await opened(book, "an", "ba", "tu")
    await write(book, class_day(by, "d1", DAY, "an", "ba"))
    steps: list[Change] = [
        JudgeLearners("v1", "an", "ba", "an", by, LATE),
        UndoVerdict("v1", "an", "ba", by, LATE + timedelta(minutes=1)),
        JudgeLearners("v2", "an", "tu", "tu", by, LATE + timedelta(minutes=2)),
    ]
    seen: list[Trainees] = [await counted(book)]

    for step in steps:
        await write(book, step)
        seen.append(await counted(book))
        assert (await standing(book)).is_exact

    assert seen == [Trainees(3, 2, 0), Trainees(2, 1, 0), Trainees(3, 2, 0), Trainees(2, 2, 0)]
    assert [noted.cause for noted in (await standing(book)).adjustments] == ["same_person"] * 3
    assert all(one != other for one, other in pairwise(seen))


async def test_what_was_noted_goes_with_whoever_goes(book: Book) -> None:
    by = await book.person(1)
    await opened(book, "an", "ba", "tu")
    await write(book, NotePairs((("an", "ba", 50), ("an", "tu", 50)), NOW))

    await write(book, EraseLearner("ba"))
    await write(book, Unenrol("c1", ("tu",), by, NOW))

    assert await ask(book, PairsNeed((ONE,))) == Pairs(0, ())
    assert "tu" not in await merged(book)
