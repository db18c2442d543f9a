"""`toso chat` in a process of its own, as it is used: it reads the descriptor itself."""

import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path


def chat(database: Path, *more: str) -> subprocess.Popen[str]:
    return subprocess.Popen(  # noqa: S603  # our own interpreter and our own words
        [sys.executable, "-m", "bot", "chat", "--db", str(database), *more],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True, encoding="utf-8",
    )  # fmt: skip


def test_chat_answers_what_is_piped_in(sample_database: Path) -> None:
    with chat(sample_database) as process:
        out, err = process.communicate("chào\n1\n/thoat\nchào\n", timeout=60)

    assert (process.returncode, err) == (0, "")
    assert out.startswith("Đang trò chuyện với tư cách 0912000002.")
    _, _, answers = out.partition("/thoat.\n\n")
    assert "\n1. " in answers
    assert len(answers.rstrip("\n").split("\n\n")) == 2


def test_chat_takes_a_last_line_without_an_end(sample_database: Path, photos: Path) -> None:
    with chat(sample_database, "--as", "0912000001") as process:
        out, _ = process.communicate(f"/anh '{photos / 'anh.jpg'}'", timeout=60)

    assert process.returncode == 0
    assert "ảnh" in out.partition("/thoat")[2]
    assert len(list((sample_database.parent / "files").rglob("*.jpg"))) == 1


def test_chat_with_nobody_is_refused(sample_database: Path) -> None:
    with chat(sample_database, "--as", "Hoa") as process:
        _, err = process.communicate("", timeout=60)

    assert process.returncode == 2
    assert err == "Hoa không phải số điện thoại, resident:TÊN hay new:TÊN.\n"


def test_chat_is_quiet_when_it_is_interrupted(sample_database: Path) -> None:
    with chat(sample_database) as process:
        assert process.stdout is not None
        process.stdout.readline()
        for _ in range(3):  # as whoever sees no end presses it again
            process.send_signal(signal.SIGINT)
            with suppress(subprocess.TimeoutExpired):
                # Before `communicate` ends its input: that would be a farewell.
                process.wait(timeout=20)
                break
        _, err = process.communicate(timeout=60)

    assert (process.returncode, err) == (130, "")


def test_chat_prints_where_a_document_lies(sample_database: Path, photos: Path) -> None:
    given = photos / "tailieu.pdf"
    said = f"thêm tài liệu\n/tep {given}\nSổ tay\ngửi đi\ntài liệu\n1\n"
    with chat(sample_database, "--as", "0912001001") as process:
        out, err = process.communicate(said, timeout=60)

    (path,) = [line for line in out.splitlines() if line.endswith("001-Sổ tay.pdf")]
    assert "(Sổ tay.pdf)" in out
    assert Path(path).read_bytes() == given.read_bytes()
    assert Path(path).parent == Path(err.strip())
