"""A commune as its operator sets it up, with one team of three whom nobody has invited yet."""

from __future__ import annotations

import csv
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from tests.emulators.zalo_oa.emulator import ZaloOaEmulator
from tests.emulators.zalo_oa.rules import Rules
from tests.emulators.zalo_oa.tokens import Pair
from tests.whole.oa.product import Installation

ADMINISTRATOR = "0912345600"


@dataclass(frozen=True, slots=True)
class Founded:
    """A commune that nobody has used yet: to be copied, never opened."""

    folder: Path
    pairs: tuple[Pair, ...]


class Row(NamedTuple):
    """One person of the list, for the columns of the empty one that are filled in."""

    name: str
    phone: str
    duty: str
    team: str = "Thôn 05"
    address: str = "bác"


LEADER = Row("Phạm Văn Bình", "0912345601", "Tổ trưởng")
NEWCOMER = Row("Nguyễn Thị Hoa", "0912345678", "Thành viên")
OTHER = Row("Vũ Văn Sơn", "0912345602", "Thành viên")
DATABASE = "toso.db"
COLUMNS = {"Họ và tên": "name", "Số điện thoại": "phone", "Tên tổ": "team", "Vai trò": "duty",
           "Xưng hô": "address"}  # fmt: skip


@asynccontextmanager
async def opened(founded: Founded, folder: Path, rules: Rules) -> AsyncIterator[Installation]:
    """A copy of what was set up, and an emulator that knows its tokens."""
    shutil.copytree(founded.folder, folder)
    emulator = ZaloOaEmulator(rules)
    emulator.tokens.pairs += [replace(pair) for pair in founded.pairs]
    async with emulator.running() as base:
        yield Installation(folder / DATABASE, emulator, base)


async def found(folder: Path) -> Founded:
    """The unit, its roster, and the consent of its Official Account's administrator."""
    emulator = ZaloOaEmulator()
    async with emulator.running() as base:
        await _set_up(Installation(folder / DATABASE, emulator, base))
    return Founded(folder, tuple(emulator.tokens.pairs))


async def _set_up(installation: Installation) -> None:
    await installation.toso(
        *("init", "--name", "Đảo Xa", "--kind", "xã"),
        *("--admin-name", "Lê Thị Cán", "--admin-phone", ADMINISTRATOR),
    )
    folder = installation.database.parent
    empty, filled = folder / "mau.csv", folder / "danh-sach.csv"
    await installation.toso("import", "template", empty)
    _fill(empty, filled)
    await installation.toso("import", "roster", filled)
    await installation.login()


def _fill(empty: Path, filled: Path) -> None:
    with empty.open(encoding="utf-8-sig", newline="") as file:
        columns = next(csv.reader(file))
    with filled.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="")
        writer.writeheader()
        for row in (LEADER, NEWCOMER, OTHER):
            writer.writerow({column: getattr(row, name) for column, name in COLUMNS.items()})
