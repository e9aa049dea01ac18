"""python -m tests.torture.documents: open every hostile document, then mutants of good ones, and count what falls.

What falls says its number; `--seed S --only N` opens that one again.
"""

import argparse
import asyncio
import logging
import multiprocessing
import os
import random
import resource
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path
from types import FrameType

from data.formats import child
from data.formats.refusal import Refused
from tests.formats.bad import LINES, Answer, Bad, faults, opened
from tests.formats.corpus import CORPUS, resident
from tests.torture.mutants import mutant

DRAWS = ("drawing.py", "operators.py", "words.py", "pages.py", "pdf.py")
MOST_SECONDS = 30
MOST_GROWTH = 20 * 1024 * 1024
MEMORY = 1024 * 1024 * 1024  # of a process that opens mutants, with the corpus and all
AT_ONCE = 500


class Hangs(BaseException):
    """Not an Exception: a reader that swallows those would go on."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.torture.documents")
    parser.add_argument("--mutants", type=int, default=100_000)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    parser.add_argument("--only", type=int, help="one mutant of this seed, with what it calls forth")
    given = parser.parse_args()
    if given.only is not None:
        return _one(given.seed, given.only)
    fallen = [*asyncio.run(hostile()), *mutants(given.mutants, given.workers, given.seed)]
    _say("\n".join(fallen[:40]))
    return 1 if fallen else 0


async def hostile() -> list[str]:
    """The whole corpus, each document in a child, as it comes from a stranger."""
    fallen, slowest = [], 0.0
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "work").mkdir()
        for bad in CORPUS:
            (Path(folder) / "sent").write_bytes(bad.make())
            before, start = resident(), time.monotonic()
            answer = await _answer(Path(folder), bad)
            seconds, grown = time.monotonic() - start, resident() - before
            slowest = max(slowest, seconds)
            if answer not in bad.answers or seconds > MOST_SECONDS + 1 or grown > MOST_GROWTH:
                fallen.append(f"{bad.label}: {answer}, {seconds:.1f} s, {grown >> 20} MB")
    _say(f"{len(CORPUS)} hostile documents, {len(fallen)} fell; the slowest took {slowest:.1f} s")
    return fallen


async def _answer(folder: Path, bad: Bad) -> Answer:
    try:
        lines = await child.read(folder / "sent", bad.name, folder / "work")
    except Refused as refused:
        return refused.why
    found = faults(lines)
    return found[0] if found else LINES


def mutants(count: int, workers: int, seed: int) -> list[str]:
    fallen: list[str] = []
    answers: Counter[str] = Counter()
    shares = [(seed, at, min(at + AT_ONCE, count)) for at in range(0, count, AT_ONCE)]
    with multiprocessing.get_context("spawn").Pool(workers, _limit) as pool:
        for said, faulty in pool.imap_unordered(_share, shares):
            answers += said
            fallen += faulty
    told_so = ", ".join(f"{answer} {times}" for answer, times in answers.most_common())
    _say(f"seed {seed}: {count} mutants, {len(fallen)} fell; {told_so}")
    return fallen


def _limit() -> None:
    logging.disable()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.signal(signal.SIGALRM, _hangs)


def _hangs(number: int, frame: FrameType | None) -> None:
    raise Hangs


def _share(share: tuple[int, int, int]) -> tuple[Counter[str], list[str]]:
    seed, start, end = share
    answers: Counter[str] = Counter()
    fallen = []
    with tempfile.TemporaryDirectory() as folder:
        for number in range(start, end):
            answer, *faulty = judged(Path(folder) / "sent", f"{seed}-{number}")
            answers[answer] += 1
            fallen += [f"{number}: {fault}" for fault in faulty]
    return answers, fallen


def judged(path: Path, seed: str) -> list[str]:
    """What was said to a mutant, and what was wrong with that."""
    name, raw = mutant(seed)
    path.write_bytes(raw)
    signal.alarm(MOST_SECONDS)
    try:
        lines = opened(path, name)
    except (Hangs, MemoryError) as error:
        return [repr(error)]  # a child would have been ended
    except Refused as refused:
        return [refused.why, *_of_ours(refused.__cause__)]
    except Exception as error:
        return ["fell", f"{name} {error!r} at {_where(error)}"]
    finally:
        signal.alarm(0)
    return [LINES, *faults(lines)]


def _of_ours(cause: BaseException | None) -> list[str]:
    """A PDF is refused as broken whatever is raised; raised by our own lines, it is a fault of theirs."""
    place = _where(cause) if cause else ""
    return [f"{cause!r} at {place}"] if place.startswith(DRAWS) else []


def _where(error: BaseException) -> str:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{Path(frame.filename).name}:{frame.lineno}"


def _one(seed: int, number: int) -> int:
    path = Path(tempfile.mkdtemp()) / "sent"
    signal.signal(signal.SIGALRM, _hangs)
    said = judged(path, f"{seed}-{number}")
    _say(f"{path}: {said}")
    return len(said) > 1


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
