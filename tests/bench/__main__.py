"""python -m tests.bench [G1 G2 G4 G7 TICK STATUS CARD IN CAST]: figures against bare peers, beside their goals."""

import argparse
import asyncio
import os
import statistics
import sys
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

from tests.bench.measures import Handled, Idle, answers_during_broadcast, burst, idle, p95

os.environ.setdefault("PTB_TIMEDELTA", "true")

Row = tuple[str, float, str, float, bool]  # what, figure, relation, goal, reached


def median(values: list[float]) -> float:
    return statistics.median(values)


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


async def interleaved(runs: int, delay: float, count: dict[str, int]) -> dict[str, list[Handled]]:
    """Each kind once, then each again: what the machine does meanwhile touches all alike."""
    found: dict[str, list[Handled]] = {kind: [] for kind in count}
    for run in range(runs):
        for kind, messages in count.items():
            found[kind].append(await burst(kind, delay, messages))
        last = {kind: seen[-1] for kind, seen in found.items()}
        shown = ", ".join(f"{kind} {one.per_second:,.0f}/s {one.cpu_ms:.2f} ms" for kind, one in last.items())
        say(f"  run {run + 1}: {shown}")
    return found


async def g1(runs: int) -> list[Row]:
    """A durable turn against a bare row: CPU, and throughput at round trips of 0 and 50 ms."""
    say("G1 a durable turn (round trip 0)")
    at_once = await interleaved(runs, 0.0, {"ours": 1500, "ptb": 600, "sqlmodel": 600})
    say("G1 a durable turn (round trip 50 ms)")
    far = await interleaved(max(runs // 2, 3), 0.05, {"ours": 1500, "ptb": 60})
    ours = median([one.per_second for one in at_once["ours"]])
    cpu = median([one.cpu_ms for one in at_once["ours"]]) / median([one.cpu_ms for one in at_once["sqlmodel"]])
    throughput = ours / median([one.per_second for one in at_once["ptb"]])
    distant = median([one.per_second for one in far["ours"]]) / median([one.per_second for one in far["ptb"]])
    return [
        ("G1 CPU / PTB + SQLModel", cpu, "<=", 1.5, cpu <= 1.5),
        ("G1 throughput / PTB, round trip 0", throughput, ">=", 0.6, throughput >= 0.6),
        ("G1 throughput / PTB, round trip 50 ms", distant, ">=", 20, distant >= 20),
    ]


async def g2(kills: int) -> list[Row]:
    """Killed at random moments: what was lost, what was done twice."""
    from tests.torture.kills import torture

    say(f"G2 {kills} kills")
    with tempfile.TemporaryDirectory() as folder:
        result = await torture(Path(folder) / "var", kills)
    say(f"  {result}")
    wrong = len(result.wrong)
    return [("G2 promises broken by kills", float(wrong), "<=", 0, wrong == 0)]


async def g4() -> list[Row]:
    say("G4 answers during a broadcast of 1,500 (round trip 50 ms)")
    waits = await answers_during_broadcast(0.05, 1500, 60)
    slow = p95(waits) * 1000
    say(f"  median {median(waits) * 1000:.0f} ms, p95 {slow:.0f} ms")
    return [("G4 p95 of an answer, ms", slow, "<=", 200, slow <= 200)]


async def g7(runs: int) -> list[Row]:
    """Start to first poll, memory and CPU at rest, with the web server up."""
    say("G7 start and rest")
    found: dict[str, list[Idle]] = {"ours": [], "scheduled": []}
    for run in range(runs):
        for kind, seen in found.items():
            seen.append(await idle(kind))
        last = {kind: seen[-1] for kind, seen in found.items()}
        shown = ", ".join(
            f"{k} {i.start_seconds:.2f} s {i.memory_mb:.0f} MB {i.cpu_percent:.2f} %" for k, i in last.items()
        )
        say(f"  run {run + 1}: {shown}")

    def ratio(of: Callable[[Idle], float]) -> float:
        return median([of(one) for one in found["ours"]]) / median([of(one) for one in found["scheduled"]])

    start, memory = ratio(lambda one: one.start_seconds), ratio(lambda one: one.memory_mb)
    cpu = median([one.cpu_percent for one in found["ours"]])
    return [
        ("G7 start to first poll / bare", start, "<=", 1.5, start <= 1.5),
        ("G7 memory at rest / bare", memory, "<=", 1.5, memory <= 1.5),
        ("idle CPU, % of a core", cpu, "<=", 0.5, cpu <= 0.5),
    ]


async def ticks(runs: int) -> list[Row]:
    """The tick beside a million open obligations, of which none, some or ten thousand are due."""
    from tests.bench.tick import FEW, MANY, measure

    say(f"TICK {MANY:,} open obligations")
    found = await measure(max(runs, 3), say)
    for due, bare in found.bare.items():
        one = found.ticks[MANY, due]
        say(f"  {due} due: {one.seconds / bare:.0f} times a bare table ({bare * 1000:.2f} ms), "
            f"CPU {one.cpu * 1000:.1f} ms, event loop held {one.held * 1000:.0f} ms")  # fmt: skip
    rows: list[Row] = []
    for due, aim in ((0, 1.0), (100, 60.0), (10_000, 3000.0)):
        spent = found.ticks[MANY, due].seconds * 1000
        rows.append((f"tick, {due:,} of {MANY:,} due, ms", spent, "<=", aim, spent <= aim))
    grown = [found.ticks[MANY, due].seconds / found.ticks[FEW, due].seconds for due in (0, 100)]
    rows += [(f"tick, {due} due: {MANY:,} / {FEW:,}", ratio, "<=", 1.5, ratio <= 1.5)
             for due, ratio in zip((0, 100), grown, strict=True)]  # fmt: skip
    start = found.starts[MANY] / found.starts[FEW]
    return [*rows, (f"start to first poll: {MANY:,} / {FEW:,}", start, "<=", 1.2, start <= 1.2)]


async def statuses(runs: int) -> list[Row]:
    """Where it stands, read beside 600,000 obligations of ten campaigns, and beside those of one."""
    from tests.bench.status import CAMPAIGNS, measure

    found = await measure(max(runs * 8, 40), say)
    many, few = found[CAMPAIGNS], found[1]
    rows: list[Row] = []
    for what, aim in (("one campaign", 25.0), ("every campaign", 150.0), ("one unit", 3.0)):
        slow = p95(many[what]) * 1000
        rows.append((f"status of {what}, p95, ms", slow, "<=", aim, slow <= aim))
    for what in ("one campaign", "by cluster"):
        grown = median(many[what]) / median(few[what])
        rows.append((f"status, {what}: {CAMPAIGNS} campaigns / 1", grown, "<=", 1.5, grown <= 1.5))
    return rows


async def cards(runs: int) -> list[Row]:
    """A meeting's picture, and a target it tells of."""
    from tests.bench import card

    say("CARD a meeting's picture of 8 reports")
    drawn, read = await card.measure(runs, say)
    one, ten = (read[campaigns] for campaigns in sorted(read))
    slowest = max(drawn.values())
    return [
        ("CARD the picture of a meeting, s", slowest, "<=", 1, slowest <= 1),
        ("CARD a target beside nine campaigns / alone", ten / one, "<=", 2, ten / one <= 2),
    ]


async def hand_ins(runs: int) -> list[Row]:
    """What one costs, and how long its unit waits in the last minute and the last second."""
    from tests.bench.handins import cost, last_minute, last_second

    say("IN reports coming in")
    spent = median([await cost() for _ in range(max(runs // 2, 1))])
    say(f"  five fields and 5 MB: {spent:.1f} ms of CPU")
    minute = await last_minute()
    slow = p95(minute.waits)
    say(f"  200 in the last minute: {len(minute.waits)} answers, median {median(minute.waits) * 1000:.0f} ms")
    second = await last_second()
    say(
        f"  200 in the last second: committed {second.committed:.2f} s, answered {second.answered:.2f} s after the last"
    )
    return [
        ("hand-in of five fields and 5 MB, ms of CPU", spent, "<=", 40, spent <= 40),
        ("p95 of an answer in the last minute, s", slow, "<=", 2, slow <= 2),
        ("200 in one second: all committed, s", second.committed, "<=", 1, second.committed <= 1),
        ("200 in one second: all answered, s", second.answered, "<=", 8, second.answered <= 8),
    ]


async def casts(runs: int) -> list[Row]:
    """An announcement to 100,000 people: how long its letters take to be written, and who asks meanwhile to be
    answered."""
    from tests.bench.cast import PEOPLE, cast

    say(f"CAST an announcement to {PEOPLE:,} people (round trip 50 ms)")
    found = []
    for run in range(runs):
        found.append(await cast())
        last = found[-1]
        say(f"  run {run + 1}: {last.letters:,} letters in {last.seconds:.1f} s; {len(last.waits)} answers, "
            f"median {median(last.waits) * 1000:.0f} ms, p95 {p95(last.waits) * 1000:.0f} ms")  # fmt: skip
        assert last.letters == PEOPLE
    seconds, slow = median([one.seconds for one in found]), median([p95(one.waits) * 1000 for one in found])
    return [
        (f"{PEOPLE:,} letters written, s", seconds, "<=", 5, seconds <= 5),
        ("p95 of /viec meanwhile, ms", slow, "<=", 300, slow <= 300),
    ]


async def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("goals", nargs="*", default=[], help="as named above; all when none is named")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--kills", type=int, default=20)
    given = parser.parse_args()
    every: dict[str, Callable[[], Awaitable[list[Row]]]] = {
        "G1": lambda: g1(given.runs),
        "G2": lambda: g2(given.kills),
        "G4": g4,
        "G7": lambda: g7(given.runs),
        "TICK": lambda: ticks(given.runs),
        "STATUS": lambda: statuses(given.runs),
        "CARD": lambda: cards(given.runs),
        "IN": lambda: hand_ins(given.runs),
        "CAST": lambda: casts(max(given.runs // 2, 1)),
    }
    rows: list[Row] = []
    for goal in given.goals or every:
        rows += await every[goal]()
    say("")
    for what, figure, relation, aim, reached in rows:
        say(f"{what:44} {figure:9.2f}  {relation} {aim:<6g} {'reached' if reached else 'NOT REACHED'}")
    return 0 if all(row[-1] for row in rows) else 1


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
