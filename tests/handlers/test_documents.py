"""Documents: who may see, add and remove, what a link is, under what name a file goes out."""

import pytest

from bot.dialog.answers import Answers, Named, Value
from bot.dialog.message import Enclosed
from bot.dialog.text import Text
from bot.task import Done, Mend, Submission
from handlers.documents.add import ADD_DOCUMENT, file_name
from handlers.documents.link import read_link
from handlers.documents.shelf import DOCUMENTS, REMOVE_DOCUMENT
from models.attachment import AttachmentState
from models.changes import Audited
from models.document_changes import AddDocument, RemoveDocument
from models.document_needs import ArrivedFile, DocumentRow, DocumentsNeed, FileNeed
from models.load import Known
from models.needs import Facts
from tests.handlers.people import (
    COORDINATOR,
    LEADER,
    MEMBER,
    NOW,
    RAPID,
    RESIDENT,
    asker,
    facts,
)

LINK = DocumentRow("document00000001", "Trang VNeID", "https://vneid.gov.vn", "", "", "")
PDF = "application/pdf"
FILE = DocumentRow("document00000002", "Sổ tay", "", "0a1/0a1b.pdf", "Sổ tay.pdf", PDF)
FILE_ID = "0a1b0000000000aa"
HERE = ArrivedFile(AttachmentState.STORED, "0a1/0a1b.pdf", PDF, "")


def known(*rows: DocumentRow, file: ArrivedFile | None = None) -> Facts:
    found = {FileNeed(FILE_ID, one.id): None for one in (MEMBER, LEADER)}
    return facts({DocumentsNeed(): rows, **found, FileNeed(FILE_ID, COORDINATOR.id): file})


def opened(by: Known, chosen: DocumentRow | None, *rows: DocumentRow) -> Done:
    context = DOCUMENTS.begin(asker(by), "", known(*rows)).context
    answers = Answers()
    if chosen is not None:
        answers = answers.given("which", Named(chosen.id, chosen.title))
    found = DOCUMENTS.submit(Submission("d", answers, context), asker(by), known(*rows))
    assert isinstance(found, Done)
    return found


@pytest.mark.parametrize("by", [MEMBER, LEADER, RAPID, COORDINATOR])
def test_link_is_a_line_of_its_own_and_a_file_goes_along(by: Known) -> None:
    assert opened(by, LINK, LINK, FILE).lines[-1] == Text(
        "documents.link", link="https://vneid.gov.vn"
    )
    assert opened(by, FILE, LINK, FILE).files == (Enclosed("Sổ tay.pdf", PDF, "0a1/0a1b.pdf"),)


def test_resident_opens_nothing_whatever_they_bring_along() -> None:
    assert RESIDENT.duties[0].role not in DOCUMENTS.roles
    assert opened(RESIDENT, FILE, FILE) == Done(lines=(Text("task.not_yours"),))


def test_document_removed_meanwhile_is_gone() -> None:
    found = opened(MEMBER, FILE, LINK)

    assert (found.lines, found.files) == ((Text("documents.gone"),), ())


def test_empty_shelf_is_said_and_only_its_keeper_is_asked_to_fill_it() -> None:
    assert opened(MEMBER, None) == Done(lines=(Text("documents.none"),))
    assert [link.task for link in opened(COORDINATOR, None).links] == ["add_document"]


def test_only_the_keeper_is_offered_to_remove() -> None:
    assert "remove_document" not in [link.task for link in opened(LEADER, LINK, LINK).links]
    assert "remove_document" in [link.task for link in opened(COORDINATOR, LINK, LINK).links]


# Removing


def removed(by: Known, *, is_sure: bool = True, rows: tuple[DocumentRow, ...] = (LINK,)) -> Done:
    context = REMOVE_DOCUMENT.begin(asker(COORDINATOR), LINK.id, known(LINK)).context
    answers = Answers((("sure", Named("yes" if is_sure else "no", "")),))
    found = REMOVE_DOCUMENT.submit(Submission("d", answers, context), asker(by), known(*rows))
    assert isinstance(found, Done)
    return found


def test_removing_is_asked_for_once_more_and_noted() -> None:
    change, noted = removed(COORDINATOR).changes

    assert change == RemoveDocument(LINK.id, NOW)
    assert isinstance(noted, Audited)
    assert (noted.action, noted.subject) == ("document.removed", LINK.id)
    assert removed(COORDINATOR, is_sure=False).changes == ()


def test_leader_removes_nothing_and_nothing_is_removed_twice() -> None:
    assert removed(LEADER) == Done(lines=(Text("task.not_yours"),))
    assert removed(COORDINATOR, rows=()).changes == ()


