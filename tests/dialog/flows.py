"""Flows to walk: a small one with every kind of step, and the session's three variants."""

from dataclasses import replace
from datetime import date

from bot.dialog.answers import Answers, Named
from bot.dialog.context import Context, Helper
from bot.dialog.flow import AtMost, Flow
from bot.dialog.steps import (
    Above,
    ChoiceStep,
    DateStep,
    DayOffer,
    FileStep,
    Has,
    Lacks,
    LinesRead,
    LinesStep,
    LookupStep,
    NumberStep,
    PhotosStep,
    PlanDayStep,
    Step,
    TextStep,
    TicksStep,
)
from bot.dialog.text import Text
from handlers.session.begin import begin_commune, begin_for, begin_own
from handlers.session.flow import session_flow
from tests.dialog.walk import TODAY
from tests.handlers.people import COORDINATOR, LEADER, MEMBER, asker, facts

MARKET, HALL, HOME = (
    Named("market", "Chợ"),
    Named("hall", "Nhà văn hóa"),
    Named("home", "Tại nhà"),
)
TOPICS = tuple(Named(f"t{number}", f"Việc số {number}") for number in range(1, 10))
TEAMS = (Named("thon-01", "Thôn 01"), Named("thon-02", "Thôn 02"))
HELPER = Helper("Tổ trưởng 01", "0912000001")


def texts(name: str, label: str) -> dict[str, Text]:
    parts = {part: Text(f"{name}.{part}") for part in ("ask", "short", "help", "said")}
    return {"label": Text(label), **parts}


def kind(**more: object) -> ChoiceStep:
    given = {
        "name": "kind",
        "choices": (MARKET, HALL, HOME),
        **texts("kind", "label.kind"),
        **more,
    }
    return ChoiceStep(**given)


def people(**more: object) -> NumberStep:
    given = {"least": 1, "limit": 200, **texts("people", "label.people"), **more}
    return NumberStep(name="people", **given)


def vneid(**more: object) -> NumberStep:
    return NumberStep(name="vneid", **{"limit": 200, **texts("vneid", "label.vneid"), **more})


def day(**more: object) -> DateStep:
    return DateStep(name="day", **{"old_days": 31, **texts("day", "label.day"), **more})


def place(**more: object) -> TextStep:
    given = {"name": "place", "longest": 120, **texts("place", "label.place"), **more}
    return TextStep(**given)


def photos(**more: object) -> PhotosStep:
    given = {"optional": True, **texts("photos", "label.photos"), **more}
    return PhotosStep(name="photos", **given)


def whom(**more: object) -> LookupStep:
    return LookupStep(name="whom", **{"kind": "people", **texts("whom", "label.for_whom"), **more})


def topics(**more: object) -> TicksStep:
    given = {"choices": TOPICS, "optional": True, **texts("topics", "label.topics"), **more}
    return TicksStep(name="topics", **given)


def came(**more: object) -> TicksStep:
    given = {
        "groups": TEAMS,
        "kind": "roster",
        "optional": True,
        **texts("came", "label.attendees"),
        **more,
    }
    return TicksStep(name="came", **given)


def read_names(kept: str, typed: str, _today: date) -> LinesRead:
    """Every line is a name, but one with a figure."""
    lines = typed.splitlines()
    good = [line for line in lines if not any(sign.isdigit() for sign in line)]
    said = (Text("miss.words"),) if len(good) < len(lines) else ()
    return LinesRead("\n".join([*kept.splitlines(), *good]), said)


def names(**more: object) -> LinesStep:
    given = {
        "read": read_names,
        "more": Text("place.ask"),
        **texts("names", "label.attendees"),
        **more,
    }
    return LinesStep(name="names", **given)


PEOPLE_LIMIT = AtMost(("vneid",), ("people",), Text("limit.vneid"))


def flow(*steps: Step, limits: tuple[AtMost, ...] = (), version: int = 1, **more: object) -> Flow:
    return Flow(
        name="small", version=version, steps=steps, draft=_draft, summary=_summary, limits=limits,
        **more,
    )  # fmt: skip


def _draft(_answers: Answers) -> Text:
    return Text("draft.other")


def _summary(answers: Answers) -> tuple[Text, ...]:
    return tuple(Text(f"sum.{name}") for name in list(answers)[:9])


def every_kind(_context: Context) -> Flow:
    """Every kind of step, needed and optional; conditions on each other, a limit, groups."""
    return flow(
        whom(),
        kind(),
        came(when=(Has("kind", "hall"),), most=5),
        people(when=(Lacks("kind", "hall"),)),
        topics(),
        NumberStep(
            name="count.t1",
            optional=True,
            when=(Has("topics", "t1"),),
            limit=50,
            **texts("count", "label.vneid_2"),
        ),
        vneid(optional=True),
        place(when=(Above("vneid"),)),
        day(optional=True),
        PlanDayStep(
            name="until",
            optional=True,
            ahead_days=366,
            offers=tuple(DayOffer),
            **texts("until", "label.given_last"),
        ),
        FileStep(
            name="paper",
            optional=True,
            read=lambda typed: typed or None,
            miss=Text("miss.words"),
            **texts("paper", "label.document"),
        ),
        names(optional=True),
        photos(most=3),
        TextStep(name="note", longest=40, optional=True, **texts("note", "label.note")),
        limits=(AtMost(("vneid", "count.t1"), ("came", "people"), Text("limit.vneid")),),
    )


def straight(_context: Context) -> Flow:
    """Everything needed, nothing reviewed, no draft kept: the shape of the short errands."""
    return flow(
        kind(), topics(optional=False, most=4), day(), place(), photos(optional=False),
        review=False, keeps_draft=False,
    )  # fmt: skip


def invited(context: Context) -> Flow:
    """Asked for one sentence first."""
    return replace(session_flow(context), invite=Text("session.invite"))


def helped(previous: Answers | None = None) -> Context:
    return Context(helper=HELPER, previous=previous)


PREVIOUS = Answers(
    (
        ("whom", Named("p1/thon-01", "Hoa")),
        ("kind", MARKET),
        ("people", 12),
        ("topics", (TOPICS[0],)),
        ("day", TODAY),
    )
)

OWN = begin_own(asker(MEMBER), "", facts()).context
FOR = begin_for(asker(LEADER), "", facts()).context
COMMUNE = begin_commune(asker(COORDINATOR), "", facts()).context
