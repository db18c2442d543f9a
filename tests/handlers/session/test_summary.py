"""A session said back, on the review page and as a draft."""

from bot.dialog import caps
from bot.dialog.answers import Answers, Named
from bot.dialog.text import Text
from handlers.session.summary import draft, summary
from tests.handlers.people import TODAY
from tests.handlers.session.answers import FOR, HOA, MEMBERS, OWN, PHONE, answers, ticked

FULL = answers(
    for_whom=HOA,
    how=PHONE,
    topics=ticked("dvc", "payment"),
    count__dvc=4,
    groups=ticked("elderly", "fishermen"),
    group__elderly=3,
    vneid=5,
    vneid_level=Named("both", ""),
    vneid_2=2,
    place="chợ",
    photos=ticked("a", "b"),
    note="thiếu loa",
)


def ids(said: Answers) -> list[str]:
    return [line.id.removeprefix("session.sum.") for line in summary(said, FOR)]


def test_fullest_session_fits_the_page() -> None:
    assert len(summary(FULL, FOR)) == caps.SUMMARY


def test_only_what_was_said_is_said_back() -> None:
    assert ids(answers()) == ["day", "kind", "people"]


def test_nothing_said_is_nothing_said_back() -> None:
    assert summary(Answers(), OWN) == ()


def test_only_team_is_named_without_having_been_asked() -> None:
    assert Text("session.sum.kind_team", kind=Text("kind.residents"), team="Thôn 01") in summary(
        answers(), OWN
    )


def test_groups_are_said_with_their_numbers() -> None:
    groups = (Text("session.sum.group", count=3, group=Text("group.elderly")),)

    assert Text("session.sum.people_groups", people=12, groups=groups) in summary(FULL, FOR)


def test_topic_without_a_number_is_said_by_its_name() -> None:
    topics = (Text("session.sum.topic", label="dvc", count=4), "payment")

    assert Text("session.sum.topics", topics=topics) in summary(FULL, FOR)


def test_vneid_of_both_levels_is_said_as_two_numbers() -> None:
    assert Text("session.sum.vneid_both", count=5, first=3, second=2) in summary(FULL, FOR)


def test_vneid_of_one_level_names_it() -> None:
    said = answers(vneid=5, vneid_level=Named("2", ""))

    assert Text("session.sum.vneid_level", count=5, level=2) in summary(said, OWN)


def test_vneid_of_no_level_names_none() -> None:
    said = answers(vneid=5, vneid_level=Named("unsaid", ""))

    assert Text("session.sum.vneid", count=5) in summary(said, OWN)
    assert Text("session.sum.vneid", count=5) in summary(answers(vneid=5), OWN)


def test_no_installs_are_not_said() -> None:
    assert "vneid" not in ids(answers(vneid=0))


def test_many_names_are_cut_to_seven_and_a_number() -> None:
    came = ticked(*(f"p{number}" for number in range(10)))

    lines = summary(answers(kind=MEMBERS, attendees=came), OWN)

    names = tuple(f"p{number}" for number in range(7))
    assert Text("session.sum.names_more", people=10, names=names, more=3) in lines


def test_few_names_are_said_all() -> None:
    lines = summary(answers(kind=MEMBERS, attendees=ticked("p1", "p2")), OWN)

    assert Text("session.sum.names", people=2, names=("p1", "p2")) in lines


def test_draft_says_as_much_as_is_known() -> None:
    day = Answers().given("day", TODAY)

    assert Text("session.draft") == draft(Answers())
    assert Text("session.draft_day", day=TODAY) == draft(day)
    assert Text("session.draft_people", day=TODAY, people=12) == draft(day.given("people", 12))
