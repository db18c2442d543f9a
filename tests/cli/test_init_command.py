"""`toso init` from the line, or from what is typed, to the exit code."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.__main__ import OPERATOR, main
from bot.cli.init import run_init
from bot.cli.joining_arguments import Init
from bot.cli.logs import set_up_logs
from bot.cli.refusal import Refusal
from bot.dialog.text import Text
from bot.kernel.clock import SetClock
from bot.kernel.ids import CountedIds
from bot.settings import Settings
from bot.texts import Texts

TEXTS = Texts()
NOW = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)
WHOLE = {
    "--name": "Cát Hải",
    "--kind": "đặc khu",
    "--village-word": "Thôn",
    "--admin-name": "Nguyễn Văn An",
    "--admin-phone": "+84 912 999 000",
}

GIVEN = {option[2:].replace("-", "_"): value for option, value in WHOLE.items()}


def words(text: Text) -> str:
    return TEXTS.render(text, OPERATOR)


def line(database: Path, **changed: str | None) -> list[str]:
    """The whole line; `admin_phone=None` leaves an option out."""
    options = WHOLE | {f"--{name.replace('_', '-')}": value for name, value in changed.items()}
    said = [part for option, value in options.items() if value for part in (option, value)]
    return ["init", "--db", str(database), *said]


def typed(*lines: str) -> Callable[[], str | None]:
    """A keyboard at which somebody types these lines, then leaves."""
    rest = list(lines)
    return lambda: f"{rest.pop(0)}\n" if rest else None


def asked(database: Path, *lines: str, given: dict[str, Any] | None = None) -> int:
    clock = SetClock(NOW)
    command = Init(str(database), as_json=True, **(given or {}))
    return run_init(
        command, Settings(), words, clock=clock, ids=CountedIds(clock), hear=typed(*lines)
    )


def test_json_is_one_object_and_nothing_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database = tmp_path / "new" / "toso.db"

    code = main([*line(database), "--json"])

    shown = capsys.readouterr()
    told = json.loads(shown.out)
    administrator = told.pop("administrator")
    assert code == 0
    assert shown.err == ""
    assert shown.out.count("\n") == 1
    assert told == {
        "ok": True,
        "commune": "cat-hai",
        "name": "đặc khu Cát Hải",
        "kind": "đặc khu",
        "village_word": "thôn",
        "database": str(database),
    }
    assert list(administrator) == ["name", "code", "expires_at"]
    assert administrator["name"] == "Nguyễn Văn An"
    assert len(administrator["code"]) == 6
    assert administrator["code"].isdecimal()
    assert datetime.fromisoformat(administrator["expires_at"]).utcoffset() is not None
    assert (database.parent / "toso.key").exists()


def test_answer_in_words_tells_roles_code_and_what_comes_next(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database = tmp_path / "kho của xã.db"
    clock = SetClock(NOW)
    ids = CountedIds(clock)
    command = Init(
        str(database),
        as_json=False,
        name="Cát Hải",
        kind="Đặc khu",
        admin_name="Nguyễn Văn An",
        admin_phone="0912999000",
    )

    assert run_init(command, Settings(), words, clock=clock, ids=ids) == 0

    shown = capsys.readouterr().out
    code = ids.code(6)
    assert "đặc khu Cát Hải" in shown
    assert "quản trị, và cán bộ phụ trách" in shown
    assert f"{code[:3]} {code[3:]}" in shown
    assert "09:00 ngày 28/11/2026" in shown
    for step in ("toso import roster", "toso invite --all", "toso run"):
        assert f"{step} " in shown
    assert f"--db '{database}'" in shown
    assert "0912999000" not in shown


def test_five_questions_one_at_a_time(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = ("Hải An", "phường", "", "Lê Thị Bình", "0912 999 001")

    code = asked(tmp_path / "toso.db", *lines)

    shown = capsys.readouterr()
    told = json.loads(shown.out)
    assert code == 0
    assert (told["name"], told["commune"]) == ("phường Hải An", "hai-an")
    assert told["village_word"] == "tổ dân phố"
    assert shown.err.count("\n> ") == 5
    assert shown.err.count("Ví dụ:") == 5


def test_slip_is_asked_again_kindly(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = (
        "", "Xã", "Nguy?n", "Hải An", "thành phố", "4", "3", "?", "Khu", "09", "An Bình", "12",
        "0912999001",
    )  # fmt: skip

    code = asked(tmp_path / "toso.db", *lines)

    shown = capsys.readouterr()
    told = json.loads(shown.out)
    assert code == 0
    assert (told["name"], told["village_word"]) == ("xã Hải An", "khu")
    assert told["administrator"]["name"] == "An Bình"
    assert shown.err.count("Chưa rõ tên đơn vị") == 3
    assert shown.err.count("Chưa rõ loại đơn vị") == 2
    assert shown.err.count("Chưa rõ cách gọi") == 1
    assert shown.err.count("Chưa rõ họ tên") == 1
    assert shown.err.count("Chưa đọc được số điện thoại") == 1


def test_option_is_not_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = {"name": "Hải An", "kind": "xã", "admin_phone": "0912999001"}

    assert asked(tmp_path / "toso.db", "thôn", "An Bình", given=given) == 0

    assert capsys.readouterr().err.count("\n> ") == 2


@pytest.mark.parametrize("lines", [(), ("Hải An",), ("Hải An", "xã", "", "An Bình", "x")])
def test_leaving_half_way_makes_nothing(lines: tuple[str, ...], tmp_path: Path) -> None:
    with pytest.raises(Refusal) as left:
        asked(tmp_path / "new" / "toso.db", *lines)

    assert left.value.text.id == "cli.init.stopped"
    assert list(tmp_path.iterdir()) == []


def test_ctrl_c_makes_nothing_and_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted() -> str | None:
        raise KeyboardInterrupt

    command = Init(str(tmp_path / "new" / "toso.db"), as_json=False)
    with pytest.raises(KeyboardInterrupt):
        run_init(command, Settings(), words, hear=interrupted)

    assert "Chưa lập gì cả" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_all_missing_options_are_named_where_nobody_can_be_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(line(tmp_path / "toso.db", kind=None, admin_phone=None)) == 2

    shown = capsys.readouterr()
    assert (shown.out, shown.err) == ("", "Còn thiếu: --kind, --admin-phone.\n")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("kind", "usual"), [("đặc khu", "thôn"), ("phường", "tổ dân phố"), ("xã", "thôn")]
)
def test_village_has_its_usual_word(
    kind: str, usual: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*line(tmp_path / "toso.db", kind=kind, village_word=None), "--json"]) == 0

    assert json.loads(capsys.readouterr().out)["village_word"] == usual


@pytest.mark.parametrize(
    "changed",
    [
        {"name": "???"},
        {"name": "Phường"},
        {"kind": "thành phố"},
        {"village_word": "một từ dài quá hai mươi chữ"},
        {"admin_name": "0912999000"},
        {"admin_phone": "12345"},
    ],
)
def test_option_that_cannot_be_read_is_named(
    changed: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    [name] = changed

    assert main(line(tmp_path / "toso.db", **changed)) == 2

    shown = capsys.readouterr()
    assert shown.err.startswith(f"--{name.replace('_', '-')}: ")
    assert shown.out == ""
    assert list(tmp_path.iterdir()) == []


def test_database_with_a_commune_is_left_as_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database = tmp_path / "toso.db"
    assert main([*line(database), "--json"]) == 0

    assert main(["init", "--db", str(database)]) == 1

    assert "đã có đặc khu Cát Hải rồi" in capsys.readouterr().err


def test_sample_is_left_as_it_is(sample_database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(line(sample_database)) == 1

    shown = capsys.readouterr()
    assert "đơn vị mẫu" in shown.err
    assert "--db" in shown.err
    assert shown.out == ""


def test_file_that_is_no_database_is_left_as_it_is(tmp_path: Path) -> None:
    database = tmp_path / "thư.txt"
    database.write_text("Kính gửi", encoding="utf-8")

    assert main(line(database)) == 1

    assert database.read_text(encoding="utf-8") == "Kính gửi"


def test_empty_file_becomes_the_database(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database = tmp_path / "toso.db"
    database.touch()

    assert main([*line(database), "--json"]) == 0

    assert json.loads(capsys.readouterr().out)["ok"] is True


def test_code_and_people_are_in_no_log(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs(logging.DEBUG)

    assert asked(tmp_path / "toso.db", given=GIVEN) == 0

    shown = capsys.readouterr()
    told = json.loads(shown.out)
    for word in (told["administrator"]["code"], "0912999000", "Nguyễn", "Cát Hải"):
        assert word not in shown.err


def test_settings_say_where_the_database_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = Settings(database=str(tmp_path / "a" / "toso.db"), key_file=tmp_path / "b" / "khoa")

    assert run_init(Init(None, as_json=False, **GIVEN), settings, words) == 0

    shown = capsys.readouterr().out
    assert (tmp_path / "a" / "toso.db").exists()
    assert (tmp_path / "b" / "khoa").exists()
    assert str(tmp_path / "b" / "khoa") in shown
    assert "--db" not in shown
