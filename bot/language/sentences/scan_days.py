"""Where the pass over a message finds the days that it names, and words that only look like one."""

from collections.abc import Sequence
from datetime import date

from bot.language import date_words, day_rules
from bot.language.day_walk import DayWalk, Named, Unusable, Why
from bot.language.fold import letters
from bot.language.number_words import DIGITS, LATER_DIGITS, PACKS, SCALES
from bot.language.sentences import tables
from bot.language.sentences.amounts import KIN, Amounts
from bot.language.sentences.apart import TIME
from bot.language.sentences.countable import countable
from bot.language.sentences.lunar_days import by_moon_at
from bot.language.sentences.phrases import longest
from bot.language.sentences.pieces import Piece, Tag, Unit
from bot.language.sentences.text import Typed
from bot.language.tokens import Token, longest_at

COMPARING = (("so", "với"), ("gấp", "đôi"), ("gấp", "ba"), ("gấp", "rưỡi"), ("y", "như"))
AIMS = (("chỉ", "tiêu"), ("kế", "hoạch"), ("quân", "số"), ("sĩ", "số"), ("số", "người"))
"""Behind a fraction: so much of them was reached."""
NEXT_DAYS = frozenset({"qua", "nay", "kia", "ni"})
BEHIND_DAY = frozenset({":", "mỗi", "tại", "ở", "tổ", "em", "bọn", "tụi", "chúng"})
BESIDE = frozenset({",", "và", "với", "va", "voi"})
LISTED_BEHIND = ("ngày", "hôm", "tối", "bữa")
NEAR = 6
MANY_DAYS = 14
_DOING = frozenset({Tag.HELP, Tag.GATHER, Tag.ACT})
TELLING = ("báo", "ghi", "nhắn", "gõ")
FIRST_DAYS = {"nay": 0, "mai": 1, "mốt": 2, "hqua": -1}
_DATE_LIKE = frozenset(
    {
        *(letters(phrase[0]) for phrase in (
            *date_words.DAYS, *date_words.WEEKDAYS, *date_words.WEEKS, *date_words.RANGES,
            *date_words.VAGUE, *date_words.AGO_LEADS,
        )),
        *map(letters, date_words.DAY_WORDS), "thang", "ram", "giao", "tet",
        *map(letters, DIGITS), "muoi", "ham",
    }
)  # fmt: skip
"""Words that a day may begin with: at the others nobody looks for one."""

PARTS = {
    "sáng": "sáng",
    "trưa": "trưa",
    "chiều": "chiều",
    "tối": "tối",
    "đêm": "tối",
    "khuya": "tối",
}
NUMBER_LIKE = frozenset(
    map(letters, (*DIGITS, *LATER_DIGITS, *PACKS, *SCALES, "mười", "mươi", "hăm", "trăm", "nửa"))
)


