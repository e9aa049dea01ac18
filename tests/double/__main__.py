"""The double as a process of its own. Its first line of output is its address, its second the control address."""

import argparse
import asyncio
import gc
import signal
import sys

import uvloop

from tests.double import TOKEN, Double, Faults, Limits


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.double", description="A strict double of Telegram's Bot API")
    parser.add_argument("--token", default=TOKEN)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8081)
    parser.add_argument("--control-port", type=int, help="second listener, stays up while the double is down")
    parser.add_argument("--per-second", type=float, default=30, help="messages a second overall; 0 = no limit")
    parser.add_argument("--per-chat", type=float, default=1, help="messages a second to one chat; 0 = no limit")
    parser.add_argument("--group-minute", type=float, default=20, help="messages a minute to one group; 0 = no limit")
    parser.add_argument("--burst", type=int, default=0, help="messages a chat may get at once beyond one")
    parser.add_argument("--no-limits", action="store_true")
    parser.add_argument("--punish", action="store_true", help="a flood makes its own wait longer")
    parser.add_argument("--accounting", choices=("sliding", "bucket"), default="sliding")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--fault", action="append", default=[], metavar="KIND=SHARE", help="e.g. cut_after=0.01")
    parser.add_argument("--delay", type=float, default=0.0, help="seconds a call spends on the way")
    parser.add_argument("--jitter", type=float, default=0.0)
    parser.add_argument("--anyone", action="store_true", help="any positive chat id is somebody who opened the chat")
    return parser.parse_args()


def _double(given: argparse.Namespace) -> Double:
    paces = (given.per_second, given.per_chat, given.group_minute, given.burst, given.punish, given.accounting)
    limits = Limits.off() if given.no_limits else Limits(*paces)
    rates = {kind: float(share) for kind, _, share in (fault.partition("=") for fault in given.fault)}
    faults = Faults(rates, seed=given.seed, delay=given.delay, jitter=given.jitter)
    places = {"host": given.host, "port": given.port, "control_port": given.control_port}
    return Double(given.token, limits=limits, faults=faults, anyone=given.anyone, **places)


async def _serve(given: argparse.Namespace) -> None:
    stopped = asyncio.Event()
    for sign in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(sign, stopped.set)
    async with _double(given) as double:
        sys.stdout.write(f"{double.url}\n{double.control_url}\n")
        sys.stdout.flush()
        await stopped.wait()


if __name__ == "__main__":
    gc.set_threshold(200_000, 50, 100)  # the journal only grows: walking it again and again halves the speed
    uvloop.run(_serve(_arguments()))
