"""When the coordinator adds an OCOP product, and what becomes of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from bot.cli.year import product_talks
from bot.cli.year.calendar import NOON, Calendar
from bot.cli.year.rates import Rates
from bot.cli.year.saying import Errand, Labels
from bot.kernel.clock import local
from models.sample import OFFICERS
from models.sample_habits import dice
from models.sample_products import NAMES, PLATFORMS

COORDINATOR = OFFICERS[0][0]
BEFORE = (0, 1, 12)
"""For how many days it has been on the sàn when that is told."""


@dataclass(frozen=True, slots=True)
class ProductPlan:
    calendar: Calendar
    labels: Labels
    rates: Rates

    def errands(self, week: int) -> Iterator[Errand]:
        """The whole story of the product that is added in this week: every other week one."""
        number = week // 2
        if week % 2 and number < len(NAMES):
            yield from self._of_product(week, number, NAMES[number])

    def _of_product(self, week: int, number: int, name: str) -> Iterator[Errand]:
        drawn = dice(self.calendar.seed, "product", name)
        labels, rates = self.labels, self.rates
        at = self.calendar.moment(week, 3, NOON)
        maker = f"Cơ sở Mẫu {number % 5 + 1}" if number % 3 else None
        yield Errand(at, COORDINATOR, product_talks.add_product(name, maker, labels))
        at += timedelta(days=drawn.randint(7, 30))
        if drawn.random() < rates.product_listed and at <= self.calendar.end:
            today = local(at).date()
            day = today - timedelta(days=drawn.choice(BEFORE))
            platform = PLATFORMS[number % len(PLATFORMS)]
            talk = product_talks.put_on(name, platform, day, today, labels)
            yield Errand(at, COORDINATOR, talk)
            at += timedelta(days=drawn.randint(7, 30))
            if drawn.random() < rates.product_unlisted and at <= self.calendar.end:
                yield Errand(at, COORDINATOR, product_talks.take_off(name, labels))
        at += timedelta(days=drawn.randint(7, 30))
        if drawn.random() < rates.product_removed and at <= self.calendar.end:
            yield Errand(at, COORDINATOR, product_talks.remove(name, labels))
