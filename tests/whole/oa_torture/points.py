"""At which points of a refresh the product is killed."""

from __future__ import annotations

from enum import StrEnum


class Point(StrEnum):
    """In their order. Those of the product itself are met in its own process, which then ends
    itself by SIGKILL; at those of Zalo, and at any moment, it is killed from outside.
    """

    ANY_MOMENT = "at any moment after the start"
    BEFORE_CLAIM = "before the claim"
    CLAIM_WRITTEN = "claim written, not committed"
    CLAIMED = "claim committed"
    ASKING = "before Zalo is asked"
    RECEIVED = "Zalo has the request, and has not looked at it"
    CONSUMED = "Zalo has used the token up, and not answered"
    ANSWERED = "the answer is on its way"
    ANSWER_CAME = "the answer is here"
    STORING = "before the pair is written"
    PAIR_WRITTEN = "pair written, not committed"
    STORED = "pair committed"

    @property
    def is_inside(self) -> bool:
        return self not in (Point.ANY_MOMENT, Point.RECEIVED, Point.CONSUMED, Point.ANSWERED)
