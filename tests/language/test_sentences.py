"""The reader of sentences against labelled ones: the contract exactly, the rest by rates."""

from pathlib import Path

import pytest

from tests.language.rates import Case, cases_in, score

SENTENCES = Path(__file__).with_name("sentences")


@pytest.mark.parametrize(
    "case", list(cases_in(SENTENCES / "contract.jsonl")), ids=lambda case: str(case.id)
)
def test_a_case_of_the_contract_is_read_exactly(case: Case) -> None:
    assert case.expect == score(case).got
