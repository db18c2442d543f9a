"""The page itself: its weight, its words, what it loads."""

import gzip
import re

from bot.channels.web.assets import FOLDER, MIMES, Page, Visit, load_assets
from bot.channels.web.sessions import Role
from bot.channels.web.words import PAGE
from bot.dialog.text import Text
from bot.readers import VISITOR
from bot.texts import Texts

MOST_BYTES = 40_000
NOBODY = Visit(talk="abc", role="", roles=(), is_sample=False)
SAMPLE = Visit(
    talk="abc",
    role="leader",
    roles=(Role("member", Text("web.role.member")), Role("leader", Text("web.role.leader"))),
    is_sample=True,
)


def page(words: dict[str, str] | None = None) -> Page:
    texts = Texts()

    def render(text: Text) -> str:
        return (words or {}).get(text.id) or texts.render(text, VISITOR)

    return Page(render, load_assets(), photo_bytes=20)


def test_whole_page_weighs_less_than_forty_kilobytes_unpacked() -> None:
    files = [(FOLDER / name).read_bytes() for name in MIMES]

    weight = sum(map(len, files)) + len(page().render(SAMPLE).encode())
    sent = sum(len(gzip.compress(file)) for file in files)

    assert weight < MOST_BYTES
    assert sent < MOST_BYTES / 3


def test_nothing_is_loaded_from_another_host() -> None:
    sources = [(FOLDER / name).read_text(encoding="utf-8") for name in MIMES]

    found = [
        address
        for source in (*sources, page().render(SAMPLE))
        for address in re.findall(r"(?:https?:)?//[a-z0-9.-]+\.[a-z]{2,}", source)
    ]

    assert set(found) <= {"http://www.w3.org"}  # the name of SVG, which nobody asks for


def test_no_script_stands_inside_the_page() -> None:
    shown = page().render(SAMPLE)

    assert re.findall(r"<script(?![^>]*src=)([^>]*)>", shown) == [
        ' type="application/json" id="texts"'
    ]
    assert not re.search(r"\s(?:on\w+|style)=", shown)


def test_script_never_takes_words_for_markup() -> None:
    script = (FOLDER / "chat.js").read_text(encoding="utf-8")

    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", script)


def test_every_word_of_the_script_and_of_the_page_is_in_the_catalogue() -> None:
    given = {text.id for text in PAGE}
    script = (FOLDER / "chat.js").read_text(encoding="utf-8")
    template = (FOLDER / "index.html").read_text(encoding="utf-8")

    used = set(re.findall(r'texts\["([^"]+)"\]', script))
    placed = set(re.findall(r"\{\{(web\.[a-z_.]+)\}\}", template))

    assert used | placed == given


def test_no_place_is_left_empty() -> None:
    assert "{{" not in page().render(SAMPLE)


def test_words_cannot_become_markup() -> None:
    evil = {"web.write": '"><script>alert(1)</script>', "web.role.leader": "<b>"}

    shown = page(evil).render(SAMPLE)

    assert "<script>alert" not in shown
    assert "<b>" not in shown


def test_sample_is_marked_and_a_real_commune_has_no_switch() -> None:
    sample, real = page().render(SAMPLE), page().render(NOBODY)

    assert '<p class="band" >Bản mẫu' in sample
    assert 'data-role="leader" aria-pressed="true"' in sample
    assert '<p class="band" hidden>' in real
    assert '<details id="switch" hidden>' in real
    assert "data-role" not in real


def test_colours_of_words_are_seven_to_one() -> None:
    """Pairs of words and ground as chat.css has them; WCAG 2.2, 1.4.6."""
    css = (FOLDER / "chat.css").read_text(encoding="utf-8")
    pairs = [
        ("#14181d", "#eef2f6"),
        ("#38424c", "#eef2f6"),
        ("#fff", "#0b4a82"),
        ("#0b4a82", "#fff"),
        ("#2b1d00", "#ffe08a"),
        ("#8c0016", "#eef2f6"),
        ("#8c0016", "#fff"),
        ("#48525c", "#fff"),
        ("#0b4a82", "#d9e7f4"),
        ("#38424c", "#fff"),  # a way out, at rest and pressed
        ("#38424c", "#d9e7f4"),
    ]

    for ink, paper in pairs:
        assert ink in css
        assert paper in css
        assert contrast(ink, paper) >= 7, (ink, paper)


def test_way_out_is_quieter_by_its_colour_alone() -> None:
    css = (FOLDER / "chat.css").read_text(encoding="utf-8")

    (rule,) = re.findall(r"button\.way \{([^}]*)\}", css)
    properties = {each.partition(":")[0].strip() for each in rule.split(";") if each.strip()}

    assert properties == {"border-color", "color", "font-weight"}
    assert contrast("#5b6773", "#fff") >= 4.5  # its border


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    red, green, blue = (int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4))
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)


def linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
