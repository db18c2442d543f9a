"""Numbers that may count something, alone or as a range, and how sure the person was of them."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from bot.language.fold import letters
from bot.language.number_words import HALF_MORE, Number, number_at
from bot.language.numbers import ROUGH_BEFORE, ROUGH_BEFORE_MARKED, ROUGH_BEHIND
from bot.language.sentences import tables
from bot.language.sentences.countable import countable
from bot.language.sentences.phrases import Phrase, longest, phrases
from bot.language.sentences.pieces import Piece, Tag, Unit
from bot.language.tokens import Token, longest_at, vocabulary

CONNECTORS = frozenset({"đến", "den", "tới", "toi", "hoặc", "hoac", "hay", "-", "–", "—", "~"})
ROUGH = (
    *ROUGH_BEFORE,
    *phrases(
        "đâu đó | loanh quanh | ước chừng | xêm xêm | sương sương | cũng phải | phải đến"
        " | chừng khoảng | quãng | tầm khoảng | cỡ khoảng | gần được | trên dưới | ngoài | hơn kém"
        " | chắc | chắc cũng | chắc được | cũng tầm | cũng khoảng | cũng gần"
    ),
)
BEHIND = (
    *ROUGH_BEHIND,
    *phrases("thì phải | chi đó | gì đấy | hay sao | thôi chắc | có dư | là ít"),
)
_ROUGH_BY_LAST = {
    letters(phrase[-1]): tuple(
        other for other in ROUGH if letters(other[-1]) == letters(phrase[-1])
    )
    for phrase in ROUGH
}
BEHIND_UNIT = tuple(phrase for phrase in BEHIND if phrase not in {("hơn",), ("+",)})
OTHERS = (("khác",),)
SURE_LINKS = ("có", "được", "là", "cũng", "đã", "tới", "đến")
SEVERAL = "mấy"
KIN = vocabulary(
    "ông bà bác cô chú anh chị cụ em cháu dì cậu mợ thím ong ba bac co chu chi cu chau"
)
PLACES_OF_PEOPLE = frozenset({Unit.HOUSEHOLDS, Unit.ITEMS, Unit.FILES})
UNKNOWN_FIGURE = frozenset({"x", "xx", "mấy"})
LATER_LABELS = frozenset({Tag.TOPIC, Tag.LEVEL, Tag.LABEL})
FEWS = (
    (("dăm", "bảy"), 5, 7), (("dăm", "ba"), 3, 5), (("dăm", "bẩy"), 5, 7), (("năm", "bảy"), 5, 7),
)  # fmt: skip
_FEWS_BEGIN = frozenset(letters(phrase[0]) for phrase, _, _ in FEWS)
TEENS, CLOSE = 9, 5
"""Such as "24 25 người": two figures so near are a range."""
FIVE_OR_SEVEN = (5, 7)
OFTEN_OTHERS = frozenset({"sau", "nam", "ba", "bay", "tam", "chin"})
"""Digit words without their marks that are common words too ("sau buổi", "bà", "nam")."""
NOT_BEHIND_THESE = {
    "sau": (Unit.SESSIONS, Unit.TURNS),
    "ba": (Unit.PEOPLE, Unit.KIN, Unit.ELDERLY),
}


class Amounts:
    def __init__(self, tokens: Sequence[Token], *, writes_marks: bool) -> None:
        self._tokens = tokens
        self._writes_marks = writes_marks

    def at(self, at: int, found: Sequence[Piece]) -> Piece | None:
        """The amount that begins at this token; vague ones ("1x người") as `Tag.VAGUE`."""
        if at >= len(self._tokens):  # behind the last word nothing is counted
            return None
        if few := self._few(at):
            return few
        number = self._number(at)
        if number is None:
            return None
        ranged = self._range(number)
        if ranged is not None:
            low, high, end = ranged
            return Piece(Tag.NUMBER, at, end, low=low, high=high)
        is_one_word = number.end == at + 1 and not self._tokens[at].is_figure
        if (number.is_lone_digit or is_one_word) and not self._is_meant(number, found):
            return None
        end = number.end
        if end < len(self._tokens) and self._tokens[end].word in UNKNOWN_FIGURE:
            is_glued = self._tokens[end].start == self._tokens[end - 1].end
            if is_glued:
                return Piece(Tag.VAGUE, at, end + 1)
        whole = number.value.denominator == 1 and not longest_at(
            self._tokens, end, [HALF_MORE[:1], HALF_MORE[1:]]
        )
        if not whole or number.value < 0:
            return Piece(Tag.NUMBER, at, end)
        value = int(number.value)
        is_named = bool(found) and found[-1].tag is Tag.PLACE  # "xóm Ngoài 8 hộ"
        rough = (
            (not is_named and self._is_rough(at, end))
            or number.is_bare_unit
            or self._is_doubtful(number)
            or (
                is_one_word
                and self._is_old_label(number, found)
                and not self._is_among_labels(number)
            )
        )
        return Piece(Tag.NUMBER, at, self._past_rough(end), low=value, high=value, is_rough=rough)

    def _few(self, at: int) -> Piece | None:
        """Such as "dăm bảy người", "vài ba bác": between so many and so many."""
        if self._tokens[at].folded not in _FEWS_BEGIN:
            return None
        for phrase, low, high in FEWS:
            length = longest_at(self._tokens, at, [phrase])
            if length and self._is_counted(at + length):
                return Piece(Tag.NUMBER, at, at + length, low=low, high=high)
        return None

    def _number(self, at: int) -> Number | None:
        token = self._tokens[at]
        number = number_at(self._tokens, at)
        if number is None:
            return None
        unmarked_about = token.word in {"tam", "tầm"} and self._starts_number(number.end)
        if unmarked_about and number.end == at + 1:
            return None
        if self._ends_in_people(number):
            number = number_at(self._tokens[: number.end - 1], at)
        if number is None:
            return None
        if self._is_other_word(number):
            return None
        return number

    def _is_other_word(self, number: Number) -> bool:
        """Who writes marks means "sau", "nam" by these, unless people stand behind."""
        word = self._tokens[number.start].word
        if not (self._writes_marks and number.is_lone_digit and word in OFTEN_OTHERS - {"ba"}):
            return False
        behind = countable(self._tokens, number.end)
        return behind is None or behind.words[0] != "người"

    def _ends_in_people(self, number: Number) -> bool:
        """Without marks "hai muoi ba con" is twenty "bà con", not twenty-three of something."""
        at = number.end
        if self._writes_marks or at - number.start < 2 or at >= len(self._tokens):  # noqa: PLR2004
            return False
        return self._tokens[at - 1].word == "ba" and self._tokens[at].word == "con"

    def _starts_number(self, at: int) -> bool:
        return at < len(self._tokens) and number_at(self._tokens, at) is not None

    def _range(self, one: Number) -> tuple[int, int, int] | None:
        end = one.end
        if end >= len(self._tokens) or one.value.denominator != 1:
            return None
        joined = self._tokens[end].word in CONNECTORS
        start = end + 1 if joined else end
        other = number_at(self._tokens, start) if start < len(self._tokens) else None
        if other is None or other.value.denominator != 1:
            return None
        low, high = int(one.value), int(other.value)
        if joined:
            if not low < high or self._is_spaced_dash(end, other):
                return None
            return low, high, other.end
        return self._idiom(one, other, low, high)

    def _is_spaced_dash(self, dash: int, other: Number) -> bool:
        """A dash with spaces may part two counts: "12 người - 5 VNeID"."""
        spaced = self._tokens[dash].start > self._tokens[dash - 1].end
        return (
            spaced
            and self._tokens[dash].word in "-–—"
            and other.start == dash + 1
            and (countable(self._tokens, other.end) is None)
        )

    def _idiom(
        self, one: Number, other: Number, low: int, high: int
    ) -> tuple[int, int, int] | None:
        """Such as "năm sáu người", "ba bốn chục", "dăm bảy", "mười lăm hai mươi người"."""
        figures = [self._tokens[number.start].is_figure for number in (one, other)]
        if all(figures) and self._is_counted(other.end) and TEENS < low < high <= low + CLOSE:
            return low, high, other.end
        is_words = not any(figures)
        if not is_words or not self._is_counted(other.end):
            return None
        if one.is_lone_digit and other.is_lone_digit:
            near = high - low == 1 or (low, high) == FIVE_OR_SEVEN
            return (low, high, other.end) if near else None
        if one.is_lone_digit and not other.is_lone_digit:
            pack = Fraction(other.value, low + 1)
            is_pack = pack in {10, 12, 100, 1000}
            return (low * int(pack), high, other.end) if is_pack else None
        return (low, high, other.end) if low < high and not other.is_lone_digit else None

    def _is_counted(self, at: int) -> bool:
        return (
            countable(self._tokens, at) is not None
            or at >= len(self._tokens)
            or not (self._tokens[at].word[0].isalnum())
        )

    def _is_meant(self, number: Number, found: Sequence[Piece]) -> bool:
        """Whether one digit word is a number: something counted behind it, or a label before."""
        behind = countable(self._tokens, number.end)
        if self._is_old_label(number, found):
            return True
        if self._is_name(number, behind) and not _ends_in_unit(found):
            return False
        if behind is not None:
            return not (found and found[-1].tag is Tag.VAGUE)
        before = next((piece for piece in reversed(found) if piece.tag not in _SKIPPED), None)
        is_end = number.end >= len(self._tokens) or not self._tokens[number.end].word[0].isalnum()
        next_ = longest(tables.WORDS, self._tokens, number.end)
        is_end = is_end or (next_ is not None and next_.tag in {Tag.ACT, Tag.HELP, Tag.AND})
        if not is_end or before is None:
            return False
        is_named = before.tag is Tag.UNIT and len(found) > 1 and found[-2].value == "number"
        return is_named or before.tag in LATER_LABELS or before.value == Unit.ELDERLY

    def _is_name(self, number: Number, behind: Phrase | None) -> bool:
        """Such as "anh Mười làm chữ ký số"."""
        before = self._tokens[number.start - 1] if number.start else None
        if before is None or before.word not in KIN:
            return False
        return behind is None or behind.tag != Tag.UNIT or behind.value in PLACES_OF_PEOPLE

    def _is_old_label(self, number: Number, found: Sequence[Piece]) -> bool:
        """The nine of "27 người, cụ chín, vneid mười": all that its clause tells."""
        tags = [piece.tag for piece in found[-3:]]
        if not tags or found[-1].value != Unit.ELDERLY:
            return False
        if tags == [Tag.NUMBER, Tag.UNIT, Tag.UNIT]:
            return True
        if tags[-2:] != [Tag.BREAK, Tag.UNIT]:
            return False
        is_end = number.end >= len(self._tokens) or not self._tokens[number.end].word[0].isalnum()
        return is_end and any(piece.tag is Tag.NUMBER for piece in found)

    def _is_among_labels(self, number: Number) -> bool:
        """Whether a topic and its number follow: so they are named like that."""
        topic = longest(tables.WORDS, self._tokens, number.end + 1)
        if topic is None or topic.tag not in LATER_LABELS:
            return False
        return self._starts_number(number.end + 1 + len(topic.words))

    def _is_doubtful(self, number: Number) -> bool:
        """Without marks "ba bac" may be bà bác, "sau buoi" sau buổi."""
        word = self._tokens[number.start].word
        if not number.is_lone_digit or word not in OFTEN_OTHERS:
            return False
        if number.start and self._tokens[number.start - 1].word == ":":
            return False
        if self._writes_marks:
            return word != "ba"
        behind = countable(self._tokens, number.end)
        forbidden = NOT_BEHIND_THESE.get(word, ())
        is_person = behind is not None and behind.words[0] == "người"
        return behind is None or (behind.value in forbidden and not is_person)

    def _is_rough(self, start: int, end: int) -> bool:
        at = start
        while at and self._tokens[at - 1].is_in(SURE_LINKS):
            at -= 1
        for place in {start, at}:
            last = self._tokens[place - 1].folded if place else ""
            for phrase in _ROUGH_BY_LAST.get(last, ()):
                if longest_at(self._tokens, place - len(phrase), [phrase]):
                    return True
            marked = {*ROUGH_BEFORE_MARKED, "tam", "tầm"}
            before = self._tokens[place - 2].word if place > 1 else ""
            if not self._writes_marks and before not in {"trong", "so", "hom"}:
                marked.add("do")  # "độ", or "do": who knows
            if place and self._tokens[place - 1].word in marked:
                return True
        return self._past_rough(end) > end or self._is_rough_behind_unit(end)

    def _past_rough(self, end: int) -> int:
        if end < len(self._tokens) and self._tokens[end].word == SEVERAL:
            return end + 1
        return end + longest_at(self._tokens, end, BEHIND)

    def _is_rough_behind_unit(self, end: int) -> bool:
        unit = countable(self._tokens, end)
        if unit is None:
            return False
        if longest_at(self._tokens, end + len(unit.words), OTHERS):
            return True
        return longest_at(self._tokens, end + len(unit.words), BEHIND_UNIT) > 0


def _ends_in_unit(found: Sequence[Piece]) -> bool:
    """Behind the "cụ" of "bốn cụ tám dịch vụ công" no name follows."""
    return [piece.tag for piece in found[-2:]] == [Tag.NUMBER, Tag.UNIT]


_SKIPPED = frozenset({Tag.COLON, Tag.LINK, Tag.DONE, Tag.FILLER, Tag.ACT})


def with_unit(piece: Piece, unit: str) -> Piece:
    return replace(piece, value=unit)
