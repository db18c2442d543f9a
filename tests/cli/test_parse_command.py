"""`toso parse`: what it prints, and what it says of lines that cannot be read. It needs no key."""

import json
from datetime import UTC, datetime

import pytest

from bot.__main__ import main
from bot.cli.parse import run_parse
from bot.cli.parse_arguments import Parse
from bot.dialog.address import Address
from bot.dialog.text import Text
from bot.kernel.clock import SetClock
from bot.texts import FIRST_LANGUAGE, Reader, Texts

TEXTS = Texts()
NOW = datetime(2026, 3, 12, 13, 30, tzinfo=UTC)
SENTENCE = "tối t6 tập huấn 20 bà con về ck qr, 7 người cài vneid mức 2"
REPORT = {
    "audience": None, "date": "2026-03-06", "session": "tối", "place": None,
    "counts": {"people": 20, "vneid2": 7, "payment": 20}, "ask": [],
}  # fmt: skip


def words(text: Text) -> str:
    return TEXTS.render(text, Reader(FIRST_LANGUAGE, Address.BAN))


def answers(*lines: bytes) -> int:
    command = Parse(text=None, at=None, as_json=True)
    return run_parse(command, words, clock=SetClock(NOW), lines=lines)


def test_a_sentence_is_answered_as_one_object(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["parse", SENTENCE, "--at", "2026-03-12T20:30", "--json"]) == 0

    assert json.loads(capsys.readouterr().out) == {"kind": "report", "reports": [REPORT]}


def test_people_read_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["parse", f"{SENTENCE}, gọi 0912345678", "--at", "2026-03-12T20:30"]) == 0

    shown = capsys.readouterr().out
    assert shown.startswith("Báo cáo")
    assert "Thứ Sáu 6/3" in shown
    assert "VNeID mức 2" in shown
    assert "số điện thoại" in shown


def test_every_line_has_its_answer(capsys: pytest.CaptureFixture[str]) -> None:
    good = json.dumps({"id": "a", "text": SENTENCE, "at": "2026-03-12T20:30"})

    assert (
        answers(
            good.encode(),
            b"\n",
            b"nothing",
            b"[]",
            b'{"id":2}',
            b'{"id":3,"text":"12","at":"noon"}',
        )
        == 0
    )

    assert [json.loads(line) for line in capsys.readouterr().out.splitlines()] == [
        {"id": "a", "got": {"kind": "report", "reports": [REPORT]}},
        {"id": None, "error": "not_json"},
        {"id": None, "error": "not_an_object"},
        {"id": 2, "error": "no_text"},
        {"id": 3, "error": "bad_at"},
    ]


def test_bytes_that_are_no_text_are_a_bad_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert answers(b'{"id": 1, "text": "\xff\xfe"}\n', b'{"id": 2, "text": "\\ud800 12"}\n') == 0

    first, second = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert first == {"id": None, "error": "not_json"}
    assert second["got"]["kind"] in {"report", "other"}


@pytest.mark.parametrize("line", ["parse", "parse a --jsonl", "parse a --at noon"])
def test_a_wrong_line_leaves_with_2(line: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(line.split())

    assert left.value.code == 2
    assert "toso parse -h" in capsys.readouterr().err


def test_a_line_without_a_moment_is_of_now(capsys: pytest.CaptureFixture[str]) -> None:
    assert answers('{"id": 1, "text": "hôm nay 12 người"}'.encode()) == 0

    answer = json.loads(capsys.readouterr().out)
    assert answer["got"]["reports"][0]["date"] == "2026-03-12"
