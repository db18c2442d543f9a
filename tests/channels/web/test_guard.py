import pytest

from bot.channels.web.guard import headers, is_own_page, network_of

HOST = "toso.example:8000"


@pytest.mark.parametrize(
    "given",
    [
        {"Sec-Fetch-Site": "same-origin"},
        {"Origin": "http://toso.example:8000"},
        {"Origin": "https://TOSO.example:8000", "Sec-Fetch-Site": "same-origin"},
    ],
)
def test_own_page_is_known(given: dict[str, str]) -> None:
    assert is_own_page(given, host=HOST)


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"Origin": "null"},
        {"Origin": ""},
        {"Origin": "http://toso.example"},
        {"Origin": "http://toso.example:8000.evil.example"},
        {"Sec-Fetch-Site": "none"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://toso.example:8000"},
        {"Sec-Fetch-Site": "same-origin", "Origin": "http://evil.example"},
    ],
)
def test_stranger_is_refused(given: dict[str, str]) -> None:
    assert not is_own_page(given, host=HOST)


def test_request_without_a_host_is_nobodys() -> None:
    assert not is_own_page({"Origin": "null"}, host="")


def test_policy_lets_nothing_foreign_in_and_no_script_inside_the_page() -> None:
    policy = headers(frame_ancestors="'none'")["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("203.0.113.7:4711", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:bbbb::2", "2001:db8:1:2::/64"),
        ("[2001:db8:1:2::9]:4711", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("unknown", "unknown"),
    ],
)
def test_callers_network_is_the_part_that_stays(address: str, network: str) -> None:
    assert network_of(address) == network
