"""The week, as a leader and as a coordinator see it: the figures are those of `toso tally`."""

from __future__ import annotations

import re
import statistics

import pytest

from tests.browser.product import Product
from tests.browser.talk import SENT, Talk

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

PEOPLE = 23
TEAM = "thon-01"
STATES = {"active": None, "zero": "không phát sinh", "silent": "chưa báo cáo"}
PAGE = re.compile(r"Trang (\d+)/(\d+)")


@pytest.fixture
def of_team(product: Product) -> dict[str, int]:
    """The figures of the roles' own team before anything was said."""
    return next(row for row in product.tally()["by_team"] if row["team"] == TEAM)


async def log_session(talk: Talk) -> None:
    await talk.write_session(PEOPLE)
    await talk.press("Đúng rồi, gửi đi")
    await talk.wait_for_line(SENT)


async def read_pages(talk: Talk, button: str) -> list[str]:
    """All pages of the list behind a button, turned one by one: its lines without the headings."""
    rows: list[str] = []
    number, last = 0, 1
    while number < last:
        page = await talk.choose(button, then=f"Trang {number + 1}/")
        found = PAGE.search(page)
        assert found, page
        number, last = int(found[1]), int(found[2])
        rows += page.splitlines()[1:]
        button = "Trang sau"
    return rows


async def test_leader_sees_the_members_session_beside_the_middle_of_the_commune(
    talk: Talk, product: Product, of_team: dict[str, int]
) -> None:
    await log_session(talk)
    middle = statistics.median_low(row["people_guided"] for row in product.tally()["by_team"])

    await talk.look_as("Tổ trưởng")
    week = await talk.ask("tuần của tổ", then="Số này đúng chưa ạ?")

    assert week.startswith("Thôn 01, tuần")
    assert f"Đã giúp {of_team['people_guided'] + PEOPLE} lượt người" in week
    assert f"hướng dẫn người dân, {PEOPLE} người (Thành viên 002 ghi)" in week
    # While most teams have reported nothing yet, nothing is said of the one in the middle.
    said = f"Trong các tổ, tổ đứng giữa giúp {middle} lượt người"
    assert (said in week) is (middle > 0)


async def test_coordinator_sees_the_totals_and_every_team(talk: Talk, product: Product) -> None:
    await log_session(talk)
    tally = product.tally()
    silent = [row["name"] for row in tally["by_team"] if row["state"] == "silent"]

    await talk.look_as("Cán bộ")
    week = await talk.ask("tuần chung", then="58 tổ:")
    named = await read_pages(talk, "Các tổ chưa báo")
    await talk.ask("tuần chung", then="58 tổ:")
    every = await read_pages(talk, "Xem từng tổ")

    assert (
        f"58 tổ: {tally['teams_active']} hoạt động, {tally['teams_zero']} không phát sinh, "
        f"{tally['teams_silent']} chưa báo cáo"
    ) in week
    assert f"Hướng dẫn người dân {tally['sessions']['residents']} buổi" in week
    assert f"Đã giúp {tally['people_guided']:,}".replace(",", ".") in week
    assert [f"{name}: chưa báo cáo" for name in silent] == named
    assert [row["name"] for row in tally["by_team"]] == [line.partition(":")[0] for line in every]
    assert [
        (row["name"], STATES[row["state"]]) for row in tally["by_team"] if STATES[row["state"]]
    ] == [
        (name, state)
        for name, _, state in (line.partition(": ") for line in every)
        if state in STATES.values()
    ]


async def test_each_role_has_a_talk_of_its_own(talk: Talk) -> None:
    await talk.greet()
    member = await talk.lines()

    await talk.look_as("Cán bộ")
    officer = await talk.lines()
    await talk.look_as("Thành viên")

    assert officer == []
    assert await talk.lines() == member
