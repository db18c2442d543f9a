"""`toso zalo oa-login`: an administrator of the Official Account lets us speak for it.

Whatever comes of the walk, the pair that stands in the store stays until another one is there.
"""

from __future__ import annotations

import asyncio
import json
import os
import secrets
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn, TypeVar

from bot.channels.calls import open_calls
from bot.channels.failures import SendError
from bot.cli.parser import Words
from bot.cli.refusal import FAULT, Refusal
from bot.cli.store import open_store, the_commune
from bot.cli.zalo_arguments import OaLogin
from bot.cli.zalo_callback import listening
from bot.dialog.text import Text
from bot.kernel.clock import Clock, SystemClock, local
from bot.oa_tokens.consent import (
    CALLBACK,
    VERIFIER,
    Asked,
    Denied,
    Granted,
    Nothing,
    Returned,
    challenge_of,
    consent_address,
    read_returned,
)
from bot.oa_tokens.logging_in import LoggedIn, OtherAccountError, log_in_by_code
from bot.oa_tokens.oauth import APP_INACTIVE, BAD_REDIRECT, OAuth, OAuthRefusedError
from bot.settings import Settings
from models.commune import find_communes, is_sample
from models.database import Database, StoreError
from models.oa_claims import Whose
from models.opening import open_installation

APP_ID, APP_SECRET = "TOSO_ZALO_OA_APP_ID", "TOSO_ZALO_OA_APP_SECRET"
PUBLIC_URL = "TOSO_PUBLIC_URL"

Hear = Callable[[], str]
Result = TypeVar("Result")


class Failed(Refusal):
    """`reason` is a word for programs; none ever changes its meaning."""

    def __init__(self, reason: str, text: Text) -> None:
        super().__init__(text)
        self.reason = reason


def run_oa_login(
    command: OaLogin,
    settings: Settings,
    words: Words,
    *,
    clock: Clock | None = None,
    hear: Hear | None = None,
    new_secret: Callable[[], str] = lambda: secrets.token_urlsafe(32),
) -> int:
    """0 once the new pair is stored. `hear` gives the next line that was typed, "" at the end."""
    walk = _Walk(
        command,
        settings,
        words,
        clock=clock or SystemClock(),
        hear=hear or sys.stdin.readline,
        new_secret=new_secret,
    )
    try:
        done = asyncio.run(walk.go())
    except Failed as failed:
        if not command.as_json:
            raise
        _tell({"ok": False, "reason": failed.reason, "message": words(failed.text)})
        return FAULT
    walk.tell(done)
    return 0


