"""A list that comes in several messages, and ticking all but some."""

from bot.dialog.inspect import review
from bot.dialog.text import Text
from tests.dialog.flows import came, flow, names, people, topics
from tests.dialog.walk import Walk


def listed(**more: object) -> Walk:
    steps = flow(names(**more), people())
    return Walk(lambda _: steps)


def test_lines_of_several_messages_are_one_list() -> None:
    walk = listed().type("Nguyễn Thị Hoa\nTrần Văn Ba").type("Lê Thị Cúc")

    assert walk.state.step == "names"
    assert walk.answers.words("names") == "Nguyễn Thị Hoa\nTrần Văn Ba\nLê Thị Cúc"
    walk.type("xong")
    assert walk.state.step == "people"


def test_list_is_ended_by_a_press() -> None:
    walk = listed().type("Nguyễn Thị Hoa")

    assert walk.ways[0] == "Xong"
    assert walk.tap("Xong").state.step == "people"


def test_bad_line_costs_no_good_one() -> None:
    walk = listed().type("Nguyễn Thị Hoa\nLan 1823")

    assert walk.answers.words("names") == "Nguyễn Thị Hoa"
    assert Text("miss.words") in walk.message.lines


def test_message_without_a_good_line_is_a_miss_and_keeps_what_there_is() -> None:
    walk = listed().type("Nguyễn Thị Hoa").type("Lan 1823")

    assert walk.answers.words("names") == "Nguyễn Thị Hoa"
    assert walk.state.misses == 1


def test_word_of_talk_is_no_line_of_a_list() -> None:
    walk = listed().type("ok").type("vâng").type("không")

    assert "names" not in walk.answers
    assert walk.state.misses == 3


def test_nothing_more_ends_the_list() -> None:
    assert listed().type("Nguyễn Thị Hoa").type("hết").state.step == "people"


def test_list_that_is_needed_is_not_done_without_a_line() -> None:
    walk = listed().type("xong")

    assert walk.state.step == "names"
    assert "names" not in walk.answers


def test_list_that_may_be_left_out_is_passed_over() -> None:
    assert listed(optional=True).type("không có ai").state.step == "people"


def test_list_put_aside_goes_on_where_it_was() -> None:
    walk = listed().type("Nguyễn Thị Hoa").type("quay lại").type("Trần Văn Ba")

    assert walk.answers.words("names") == "Nguyễn Thị Hoa\nTrần Văn Ba"


def test_list_without_words_for_more_is_a_fault() -> None:
    (finding,) = review(flow(names(more=Text(""))))

    assert finding.fault == "has no words for further lines"


def test_all_but_some_are_ticked_by_their_numbers() -> None:
    walk = Walk(lambda _: flow(topics(optional=False), people())).type("tất cả trừ 3, 5")

    assert [named.id for named in walk.state.ticks] == ["t1", "t2", "t4", "t6", "t7", "t8", "t9"]


def test_all_but_some_is_said_of_all_whatever_was_ticked_before() -> None:
    walk = Walk(lambda _: flow(topics(optional=False), people())).type("1, 3").type("vắng 3")

    assert [named.id for named in walk.state.ticks] == [f"t{n}" for n in (1, 2, *range(4, 10))]


def test_all_but_somebody_who_is_not_there_ticks_nobody() -> None:
    walk = Walk(lambda _: flow(topics(optional=False), people())).type("trừ 12")

    assert walk.state.ticks == ()
    assert walk.state.misses == 1


def test_all_but_too_many_for_the_list_is_refused() -> None:
    walk = Walk(lambda _: flow(topics(optional=False, most=3), people())).type("trừ 1")

    assert walk.state.ticks == ()


def test_group_is_never_taken_for_those_left_out() -> None:
    walk = Walk(lambda _: flow(came(), people())).type("trừ 1")

    assert walk.state.group is None
