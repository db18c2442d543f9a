"""Office files made by hand, as small as such a file can be."""

import io
import zipfile

OPEN_XML = "application/vnd.openxmlformats-officedocument"
MAIN = {
    "docx": f"{OPEN_XML}.wordprocessingml.document.main+xml",
    "xlsx": f"{OPEN_XML}.spreadsheetml.sheet.main+xml",
    "pptx": f"{OPEN_XML}.presentationml.presentation.main+xml",
}
WITH_MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"


def office(kind: str, *, macros: bool = False, **parts: bytes) -> bytes:
    """With `macros` it says so itself; `parts` are further members by their names."""
    main = WITH_MACROS if macros else MAIN[kind]
    contents = f'<Types><Override PartName="/a.xml" ContentType="{main}"/></Types>'
    return zipped({"[Content_Types].xml": contents.encode(), "a.xml": b"<a/>", **parts})


def zipped(members: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return file.getvalue()
