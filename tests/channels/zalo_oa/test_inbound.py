"""What Zalo hands over is heard as what the person did; nothing that it hands over is too odd."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.contract import Inbound, Sender, TextSent
from bot.channels.zalo_oa.inbound import ATTACHMENTS, EVENTS, Heard, parse_event
from tests.channels.zalo_oa.events import (
    AT,
    HEARD,
    MEDIA,
    UNHEARD,
    UNSUPPORTED,
    USER,
    Case,
    attached,
    followed,
    photo,
    text,
)

MAC = "ab" * 32
NOW = AT + timedelta(seconds=3)


def heard(body: object) -> Heard:
    return parse_event(body, mac=MAC, now=NOW)


@pytest.mark.parametrize("case", [*HEARD, *UNHEARD], ids=lambda case: case.name)
def test_each_body_is_heard_as_what_it_means(case: Case) -> None:
    found = heard(case.body)

    assert case.events == tuple(inbound.event for inbound in found.inbounds)
    assert case.reason == found.reason
    assert all(inbound.sender == Sender(case.user, is_resident=True) for inbound in found.inbounds)
    assert all(inbound.channel == "zalo_oa" for inbound in found.inbounds)


def test_there_are_as_many_cases_as_were_promised() -> None:
    assert len(HEARD) >= 40
    assert set(EVENTS) <= {case.body["event_name"] for case in HEARD}


def test_message_has_its_own_id_and_moment() -> None:
    assert heard(text("12")).inbounds == (
        Inbound("zalo_oa", "m1", Sender(USER, is_resident=True), TextSent("12"), AT),
    )


def test_pictures_of_one_message_are_apart() -> None:
    found = heard(attached("user_send_image", photo(1), photo(2), photo(3))).inbounds

    assert [inbound.provider_id for inbound in found] == ["m1", "m1#2", "m1#3"]


def test_of_many_thousand_attachments_the_first_are_heard() -> None:
    """Each is decided by itself, and Zalo waits two seconds."""
    pictures = heard(attached("user_send_image", *map(photo, range(10_000)))).inbounds
    files = heard(attached("user_send_file", *map(photo, range(10_000)), kind="file")).inbounds

    assert (len(pictures), len(files)) == (ATTACHMENTS, ATTACHMENTS)


@pytest.mark.parametrize("event", ["user_send_image", "user_send_file"])
@pytest.mark.parametrize(
    "address", [f"{MEDIA}/\ud83d.jpg", f"{MEDIA}/\x00.jpg", MEDIA + "a" * 9_999]
)
def test_address_that_no_store_takes_is_none(event: str, address: str) -> None:
    payload = {"url": address, "thumbnail": address, "name": "a.pdf"}

    (inbound,) = heard(attached(event, payload)).inbounds

    assert inbound.event == UNSUPPORTED


def test_what_has_no_id_is_named_by_its_mark() -> None:
    assert f"mac:{MAC}" == heard(followed("follow")).inbounds[0].provider_id
    assert f"mac:{MAC}" == heard(text("12", msg_id=None)).inbounds[0].provider_id
    assert heard(text("12", msg_id=77)).inbounds[0].provider_id == "77"


@pytest.mark.parametrize("stamp", ["99999999999999", None, "x", [], True])
def test_moment_that_cannot_be_is_now(stamp: object) -> None:
    assert heard({**text("12"), "timestamp": stamp}).inbounds[0].at == NOW


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner, max_size=4)
    ),
    max_leaves=12,
)
NAMES = st.sampled_from([*EVENTS, "oa_send_text", "user_seen_message", "x"])
MESSAGE = st.fixed_dictionaries({"attachments": st.lists(JSON), "text": JSON, "msg_id": JSON})
PEOPLE = ("sender", "recipient", "follower", "user_id", "info", "timestamp", "admin_id")


@given(
    name=NAMES | JSON,
    message=JSON | MESSAGE,
    rest=st.fixed_dictionaries(dict.fromkeys(PEOPLE, JSON)),
)
def test_no_body_is_too_odd(name: object, message: object, rest: dict[str, object]) -> None:
    found = heard({"event_name": name, "message": message, **rest})

    assert bool(found.inbounds) is not bool(found.reason)


@given(JSON)
def test_nothing_at_all_is_too_odd(body: object) -> None:
    assert heard(body).reason or heard(body).inbounds


@given(st.sampled_from(HEARD), st.data())
def test_body_with_anything_missing_or_odd_is_read(case: Case, data: st.DataObject) -> None:
    place = data.draw(st.sampled_from(sorted(case.body)))

    heard({**case.body, place: data.draw(JSON)})
    heard({name: value for name, value in case.body.items() if name != place})
