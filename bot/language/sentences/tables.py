"""The tables of words, made ready to be looked up."""

from collections.abc import Iterator

from bot.language.fold import fold
from bot.language.sentences import apart_words
from bot.language.sentences.other_words import OTHER_MATTERS, PARTNERS
from bot.language.sentences.phrases import Index, index_of
from bot.language.sentences.pieces import Tag, Unit
from bot.language.sentences.topic_words import LEVELS, NO_KEY_TOPICS, PAPERS, TOPICS
from bot.language.sentences.unit_words import THINGS, UNITS
from bot.language.sentences.valued_words import (
    ALL,
    ALONG,
    ANSWERED,
    AS_MANY,
    ATTENDING,
    BUT,
    CANNOT,
    CONTENT,
    DONE_ACTS,
    EACH_HEAD,
    EACH_SHIFT,
    FORGETTING,
    FORMERLY,
    GOING,
    INTO,
    INVITING,
    LESS,
    MAYBE_CORRECTIONS,
    MORE,
    MORE_THAN,
    NEEDING,
    NO_OLD,
    NO_SESSION,
    NOBODY,
    NOT_BUT,
    ONLINE,
    OUR_VILLAGE,
    PUT_OFF,
    REALLY,
    REPAIRS,
    RIGHTED,
    ROUGH_WORDS,
    SHARES,
    SOFT_QUESTIONS,
    STRONG_AIMS,
    THROUGH,
    TOLD_BEFORE,
    TOTAL_LABELS,
    WAITING,
    YEARS,
)
from bot.language.sentences.words import PHRASES

_Row = tuple[str, str, str]


