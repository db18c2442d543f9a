"""Log lines: key=value, one line each."""

import io
import logging

from bot.cli.logs import set_up_logs


def logged(level: int = logging.INFO) -> io.StringIO:
    stream = io.StringIO()
    set_up_logs(level, stream)
    return stream


def test_fields_follow_the_message() -> None:
    stream = logged()

    fields = {"channel": "terminal", "ms": 1.5, "why": 'a "b" = c\nd', "none": ""}
    logging.getLogger("toso.x").info("update done", extra={"fields": fields})

    (line,) = stream.getvalue().splitlines()
    assert line.startswith("at=20")
    assert line.endswith(
        ' level=info of=toso.x what="update done" channel=terminal ms=1.5'
        ' why="a \\"b\\" = c\\nd" none=""'
    )


def test_libraries_speak_only_when_something_is_wrong() -> None:
    stream = logged(logging.DEBUG)

    logging.getLogger("library").info("talk")
    logging.getLogger("toso.x").debug("ours")

    assert "talk" not in stream.getvalue()
    assert "what=ours" in stream.getvalue()


def test_trace_of_an_exception_follows() -> None:
    stream = logged()

    try:
        raise ValueError("no such thing")  # noqa: TRY301  # there must be something to log
    except ValueError:
        logging.getLogger("toso.x").exception("failed")

    assert stream.getvalue().splitlines()[-1] == "ValueError: no such thing"
