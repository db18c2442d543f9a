"""The number phrases and dates of the study, with the answers they must have."""

import json
from pathlib import Path
from typing import Any


def cases() -> dict[str, Any]:
    return json.loads(Path(__file__).with_name("cases.json").read_text("utf-8"))
