"""A restore by root leaves files that the user of the product can open."""

import os
from pathlib import Path

from tests.backup.installations import Installation

OWNER = 65534 if os.geteuid() == 0 else os.geteuid()
"""Somebody else, where that can be: only root gives files away."""


async def test_what_root_restores_belongs_to_the_owner_of_the_place(
    installation: Installation, archive: Path, tmp_path: Path
) -> None:
    there = installation.elsewhere(tmp_path / "there")
    os.chown(there.folder, OWNER, OWNER)
    os.chown(there.places.key, OWNER, OWNER)

    there.put_back(archive)

    owners = {path.stat().st_uid for path in (there.folder, *there.folder.rglob("*"))}
    assert owners == {OWNER}
    assert len(list(there.places.files.rglob("*.jpg"))) == 2
