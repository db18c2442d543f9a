"""The page's own words, by their ids in the catalogue."""

from bot.dialog.text import Text

PAGE = (
    Text("web.again"),
    Text("web.band"),
    Text("web.cookie"),
    Text("web.earlier"),
    Text("web.failed"),
    Text("web.file"),
    Text("web.file.big"),
    Text("web.hello"),
    Text("web.hint"),
    Text("web.leave"),
    Text("web.leave.ask"),
    Text("web.log"),
    Text("web.more"),
    Text("web.newer"),
    Text("web.no_script"),
    Text("web.offline"),
    Text("web.photo"),
    Text("web.photo.big"),
    Text("web.photo.failed"),
    Text("web.photo.mine"),
    Text("web.photo.progress"),
    Text("web.send"),
    Text("web.sending"),
    Text("web.skip"),
    Text("web.start"),
    Text("web.title"),
    Text("web.waiting"),
    Text("web.write"),
)
"""All that stands on the page or that its script says."""

BUSY = Text("web.busy")
CONSENTED = Text("web.consented")
FAULT = Text("web.fault")
FILE_TOO_LARGE = Text("web.file.big")
FOREIGN = Text("web.foreign")
LOST = Text("web.lost")
MALFORMED = Text("web.malformed")
TOO_LARGE = Text("web.photo.big")
