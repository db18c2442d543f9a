"""Texts that are no message of a village: other languages, programs, orders to a machine."""

import re

from bot.language.sentences import tables
from bot.language.sentences.phrases import longest
from bot.language.sentences.text import Typed
from bot.language.syllables import is_bare_syllable

_CODE = re.compile(
    r"[{}\\`]|</?[a-z]|\b(?:select|drop table|system prompt|ignore|json|prompt|http\S*)\b"
)
_ORDERS = re.compile(
    r"(?:bỏ qua|quên|phớt lờ|bo qua|quen)"
    r"(?: hết| tất cả| mọi| các| toàn bộ| những| het| tat ca| moi| cac)+ "
    r"(?:hướng dẫn|chỉ dẫn|lệnh|quy tắc|chỉ thị|huong dan|lenh|quy tac)"
    r"|(?:bạn|mày|ngươi) (?:là|hãy đóng vai|bây giờ là) (?:một )?(?:trợ lý|ai|chatbot|mô hình)"
    r"|đóng vai|in ra (?:lời nhắc|mật khẩu|hệ thống)"
)
FEW = 3


def is_foreign(typed: Typed) -> bool:
    if _CODE.search(typed.low) or _ORDERS.search(typed.low):
        return True
    words = [token for token in typed.tokens if token.word[0].isalpha()]
    strange = [
        at for at, token in enumerate(typed.tokens)
        if token.word.isalpha() and not is_bare_syllable(token.folded)
        and longest(tables.WORDS, typed.tokens, at) is None
    ]  # fmt: skip
    return len(strange) >= FEW and len(strange) * 2 > len(words)
