"""Who cannot use the page as it is meant: by keyboard, with large type, in high contrast, or by a
screen reader.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.conftest import LARGE, SMALL, Phones
from tests.browser.product import Product
from tests.browser.talk import MENU, REVIEW, SENT, Talk

if TYPE_CHECKING:
    from playwright.async_api import Page, Route

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

MOST_TABS = 40
LEAST_TYPE, LEAST_TARGET = 16, 44

MEASURE = """() => {
  const isSeen = element => element.checkVisibility({ visibilityProperty: true })
    && element.getBoundingClientRect().width > 1;
  const type = [], targets = [];
  for (const element of document.querySelectorAll("body *")) {
    if (!isSeen(element)) continue;
    const own = [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim());
    if (own) type.push([element.textContent.slice(0, 40),
      parseFloat(getComputedStyle(element).fontSize)]);
    if (element.matches("button, summary, textarea, label, a")) {
      const box = element.getBoundingClientRect();
      targets.push([element.textContent.slice(0, 40), Math.min(box.width, box.height)]);
    }
  }
  return { type, targets };
}"""
"""All words that are seen with the size of their type, and all there is to touch with its least
side, in points.
"""


async def by_keyboard(page: Page, label: str) -> None:
    """Tab on until this is what Enter would press, and press it."""
    for _ in range(MOST_TABS):
        await page.keyboard.press("Tab")
        focused = page.locator(":focus")
        if await focused.count() and (await focused.inner_text()).strip() == label:
            await page.keyboard.press("Enter")
            return
    raise AssertionError(f"no Tab leads to {label}")


async def serious(page: Page, **rules: bool) -> list[tuple[str, list[str]]]:
    """What axe-core calls serious or critical: the rule and where. `rules` are turned on or off."""
    from axe_playwright_python.async_playwright import Axe

    options = {
        "resultTypes": ["violations"],
        "rules": {name.replace("_", "-"): {"enabled": is_on} for name, is_on in rules.items()},
    }
    found: dict[str, Any] = (await Axe().run(page, options=options)).response
    return [
        (violation["id"], [node["html"] for node in violation["nodes"]])
        for violation in found["violations"]
        if violation["impact"] in {"serious", "critical"}
    ]


async def test_whole_dialog_by_keyboard(phones: Phones, product: Product) -> None:
    before = product.tally()["sessions"]["residents"]
    phone = await phones((1024, 700), has_touch=False, is_mobile=False)
    talk = await phone.open()

    async def write(words: str) -> None:
        await talk.page.get_by_role("textbox", name="Gõ vào đây").focus()
        await talk.page.keyboard.insert_text(words)
        await talk.page.keyboard.press("Enter")

    await by_keyboard(talk.page, "Xin chào")
    await talk.wait_for_choice("Ghi buổi hỗ trợ")
    await by_keyboard(talk.page, "Ghi buổi hỗ trợ")
    await talk.wait_for_choice("Hôm nay")
    await by_keyboard(talk.page, "Hôm nay")
    await talk.wait_for_choice("Hướng dẫn người dân")
    await by_keyboard(talk.page, "Hướng dẫn người dân")
    await talk.wait_for_line("Buổi đó có bao nhiêu người")
    await write("6")
    await talk.wait_for_choice("Xem lại luôn")
    await by_keyboard(talk.page, "Xem lại luôn")
    await talk.wait_for_line(REVIEW)
    await by_keyboard(talk.page, "Đúng rồi, gửi đi")
    await talk.wait_for_line(SENT)

    assert product.tally()["sessions"]["residents"] == before + 1


async def test_first_tab_leads_past_the_talk(talk: Talk) -> None:
    await talk.page.keyboard.press("Tab")
    await talk.page.keyboard.press("Enter")
    await talk.page.keyboard.insert_text("chào")
    await talk.page.keyboard.press("Enter")

    await talk.wait_for_line(MENU)


async def test_focus_goes_to_the_next_question_of_who_presses_by_keyboard(talk: Talk) -> None:
    await by_keyboard(talk.page, "Xin chào")
    await talk.wait_for_choice("Ghi buổi hỗ trợ")
    await by_keyboard(talk.page, "Ghi buổi hỗ trợ")
    await talk.wait_for_choice("Hôm nay")
    await talk.wait_until_sent()

    await talk.page.keyboard.press("Enter")

    await talk.wait_for_choice("Hướng dẫn người dân")


@pytest.mark.parametrize(
    ("size", "scale", "type_size"),
    [(LARGE, 2, 16), (SMALL, 2, 16), (SMALL, 2, 32), ((180, 370), 4, 16)],
    ids=["360", "320", "320 with type twice as large", "360 at 200 %"],
)
async def test_page_is_never_wider_than_the_screen(
    phones: Phones, size: tuple[int, int], scale: int, type_size: int
) -> None:
    phone = await phones(size, device_scale_factor=scale)
    talk = await phone.open()
    settings = await talk.context.new_cdp_session(talk.page)
    await settings.send(
        "Page.setFontSizes", {"fontSizes": {"standard": type_size, "fixed": type_size}}
    )
    seen = [await talk.is_wider_than_the_screen()]

    await talk.greet()
    seen.append(await talk.is_wider_than_the_screen())
    await talk.write_session(12)
    seen.append(await talk.is_wider_than_the_screen())
    await talk.press("Đúng rồi, gửi đi")
    await talk.wait_for_line(SENT)
    await talk.look_as("Cán bộ")
    await talk.ask("tuần chung", then="58 tổ:")
    seen.append(await talk.is_wider_than_the_screen())
    used: str = await talk.page.evaluate("getComputedStyle(document.documentElement).fontSize")

    assert f"{type_size * 1.25:g}px" == used  # else the setting was not taken
    assert seen == [False] * 4


@pytest.mark.parametrize(
    "setting",
    [
        {"reduced_motion": "reduce"},
        {"forced_colors": "active"},
        {"forced_colors": "active", "color_scheme": "dark"},
    ],
    ids=["reduced motion", "forced colours", "forced colours, dark"],
)
async def test_dialog_works_and_is_readable_as_the_person_set_it(
    phones: Phones, setting: dict[str, str]
) -> None:
    talk = await (await phones(**setting)).open()

    await talk.greet()
    await talk.write_session(5)
    moving: int = await talk.page.evaluate("document.getAnimations().length")
    borders: list[str] = await talk.log.get_by_role("button").evaluate_all(
        "buttons => buttons.map(button => getComputedStyle(button).borderTopStyle)"
    )

    assert moving == 0
    assert set(borders) == {"solid"}
    # axe reads the colours that we asked for, also where the browser has put the person's own.
    is_ours = "forced_colors" not in setting
    assert await serious(talk.page, color_contrast=is_ours) == []


async def test_axe_finds_nothing_serious(talk: Talk) -> None:
    found = {"first page": await serious(talk.page)}

    await talk.greet()
    await talk.say("ghi buổi")
    await talk.wait_for_choice("Hôm nay")
    found["dialog"] = await serious(talk.page)
    await talk.page.get_by_label(re.compile("Đang xem với tư cách")).tap()
    found["switch"] = await serious(talk.page)
    await talk.page.get_by_label(re.compile("Đang xem với tư cách")).tap()
    await talk.look_as("Cán bộ")
    await talk.ask("tuần chung", then="58 tổ:")
    found["week"] = await serious(talk.page)

    assert found == {"first page": [], "dialog": [], "switch": [], "week": []}


async def test_small_phone_leads_on_to_the_buttons_that_do_not_fit(phones: Phones) -> None:
    talk = await (await phones(SMALL)).open()
    await talk.look_as("Cán bộ")
    await talk.ask("tuần chung", then="58 tổ:")
    await talk.choose("Xem từng tổ", then="Trang 1/")
    await talk.wait_for_choice("Trang sau")
    onward = talk.page.get_by_role("button", name="Xem tiếp")
    field = talk.page.get_by_role("textbox", name="Gõ vào đây")

    await onward.tap()
    await onward.wait_for(state="hidden")
    button, writing = await talk.button("Tuần chung").bounding_box(), await field.bounding_box()

    assert button
    assert writing
    assert button["y"] + button["height"] <= writing["y"]


async def test_long_answer_that_overtakes_the_taking_is_read_from_its_beginning(
    phones: Phones,
) -> None:
    talk = await (await phones(SMALL)).open()
    await talk.look_as("Cán bộ")
    await talk.ask("tuần chung", then="58 tổ:")
    last_week = talk.line("58 tổ:").nth(1)

    async def be_overtaken(route: Route) -> None:
        taken = await route.fetch()
        await last_week.wait_for()
        await route.fulfill(response=taken)

    await talk.page.route("**/messages", be_overtaken)
    await talk.press("Tuần trước")
    await last_week.wait_for()
    await talk.wait_until_sent()
    header = await talk.page.get_by_role("banner").bounding_box()
    answer = await last_week.bounding_box()

    assert header
    assert answer
    assert answer["y"] >= header["y"] + header["height"]


async def test_nothing_is_too_small_to_read_or_to_touch(phones: Phones) -> None:
    talk = await (await phones(SMALL)).open()
    measured = [await talk.page.evaluate(MEASURE)]
    await talk.greet()
    await talk.say("ghi buổi")
    await talk.wait_for_choice("Hôm nay")
    await talk.page.get_by_label(re.compile("Đang xem với tư cách")).tap()
    measured.append(await talk.page.evaluate(MEASURE))
    type_, targets = (
        [row for each in measured for row in each[kind]] for kind in ("type", "targets")
    )

    assert len(type_) > 15
    assert [row for row in type_ if row[1] < LEAST_TYPE] == []
    assert len(targets) > 10
    assert [row for row in targets if row[1] < LEAST_TARGET] == []
