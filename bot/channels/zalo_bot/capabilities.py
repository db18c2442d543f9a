"""The limits of the Zalo Bot Platform.

Facts: https://docs.zaloplatforms.com/docs/BOT (sendMessage, sendPhoto, the plans; read 2026-11-22).
There are no buttons, no files and no edits; a picture goes by its public address.
"""

from bot.channels.limits import Capabilities, Cost, Plan

TEXT_LENGTH = 2_000
CAPTION_LENGTH = 2_000
PICTURES = ("image/jpeg", "image/png")

MESSAGE_SECONDS = 30.0
"""Others who run bots wait as long (openclaw, @openclaw/zalo 2026.9.5): nothing is published."""

PHOTO_SECONDS = 140.0
"""The platform fetches the picture before it answers, several times (openclaw waits 150 s)."""

BASIC = Plan(users=50, monthly=3_000)
"""The free plan, of each bot. Whether what people write counts towards the messages is told
differently (zalo-bot-mcp's README; agent-cskh-zalo, 08/2026): so it is taken to.
"""

ZALO_BOT = Capabilities(
    buttons=False,
    text_length=TEXT_LENGTH,
    files=True,
    carried=PICTURES,
    by_url=True,
    cost=Cost.CAPPED,
    plan=BASIC,
    send_seconds=PHOTO_SECONDS + 10,  # of the slowest: a text is given up sooner, by the client
)
