from datetime import timedelta

from bot.channels.web import rates
from bot.channels.web.rates import Rate, Rates
from tests.channels.web.site import NOW

RATE = Rate(2, timedelta(seconds=10))


def test_what_is_over_the_rate_waits_until_the_oldest_is_past() -> None:
    kept = Rates(RATE)

    waits = [kept.wait("one", NOW + timedelta(seconds=second)) for second in (0, 4, 5, 10, 11)]

    assert waits == [0, 0, 5, 0, 3]


def test_clock_that_is_set_back_keeps_nobody_waiting() -> None:
    kept = Rates(RATE)
    for _ in range(3):
        kept.wait("one", NOW)

    back = NOW - timedelta(days=1)

    assert [kept.wait("one", back) for _ in range(3)] == [0, 0, 10]


def test_one_talk_does_not_use_up_another() -> None:
    kept = Rates(RATE)
    for _ in range(3):
        kept.wait("one", NOW)

    assert kept.wait("two", NOW) == 0


def test_quiet_talks_are_forgotten_and_a_flood_of_new_ones_fills_no_memory() -> None:
    kept = Rates(RATE)

    for number in range(2 * rates.MOST_KEYS + 10):
        kept.wait(str(number), NOW)

    assert len(kept._times) <= rates.MOST_KEYS
