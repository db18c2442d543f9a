"""A coordinator who types the words, or whose button names no team of ours, is asked which team."""

import pytest

from bot.channels.contract import ButtonPressed
from tests.whole.stage import COORDINATOR, WEEK, Stage


async def test_words_without_a_team_lead_to_the_list_of_teams(stage: Stage) -> None:
    await stage.says(COORDINATOR, "xác nhận tuần")

    assert (await stage.said(COORDINATOR))[0].startswith("one_team.")


@pytest.mark.parametrize("team", ["thon-99", "x", ""])
async def test_team_that_is_none_of_ours_leads_there_too(stage: Stage, team: str) -> None:
    await stage.does(COORDINATOR, ButtonPressed(f"start.0.week_confirm:{team}/{WEEK}/1"))

    assert (await stage.said(COORDINATOR))[0].startswith("one_team.")
