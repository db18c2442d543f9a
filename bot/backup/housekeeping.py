"""Old archives of one installation are thinned in their folder; whatever else lies there stays."""

from __future__ import annotations

import logging
import stat
from pathlib import Path

from bot.backup.manifest import ABOUT, About, ManifestError, read_about
from bot.backup.passphrase import MAGIC, read_sealed_about
from bot.backup.tape import BrokenError, CutOffError, TapeReader
from bot.backup.thinning import Kept, read_name, to_remove

MOST_ABOUT = 4096

log = logging.getLogger("toso.backup")


def thin(folder: Path, installation: str, made: str) -> tuple[str, ...]:
    """The names of what was removed, the oldest first. `made` is the archive of just now."""
    removed: list[str] = []
    for name in to_remove(archives_of(folder, installation), made):
        try:
            (folder / name).unlink()
        except OSError:
            log.warning("old archive stays", extra={"fields": {"file": name}})
        else:
            removed.append(name)
    return tuple(removed)


def archives_of(folder: Path, installation: str) -> tuple[Kept, ...]:
    """Those whose own first words say so: a name alone proves nothing."""
    found = [read_name(path.name) for path in folder.iterdir()]
    return tuple(
        each
        for each in found
        if each is not None and _installation_of(folder / each.name) == installation
    )


def _installation_of(path: Path) -> str | None:
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            return None
        return _read_about(path).installation
    except (OSError, ManifestError, BrokenError, CutOffError):
        return None


def _read_about(path: Path) -> About:
    with path.open("rb") as file:
        if file.read(len(MAGIC)) == MAGIC:
            return read_sealed_about(file)
        file.seek(0)
        first = next(TapeReader(file).members(), None)
        if first is None or first.name != ABOUT:
            raise BrokenError("it does not begin as ours do")
        return read_about(first.whole(MOST_ABOUT))
