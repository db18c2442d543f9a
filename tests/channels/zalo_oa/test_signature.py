"""Whether a body is Zalo's: the documented vector, whatever is a letter off, and when it came."""

import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta

import pytest

from bot.channels.zalo_oa.signature import (
    Verdict,
    is_signed,
    mac_of,
    moment_of,
    sign,
    verify,
    which_fits,
)

APP, SECRET, STAMP = "123456789", "oa-secret", "1700000000000"
RAW = (
    '{"app_id":"123456789","event_name":"user_send_text","timestamp":"1700000000000",'
    '"sender":{"id":"1"},"recipient":{"id":"2"},"message":{"text":"Xin chào","msg_id":"m1"}}'
).encode()
MAC = "9bec914a948bbd50fc52d342c7f29db7280920901bd3e1ef1d6a9c8f2fb229e5"
AT = datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)


def judged(
    header: str = f"mac={MAC}",
    *,
    raw: bytes = RAW,
    timestamp: object = STAMP,
    secret: str = SECRET,
    now: datetime = AT,
) -> Verdict:
    return verify(raw, header, timestamp=timestamp, app_id=APP, secret=secret, now=now)


def test_documented_vector_is_good() -> None:
    assert sign(RAW, STAMP, APP, SECRET) == MAC
    assert judged() is Verdict.GOOD


@pytest.mark.parametrize("header", [MAC, f"mac={MAC}", f" mac={MAC} ", f"MAC={MAC.upper()}"])
def test_mark_is_read_with_and_without_its_name(header: str) -> None:
    assert judged(header) is Verdict.GOOD


@pytest.mark.parametrize(
    "header", ["", "mac=", "mac=abc", f"mac={MAC}0", f"sig={MAC}", "mac=" + "g" * 64]
)
def test_without_a_mark_it_is_missing(header: str) -> None:
    assert judged(header) is Verdict.MISSING


@pytest.mark.parametrize("stamp", [STAMP, int(STAMP)], ids=["text", "number"])
@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("more", [{}, {"message": {"timestamp": "1600000000000"}}, {"x": "sent"}])
def test_mark_is_known_before_the_body_is_read(
    stamp: object, indent: int | None, more: dict[str, object]
) -> None:
    words = {"text": '{"timestamp":"1600000000001"}'}
    raw = json.dumps({**more, "quoted": words, "timestamp": stamp}, indent=indent).encode()
    mark = f"mac={sign(raw, stamp, APP, SECRET)}"

    assert is_signed(raw, mark, app_id=APP, secret=SECRET)
    assert not is_signed(raw + b" ", mark, app_id=APP, secret=SECRET)
    assert not is_signed(raw, mark, app_id=APP, secret=SECRET + "x")
    assert not is_signed(raw, mark, app_id=APP, secret="")
    assert not is_signed(raw, "", app_id=APP, secret=SECRET)


def test_moment_within_somebodys_words_is_none() -> None:
    raw = json.dumps({"message": {"text": f'"timestamp":"{STAMP}"'}}).encode()

    assert not is_signed(raw, sign(raw, STAMP, APP, SECRET), app_id=APP, secret=SECRET)


def test_each_wrong_part_is_wrong() -> None:
    hmac_mark = hmac.new(SECRET.encode(), RAW, hashlib.sha256).hexdigest()

    assert judged(f"mac={'0' * 64}") is Verdict.WRONG
    assert judged(f"mac={hmac_mark}") is Verdict.WRONG  # plain SHA-256 is documented, no HMAC
    assert judged(raw=RAW + b" ") is Verdict.WRONG  # raw bytes count, not what they mean
    assert judged(raw=json.dumps(json.loads(RAW)).encode()) is Verdict.WRONG
    assert judged(timestamp="1700000000001") is Verdict.WRONG
    assert judged(secret="oa-secret2") is Verdict.WRONG


def test_without_a_secret_nothing_is_good() -> None:
    mark = sign(RAW, STAMP, APP, "")

    assert judged(f"mac={mark}", secret="") is Verdict.WRONG


def test_timestamp_as_a_number_makes_the_same_mark() -> None:
    assert sign(RAW, int(STAMP), APP, SECRET) == MAC
    assert judged(timestamp=int(STAMP)) is Verdict.GOOD


@pytest.mark.parametrize(
    "timestamp", [None, "", "soon", True, 1.7e12, [], "-1700000000000", "9" * 40]
)
def test_signed_body_without_a_moment_is_wrong(timestamp: object) -> None:
    mark = sign(RAW, timestamp, APP, SECRET)

    assert judged(f"mac={mark}", timestamp=timestamp) is Verdict.WRONG


@pytest.mark.parametrize(
    ("late", "verdict"),
    [
        (timedelta(0), Verdict.GOOD),
        (timedelta(hours=1, minutes=59), Verdict.GOOD),  # the last repetition comes within an hour
        (timedelta(hours=2), Verdict.GOOD),
        (timedelta(hours=2, seconds=1), Verdict.STALE),
        (timedelta(days=400), Verdict.STALE),
        (timedelta(minutes=-5), Verdict.GOOD),
        (timedelta(minutes=-5, seconds=-1), Verdict.AHEAD),
    ],
)
def test_only_what_is_in_time_is_good(late: timedelta, verdict: Verdict) -> None:
    assert verdict is judged(now=AT + late)


def test_oa_id_in_front_is_wrong_and_can_be_told() -> None:
    mark = sign(RAW, STAMP, "2", SECRET)

    assert judged(f"mac={mark}") is Verdict.WRONG
    assert which_fits(
        RAW, mark, timestamp=STAMP, ids=[APP, "2"], secrets=["app-secret", SECRET]
    ) == (1, 1)
    assert which_fits(RAW, mark, timestamp=STAMP, ids=[APP], secrets=[SECRET]) is None


def test_moments_are_milliseconds() -> None:
    assert AT == moment_of(STAMP) == moment_of(int(STAMP))


def test_mark_is_its_hex_digits() -> None:
    assert mac_of(f"mac={MAC}") == MAC
