"""Logs are events with fields, one JSON object a line; they never carry a message's text, a name or a secret.

That goes for errors too: where they happened is told, not what they say, since a driver's words quote the row.
"""

import json
import logging
import sys
import traceback
from pathlib import Path

QUIET = ("httpx2", "httpcore2", "websockets", "uvicorn.access", "alembic")
"""httpx2 prints whole URLs at INFO, robot keys included."""


class JsonLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        entry: dict[str, object] = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
        }
        fields = getattr(record, "fields", None)
        if isinstance(fields, dict):
            entry.update(fields)  # pyright: ignore[reportUnknownArgumentType]
        if record.exc_info is not None and record.exc_info[0] is not None:
            entry["error"] = record.exc_info[0].__name__
            entry["trace"] = [
                f"{Path(frame.filename).name}:{frame.lineno} {frame.name}"
                for frame in traceback.extract_tb(record.exc_info[2])[-6:]
            ]
        return json.dumps(entry, ensure_ascii=False, default=str)


def configure(*, level: str = "INFO") -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)


class Log:
    """``log.info("progress.reported", project_id=…)``: an event's name and its fields."""

    def __init__(self, name: str) -> None:
        self._logger = logging.getLogger(name)

    def info(self, event: str, **fields: object) -> None:
        self._logger.info(event, extra={"fields": fields})

    def warning(self, event: str, **fields: object) -> None:
        self._logger.warning(event, extra={"fields": fields})

    def failure(self, event: str, **fields: object) -> None:
        """With the trace of the exception being handled."""
        self._logger.error(event, extra={"fields": fields}, exc_info=True)
