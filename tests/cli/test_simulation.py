"""The simulator: the whole app on its own clock, many people at once, from run to run."""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.channels.contract import OutFile, Part
from bot.channels.terminal.capabilities import PLAIN
from bot.cli.outside import FileKeeper
from bot.cli.script import BadLineError
from bot.cli.simulation import FIRST_MOMENT, Sent, Simulation
from bot.kernel.clock import from_local
from models.sealed_file import read_sealed
from models.vault import read_vault

MEMBER, LEADER = "0912000002", "0912000001"
EVENING = "2026-11-17T22:00:00"


def labels(sent: tuple[Sent, ...]) -> list[str]:
    return [button.label for button in sent[-1].part.buttons]


async def test_clock_starts_where_the_sample_was_made(sample_database: Path) -> None:
    async with Simulation.open(sample_database) as simulation:
        assert simulation.clock.now() == FIRST_MOMENT == datetime(2026, 11, 16, 1, tzinfo=UTC)


async def test_answer_goes_to_whoever_spoke_as_the_script_names_them(
    sample_database: Path,
) -> None:
    async with Simulation.open(sample_database) as simulation:
        for who in (MEMBER, "+84 912.000.003", "resident:Hoa", "new:Ai đó"):
            sent = await simulation.feed({"who": who, "text": "chào"})

            assert [one.to for one in sent] == [who]


async def test_label_is_pressed_on_the_newest_message_with_buttons(sample_database: Path) -> None:
    async with Simulation.open(sample_database) as simulation:
        menu = await simulation.feed({"who": MEMBER, "text": "chào"})
        asked = await simulation.feed({"who": MEMBER, "press": labels(menu)[0]})
        by_id = await simulation.feed({"who": MEMBER, "press": asked[-1].part.buttons[0].id})

    assert labels(menu) != labels(asked) != labels(by_id)


async def test_old_id_and_unknown_label_are_late_presses(sample_database: Path) -> None:
    async with Simulation.open(sample_database) as simulation:
        menu = await simulation.feed({"who": MEMBER, "text": "chào"})
        asked = await simulation.feed({"who": MEMBER, "press": labels(menu)[0]})
        late = await simulation.feed({"who": MEMBER, "press": menu[-1].part.buttons[1].id})
        unknown = await simulation.feed({"who": MEMBER, "press": "Không có nút này"})

    assert labels(late) == labels(unknown) == labels(asked)


async def test_without_buttons_a_label_is_typed(sample_database: Path) -> None:
    async with Simulation.open(sample_database, capabilities=PLAIN) as simulation:
        (menu,) = await simulation.feed({"who": MEMBER, "text": "chào"})
        first = menu.part.text.partition("\n1. ")[2].partition("\n")[0]
        (asked,) = await simulation.feed({"who": MEMBER, "press": first})

    assert first not in asked.part.text
    assert menu.part.buttons == asked.part.buttons == ()


async def test_same_id_twice_is_a_redelivery(sample_database: Path) -> None:
    async with Simulation.open(sample_database) as simulation:
        first = await simulation.feed({"who": MEMBER, "text": "chào", "id": "m1"})
        again = await simulation.feed({"who": MEMBER, "text": "chào", "id": "m1"})
        other = await simulation.feed({"who": LEADER, "text": "chào", "id": "m1"})

    assert (len(first), len(again), len(other)) == (1, 0, 1)


async def test_generated_id_is_never_one_that_was_given(sample_database: Path) -> None:
    async with Simulation.open(sample_database) as simulation:
        await simulation.feed({"who": MEMBER, "text": "chào"})
        await simulation.feed({"who": MEMBER, "text": "chào", "id": "~2"})

        assert await simulation.feed({"who": MEMBER, "text": "chào"})


async def test_run_goes_on_from_what_is_stored(sample_database: Path) -> None:
    async with Simulation.open(sample_database) as simulation:
        await simulation.feed({"at": "2026-11-17T09:30:00"})
        menu = await simulation.feed({"who": MEMBER, "text": "chào"})
    async with Simulation.open(sample_database) as simulation:
        moment = simulation.clock.now()
        asked = await simulation.feed({"who": MEMBER, "press": labels(menu)[0]})
        again = await simulation.feed({"who": MEMBER, "text": "hôm nay"})

    assert moment == from_local(datetime.fromisoformat("2026-11-17T09:30:00"))
    assert labels(asked) != labels(menu)
    assert again


async def test_clock_starts_no_earlier_than_it_is_told(sample_database: Path) -> None:
    later = datetime(2026, 12, 1, tzinfo=UTC)

    async with Simulation.open(sample_database, start=later) as simulation:
        assert simulation.clock.now() == later
    async with Simulation.open(
        sample_database, start=FIRST_MOMENT.replace(year=2025)
    ) as simulation:
        assert simulation.clock.now() == FIRST_MOMENT


async def test_person_of_an_earlier_run_is_named_as_a_script_would(sample_database: Path) -> None:
    async with Simulation.open(sample_database) as simulation:
        await simulation.feed({"who": "+84912000001", "text": "chào"})
    async with Simulation.open(sample_database) as simulation:
        asked = await simulation.feed({"who": MEMBER, "voice": True})
        sent = await simulation.feed({"who": MEMBER, "press": labels(asked)[0]})

    assert [one.to for one in sent if one.to != MEMBER] == [LEADER]


