"""Whether a message tells of a session that people came to, or of going to them (domain,
Definitions: a home visit is no session). What says neither, or both, is asked.
"""

from __future__ import annotations

from enum import StrEnum

from bot.language.tokens import longest_at, tokenise


class Form(StrEnum):
    SESSION = "session"
    HOME_VISIT = "home_visit"


def _phrases(*lines: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(line.split()) for line in lines)


SESSION = _phrases(
    "hướng dẫn", "tập huấn", "dạy", "lớp", "buổi", "hội nghị", "hội thảo", "ra quân", "học viên",
    "tuyên truyền", "bình dân học vụ", "phổ biến", "nói chuyện", "tổ chức", "mở điểm",
)  # fmt: skip
HOME = _phrases(
    "tận nhà", "tại nhà", "đến nhà", "tới nhà", "vào nhà", "sang nhà", "qua nhà", "từng nhà",
    "từng hộ", "từng ngõ", "gõ cửa", "lưu động", "tận nơi", "tận giường", "đến hộ", "tới hộ",
)  # fmt: skip


def form_of(text: str) -> Form | None:
    tokens = tokenise(text)
    is_session = any(longest_at(tokens, at, SESSION) for at in range(len(tokens)))
    is_visit = any(longest_at(tokens, at, HOME) for at in range(len(tokens)))
    if is_session == is_visit:
        return None
    return Form.SESSION if is_session else Form.HOME_VISIT
