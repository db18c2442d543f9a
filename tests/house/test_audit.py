"""Whatever is audited can be read: every action that the code writes has its words."""

import re
from pathlib import Path

from handlers.audit_words import WORDS

ROOT = Path(__file__).parents[2]
PACKAGES = ("bot", "handlers", "models", "jobs")
ACTION = re.compile(
    r'(?:\baction"?\s*[=:]\s*|\b_?audited\(\s*\w+,\s*|\brow\(\s*|\bof_role\(\s*'
    r"|Audited\([^()]*(?:\([^()]*\)[^()]*)*?,\s*(?:None|by_id),\s*)"
    r'(?:"([a-z_]+\.[a-z_]+)"(?:\s+if\s+[\w. ]+\s+else\s+"([a-z_]+\.[a-z_]+)")?)'
)


def test_every_action_of_the_code_has_its_words() -> None:
    found = {
        action
        for package in PACKAGES
        for path in (ROOT / package).rglob("*.py")
        for actions in ACTION.findall(path.read_text(encoding="utf-8"))
        for action in actions
        if action
    }

    assert len(found) > 20
    assert found - set(WORDS) == set(), "handlers/audit_words.py says them in plain words"
    assert set(WORDS) - found == set(), "said, but never written"
