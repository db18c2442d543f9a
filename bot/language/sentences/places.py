"""Places: "thôn Bến", "xóm Chùa", "tổ dân phố 6". Named ones only: a hall is none."""

from collections.abc import Collection

from bot.language.fold import fold, marks, syllable_agrees
from bot.language.number_words import number_at
from bot.language.sentences import tables
from bot.language.sentences.phrases import longest
from bot.language.sentences.pieces import Piece, Tag
from bot.language.sentences.text import Typed
from bot.language.tokens import longest_at

LONGEST_NAME = 3
TITLES = ("trưởng", "phó", "hàng", "cán", "bà")
"""In front of "thôn", "xóm" no name need follow: "trưởng thôn bảo", "hàng xóm cãi nhau"."""
NOT_YET = frozenset({"co", "ai", "lam", "cai", "biet", "kich", "dang", "xong", "ho", "nguoi"})
"""Behind "chua" they tell that it means "chưa", no temple."""
FISHING = (("làng", "chài"), ("làng", "nghề"), ("làng", "quê"))
"""Kinds of villages, no names."""


class Places:
    """`known` are the villages of the commune: their names are found and written as they are."""

    def __init__(self, known: Collection[str] = ()) -> None:
        self._known = {fold(name): name for name in known}
        self._longest = max((len(name.split()) for name in self._known), default=0)

    def at(self, typed: Typed, at: int) -> Piece | None:
        noun = longest(tables.PLACE_NOUNS, typed.tokens, at)
        if noun is None or longest_at(typed.tokens, at, FISHING):
            return None
        start = at + len(noun.words)
        if start >= len(typed.tokens):
            return None
        if typed.tokens[start].is_figure:
            return self._numbered(typed, at, start)
        end = self._name_end(typed, start)
        if end == start:
            return None
        return Piece(Tag.PLACE, at, end, self._written(typed.of(start, end)))

    def _numbered(self, typed: Typed, at: int, start: int) -> Piece | None:
        """Such as "thôn 5", but not "thôn 5 người": there only the person knows what the 5 is."""
        if longest(tables.COUNTABLE, typed.tokens, start + 1):
            return None
        if not typed.tokens[start].word.isdecimal():
            return None
        return Piece(Tag.PLACE, at, start + 1, typed.tokens[start].word)

    def _known_end(self, typed: Typed, start: int) -> int:
        """Where the longest village of the commune that begins here ends; `start` for none."""
        most = min(len(typed.tokens), start + self._longest)
        for end in range(most, start, -1):
            if fold(typed.of(start, end)) in self._known:
                return end
        return start

    def _name_end(self, typed: Typed, start: int) -> int:
        end = self._known_end(typed, start)
        if end > start:
            return end
        while end < len(typed.tokens) and end - start < LONGEST_NAME:
            token = typed.tokens[end]
            if not token.word[0].isalpha():
                break
            if typed.is_capital(end) or (end == start and self._may_name(typed, end)):
                end += 1
            else:
                break
            if not typed.shows_capitals and not self._goes_on(typed, end):
                break
        return end

    def _may_name(self, typed: Typed, at: int) -> bool:
        token = typed.tokens[at]
        if token.word in tables.NOT_NAMES:
            return False
        if token.word == "chua" and at + 1 < len(typed.tokens):  # "trong thon chua co vneid"
            return typed.tokens[at + 1].word not in NOT_YET
        village = tables.VILLAGES.get(token.folded)
        if village is not None and syllable_agrees(token.word, village.lower()):
            return True
        if token.folded in self._known:
            return True
        if at > 1 and typed.tokens[at - 2].is_in(TITLES):
            return False
        if typed.shows_capitals:
            return False
        return (
            longest(tables.WORDS, typed.tokens, at) is None and number_at(typed.tokens, at) is None
        )

    def _goes_on(self, typed: Typed, at: int) -> bool:
        """Whether a name without capitals goes on: only where the whole is known."""
        return any(
            name.startswith(fold(typed.of(at - 1, at + 1)))
            for name in self._known
            if at < len(typed.tokens)
        )

    def _written(self, name: str) -> str:
        """As the village writes itself; what was typed with its marks stays."""
        folded = fold(name)
        if folded in self._known:
            return self._known[folded]
        village = tables.VILLAGES.get(folded)
        if village is not None and not marks(name.lower()):
            return village
        return " ".join(word.capitalize() for word in name.split())
