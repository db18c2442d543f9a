"""A message cut to what a channel can carry, without losing a word of it (architecture, law 5).

* Options, then ways out, become buttons. Where one option is carried whole by no button (too long a
  label, more options than buttons), all of them also stand in the text, under the numbers that they
  answer to: a list that begins with 2 would puzzle.
* Without buttons every option stands there so, and the ways out are words to type, never numbers:
  at a question for a number "2" is the answer itself.
* A text that is too long goes as several parts. The buttons and files are with the last one.
* Where a channel has a form for a name and a number, it goes beside a question for the number.
* A file that the channel does not carry stands in the text as a link to it. Where there is no
  public address of ours, the lines that a picture brings for that stand in its place, else one that
  says whom to ask.
* Letters are counted as providers count them: composed (NFC).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

from bot.channels.contract import Button, ContactForm, OutFile, Part
from bot.channels.limits import Capabilities
from bot.channels.seams import sentences, unbroken_words
from bot.dialog.message import Enclosed, Message, Option, Way
from bot.dialog.text import Label, Text

ELLIPSIS = "…"


def fit(
    message: Message,
    capabilities: Capabilities,
    words: Callable[[Label], str],
    link: Callable[[int], str] | None = None,
) -> tuple[Part, ...]:
    """The parts to send, in order; none for a message that says nothing.

    `link` gives the public address of the message's file of that number, from 0.
    """

    def say(label: Label) -> str:
        return unicodedata.normalize("NFC", words(label))

    room = capabilities.button_count if capabilities.buttons else 0
    ways = message.ways[:room]
    options = message.options[: room - len(ways)]
    choices: tuple[Option | Way, ...] = (*options, *ways)
    pressed = tuple(
        Button(
            choice.id,
            cut(say(choice.label), capabilities.label_length),
            is_way=isinstance(choice, Way),
        )
        for choice in choices
    )
    shown = {button.id: button.label for button in pressed}
    is_whole = all(say(option.label) == shown.get(option.id) for option in message.options)
    listed = () if is_whole else message.options
    files = tuple(_carried(message.files, capabilities, link))
    lines = [
        *(say(line) for line in message.lines),
        *(_numbered(option, say) for option in listed),
        *(say(line) for line in _left_out(message.files, capabilities, link)),
        *_typed(message.ways[len(ways) :], say),
    ]
    # Once more: two lines are composed, and what was put between them may not be.
    whole = unicodedata.normalize("NFC", "\n".join(lines))
    texts = split(whole, capabilities.text_length)
    if not texts and not pressed and not files:
        return ()
    *first, last = texts or [""]
    end = Part(
        last,
        pressed,
        files,
        wants_file=message.wants_file,
        form=_form(say) if message.wants_contact and capabilities.contact_form else None,
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
    """Pieces of at most `length` characters: whole lines, else whole sentences, whole words, whole
    letters.

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


def _carried(
    files: tuple[Enclosed, ...], capabilities: Capabilities, link: Callable[[int], str] | None
) -> Iterator[OutFile]:
    for number, file in enumerate(files):
        if _is_carried(file, capabilities, has_link=link is not None):
            is_open = link is not None and not file.is_personal
            url = link(number) if link is not None and is_open else ""
            yield OutFile(file.name, file.mime, file.stored, url)


def _is_carried(file: Enclosed, capabilities: Capabilities, *, has_link: bool) -> bool:
    """What a provider would fetch from us it must be able to see: nothing personal."""
    if not capabilities.files or (capabilities.carried and file.mime not in capabilities.carried):
        return False
    return not capabilities.by_url or (has_link and not file.is_personal)


def _left_out(
    files: tuple[Enclosed, ...], capabilities: Capabilities, link: Callable[[int], str] | None
) -> Iterator[Text]:
    """What is said of the files that do not go; whom to ask, once."""
    is_lost = False
    for number, file in enumerate(files):
        if _is_carried(file, capabilities, has_link=link is not None):
            continue
        if link is not None and file.is_personal:
            yield Text("fit.link_personal", name=file.name, link=link(number))
        elif link is not None:
            yield Text("fit.link", name=file.name, link=link(number))
        elif file.instead:
            yield from file.instead
        else:
            is_lost = True
    if is_lost:
        yield Text("fit.no_files")


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
        for piece in _pieces_of_line(line, length):
            yield seam, piece
            seam = ""


def _pieces_of_line(line: str, length: int) -> Iterator[str]:
    if len(line) <= length:
        yield line
        return
    for sentence in sentences(line):
        if len(sentence) <= length:
            yield sentence
            continue
        for word in unbroken_words(sentence, length):
            if len(word) <= length:
                yield word
            else:
                yield from _chopped(word, length)


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
