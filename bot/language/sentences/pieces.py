"""What a message is made of, once its tokens are told apart."""

from dataclasses import dataclass
from enum import StrEnum, auto

from bot.language.day_walk import Item


class Tag(StrEnum):
    """What a piece is to its neighbours; the tables behind it are in `words` and `topic_words`."""

    BREAK = auto()
    COLON = auto()
    DAY = auto()
    PART_OF_DAY = auto()
    PLACE = auto()
    NUMBER = auto()
    APART = auto()
    """A number that counts nothing here, with its words: an age, a price, "thôn 5"."""
    STRETCH = auto()
    """Counted days or months: the report spans them."""
    UNIT = auto()
    TOPIC = auto()
    LEVEL = auto()
    NO_KEY = auto()
    """A subject that teams teach and no key counts: "an toàn thông tin"."""
    HELP = auto()
    GATHER = auto()
    ACT = auto()
    OTHER_ACT = auto()
    """What people do to others beside helping: "tặng quà 5 thầy cô"."""
    DONE = auto()
    NOT = auto()
    NOBODY = auto()
    FAILED = auto()
    HAD = auto()
    """Was so before: nobody was helped to it."""
    IDLE = auto()
    FOR = auto()
    AND = auto()
    WITH = auto()
    LINK = auto()
    EACH = auto()
    TOTAL = auto()
    PART = auto()
    REST = auto()
    SAME = auto()
    VAGUE = auto()
    CROWD = auto()
    ROUGH = auto()
    ROUGH_BEHIND = auto()
    TEAM = auto()
    SELF = auto()
    LABEL = auto()
    AIM = auto()
    BACKGROUND = auto()
    AHEAD = auto()
    PAST = auto()
    QUESTION = auto()
    CORRECT = auto()
    CANCEL = auto()
    HEARSAY = auto()
    CALL = auto()
    """Invitations, requests, wishes: not about what was done."""
    ALARM = auto()
    """Swindlers, complaints: what people are warned of or angry about."""
    ELSEWHERE = auto()
    """A matter that no report is about: a wedding, a match, a sale."""
    REPORTING = auto()
    ADDED = auto()
    PHOTO = auto()
    THING = auto()
    FILLER = auto()
    WORD = auto()


class Unit(StrEnum):
    PEOPLE = auto()
    KIN = auto()
    """As people speak of each other: bác, cô, anh."""
    ELDERLY = auto()
    FISHERMEN = auto()
    FREELANCE = auto()
    VULNERABLE = auto()
    MEMBERS = auto()
    COMRADES = auto()
    """"đồng chí", "đoàn viên": who helps or who is helped, as the sentence goes."""
    MALE = auto()
    FEMALE = auto()
    HOUSEHOLDS = auto()
    SESSIONS = auto()
    TURNS = auto()
    FILES = auto()
    """"hồ sơ": of the public services, unless another topic stands behind it."""
    ITEMS = auto()
    """"tài khoản", "máy", "cửa hàng": counts the topic beside it, never people."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of tokens from `start` up to `end`; the other fields belong to some tags only."""

    tag: Tag
    start: int
    end: int
    value: str = ""
    """The key of a topic, the unit, the name of a place, the word of a break."""
    low: int | None = None
    high: int | None = None
    is_rough: bool = False
    day: Item | None = None
    is_lunar: bool = False

    @property
    def is_done(self) -> bool:
        """Whether it says that something came to its end: "xong", "cài được"."""
        return self.tag is Tag.DONE or self.value == "done"
