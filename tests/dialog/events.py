"""Whatever may happen to a dialog: a deed says what comes, the state gives its codes."""

from dataclasses import dataclass
from datetime import date

from hypothesis import strategies as st

from bot.dialog.answers import Answers, Named
from bot.dialog.events import (
    Event,
    FileReceived,
    LookedUp,
    Mended,
    Opened,
    PhotoLost,
    PhotoReceived,
    Pressed,
    Returned,
    TextReceived,
    Told,
    UnusableReceived,
)
from bot.dialog.message import Message
from bot.dialog.state import State
from bot.dialog.text import Text
from bot.dialog.words import ALL_WORDS, COMMAND_WORDS, NOTHING_WORDS

PEOPLE = tuple(Named(f"p{number}/thon-01", f"Bà Hoa {number}") for number in range(9))
STEPS = ("kind", "people", "topics", "day", "photos", "vneid", "came", "nowhere", "")


@dataclass(frozen=True, slots=True)
class Typed:
    text: str
    in_old_list: bool = False


@dataclass(frozen=True, slots=True)
class PressedShown:
    """One of the buttons of the newest message."""

    place: int


@dataclass(frozen=True, slots=True)
class PressedEarlier:
    """The same button, `visits` questions later."""

    place: int
    visits: int


Deed = Typed | PressedShown | PressedEarlier | Event


def event_of(deed: Deed, state: State, shown: Message) -> Event:
    match deed:
        case Typed(text, in_old_list):
            return TextReceived(text, "an.older.list" if in_old_list else state.list_id)
        case PressedShown(place) | PressedEarlier(place, _):
            ids = [item.id for item in (*shown.options, *shown.ways)] or [f"{state.list_id}.later"]
            _, visit, code = ids[place % len(ids)].split(".", 2)
            late = deed.visits if isinstance(deed, PressedEarlier) else 0
            return Pressed(int(visit) - late, code)
        case _:
            return deed


COMMANDS = tuple(word for words in COMMAND_WORDS.values() for word in words)
ANSWERS = (
    "chợ", "nha van hoa", "Hướng dẫn người dân", "tap huan thanh vien", "tich ten", "chi ghi so",
    "Số người", "sửa số người", "sửa ngày", "sửa loại buổi", "sua anh", "đổi số người",
    "hôm qua", "20/11", "mai", "30/2", "năm ngoái", "12", "0", "-3", "1.200", "khoảng 20",
    "15-20", "1,5", "mười hai", "99999999999999999999", "1", "2", "3", "1, 3", "1 và 2", "9",
    "Thôn 01", "Hoa", "cả hai mức", "mức 2", "đừng", "đừng gửi", "người cao tuổi", "ngư dân",
)  # fmt: skip
RUBBISH = (
    "", " ", "\n", "?", "🙂", "👨‍👩‍👧", "\u200b", "\x00\x01\x1b[2J", "\u202e ngược", "<b>đậm</b>",
    "{value}", "%s", "'; drop table", "\ud800", "٣", "².", "a" * 10_000, "1," * 5_000, "x " * 5_000,
    "đ" * 3_999 + "\u0301" * 50, ".", "....1....", "=kind", "DROP",
)  # fmt: skip

typed = st.one_of(
    st.sampled_from(ANSWERS),
    st.sampled_from(COMMANDS),
    st.sampled_from((*ALL_WORDS, *NOTHING_WORDS)),
    st.sampled_from(RUBBISH),
    st.integers(-5, 2_000_000).map(str),
    st.text(max_size=30),
)
codes = st.one_of(
    st.sampled_from(COMMANDS),
    st.sampled_from(
        ("yes", "no", "skip", "done", "finish", "repeat", "back", "later", "drop", "help", "more")
    ),
    st.sampled_from(("fewer", "scribe", "edit", "go_on", "edit:people", "edit:nowhere", "edit:")),
    st.sampled_from(("=", "=yes", "=market", "+t1", "-t1", "@", "@2026-11-19", "@morgen", "+", "")),
    st.text(max_size=12),
)
photo_ids = st.integers(0, 12).map(lambda number: f"photo{number}")
someone = st.lists(st.sampled_from(PEOPLE), max_size=9, unique=True).map(tuple)

shown_presses = st.integers(0, 20).map(PressedShown)
late_presses = st.builds(PressedEarlier, st.integers(0, 20), st.integers(1, 5))
values = st.one_of(
    st.none(),
    st.integers(-5, 300),
    st.sampled_from(PEOPLE),
    st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    st.text(max_size=12),
)
spoken = st.lists(
    st.tuples(st.sampled_from(("kind", "people", "vneid", "day", "note", "nowhere")), values),
    max_size=4,
    unique_by=lambda item: item[0],
)
sentences = st.builds(
    Told,
    answers=spoken.map(lambda items: Answers(tuple(items))),
    open=st.lists(st.sampled_from(STEPS), max_size=2).map(tuple),
    doubted=st.lists(st.sampled_from(STEPS), max_size=2).map(tuple),
    lead=st.just((Text("session.draft"),)),
    heard=st.sampled_from((None, Text("session.draft"))),
    is_all=st.booleans(),
)
deeds = st.one_of(
    st.builds(Typed, typed),
    shown_presses,
    shown_presses,
    shown_presses,
    st.one_of(
        st.builds(Typed, typed, in_old_list=st.just(value=True)),
        late_presses,
        st.builds(Pressed, st.integers(-1, 40), codes),
        photo_ids.map(PhotoReceived),
        photo_ids.map(lambda file: FileReceived(file, "Sổ tay.pdf")),
        photo_ids.map(lambda photo: PhotoLost(photo, Text("photo.lost"))),
        someone.map(LookedUp),
        st.sampled_from(("", "menu", "team_week:thon-01/2026-W46")).map(Returned),
        st.builds(Mended, st.sampled_from(STEPS), st.just(Text("session.team_gone"))),
        st.just(UnusableReceived(Text("voice.unheard"))),
        st.just(Opened()),
        sentences,
    ),
)
