"""Logs: one line for people, secrets redacted at the root and wherever an exception becomes text."""

import asyncio
import logging
import re
import sys
from collections.abc import Iterable
from types import TracebackType

MASK = "•••"
# A Telegram token wherever it stands, in a URL too; and the one-time links of the web channel.
_SHAPES = (re.compile(r"\d{6,}:[\w-]{30,}"), re.compile(r"(?<=/vao/)[\w-]{16,}"))


class Redactor(logging.Filter):
    """Takes every known secret and everything shaped like one out of a record, its arguments and its traceback."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        super().__init__()
        self._secrets = sorted({secret for secret in secrets if len(secret) >= 6}, key=len, reverse=True)

    def add(self, secret: str) -> None:
        self._secrets = sorted({*self._secrets, secret}, key=len, reverse=True)

    def clean(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, MASK)
        for shape in _SHAPES:
            text = shape.sub(MASK, text)
        return text

    def watch(self, loop: asyncio.AbstractEventLoop) -> None:
        """What nobody awaited is logged like everything else."""
        loop.set_exception_handler(
            lambda _, context: logging.getLogger("bot").error(
                "%s", context.get("message"), exc_info=context.get("exception")
            )
        )

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = self.clean(record.getMessage()), ()
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = self.clean(record.exc_text)
        return True


def set_up(level: str, secrets: Iterable[str]) -> Redactor:
    redactor = Redactor(secrets)
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    handler.addFilter(redactor)
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level.upper())
    for chatty in ("alembic", "httpx", "httpcore", "apscheduler", "aiosqlite", "uvicorn.access", "telegram", "asyncio"):
        logging.getLogger(chatty).setLevel(max(logging.WARNING, root.level))

    def last_words(kind: type[BaseException], failure: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            return
        logging.getLogger("bot").critical("stopped", exc_info=(kind, failure, trace))

    sys.excepthook = last_words
    return redactor
