"""Vietnamese names: people are called by the given name, which stands last."""

from __future__ import annotations


def given_name(name: str) -> str:
    """Hoa for "Nguyễn Thị Hoa". What ends in a number is no person's name and stays whole."""
    words = name.split()
    if not words or not words[-1].isalpha():
        return name
    return words[-1]
