"""Kills: two hundred people hand in reports while the bot is killed again and again, in the middle of everything: a
file from the chat, an album, or a film in pieces through its page.

Afterwards three books are compared: what people did and heard, what Telegram saw, what the database says.
"""

import asyncio
import random
import sqlite3
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

import aiohttp

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
PATIENCE = 2.0  # seconds an officer waits before asking again


PIECE = 40_000  # bytes

Rest = Callable[[], Coroutine[Any, Any, None]]
Handing = asyncio.Task[None]


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


@dataclass(frozen=True)
class Way:
    """How everybody hands in. `calls`: that Telegram sees for one report, about. `quiet`: looks without anything to do
    after which nothing more will come; who sends in pieces is silent for Telegram."""

    sends: Callable[[Person, Member, Bot], Awaitable[None]]
    files: Callable[[Member], list[tuple[str, bytes]]]
    calls: int = CALLS_EACH
    quiet: int = 4


async def torture(
    var: Path, kills: int, people: int = 200, seed: int = 0, main: Main = bot_main, way: Way | None = None,
    reviewed: bool = False,
) -> Result:  # fmt: skip
    """`main`: what runs in the process; a test gives one that breaks its word. `reviewed`: two officers accept whatever
    comes in meanwhile."""
    chance, way = random.Random(seed), way or ONE_FILE
    members = await seeds.crowd(var, people)
    if reviewed:
        await seeds.reviewers(var)
    async with Double(TOKEN, limits=Limits.off()) as telegram, bot(var, main=main, **on_telegram(telegram.url)) as one:
        result = Result(seed)
        async with asyncio.timeout(LONGEST), asyncio.TaskGroup() as crowd:
            persons = [telegram.person(member.id, "Người") for member in members]
            for person in persons:
                await person.knows_bot()
            pairs = zip(persons, members, strict=True)
            handing = [crowd.create_task(hand_in(*pair, one, way, chance.random() < 0.5)) for pair in pairs]
            officers = [telegram.person(officer, "Cán bộ") for officer in seeds.REVIEWERS if reviewed]
            handing += [crowd.create_task(review(officer, var, people)) for officer in officers]
            rest = partial(_at_rest, telegram, var, way.quiet, handing)
            result.kills = await _kill(telegram, one, kills, way.calls * people / max(kills, 1), chance, rest, handing)
            await one.starts()
            await rest()
            for task in handing:
                task.cancel()
        await one.stops()
        books = Books(var, telegram, members, way)
        books.compare(result)
        if reviewed:
            books.reviews(result)
    return result


async def hand_in(person: Person, member: Member, one: Bot, way: Way, types: bool) -> None:
    """As a person does: sends files, answers what is asked, confirms by a tap or by typing its number."""
    await way.sends(person, member, one)
    await person.hears(seeds.NUMBER, LONGEST)
    await person.says(str(100 + member.number))
    summary = await person.hears(f"{100 + member.number} lượt", LONGEST)
    if types:
        await person.says(str(summary.buttons.index(labels.CONFIRM) + 1))
    else:
        await person.presses(labels.CONFIRM, on=summary)
    await person.hears(member.receipt, LONGEST)


async def review(officer: Person, var: Path, people: int) -> None:
    """Asks for what waits and accepts it, one after another, until all that can come is accepted. After a kill the same
    card may come again, and its button be old."""
    await officer.knows_bot()
    while _accepted(var) < people:
        await officer.says("duyet")
        with suppress(AssertionError):
            card = await officer.hears("chờ xem", PATIENCE)
            while labels.ACCEPT in card.buttons:
                await officer.presses(labels.ACCEPT, on=card)
                card = await officer.hears("chờ xem", PATIENCE)
        await asyncio.sleep(LOOK)


def _accepted(var: Path) -> int:
    ((count,),) = _rows(var, "SELECT count(*) FROM submission WHERE verdict = 'accepted'")
    return int(count)


async def _one_file(person: Person, member: Member, one: Bot) -> None:
    await person.sends_file(*member.file)


async def _album(person: Person, member: Member, one: Bot) -> None:
    await person.sends_album(_photos(member))


def _photos(member: Member) -> list[tuple[str, bytes]]:
    return [(f"anh-{member.number:03d}-{n}.jpg", f"{member.mark} {n} ".encode() * 50) for n in range(3)]


async def _in_pieces(person: Person, member: Member, one: Bot) -> None:
    """Too large for the chat: by the link that the answer gives. A page asks how much came, and goes on from there."""
    ((name, content),) = _film(member)
    await person.sends_file(name, b"0", size=30_000_000)
    told = (await person.hears("nhận đến 50 MB", LONGEST)).text
    path = next(word for word in told.split() if "/gui/" in word).partition("/gui/")[2]
    query = {"key": f"film-{member.number:04d}", "name": name, "size": str(len(content))}
    async with aiohttp.ClientSession() as client:
        while not await _one_piece(client, one, f"/gui/{path}/tep", query, content):
            await asyncio.sleep(BREATH)


