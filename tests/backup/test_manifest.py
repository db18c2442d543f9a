"""The manifest: read as it was written; nothing that may not be written stands in one."""

import json
from dataclasses import replace

import pytest

from bot.backup.manifest import (
    FORMAT,
    About,
    Entry,
    Manifest,
    ManifestError,
    NewerFormatError,
    about_json,
    manifest_json,
    may_be_stored,
    read_about,
    read_manifest,
)
from tests.backup.installations import NOW

DIGEST = "0" * 64
ABOUT = About("0123456789abcdef", NOW)
WHOLE = Manifest(
    about=ABOUT,
    version="0.1.0",
    schema="0004",
    communes=("mau",),
    key_fingerprint="ab",
    newest=NOW,
    activities=3,
    files=(Entry("toso.db", 1, DIGEST), Entry("files/0ab/0abc.jpg", 2, DIGEST)),
    missing=("x",),
)


@pytest.mark.parametrize("manifest", [WHOLE, replace(WHOLE, newest=None, communes=())])
def test_it_is_read_as_it_was_written(manifest: Manifest) -> None:
    assert read_manifest(manifest_json(manifest)) == manifest
    assert read_about(about_json(ABOUT)) == ABOUT


@pytest.mark.parametrize(
    "name",
    ["files/../toso.key", "/etc/passwd", "files//a", "files/.restoring/a", "files/", "toso.key",
     "files/a\n", "../files/a", "files/a/../../b", "uploads", "files\\a"],
)  # fmt: skip
def test_name_that_leads_elsewhere_is_refused(name: str) -> None:
    told = manifest_json(replace(WHOLE, files=(*WHOLE.files, Entry(name, 1, DIGEST))))

    assert not may_be_stored(name)
    with pytest.raises(ManifestError):
        read_manifest(told)


@pytest.mark.parametrize("key", list(json.loads(manifest_json(WHOLE))))
def test_manifest_that_lacks_something_is_refused(key: str) -> None:
    told = json.loads(manifest_json(WHOLE))
    del told[key]

    with pytest.raises(ManifestError):
        read_manifest(json.dumps(told).encode())


@pytest.mark.parametrize("files", [(), WHOLE.files[1:], (*WHOLE.files, WHOLE.files[1])])
def test_manifest_without_one_database_or_with_doubles_is_refused(files: tuple[Entry, ...]) -> None:
    with pytest.raises(ManifestError):
        read_manifest(manifest_json(replace(WHOLE, files=files)))


def test_newer_format_is_told_as_such() -> None:
    told = json.loads(manifest_json(WHOLE)) | {"format": FORMAT + 1}

    with pytest.raises(NewerFormatError):
        read_manifest(json.dumps(told).encode())
