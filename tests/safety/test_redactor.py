"""No secret passes the root of the logs: in a line, its arguments, a traceback, a chain, or Python's own last words."""

import asyncio
import io
import logging
import sys
import threading
import warnings
from collections.abc import Callable, Iterator

import pytest

from bot.logs import MASK, Redactor, set_up
from bot.settings import SECRETS, Settings

TOKEN = "123456789:AAF-invented_for_a_test_0123456789abcd"
PASSWORD = "mat@khau/rat dai"
PHONE = "0914.000.301"
CODE = "ABC-DEF-GHJ"
LINK = "kqBNv0OZ0q0gGN4mFp2Vxg"
KNOWN = ("khoa-ky-lien-ket-2026", PASSWORD)
CANARIES = (TOKEN, *KNOWN, "mat%40khau%2Frat%20dai", "khoa-KY-lien-ket-2026", PHONE, "0914000301", "0914 000 301",
            CODE, "abc-def-ghj", LINK, TOKEN.replace(":", "%3A"))  # fmt: skip


def carrying(canary: str) -> str:
    return f"https://bot.example.vn/vao/{canary}/x" if canary == LINK else f"before {canary}, after"


@pytest.fixture
def logged() -> Iterator[Callable[[], str]]:
    """What the real set-up writes; everything it changed is put back."""
    root, hooks = logging.getLogger(), (sys.excepthook, threading.excepthook, sys.unraisablehook)
    before, levels, shown = root.handlers, root.level, io.StringIO()
    stderr, sys.stderr = sys.stderr, shown
    try:
        set_up("DEBUG", KNOWN)
        yield shown.getvalue
    finally:
        sys.stderr = stderr
        root.handlers = before
        root.setLevel(levels)
        logging.captureWarnings(False)
        sys.excepthook, threading.excepthook, sys.unraisablehook = hooks


def fails(canary: str) -> None:
    raise RuntimeError(carrying(canary))


def chained(canary: str) -> None:
    try:
        fails(canary)
    except RuntimeError as cause:
        try:
            raise ValueError(carrying(canary)) from cause
        except ValueError:
            raise KeyError(canary)  # noqa: B904  the chain is what is tested


def in_a_record(canary: str) -> None:
    logging.getLogger("handlers.report").info(carrying(canary))


def in_an_argument(canary: str) -> None:
    logging.getLogger("data.outbox").debug("%s of %d: %r", carrying(canary), 3, {"a": [carrying(canary)]})


def in_wrong_arguments(canary: str) -> None:
    logging.getLogger("bot").info("%d of %s", carrying(canary))


def in_a_traceback(canary: str) -> None:
    try:
        chained(canary)
    except KeyError:
        logging.getLogger("bot.intake").exception("update 7 failed")


def in_a_stack(canary: str) -> None:
    record = logging.LogRecord("bot", logging.ERROR, "", 0, "here", (), None, sinfo=carrying(canary))
    logging.getLogger("bot").handle(record)


def in_the_web_server(canary: str) -> None:
    try:
        fails(canary)
    except RuntimeError:
        logging.getLogger("uvicorn.error").error("Exception in ASGI application\n", exc_info=True)


def in_a_failed_statement(canary: str) -> None:
    logging.getLogger("data").error("[SQL: INSERT …]\n[parameters: ('Nguyễn Thị Mai', '%s')]\n(see …)", canary)


def as_last_words(canary: str) -> None:
    try:
        chained(canary)
    except KeyError as failure:
        sys.excepthook(type(failure), failure, failure.__traceback__)


def in_a_thread(canary: str) -> None:
    thread = threading.Thread(target=fails, args=(canary,))
    thread.start()
    thread.join()


class Unlucky:
    def __init__(self, canary: str) -> None:
        self.canary = canary

    def __del__(self) -> None:
        fails(self.canary)


def in_what_nobody_caught(canary: str) -> None:
    Unlucky(canary)


def in_a_warning(canary: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(False)
        logging.captureWarnings(True)
        warnings.warn(carrying(canary), stacklevel=1)


def in_what_nobody_awaited(canary: str) -> None:
    async def forgotten() -> None:
        asyncio.get_running_loop().call_soon(fails, canary)
        await asyncio.sleep(0)
        await asyncio.sleep(0)

    with asyncio.Runner() as runner:
        Redactor().watch(runner.get_loop())
        runner.run(forgotten())


PLACES = [
    in_a_record, in_an_argument, in_wrong_arguments, in_a_traceback, in_a_stack, in_the_web_server,
    in_a_failed_statement, as_last_words, in_a_thread, in_what_nobody_caught, in_a_warning, in_what_nobody_awaited,
]  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_no_canary_passes(logged: Callable[[], str], place: Callable[[str], None]) -> None:
    for canary in CANARIES:
        if canary == LINK and place in (in_a_failed_statement, as_last_words, in_a_traceback):
            continue  # bare, without its address, a link has no shape; those places are tested with the others
        place(canary)
    told = logged()
    assert told.count(MASK) >= len(CANARIES) - 1
    assert [canary for canary in CANARIES if canary.casefold() in told.casefold() and canary != LINK] == []
    assert f"/vao/{LINK}" not in told


def test_a_name_in_a_failed_statement_is_cut_with_its_parameters(logged: Callable[[], str]) -> None:
    in_a_failed_statement("x")
    assert "Mai" not in logged()
    assert "[SQL: INSERT" in logged()


@pytest.mark.parametrize(
    "line",
    [
        "Đúng Hạn đang chạy tại http://127.0.0.1:8080",
        "letter 123456789 refused by telegram: 403",
        "2026-11-21 00:34:07 done in 0.012 s",
        "version 0.45.1, 10.0.0.1",
        "commit failed (try 1): OperationalError",
        "VAR_DIR-ABC-DEF-GHJK",
    ],
)
def test_ordinary_lines_stay_as_they_are(line: str) -> None:
    assert Redactor(KNOWN).clean(line) == line


def test_a_short_secret_does_not_eat_every_line() -> None:
    assert Redactor(["a", "", "12345"]).clean("a 12345") == "a 12345"


def test_every_secret_setting_and_every_password_in_an_address_is_known_to_the_redactor() -> None:
    values = {
        "telegram_bot_token": TOKEN,
        "zalo_bot_token": "zalo-canary-token",
        "admin_code": "ADMIN-CANARY",
        "secret_key": "secret-key-canary",
        "webhook_secret": "webhook-secret-canary",
        "smtp_url": "smtps://thu:smtp-canary@smtp.example.vn",
    }
    assert sorted(values) == sorted(SECRETS)
    settings = Settings(
        _env_file=None,
        database_url="postgresql+asyncpg://bot:database-canary@db.example.vn/dunghan",
        telegram_proxy="socks5://nguoi:proxy-canary@127.0.0.1:1080",
        **values,  # type: ignore[arg-type]
    )
    redactor = Redactor(settings.secrets())
    for secret in (*values.values(), "smtp-canary", "database-canary", "proxy-canary"):
        assert redactor.clean(f"<{secret}>") == f"<{MASK}>"
        assert secret not in repr({name: getattr(settings, name) for name in SECRETS})