_VALUED: tuple[_Row, ...] = (
    (Tag.NO_KEY, "paper", PAPERS),
    (Tag.NO_KEY, "", NO_KEY_TOPICS),
    (Tag.NOT, "not_but", NOT_BUT),
    (Tag.CORRECT, "repair", REPAIRS),
    (Tag.FILLER, "through", THROUGH),
    (Tag.AND, "still", "=còn"),
    (Tag.ACT, "done", DONE_ACTS),
    (Tag.ACT, "signs_up", "đăng ký | ghi tên | ghi danh | báo danh"),
    (Tag.ACT, "needs", NEEDING),
    (Tag.FILLER, "but", BUT),
    (Tag.FILLER, "really", REALLY),
    (Tag.FILLER, "namely", "cụ thể | cụ thể là | chính xác thì | cụ thể như sau | chi tiết"),
    (Tag.PART, "then_have", "thì có"),
    (Tag.PART, "apart", "riêng"),
    (Tag.PART, "consists", "gồm | bao gồm | gồm có | chia ra | chia làm | chia thành"),
    (Tag.FILLER, "years", YEARS),
    (Tag.ACT, "sell", "=bán | rao bán | đăng bán | bán hàng"),
    (Tag.GATHER, "teach", "dạy | dạy cho | tập huấn | mở lớp | đứng lớp | lên lớp | đào tạo"),
    (Tag.GATHER, "duty", "trực | trực điểm | trực hỗ trợ | túc trực | trực bàn"),
    (Tag.LABEL, "total", TOTAL_LABELS),
    (Tag.WORD, "which", "nào"),
    (Tag.FAILED, "cannot", CANNOT),
    (Tag.IDLE, "no_old", NO_OLD),
    (Tag.IDLE, "no_session", NO_SESSION),
    (Tag.GATHER, "present", "có mặt | có mặt được"),
    (Tag.ACT, "", "mở"),
    (Tag.HEARSAY, "partner", PARTNERS),
    (Tag.FILLER, "to", "qua bên | sang bên | ở bên | về bên | đến bên | xuống bên"),
    (Tag.QUESTION, "some", "được mấy"),
    (Tag.QUESTION, "how_many", "bao nhiêu | bao nhiêu người | mấy người | mấy bạn"),
    (Tag.GATHER, "attend", ATTENDING),
    (Tag.FILLER, "others", "khác"),
    (Tag.WORD, "doubt", "không kỹ | không rõ | không chắc | chưa chắc | không chính xác lắm"),
    (Tag.FILLER, "occasion", "hưởng ứng | kỷ niệm | chào mừng | nhân dịp | thực hiện công văn"),
    (Tag.LINK, "both", "cả | đủ cả | xong cả"),
    (Tag.FILLER, "along", ALONG),
    (Tag.FILLER, "exact", "đúng | đúng là | chính xác | chính xác là"),
    (Tag.FILLER, "because", "vì | do | tại vì | bởi vì"),
    (Tag.WORD, "number", "số"),
    (Tag.FILLER, "beyond", "ngoài | trên"),
    (Tag.FAILED, "wrong", "thiếu | sai"),
    (Tag.FAILED, "suffers", "=bị"),
    (Tag.FAILED, "trouble", FORGETTING),
    (Tag.CORRECT, "right", "mới đúng | mới là đúng"),
    (Tag.OTHER_ACT, "invite", "=mời | đã mời | =rủ | gửi giấy mời"),
    (Tag.FAILED, "invite", "hẹn | hẹn trước | hẹn lịch"),
    (Tag.FAILED, "invite", WAITING),
    (Tag.BACKGROUND, "former", FORMERLY),
    (Tag.OTHER_ACT, "visit", "thăm | đến thăm | ghé thăm | thăm hỏi | tới thăm | đi thăm"),
    (Tag.EACH, "head", EACH_HEAD),
    (Tag.EACH, "shift", EACH_SHIFT),
    (Tag.AND, "plus", "cộng"),
    (Tag.HELP, "only", "=chỉ"),
    (Tag.FILLER, "among", "trong"),
    (Tag.FILLER, "of", "của"),
    (Tag.FILLER, "enough", "=đủ"),
    (Tag.WORD, "bill", "hóa đơn"),
    (Tag.WORD, "answered", ANSWERED),
    (Tag.PART, "among", "trong số | trong tổng số | trên tổng số"),
    (Tag.FILLER, "go", GOING),
    (Tag.WORD, "put_off", PUT_OFF),
    (Tag.FILLER, "volunteer", "tình nguyện | xung phong"),
    (Tag.FILLER, "online", ONLINE),
    (Tag.VAGUE, "share", SHARES),
    (Tag.FILLER, "village", OUR_VILLAGE),
    (Tag.FILLER, "times", "x | × | nhân"),
    (Tag.UNIT, Unit.SESSIONS, "buổi | lớp"),  # beside "buổi" as in "buổi sáng"
    (Tag.FILLER, "span", "ngày | tối | nhóm | ca | hôm | thôn"),
    (Tag.NOBODY, "none", NOBODY),
    (Tag.FILLER, "into", INTO),
    (Tag.FILLER, "more", "nữa"),
    (Tag.AIM, "", MORE_THAN),
    (Tag.FILLER, "", AS_MANY),
    (Tag.AIM, "strong", STRONG_AIMS),
    (Tag.LINK, "", "chiếm"),
    (Tag.NOBODY, "who", "=ai"),
    (Tag.HAD, "told", TOLD_BEFORE),
    (Tag.FILLER, "thanks", "cảm ơn | cám ơn | xin cảm ơn | cảm ơn các | rất cảm ơn | biết ơn"),
    (Tag.QUESTION, "soft", SOFT_QUESTIONS),
    (Tag.ROUGH, "", ROUGH_WORDS),
    (Tag.NOT, "no?", "không"),
    (Tag.NOT, "yet?", "chưa"),
    (Tag.LINK, "did", "đã | đã được"),
    (Tag.WORD, "why", "sao | tại sao | vì sao | thế sao"),
    (Tag.LINK, "have", "có | đã có"),
    (Tag.LINK, "is", "là"),
    (Tag.LINK, "then", "=thì"),
    (Tag.LABEL, "turns", "số lượt | tổng số lượt"),
    (Tag.CALL, "invites", INVITING),
    (Tag.CORRECT, "into", RIGHTED),
    (Tag.CORRECT, "more", MORE),
    (Tag.CORRECT, "less", LESS),
    (Tag.CORRECT, "maybe", MAYBE_CORRECTIONS),
    (Tag.FILLER, "report", "báo cáo | tin"),
    (Tag.FILLER, "content", CONTENT),
    (Tag.FILLER, "all", ALL),
    (Tag.ACT, "real", "thực hiện"),
    (Tag.SELF, "kin", "chị | bác | cô | anh | chú"),
)  # fmt: skip
"""Words whose value says more than their tag; of equally long ones the first is found."""


def _words() -> Iterator[_Row]:
    yield (Tag.TEAM, "", "đội")  # before "đổi", which nobody writes in front of people
    yield from ((Tag.TOPIC, key, line) for key, line in TOPICS.items())
    yield from ((Tag.LEVEL, level, line) for level, line in LEVELS.items())
    yield from _VALUED
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

TOPIC_NAMES: Index = index_of((Tag.TOPIC, key, line) for key, line in TOPICS.items())
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
