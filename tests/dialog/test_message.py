"""A message survives its JSON, and one that an older version queued still goes out."""

from datetime import date

from bot.dialog.message import Enclosed, Message, Option, Way, message_from_text, message_to_text
from bot.dialog.text import Text

FULL = Message(
    (
        Text("kind.said", value=Text("label.kind")),
        Text("came.said", value=Text("names.more", names=("Hoa", Text("label.kind")), more=2)),
        Text("miss.date", example=date(2026, 11, 19)),
    ),
    (Option("d.3.=market", "Chợ", 1), Option("d.3.=hall", Text("label.kind"), 2)),
    (Way("d.3.back", Text("way.back"), Text("word.back")),),
    "d.3",
    (
        Enclosed("Sổ tay.pdf", "application/pdf", "0a1/0a1b.pdf"),
        Enclosed(
            "Hình.png",
            "image/png",
            "0a1/0a1c.png",
            is_personal=False,
            instead=(Text("kind.said", value=Text("label.kind")), Text("help.page")),
        ),
    ),
    wants_file=True,
    wants_contact=True,
)


def test_fullest_message_survives_its_text() -> None:
    assert message_from_text(message_to_text(FULL)) == FULL


def test_message_of_nothing_but_lines_survives_its_text() -> None:
    assert message_from_text('{"lines": [{"text": "help.page", "with": {}}]}') == Message(
        (Text("help.page"),)
    )


def test_file_of_an_older_version_counts_as_personal() -> None:
    older = '{"lines": [], "files": [["Sổ tay.pdf", "application/pdf", "0a1/0a1b.pdf"]]}'

    (file,) = message_from_text(older).files

    assert (file.is_personal, file.instead) == (True, ())
