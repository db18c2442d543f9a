"""A message cut to what a channel can carry, without losing a word of it (architecture, law 5).

* Options, then ways out, become buttons. Where one option is carried whole by no button (too long a
  label, more options than buttons), all of them also stand in the text, under the numbers that they
  answer to: a list that begins with 2 would puzzle.
* Without buttons every option stands there so, and the ways out are words to type, never numbers:
  at a question for a number "2" is the answer itself.
* A text that is too long goes as several parts. The buttons and files are with the last one.
* Where a channel has a form for a name and a number, it goes beside a question for the number.
* Where a channel carries no files, a line says whom to ask for them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

from bot.channels.contract import Button, ContactForm, OutFile, Part
from bot.channels.limits import Capabilities
from bot.dialog.message import Message, Option, Way
from bot.dialog.text import Label, Text

ELLIPSIS = "…"


def fit(
    message: Message, capabilities: Capabilities, words: Callable[[Label], str]
) -> tuple[Part, ...]:
    """The parts to send, in order; none for a message that says nothing."""
    room = capabilities.button_count if capabilities.buttons else 0
    ways = message.ways[:room]
    options = message.options[: room - len(ways)]
    choices: tuple[Option | Way, ...] = (*options, *ways)
    pressed = tuple(
        Button(
            choice.id,
            cut(words(choice.label), capabilities.label_length),
            is_way=isinstance(choice, Way),
        )
        for choice in choices
    )
    shown = {button.id: button.label for button in pressed}
    is_whole = all(words(option.label) == shown.get(option.id) for option in message.options)
    listed = () if is_whole else message.options
    lines = [
        *(words(line) for line in message.lines),
        *(_numbered(option, words) for option in listed),
        *(() if capabilities.files or not message.files else [words(Text("fit.no_files"))]),
        *_typed(message.ways[len(ways) :], words),
    ]
    carried = message.files if capabilities.files else ()
    files = tuple(OutFile(file.name, file.mime, file.stored) for file in carried)
    texts = split("\n".join(lines), capabilities.text_length)
    if not texts and not pressed and not files:
        return ()
    *first, last = texts or [""]
    end = Part(
        last,
        pressed,
        files,
        wants_file=message.wants_file,
        form=_form(words) if message.wants_contact and capabilities.contact_form else None,
    )
    return (*(Part(text) for text in first), end)


def _form(words: Callable[[Label], str]) -> ContactForm:
    return ContactForm(words(Text("fit.form.title")), words(Text("fit.form.words")))


def cut(label: str, length: int) -> str:
    """At most `length` characters, the last one "…" where something is missing.

    What is read as one letter (a mark above another, an emoji of several signs) is never cut apart,
    unless one alone is too long.
    """
    if len(label) <= length:
        return label
    kept = ""
    for grapheme in graphemes(label):
        if len(kept) + len(grapheme) > length - len(ELLIPSIS):
            break
        kept += grapheme
    kept = kept.rstrip() or label[: length - len(ELLIPSIS)]
    return f"{kept}{ELLIPSIS}"


def split(text: str, length: int) -> list[str]:
    """Pieces of at most `length` characters: whole lines, else whole words, else whole letters.

    Only the white space at a seam is lost; a text of white space alone gives no piece.
    """
    return list(_packed(_pieces(text, length), length))


def graphemes(text: str) -> Iterator[str]:
    """What a reader sees as one sign each: the rules of Unicode that our texts can meet.

    https://www.unicode.org/reports/tr29/ (read 2026-11-22): GB9, GB9a, GB11, GB12, GB13.
    """
    found = ""
    for sign in text:
        if found and not _belongs(found, sign):
            yield found
            found = ""
        found += sign
    if found:
        yield found


JOINER = "\u200d"
EXTENDING = frozenset({"Mn", "Mc", "Me"})
SKIN_TONES = re.compile("[\U0001f3fb-\U0001f3ff]")
TAGS = re.compile("[\U000e0020-\U000e007f]")
FLAG_HALF = re.compile("[\U0001f1e6-\U0001f1ff]")


def _belongs(before: str, sign: str) -> bool:
    """Whether `sign` is seen as a part of what stands before it."""
    if unicodedata.category(sign) in EXTENDING or sign == JOINER:
        return True
    if SKIN_TONES.match(sign) or TAGS.match(sign):
        return True
    if FLAG_HALF.match(sign):
        return len(before) == 1 and bool(FLAG_HALF.match(before))
    return before.endswith(JOINER)


def _numbered(option: Option, words: Callable[[Label], str]) -> str:
    return f"{option.number}. {words(option.label)}"


def _typed(ways: tuple[Way, ...], words: Callable[[Label], str]) -> list[str]:
    # Two ways may share a word; to read it twice would puzzle.
    named = tuple(dict.fromkeys(Text("fit.word", word=way.word) for way in ways))
    return [words(Text("fit.ways", ways=named))] if named else []


def _pieces(text: str, length: int) -> Iterator[tuple[str, str]]:
    """Each piece with what joins it to the one before, where both fit into one part."""
    for number, line in enumerate(text.split("\n")):
        seam = "\n" if number else ""
        if len(line) <= length:
            yield seam, line
            continue
        for word in re.findall(r" +|[^ ]+", line):
            if len(word) <= length:
                yield seam, word
            else:
                yield from ((seam, piece) for piece in _chopped(word, length))
            seam = ""


def _chopped(word: str, length: int) -> Iterator[str]:
    piece = ""
    for grapheme in graphemes(word):
        if piece and len(piece) + len(grapheme) > length:
            yield piece
            piece = ""
        piece += grapheme
        while len(piece) > length:
            yield piece[:length]
            piece = piece[length:]
    if piece:
        yield piece


def _packed(pieces: Iterator[tuple[str, str]], length: int) -> Iterator[str]:
    part = ""
    for seam, piece in pieces:
        if len(part) + len(seam) + len(piece) <= length:
            part += seam + piece
            continue
        if part.strip():
            yield part.strip()
        part = piece
    if part.strip():
        yield part.strip()
