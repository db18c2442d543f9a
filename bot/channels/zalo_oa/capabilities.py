"""The limits of a Zalo Official Account, all read on 2026-11-22.

Messages: https://docs.zaloplatforms.com/docs/OA ("Tin tư vấn", message/cs): text of at most 2 000
letters, 5 buttons with titles of at most 100 and payloads of at most 1 000; pictures jpg and png
of at most 1 MB, files PDF, DOC and DOCX of at most 5 MB; what was uploaded expires after 7 days.
Window and price: https://zalo.solutions/oa/pricing: free and without a limit for 48 hours after
the person last did something, 55 đ or one of the plan's messages until 7 days, then nothing (−230).
"""

from datetime import timedelta

from bot.channels.limits import Capabilities, Cost, Window

PAYLOAD_LENGTH = 1_000
TITLE_LENGTH, SUBTITLE_LENGTH = 100, 500
PICTURE_BYTES = 1_000_000
"""Zalo says 1 MB and not which one: the smaller is right either way."""

FILE_BYTES = 5_000_000
UPLOADS_LAST = timedelta(days=7)

PICTURES = ("image/jpeg", "image/png")
DOCUMENTS = (
    "application/pdf",
    "application/msword",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
)

MESSAGE_SECONDS = 15.0
UPLOAD_SECONDS = 30.0

ZALO_OA = Capabilities(
    buttons=True,
    text_length=2_000,
    button_count=5,
    label_length=TITLE_LENGTH,
    files=True,
    window=Window(free=timedelta(hours=48), most=timedelta(days=7)),
    cost=Cost.PAID,
    carried=(*DOCUMENTS, *PICTURES),
    send_seconds=90.0,  # an upload, perhaps a new token, and the message
)
