from bot.channels.contract import Sender
from bot.channels.web.sessions import (
    RealIdentity,
    SampleIdentity,
    Session,
    read_token,
    sample_roles,
    session_key,
)

TOKEN = "A" * 43
ROLES = sample_roles(member="1", leader="2", coordinator="3", phone_hash=lambda phone: f"#{phone}")


def hashed(text: str) -> str:
    return f"<{text}>"


def sample() -> SampleIdentity:
    return SampleIdentity(ROLES, keyed_hash=hashed)


def test_visitor_of_a_real_commune_is_a_resident() -> None:
    identity = RealIdentity()

    assert identity.sender(Session("key")) == Sender("key", is_resident=True)
    assert identity.roles == ()


def test_each_role_of_the_sample_has_a_talk_and_a_person_of_its_own() -> None:
    senders = [sample().sender(Session("key", role.id)) for role in ROLES]

    assert len({sender.external_id for sender in senders}) == 4
    assert [sender.phone_hash for sender in senders] == ["#1", "#2", "#3", ""]
    assert [sender.is_resident for sender in senders] == [False, False, False, True]


def test_two_browsers_as_the_same_person_have_two_talks() -> None:
    one, other = (sample().sender(Session(key, "leader")) for key in ("one", "two"))

    assert one.external_id != other.external_id
    assert one.phone_hash == other.phone_hash


def test_who_has_not_chosen_or_chose_what_is_no_more_is_the_first() -> None:
    assert sample().role(Session("key")) == "member"
    assert sample().role(Session("key", "king")) == "member"


def test_only_a_cookie_as_we_make_them_is_taken() -> None:
    assert read_token({"toso": TOKEN}, is_secure=False) == TOKEN
    assert read_token({"toso": TOKEN}, is_secure=True) is None
    assert read_token({"__Host-toso": TOKEN}, is_secure=True) == TOKEN
    assert read_token({"toso": "short"}, is_secure=False) is None
    assert read_token({"toso": "ă" * 43}, is_secure=False) is None


def test_store_never_sees_the_cookie() -> None:
    assert session_key(TOKEN, lambda text: text[::-1]) != TOKEN
