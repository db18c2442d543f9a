"""Files sealed piece by piece: they open whole, under their own name, with their own key."""

import io
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.kernel.errors import TosoError
from models.sealed_file import PIECE_BYTES, Sealer, opened_size, read_sealed
from models.vault import SEAL_BYTES, Cipher

CIPHER = Cipher(bytes(32))
WHOLE = PIECE_BYTES + SEAL_BYTES


def sealed(*pieces: bytes, name: str = "a") -> bytes:
    file = io.BytesIO()
    sealer = Sealer(file, CIPHER, name)
    for piece in pieces:
        sealer.add(piece)
    sealer.finish()
    return file.getvalue()


def opened(data: bytes, name: str = "a", cipher: Cipher = CIPHER) -> bytes:
    return read_sealed(io.BytesIO(data), cipher, name)


@given(st.lists(st.integers(0, 3 * PIECE_BYTES), max_size=4))
def test_whatever_its_pieces_the_file_opens_whole(sizes: list[int]) -> None:
    given_ = [bytes([number]) * size for number, size in enumerate(sizes)]

    file = sealed(*given_)

    assert opened(file) == b"".join(given_)
    assert opened_size(len(file)) == sum(sizes)


@pytest.mark.parametrize("size", [0, 1, PIECE_BYTES - 1, PIECE_BYTES, PIECE_BYTES + 1])
def test_sizes_around_a_piece_come_out(size: int) -> None:
    file = sealed(b"x" * size)

    assert opened(file) == b"x" * size
    assert opened_size(len(file)) == size


def test_many_small_pieces_are_sealed_together() -> None:
    assert len(sealed(*[b"x"] * 1000)) == 1000 + SEAL_BYTES


@pytest.mark.parametrize(
    "spoil",
    [
        lambda file: file[:WHOLE],
        lambda file: file[WHOLE:],
        lambda file: file[WHOLE : 2 * WHOLE] + file[:WHOLE] + file[2 * WHOLE :],
        lambda file: file[:-1] + bytes([file[-1] ^ 1]),
        lambda file: file + file[-30:],
        lambda _: b"",
        lambda _: b"\xff\xd8\xff\xe0 a photo that nobody sealed",
    ],
    ids=["cut", "beheaded", "reordered", "changed", "longer", "empty", "plain"],
)
def test_spoilt_file_does_not_open(spoil: Callable[[bytes], bytes]) -> None:
    file = sealed(b"1" * PIECE_BYTES, b"2" * PIECE_BYTES, b"3")

    with pytest.raises(TosoError):
        opened(spoil(file))


def test_file_opens_under_its_own_name_and_key_alone() -> None:
    file = sealed(b"abc")

    with pytest.raises(TosoError):
        opened(file, name="b")
    with pytest.raises(TosoError):
        opened(file, cipher=Cipher(b"k" * 32))


def test_file_that_was_not_finished_does_not_open() -> None:
    file = io.BytesIO()
    Sealer(file, CIPHER, "a").add(b"x" * 2 * PIECE_BYTES)

    with pytest.raises(TosoError):
        opened(file.getvalue())
