"""Logs of every command: one line each on stderr, as key=value. Set up here and nowhere else.

What is logged is handed over as `extra={"fields": {…}}`: ids and figures, never people's words.
"""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime
from typing import TextIO

LOGGER = "toso"  # all our loggers are under it; libraries speak only when something is wrong


def set_up_logs(level: int, stream: TextIO | None = None) -> None:
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(KeyValueFormatter())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger(LOGGER).setLevel(level)


class KeyValueFormatter(logging.Formatter):
    """`at=… level=… of=… what=… key=value …`, then a library's trace, if there is one."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC)
        fields = getattr(record, "fields", {})
        pairs = {
            "at": at.isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "of": record.name,
            "what": record.getMessage(),
            **(fields if isinstance(fields, dict) else {}),
        }
        line = " ".join(f"{key}={_written(value)}" for key, value in pairs.items())
        if record.exc_info:
            line += f"\n{self.formatException(record.exc_info)}"
        return line


def _written(value: object) -> str:
    text = str(value)
    is_plain = text.isprintable() and not any(sign in text for sign in ' "=')
    return text if text and is_plain else json.dumps(text, ensure_ascii=False)
