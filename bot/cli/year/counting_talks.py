"""What the coordinator says of the commune's own counts, and how sessions tell one of them."""

from __future__ import annotations

from bot.cli.year.saying import Labels, Press, Say, StuckError, Talk, begin

OWN, OWN_LABEL = "own", "Đặt lịch khám"
"""The commune's own indicator; in the plan it goes by an id of its own."""

RETIRED, RETIRED_LABEL = "etax", "eTax Mobile"


def add_indicator(labels: Labels) -> Talk:
    heard = yield from begin("thêm chỉ tiêu đếm", labels)
    if labels.later not in heard.labels:
        raise StuckError("the first question of a new count", heard)
    yield Say(OWN_LABEL)
    yield Say("Có bao nhiêu người được giúp đặt lịch khám bệnh ạ?")
    yield Say("người")
    yield Say("100")
    yield Say("buổi với người dân")
    heard = yield Say("hôm nay")
    if labels.send not in heard.labels:
        raise StuckError("the page of a new count", heard)
    heard = yield Say("gửi đi")
    if labels.undo not in heard.labels:
        raise StuckError("that the count is there", heard)


def retire_indicator(labels: Labels) -> Talk:
    yield from begin("các chỉ tiêu đếm", labels)
    heard = yield Say(RETIRED_LABEL)
    if labels.retire not in heard.labels:
        raise StuckError("the count that is to go", heard)
    yield Press(labels.retire)
    heard = yield Press(labels.retire)
    if labels.resume not in heard.labels:
        raise StuckError("that the count is gone", heard)
