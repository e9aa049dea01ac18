"""Kills: two hundred people hand in reports while the bot is killed again and again, in the middle of everything.

Afterwards three books are compared: what people did and heard, what Telegram saw, what the database says.
"""

import asyncio
import random
import sqlite3
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from core.texts import labels
from tests import seed as seeds
from tests.bot.bots import TOKEN, Bot, Main, bot, bot_main, on_telegram
from tests.double import Double, Limits, Person
from tests.seed import Member

CALLS_EACH = 6  # that Telegram sees for one report, about
BREATH = 0.005  # seconds by which a kill may miss the call it aims at
LOOK = 0.05
STALL = 10.0  # without a call for so long, there is nothing left to do
LONGEST = 120.0


@dataclass
class Result:
    """`wrong`: one line for each broken promise."""

    seed: int
    kills: int = 0
    reports: int = 0
    doubled: int = 0
    uncertain: int = 0
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        found = "\n".join(self.wrong[:20]) or "nothing lost, nothing doubled unmarked"
        return (
            f"seed {self.seed}: {self.kills} kills, {self.reports} reports, {self.uncertain} letters uncertain, "
            f"{self.doubled} heard twice\n{found}"
        )


async def torture(var: Path, kills: int, people: int = 200, seed: int = 0, main: Main = bot_main) -> Result:
    """`main`: what runs in the process; a test gives one that breaks its word."""
    chance = random.Random(seed)
    members = await seeds.crowd(var, people)
    async with Double(TOKEN, limits=Limits.off()) as telegram, bot(var, main=main, **on_telegram(telegram.url)) as one:
        result = Result(seed)
        async with asyncio.timeout(LONGEST), asyncio.TaskGroup() as crowd:
            persons = [telegram.person(member.id, "Người") for member in members]
            for person in persons:
                await person.knows_bot()
            pairs = zip(persons, members, strict=True)
            handing = [crowd.create_task(hand_in(*pair, chance.random() < 0.5)) for pair in pairs]
            result.kills = await _kill(telegram, one, kills, CALLS_EACH * people / max(kills, 1), chance)
            await one.starts()
            await _at_rest(telegram, one.var)
            for task in handing:
                task.cancel()
        await one.stops()
        Books(var, telegram, members).compare(result)
    return result


async def hand_in(person: Person, member: Member, types: bool) -> None:
    """As a person does: sends the file, answers what is asked, confirms by a tap or by typing its number."""
    name, content = member.file
    await person.sends_file(name, content)
    await person.hears(seeds.NUMBER, LONGEST)
    await person.says(str(100 + member.number))
    summary = await person.hears(f"{100 + member.number} lượt", LONGEST)
    if types:
        await person.says(str(summary.buttons.index(labels.CONFIRM) + 1))
    else:
        await person.presses(labels.CONFIRM, on=summary)
    await person.hears(member.receipt, LONGEST)


async def _kill(telegram: Double, one: Bot, kills: int, calls: float, chance: random.Random) -> int:
    """Each after so many calls that Telegram saw since the start, and a moment: any point of starting and working."""
    for done in range(kills):
        await one.starts(until="")
        aim = len(telegram.history) + chance.randrange(int(calls * 1.6) + 1)
        await _seen_or_stuck(telegram, one.var, aim)
        await asyncio.sleep(chance.uniform(0, BREATH))
        await one.is_killed()
        if not telegram.world.updates.waiting and not _open(one.var):
            return done + 1
    return kills


async def _seen_or_stuck(telegram: Double, var: Path, calls: int) -> None:
    """A bot that lost something comes to rest before that many calls."""
    async with asyncio.TaskGroup() as group:
        seen = group.create_task(telegram.until(lambda: len(telegram.history) >= calls, LONGEST))
        rest = group.create_task(_at_rest(telegram, var))
        await asyncio.wait((seen, rest), timeout=STALL, return_when=asyncio.FIRST_COMPLETED)
        seen.cancel()
        rest.cancel()


