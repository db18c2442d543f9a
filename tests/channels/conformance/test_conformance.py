"""What every channel owes the house, on every channel: `CHANNELS` of conftest.py. A new channel is
a far end there, and no new test.
"""

from __future__ import annotations

import logging
import re
import traceback
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot.channels.contract import Part, Receipt
from bot.channels.failures import FetchFailed, SendError
from bot.channels.fit import fit
from bot.dialog import caps
from bot.dialog.message import Enclosed, Message, Option
from bot.dialog.text import Label, Text
from bot.readers import VISITOR
from models.mail import Inbox
from tests.channels.conformance import zalo_bot, zalo_oa
from tests.channels.conformance.conftest import Opener
from tests.channels.conformance.stand import Shown, Stand

PLAIN = "conformance.plain"
WITH_BUTTONS = ("terminal", "web", "zalo_oa")
NUMBERED = re.compile(r"^(\d+)\. ", re.MULTILINE)
SENTENCE = "Hôm nay tổ mình giúp 37 người cài VNeID ở nhà văn hóa. "
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def plain(words: str) -> Text:
    """A line that is not in the catalogue."""
    return Text(PLAIN, words=words)


async def send(stand: Stand, message: Message) -> tuple[Shown, ...]:
    """As delivery does: fitted to the channel, part by part."""
    far = stand.far

    def words(label: Label) -> str:
        if isinstance(label, str):
            return label
        if label.id == PLAIN:
            return str(dict(label.parameters)["words"])
        return stand.app.texts.render(label, VISITOR)

    link = stand.app.links
    assert link is not None
    parts = fit(message, far.channel.capabilities, words, lambda number: link.of("l1", number))
    for number, part in enumerate(parts):
        await far.channel.send(far.account, replace(part, letter=f"l1/{number}"))
    return await stand.news()


# What goes out


async def test_a_text_is_shown_as_it_is(open_it: Opener) -> None:
    async with open_it() as stand:
        shown = await send(stand, Message((plain("Dạ cháu chào bác Hoa ạ."),)))

        assert [each.text for each in shown] == ["Dạ cháu chào bác Hoa ạ."]