async def test_same_script_gives_the_same_answers() -> None:
    lines = [{"who": MEMBER, "text": "chào"}, {"who": MEMBER, "text": "1"}]
    runs = []

    for _ in range(2):
        async with Simulation.open() as simulation:
            runs.append([await simulation.feed(line) for line in lines])

    assert runs[0] == runs[1]


@pytest.mark.parametrize(
    ("line", "sent_at"),
    [
        ({"at": "2026-11-18T09:00:00"}, "2026-11-18T06:30:00"),
        ({"at": "2026-11-18T09:00:00", "down": True}, "2026-11-18T09:00:00"),
    ],
)
async def test_clock_stops_where_something_falls_due(
    sample_database: Path, line: dict[str, object], sent_at: str
) -> None:
    async with Simulation.open(sample_database) as simulation:
        await simulation.feed({"who": LEADER, "text": "chào"})
        await simulation.feed({"at": EVENING})
        asked = await simulation.feed({"who": MEMBER, "voice": True})
        at_night = await simulation.feed({"who": MEMBER, "press": labels(asked)[0]})
        in_the_morning = await simulation.feed(line)

    assert [one.to for one in at_night] == [MEMBER]
    assert [one.to for one in in_the_morning] == [LEADER]
    assert last_finished(sample_database) == from_local(datetime.fromisoformat(sent_at))


def last_finished(database: Path) -> datetime:
    connection = sqlite3.connect(database)
    (found,) = connection.execute("SELECT max(finished_at) FROM outbox").fetchone()
    connection.close()
    return datetime.fromisoformat(found).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    "line",
    [
        {"at": "2026-11-16T07:59:59"},
        {"who": "Hoa", "text": "chào"},
        {"who": MEMBER},
        {"who": MEMBER, "dance": True},
    ],
)
async def test_bad_line_does_nothing(sample_database: Path, line: dict[str, object]) -> None:
    async with Simulation.open(sample_database) as simulation:
        with pytest.raises(BadLineError):
            await simulation.feed(line)

        assert simulation.clock.now() == FIRST_MOMENT


async def test_photo_is_found_beside_the_script(sample_database: Path, photos: Path) -> None:
    async with Simulation.open(sample_database, folder=photos) as simulation:
        await simulation.feed({"who": MEMBER, "photo": "anh.jpg"})

    (stored,) = (sample_database.parent / "files").rglob("*.jpg")
    cipher = read_vault(sample_database.with_name("toso.key")).file_cipher
    with stored.open("rb") as file:
        assert read_sealed(file, cipher, stored.stem) == (photos / "anh.jpg").read_bytes()


@pytest.mark.parametrize("path", ["khongco.jpg", "x" * 5000, "a\0b"])
async def test_photo_that_is_not_there_is_no_bad_line(sample_database: Path, path: str) -> None:
    async with Simulation.open(sample_database) as simulation:
        sent = await simulation.feed({"who": MEMBER, "photo": path})

    assert len(sent) == 2  # the photo is taken, then said to be lost


def read(path: str) -> bytes:
    return Path(path).read_bytes()


def test_files_that_went_out_outlive_the_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "made.xlsx"
    source.write_bytes(b"1")
    part = Part("Đây ạ", files=(OutFile("../tuần 47.xlsx", "application/x", str(source)),))

    (kept,) = FileKeeper(tmp_path / "out", read).kept(part).files
    (again,) = FileKeeper(tmp_path / "out", read).kept(part).files
    source.unlink()

    assert kept.name == "../tuần 47.xlsx"
    assert Path(kept.path).is_absolute()
    assert kept.path != again.path
    assert {Path(kept.path).parent, Path(again.path).parent} == {tmp_path / "out"}
    assert Path(kept.path).read_bytes() == b"1"
    assert capsys.readouterr().err == ""


def test_new_folder_of_files_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "made.xlsx"
    source.write_bytes(b"1")

    (kept,) = (
        FileKeeper(None, read).kept(Part("", files=(OutFile("a.xlsx", "x", str(source)),))).files
    )

    assert capsys.readouterr().err == f"{Path(kept.path).parent}\n"


async def test_document_that_is_opened_is_listed_and_lies_where_it_says(
    sample_database: Path, photos: Path, tmp_path: Path
) -> None:
    officer = "0912001001"
    given = photos / "tailieu.pdf"
    async with Simulation.open(sample_database, files=tmp_path / "out") as simulation:
        await simulation.feed({"who": officer, "text": "thêm tài liệu"})
        await simulation.feed({"who": officer, "file": str(given)})
        for text in ("Sổ tay", "gửi đi"):
            await simulation.feed({"who": officer, "text": text})
        await simulation.feed({"who": MEMBER, "text": "tài liệu"})
        (sent,) = await simulation.feed({"who": MEMBER, "press": "Sổ tay"})

    (file,) = sent.to_json()["files"]
    assert (file["name"], file["mime"]) == ("Sổ tay.pdf", "application/pdf")
    assert read(file["path"]) == read(str(given))
