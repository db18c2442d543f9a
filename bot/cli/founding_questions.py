"""What `toso init` asks: the unit, what a village is called there, and the first person."""

from __future__ import annotations

from bot.cli.joining_arguments import Init
from bot.cli.questions import Asking, Question
from bot.cli.refusal import WRONG_LINE, Refusal
from bot.dialog.text import Text
from bot.language.fold import fold, lowered
from bot.roster.problems import Code
from bot.roster.values import read_name, read_team_name
from models.commune import CommuneKind
from models.founding import USUAL_VILLAGE_WORDS, Founding, id_of
from models.vault import normalise_phone

LONGEST_VILLAGE_WORD = 20
KINDS = {fold(kind.value): kind for kind in CommuneKind}


def ask_founding(command: Init, asking: Asking) -> Founding:
    if asking.is_alone:
        _refuse_gaps(command)
    name = asking.answer(_NAME, command.name)
    kind = asking.answer(_kind(name), command.kind)
    village_word = asking.answer(_village_word(kind), command.village_word)
    admin_name = asking.answer(_ADMIN_NAME, command.admin_name)
    admin_phone = asking.answer(_admin_phone(admin_name), command.admin_phone)
    return Founding(name, kind, village_word, admin_name, admin_phone)


def _refuse_gaps(command: Init) -> None:
    """All that is missing is said at once; a village has its usual word."""
    needed = {
        "--name": command.name,
        "--kind": command.kind,
        "--admin-name": command.admin_name,
        "--admin-phone": command.admin_phone,
    }
    missing = [option for option, value in needed.items() if value is None]
    if missing:
        raise Refusal(Text("cli.wrong.required", names=", ".join(missing)), WRONG_LINE)


def _read_commune_name(typed: str) -> str | None:
    """A kind alone ("Xã") names nothing."""
    name = read_team_name(typed)
    if isinstance(name, Code):
        return None
    return name if all(id_of(name, kind) for kind in CommuneKind) else None


def _read_kind(typed: str) -> CommuneKind | None:
    if typed.isascii() and typed.isdecimal() and 1 <= int(typed) <= len(KINDS):
        return list(CommuneKind)[int(typed) - 1]
    return KINDS.get(fold(typed))


def _read_village_word(typed: str) -> str | None:
    word = read_name(typed)
    is_fit = not isinstance(word, Code) and len(word) <= LONGEST_VILLAGE_WORD
    return lowered(word) if is_fit else None


def _read_person_name(typed: str) -> str | None:
    name = read_name(typed)
    return None if isinstance(name, Code) else name


_NAME = Question(
    option="--name",
    ask=Text("cli.init.ask.name"),
    miss=Text("cli.init.miss.name"),
    read=_read_commune_name,
)
_ADMIN_NAME = Question(
    option="--admin-name",
    ask=Text("cli.init.ask.admin_name"),
    miss=Text("cli.init.miss.admin_name"),
    read=_read_person_name,
)


def _kind(name: str) -> Question[CommuneKind]:
    return Question(
        option="--kind",
        ask=Text("cli.init.ask.kind", name=name),
        miss=Text("cli.init.miss.kind"),
        read=_read_kind,
    )


def _village_word(kind: CommuneKind) -> Question[str]:
    usual = USUAL_VILLAGE_WORDS[kind]
    return Question(
        option="--village-word",
        ask=Text("cli.init.ask.village_word", kind=kind.value, usual=usual),
        miss=Text("cli.init.miss.village_word"),
        read=_read_village_word,
        usual=usual,
    )


def _admin_phone(name: str) -> Question[str]:
    return Question(
        option="--admin-phone",
        ask=Text("cli.init.ask.admin_phone", name=name),
        miss=Text("cli.init.miss.admin_phone"),
        read=normalise_phone,
    )
