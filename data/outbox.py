"""The outbox: letters written with the facts they tell of, claimed in order, closed behind a fence."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, case, func
from sqlalchemy.orm import aliased
from sqlmodel import col, insert, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from core.delivery import CHANNELS, LEASE, Kind, Lane, Result
from core.say import Audience, Choice, Say, drawn, pages
from data.database import tell
from data.dialects import insert_or_ignore
from data.models import Chat, File, Letter, Obligation

LETTERS = "letters"


class Indiscreet(Exception):
    """A private Say was about to reach a group. Never sent; a defect of ours."""


@dataclass(frozen=True)
class To:
    """Where a letter goes."""

    chat_id: int
    channel: str
    person_id: int | None = None
    group: bool = False


@dataclass(frozen=True)
class Claimed:
    """A letter in the courier's hands."""

    letter: Letter
    address: str
    group: bool = False
    original: str = ""
    files: tuple[File, ...] = ()  # of an edit: the receipt of the letter it replaces


def choices_json(choices: Iterable[Choice]) -> dict[str, Any]:
    items = [{"label": c.label, "action": c.action, "args": dict(c.args)} for c in choices]
    return {"v": 1, "items": items} if items else {}


def choices_of(letter: Letter) -> tuple[Choice, ...]:
    return tuple(Choice(item["label"], item["action"], item["args"]) for item in letter.choices.get("items", ()))


def letters(
    say: Say,
    to: To,
    now: datetime,
    machine: datetime,
    *,
    lane: Lane = Lane.ANSWER,
    once: str | None = None,
    still: str = "",
    kind: Kind = Kind.SAY,
    replaces: int | None = None,
    not_before: datetime | None = None,
) -> list[dict[str, Any]]:
    """The rows of one Say: a page each, choices and files with the last page."""
    if to.group and say.audience is not Audience.PUBLIC:
        raise Indiscreet(say.text[:40])
    cut = pages(drawn(say, CHANNELS[to.channel]), CHANNELS[to.channel].text)
    row = {
        "channel": to.channel, "chat_id": to.chat_id, "person_id": to.person_id, "lane": int(lane), "kind": str(kind),
        "still": still, "replaces": replaces, "made_at": now, "not_before": not_before or now, "free_at": machine,
        "attempts": 0, "failures": 0, "sending": False, "uncertain": False,
        "result": "", "why": "", "receipt_id": "",
    }  # fmt: skip
    last = len(cut)
    return [
        row
        | {
            "text": text,
            "page": page,
            "once": f"{once}:{page}" if once else None,
            "choices": choices_json(say.choices) if page == last else {},
            "files": {"v": 1, "ids": list(say.files)} if page == last and say.files else {},
        }
        for page, text in enumerate(cut, start=1)
    ]


async def post(session: AsyncSession, rows: Sequence[dict[str, Any]]) -> None:
    """Write letters; one whose `once` was written before is silently the same letter."""
    if rows:
        await session.exec(insert_or_ignore(session, Letter), params=list(rows))
        tell(session, LETTERS)


async def post_one(session: AsyncSession, row: dict[str, Any]) -> int:
    """Write one letter and learn its id, for a letter that will be edited later."""
    written = await session.exec(insert(Letter).values(**row).returning(col(Letter.id)))
    tell(session, LETTERS)
    letter_id: int = written.one()[0]
    return letter_id


async def last_with_choices(session: AsyncSession, chat_id: int) -> Letter | None:
    """The newest letter of this chat that asked something."""
    return (
        await session.exec(
            select(Letter)
            .where(Letter.chat_id == chat_id, col(Letter.seq).is_not(None), Letter.choices != {})
            .order_by(col(Letter.seq).desc())
            .limit(1)
        )
    ).first()


async def of_chat(session: AsyncSession, letter_id: int, chat_id: int) -> Letter | None:
    """A letter, but only for the chat it went to."""
    return (await session.exec(select(Letter).where(Letter.id == letter_id, Letter.chat_id == chat_id))).first()


