"""`toso doctor` on our public address, and on hosts that are asked though they are not public."""

import json
from pathlib import Path

import pytest

from bot.cli.doctor import run_doctor
from bot.cli.doctor_arguments import Doctor
from bot.cli.doctor_door import of_door
from bot.dialog.address import Address
from bot.settings import Settings, read_settings
from bot.texts import Reader, Texts

BOTS = {"TOSO_ZALO_BOT_TOKENS": "hp1=123:abc"}
OA = {"TOSO_ZALO_OA_APP_ID": "42", "TOSO_ZALO_OA_APP_SECRET": "geheim-99"}


def states(settings: Settings) -> dict[str, str]:
    return {check.name: check.state.value for check in of_door(settings)}


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({}, {}),
        ({"TOSO_PUBLIC_URL": "https://to.example.vn"}, {}),
        ({"TOSO_MEDIA_HOSTS": "127.0.0.1"}, {"media_hosts": "warning"}),
        (BOTS, {"public_url": "warning"}),
        (OA, {"public_url": "warning"}),
        ({**OA, "TOSO_PUBLIC_URL": "http://to.example.vn"}, {"public_url": "warning"}),
        ({**BOTS, "TOSO_PUBLIC_URL": "https://to.example.vn"}, {"public_url": "ok"}),
    ],
)
def test_way_to_the_world_is_looked_at(environ: dict[str, str], expected: dict[str, str]) -> None:
    assert states(read_settings(environ)) == expected


def test_hosts_that_are_let_through_are_named_and_it_stays_a_warning(
    sample_database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    texts = Texts()
    code = run_doctor(
        Doctor(str(sample_database), as_json=True),
        read_settings({"TOSO_MEDIA_HOSTS": "media.lan, 10.0.0.7"}),
        lambda text: texts.render(text, Reader("vi", Address.BAN)),
    )

    told = json.loads(capsys.readouterr().out)
    (found,) = [check for check in told["checks"] if check["name"] == "media_hosts"]
    assert (code, found["state"]) == (0, "warning")
    assert "media.lan, 10.0.0.7" in found["message"]
    assert "TOSO_MEDIA_HOSTS" in found["advice"]
