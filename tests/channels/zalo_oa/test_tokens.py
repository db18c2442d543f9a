"""A token that nobody replaces says so once it is refused."""

import pytest

from bot.channels.failures import Misconfigured
from bot.channels.zalo_oa.tokens import FixedToken


async def test_fixed_token_is_always_the_same() -> None:
    tokens = FixedToken("t1")

    assert "t1" == await tokens.token() == await tokens.renew("t0")  # expected on the left


async def test_refused_fixed_token_has_no_successor() -> None:
    with pytest.raises(Misconfigured):
        await FixedToken("t1").renew("t1")


def test_token_does_not_show() -> None:
    assert "t1" not in repr(FixedToken("t1"))
