"""One JSON line for each log record, on standard error; facts as `extra`, never a person's words."""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime

_PLAIN = set(vars(logging.makeLogRecord({}))) | {"message", "asctime"}


class JsonLines(logging.Formatter):
    """Time, level, logger, message and every `extra`. Of an exception only its kind and places: its words may
    quote a person."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line of JSON."""
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **{key: value for key, value in vars(record).items() if key not in _PLAIN},
        }
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
            line["at"] = _places(record.exc_info[2])
        return json.dumps(line, ensure_ascii=False, default=_without_words)


def set_up(level: str = "INFO") -> None:
    """Send every record of this process to standard error as JSON lines."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for noisy in ("amqp", "kombu", "alembic", "nameko", "flask_smorest"):
        logging.getLogger(noisy).setLevel("WARNING")
    logging.getLogger("nameko.containers").setLevel("ERROR")  # it warns of our idle loops when it ends them


def _without_words(value: object) -> str:
    """What JSON cannot say: an exception by its kind alone."""
    return type(value).__name__ if isinstance(value, BaseException) else str(value)


def _places(traceback) -> list[str]:  # type: ignore[no-untyped-def]
    places = []
    while traceback is not None:
        code = traceback.tb_frame.f_code
        places.append(f"{'/'.join(code.co_filename.split('/')[-3:])}:{traceback.tb_lineno}")
        traceback = traceback.tb_next
    return places[-12:]
