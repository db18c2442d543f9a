"""The made-up people of a village who come to its classes, and how their names are written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from bot.language.fold import fold
from models.sample_habits import dice

FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Ngô")
MIDDLES = ("Thị", "Văn", "Thị Thu", "Đức", "Thị Kim", "Hữu")
GIVEN = (
    "Hoa", "Ba", "Cúc", "Dũng", "Lan", "Mai", "Oanh", "Phúc", "Bảy", "Hà", "Liên", "Sơn",
    "Thắm", "Tuyết", "Chiến", "Nhàn", "Quý", "Vượng", "Xuân", "Yến",
)  # fmt: skip
VILLAGERS = 60
FIRST_YEAR, LAST_YEAR = 1945, 1985
HAS_PHONE, HAS_YEAR, WRITTEN_OTHERWISE = 0.3, 0.9, 0.5
FIRST_PHONE = 912500000
"""Beyond the phones of the sample's people."""


@dataclass(frozen=True, slots=True)
class Villager:
    name: str
    year: int | None
    phone: str | None


def villagers(seed: str, team: str, number: int) -> tuple[Villager, ...]:
    """Everybody of the village numbered `number` who may ever come."""
    drawn = dice(seed, team, "villagers")
    return tuple(
        Villager(
            f"{drawn.choice(FAMILIES)} {drawn.choice(MIDDLES)} {drawn.choice(GIVEN)}",
            drawn.randint(FIRST_YEAR, LAST_YEAR) if drawn.random() < HAS_YEAR else None,
            f"0{FIRST_PHONE + number * VILLAGERS + place}" if drawn.random() < HAS_PHONE else None,
        )
        for place in range(VILLAGERS)
    )


def as_line(one: Villager, drawn: Random, *, is_known: bool) -> str:
    """As "Nguyễn Thị Hoa, 1955, 0912500001"; who was written down before is written otherwise now
    and then.
    """
    name = one.name
    if is_known and drawn.random() < WRITTEN_OTHERWISE:
        name = _otherwise(name, drawn)
    year = None if one.year is None else str(one.year)
    return ", ".join(part for part in (name, year, one.phone) if part)


def _otherwise(name: str, drawn: Random) -> str:
    family, *_, given = name.split()
    match drawn.randrange(3):
        case 0:
            return fold(name).title()
        case 1:
            return f"{family} {given}"
        case _:
            return f"cô {given}" if "Thị" in name else f"ông {given}"


def pasted(lines: Sequence[str]) -> str:
    return "\n".join(f"{place}. {line}" for place, line in enumerate(lines, start=1))
