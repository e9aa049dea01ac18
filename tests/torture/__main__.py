"""python -m tests.torture: kill the bot again and again while people hand in reports, then take the power away from it.

Each run prints its seed; `--seed` repeats it.
"""

import argparse
import asyncio
import random
import sys
import tempfile
from pathlib import Path

from tests.torture.kills import torture
from tests.torture.recording import why_not
from tests.torture.test_power import power_losses

IN_ONE_RUN = 25


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.torture")
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--states", type=int, default=3000, help="disks after a power loss")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    given = parser.parse_args()
    well = _kills(given.kills, given.people, given.seed)
    return 0 if well and _power(given.states, given.seed) else 1


def _kills(kills: int, people: int, seed: int) -> bool:
    done = 0
    while done < kills:
        with tempfile.TemporaryDirectory() as folder:
            result = asyncio.run(torture(Path(folder) / "var", min(IN_ONE_RUN, kills - done), people, seed))
        _say(str(result))
        if result.wrong:
            return False
        done, seed = done + result.kills, seed + 1
    return True


def _power(states: int, seed: int) -> bool:
    if not states:
        return True
    if reason := why_not():
        _say(f"no power losses: {reason}")
        return True
    with tempfile.TemporaryDirectory() as folder:
        verdict = power_losses(Path(folder), "FULL", states, seed)
    wrong = [*verdict.corrupt, *verdict.lost]
    _say(f"seed {seed}: {verdict.states} disks, {len(verdict.corrupt)} corrupt, {len(verdict.lost)} lost something")
    _say("\n".join(wrong[:20]))
    return not wrong


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