async def claim(
    session: AsyncSession, channel: str, now: datetime, machine: datetime, limit: int, lanes: Sequence[Lane]
) -> list[Claimed]:
    """Take the next letters, answers first, never two of one chat and lane; the lease comes back by itself."""
    head = aliased(Letter)
    earlier = (
        select(head.id)
        .where(
            head.chat_id == Letter.chat_id,
            head.lane == Letter.lane,
            col(head.closed_at).is_(None),
            col(head.id) < col(Letter.id),
        )
        .exists()
    )
    ready = (
        select(col(Letter.id))
        .where(
            Letter.channel == channel,
            col(Letter.lane).in_([int(lane) for lane in lanes]),
            col(Letter.closed_at).is_(None),
            col(Letter.free_at) <= machine,
            col(Letter.not_before) <= now,
            ~earlier,
        )
        .order_by(col(Letter.lane), col(Letter.id))
        .limit(limit)
        .with_for_update(skip_locked=True)
    ).cte("ready").prefix_with("MATERIALIZED")  # fmt: skip
    taken = (
        await session.exec(
            update(Letter)
            .where(col(Letter.id).in_(select(ready.c.id)))
            .values(
                attempts=Letter.attempts + 1,
                free_at=machine + LEASE,
                uncertain=case((col(Letter.sending), True), else_=Letter.uncertain),
                sending=True,
            )
            .returning(Letter)
            .execution_options(synchronize_session=False)
        )
    ).all()
    letters_taken = sorted((row[0] for row in taken), key=lambda letter: (letter.lane, letter.id))
    return await _with_addresses(session, letters_taken, now, machine) if letters_taken else []


async def _with_addresses(
    session: AsyncSession, taken: list[Letter], now: datetime, machine: datetime
) -> list[Claimed]:
    taken = await _without_outdated(session, taken, now, machine)
    chats = await session.exec(
        select(Chat.id, Chat.address, Chat.group).where(col(Chat.id).in_({letter.chat_id for letter in taken}))
    )
    places = {chat_id: (address, group) for chat_id, address, group in chats.all()}
    replaced = {letter.replaces for letter in taken if letter.replaces is not None}
    originals: dict[int | None, str] = {}
    if replaced:
        originals = dict(
            (await session.exec(select(Letter.id, Letter.receipt_id).where(col(Letter.id).in_(replaced)))).all()
        )
    carried = await _files(session, taken)
    return [
        Claimed(letter, *places[letter.chat_id], originals.get(letter.replaces, ""), carried.get(letter.id, ()))
        for letter in taken
    ]


async def _files(session: AsyncSession, taken: list[Letter]) -> dict[int | None, tuple[File, ...]]:
    wanted = {letter.id: letter.files["ids"] for letter in taken if letter.files}
    if not wanted:
        return {}
    ids = {file_id for ids in wanted.values() for file_id in ids}
    rows = (await session.exec(select(File).where(col(File.id).in_(ids)))).all()
    found = {file.id: file for file in rows}
    return {letter_id: tuple(found[one] for one in ids if one in found) for letter_id, ids in wanted.items()}


async def _without_outdated(
    session: AsyncSession, taken: list[Letter], now: datetime, machine: datetime
) -> list[Letter]:
    """Close, unsent, what a fact has overtaken: in the claim's own transaction, so no report can slip between."""
    keep: list[Letter] = []
    for letter in taken:
        result = await _overtaken(session, letter, now)
        if result is None:
            keep.append(letter)
        else:
            await close(session, [closing(letter, machine, result)])
    return keep


async def _overtaken(session: AsyncSession, letter: Letter, now: datetime) -> Result | None:
    if letter.uncertain and letter.attempts > 1 and letter.lane != Lane.ANSWER:
        return Result.UNCERTAIN  # a worker died with it in hand: it may have arrived, and a nudge is not repeated
    if letter.kind == Kind.EDIT and await _newer_edit(session, letter):
        return Result.REPLACED
    if letter.still:
        return await _no_longer_owed(session, letter, now)
    return None


async def _newer_edit(session: AsyncSession, letter: Letter) -> bool:
    newer = select(Letter.id).where(
        Letter.replaces == letter.replaces,
        Letter.chat_id == letter.chat_id,
        col(Letter.closed_at).is_(None),
        col(Letter.id) > (letter.id or 0),
    )
    return (await session.exec(newer.limit(1))).first() is not None