def test_argument_that_names_no_document_opens_nothing() -> None:
    begun = REMOVE_DOCUMENT.begin(asker(COORDINATOR), "elsewhere", known(LINK))

    assert begun.refusal == Text("documents.gone")


# Adding


def added(
    what: Value,
    title: str | None = "Sổ tay",
    by: Known = COORDINATOR,
    file: ArrivedFile | None = None,
) -> Done | Mend:
    answers = Answers((("what", what), ("title", title)))
    context = ADD_DOCUMENT.begin(asker(by), "", known()).context
    return ADD_DOCUMENT.submit(Submission("d", answers, context), asker(by), known(file=file))


def test_link_is_kept_as_it_is() -> None:
    found = added("https://vneid.gov.vn/a?b=c")

    assert isinstance(found, Done)
    change = found.changes[0]
    assert isinstance(change, AddDocument)
    assert (change.link, change.stored, change.title) == (
        "https://vneid.gov.vn/a?b=c",
        None,
        "Sổ tay",
    )


def test_file_is_kept_by_what_its_bytes_were_found_to_be() -> None:
    found = added(Named(FILE_ID, "vi-rut.exe"), file=HERE)

    assert isinstance(found, Done)
    change = found.changes[0]
    assert isinstance(change, AddDocument)
    assert (change.stored, change.file_name, change.mime) == (HERE.stored, "Sổ tay.pdf", PDF)


@pytest.mark.parametrize(
    ("what", "file", "step", "said"),
    [
        (Named(FILE_ID, "a.pdf"), None, "what", "file.lost"),
        (
            Named(FILE_ID, "a.pdf"),
            ArrivedFile(AttachmentState.PENDING, "", "", ""),
            "",
            "add_document.pending",
        ),
        (
            Named(FILE_ID, "a.pdf"),
            ArrivedFile(AttachmentState.REFUSED, "", "", "macros"),
            "what",
            "file.lost",
        ),
        ("javascript:alert(1)", None, "what", "add_document.what.miss"),
        (None, None, "what", "add_document.what.miss"),
    ],
)
def test_what_is_not_there_is_asked_for_again(
    what: Value, file: ArrivedFile | None, step: str, said: str
) -> None:
    found = added(what, file=file)

    assert isinstance(found, Mend)
    assert (found.step, found.text.id) == (step, said)


def test_leader_adds_nothing() -> None:
    assert added("https://vneid.gov.vn", by=LEADER) == Done(lines=(Text("task.not_yours"),))


@pytest.mark.parametrize(
    "typed",
    [
        "https://vneid.gov.vn",
        "http://vneid.gov.vn:8080/a/b?c=d&e=f#g",
        "HTTPS://VNEID.GOV.VN",
        "https://vi.wikipedia.org/wiki/Ứng_dụng",
        " https://vneid.gov.vn ",
    ],
)
def test_address_of_a_page_is_a_link(typed: str) -> None:
    assert read_link(typed) == typed.strip()


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "vneid.gov.vn",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)//https://a.vn",
        "data:text/html,<script>",
        "file:///etc/passwd",
        "ftp://a.vn/b",
        "https://",
        "https:///a",
        "https://a",
        "https://a.vn b",
        "https://a.vn\nhttps://b.vn",
        "https://vneid.gov.vn@evil.example/a",
        "https://user:pass@a.vn",
        "https://a.vn:99999",
        "https://[::1",
        'https://a.vn/"onclick="x',
        "https://a.vn/<b>",
        "https://a.vn/" + "a" * 500,
        "https://a.vn/\u202egnp.exe",
        "https://a.vn\u200b/b",
        "xem https://a.vn",
    ],
)
def test_anything_else_is_none(typed: str) -> None:
    assert read_link(typed) is None


def test_asterisk_in_a_link_does_not_become_a_mark_of_ours() -> None:
    assert read_link("https://a.vn/*x*") == "https://a.vn/%2Ax%2A"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Hướng dẫn cài VNeID", "Hướng dẫn cài VNeID.pdf"),
        ("../../etc/passwd", "etc passwd.pdf"),
        ('a:b*c?"d"<e>|f', "a b c d e f.pdf"),
        ("...", "tai-lieu.pdf"),
        ("vi-rut.exe", "vi-rut.exe.pdf"),
    ],
)
def test_file_goes_out_under_its_title_and_its_true_kind(title: str, name: str) -> None:
    assert file_name(title, "0a1/0a1b.pdf") == name