async def _one_piece(client: aiohttp.ClientSession, one: Bot, path: str, query: dict[str, str], content: bytes) -> bool:
    """True when all of it is there; a piece that was cut off is no harm."""
    try:
        page = one.url
        async with client.get(f"{page}{path}", params={"key": query["key"]}) as answer:
            stands = await answer.json()
        if stands["done"]:
            return True
        offset = stands["offset"]
        given = {"params": query | {"offset": str(offset)}, "data": content[offset : offset + PIECE]}
        async with client.patch(f"{page}{path}", headers={"Origin": page}, **given) as answer:  # type: ignore[arg-type]
            return bool((await answer.json()).get("done"))
    except (aiohttp.ClientError, StopIteration, ValueError):
        return False


def _film(member: Member) -> list[tuple[str, bytes]]:
    return [(f"phim-{member.number:03d}.mp4", b"\x00\x00\x00\x18ftypisom" + member.mark.encode() * 50_000)]


ONE_FILE = Way(_one_file, lambda member: [member.file])
ALBUM = Way(_album, _photos, calls=10, quiet=40)  # its answer waits for the rest of it
IN_PIECES = Way(_in_pieces, _film, quiet=60)


async def _kill(
    telegram: Double, one: Bot, kills: int, calls: float, chance: random.Random, rest: Rest, handing: Sequence[Handing]
) -> int:
    """Each after so many calls that Telegram saw since the start, and a moment: any point of starting and working."""
    for done in range(kills):
        await one.starts(until="")
        aim = len(telegram.history) + chance.randrange(int(calls * 1.6) + 1)
        await _seen_or_stuck(telegram, aim, rest)
        await asyncio.sleep(chance.uniform(0, BREATH))
        await one.is_killed()
        if all(task.done() for task in handing):
            return done + 1
    return kills


async def _seen_or_stuck(telegram: Double, aim: int, rest: Rest) -> None:
    """A bot that lost something comes to rest before that many calls."""
    async with asyncio.TaskGroup() as group:
        seen = group.create_task(telegram.until(lambda: len(telegram.history) >= aim, LONGEST))
        resting = group.create_task(rest())
        await asyncio.wait((seen, resting), timeout=STALL, return_when=asyncio.FIRST_COMPLETED)
        seen.cancel()
        resting.cancel()


async def _at_rest(telegram: Double, var: Path, times: int, handing: Sequence[Handing]) -> None:
    """Until everybody is done, or nothing more will happen: nothing waits anywhere, so many times in a row."""
    quiet = 0
    while quiet < times:
        seen = len(telegram.history)
        await asyncio.sleep(LOOK)
        resting = telegram.world.updates.is_polled and not await telegram.pending() and not _open(var)
        quiet = quiet + 1 if resting and len(telegram.history) == seen else 0
        if quiet > 3 and all(task.done() for task in handing):
            return


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
    way: Way

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

    def reviews(self, result: Result) -> None:
        """Each accepted, and once in the journal however often it was pressed."""
        accepted = Counter(
            obligation for (obligation,) in _rows(self.var, "SELECT obligation_id FROM journal WHERE what = 'accepted'")
        )
        rows = _rows(self.var, "SELECT obligation_id, verdict FROM submission")
        result.wrong += [
            f"report {owed} is {verdict or 'not accepted'}" for owed, verdict in rows if verdict != "accepted"
        ]
        result.wrong += [
            f"report {owed} was accepted {accepted[owed]} times" for owed, _ in rows if accepted[owed] != 1
        ]

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
        question = (
            "SELECT CAST(address AS INTEGER), text, result, uncertain FROM outbox JOIN chat ON chat.id = chat_id "
        )
        question += "WHERE kind = 'say'"
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
        rows = _rows(self.var, "SELECT name, sha256 FROM file WHERE state = 'here'")
        reported = _rows(self.var, "SELECT count(*) FROM submission, json_each(submission.files, '$.ids')")
        sent = [one for member in self.members for one in self.way.files(member)]
        if reported != [(len(sent),)]:
            result.wrong.append(f"{reported} files are in reports, of {len(sent)}")
        for name, content in sent:
            digest = sha256(content).hexdigest()
            place = self.var / "files" / digest[:2] / digest
            if (name, digest) not in rows or not place.exists() or place.read_bytes() != content:
                result.wrong.append(f"{name} is not there")
