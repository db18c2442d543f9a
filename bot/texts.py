"""Text by id → words in the reader's language, with xưng hô. The only home of Babel.

A catalogue is read straight from its .po, so that there is no build step and no stale .mo: what the
file says is what people read after the next start. Words are never interpreted twice: what stands
in a parameter, braces and all, is shown as it is.

In a catalogue: `{you}` `{You}` `{me}` `{Me}` follow the reader's form of address; `{n}` is an int
(1.234), a name, another text, a date ("Thứ Bảy 21/11") or a list of these; `{day:full}` 22/11/2026
and `{day:short}` 22/11 a date; `{at:time}` "7 giờ sáng" of the str "07:00"; `{n:person|people}` the
first word for 1, else the second.
"""

from __future__ import annotations

import string
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from babel.dates import format_date, format_time
from babel.messages.pofile import PoFileError, read_po, write_po
from babel.numbers import format_decimal

from bot.dialog.address import Address, self_word
from bot.dialog.text import Label, Parameter, Text
from bot.kernel.errors import TosoError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from babel.messages.catalog import Catalog

LOCALES = Path(__file__).resolve().parent.parent / "locales"
FIRST_LANGUAGE = "vi"  # complete by law, so it stands in for what another language lacks
LANGUAGES = (FIRST_LANGUAGE, "en")


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom words are chosen. A language that is not of `LANGUAGES` reads Vietnamese."""

    language: str
    address: Address


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a catalogue; `words` are empty where nobody has written any yet."""

    id: str
    words: str
    is_fuzzy: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """Words as they stand, then the placeholder `{name:spec}`, if one follows."""

    words: str
    name: str
    spec: str


class Texts:
    """The catalogues of one folder: Vietnamese is read at once, another when it is first wanted."""

    def __init__(self, folder: Path = LOCALES) -> None:
        self._folder = folder
        self._words = {FIRST_LANGUAGE: self._read(FIRST_LANGUAGE)}
        self._pieces: dict[tuple[str, str], tuple[Piece, ...]] = {}
        self._plain_words: dict[tuple[str, str, Address], str] = {}

    def render(self, label: Label, reader: Reader) -> str:
        """The words of a label; a name that people gave is returned as it is.

        Raises TosoError, naming the text, where the id is in no catalogue or the parameters do not
        fit the placeholders: both are our fault, never the reader's.
        """
        if isinstance(label, str):
            return label
        if label.parameters:
            return self._render(label, reader)
        # Buttons and ways out are the same for all who are addressed alike.
        key = (label.id, reader.language, reader.address)
        if key not in self._plain_words:
            self._plain_words[key] = self._render(label, reader)
        return self._plain_words[key]

    def _render(self, label: Text, reader: Reader) -> str:
        language = self._language_of(label.id, reader)
        parameters = dict(label.parameters)
        written: list[str] = []
        for piece in self._parsed(language, label.id):
            written.append(piece.words)
            if not piece.name:
                continue
            if piece.name in ADDRESS_NAMES:
                written.append(_address_word(piece.name, language, reader.address))
            elif piece.name in parameters:
                try:
                    written.append(
                        self._value(parameters[piece.name], piece.spec, language, reader)
                    )
                except (TypeError, ValueError) as error:
                    message = (
                        f"text {label.id}: {{{piece.name}:{piece.spec}}} does not fit: {error}"
                    )
                    raise TosoError(message) from error
            else:
                raise TosoError(f"text {label.id}: no parameter {piece.name}")
        return "".join(written)

    def _value(self, value: Parameter, spec: str, language: str, reader: Reader) -> str:
        match value:
            case str():
                return _time_words(value, language) if spec == "time" else _plain(value, spec)
            case bool() | datetime():
                raise TypeError(f"a {type(value).__name__} is no parameter")
            case int():
                return _number_words(value, spec, language)
            case date():
                return _date_words(value, spec, language)
            case Text():
                return _plain(self.render(value, reader), spec)
            case tuple():
                return ", ".join(self._value(item, spec, language, reader) for item in value)

    def _language_of(self, id_: str, reader: Reader) -> str:
        language = reader.language if reader.language in LANGUAGES else FIRST_LANGUAGE
        if language not in self._words:
            self._words[language] = self._read(language)
        for candidate in (language, FIRST_LANGUAGE):
            if id_ in self._words[candidate]:
                return candidate
        raise TosoError(f"text {id_}: not in the catalogue")

    def _parsed(self, language: str, id_: str) -> tuple[Piece, ...]:
        key = (language, id_)
        if key not in self._pieces:
            try:
                self._pieces[key] = parse(self._words[language][id_])
            except ValueError as error:
                raise TosoError(f"text {id_} ({language}): {error}") from error
        return self._pieces[key]

    def _read(self, language: str) -> Mapping[str, str]:
        path = catalogue_path(self._folder, language)
        try:
            state = path.stat()
        except OSError as error:
            raise TosoError(f"catalogue {language}: {error}") from error
        return _words_of(path, state.st_mtime_ns, state.st_size)


