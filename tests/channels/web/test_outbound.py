import json

from bot.channels.contract import Button, ButtonPressed, OutFile, Part, PhotoSent, TextSent
from bot.channels.web.inbound import Said
from bot.channels.web.outbound import (
    file_of_line,
    line_event,
    line_json,
    words_of_part,
    words_of_said,
)
from models.web_log import Line
from tests.channels.web.site import NOW

FILE = OutFile("Báo cáo.xlsx", "application/x", "/var/reports/1.xlsx")
PART = Part("Chào bác\nNgày nào ạ?", (Button("1:=a", "Hôm nay"),), (FILE,))


def theirs(part: Part = PART) -> Line:
    return Line(7, is_mine=False, words=words_of_part(part), at=NOW, client_id=None)


def mine(said: Said) -> Line:
    return Line(8, is_mine=True, words=words_of_said(said), at=NOW, client_id=said.client_id)


def test_our_line_is_told_with_its_buttons_and_file_names_but_no_path() -> None:
    told = line_json(theirs())

    assert told == {
        "seq": 7,
        "mine": False,
        "at": "2026-11-22T01:00:00+00:00",
        "text": "Chào bác\nNgày nào ạ?",
        "buttons": [["1:=a", "Hôm nay"]],
        "files": ["Báo cáo.xlsx"],
    }


def test_way_out_is_marked_beside_the_choices() -> None:
    told = line_json(
        theirs(
            Part("Ngày nào ạ?", (Button("1:=a", "Hôm nay"), Button("1:<", "Để sau", is_way=True)))
        )
    )

    assert told["buttons"] == [["1:=a", "Hôm nay"], ["1:<", "Để sau", True]]


def test_own_lines_carry_the_name_that_the_page_gave() -> None:
    text = line_json(mine(Said("abcdefgh", TextSent("12"))))
    press = line_json(mine(Said("abcdefgh", ButtonPressed("1:x"), "Để sau")))
    photo = line_json(mine(Said("abcdefgh", PhotoSent("source"))))

    assert [text["client"], text["text"]] == ["abcdefgh", "12"]
    assert [press["text"], press["pressed"]] == ["Để sau", True]
    assert photo["photo"] is True


def test_press_without_a_label_leaves_no_line() -> None:
    assert words_of_said(Said("abcdefgh", ButtonPressed("1:x"))) == ""


def test_event_is_one_data_line_whatever_the_words_hold() -> None:
    event = line_event(theirs(Part("a\n\nevent: reload\r\ndata: 0\u2028")))

    assert event.startswith(b"id: 7\ndata: {")
    assert event.endswith(b"}\n\n")
    assert event.count(b"\n") == 3
    assert json.loads(event.split(b"data: ", 1)[1])["text"].startswith("a\n\nevent")


def test_file_is_found_by_its_number_alone() -> None:
    assert file_of_line(theirs(), 0) == FILE
    assert file_of_line(theirs(), 1) is None
    assert file_of_line(mine(Said("abcdefgh", TextSent("12"))), 0) is None
