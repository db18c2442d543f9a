"""`toso simulate`: what it prints, and with what it leaves."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.__main__ import main

MEMBER = "0912000002"


def script(folder: Path, *lines: str) -> str:
    path = folder / "script.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return str(path)


def outputs(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_simulate_prints_one_line_of_json_for_each_line(
    sample_database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoken = {"who": MEMBER, "text": "chào"}
    path = script(tmp_path, json.dumps(spoken), "", '{"at":"2026-11-16T09:00:00"}', "")

    code = main(["simulate", "--script", path, "--db", str(sample_database), "--json"])

    first, second = outputs(capsys)
    assert code == 0
    assert first["in"] == spoken
    (answer,) = first["out"]
    assert list(answer) == ["to", "text", "buttons", "files"]
    assert (answer["to"], answer["files"]) == (MEMBER, [])
    assert {tuple(button) for button in answer["buttons"]} == {("id", "label")}
    assert second == {"in": {"at": "2026-11-16T09:00:00"}, "out": []}


def test_simulate_reads_like_a_chat_without_json(
    sample_database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = script(tmp_path, '{"who":"0912000002","text":"chào"}')

    main(["simulate", "--script", path, "--db", str(sample_database)])

    spoken, answer, *_ = capsys.readouterr().out.splitlines()
    assert spoken == "0912000002: chào"
    assert answer.startswith("  Bot: ")


def test_simulate_without_buttons(
    sample_database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = script(tmp_path, '{"who":"0912000002","text":"chào"}')

    plain = ["--capabilities", "plain"]
    main(["simulate", "--script", path, "--db", str(sample_database), "--json", *plain])

    ((answer,),) = (one["out"] for one in outputs(capsys))
    assert answer["buttons"] == []
    assert "\n1. " in answer["text"]


@pytest.mark.parametrize(
    "bad",
    ["{", '{"at":"2026-11-15T08:00"}', '{"who":"x","text":"a"}', "[]", '{"who":"0912000002"}'],
)
def test_simulate_stops_at_a_bad_line_and_names_it(
    sample_database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], bad: str
) -> None:
    good = '{"who":"0912000002","text":"chào"}'
    path = script(tmp_path, good, "", bad, good)

    code = main(["simulate", "--script", path, "--db", str(sample_database), "--json"])

    shown = capsys.readouterr()
    assert code == 2
    assert len(shown.out.splitlines()) == 1
    assert shown.err.splitlines()[-1].startswith("Dòng 3 ")


@pytest.mark.parametrize("content", [None, b"\xff\xfe\xfa"])
def test_simulate_says_which_script_it_cannot_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes | None
) -> None:
    path = tmp_path / "script.jsonl"
    if content is not None:
        path.write_bytes(content)

    code = main(["simulate", "--script", str(path)])

    assert code == 2
    assert str(path) in capsys.readouterr().err


def test_simulate_stops_when_the_key_is_gone(
    sample_database: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (sample_database.parent / "toso.key").unlink()
    path = script(tmp_path, '{"who":"0912000002","text":"chào"}')

    code = main(["simulate", "--script", path, "--db", str(sample_database), "--json"])

    shown = capsys.readouterr()
    assert (code, shown.out) == (1, "")
    assert "Traceback" not in shown.err
