from collections.abc import Callable
from typing import Any

import pytest

from bot.dialog.address import Address
from bot.roster.problems import Code
from bot.roster.values import (
    Post,
    read_address,
    read_count,
    read_kind,
    read_link,
    read_name,
    read_post,
    read_yes_no,
)
from models.commune import TeamKind


@pytest.mark.parametrize(
    ("read", "cell", "value"),
    [
        (read_name, "  Nguyễn   Văn Mẫu ", "Nguyễn Văn Mẫu"),
        (read_name, "Nguye\u0302\u0303n", "Nguyễn"),
        (read_name, "Thành viên 001", "Thành viên 001"),
        (read_name, "…", Code.NAME_MISSING),
        (read_name, "x" * 81, Code.NAME_LONG),
        (read_name, "=1+1", Code.NAME_ODD),
        (read_name, "0912345678", Code.NAME_ODD),
        (read_name, "Nguy?n V?n M?u", Code.LETTERS_LOST),
        (read_post, "TỔ TRƯỞNG", Post.LEADER),
        (read_post, "to truong", Post.LEADER),
        (read_post, "Tổ phó", Post.MEMBER),
        (read_post, "Cán bộ", Post.COORDINATOR),
        (read_post, "Quản trị viên", Post.ADMINISTRATOR),
        (read_post, "Bí thư", Code.ROLE_UNKNOWN),
        (read_kind, "đội", TeamKind.DOI),
        (read_kind, "Tổ", TeamKind.TO),
        (read_kind, "nhóm", Code.KIND_UNKNOWN),
        (read_address, "Bác", Address.BAC),
        (read_address, "chu", Address.CHU),
        (read_address, "chủ", Code.ADDRESS_UNKNOWN),
        (read_address, "ông/bà", Code.ADDRESS_UNKNOWN),
        (read_count, "142", 142),
        (read_count, "1.234", 1234),
        (read_count, "1,234", 1234),
        (read_count, "142 hộ", 142),
        (read_count, "142.0", 142),
        (read_count, "142.5", Code.COUNT_WRONG),
        (read_count, "-3", Code.COUNT_WRONG),
        (read_count, "9" * 50, Code.COUNT_WRONG),
        (read_yes_no, "Có", True),
        (read_yes_no, "x", True),
        (read_yes_no, "chưa có", False),
        (read_yes_no, "có lẽ", Code.YES_NO_WRONG),
        (read_link, "zalo.me/g/vidu", "https://zalo.me/g/vidu"),
        (read_link, "https://zalo.me/g/vidu", "https://zalo.me/g/vidu"),
        (read_link, "https://evil.example/zalo.me/g", Code.LINK_WRONG),
        (read_link, "javascript:alert(1)", Code.LINK_WRONG),
        (read_link, "https://notzalo.me/g/vidu", Code.LINK_WRONG),
    ],
)
def test_cell_is_read_or_its_problem_named(
    read: Callable[[str], Any], cell: str, value: object
) -> None:
    assert read(cell) == value
