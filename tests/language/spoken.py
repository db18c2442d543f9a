"""Says whole numbers from 0 to 9 999 as schools teach it: the oracle of the number tests."""

from collections.abc import Iterator

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
LARGEST = 9_999


def spoken(number: int, *, link: str = "linh", thousand: str = "nghìn", four: str = "tư") -> str:
    return " ".join(_words(number, link, thousand, four)) or DIGITS[0]


def _words(number: int, link: str, thousand: str, four: str) -> Iterator[str]:
    thousands, below = divmod(number, 1_000)
    if thousands:
        yield from (DIGITS[thousands], thousand)
    hundreds, rest = divmod(below, 100)
    if hundreds or (thousands and rest):
        yield from (DIGITS[hundreds], "trăm")
    tens, ones = divmod(rest, 10)
    if tens == 0 and ones:
        if number > rest:
            yield link
        yield DIGITS[ones]
        return
    if tens:
        yield from ("mười",) if tens == 1 else (DIGITS[tens], "mươi")
    if ones:
        yield _ones(tens, ones, four)


def _ones(tens: int, ones: int, four: str) -> str:
    if ones == 5:
        return "lăm"
    if tens > 1 and ones in (1, 4):
        return "mốt" if ones == 1 else four
    return DIGITS[ones]
