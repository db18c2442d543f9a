"""An activity as it was logged, made by hand."""

from datetime import timedelta

from models.activity import ActivityKind
from models.logged import Logged, RevisionRow
from tests.handlers.people import MONDAY, NOW, ONE, WEEK, person_id

ACTIVITY = "activity00000001"
CONFIRMED = RevisionRow(
    ACTIVITY,
    NOW - timedelta(days=1),
    person_id(2),
    "Thành viên 002",
    "terminal",
    (),
    (("people", 15),),
    "confirmed",
)
LOGGED = Logged(
    id=ACTIVITY,
    team_id=ONE,
    team_name="Thôn 01",
    kind=ActivityKind.RESIDENTS_SESSION,
    day=MONDAY,
    week=WEEK,
    sessions=1,
    people=15,
    groups=(("elderly", 3),),
    vneid=(1, 2, 0),
    indicators=(("dvc", 4), ("retired", 2)),
    attendees=(),
    photos=("photo00000000001",),
    place="nhà văn hóa",
    note=None,
    author_id=person_id(2),
    author_name="Thành viên 002",
    for_id="",
    for_name="",
    confirmed_at=NOW - timedelta(days=1),
    is_withdrawn=False,
    revisions=(CONFIRMED,),
)
