import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.kernel.errors import TosoError
from models.vault import Cipher, Vault, create_vault, normalise_phone, read_vault

SECRET = bytes(range(32))


def test_key_file_is_readable_by_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "new" / "toso.key"

    create_vault(path)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(path.parent.iterdir()) == [path]


def test_key_file_gives_the_same_vault_again(tmp_path: Path) -> None:
    path = tmp_path / "toso.key"

    made, read = create_vault(path), read_vault(path)

    assert made.fingerprint == read.fingerprint
    assert made.phone_hash("0912000001") == read.phone_hash("0912000001")
    assert read.cipher.decrypt(made.cipher.encrypt("bác Hoa")) == "bác Hoa"


def test_key_of_a_quicker_process_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "toso.key"

    first = create_vault(path)

    assert first.fingerprint == create_vault(path).fingerprint


def test_missing_key_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(TosoError) as caught:
        read_vault(tmp_path / "toso.key")

    assert caught.value.notice == "key.missing"


@pytest.mark.parametrize("content", [b"", b"abc", b"YWJj\n", b"\xff\xfe"])
def test_file_that_holds_no_key_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "toso.key"
    path.write_bytes(content)

    with pytest.raises(TosoError) as caught:
        read_vault(path)

    assert caught.value.notice == "key.different"


def test_vault_prints_nothing_of_its_key() -> None:
    vault = Vault(SECRET)

    assert SECRET.hex() not in repr(vault)
    assert "0x" in repr(vault)
    assert SECRET[:8].hex() != vault.fingerprint


def test_keys_are_derived_as_rfc_5869_says() -> None:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    key = HKDF(SHA256(), 32, salt=None, info=b"toso columns").derive(SECRET)

    assert Cipher(key).decrypt(Vault(SECRET).cipher.encrypt("bác Hoa")) == "bác Hoa"


@given(st.text())
def test_any_text_is_sealed_and_opened(text: str) -> None:
    cipher = Vault(SECRET).cipher
    if any("\ud800" <= letter <= "\udfff" for letter in text):
        return

    assert cipher.decrypt(cipher.encrypt(text)) == text


def test_other_key_opens_nothing() -> None:
    sealed = Vault(SECRET).cipher.encrypt("0912000001")

    with pytest.raises(TosoError) as caught:
        Vault(SECRET[::-1]).cipher.decrypt(sealed)

    assert caught.value.notice == "key.different"


@pytest.mark.parametrize("place", [0, 1, 13, -1])
def test_changed_value_is_not_opened(place: int) -> None:
    cipher = Vault(SECRET).cipher
    sealed = bytearray(cipher.encrypt("0912000001"))

    sealed[place] ^= 1

    with pytest.raises(TosoError):
        cipher.decrypt(bytes(sealed))


@pytest.mark.parametrize(
    "text",
    [
        "0912345678",
        "0912 345 678",
        "0912.345.678",
        " 0912-345-678 ",
        "+84912345678",
        "+84 (0)912 345 678",
        "84912345678",
        "0084912345678",
        "912345678",
        "０９１２３４５６７８",
        "0912\u00a0345\u00a0678",
    ],
)
def test_one_phone_however_it_is_written(text: str) -> None:
    assert normalise_phone(text) == "0912345678"


@pytest.mark.parametrize(
    ("text", "phone"),
    [("0225 3842 123", "02253842123"), ("841234567", "0841234567")],
)
def test_landline_has_eleven_digits_and_084_is_no_country(text: str, phone: str) -> None:
    assert normalise_phone(text) == phone


@pytest.mark.parametrize(
    "text", ["", "12", "091234567", "09123456789", "0112345678", "bác Hoa", "0912x345678", "+1"]
)
def test_other_text_is_no_phone(text: str) -> None:
    assert normalise_phone(text) is None


def test_phone_hash_refuses_what_is_no_phone() -> None:
    with pytest.raises(ValueError, match="phone"):
        Vault(SECRET).phone_hash("bác Hoa")


@given(st.text())
def test_what_is_a_phone_stays_one(text: str) -> None:
    phone = normalise_phone(text)

    assert phone is None or normalise_phone(phone) == phone
