"""Parts of ours (outbound.jsonl) as the requests that the Bot Platform documents."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.contract import OutFile, Part
from bot.channels.zalo_bot.outbound import requests_of

CASES = [
    json.loads(line)
    for line in Path(__file__).with_name("outbound.jsonl").read_text("utf-8").splitlines()
]
CHAT = "a1b2c3d4e5f60718293a"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_a_part_is_these_requests(case: dict[str, Any]) -> None:
    def url_of(name: str) -> str:
        return "" if name in case["hidden"] else f"https://to.example.vn/f/{name}"

    files = tuple(OutFile(**file, url=url_of(file["name"])) for file in case["files"])

    found = requests_of(CHAT, Part(case["text"], files=files))

    assert [
        {"method": each.method, "asked": each.asked, "seconds": each.seconds} for each in found
    ] == case["requests"]


def test_there_are_enough_parts() -> None:
    assert len(CASES) >= 25
    assert len({case["case"] for case in CASES}) == len(CASES)


@given(st.text(alphabet="aế💪\n ", max_size=5_000))
def test_no_word_is_lost_and_no_text_is_too_long(text: str) -> None:
    sent = [each.asked["text"] for each in requests_of(CHAT, Part(text))]

    assert "".join("".join(sent).split()) == "".join(text.split())
    assert all(1 <= len(each.encode("utf-16-le")) // 2 <= 2_000 for each in sent)
