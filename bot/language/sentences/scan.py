"""Tells the tokens of a message apart: days, places, numbers that count, and the words around."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.language import date_words, day_rules
from bot.language.day_walk import DayWalk, Named, Unusable, Why
from bot.language.fold import letters
from bot.language.number_words import DIGITS, LATER_DIGITS, PACKS, SCALES, number_at
from bot.language.sentences import tables
from bot.language.sentences.amounts import Amounts
from bot.language.sentences.apart import TIME, apart_at
from bot.language.sentences.countable import countable
from bot.language.sentences.lunar_days import by_moon_at
from bot.language.sentences.phrases import longest
from bot.language.sentences.pieces import Piece, Tag, Unit
from bot.language.sentences.places import Places
from bot.language.sentences.text import Typed
from bot.language.syllables import is_bare_syllable
from bot.language.tokens import Token, longest_at

BREAKS = frozenset(',;.!?|•·*()[]{}“”"…▪●✅👉📌⏎-–—→>~')
ANDS = frozenset("+&/")
COLONS = frozenset(":=")
PARTS = {
    "sáng": "sáng",
    "trưa": "trưa",
    "chiều": "chiều",
    "tối": "tối",
    "đêm": "tối",
    "khuya": "tối",
}
_PART_LETTERS = frozenset(map(letters, PARTS))
VILLAGE_WORDS = ("thôn", "xóm", "khu", "làng", "phố", "ấp")
COMPARING = (("so", "với"), ("gấp", "đôi"), ("gấp", "ba"), ("gấp", "rưỡi"), ("y", "như"))
TELLING = ("báo", "ghi", "nhắn", "gõ")
FIRST_DAYS = {"nay": 0, "mai": 1, "mốt": 2, "hqua": -1}
NOT_FIRST_DAY_BEHIND = frozenset({"chị", "cô", "bà", "bác", "cháu", "em", "hoa", "năm", "ngày"})
_DATE_LIKE = frozenset(
    {
        *(letters(phrase[0]) for phrase in (
            *date_words.DAYS, *date_words.WEEKDAYS, *date_words.WEEKS, *date_words.RANGES,
            *date_words.VAGUE, *date_words.AGO_LEADS,
        )),
        *map(letters, date_words.DAY_WORDS), "thang", "ram", "giao",
        *map(letters, DIGITS), "muoi", "ham",
    }
)  # fmt: skip
"""Words that a day may begin with: at the others nobody looks for one."""


class Scan:
    """One pass from left to right; what was found before decides what may follow."""

    def __init__(self, typed: Typed, today: date, places: Places) -> None:
        self._typed = typed
        self._tokens: Sequence[Token] = typed.tokens
        self._today = today
        self._places = places
        self._walk = DayWalk(typed.low, typed.tokens, today)
        self._amounts = Amounts(typed.tokens, writes_marks=typed.writes_marks)
        self._found: list[Piece] = []

    def pieces(self) -> list[Piece]:
        at = 0
        while at < len(self._tokens):
            piece = self._at(at)
            self._found.append(piece)
            at = piece.end
        return self._found

    def _at(self, at: int) -> Piece:
        return (
            self._sign(at)
            or self._place(at)
            or self._fixed(at)
            or self._day(at)
            or apart_at(self._typed, at, self._before())
            or self._counted(at)
            or self._part_of_day(at)
            or self._phrase(at)
            or self._word(at)
        )

    def _word(self, at: int) -> Piece:
        """What stands in no table; what is no Vietnamese either is "strange"."""
        is_strange = not is_bare_syllable(self._tokens[at].folded)
        return Piece(Tag.WORD, at, at + 1, "strange" if is_strange else "")

    def _before(self, back: int = 1) -> Piece | None:
        return self._found[-back] if len(self._found) >= back else None

    def _sign(self, at: int) -> Piece | None:
        word = self._tokens[at].word
        if word in BREAKS:
            return Piece(Tag.BREAK, at, at + 1, word)
        if word in ANDS:
            return Piece(Tag.AND, at, at + 1, word)
        if word in COLONS:
            return Piece(Tag.COLON, at, at + 1, word)
        if word[0].isalnum():
            return None
        return Piece(Tag.FILLER, at, at + 1, word)

    def _place(self, at: int) -> Piece | None:
        return self._places.at(self._typed, at)

    def _fixed(self, at: int) -> Piece | None:
        """What begins with a number word and is none: "bà con" typed "ba con", "một số"."""
        before = self._before()
        if before is not None and before.tag in {Tag.NUMBER, Tag.VAGUE}:
            return None if countable(self._tokens, at) is None else self._phrase(at)
        if self._tokens[at].folded not in _NUMBER_LIKE:
            return None
        phrase = longest(tables.WORDS, self._tokens, at)
        if phrase is None or len(phrase.words) == 1:
            return None
        number = number_at(self._tokens, at)
        amount = self._amounts.at(at, self._found) if not self._typed.writes_marks else None
        if amount is not None and amount.low != amount.high:  # "nam sau nguoi": five or six
            return None
        is_counted = phrase.tag == Tag.UNIT or (
            number is not None and number.end >= at + len(phrase.words)
        )
        if number is not None and is_counted:  # "ba bác" typed without marks may be three
            return None
        return Piece(Tag(phrase.tag), at, at + len(phrase.words), phrase.value)

    def _day(self, at: int) -> Piece | None:
        token = self._tokens[at]
        if not token.is_figure and token.folded not in _DATE_LIKE:
            return self._first_day(at)
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
        return Piece(Tag.DAY, at, named.end, self._part_in(at, named.end), day=named.item)

    def _is_compared(self, at: int) -> bool:
        """The "hôm qua" of "nhiều hơn hôm qua 5 người" is no day of this report."""
        return at > 0 and (
            self._tokens[at - 1].is_in(("hơn", "kém", "bằng"))
            or longest_at(self._tokens, at - 2, COMPARING) > 0
        )

    def _is_about_a_message(self, at: int) -> bool:
        """The "lúc nãy" of "sửa báo cáo lúc nãy" is no day."""
        before = self._before()
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
        if word not in FIRST_DAYS or not self._begins(at):
            return None
        day = day_rules.shifted(FIRST_DAYS[word], self._today)
        return Piece(Tag.DAY, at, at + 1, day=day, value="")

    def _begins(self, at: int) -> bool:
        before = [piece for piece in self._found[-3:] if piece.tag is not Tag.FILLER]
        if not before or before[-1].tag in {Tag.BREAK, Tag.AND, Tag.PLACE, Tag.COLON, Tag.TEAM}:
            return True
        if self._tokens[at].word != "nay":
            return before[-1].tag is Tag.AHEAD  # "dự định mai qua thôn Trại"
        behind = longest(tables.WORDS, self._tokens, at + 1)
        is_next = any(piece.tag is Tag.DAY for piece in self._found) and before[-1].tag is Tag.UNIT
        if is_next and self._amounts.at(at + 1, self._found) is not None:
            return True  # "hôm qua 10 người nay 7 người"
        does = behind is not None and behind.tag in {Tag.DONE, Tag.HELP, Tag.ACT, Tag.LINK}
        is_behind_time = before[-1].value == TIME
        return (
            is_behind_time or before[-1].tag is Tag.SELF or (does and before[-1].tag is not Tag.DAY)
        )

    def _is_no_day(self, named: Named) -> bool:
        first = self._tokens[named.start]
        length = named.end - named.start
        if length == 1 and first.is_figure:
            return True
        if all(token.folded in _NUMBER_LIKE for token in self._tokens[named.start : named.end]):
            return True
        if not first.is_figure:
            return False
        signs = [token.word for token in self._tokens[named.start : named.end]]
        behind = countable(self._tokens, named.end)
        if behind is None or length != 3 or not (signs[0] + signs[2]).isdecimal():  # noqa: PLR2004
            return False
        if signs[1] in "-–":
            led = named.start and self._tokens[named.start - 1].is_in(tuple(PARTS))
            return behind.tag != Tag.THING or not led
        is_counted = behind.tag == Tag.UNIT and behind.value not in {Unit.SESSIONS, Unit.ITEMS}
        is_fraction = int(signs[0]) <= int(signs[2])
        before = self._before()
        is_led = before is not None and (
            before.tag is Tag.PART_OF_DAY or isinstance(before.day, day_rules.Weekday)
        )
        return is_counted and is_fraction and (not is_led or named.item is Why.NO_SUCH_DAY)

    def _part_in(self, start: int, end: int) -> str:
        for token in self._tokens[start:end]:
            for word, part in PARTS.items():
                if token.means(word):
                    return part
        return ""

    def _counted(self, at: int) -> Piece | None:
        amount = self._amounts.at(at, self._found)
        if amount is not None and self._is_of_whole(amount):
            return replace(amount, end=amount.end + 2)
        if amount is None or not at or not self._tokens[at - 1].is_in(VILLAGE_WORDS):
            return amount
        if at > 1 and self._tokens[at - 2].is_in(("mỗi", "từng")):
            return amount
        return replace(amount, is_rough=True)  # "thôn 5 người": the fifth village, or five people

    def _is_of_whole(self, amount: Piece) -> bool:
        """Such as "30/30 học viên", "6/8 thành viên": so many of so many."""
        end = amount.end
        if end + 1 >= len(self._tokens) or self._tokens[end].word != "/" or amount.low is None:
            return False
        whole = number_at(self._tokens, end + 1)
        is_counted = countable(self._tokens, end + 2) is not None
        return whole is not None and is_counted and amount.low <= whole.value

    def _part_of_day(self, at: int) -> Piece | None:
        token = self._tokens[at]
        if token.folded not in _PART_LETTERS:
            return None
        part = next((part for word, part in PARTS.items() if token.is_surely_in((word,))), None)
        if part is None:
            return None
        behind = self._day(at + 1) if at + 1 < len(self._tokens) else None
        before = self._before()
        is_beside_day = behind is not None or (before is not None and before.tag is Tag.DAY)
        is_behind_buoi = at > 0 and self._tokens[at - 1].means("buổi")
        is_behind_time = before is not None and before.tag is Tag.APART and before.value == "time"
        is_marked = token.word in PARTS
        begins = not self._found or self._found[-1].tag in {Tag.BREAK, Tag.PLACE}
        if behind is not None or is_behind_buoi or is_behind_time:
            return Piece(Tag.PART_OF_DAY, at, at + 1, part)
        is_listed = any(piece.tag is Tag.PART_OF_DAY for piece in self._found)
        leads = at + 1 < len(self._tokens) and self._amounts.at(at + 1, self._found) is not None
        if is_marked and (is_beside_day or begins or (is_listed and leads)):
            return Piece(Tag.PART_OF_DAY, at, at + 1, part)
        return None

    def _phrase(self, at: int) -> Piece | None:
        phrase = longest(tables.WORDS, self._tokens, at)
        before = self._before()
        if before is not None and before.tag in {Tag.NUMBER, Tag.VAGUE}:
            counted = countable(self._tokens, at)
            denies = phrase is not None and phrase.value == "not_but"
            phrase = phrase if denies or counted is None else counted
        if phrase is None:
            return None
        return Piece(Tag(phrase.tag), at, at + len(phrase.words), phrase.value)


_NUMBER_LIKE = frozenset(
    map(letters, (*DIGITS, *LATER_DIGITS, *PACKS, *SCALES, "mười", "mươi", "hăm", "trăm", "nửa"))
)