ADDRESS_NAMES = frozenset({"you", "You", "me", "Me"})
ENGLISH_ADDRESS = {"you": "you", "You": "You", "me": "I", "Me": "I"}

# A date carries its weekday unless asked otherwise: people plan by it (voice, rule 7).
DATE_PATTERNS = {"": "EEEE d/M", "full": "d/M/y", "short": "d/M"}
TIME_PATTERNS = {"vi": ("h 'giờ' B", "h 'giờ' mm B"), "en": ("h:mm a", "h:mm a")}


def parse(words: str) -> tuple[Piece, ...]:
    """An entry's words in pieces. Raises ValueError for a stray brace, `{}`, `{a.b}`, `{a!r}`."""
    pieces: list[Piece] = []
    for literal, name, spec, conversion in string.Formatter().parse(words):
        if name is not None and (not name.isidentifier() or conversion or "{" in (spec or "")):
            raise ValueError(f"{{{name}}} is no placeholder")
        pieces.append(Piece(literal, name or "", spec or ""))
    return tuple(pieces)


def _address_word(name: str, language: str, address: Address) -> str:
    if language != FIRST_LANGUAGE:
        return ENGLISH_ADDRESS[name]
    word = address.value if name.lower() == "you" else self_word(address)
    return word if name.islower() else word[0].upper() + word[1:]


def _plain(words: str, spec: str) -> str:
    if spec:
        raise ValueError(f"no format {spec} of words")
    return words


@lru_cache(maxsize=4096)  # Babel takes 35 µs for each figure, and the same ones come all day
def _number_words(value: int, spec: str, language: str) -> str:
    if "|" not in spec:
        return _plain(format_decimal(value, locale=language), spec)
    one, _, many = spec.partition("|")
    return one if value == 1 else many


@lru_cache(maxsize=1024)
def _date_words(value: date, spec: str, language: str) -> str:
    if spec not in DATE_PATTERNS:
        raise ValueError(f"no format {spec} of a date")
    return format_date(value, DATE_PATTERNS[spec], locale=language)


def _time_words(value: str, language: str) -> str:
    moment = time.fromisoformat(value)
    whole, with_minutes = TIME_PATTERNS[language]
    return format_time(moment, with_minutes if moment.minute else whole, locale=language)


def catalogue_path(folder: Path, language: str) -> Path:
    return folder / language / "LC_MESSAGES" / "messages.po"


def read_entries(path: Path) -> tuple[Entry, ...]:
    """The entries of a .po or .pot file. Raises TosoError where it is missing or malformed."""
    return tuple(
        Entry(message.id, message.string, message.fuzzy)
        for message in _read_catalogue(path)
        if isinstance(message.id, str) and isinstance(message.string, str) and message.id
    )


def merge_ids(path: Path, ids: Collection[str]) -> None:
    """Make the file hold exactly these ids, sorted. Its words, comments and header stay."""
    catalogue = _read_catalogue(path)
    for entry in read_entries(path):
        if entry.id not in ids:
            catalogue.delete(entry.id)
    for id_ in ids:
        if id_ not in catalogue:
            catalogue.add(id_, "")
    # Babel would write the time and its own version into the header: a difference in every run.
    header, _, _ = path.read_text(encoding="utf-8").partition("\n\n")
    body = BytesIO()
    write_po(
        body,
        catalogue,
        width=0,
        no_location=True,
        omit_header=True,
        sort_output=True,
        ignore_obsolete=True,
    )
    path.write_text(f"{header.rstrip()}\n\n{body.getvalue().decode()}", encoding="utf-8")


def extract_ids(root: Path, packages: Collection[str]) -> frozenset[str]:
    """The id of every `Text("…")` in these packages, by the Babel mappings of pyproject.toml."""
    import tomllib

    from babel.messages.extract import extract_from_dir

    settings = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    methods = [(rule["pattern"], rule["method"]) for rule in settings["tool"]["babel"]["mappings"]]
    return frozenset(
        found[2]
        for package in packages
        for found in extract_from_dir(root / package, methods, {}, keywords={"Text": None})
        if isinstance(found[2], str)
    )


@lru_cache(maxsize=8)  # as long as the file is the same: an app that starts anew reads it no more
def _words_of(path: Path, _changed: int, _size: int) -> Mapping[str, str]:
    return {entry.id: entry.words for entry in read_entries(path) if entry.words}


def _read_catalogue(path: Path) -> Catalog:
    try:
        with path.open("rb") as file:
            return read_po(file, ignore_obsolete=True, abort_invalid=True)
    except (OSError, PoFileError, UnicodeDecodeError) as error:
        raise TosoError(f"catalogue {path.name} of {path.parent.parent.name}: {error}") from error