async def _at_rest(telegram: Double, var: Path) -> None:
    """Until everybody is done, or nothing more will happen: nothing waits anywhere, four times in a row."""
    quiet = 0
    while quiet < 4:
        seen = len(telegram.history)
        await asyncio.sleep(LOOK)
        resting = telegram.world.updates.is_polled and not await telegram.pending() and not _open(var)
        quiet = quiet + 1 if resting and len(telegram.history) == seen else 0


def _open(var: Path) -> int:
    """Updates, letters and errands not done with."""
    counts = "SELECT (SELECT count(*) FROM inbox WHERE handled_at IS NULL) + " + " + ".join(
        f"(SELECT count(*) FROM {table} WHERE closed_at IS NULL)" for table in ("outbox", "errand")
    )
    ((count,),) = _rows(var, counts)
    return int(count)


def _rows(var: Path, question: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(f"file:{var / 'dunghan.db'}?mode=ro", uri=True, timeout=10)) as database:
        return list(database.execute(question))


@dataclass
class Books:
    """The three of them, once nothing runs any more."""

    var: Path
    telegram: Double
    members: Sequence[Member]

    def compare(self, result: Result) -> None:
        self._reports(result)
        self._updates(result)
        self._letters(result)
        self._files(result)

    def _reports(self, result: Result) -> None:
        """Each handed in once, and the receipt heard."""
        rows = _rows(self.var, "SELECT mark, version FROM submission JOIN unit ON unit.id = unit_id")
        handed = Counter(mark for mark, _ in rows)
        result.reports = len(handed)
        for member in self.members:
            if handed[member.mark] != 1:
                result.wrong.append(f"{member.mark} has {handed[member.mark]} reports")
            if not any(member.receipt in text for text in self.telegram.texts(member.id)):
                result.wrong.append(f"{member.mark} heard no receipt")

    def _updates(self, result: Result) -> None:
        """Every update is in the inbox once, handled, and none needed an apology."""
        made = self.telegram.world.updates._next_id - 1
        rows = _rows(
            self.var, "SELECT CAST(update_id AS INTEGER), handled_at, code FROM inbox WHERE channel = 'telegram'"
        )
        missing = set(range(1, made + 1)) - {number for number, _, _ in rows}
        result.wrong += [f"update {number} was lost" for number in sorted(missing)]
        result.wrong += [f"update {number} was never handled" for number, handled, _ in rows if handled is None]
        result.wrong += [f"update {number} got an apology, code {code}" for number, _, code in rows if code]

    def _letters(self, result: Result) -> None:
        """Each arrived; twice only where the database says that it may have."""
        question = "SELECT CAST(address AS INTEGER), text, result, uncertain FROM outbox JOIN chat ON chat.id = chat_id"
        written: dict[tuple[int, str], list[tuple[str, bool]]] = {}
        for address, text, closed, uncertain in _rows(self.var, question):
            written.setdefault((address, text), []).append((closed, bool(uncertain)))
            result.uncertain += bool(uncertain)
        heard = Counter((call.chat_id or 0, call.text) for call in self.telegram.sent())
        for (chat, text), letters in written.items():
            times, what = heard[chat, text], f"{text[:30]!r} to {chat}"
            if times < sum(closed == "sent" for closed, _ in letters):
                result.wrong.append(f"{what} was closed as sent and never arrived")
            extra = times - len(letters)
            result.doubled += max(extra, 0)
            if extra > 0 and not any(uncertain for _, uncertain in letters):
                result.wrong.append(f"{what} arrived {times} times, and nobody knows")
        result.wrong += [
            f"{text[:30]!r} to {chat} was never written" for chat, text in heard if (chat, text) not in written
        ]

    def _files(self, result: Result) -> None:
        """Every file whole on the shelf."""
        kept = dict(_rows(self.var, "SELECT name, sha256 FROM file WHERE state = 'here'"))
        for member in self.members:
            name, content = member.file
            digest = sha256(content).hexdigest()
            place = self.var / "files" / digest[:2] / digest
            if kept.get(name) != digest or not place.exists() or place.read_bytes() != content:
                result.wrong.append(f"the file of {member.mark} is not there")
