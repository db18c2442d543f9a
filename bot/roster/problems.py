"""What is wrong with a roster file, and where: found all at once, said in one table."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from bot.dialog.text import Parameter, Text
from bot.language.fold import clean

LONGEST_SHOWN = 40
MASK = "***"

# A number of seven digits or more, however it is parted: it may be somebody's phone.
_LONG_NUMBER = re.compile(r"\+?\d(?:[\s.\-–()]?\d){6,}")


class Code(StrEnum):
    """The stable name of each problem, for whoever reads the JSON."""

    FILE_MISSING = "file_missing"
    FILE_TOO_LARGE = "file_too_large"
    FILE_DAMAGED = "file_damaged"
    FILE_OLD_EXCEL = "file_old_excel"
    FILE_OTHER_KIND = "file_other_kind"
    FILE_LOCKED = "file_locked"
    FILE_BOMB = "file_bomb"
    FILE_EMPTY = "file_empty"
    ENCODING_UNSURE = "encoding_unsure"
    NO_HEADINGS = "no_headings"
    NOTHING_LISTED = "nothing_listed"
    TOO_MANY_ROWS = "too_many_rows"
    TOO_MANY_COLUMNS = "too_many_columns"
    COLUMN_MISSING = "column_missing"
    COLUMN_TWICE = "column_twice"
    CELL_MERGED_ACROSS = "cell_merged_across"
    FORMULA_WITHOUT_VALUE = "formula_without_value"
    CELL_ERROR = "cell_error"
    NAME_MISSING = "name_missing"
    NAME_LONG = "name_long"
    NAME_ODD = "name_odd"
    LETTERS_LOST = "letters_lost"
    PHONE_MISSING = "phone_missing"
    PHONE_WRONG = "phone_wrong"
    PHONE_DIGITS_LOST = "phone_digits_lost"
    PHONE_SEVERAL = "phone_several"
    PHONE_OLD = "phone_old"
    PHONE_OF_ANOTHER = "phone_of_another"
    ROLE_UNKNOWN = "role_unknown"
    ADDRESS_UNKNOWN = "address_unknown"
    TEAM_MISSING = "team_missing"
    TEAM_UNKNOWN = "team_unknown"
    TEAM_TWICE = "team_twice"
    TEAM_CONTRADICTS = "team_contradicts"
    KIND_UNKNOWN = "kind_unknown"
    COUNT_WRONG = "count_wrong"
    YES_NO_WRONG = "yes_no_wrong"
    LINK_WRONG = "link_wrong"
    BOT_UNKNOWN = "bot_unknown"
    VILLAGE_CONTRADICTS = "village_contradicts"
    CITIZEN_NUMBERS = "citizen_numbers"

    MACROS_IGNORED = "macros_ignored"
    SHEET_HIDDEN = "sheet_hidden"
    SHEET_IGNORED = "sheet_ignored"
    ROWS_HIDDEN = "rows_hidden"
    COLUMN_IGNORED = "column_ignored"
    OLD_ENCODING = "old_encoding"
    EXAMPLE_SKIPPED = "example_skipped"
    TOTAL_SKIPPED = "total_skipped"
    ROW_REPEATED = "row_repeated"
    SEVERAL_TEAMS = "several_teams"
    SAME_NAME = "same_name"
    TEAM_WITHOUT_LEADER = "team_without_leader"
    TEAM_WITHOUT_MEMBERS = "team_without_members"
    HOUSEHOLDS_MISSING = "households_missing"
    FIGURES_WITHOUT_VILLAGE = "figures_without_village"
    LINK_WITHOUT_GROUP = "link_without_group"
    OFFICER_WITH_TEAM = "officer_with_team"
    NOT_IN_LIST = "not_in_list"
    LEFT_TEAM = "left_team"
    TEAM_NOT_IN_LIST = "team_not_in_list"
    RENAMED = "renamed"
    SAMPLE_COMMUNE = "sample_commune"


TEXTS = {
    Code.FILE_MISSING: Text("roster.file_missing"),
    Code.FILE_TOO_LARGE: Text("roster.file_too_large"),
    Code.FILE_DAMAGED: Text("roster.file_damaged"),
    Code.FILE_OLD_EXCEL: Text("roster.file_old_excel"),
    Code.FILE_OTHER_KIND: Text("roster.file_other_kind"),
    Code.FILE_LOCKED: Text("roster.file_locked"),
    Code.FILE_BOMB: Text("roster.file_bomb"),
    Code.FILE_EMPTY: Text("roster.file_empty"),
    Code.ENCODING_UNSURE: Text("roster.encoding_unsure"),
    Code.NO_HEADINGS: Text("roster.no_headings"),
    Code.NOTHING_LISTED: Text("roster.nothing_listed"),
    Code.TOO_MANY_ROWS: Text("roster.too_many_rows"),
    Code.TOO_MANY_COLUMNS: Text("roster.too_many_columns"),
    Code.COLUMN_MISSING: Text("roster.column_missing"),
    Code.COLUMN_TWICE: Text("roster.column_twice"),
    Code.CELL_MERGED_ACROSS: Text("roster.cell_merged_across"),
    Code.FORMULA_WITHOUT_VALUE: Text("roster.formula_without_value"),
    Code.CELL_ERROR: Text("roster.cell_error"),
    Code.NAME_MISSING: Text("roster.name_missing"),
    Code.NAME_LONG: Text("roster.name_long"),
    Code.NAME_ODD: Text("roster.name_odd"),
    Code.LETTERS_LOST: Text("roster.letters_lost"),
    Code.PHONE_MISSING: Text("roster.phone_missing"),
    Code.PHONE_WRONG: Text("roster.phone_wrong"),
    Code.PHONE_DIGITS_LOST: Text("roster.phone_digits_lost"),
    Code.PHONE_SEVERAL: Text("roster.phone_several"),
    Code.PHONE_OLD: Text("roster.phone_old"),
    Code.PHONE_OF_ANOTHER: Text("roster.phone_of_another"),
    Code.ROLE_UNKNOWN: Text("roster.role_unknown"),
    Code.ADDRESS_UNKNOWN: Text("roster.address_unknown"),
    Code.TEAM_MISSING: Text("roster.team_missing"),
    Code.TEAM_UNKNOWN: Text("roster.team_unknown"),
    Code.TEAM_TWICE: Text("roster.team_twice"),
    Code.TEAM_CONTRADICTS: Text("roster.team_contradicts"),
    Code.KIND_UNKNOWN: Text("roster.kind_unknown"),
    Code.COUNT_WRONG: Text("roster.count_wrong"),
    Code.YES_NO_WRONG: Text("roster.yes_no_wrong"),
    Code.LINK_WRONG: Text("roster.link_wrong"),
    Code.BOT_UNKNOWN: Text("roster.bot_unknown"),
    Code.VILLAGE_CONTRADICTS: Text("roster.village_contradicts"),
    Code.CITIZEN_NUMBERS: Text("roster.citizen_numbers"),
    Code.MACROS_IGNORED: Text("roster.macros_ignored"),
    Code.SHEET_HIDDEN: Text("roster.sheet_hidden"),
    Code.SHEET_IGNORED: Text("roster.sheet_ignored"),
    Code.ROWS_HIDDEN: Text("roster.rows_hidden"),
    Code.COLUMN_IGNORED: Text("roster.column_ignored"),
    Code.OLD_ENCODING: Text("roster.old_encoding"),
    Code.EXAMPLE_SKIPPED: Text("roster.example_skipped"),
    Code.TOTAL_SKIPPED: Text("roster.total_skipped"),
    Code.ROW_REPEATED: Text("roster.row_repeated"),
    Code.SEVERAL_TEAMS: Text("roster.several_teams"),
    Code.SAME_NAME: Text("roster.same_name"),
    Code.TEAM_WITHOUT_LEADER: Text("roster.team_without_leader"),
    Code.TEAM_WITHOUT_MEMBERS: Text("roster.team_without_members"),
    Code.HOUSEHOLDS_MISSING: Text("roster.households_missing"),
    Code.FIGURES_WITHOUT_VILLAGE: Text("roster.figures_without_village"),
    Code.LINK_WITHOUT_GROUP: Text("roster.link_without_group"),
    Code.OFFICER_WITH_TEAM: Text("roster.officer_with_team"),
    Code.NOT_IN_LIST: Text("roster.not_in_list"),
    Code.LEFT_TEAM: Text("roster.left_team"),
    Code.TEAM_NOT_IN_LIST: Text("roster.team_not_in_list"),
    Code.RENAMED: Text("roster.renamed"),
    Code.SAMPLE_COMMUNE: Text("roster.sample_commune"),
}

WARNINGS = frozenset(
    code for code in Code if list(Code).index(code) >= list(Code).index(Code.MACROS_IGNORED)
)
"""What is told and stops nothing; every other code stops the whole import."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the file. `row` counts from 1 as the spreadsheet does; `column` is its letter."""

    sheet: str = ""
    row: int | None = None
    column: str | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    place: Place
    code: Code
    text: Text

    @property
    def stops(self) -> bool:
        return self.code not in WARNINGS


def problem(code: Code, place: Place, **parameters: Parameter) -> Problem:
    """The texts of people's cells are masked here, so that no caller can forget to."""
    masked = {
        name: shown(value) if isinstance(value, str) else value
        for name, value in parameters.items()
    }
    return Problem(place, code, TEXTS[code].given(**masked))


def shown(value: str) -> str:
    """A cell as a problem quotes it: on one line, cut, and without anybody's whole number."""
    line = _LONG_NUMBER.sub(lambda found: mask(found.group()), clean(value))
    return line if len(line) <= LONGEST_SHOWN else f"{line[: LONGEST_SHOWN - 1]}…"


def mask(number: str) -> str:
    """0912345678 as 0912***678; of a shorter number less remains."""
    digits = "".join(sign for sign in number if sign.isdigit())
    return f"{digits[:4]}{MASK}{digits[-3:]}" if len(digits) > 8 else f"{digits[:2]}{MASK}"  # noqa: PLR2004
