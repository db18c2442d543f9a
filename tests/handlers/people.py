"""People, teams and facts made by hand: no database stands behind these tests."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from bot.kernel.clock import SetClock, local
from bot.kernel.ids import CountedIds
from bot.task import Asker, Door, Secrets
from models.assignment_needs import CommuneGoalsNeed, TeamGoalsNeed
from models.business_needs import BusinessesNeed
from models.commune import TeamKind
from models.flag_needs import FlagCountNeed, FlagsNeed, VillageFigures, VillagesNeed
from models.indicator_needs import EveryIndicatorNeed, LargestNeed
from models.join import CONSENT_VERSION
from models.load import Duty, Known
from models.needs import (
    Facts,
    HelperNeed,
    HelperRow,
    IndicatorRow,
    IndicatorsNeed,
    LastActivityNeed,
    Need,
    PeopleNeed,
    PersonRow,
    RosterNeed,
    TeamRow,
    TeamsNeed,
    ToCallNeed,
)
from models.people import Role
from models.privacy_needs import InTheWay, InTheWayNeed, OwnAccount, OwnData, OwnDataNeed
from models.product_needs import ProductsNeed
from models.seed import INDICATORS
from models.settings import CommuneSettings
from models.week_needs import (
    CommuneStanding,
    CommuneStandingNeed,
    TeamStanding,
    TeamStandingNeed,
)

NOW = datetime(2026, 11, 20, 1, 30, tzinfo=UTC)
"""Friday 20/11/2026, 08:30 in Viet Nam."""

TODAY = date(2026, 11, 20)
A_YEAR_AGO = date(2025, 11, 19)
WEEK = "2026-W47"
MONDAY, SUNDAY = date(2026, 11, 16), date(2026, 11, 22)

ONE, TWO = "thon-01", "thon-02"
NAMES = {ONE: "Thôn 01", TWO: "Thôn 02"}


def duty(role: Role, team_id: str = "") -> Duty:
    kind = TeamKind.TO if team_id else None
    return Duty(role, team_id, NAMES.get(team_id, ""), kind)


def known(number: int, *duties: Duty, name: str = "") -> Known:
    """Somebody with an id as long as a real one."""
    return Known(
        person_id(number),
        name or f"Thành viên {number:03}",
        None,
        "vi",
        duties,
        consent=CONSENT_VERSION,
    )


def person_id(number: int) -> str:
    return f"person{number:010}"


MEMBER = known(2, duty(Role.MEMBER, ONE))
LEADER = known(1, duty(Role.LEADER, ONE), duty(Role.MEMBER, ONE))
OF_TWO_TEAMS = known(9, duty(Role.MEMBER, ONE), duty(Role.MEMBER, TWO))
COORDINATOR = known(90, duty(Role.COORDINATOR))
OFFICE = known(91, duty(Role.OFFICE))
RAPID = known(92, duty(Role.RAPID, ONE))
RESIDENT = known(93, duty(Role.RESIDENT))


DOOR = Door("web", "account", "address")
SECRETS = Secrets(
    new_code=lambda length: "482913"[:length],
    phone_hash=lambda phone: f"hash of {phone}",
    keyed_hash=lambda text: f"hash of {text}",
)


def asker(person: Known, *, settings: CommuneSettings | None = None) -> Asker:
    return Asker(
        person=person,
        now=NOW,
        today=local(NOW).date(),
        settings=settings or CommuneSettings(),
        new_id=new_ids(),
        door=DOOR,
        secrets=SECRETS,
    )


def new_ids() -> Callable[[], str]:
    return CountedIds(SetClock(NOW)).new


def roster(team_id: str, count: int = 7) -> tuple[PersonRow, ...]:
    first = 1 if team_id == ONE else 11
    return tuple(
        PersonRow(person_id(number), f"Thành viên {number:03}", team_id, NAMES[team_id])
        for number in range(first, first + count)
    )


SEED_ROWS = tuple(
    IndicatorRow(row.id, row.label, row.question, row.unit, row.limit_per_entry, row.audience)
    for row in INDICATORS
)
HELPER = HelperRow(person_id(1), "Tổ trưởng 01", "0912000001")


OWN = OwnData("0912000002", "1956", NOW, NOW, NOW, 12, 0, (OwnAccount("web", NOW, NOW),), "")


def facts(given: Mapping[Need[Any], Any] | None = None) -> Facts:
    """What a small commune of two teams answers; `given` comes over it."""
    everybody = (*roster(ONE), *roster(TWO))
    people = [person_id(number) for number in range(100)]
    base: dict[Need[Any], Any] = {
        IndicatorsNeed(): SEED_ROWS,
        EveryIndicatorNeed(): SEED_ROWS,
        BusinessesNeed(): (),
        ProductsNeed(): (),
        **{LargestNeed(row.id, A_YEAR_AGO): 0 for row in SEED_ROWS},
        TeamsNeed(): (TeamRow(ONE, "Thôn 01"), TeamRow(TWO, "Thôn 02")),
        RosterNeed(ONE): roster(ONE),
        RosterNeed(TWO): roster(TWO),
        PeopleNeed(()): everybody,
        PeopleNeed((ONE,)): roster(ONE),
        PeopleNeed((ONE, TWO)): everybody,
        **{
            TeamStandingNeed(team, week): TeamStanding(None, None, 0)
            for team in (ONE, TWO)
            for week in ("2026-W46", WEEK)
        },
        **{
            CommuneStandingNeed(week): CommuneStanding(frozenset(), None, ())
            for week in ("2026-W46", WEEK)
        },
        **{TeamGoalsNeed(team, TODAY): () for team in (ONE, TWO)},
        CommuneGoalsNeed(TODAY): (),
        FlagCountNeed(): 0,
        **{FlagsNeed(teams): () for teams in ((), (ONE,), (ONE, TWO))},
        VillagesNeed(): (VillageFigures(ONE, NAMES[ONE], None, None, None),),
        **{ToCallNeed(teams, TODAY): () for teams in ((), (ONE,), (ONE, TWO))},
        **{OwnDataNeed(one): OWN for one in people},
        **{InTheWayNeed(one): InTheWay(is_last_administrator=False, teams=()) for one in people},
        **{HelperNeed(one, team): HELPER for one in people for team in ("", ONE, TWO)},
        **{LastActivityNeed(one, team): None for one in people for team in ("", ONE, TWO)},
    }
    return Facts({**base, **(given or {})})
