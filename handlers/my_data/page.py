"""“Thông tin của tôi”: what is kept about the one who asks, and what they may do with it."""

from __future__ import annotations

from bot.dialog.answers import Answers
from bot.dialog.context import Context
from bot.dialog.flow import Flow
from bot.dialog.text import Parameter, Text
from bot.dialog.thread import thread_from_text
from bot.kernel.clock import local
from bot.language.phones import masked
from bot.task import Asker, Begun, Done, Link, Mend, Submission, Task
from models.load import Duty
from models.needs import Facts
from models.people import Role
from models.privacy_needs import OwnData, OwnDataNeed

CHANNELS = {
    "web": Text("my_data.channel.web"),
    "terminal": Text("my_data.channel.terminal"),
    "telegram": Text("my_data.channel.telegram"),
    "zalo_bot": Text("my_data.channel.zalo"),
    "zalo_oa": Text("my_data.channel.zalo"),
}


def _begin(_asker: Asker, _argument: str, _facts: Facts) -> Begun:
    return Begun()


def _flow(_context: Context) -> Flow:
    return Flow(name="my_data", version=1, steps=(), draft=_draft, review=False, keeps_draft=False)


def _draft(_answers: Answers) -> Text:
    return Text("my_data.label")


def _submit(_submission: Submission, asker: Asker, facts: Facts) -> Done | Mend:
    data = facts.of(OwnDataNeed(asker.person.id))
    phone = masked(data.phone) if data.phone else Text("my_data.none")
    return Done(lines=(Text("my_data.head"), *kept_lines(asker, data, phone)), links=_links(asker))


def kept_lines(asker: Asker, data: OwnData, phone: Parameter) -> tuple[Text, ...]:
    """Everything but the reports themselves; `phone` as it may be shown here."""
    person = asker.person
    none = Text("my_data.none")
    lines = [
        Text("my_data.name", name=person.name or none, address=person.address or none),
        Text("my_data.phone", phone=phone, year=data.birth_year or none),
        Text("my_data.duties", duties=tuple(_duty(duty) for duty in person.duties) or none),
    ]
    if person.consent and data.consent_at:
        day = local(data.consent_at).date()
        lines.append(Text("my_data.consent", day=day, version=person.consent))
    elif data.consent_at:
        lines.append(Text("my_data.withdrawn", day=local(data.consent_at).date()))
    lines.append(Text("my_data.reports", reports=data.reports, drafts=_drafts(data.thread)))
    if data.scribe_requests:
        lines.append(Text("my_data.scribe"))
    names = (CHANNELS.get(account.channel, account.channel) for account in data.accounts)
    ways = tuple(dict.fromkeys(names))
    lines.append(Text("my_data.accounts", ways=ways or none))
    return tuple(lines)


def _duty(duty: Duty) -> Text:
    match duty.role:
        case Role.LEADER:
            return Text("my_data.role.leader", team=duty.team_name)
        case Role.MEMBER:
            return Text("my_data.role.member", team=duty.team_name)
        case Role.RAPID:
            return Text("my_data.role.rapid", team=duty.team_name)
        case Role.COORDINATOR:
            return Text("my_data.role.coordinator")
        case Role.OFFICE:
            return Text("my_data.role.office")
        case Role.ADMINISTRATOR:
            return Text("my_data.role.administrator")
        case Role.RESIDENT:
            return Text("my_data.role.resident")


def _drafts(thread: str) -> int:
    try:
        return len(thread_from_text(thread).drafts) if thread else 0
    except (AttributeError, LookupError, TypeError, ValueError):
        return 0  # who starts it afresh says so (`bot.conversation.loading`)


def _links(asker: Asker) -> tuple[Link, ...]:
    links = [
        Link(Text("button.my_data_fix"), Text("word.my_data_fix"), "my_data_fix"),
        Link(Text("button.my_data_copy"), Text("word.my_data_copy"), "my_data_copy"),
    ]
    if asker.person.consent:
        links.append(Link(Text("button.consent_back"), Text("word.consent_back"), "consent_back"))
    links.append(Link(Text("button.my_data_erase"), Text("word.my_data_erase"), "my_data_erase"))
    return tuple(links)


MY_DATA = Task(
    name="my_data",
    roles=frozenset(),
    label=Text("my_data.label"),
    words=(
        "thông tin của tôi", "dữ liệu của tôi", "thông tin cá nhân", "dữ liệu cá nhân",
        "xem thông tin của tôi", "giữ gì về tôi", "my data",
    ),
    begin=_begin,
    flow=_flow,
    submit=_submit,
    in_menu=False,
    needs_consent=False,
)  # fmt: skip
