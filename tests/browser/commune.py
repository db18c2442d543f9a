"""A real commune as its operator sets it up: `toso init`, `toso import`, `toso invite`."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import NamedTuple

from tests.browser.product import toso

ADMINISTRATOR = "0912345600"


class Row(NamedTuple):
    """One person of the list, for the columns of the empty one that are filled in."""

    name: str
    phone: str
    team: str
    duty: str
    address: str = "bác"


LEADER = Row("Phạm Văn Bình", "0912345601", "Thôn 05", "Tổ trưởng")
NEWCOMER = Row("Nguyễn Thị Hoa", "0912345678", "Thôn 05", "Thành viên")
OTHER = Row("Vũ Văn Sơn", "0912345602", "Thôn 05", "Thành viên")
COLUMNS = {"Họ và tên": "name", "Số điện thoại": "phone", "Tên tổ": "team", "Vai trò": "duty",
           "Xưng hô": "address"}  # fmt: skip


def set_up(folder: Path) -> Path:
    """The database of a commune with one team of three, whom nobody has invited yet."""
    database = folder / "toso.db"
    toso(
        "init", "--name", "Đảo Xa", "--kind", "xã", "--admin-name", "Lê Thị Cán",
        "--admin-phone", ADMINISTRATOR, "--db", database,
    )  # fmt: skip
    toso("import", "roster", _write_list(folder), "--db", database)
    return database


def invite(database: Path, phone: str) -> str:
    """The six digits, as they are handed over."""
    told = json.loads(toso("invite", phone, "--json", "--db", database))
    code: str = told["code"]
    return code


def _write_list(folder: Path) -> Path:
    """The empty list with its examples struck out and our people written in."""
    empty, filled = folder / "mau.csv", folder / "danh-sach.csv"
    toso("import", "template", empty)
    with empty.open(encoding="utf-8-sig", newline="") as file:
        columns = next(csv.reader(file))
    with filled.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="")
        writer.writeheader()
        for row in (LEADER, NEWCOMER, OTHER):
            writer.writerow({column: getattr(row, name) for column, name in COLUMNS.items()})
    return filled