async def _no_longer_owed(session: AsyncSession, letter: Letter, now: datetime) -> Result | None:
    """None when all of it is still owed; what remains of a partly outdated letter is planned anew."""
    ids = [int(number) for number in letter.still.removeprefix("owed:").split(",")]
    owed = (
        await session.exec(
            select(Obligation.id).where(col(Obligation.id).in_(ids), col(Obligation.workflow).in_(("owed", "returned")))
        )
    ).all()
    if len(owed) == len(ids):
        return None
    if not owed:
        return Result.UNSENT
    await session.exec(update(Obligation).where(col(Obligation.id).in_(owed)).values(next_nudge_at=now, nudged_at=None))
    return Result.STALE


def closing(
    letter: Letter,
    machine: datetime,
    result: Result,
    *,
    receipt: str = "",
    why: str = "",
    uncertain: bool | None = None,
) -> dict[str, Any]:
    return {
        "b_id": letter.id,
        "b_attempts": letter.attempts,
        "b_chat": letter.chat_id if result is Result.SENT else None,
        "closed_at": machine,
        "result": str(result),
        "receipt_id": receipt,
        "why": why[:200],
        "uncertain": letter.uncertain if uncertain is None else uncertain,
    }


async def close(session: AsyncSession, closings: Sequence[dict[str, Any]]) -> None:
    """Close behind the fence: a worker whose lease ran out closes nothing. What was sent gets the chat's next seq."""
    said = aliased(Letter)
    following = (
        select(func.coalesce(func.max(said.seq), 0) + 1)
        .where(said.chat_id == bindparam("b_chat"), col(said.seq).is_not(None))
        .correlate(None)
        .scalar_subquery()
    )
    statement = (
        update(Letter.__table__)  # type: ignore[attr-defined]
        .where(
            col(Letter.id) == bindparam("b_id"),
            col(Letter.attempts) == bindparam("b_attempts"),
            col(Letter.closed_at).is_(None),
        )
        .values(
            closed_at=bindparam("closed_at"),
            result=bindparam("result"),
            receipt_id=bindparam("receipt_id"),
            why=bindparam("why"),
            uncertain=bindparam("uncertain"),
            sending=False,
            seq=case((bindparam("b_chat").is_not(None), following), else_=None),
        )
    )
    await (await session.connection()).execute(statement, list(closings))
    tell(session, LETTERS)
    for row in closings:
        tell(session, f"chat:{row['b_chat']}")


async def postpone(
    session: AsyncSession, letter: Letter, until: datetime, *, failed: bool, why: str = "", uncertain: bool = False
) -> None:
    """Certainly not sent (or, for an answer, to be sent again): free again at `until`."""
    await session.exec(
        update(Letter)
        .where(col(Letter.id) == letter.id, col(Letter.attempts) == letter.attempts, col(Letter.closed_at).is_(None))
        .values(
            free_at=until,
            sending=False,
            failures=Letter.failures + (1 if failed else 0),
            why=why[:200],
            uncertain=letter.uncertain or uncertain,
        )
        .execution_options(synchronize_session=False)
    )
    tell(session, LETTERS)


async def release_orphans(session: AsyncSession, machine: datetime) -> int:
    """At start no other process writes here, so what a dead one held is free at once instead of after its lease."""
    done = await session.exec(
        update(Letter)
        .where(col(Letter.closed_at).is_(None), col(Letter.sending))
        .values(free_at=machine)
        .execution_options(synchronize_session=False)
    )
    return int(done.rowcount)


async def next_free(session: AsyncSession, channel: str, now: datetime) -> datetime | None:
    """When the earliest waiting letter may be claimed, in machine time."""
    earliest = select(func.min(Letter.free_at)).where(
        Letter.channel == channel, col(Letter.closed_at).is_(None), col(Letter.not_before) <= now
    )
    return (await session.exec(earliest)).one()


async def said_after(session: AsyncSession, chat_id: int, seq: int, limit: int = 200) -> list[Letter]:
    """What a web page has not shown yet, in the order of telling; the newest `limit` of it."""
    rows = await session.exec(
        select(Letter)
        .where(Letter.chat_id == chat_id, col(Letter.seq) > seq)
        .order_by(col(Letter.seq).desc())
        .limit(limit)
    )
    return list(reversed(rows.all()))
