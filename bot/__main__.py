"""The door of the command line: `toso …`. A command's module is imported only when it runs."""

from __future__ import annotations

import io
import logging
import os
import sys
from collections.abc import Sequence

from bot.cli.arguments import Catalogues, Chat, Command, Tally, read_arguments
from bot.cli.backup_arguments import Backup, Restore
from bot.cli.dev_arguments import ZaloEmulator
from bot.cli.doctor_arguments import Doctor
from bot.cli.export_arguments import AuditTold, ExportMembers
from bot.cli.import_arguments import ImportRoster, ImportTemplate
from bot.cli.joining_arguments import Init, Invite
from bot.cli.key_arguments import RotateKey
from bot.cli.logs import set_up_logs
from bot.cli.parse_arguments import Parse
from bot.cli.parser import Words
from bot.cli.refusal import FAULT, Refusal
from bot.cli.run_arguments import Run
from bot.cli.simulate_arguments import Generate, Simulate
from bot.cli.week_arguments import CloseWeek, ShowWeek
from bot.cli.zalo_arguments import OaLogin
from bot.cli.zalo_check_arguments import ZaloCheck
from bot.cli.zalo_plan_arguments import PlanZalo
from bot.cli.zalo_webhook_arguments import ZaloWebhook
from bot.dialog.address import Address
from bot.dialog.text import Text
from bot.kernel.errors import TosoError, traced
from bot.settings import Settings, read_settings
from bot.texts import FIRST_LANGUAGE, Reader, Texts

INTERRUPTED = 130  # what a shell gives a command that Ctrl-C ended
OPERATOR = Reader(FIRST_LANGUAGE, Address.BAN)

log = logging.getLogger("toso.cli")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 only when it did what was asked.

    A fault of ours is caught here, once: a kind word on stderr, and 1. A line that cannot be read
    leaves with 2.
    """
    _speak_utf8()
    texts = Texts()

    def words(text: Text) -> str:
        return texts.render(text, OPERATOR)

    set_up_logs(logging.WARNING)
    try:
        settings = read_settings(os.environ)
        set_up_logs(settings.log_level)
        command = read_arguments(sys.argv[1:] if arguments is None else arguments, words)
        return _run(command, settings, words)
    except Refusal as refusal:
        return _say(words(refusal.text), refusal.code)
    except TosoError as error:
        log.error("stopped", extra={"fields": traced(error)})  # noqa: TRY400
        about = {"about": error.about} if error.about else {}
        return _say(words(Text(error.notice, **about)), FAULT)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our words has gone (`toso tally | head`); nothing is left to be flushed.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAULT
    except Exception as error:  # noqa: BLE001  # the edge: one log line, one apology
        log.error("command failed", extra={"fields": traced(error)})  # noqa: TRY400
        return _say(words(Text("cli.fault")), FAULT)


def _run(  # noqa: C901, PLR0912  # one case for every command
    command: Command, settings: Settings, words: Words
) -> int:
    match command:
        case Chat():
            from bot.cli.chat import run_chat

            return run_chat(command, settings, words)
        case Run():
            from bot.cli.run import run_web

            return run_web(command, settings, words)
        case Simulate():
            from bot.cli.simulate import run_simulate

            return run_simulate(command, settings, words)
        case Generate():
            from bot.cli.generate import run_generate

            return run_generate(command, settings, words)
        case Tally():
            from bot.cli.tally import run_tally

            return run_tally(command, settings, words)
        case CloseWeek() | ShowWeek():
            from bot.cli.week import run_week

            return run_week(command, settings, words)
        case Parse():
            from bot.cli.parse import run_parse

            return run_parse(command, words)
        case Init():
            from bot.cli.init import run_init

            return run_init(command, settings, words)
        case Invite():
            from bot.cli.invite import run_invite

            return run_invite(command, settings, words)
        case ImportRoster() | ImportTemplate():
            from bot.cli.import_roster import run_import

            return run_import(command, settings, words)
        case Backup():
            from bot.cli.backup import run_backup

            return run_backup(command, settings, words)
        case Restore():
            from bot.cli.restore import run_restore

            return run_restore(command, settings, words)
        case Doctor():
            from bot.cli.doctor import run_doctor

            return run_doctor(command, settings, words)
        case ExportMembers():
            from bot.cli.export import run_export

            return run_export(command, settings, words)
        case AuditTold():
            from bot.cli.audit import run_audit

            return run_audit(command, settings, words)
        case ZaloWebhook():
            from bot.cli.zalo_webhook import run_webhook

            return run_webhook(command, settings, words)
        case RotateKey():
            from bot.cli.key import run_key

            return run_key(command, settings, words)
        case OaLogin():
            from bot.cli.zalo_login import run_oa_login

            return run_oa_login(command, settings, words)
        case PlanZalo():
            from bot.cli.zalo_plan import run_zalo_plan

            return run_zalo_plan(command, settings, words)
        case ZaloCheck():
            from bot.cli.zalo_check import run_zalo_check

            return run_zalo_check(command, settings, words)
        case ZaloEmulator():
            from bot.cli.dev import run_zalo_emulator

            return run_zalo_emulator(command, words)
        case Catalogues(check=check):
            from bot.cli.catalogues import main_catalogues

            return main_catalogues(check=check)


def _say(notice: str, code: int) -> int:
    sys.stderr.write(f"{notice}\n")
    return code


def _speak_utf8() -> None:
    """Vietnamese on every terminal; what it cannot show must not stop a command."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


if __name__ == "__main__":
    sys.exit(main())
