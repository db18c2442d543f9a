"""A commune as its operator sets it up, with as many members as a run wants, each with a code."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

PROGRAM = (sys.executable, "-m", "bot")
ADMINISTRATOR = "0912345600"
FIRST_PHONE = 912_350_000
TEAM = 7
PATIENCE = 120.0


@dataclass(frozen=True, slots=True)
class Invited:
    phone: str
    code: str


def set_up(folder: Path, members: int, settings: dict[str, str]) -> list[Invited]:
    """Its database is `toso.db` in the folder; whom it gives are in the order of the list."""
    database = folder / "toso.db"
    toso(
        settings,
        "init", "--name", "Đảo Xa", "--kind", "xã", "--admin-name", "Lê Thị Cán",
        "--admin-phone", ADMINISTRATOR, "--db", database,
    )  # fmt: skip
    toso(settings, "import", "roster", _list(folder, members, settings), "--db", database)
    told = toso(settings, "invite", "--all", "--json", "--db", database)
    codes = {each["phone"]: each["code"] for each in map(json.loads, told.splitlines())}
    return [Invited(phone, codes[phone]) for phone in map(_phone, range(members))]


def toso(settings: dict[str, str], *of_command: str | Path) -> str:
    """What a command prints. Raises CalledProcessError where it cannot do what was asked."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("TOSO_")}
    done = subprocess.run(  # noqa: S603  # our own interpreter and our own words
        [*PROGRAM, *map(str, of_command)],
        env=inherited | settings,
        capture_output=True,
        text=True,
        check=True,
        timeout=PATIENCE,
    )
    return done.stdout


def _phone(number: int) -> str:
    return f"0{FIRST_PHONE + number}"


def _list(folder: Path, members: int, settings: dict[str, str]) -> Path:
    empty, filled = folder / "mau.csv", folder / "danh-sach.csv"
    toso(settings, "import", "template", empty)
    with empty.open(encoding="utf-8-sig", newline="") as file:
        columns = next(csv.reader(file))
    with filled.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="")
        writer.writeheader()
        for number in range(members):
            writer.writerow(
                {
                    "Họ và tên": f"Nguyễn Văn {_name(number)}",
                    "Số điện thoại": _phone(number),
                    "Tên tổ": f"Thôn {number // TEAM + 1:02}",
                    "Vai trò": "Thành viên" if number % TEAM else "Tổ trưởng",
                    "Xưng hô": "bác",
                }
            )
    return filled


def _name(number: int) -> str:
    heads, tails = "BCDĐGHKLMN", ("a", "inh", "ang", "ôn", "iên", "ùng", "ạnh", "ức", "ận", "ải")
    return f"{heads[number // 10 % 10]}{tails[number % 10]}"
