"""Every cap of the dialogs, in one table. Overrunning one is a normal ending with a kind answer."""

from datetime import timedelta

STEPS_PER_TURN = 20
"""Dialogs opened, lists answered and submits made for one message; more means that two tasks call
each other.
"""

STEPS_PER_FLOW = 50
"""A session of a commune with twenty indicators more than the seed; a longer one is a form."""

SUMMARY = 9
"""Lines of a flow's review page beside our own three: twelve in all (voice.md, rule 1)."""

TYPED_LENGTH = 5_000
"""Characters of one message that are read at all; the rest of a longer one is not looked at. Of
several lines the last one that is read is a whole one.
"""

PLACE_LENGTH = 120
NOTE_LENGTH = 500

PHOTOS = 10
PHOTO_BYTES = 20 * 1024 * 1024
"""Bot platforms hand out files up to 20 MB (telegram.md, zalo.md); a larger one is refused kindly
on every channel.
"""

NUMBER = 100_000
"""No count of one session comes near; above it the answer is taken for a slip of the finger."""

PAGE = 7
"""Choices on a page (voice.md, rule 5)."""

TICKS = 400
"""People ticked in one session: a whole commune's members (seed 002: 386)."""

DRAFT_LIFE = timedelta(days=7)
"""After its last answer; then a draft is closed and handed to whoever can write it down."""

DRAFTS = 3
"""Drafts kept per person; beyond it one must be finished or dropped first, never lost silently."""

MISSES_TO_SHORTEN = 2
MISSES_TO_HELP = 3

UNDO = timedelta(minutes=15)
PHOTOS_TOGETHER = timedelta(minutes=2)
WORDLESS_TOGETHER = timedelta(minutes=5)
"""Stickers, voice messages and the like that come within this are answered once for each kind."""

GREETED_AGAIN = timedelta(hours=1)
"""Who opens the chat again and again is greeted no sooner."""

LIST_LIFE = timedelta(hours=24)
"""A number typed at a menu or a page older than this is answered, not obeyed."""
