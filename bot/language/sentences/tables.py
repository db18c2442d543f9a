"""The tables of words, made ready to be looked up."""

from collections.abc import Iterator

from bot.language.fold import fold
from bot.language.sentences import apart_words
from bot.language.sentences.other_words import OTHER_MATTERS, PARTNERS
from bot.language.sentences.phrases import Index, index_of
from bot.language.sentences.pieces import Tag, Unit
from bot.language.sentences.topic_words import LEVELS, NO_KEY_TOPICS, TOPICS
from bot.language.sentences.unit_words import THINGS, UNITS
from bot.language.sentences.words import (
    ALL,
    BUT,
    CONTENT,
    DONE_ACTS,
    EACH_HEAD,
    GOING,
    INTO,
    INVITING,
    LESS,
    MAYBE_CORRECTIONS,
    MORE,
    NEEDING,
    NOBODY,
    NOT_BUT,
    ONLINE,
    PHRASES,
    REPAIRS,
    RIGHTED,
    ROUGH_WORDS,
    SHARES,
    SOFT_QUESTIONS,
    STRONG_AIMS,
    THROUGH,
)

_Row = tuple[str, str, str]


def _words() -> Iterator[_Row]:
    yield (Tag.TEAM, "", "đội")  # before "đổi", which nobody writes in front of people
    yield from ((Tag.TOPIC, key, line) for key, line in TOPICS.items())
    yield from ((Tag.LEVEL, level, line) for level, line in LEVELS.items())
    yield (Tag.NO_KEY, "", NO_KEY_TOPICS)
    yield (Tag.NOT, "not_but", NOT_BUT)
    yield (Tag.CORRECT, "repair", REPAIRS)
    yield (Tag.FILLER, "through", THROUGH)
    yield (Tag.AND, "still", "=còn")
    yield (Tag.ACT, "done", DONE_ACTS)
    yield (Tag.ACT, "needs", NEEDING)
    yield (Tag.FILLER, "but", BUT)
    yield (Tag.FILLER, "years", "tuổi | độ tuổi | lứa tuổi | tuổi đời")
    yield (Tag.GATHER, "present", "có mặt | có mặt được | đến dự | tham dự")
    yield (Tag.HEARSAY, "partner", PARTNERS)
    yield (Tag.FILLER, "to", "qua bên | sang bên | ở bên | về bên | đến bên | xuống bên")
    yield (Tag.QUESTION, "how_many", "bao nhiêu | bao nhiêu người | mấy người")
    yield (Tag.FILLER, "beyond", "ngoài | trên")
    yield (Tag.FAILED, "wrong", "thiếu | sai")
    yield (Tag.CORRECT, "right", "mới đúng | mới là đúng")
    yield (Tag.OTHER_ACT, "visit", "thăm | đến thăm | ghé thăm | thăm hỏi | tới thăm | đi thăm")
    yield (Tag.EACH, "head", EACH_HEAD)
    yield (Tag.FILLER, "go", GOING)
    yield (Tag.FILLER, "online", ONLINE)
    yield (Tag.VAGUE, "share", SHARES)
    yield (Tag.FILLER, "times", "x | × | nhân")
    yield (Tag.UNIT, Unit.SESSIONS, "buổi | lớp")  # beside "buổi" as in "buổi sáng"
    yield (Tag.FILLER, "span", "ngày | tối | nhóm | ca | hôm | thôn")
    yield (Tag.NOBODY, "none", NOBODY)
    yield (Tag.FILLER, "into", INTO)
    yield (Tag.FILLER, "more", "nữa")
    yield (Tag.AIM, "strong", STRONG_AIMS)
    yield (Tag.QUESTION, "soft", SOFT_QUESTIONS)
    yield (Tag.ROUGH, "", ROUGH_WORDS)
    yield (Tag.NOT, "no?", "không")
    yield (Tag.NOT, "yet?", "chưa")
    yield (Tag.LINK, "did", "đã | đã được")
    yield (Tag.WORD, "why", "sao | tại sao | vì sao | thế sao")
    yield (Tag.LINK, "have", "có | đã có")
    yield (Tag.CALL, "invites", INVITING)
    yield (Tag.CORRECT, "into", RIGHTED)
    yield (Tag.CORRECT, "more", MORE)
    yield (Tag.CORRECT, "less", LESS)
    yield (Tag.CORRECT, "maybe", MAYBE_CORRECTIONS)
    yield (Tag.FILLER, "report", "báo cáo | tin")
    yield (Tag.FILLER, "content", CONTENT)
    yield (Tag.FILLER, "all", ALL)
    yield (Tag.ACT, "real", "thực hiện")
    yield from ((tag, "", line) for tag, line in (*PHRASES.items(), *OTHER_MATTERS.items()))
    yield from _units()
    yield (Tag.WORD, "", apart_words.FIXED)


def _units() -> Iterator[_Row]:
    yield from ((Tag.UNIT, unit, line) for unit, line in UNITS.items())


WORDS: Index = index_of(_words())
"""What a place of the text may be, whatever stands before it."""

COUNTABLE: Index = index_of(
    (*_units(), *((Tag.TOPIC, key, line) for key, line in TOPICS.items()),
     *((Tag.LEVEL, level, line) for level, line in LEVELS.items()), (Tag.THING, "", THINGS))
)  # fmt: skip
"""What may stand directly behind a number that counts it."""

BEHIND: Index = index_of(
    ((Tag.APART, "", apart_words.BEHIND), (Tag.STRETCH, "", apart_words.STRETCHES))
)
NAMED_BY_NUMBER: Index = index_of(
    ((Tag.APART, "always", apart_words.NAMED_BY_NUMBER),
     (Tag.APART, "", apart_words.NAMED_UNLESS_COUNTED))
)  # fmt: skip
FIXED: Index = index_of(((Tag.WORD, "", apart_words.FIXED),))
PLACE_NOUNS: Index = index_of(((Tag.PLACE, "", " | ".join(apart_words.PLACE_NOUNS)),))

NOT_NAMES = frozenset(apart_words.NOT_NAMES.split())
VILLAGES = {fold(name): name for name in apart_words.VILLAGES.split()}
