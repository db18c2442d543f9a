"""A list of 200 learners onto a class of a commune that knows 5 000: everybody held against all of
them, then written, in one transaction as a paste is.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Iterator
from datetime import date

from bot.kernel.clock import SystemClock, local
from bot.kernel.ids import CountedIds
from bot.language.learners import LearnerRow
from bot.language.tokens import vocabulary
from bot.task import Asker, Door, Secrets
from handlers.alike.recognising import Recognised, recognise
from models.apply import apply
from models.class_list import Enrol
from models.course_changes import OpenCourse
from models.course_needs import CourseNeed
from models.database import Database
from models.facts import load_facts
from models.learner import Consent
from models.learner_kept import new_learner
from models.load import load_people
from models.needs import Facts, MissingFactsError
from models.opening import open_installation
from models.sample import SAMPLE_COMMUNE, TEAMS, lay_sample
from models.settings import CommuneSettings
from tests.bench.readings import Reading, disk_folder

KNOWN, LISTED = 5_000, 200
LISTS = 5
FAMILIES = ("Nguyễn",) * 38 + ("Trần",) * 11 + ("Lê",) * 9 + ("Phạm",) * 7 + (
    "Hoàng", "Phan", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý", "Đào", "Đoàn",
    "Vương", "Trịnh", "Đinh", "Lâm", "Phùng", "Mai", "Tô", "Hà", "Tạ", "Cao", "Lương", "Lưu",
)  # fmt: skip
WOMEN = sorted(
    vocabulary(
        "Hoa Lan Hương Hồng Thủy Hà Nga Bình Dung Hạnh Mai Liên Yến Thảo Ngọc Loan Phương "
        "Hiền Thanh Vân Xuân Oanh Bảy Sáu Cúc Đào Huệ Lụa Nhung Tuyết Thơm Thoa Thắm Thu "
        "Trang Trinh Tươi Vui Sen Sinh Quế Quyên Phượng Nhàn Nhài Mùi Mơ Mận Lý Lựu Lệ Kim "
        "Hằng Hòa Hường Gái Duyên Chinh Chi"
    )
)
MEN = sorted(
    vocabulary(
        "Hùng Dũng Tuấn Sơn Minh Hải Long Nam Thắng Cường Đức Bình Hòa Quang Tiến Thành Trung "
        "Kiên Phúc An Lâm Khánh Vinh Toàn Tuân Trường Triệu Tình Thụ Thuấn Thế Thái Tám Tấn "
        "Quyết Quân Phong Ninh Nghĩa Mạnh Lực Lợi Lộc Khoa Huy Hưng Hiệp Hậu Giang Định Điệp "
        "Đạt Công Chung Chiến Cảnh Bắc Bảo"
    )
)


def measure() -> tuple[Reading, ...]:
    return asyncio.run(_measure())


async def _measure() -> tuple[Reading, ...]:
    chance = random.Random(1)  # noqa: S311  # the same people every time
    with disk_folder() as folder:
        clock = SystemClock()
        database = await open_installation(folder / "toso.db", now=clock.now())
        try:
            ids = CountedIds(clock)
            await lay_sample(database, ids=ids, now=clock.now())
            asker = await _asker(database, ids)
            await _lay(database, asker, chance)
            timed = [await _list(database, asker, f"c{n}", chance) for n in range(LISTS)]
        finally:
            await database.close()
    last = timed[-1][1]
    return (
        *(Reading("list of 200", seconds * 1000, "ms") for seconds, _ in timed),
        Reading("known again", float(len(last.known)), ""),
        Reading("to look at", float(last.alike), ""),
    )


def _people(count: int, chance: random.Random) -> Iterator[LearnerRow]:
    for _ in range(count):
        is_woman = chance.random() < 0.6  # more women come
        middle = (
            ("Thị", "Thị", "Thị", "Thu", "Thị Thu", "Thị Bích", "Thị Kim")
            if is_woman
            else ("Văn", "Văn", "Văn", "Đức", "Quang", "Xuân", "Hữu", "Đình")
        )
        given = chance.choice(WOMEN if is_woman else MEN)
        name = f"{chance.choice(FAMILIES)} {chance.choice(middle)} {given}"
        yield LearnerRow(name, chance.randint(1940, 1990), None)


async def _asker(database: Database, ids: CountedIds) -> Asker:
    async with database.read() as connection:
        found = await connection.exec_driver_sql("SELECT id FROM person ORDER BY id LIMIT 1")
        id_ = str(found.scalar_one())
        person = (await load_people(connection, SAMPLE_COMMUNE, {id_}))[id_]
    now = SystemClock().now()
    return Asker(
        person=person,
        now=now,
        today=local(now).date(),
        settings=CommuneSettings(),
        new_id=ids.new,
        door=Door("web", "a", "a"),
        secrets=Secrets(ids.code, str, str),
    )


async def _lay(database: Database, asker: Asker, chance: random.Random) -> None:
    """5 000 people in the teams' classes, a hundred a class; five more classes without anybody."""
    rows = list(_people(KNOWN, chance))
    async with database.write() as connection:
        for place in range(0, KNOWN, 100):
            team, course = f"thon-{place // 100 % TEAMS + 1:02}", f"k{place}"
            new = tuple(
                new_learner(asker.new_id(), team, row, Consent.PAPER)
                for row in rows[place : place + 100]
            )
            opened = OpenCourse(
                course, team, "Nhà văn hóa", "VNeID", (date(2026, 3, 1),), asker.person.id,
                asker.now,
            )  # fmt: skip
            listed = Enrol(course, new, (), asker.person.id, asker.now)
            await apply(connection, SAMPLE_COMMUNE, (opened, listed))
        for number in range(LISTS):
            opened = OpenCourse(
                f"c{number}", "thon-01", "Nhà văn hóa", "VNeID", (), asker.person.id, asker.now
            )
            await apply(connection, SAMPLE_COMMUNE, (opened,))


async def _list(
    database: Database, asker: Asker, course: str, chance: random.Random
) -> tuple[float, Recognised]:
    """A tenth of those who come are known already."""
    async with database.read() as connection:
        known = await connection.exec_driver_sql("SELECT name FROM learner WHERE team_id='thon-01'")
        names = [str(row[0]) for row in known]
    rows = list(_people(LISTED - LISTED // 10, chance))
    rows += [LearnerRow(chance.choice(names), None, None) for _ in range(LISTED // 10)]
    started = time.perf_counter()
    async with database.write() as connection:
        told = await load_facts(connection, SAMPLE_COMMUNE, [CourseNeed(course)])
        page = told[CourseNeed(course)]
        seen = None
        while seen is None:
            try:
                seen = recognise(rows, page, Consent.PAPER, asker, Facts(told))
            except MissingFactsError as lack:
                told |= await load_facts(connection, SAMPLE_COMMUNE, lack.needs)
        await apply(connection, SAMPLE_COMMUNE, seen.changes(page, asker))
    return time.perf_counter() - started, seen
