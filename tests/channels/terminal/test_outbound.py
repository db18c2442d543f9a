"""A part as lines to read and as JSON."""

from bot.channels.contract import Button, OutFile, Part
from bot.channels.terminal.outbound import harmless, part_json, printed

PART = Part(
    "Xong rồi ạ.\nTuần này 37 người.",
    (Button("a", "Xem"), Button("b", "Để sau")),
    (OutFile("tuan.xlsx", "application/x", "/tmp/tuan.xlsx"),),  # noqa: S108  # only a name
)


def test_part_is_printed_with_its_buttons_and_files() -> None:
    expected = ["Xong rồi ạ.", "Tuần này 37 người.", "[Xem] [Để sau]", "(tuan.xlsx)"]

    assert expected == printed(PART)


def test_where_a_file_lies_is_printed_for_who_can_open_it() -> None:
    assert printed(PART, has_paths=True)[-2:] == ["(tuan.xlsx)", "/tmp/tuan.xlsx"]  # noqa: S108


def test_part_of_buttons_alone_has_no_empty_line() -> None:
    assert printed(Part("", (Button("a", "Xem"),))) == ["[Xem]"]


def test_signs_that_steer_a_terminal_are_left_out() -> None:
    assert harmless("a\x1b[31mb\rc\td\ne\x07") == "a[31mbcd\ne"


def test_json_of_a_part_has_every_key() -> None:
    assert part_json(PART) == {
        "text": "Xong rồi ạ.\nTuần này 37 người.",
        "buttons": [{"id": "a", "label": "Xem"}, {"id": "b", "label": "Để sau"}],
        "files": [{"name": "tuan.xlsx", "mime": "application/x", "path": "/tmp/tuan.xlsx"}],  # noqa: S108
    }
    assert part_json(Part("a")) == {"text": "a", "buttons": [], "files": []}
