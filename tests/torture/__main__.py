"""python -m tests.torture --kills N: kill the bot N times while people hand in reports, and count what was lost."""

import argparse
import asyncio
import random
import sys
import tempfile
from pathlib import Path

from tests.torture.kills import torture

IN_ONE_RUN = 25


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.torture")
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    given = parser.parse_args()
    done, number = 0, given.seed
    while done < given.kills:
        with tempfile.TemporaryDirectory() as folder:
            result = asyncio.run(
                torture(Path(folder) / "var", min(IN_ONE_RUN, given.kills - done), given.people, number)
            )
        sys.stdout.write(f"{result}\n")
        if result.wrong:
            return 1
        done, number = done + result.kills, number + 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