async def test_a_long_text_comes_whole_in_order_and_within_the_limit(open_it: Opener) -> None:
    async with open_it() as stand:
        most = stand.far.channel.capabilities.text_length
        long = SENTENCE * (3 * most // len(SENTENCE))

        shown = await send(stand, Message((plain(long),)))

        assert len(shown) > 1
        assert all(0 < len(each.text) <= most for each in shown)
        assert " ".join(each.text for each in shown).split() == long.split()


async def test_choices_are_buttons_or_numbers_and_none_is_lost(open_it: Opener) -> None:
    options = tuple(Option(f"d.1.{n}", f"Việc số {n}", n) for n in range(1, 8))
    async with open_it() as stand:
        limits = stand.far.channel.capabilities

        (shown,) = await send(stand, Message((plain("Bác làm việc gì ạ?"),), options=options))

        buttons = [label for _, label in shown.buttons]
        assert len(buttons) <= (limits.button_count if limits.buttons else 0)
        assert all(len(label) <= limits.label_length for label in buttons)
        numbers = [int(found) for found in NUMBERED.findall(shown.text)]
        assert len(buttons) == 7 or numbers == list(range(1, 8))


async def test_these_and_no_others_have_buttons(open_it: Opener) -> None:
    async with open_it() as stand:
        has_buttons = stand.far.channel.capabilities.buttons

        assert has_buttons is (stand.name in WITH_BUTTONS)


async def test_what_is_sent_one_after_the_other_is_shown_so(open_it: Opener) -> None:
    async with open_it() as stand:
        for number in range(10):
            await stand.far.channel.send(
                stand.far.account, Part(f"tin {number}", letter=f"l{number}/0")
            )

        assert [each.text for each in await stand.news()] == [f"tin {n}" for n in range(10)]


async def test_a_receipt_names_one_message_and_no_other(open_it: Opener) -> None:
    async with open_it() as stand:
        receipts = [
            await stand.far.channel.send(stand.far.account, Part("chào", letter=f"l{number}/0"))
            for number in range(3)
        ]

        named = [receipt.provider_id for receipt in receipts if receipt.provider_id]
        assert all(isinstance(receipt, Receipt) for receipt in receipts)
        assert len(set(named)) == len(named) in (0, 3)


async def test_a_file_goes_along_or_its_link_stands_in_the_text(open_it: Opener) -> None:
    async with open_it() as stand:
        stand.app.files.keep("f1", "xlsx", b"PK")
        file = Enclosed("mau.xlsx", XLSX, "f1.xlsx")

        shown = await send(stand, Message((plain("Mẫu đây ạ."),), files=(file,)))

        carried = [name for each in shown for name in each.files]
        linked = ["https://to.example.vn/f/" in each.text for each in shown]
        assert bool(carried) is not any(linked)


# What comes in


async def test_what_comes_again_counts_once(open_it: Opener) -> None:
    async with open_it() as stand:
        first = await stand.say("chào", id_="the-same-1")
        again = await stand.say("chào", id_="the-same-1")

        assert first
        assert again == ()
        async with stand.app.database.read() as connection:
            taken = await connection.scalar(select(func.count()).select_from(Inbox))
        assert taken == 1


async def test_marks_written_apart_are_read_as_marks(open_it: Opener) -> None:
    async with open_it() as stand:
        await stand.say("chào")
        together = await stand.say("quay lại")
        apart = await stand.say(unicodedata.normalize("NFD", "quay lại"))

        assert together == apart
        assert apart
        assert all(unicodedata.is_normalized("NFC", each.text) for each in apart)


async def test_a_choice_can_be_typed_by_its_number_and_by_its_words(open_it: Opener) -> None:
    async with open_it() as stand:
        menu = (await stand.say("chào"))[-1]
        labels = labels_of(menu)
        by_number = await stand.say("1")
        await stand.say("chào")
        by_words = await stand.say(labels[0])

        assert by_number
        assert [each.text for each in by_number] == [each.text for each in by_words]


async def test_a_number_typed_after_its_list_expired_is_answered_and_not_obeyed(
    open_it: Opener,
) -> None:
    async with open_it() as stand:
        await stand.say("chào")
        obeyed = await stand.say("1")
        await stand.say("chào")
        stand.clock.moment += caps.LIST_LIFE + timedelta(minutes=1)

        late = await stand.say("1")

        assert late
        assert late[0].text != obeyed[0].text


@pytest.mark.parametrize("name", WITH_BUTTONS)
async def test_a_late_button_is_answered_and_not_obeyed(
    opened: Callable[[str], Opener], name: str
) -> None:
    async with opened(name)() as stand:
        menu = (await stand.say("chào"))[-1]
        button = menu.buttons[0][0]
        obeyed = await stand.press(button)
        await stand.say("chào")

        late = await stand.press(button)

        assert late
        assert late[0].text != obeyed[0].text


async def test_half_of_a_sign_and_a_very_long_word_are_answered(open_it: Opener) -> None:
    async with open_it() as stand:
        assert await stand.say("tốt \ud83d")
        assert await stand.say("a" * 19_000)


# What goes wrong


@pytest.mark.parametrize(
    "source",
    ["", "nonsense", "\0", "/nowhere/at/all", "file:///etc/passwd", "http://127.0.0.1:9/a.jpg",
     "http://169.254.169.254/latest/meta-data/", "https://", "ftp://a.vn/a", "http://[::1]/"],
)  # fmt: skip
async def test_what_cannot_be_fetched_is_said_in_one_way(open_it: Opener, source: str) -> None:
    async with open_it() as stand:
        with pytest.raises(FetchFailed):
            await stand.far.channel.fetch(source, limit=1_000)


async def test_no_word_no_account_and_no_secret_is_logged(
    open_it: Opener, caplog: pytest.LogCaptureFixture
) -> None:
    heard, told = "lời riêng của bác Hoa", "câu trả lời riêng"
    with caplog.at_level(logging.DEBUG):
        async with open_it() as stand:
            await stand.say(heard)
            await stand.far.channel.send(stand.far.account, Part(told, letter="l1/0"))
            secrets = (heard, told, stand.far.account, *stand.far.secrets)

    everything = "".join(f"{each.getMessage()} {each.__dict__}" for each in ours(caplog))
    assert not [secret for secret in secrets if secret in everything]


ERRORS = [
    (name, code, error)
    for name, errors in (("zalo_bot", zalo_bot.ERRORS), ("zalo_oa", zalo_oa.ERRORS))
    for code, error in errors.items()
]


@pytest.mark.parametrize(("name", "code", "error"), ERRORS)
async def test_each_code_is_the_right_kind_of_error_and_tells_nothing(
    opened: Callable[[str], Opener],
    caplog: pytest.LogCaptureFixture,
    name: str,
    code: int,
    error: type[SendError],
) -> None:
    words = "câu trả lời riêng"
    with caplog.at_level(logging.DEBUG):
        async with opened(name)() as stand:
            for _ in range(2):  # some codes are tried once more by the channel itself
                stand.far.refuse(code)
            with pytest.raises(SendError) as caught:
                await stand.far.channel.send(stand.far.account, Part(words, letter="l1/0"))
            secrets = (words, stand.far.account, *stand.far.secrets)

    assert type(caught.value) is error
    everything = "".join(traceback.format_exception(caught.value))
    everything += "".join(f"{each.getMessage()} {each.__dict__}" for each in ours(caplog))
    assert not [secret for secret in secrets if secret in everything]


def ours(caplog: pytest.LogCaptureFixture) -> list[logging.LogRecord]:
    """All but what the database says of its own statements at DEBUG."""
    return [
        each for each in caplog.records if not each.name.startswith(("aiosqlite", "sqlalchemy"))
    ]


def labels_of(shown: Shown) -> list[str]:
    if shown.buttons:
        return [label for _, label in shown.buttons]
    return [line.partition(". ")[2] for line in shown.text.split("\n") if NUMBERED.match(line)]
