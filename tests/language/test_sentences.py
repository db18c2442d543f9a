"""The reader of sentences against labelled ones: the contract exactly, the rest by rates."""

from pathlib import Path

import pytest

from tests.language.rates import Case, cases_in, rates, score, table

SENTENCES = Path(__file__).with_name("sentences")


@pytest.mark.parametrize(
    "case", list(cases_in(SENTENCES / "contract.jsonl")), ids=lambda case: str(case.id)
)
def test_a_case_of_the_contract_is_read_exactly(case: Case) -> None:
    assert case.expect == score(case).got


FLOORS = {
    "dev_c": (0, 0.97, 0.99),
    "dev_d": (0, 0.965, 0.99),
    "dev_e": (0, 0.98, 0.99),
    "dev_f": (0, 0.955, 0.99),
    "dev_g": (0, 0.91, 0.99),
    "dev_h": (0, 0.96, 0.99),
    "dev_i": (0, 0.98, 0.99),
    "dev_j": (0, 0.96, 0.99),
    "dev_k": (0, 0.94, 0.99),
    "dev_l": (0, 0.955, 0.99),
    "dev_m": (0, 0.985, 0.99),
    "dev_n": (0, 0.94, 0.99),
    "held_out": (0.02, 0.74, 0.96),
    "held_out_2": (0.01, 0.93, 0.97),
    "held_out_3": (0.01, 0.95, 0.97),
}
"""Wrong but accepted at most, exact and asked where needed at least: what was measured when they
were written, to be raised with the reader until the promise of the others holds for them too.
"""


@pytest.mark.parametrize("name", FLOORS)
def test_sentences_not_written_for_are_read_no_worse_than_before(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The held out are never opened by whoever mends the reader: their rates alone are read."""
    found = rates([score(case) for case in cases_in(SENTENCES / f"{name}.jsonl")])
    wrong, exact, asked = FLOORS[name]

    with capsys.disabled():
        print(f"\n{name}\n{table(found)}")  # noqa: T201  # the rates are the point
    assert found.wrong_but_accepted <= wrong
    assert found.exact >= exact
    assert found.asked_where_needed >= asked


@pytest.mark.parametrize("name", ["dev_a", "dev_b", "kept"])
def test_the_promised_rates_hold(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing wrong may be accepted but one in a hundred; nine of ten are understood whole."""
    found = rates([score(case) for case in cases_in(SENTENCES / f"{name}.jsonl")])

    with capsys.disabled():
        print(f"\n{name}\n{table(found)}")  # noqa: T201  # the rates are the point
    assert found.wrong_but_accepted <= 0.01
    assert found.exact >= 0.9
    assert found.asked_where_needed >= 0.95


def test_the_promised_rates_hold_for_sentences_never_seen(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """All that nobody opened together."""
    names = ("held_out", "held_out_2", "held_out_3")
    unseen = [case for name in names for case in cases_in(SENTENCES / f"{name}.jsonl")]
    found = rates([score(case) for case in unseen])

    with capsys.disabled():
        print(f"\nnever seen\n{table(found)}")  # noqa: T201  # the rates are the point
    assert found.wrong_but_accepted <= 0.01
    assert found.exact >= 0.9
    assert found.asked_where_needed >= 0.95
