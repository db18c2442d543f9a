"""Every kind of errand that the product knows."""

from bot.errands.entries_file import ENTRIES_FILE, ENTRIES_TEMPLATE
from bot.errands.kind import ErrandKind
from bot.errands.learner_file import LEARNER_FILE
from bot.errands.made_files import CLASS_SHEET, LEARNER_TEMPLATE

ERRANDS: tuple[ErrandKind, ...] = (
    LEARNER_FILE, CLASS_SHEET, LEARNER_TEMPLATE, ENTRIES_FILE, ENTRIES_TEMPLATE,
)  # fmt: skip