class ScannedDays:
    """`found` is what the pass has found so far, and grows with it."""

    def __init__(self, typed: Typed, today: date, amounts: Amounts, found: Sequence[Piece]) -> None:
        self._typed = typed
        self._tokens: Sequence[Token] = typed.tokens
        self._today = today
        self._walk = DayWalk(typed.low, typed.tokens, today)
        self._amounts = amounts
        self._found = found

    def at(self, at: int) -> Piece | None:
        token = self._tokens[at]
        if not token.is_figure and token.folded not in _DATE_LIKE:
            return self._first_day(at)
        if token.is_figure and self._is_count_between_days(at):
            return None
        if token.is_figure and (self._is_behind_part(at) or self._is_behind_day(at)):
            day = day_rules.latest(int(token.word), self._today)
            return Piece(Tag.DAY, at, at + 1, day=day or Why.NO_SUCH_DAY)
        if token.word == "tôi" or self._is_about_a_message(at):
            return None  # "tôi qua nhà" is no "tối qua"
        moon = by_moon_at(self._tokens, at, self._today)
        if moon is not None:
            item = moon.day if moon.day is not None else Why.NO_SUCH_DAY
            return Piece(Tag.DAY, at, moon.end, day=item, is_lunar=True)
        named = self._walk.at(at)
        if self._is_compared(at):
            return None
        if named is None or isinstance(named.item, Unusable) or self._is_no_day(named):
            return self._first_day(at)
        coming = self._coming(named)
        if coming is not None:
            return coming
        first = self._first_of_listed(named)
        return Piece(Tag.DAY, at, named.end, self._part_in(named), day=first or named.item)

    def _coming(self, named: Named) -> Piece | None:
        """The "ngày 20 tới" of "ngày 20 tới tập huấn 40 cụ": the next one."""
        is_numbered = named.end - named.start == 2 and self._tokens[named.end - 1].is_figure  # noqa: PLR2004
        if not is_numbered or named.end >= len(self._tokens) or not isinstance(named.item, date):
            return None
        behind = longest(tables.WORDS, self._tokens, named.end + 1)
        does = behind is None or behind.tag in {*_DOING, Tag.TEAM, Tag.SELF}
        if self._tokens[named.end].word != "tới" or not does:
            return None
        day = int(self._tokens[named.end - 1].word)
        months = (day_rules.in_month(day, ahead, self._today) for ahead in (0, 1, 2))
        found = next((one for one in months if one is not None and one > self._today), None)
        return Piece(Tag.DAY, named.start, named.end + 1, day=found or Why.NO_SUCH_DAY)

    def _first_of_listed(self, named: Named) -> date | None:
        """The 15 of "ngày 15 và 16": the other one follows."""
        length = named.end - named.start
        if named.item is not Why.RANGE or length != 2 or not self._is_joined(named.end):  # noqa: PLR2004
            return None
        word = self._tokens[named.end - 1].word
        return day_rules.latest(int(word), self._today) if word.isdecimal() else None

    def _is_joined(self, at: int) -> bool:
        """Whether another day of the month stands behind a comma or "và"."""
        if at + 1 >= len(self._tokens) or self._tokens[at].word not in BESIDE:
            return False
        return self._is_month_day(at + 1) and countable(self._tokens, at + 2) is None

    def _is_month_day(self, at: int) -> bool:
        word = self._tokens[at].word
        is_date = at + 1 < len(self._tokens) and self._tokens[at + 1].word in "/."
        return word.isdecimal() and 1 <= int(word) <= day_rules.LONGEST_MONTH and not is_date

    def _is_behind_day(self, at: int) -> bool:
        """The 16 of "ngày 15 và 16", and the 20 of "3 ngày 20, 21, 22"."""
        if not self._is_month_day(at) or countable(self._tokens, at + 1) is not None:
            return False
        last = self._found[-1] if self._found else None
        if last is not None and last.tag is Tag.STRETCH:
            return self._tokens[last.end - 1].is_in(LISTED_BEHIND) and self._is_joined(at + 1)
        if len(self._found) < 2 or self._tokens[at - 1].word not in BESIDE:  # noqa: PLR2004
            return False
        day = self._found[-2]
        ends = at + 1 < len(self._tokens)
        return ends and day.tag is Tag.DAY and self._tokens[day.end - 1].is_figure

    def _is_count_between_days(self, at: int) -> bool:
        """The 17 of "hôm kia 17 hôm qua 15 hôm nay 20 người"."""
        last = self._found[-1] if self._found else None
        words = [token.word for token in self._tokens[at + 1 : at + 3]]
        names_day = len(words) > 1 and words[0] in {"hôm", "hom", *PARTS} and words[1] in NEXT_DAYS
        return names_day and last is not None and last.tag is Tag.DAY

    def _is_behind_part(self, at: int) -> bool:
        """The 24 of "Tối 24: thôn Bến 12 người": a day of the month, where people follow."""
        words = [token.word for token in self._tokens[at : at + 2]]
        if not at or self._tokens[at - 1].word not in PARTS or not words[0].isdecimal():
            return False
        if not 1 <= int(words[0]) <= day_rules.LONGEST_MONTH or words[1:] == []:
            return False
        names_place = longest(tables.PLACE_NOUNS, self._tokens, at + 1) is not None
        if self._is_joined(at + 1) or self._leads_to_part(at + 1):
            return True
        if not (names_place or words[1] in BEHIND_DAY):
            return False
        for place in range(at + 1, len(self._tokens)):
            if self._tokens[place].word in PARTS and self._tokens[place - 1].word != "mỗi":
                return False
            if self._tokens[place].is_figure and countable(self._tokens, place + 1) is not None:
                return True
        return False

    def _leads_to_part(self, at: int) -> bool:
        """The "với tối 21" behind "tối 20"."""
        if at + 2 >= len(self._tokens) or self._tokens[at].word not in BESIDE:
            return False
        is_part = self._tokens[at + 1].word in PARTS
        return is_part and self._is_month_day(at + 2) and countable(self._tokens, at + 3) is None

    def _is_compared(self, at: int) -> bool:
        """The "hôm qua" of "nhiều hơn hôm qua 5 người" is no day of this report."""
        return at > 0 and (
            self._tokens[at - 1].is_in(("hơn", "kém", "bằng"))
            or longest_at(self._tokens, at - 2, COMPARING) > 0
        )

    def _is_about_a_message(self, at: int) -> bool:
        """The "lúc nãy" of "sửa báo cáo lúc nãy" is no day."""
        before = self._found[-1] if self._found else None
        phrase = longest(tables.WORDS, self._tokens, at)
        if phrase is None or phrase.tag != Tag.REPORTING:
            return False
        if any(piece.tag in {Tag.CORRECT, Tag.CANCEL} for piece in self._found):
            return True
        if before is None:
            return self._corrects(at + len(phrase.words))
        return before.tag in {Tag.CORRECT, Tag.REPORTING, Tag.CANCEL} or before.value == "report"

    def _corrects(self, at: int) -> bool:
        """Whether a correction follows: the "lúc nãy" of "lúc nãy tôi ghi nhầm"."""
        if any(token.is_in(TELLING) for token in self._tokens[at : at + 2]):
            return True
        for place in range(at, min(at + 4, len(self._tokens))):
            phrase = longest(tables.WORDS, self._tokens, place)
            if phrase is not None and phrase.tag == Tag.CORRECT:
                return True
        return False

    def _first_day(self, at: int) -> Piece | None:
        """Such as "nay", "mai", "mốt" are days at the beginning of what is said only."""
        word = self._tokens[at].word
        if word == "qua" and self._leads_to_today(at):
            return Piece(Tag.DAY, at, at + 1, day=day_rules.shifted(-1, self._today))
        if word not in FIRST_DAYS or not self._begins(at):
            return None
        day = day_rules.shifted(FIRST_DAYS[word], self._today)
        return Piece(Tag.DAY, at, at + 1, day=day, value="")

    def _leads_to_today(self, at: int) -> bool:
        """The "qua" of "qua 10 nay 7": yesterday, where "nay" follows with its own number."""
        if at and not self._begins(at):
            return False
        words = [token.word for token in self._tokens[at + 1 : at + 1 + NEAR]]
        if "nay" not in words or not words[0].isdecimal():
            return False
        behind = words[words.index("nay") + 1 :]
        return bool(behind) and behind[0].isdecimal()

    def _begins(self, at: int) -> bool:
        before = [piece for piece in self._found[-3:] if piece.tag is not Tag.FILLER]
        if not before or before[-1].tag in {Tag.BREAK, Tag.AND, Tag.PLACE, Tag.COLON, Tag.TEAM}:
            return True
        if self._tokens[at].word != "nay":
            leads = self._leads_speaker(at) or self._is_promised(at, before[-1])
            is_if = self._tokens[at - 1].word == "nếu" and not self._typed.is_capital(at)
            return before[-1].tag is Tag.AHEAD or leads or is_if
        behind = longest(tables.WORDS, self._tokens, at + 1)
        is_next = any(piece.tag is Tag.DAY for piece in self._found) and before[-1].tag is Tag.UNIT
        if is_next and self._amounts.at(at + 1, self._found) is not None:
            return True  # "hôm qua 10 người nay 7 người"
        does = behind is not None and behind.tag in {Tag.DONE, Tag.HELP, Tag.ACT, Tag.LINK}
        is_behind_time = before[-1].value == TIME
        return (
            is_behind_time or before[-1].tag is Tag.SELF or (does and before[-1].tag is not Tag.DAY)
        )

    def _leads_speaker(self, at: int) -> bool:
        """The "mai" of "có thể mai tổ đi 10 hộ"; not of "chị Mai em gặp"."""
        if self._typed.is_capital(at) or at + 1 >= len(self._tokens):
            return False
        is_name = at > 0 and self._tokens[at - 1].word in KIN
        return not is_name and self._tokens[at + 1].is_in(date_words.SPEAKERS)

    def _is_promised(self, at: int, before: Piece) -> bool:
        """The "mai" of "bác hẹn mai giúp 3 cụ"; not of "2 bác hẹn mai"."""
        behind = longest(tables.WORDS, self._tokens, at + 1)
        does = behind is not None and (behind.tag in _DOING or behind.value == "go")
        return before.value == "invite" and does

    def _is_no_day(self, named: Named) -> bool:
        first = self._tokens[named.start]
        length = named.end - named.start
        if length == 1 and first.is_figure:  # but the first of "24, 25/11"
            return not (isinstance(named.item, date) and self._leads_to_date(named.end))
        if all(token.folded in NUMBER_LIKE for token in self._tokens[named.start : named.end]):
            return True
        if not first.is_figure:
            return False
        counts_days = self._tokens[named.start + 1].word in {"hôm", "hom", "ngày", "ngay"}
        if counts_days and first.word.isdecimal() and int(first.word) > MANY_DAYS:
            return True  # "chỉ tiêu 50 hôm nay được 34 người"
        signs = [token.word for token in self._tokens[named.start : named.end]]
        is_of_aim = longest_at(self._tokens, named.end, AIMS) > 0
        if length == 3 and signs[1] == "/" and (is_of_aim or self._is_share(signs[0], signs[2])):  # noqa: PLR2004
            return True
        behind = countable(self._tokens, named.end)
        if behind is None or length != 3 or not (signs[0] + signs[2]).isdecimal():  # noqa: PLR2004
            return False
        if signs[1] in "-–":
            led = named.start and self._tokens[named.start - 1].is_in(tuple(PARTS))
            return behind.tag != Tag.THING or not led
        is_counted = behind.tag == Tag.UNIT and behind.value not in {Unit.SESSIONS, Unit.ITEMS}
        is_fraction = int(signs[0]) <= int(signs[2])
        before = self._found[-1] if self._found else None
        is_led = before is not None and (
            before.tag is Tag.PART_OF_DAY or isinstance(before.day, day_rules.Weekday)
        )
        return is_counted and is_fraction and (not is_led or named.item is Why.NO_SUCH_DAY)

    def _is_share(self, part: str, whole: str) -> bool:
        """Such as the "20/20" of "20 bạn học, 20/20 quét được": no month has that number."""
        is_number = part.isdecimal() and whole.isdecimal()
        return is_number and int(whole) > day_rules.LAST_MONTH and int(part) <= int(whole)

    def _leads_to_date(self, at: int) -> bool:
        if at + 3 >= len(self._tokens) or self._tokens[at].word not in BESIDE:
            return False
        return self._tokens[at + 2].word == "/" and countable(self._tokens, at + 4) is None

    def _part_in(self, named: Named) -> str:
        if isinstance(named.item, day_rules.Weekday):  # the "toi" of "thu hai toi" is no evening
            return ""
        for token in self._tokens[named.start : named.end]:
            for word, part in PARTS.items():
                if token.means(word):
                    return part
        return ""
