import pytest

from bot.channels.web.guard import headers, is_own_page

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
