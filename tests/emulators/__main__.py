"""`python -m tests.emulators NAME [OPTIONS]`: a vendor's platform on loopback, to try by hand or
from another process.
"""

from __future__ import annotations

import importlib
import sys

EMULATORS = {
    "zalo_bot": "tests.emulators.zalo_bot.main",
    "zalo_oa": "tests.emulators.zalo_oa.main",
}
"""Each module has `main(arguments) -> int`."""


def main(arguments: list[str]) -> int:
    if not arguments or arguments[0] not in EMULATORS:
        sys.stderr.write(f"python -m tests.emulators {'|'.join(EMULATORS)} [-h]\n")
        return 2
    code: int = importlib.import_module(EMULATORS[arguments[0]]).main(arguments[1:])
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
