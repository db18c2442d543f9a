"""What stands behind a number and is counted by it: the unit, the topic or the thing."""

from collections.abc import Sequence

from bot.language.sentences import tables
from bot.language.sentences.phrases import Phrase, longest
from bot.language.sentences.pieces import Tag
from bot.language.tokens import Token

TO_WHOM = ("bot", "ad", "mn", "em", "cháu", "chị", "anh", "bạn", "cô", "chú", "bác", "mọi", "sếp")


def countable(tokens: Sequence[Token], at: int) -> Phrase | None:
    """Not the "nhà" of "phòng 203 nhà văn hóa", and the "chị" of "22 chị bán hàng online"."""
    if at < len(tokens) and tokens[at].word == "nha" and _ends(tokens, at + 1):
        return None  # "nay 14 nha": a courtesy, or "nhà" without its mark
    if [token.word for token in tokens[at : at + 2]] == ["co", "mat"]:
        return None  # "dang ky 35 co mat 28"
    found = longest(tables.COUNTABLE, tokens, at)
    if found is not None and found.words == ("số",) and countable(tokens, at + 1) is not None:
        return None  # "số buổi 2 số người 61"
    if found is None or found.tag != Tag.UNIT:
        return found
    name = longest(tables.WORDS, tokens, at)
    if name is not None and len(name.words) > len(found.words) and name.tag == Tag.FILLER:
        return None
    return _before_topic(tokens, at, found) or found


def _ends(tokens: Sequence[Token], at: int) -> bool:
    return at >= len(tokens) or not tokens[at].word[0].isalnum() or tokens[at].is_in(TO_WHOM)


def _before_topic(tokens: Sequence[Token], at: int, found: Phrase) -> Phrase | None:
    """A shorter unit, where a topic that begins inside reaches further than the long one."""
    for size in range(1, len(found.words)):
        topic = longest(tables.TOPIC_NAMES, tokens, at + size)
        if topic is None or size + len(topic.words) <= len(found.words):
            continue
        shorter = longest(tables.COUNTABLE, tokens[: at + size], at)
        if shorter is not None and len(shorter.words) == size:
            return shorter
    return None
