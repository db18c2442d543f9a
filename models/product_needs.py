"""What the dialogs of OCOP products ask for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from models.needs import Need

PRODUCTS = "products"
"""The key of everything here."""


@dataclass(frozen=True, slots=True)
class ProductRow:
    """`maker` and `platform` may be empty."""

    id: str
    name: str
    name_key: str
    maker: str
    platform: str
    added_on: date
    listed_on: date | None
    unlisted_on: date | None
    removed_on: date | None

    def is_listed(self, day: date) -> bool:
        is_over = self.unlisted_on is not None and self.unlisted_on <= day
        return self.listed_on is not None and self.listed_on <= day and not is_over


@dataclass(frozen=True, slots=True)
class ProductsNeed(Need[tuple[ProductRow, ...]]):
    """Every product by its name, removed ones too."""

    @property
    def key(self) -> str:
        return PRODUCTS
