"""python -m bot: the process, from its settings to its last word."""

import asyncio
import gc
import os
import signal
import sys
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.logs import Redactor
    from bot.settings import BadSetting, Settings

VERSION = "0.1.0"


def main() -> int:
    if "--version" in sys.argv[1:]:
        say(f"dung-han {VERSION}")
        return 0
    if sys.argv[1:2] == ["plan"]:
        from bot.plan_command import main as plan

        return plan(sys.argv[2:])
    if sys.argv[1:2] == ["rehearse"]:
        from bot.rehearse import main as rehearse

        return rehearse(sys.argv[2:])
    from bot.logs import set_up
    from bot.settings import BadSetting, load

    try:
        settings = load()
        redactor = set_up(settings.log_level, settings.secrets())
    except BadSetting as bad:
        say(_refusal(bad))
        return 2
    return _run(lambda: _serve(settings, redactor))


def _refusal(bad: "BadSetting") -> str:
    from core.texts import system

    if bad.why and bad.name == "PUBLIC_URL":
        return system.public_url()
    if bad.why:
        return system.bad_setting(bad.name, bad.why)
    tells = {"PUBLIC_URL": system.webhook_needs, "OFFICE_HOURS, QUIET_HOURS": system.no_hour_left}
    return tells.get(bad.name, system.clock_refused)(bad.name)


def say(sentence: str) -> None:
    """To the technician at the terminal."""
    sys.stdout.write(f"{sentence}\n")
    sys.stdout.flush()


def _run(serve: Callable[[], Coroutine[Any, Any, int]]) -> int:
    from bot.loop import runner

    with runner() as loop:
        return loop.run(serve())


async def _serve(settings: "Settings", redactor: "Redactor") -> int:
    gc.disable()  # half of a start is making classes; nothing of it is ever garbage
    from bot.app import App, webhook_secret
    from bot.terminal import PortTaken, loose_files
    from core.texts import system
    from data.database import Busy
    from data.migrations import TooNew

    os.umask(0o077)
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    for path in loose_files(settings.var_dir):
        say(system.loose_files(str(path)))
    redactor.watch(loop)
    try:
        redactor.add(webhook_secret(settings))
        async with App(settings, say) as app:
            gc.freeze()
            gc.enable()
            say(system.running_at(f"http://{settings.web_host}:{app.port}"))
            if settings.demo:
                say(system.demo_running())
            await stop.wait()
            say(system.stopping())
    except Busy as busy:
        say(system.lock_taken(str(busy)))
        return 2
    except PortTaken as taken:
        say(system.port_taken(str(taken)))
        return 2
    except TooNew as newer:
        say(system.too_new(newer.version))
        return 2
    say(system.stopped())
    return 0


if __name__ == "__main__":
    sys.exit(main())
