"""Every flow that people meet: sound by the static review, its words complete, its buttons
small.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import cache

import pytest

from bot.dialog import caps
from bot.dialog.address import Address
from bot.dialog.answers import Answers, Named, Value
from bot.dialog.asking import ask
from bot.dialog.context import Context, context_from_json, context_to_json
from bot.dialog.flow import Flow
from bot.dialog.inspect import review
from bot.dialog.message import Message
from bot.dialog.state import Phase, State
from bot.dialog.steps import (
    ChoiceStep,
    DateStep,
    FileStep,
    LinesStep,
    LookupStep,
    NumberStep,
    PhotosStep,
    PlanDayStep,
    Step,
    TextStep,
    TicksStep,
)
from bot.dialog.text import Label, Text
from bot.texts import LANGUAGES, Reader, Texts
from handlers.entries import list_need
from handlers.tasks import TASKS
from models.alike_needs import Judged, JudgedNeed, Pair, Pairs, PairsNeed, Side
from models.document_needs import DocumentRow, DocumentsNeed
from models.explained import BehindNeed
from models.flag import FlagKind
from models.flag_needs import FlagLine, FlagNeed, FlagsNeed
from models.join import REQUEST_LIFE
from models.join_needs import JoinRequestRow, JoinRequestsNeed
from models.load import Known
from models.logged_needs import LoggedNeed
from models.needs import LastActivityNeed, ScribeListNeed, ScribeRow, ZeroReportRow, ZeroReportsNeed
from models.product_needs import ProductRow, ProductsNeed
from tests.handlers.classes import BA, CLASS_DAY, COURSE, EARLIER, EMPTY, HOA, class_facts
from tests.handlers.flags import FLAG, flag_row
from tests.handlers.given import GOAL, given_facts, given_row, goal_row
from tests.handlers.logged import ACTIVITY, LOGGED
from tests.handlers.people import (
    COORDINATOR,
    LEADER,
    MEMBER,
    NOW,
    OF_TWO_TEAMS,
    ONE,
    RESIDENT,
    TODAY,
    TWO,
    WEEK,
    asker,
    facts,
    person_id,
)
from tests.handlers.session.answers import week
from tests.handlers.session.test_begin import LAST

BUTTON_LENGTH = 20
BUTTON_ID_BYTES = 64  # telegram.md: callback_data
LINES = 12
TEXTS = Texts()
DIALOG = "0123456789abcdef"

FACTS = {
    **{LastActivityNeed(one.id, ONE): LAST for one in (MEMBER, LEADER)},
    LastActivityNeed(COORDINATOR.id, ""): LAST,
    ScribeListNeed((ONE,), of_leaders=False): (
        ScribeRow("r", person_id(3), "Thành viên 003", ONE, "Thôn 01", "asked", NOW),
    ),
    ScribeListNeed((), of_leaders=True): (
        ScribeRow("r", person_id(1), "Tổ trưởng 01", ONE, "Thôn 01", "asked", NOW),
    ),
    **{
        ZeroReportsNeed(teams): (ZeroReportRow(ONE, "Thôn 01", WEEK),)
        for teams in ((), (ONE,), (ONE, "thon-02"))
    },
}
REQUEST = JoinRequestRow("r", person_id(3), "Thành viên 003", "Thôn 01", "web", "a", "b", NOW)
FACTS |= {
    JoinRequestsNeed((ONE,), NOW - REQUEST_LIFE): (REQUEST,),
    JoinRequestsNeed((), NOW - REQUEST_LIFE, whole=True): (REQUEST,),
}
GIVEN = (goal_row(16, 21), given_row(last=TODAY - timedelta(days=2)))
SIDES = tuple(
    Side(
        id_,
        "Nguyễn Thị Hoa",
        "1957",
        "0912000001",
        ONE,
        "Thôn 01",
        has_consent=True,
        classes=("VNeID",),
    )
    for id_ in ("hoa0000000000001", "hoa0000000000002")
)
VERDICTS = tuple(
    Judged(
        f"v{number}",
        "a",
        "Nguyễn Thị Hoa",
        ONE,
        "b",
        "Hoa",
        ONE,
        is_same=bool(number),
        by_name="Lan",
        at=NOW,
    )
    for number in (0, 1)
)
FACTS |= {
    PairsNeed((ONE,)): Pairs(2, (Pair(*SIDES), Pair(*SIDES))),
    PairsNeed((), is_whole=True): Pairs(1, (Pair(*SIDES),)),
    JudgedNeed((ONE,)): VERDICTS,
    JudgedNeed((), is_whole=True): VERDICTS,
}
FACTS |= {DocumentsNeed(): (DocumentRow("d", "Hướng dẫn", "https://a.vn", "", "", ""),)}
FACTS |= given_facts(*GIVEN, teams=(ONE, "thon-02")) | given_facts(*GIVEN)
FACTS |= {**week(), **week(team=TWO)}
FACTS |= {
    ProductsNeed(): (
        ProductRow("p", "Mắm Mẫu", "mam mau", "Cơ sở Mẫu", "Sàn Mẫu", TODAY, TODAY, None, None),
    )
}
FACTS |= {
    LoggedNeed(ACTIVITY): LOGGED,
    **{BehindNeed(team, week): (LOGGED,) for team in ("", ONE, TWO) for week in ("2026-W46", WEEK)},
    **{list_need(asker(one)): (LOGGED,) for one in (MEMBER, LEADER, OF_TWO_TEAMS)},
}
FLAG_LINE = FlagLine(FLAG, FlagKind.INSTALLS_LEFT, "Thôn 01", TODAY)
FACTS |= {FlagNeed(FLAG): flag_row()}
FACTS |= {FlagsNeed(teams): (FLAG_LINE,) for teams in ((), (ONE,))}
FACTS |= class_facts()
PEOPLE = (MEMBER, LEADER, OF_TWO_TEAMS, COORDINATOR, RESIDENT)


ARGUMENTS = {
    "menu": ("", "again"),
    "ask_scribe": ("", "voice"),
    "answer": (f"{GOAL}/{ONE}", f"{GOAL}/{ONE}/done", f"{GOAL}/{ONE}/blocked"),
    "remove_document": ("d",),
    **dict.fromkeys(("assignment", "extend", "close_given", "change_goal"), (GOAL,)),
    "session_edit": (ACTIVITY,),
    "zero_report": ("", f"{ONE}/{WEEK}"),
    "why": (f"{ONE}/{WEEK}", f"{ONE}/{WEEK}/people/0", "=15"),
    "session_withdraw": (ACTIVITY,),
    **dict.fromkeys(
        ("course", "add_learner", "add_learners", "learner_file", "class_sheet"), ("", COURSE)
    ),
    **dict.fromkeys(("class_days", "qualify"), (COURSE,)),
    **dict.fromkeys(("leave_class", "erase_learner", "learner"), (f"{HOA}/{COURSE}",)),
    "learner_skills": (f"{HOA}/{COURSE}", f"{BA}/{COURSE}"),
    "learner_consent": (f"{HOA}/{COURSE}", f"{BA}/{COURSE}"),
    "learners": (COURSE, EMPTY),
    "attend": ("", COURSE, EMPTY),
    "attend_edit": (CLASS_DAY, f"{COURSE}/"),
    "close_class": (COURSE, EARLIER),
    "copy_list": (EMPTY, f"{COURSE}/{EARLIER}"),
    **dict.fromkeys(("indicator", "edit_indicator", "retire_indicator"), ("dvc",)),
    "resume_indicator": ("dvc",),
    **dict.fromkeys(("product", "list_product", "unlist_product", "remove_product"), ("p",)),
    "installs_check": (f"{ONE}/2026-11-20/0/3/0/chợ/hàng cá",),
    **dict.fromkeys(("flag", "flag_fine", "merge"), (FLAG,)),
    "catching_up": ("2026-03",),
}


def begun_by(person: Known) -> Iterator[tuple[str, Context]]:
    """What each task that this person may start begins with."""
    for task in TASKS:
        if task.roles and not person.has(*task.roles):
            continue
        for argument in ARGUMENTS.get(task.name, ("",)):
            begun = task.begin(asker(person), argument, facts(FACTS))
            if begun.refusal is None:
                yield task.name, begun.context


FLOWS = {task.name: task.flow for task in TASKS}
CONTEXTS = {pair: None for person in PEOPLE for pair in begun_by(person)}
BEGUN = {
    f"{name} {number}": (context, FLOWS[name](context))
    for number, (name, context) in enumerate(CONTEXTS)
}
EVERY = pytest.mark.parametrize("name", BEGUN)
LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)


def sample(step: Step) -> Value:
    """An answer that the step could get, the longest of its kind."""
    match step:
        case ChoiceStep():
            return step.choices[0]
        case TicksStep():
            return step.choices or (Named(person_id(1), "Thành viên 001"),)
        case NumberStep():
            return 1_234
        case DateStep() | PlanDayStep():
            return TODAY
        case TextStep():
            return "nhà văn hóa Thôn 05"
        case LinesStep():
            return "\n".join(["Nguyễn Thị Hoa; 1955"] * 300)
        case FileStep():
            return Named(person_id(4), "Hướng dẫn.pdf")
        case PhotosStep():
            return tuple(Named(f"photo{number}", "") for number in range(step.most))
        case LookupStep():
            return Named(f"{person_id(3)}/{ONE}", "Thành viên 003 (Thôn 01)")


def full(flow: Flow) -> Answers:
    return Answers(tuple((step.name, sample(step)) for step in flow.steps))


@cache
def states(name: str) -> tuple[State, ...]:
    """Every page of every question, when it is new, missed, and answered and mended."""
    context, flow = BEGUN[name]
    new = State(DIALOG, "task", flow.version, context, visit=9_999)
    answered = replace(new, answers=full(flow))
    found: list[State] = []
    for step in flow.steps:
        given = sample(step)
        ticks = given if isinstance(step, TicksStep) and isinstance(given, tuple) else ()
        for page in (0, 1):
            found += [
                new.turned(step=step.name, page=page),
                answered.turned(step=step.name, page=page, ticks=ticks, misses=2),
                answered.turned(step=step.name, page=page, ticks=ticks[:1], is_mending=True),
            ]
        if isinstance(step, NumberStep | DateStep):
            found.append(new.turned(phase=Phase.DOUBT, step=step.name, pending=given))
    if flow.review:
        pages = (Phase.REVIEW, Phase.EDIT, Phase.LEAVING)
        found += [answered.turned(phase=phase, misses=1) for phase in pages]
    return tuple(found)


@cache
def messages(name: str) -> tuple[Message, ...]:
    _, flow = BEGUN[name]
    return tuple(ask(flow, state, TODAY) for state in states(name))


def is_ours(label: Label) -> bool:
    """A name that people gave is as long as it is: what no button carries stands in the text."""
    names = {
        "label.person", "entry.of", "zero_back.row", "given.item", "given.item_late",
        "given.item_of", "alike_back.same", "alike_back.two", "assignments.item",
        "assignments.item_late", "why.place", "why.place_of", "products.listed",
        "indicators.retired", "indicators.coming", "support.new", "support.known",
        "flags.item", "flags.item_commune", "course.label", "course.label_commune",
        "courses.closed", "learner.label", "learners.qualified", "learners.no_consent",
    }  # fmt: skip
    if not isinstance(label, Text) or label.id in names:
        return False
    return all(is_ours(value) for _, value in label.parameters if isinstance(value, Text))


def test_every_task_is_begun_by_somebody() -> None:
    assert {name.split()[0] for name in BEGUN} == {task.name for task in TASKS}


@EVERY
def test_flow_is_sound(name: str) -> None:
    _, flow = BEGUN[name]

    assert review(flow) == ()


@EVERY
def test_flow_keeps_its_shape_when_it_is_built_again_from_its_stored_context(name: str) -> None:
    context, flow = BEGUN[name]

    again = FLOWS[name.split(maxsplit=1)[0]](context_from_json(context_to_json(context)))

    assert again.steps == flow.steps


@EVERY
@LANGUAGE
def test_every_text_of_a_step_has_its_words(name: str, language: str) -> None:
    _, flow = BEGUN[name]
    reader = Reader(language, Address.BAC)

    for step in flow.steps:
        value = sample(step)
        shown = {
            "value": value.label
            if isinstance(value, Named)
            else tuple(named.label for named in value if named.label) or len(value)
            if isinstance(value, tuple)
            else value
        }
        texts = [step.label, step.ask, step.short, step.help, step.said.given(**shown)]
        if isinstance(step, NumberStep) and step.too_few is not None:
            texts.append(step.too_few)
        assert all(TEXTS.render(text, reader).strip() for text in texts)


@EVERY
@LANGUAGE
def test_every_message_renders_and_stays_small(name: str, language: str) -> None:
    reader = Reader(language, Address.ANH_CHI)

    for message in messages(name):
        assert all(TEXTS.render(line, reader).strip() for line in message.lines)
        assert 1 <= len(message.lines) <= LINES
        assert len(message.options) <= caps.PAGE
        for way in message.ways:
            assert TEXTS.render(way.word, reader).strip()


@EVERY
@LANGUAGE
def test_every_button_of_ours_has_at_most_twenty_characters(name: str, language: str) -> None:
    reader = Reader(language, Address.BAC)
    labels = [
        button.label for message in messages(name) for button in (*message.options, *message.ways)
    ]

    shown = {TEXTS.render(label, reader) for label in labels if is_ours(label)}

    assert [words for words in shown if not 1 <= len(words) <= BUTTON_LENGTH] == []


@EVERY
def test_every_button_id_has_at_most_sixty_four_bytes(name: str) -> None:
    ids = {button.id for message in messages(name) for button in (*message.options, *message.ways)}

    assert [id_ for id_ in ids if len(id_.encode()) > BUTTON_ID_BYTES] == []


@EVERY
@LANGUAGE
def test_limits_and_drafts_have_their_words(name: str, language: str) -> None:
    _, flow = BEGUN[name]
    reader = Reader(language, Address.BAC)

    drafts = [flow.draft(Answers()), flow.draft(full(flow))]
    limits = [limit.text.given(part=15, whole=12) for limit in flow.limits]

    assert all(TEXTS.render(text, reader).strip() for text in (*drafts, *limits))


def test_fullest_button_id_of_the_longest_ids_fits() -> None:
    """A person of a team, both with ids of sixteen characters, at the ten-thousandth question."""
    longest = f"{DIALOG}.9999.={'p' * 16}/{'t' * 16}"

    assert len(longest.encode()) <= BUTTON_ID_BYTES
