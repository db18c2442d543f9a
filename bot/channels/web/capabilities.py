"""The limits of the web chat: our own page, so they are chosen for a small phone and old eyes.

`push` is False: a page that is closed cannot be reached, and what we say by ourselves waits for the
next visit.
"""

from bot.channels.limits import Capabilities

WEB = Capabilities(
    buttons=True,
    text_length=4_000,
    button_count=30,
    label_length=100,  # a long one takes the whole width
    files=True,
    push=False,
    is_local=True,
)