class _Walk:
    def __init__(
        self,
        command: OaLogin,
        settings: Settings,
        words: Words,
        *,
        clock: Clock,
        hear: Hear,
        new_secret: Callable[[], str],
    ) -> None:
        self._command = command
        self._settings = settings
        self._words = words
        self._clock = clock
        self._hear = hear
        self._new_secret = new_secret

    async def go(self) -> LoggedIn:
        """Raises Failed. What can be refused is refused before anybody goes to Zalo."""
        if not self._settings.zalo.has_oa:
            raise Failed("no_oa", Text("cli.zalo.login.no_oa", app=APP_ID, secret=APP_SECRET))
        verifier = self._verifier()
        database, whose = await self._open()
        try:
            granted, asked = await self._consent(verifier)
            return await self._log_in(granted, asked, database, whose)
        finally:
            await database.close()

    def tell(self, done: LoggedIn) -> None:
        if self._command.as_json:
            _tell(
                {
                    "ok": True,
                    "oa_id": done.oa_id,
                    "name": done.name,
                    "expires_at": f"{done.expires_at:%Y-%m-%dT%H:%M:%SZ}",
                    "freed": done.freed,
                }
            )
            return
        until = local(done.expires_at)
        self._say(Text("cli.zalo.login.done", name=done.name or done.oa_id, oa=done.oa_id))
        self._say(Text("cli.zalo.login.until", time=f"{until:%H:%M}", day=until.date()))
        if done.freed:
            self._say(Text("cli.zalo.login.freed", count=done.freed))

    def _verifier(self) -> str:
        """A fresh one, or the one that was kept because the console knows its challenge."""
        path = self._command.verifier_file
        if path is None:
            return self._new_secret()
        try:
            if not path.exists():
                _write_alone(path, self._new_secret())
            found = path.read_text(encoding="ascii").strip()
        except (OSError, ValueError) as error:
            raise Failed("verifier", Text("cli.zalo.login.verifier", path=str(path))) from error
        if not VERIFIER.fullmatch(found):
            raise Failed("verifier", Text("cli.zalo.login.verifier", path=str(path)))
        return found

    async def _open(self) -> tuple[Database, Whose]:
        on_it = self._settings
        if self._command.database is not None:
            on_it = on_it.on(self._command.database)
        await open_store(on_it.database).close()
        database = await open_installation(
            on_it.database, now=self._clock.now(), key_file=on_it.key_file
        )
        try:
            async with database.read() as connection:
                commune = the_commune(await find_communes(connection), on_it.commune)
                made_up = await is_sample(connection, commune)
        except BaseException:
            await database.close()
            raise
        if made_up:
            await database.close()
            raise Failed("sample", Text("cli.zalo.login.sample"))
        return database, Whose(commune, on_it.zalo.app_id)

    async def _consent(self, verifier: str) -> tuple[Granted, Asked]:
        state = self._new_secret()
        if self._command.listen is None:
            if not self._settings.public_url:
                raise Failed("no_address", Text("cli.zalo.login.no_address", name=PUBLIC_URL))
            asked = Asked(f"{self._settings.public_url}{CALLBACK}", verifier, state)
            self._show(asked)
            return self._typed(asked), asked
        try:
            async with listening(self._command.listen) as (redirect, wait):
                asked = Asked(redirect, verifier, state)
                self._show(asked)
                self._say(Text("cli.zalo.login.waiting"))

                def read(target: str) -> Returned:
                    return read_returned(target, asked, wants_state=True)

                returned = await wait(read, self._words(Text("cli.zalo.login.page")))
                return self._granted(returned), asked
        except OSError as error:
            port = str(self._command.listen)
            raise Failed("port", Text("cli.zalo.login.port_taken", port=port)) from error

    def _show(self, asked: Asked) -> None:
        zalo = self._settings.zalo
        address = consent_address(zalo.oauth, zalo.app_id, asked)
        challenge = challenge_of(asked.verifier) if self._command.verifier_file else None
        if self._command.as_json:
            told = {"open": address, "redirect": asked.redirect}
            _tell(told if challenge is None else told | {"challenge": challenge})
            return
        self._say(Text("cli.zalo.login.console", address=asked.redirect))
        if challenge is not None:
            self._say(Text("cli.zalo.login.challenge", challenge=challenge))
        self._say(Text("cli.zalo.login.open", address=address))

    def _typed(self, asked: Asked) -> Granted:
        """Until it is an answer; what it cannot be is asked for again."""
        said = Text("cli.zalo.login.paste")
        while True:
            self._say(said)
            line = self._hear()
            if not line:
                raise Failed("stopped", Text("cli.zalo.login.stopped"))
            returned = read_returned(line, asked, wants_state=False)
            if not isinstance(returned, Nothing):
                return self._granted(returned)
            said = Text("cli.zalo.login.paste_again")

    def _granted(self, returned: Returned) -> Granted:
        if isinstance(returned, Granted):
            return returned
        if isinstance(returned, Denied):
            self._refuse(returned.code)
        raise Failed("foreign", Text("cli.zalo.login.foreign"))

    async def _log_in(
        self, granted: Granted, asked: Asked, database: Database, whose: Whose
    ) -> LoggedIn:
        zalo = self._settings.zalo
        try:
            async with open_calls() as calls:
                return await log_in_by_code(
                    granted,
                    verifier=asked.verifier,
                    database=database,
                    whose=whose,
                    oauth=OAuth(
                        calls,
                        address=zalo.oauth,
                        app_id=zalo.app_id,
                        app_secret=zalo.app_secret,
                        now=self._clock.now,
                    ),
                    calls=calls,
                    api=zalo.oa_api,
                    clock=self._clock,
                    may_be_other=self._command.other_oa,
                )
        except OAuthRefusedError as refused:
            self._refuse(refused.code)
        except OtherAccountError as error:
            text = Text("cli.zalo.login.other", before=error.before, now=error.now)
            raise Failed("other_oa", text) from error
        except SendError as error:
            raise Failed("unreachable", Text("cli.zalo.login.unreachable")) from error
        except StoreError as error:
            raise Failed("store", Text("cli.zalo.login.store")) from error

    def _refuse(self, code: int) -> NoReturn:
        match code:
            case _ if code == APP_INACTIVE:
                raise Failed("app_inactive", Text("cli.zalo.login.app_inactive"))
            case _ if code == BAD_REDIRECT:
                raise Failed("bad_redirect", Text("cli.zalo.login.bad_redirect"))
            case _:
                raise Failed("code_refused", Text("cli.zalo.login.refused", code=str(code)))

    def _say(self, text: Text) -> None:
        """With `--json` for people beside, so that a program reads JSON alone."""
        out = sys.stderr if self._command.as_json else sys.stdout
        out.write(f"{self._words(text)}\n")
        out.flush()


def _write_alone(path: Path, text: str) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(f"{text}\n")


def _tell(told: dict[str, Any]) -> None:
    sys.stdout.write(f"{json.dumps(told, ensure_ascii=False)}\n")
    sys.stdout.flush()
