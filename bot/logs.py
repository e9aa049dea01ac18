"""Logs: one line for people, secrets redacted at the root and wherever an exception becomes text."""

import asyncio
import logging
import re
import sys
import threading
from collections.abc import Iterable
from types import TracebackType
from typing import Any
from urllib.parse import quote

MASK = "•••"
SHORTEST = 6  # a shorter secret would take ordinary words out of every line

# What is secret by its shape wherever it stands.
_SHAPES = (
    re.compile(r"\d{6,}(?::|%3A)[\w-]{30,}", re.IGNORECASE),  # a bot's token, in a URL too
    re.compile(r"(?<=/vao/)[\w-]{16,}"),  # a one-time link
    re.compile(r"(?<=/thu/)\d{1,19}/\d{1,19}/[\w-]{16,}"),  # a link to a file
    re.compile(r"(?<![\w-])[A-HJKMNP-Z2-9]{3}(?:-[A-HJKMNP-Z2-9]{3}){2}(?![\w-])", re.IGNORECASE),  # a code to type
    re.compile(r"(?<![\d.])0\d{3}[. ]?\d{3}[. ]?\d{3}(?!\d)"),  # somebody's telephone
    re.compile(r"\[parameters: .*"),  # what a failed statement carried: letters, names, hashes
)


class Redactor(logging.Filter):
    """Takes every known secret and everything shaped like one out of a record, its arguments and its traceback."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        super().__init__()
        self._secrets: set[str] = set()
        self._known: re.Pattern[str] | None = None
        for secret in secrets:
            self.add(secret)

    def add(self, secret: str) -> None:
        """As it is, and as it stands in an address."""
        if len(secret) < SHORTEST:
            return
        self._secrets |= {secret, quote(secret, safe="")}
        longest_first = sorted(self._secrets, key=len, reverse=True)
        self._known = re.compile("|".join(map(re.escape, longest_first)), re.IGNORECASE)

    def clean(self, text: str) -> str:
        if self._known is not None:
            text = self._known.sub(MASK, text)
        for shape in _SHAPES:
            text = shape.sub(MASK, text)
        return text

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = self.clean(_message(record)), ()
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = self.clean(record.exc_text)
        if record.stack_info:
            record.stack_info = self.clean(record.stack_info)
        return True

    def watch(self, loop: asyncio.AbstractEventLoop) -> None:
        """What nobody awaited is logged like everything else."""
        loop.set_exception_handler(
            lambda _, context: logging.getLogger("bot").error(
                "%s", context.get("message"), exc_info=context.get("exception")
            )
        )


def _message(record: logging.LogRecord) -> str:
    """A line written wrongly is still a line; it must not fail whoever wrote it."""
    try:
        return record.getMessage()
    except Exception:
        return f"{record.msg} {record.args}"


def set_up(level: str, secrets: Iterable[str]) -> Redactor:
    """One handler at the root; libraries log through it or not at all."""
    redactor = Redactor(secrets)
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    handler.addFilter(redactor)
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level.upper())
    for chatty in ("alembic", "httpx", "httpcore", "apscheduler", "aiosqlite", "uvicorn.access", "telegram", "asyncio"):
        logging.getLogger(chatty).setLevel(max(logging.WARNING, root.level))
    logging.getLogger("apscheduler").setLevel(logging.ERROR)  # a beat that comes while the last one works is no news
    logging.captureWarnings(True)
    _catch_last_words()
    return redactor


def _catch_last_words() -> None:
    """What Python itself would print of a failure nobody caught goes through the root like everything else."""

    def of_process(kind: type[BaseException], failure: BaseException, trace: TracebackType | None) -> None:
        if not issubclass(kind, KeyboardInterrupt):
            logging.getLogger("bot").critical("stopped", exc_info=(kind, failure, trace))

    def of_thread(args: Any) -> None:
        if not issubclass(args.exc_type, SystemExit):
            failed = (args.exc_type, args.exc_value, args.exc_traceback)
            logging.getLogger("bot").critical("a thread stopped", exc_info=failed)

    def of_nobody(args: Any) -> None:
        failed = (args.exc_type, args.exc_value, args.exc_traceback)
        logging.getLogger("bot").error("%s", args.err_msg or "ignored", exc_info=failed)

    sys.excepthook, threading.excepthook, sys.unraisablehook = of_process, of_thread, of_nobody
