"""The limits of the terminal wire: our own, made like those of the channels it stands in for.

It sets itself no quotas and no windows. Each name is what `toso simulate --capabilities` takes.
"""

from dataclasses import replace

from bot.channels.limits import Capabilities, Cost

BUTTONS = Capabilities(
    buttons=True,
    text_length=4_000,
    button_count=1_000,  # no limit: more than any list has
    label_length=20,
    files=True,
    is_local=True,
)
PLAIN = Capabilities(buttons=False, text_length=2_000, files=False, is_local=True)

CHAT = replace(PLAIN, files=True)
"""A person at a keyboard, who can open the file at the path that is printed."""

CAPPED = replace(PLAIN, cost=Cost.CAPPED)
"""As PLAIN, where so many messages a month are let through."""

FIVE = replace(BUTTONS, text_length=2_000, button_count=5, label_length=100, files=False)
"""A few long buttons; what is beyond them is numbered."""

BY_NAME = {"buttons": BUTTONS, "plain": PLAIN, "capped": CAPPED, "five": FIVE}
