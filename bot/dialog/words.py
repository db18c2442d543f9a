"""What people type to steer a dialog. Said whole, they mean the same at every step; inside a longer
answer they are just words. Matching allows missing marks, never contradicting ones ("đừng" is not
"đúng"): bot/language/match.py.
"""

import re
from enum import StrEnum

from bot.language.fold import clean, marked
from bot.language.match import means


class Command(StrEnum):
    BACK = "back"
    LATER = "later"
    SKIP = "skip"
    DROP = "drop"
    HELP = "help"
    DONE = "done"
    FINISH = "finish"
    SCRIBE = "scribe"
    REPEAT = "repeat"
    EDIT = "edit"
    MORE = "more"
    FEWER = "fewer"
    GO_ON = "go_on"
    STEPS = "steps"
    YES = "yes"
    NO = "no"


CONFIRM_WORDS = (
    "ừ", "vâng", "đúng", "đúng rồi", "ok", "gửi đi", "được",
    "ừ đúng rồi", "vâng đúng rồi", "được rồi", "gửi", "gửi luôn", "xác nhận", "oke", "đồng ý",
    "yes", "right", "correct", "send",
)  # fmt: skip

COMMAND_WORDS: dict[Command, tuple[str, ...]] = {
    Command.BACK: ("quay lại", "lùi", "lùi lại", "trở lại", "câu trước", "back", "go back"),
    Command.LATER: (
        "để sau", "lát nữa", "thôi để sau", "để lúc khác", "tí nữa",
        "dừng lại", "tạm dừng", "later", "stop",
    ),
    Command.SKIP: ("bỏ qua", "qua câu này", "cho qua", "skip"),
    Command.DROP: (
        "hủy", "huỷ", "hủy bỏ", "huỷ bỏ", "bỏ hẳn", "thôi", "thôi không ghi nữa", "không ghi nữa",
        "cancel", "discard",
    ),
    Command.HELP: (
        "giúp", "trợ giúp", "giải thích", "là sao", "nghĩa là sao", "help", "giúp tôi", "chưa hiểu",
    ),
    Command.DONE: ("xong", "xong rồi", "đủ rồi", "hết", "done"),
    Command.FINISH: (
        "xem lại", "xem lại luôn", "hết rồi", "thế thôi", "gửi đi", "gửi luôn", "gửi",
        "review", "send",
    ),
    Command.SCRIBE: (
        "nhờ người ghi hộ", "nhờ ghi hộ", "ghi hộ tôi", "nhờ người khác ghi",
        "ask someone to write",
    ),
    Command.REPEAT: (
        "giống lần trước", "như lần trước", "giống hôm trước", "như hôm trước", "same as last time",
    ),
    Command.EDIT: ("sửa", "sửa lại", "chưa đúng", "sai rồi", "không đúng", "edit", "change"),
    Command.MORE: ("việc khác", "xem thêm", "thêm", "trang sau", "more"),
    Command.FEWER: ("trang trước", "previous page"),
    Command.GO_ON: ("ghi tiếp", "tiếp tục", "tiếp", "làm tiếp", "go on", "continue"),
    Command.STEPS: ("từng bước", "hỏi từng câu", "từng câu", "ghi từng bước", "step by step"),
    Command.YES: CONFIRM_WORDS,
    Command.NO: ("không", "không phải", "ghi lại", "chưa", "nhầm", "no"),
}  # fmt: skip

MARKED_WORDS: dict[Command, tuple[str, ...]] = {Command.LATER: ("dừng", "dừng ạ")}
"""Words that are others without their marks: "dung" is more often "đúng"."""

ALL_WORDS = (
    "tất cả", "cả tổ", "đủ cả", "đủ cả tổ", "cả lớp", "đủ cả lớp", "mọi người", "everyone",
)  # fmt: skip
"""Ticks everything of the list before the person."""

_ALL_BUT = re.compile(
    r"(?:(?:tất cả|tat ca|cả lớp|ca lop|cả tổ|ca to|đủ cả|du ca|mọi người|moi nguoi|everyone|all)"
    r"[\s,]+)?(?:chỉ |chi )?(?:trừ|tru|thiếu|thieu|vắng|vang|but|except)\s+(.+)",
    re.IGNORECASE,
)

_TAKEN_OFF = re.compile(r"(?:bỏ chọn|bo chon|bỏ|bo|untick|remove)\s+(.+)", re.IGNORECASE)

NOTHING_WORDS = (
    "không", "không có", "không có gì", "không ai", "không có ai", "không còn ai", "chưa có",
    "none", "nothing", "no", "nobody",
)  # fmt: skip
"""At an optional step where words are asked, these mean the same as "bỏ qua"."""


EDIT_PREFIX = ("sửa lại ", "sửa ", "sua lai ", "sua ", "đổi ", "doi ", "edit ", "change ")


def excepted_part(typed: str) -> str:
    """Whom "tất cả trừ 3, 5" or "vắng bác Hoa" leaves out; "" for anything else."""
    found = _ALL_BUT.fullmatch(clean(typed))
    return found[1] if found else ""


def unticked_part(typed: str) -> str:
    """What “bỏ 2” takes off a list of ticks; "" for anything else."""
    found = _TAKEN_OFF.fullmatch(clean(typed))
    return found[1] if found else ""


def means_command(typed: str, command: Command) -> bool:
    if command is Command.HELP and typed.strip() == "?":
        return True
    if marked(typed) in MARKED_WORDS.get(command, ()):
        return True
    return means(typed, COMMAND_WORDS[command])


def find_command(typed: str, among: tuple[Command, ...]) -> Command | None:
    return next((command for command in among if means_command(typed, command)), None)


def edited_part(typed: str) -> str:
    """What "sửa số người" wants to change; "" for anything else."""
    said = typed.strip()
    for prefix in EDIT_PREFIX:
        if said.casefold().startswith(prefix):
            return said[len(prefix) :].strip()
    return ""
