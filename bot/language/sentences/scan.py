"""Tells the tokens of a message apart: days, places, numbers that count, and the words around."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.language import day_rules
from bot.language.fold import letters
from bot.language.number_words import number_at
from bot.language.sentences import tables
from bot.language.sentences.amounts import Amounts
from bot.language.sentences.apart import apart_at
from bot.language.sentences.countable import countable
from bot.language.sentences.phrases import Phrase, longest
from bot.language.sentences.pieces import Piece, Tag
from bot.language.sentences.places import Places
from bot.language.sentences.ratios import ratio_at
from bot.language.sentences.scan_days import NUMBER_LIKE, PARTS, ScannedDays
from bot.language.sentences.text import Typed
from bot.language.syllables import is_bare_syllable
from bot.language.tokens import Token

BREAKS = frozenset(',;.!?|•·*()[]{}“”"…▪●✅👉📌⏎-–—→>~')
ANDS = frozenset("+&/")
COLONS = frozenset(":=")
_PART_LETTERS = frozenset(map(letters, PARTS))
_BARE_PARTS = frozenset({"sang", "chieu"})
VILLAGE_WORDS = ("thôn", "xóm", "khu", "làng", "phố", "ấp")


class Scan:
    """One pass from left to right; what was found before decides what may follow."""

    def __init__(self, typed: Typed, today: date, places: Places) -> None:
        self._typed = typed
        self._tokens: Sequence[Token] = typed.tokens
        self._today = today
        self._places = places
        self._amounts = Amounts(typed.tokens, writes_marks=typed.writes_marks)
        self._found: list[Piece] = []
        self._days = ScannedDays(typed, today, self._amounts, self._found)

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
            or ratio_at(self._typed, at)
            or self._fixed(at)
            or self._days.at(at)
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
        if self._tokens[at].folded not in NUMBER_LIKE:
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
        return self._said(phrase, at)

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
        is_counted = is_counted or (whole is not None and whole.value > day_rules.LAST_MONTH)
        return whole is not None and is_counted and amount.low <= whole.value

    def _part_of_day(self, at: int) -> Piece | None:
        token = self._tokens[at]
        if token.folded not in _PART_LETTERS:
            return None
        part = next((part for word, part in PARTS.items() if token.is_surely_in((word,))), None)
        if part is None or token.word == "tôi":
            return None
        behind = self._days.at(at + 1) if at + 1 < len(self._tokens) else None
        before = self._before()
        is_beside_day = behind is not None or (before is not None and before.tag is Tag.DAY)
        is_behind_buoi = at > 0 and self._tokens[at - 1].means("buổi")
        is_behind_time = before is not None and before.tag is Tag.APART and before.value == "time"
        is_marked = token.word in PARTS
        if not self._typed.writes_marks and self._is_told_of_both(at):
            return Piece(Tag.PART_OF_DAY, at, at + 1, part)
        begins = not self._found or self._found[-1].tag in {Tag.BREAK, Tag.PLACE, Tag.COLON}
        if behind is not None or is_behind_buoi or is_behind_time:
            return Piece(Tag.PART_OF_DAY, at, at + 1, part)
        is_listed = any(
            piece.tag is Tag.PART_OF_DAY or (piece.tag is Tag.DAY and piece.value)
            for piece in self._found
        )
        leads = at + 1 < len(self._tokens) and self._amounts.at(at + 1, self._found) is not None
        next_ = longest(tables.WORDS, self._tokens, at + 1)
        does = next_ is not None and (next_.tag == Tag.HELP or next_.value == "teach")
        does = does and self._typed.writes_marks  # "sáng hướng dẫn 15 cụ chiều giúp 8 hộ"
        if is_marked and (is_beside_day or begins or does or (is_listed and leads)):
            return Piece(Tag.PART_OF_DAY, at, at + 1, part)
        return None

    def _is_told_of_both(self, at: int) -> bool:
        """The "sang" of "sang huong dan 15 cu, chieu giup 8 ho", typed without marks."""
        told = {
            token.word
            for place, token in enumerate(self._tokens)
            if token.word in _BARE_PARTS and self._does(place + 1)
        }
        return told == _BARE_PARTS and self._does(at + 1)

    def _does(self, at: int) -> bool:
        phrase = longest(tables.WORDS, self._tokens, at)
        return phrase is not None and (phrase.tag == Tag.HELP or phrase.value == "teach")

    def _phrase(self, at: int) -> Piece | None:
        phrase = longest(tables.WORDS, self._tokens, at)
        before = self._before()
        if before is not None and before.tag in {Tag.NUMBER, Tag.VAGUE}:
            counted = countable(self._tokens, at)
            denies = phrase is not None and phrase.value == "not_but"
            phrase = phrase if denies or counted is None else counted
        return None if phrase is None else self._said(phrase, at)

    def _said(self, phrase: Phrase, at: int) -> Piece:
        end = at + len(phrase.words)
        if phrase.tag == Tag.STRETCH and phrase.words[-1] == "tháng" and self._is_month(end):
            end += 1  # "cả tháng 8"
        return Piece(Tag(phrase.tag), at, end, phrase.value)

    def _is_month(self, at: int) -> bool:
        if at >= len(self._tokens) or not self._tokens[at].word.isdecimal():
            return False
        is_month = 1 <= int(self._tokens[at].word) <= day_rules.LAST_MONTH
        return is_month and countable(self._tokens, at + 1) is None
