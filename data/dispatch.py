"""Letters on their way: claimed in order, overtaken by facts, closed behind a fence."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, case, func, or_
from sqlalchemy.orm import aliased
from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from core.delivery import CHANNELS, LEASE, TOPIC, UNSURE_TRIES, Kind, Lane, Result, returns
from data import broadcasts, obligations, recipients, ways
from data.database import run, tell
from data.dialects import in_line
from data.files import for_others
from data.models import Campaign, Chat, File, Letter, Obligation, Unit
from data.outbox import REMINDER, named_in
from data.records import columns, records, tables
from data.types import BigId, UtcDateTime


@dataclass(frozen=True)
class Claimed:
    """A letter in the courier's hands."""

    letter: Letter
    address: str
    group: bool = False
    original: str = ""  # of an edit: the receipt of the letter it replaces
    files: tuple[File, ...] = ()
    gone: bool = False  # the last we knew, nobody was there to read it

    @property
    def place(self) -> int:
        """What a channel counts as one chat: the topics of a group are one, whose number is its address."""
        group, _, topic = self.address.partition(TOPIC)
        return int(group) if topic else self.letter.chat_id


def _claiming() -> Any:
    """Built once. Answers first, never two of one chat and lane; what waits for its moment holds nothing up."""
    head = aliased(Letter)
    earlier = (
        select(head.id)
        .where(
            head.chat_id == Letter.chat_id,
            head.lane == Letter.lane,
            col(head.closed_at).is_(None),
            col(head.not_before) <= bindparam("now"),
            col(head.id) < col(Letter.id),
        )
        .exists()
    )
    ready = (
        select(col(Letter.id))
        .where(
            Letter.channel == bindparam("of_channel"),
            col(Letter.lane).in_(bindparam("lanes", expanding=True)),
            col(Letter.closed_at).is_(None),
            col(Letter.free_at) <= bindparam("machine"),
            col(Letter.not_before) <= bindparam("now"),
            ~earlier,
        )
        .order_by(col(Letter.lane), col(Letter.id))
        .limit(bindparam("most", type_=BigId))
        .with_for_update(skip_locked=True)
    ).cte("ready").prefix_with("MATERIALIZED")  # fmt: skip
    return (
        update(_letter)
        .where(_letter.c.id.in_(select(ready.c.id)))
        .values(
            attempts=_letter.c.attempts + 1,
            free_at=bindparam("lease"),
            uncertain=case((_letter.c.sending, True), else_=_letter.c.uncertain),
            sending=True,
        )
        .returning(*columns(Letter))
    )


_letter, _chat = tables(Letter, Chat)
_CLAIMING = _claiming()
_PLACES = select(_chat.c.id, _chat.c.address, _chat.c.group, _chat.c.gone_at).where(
    _chat.c.id.in_(bindparam("chats", expanding=True))
)


async def claim(
    session: AsyncSession, channel: str, now: datetime, machine: datetime, limit: int, lanes: Sequence[Lane],
    quiet_until: datetime | None = None,
) -> list[Claimed]:  # fmt: skip
    """Take the next letters; the lease comes back by itself. `quiet_until`: it is quiet now, and until then."""
    asked = {"of_channel": channel, "now": now, "machine": machine, "lease": machine + LEASE, "most": limit}
    taken = (await run(session, _CLAIMING, asked | {"lanes": [int(lane) for lane in lanes]})).all()
    letters = sorted(records(taken, Letter), key=lambda letter: (letter.lane, letter.id))
    letters = await _without_outdated(session, letters, now, machine) if letters else []
    if letters and quiet_until is not None:
        letters = await _put_off(session, letters, quiet_until, machine)
    return await _with_addresses(session, letters, now, machine) if letters else []


async def _put_off(session: AsyncSession, taken: list[Letter], until: datetime, machine: datetime) -> list[Letter]:
    """What an outage has held up until it is quiet: an announcement that is not urgent waits, all that has not left of
    it; what edits or withdraws it does not."""
    held = {one.id or 0: one.broadcast_id for one in taken if one.broadcast_id and one.kind == Kind.SAY}
    calm = await broadcasts.can_wait(session, set(held.values())) if held else set()
    ids = [letter for letter, of in held.items() if of in calm]
    if not ids:
        return taken
    theirs = _letter.c.broadcast_id.in_(calm), _letter.c.kind == str(Kind.SAY), _letter.c.closed_at.is_(None)
    mine = or_(_letter.c.id.in_(ids), ~_letter.c.sending), _letter.c.not_before < until
    off = update(_letter).where(*theirs, *mine)
    await run(session, off.values(not_before=until, free_at=machine, sending=False))
    return [letter for letter in taken if letter.id not in ids]


async def _with_addresses(
    session: AsyncSession, taken: list[Letter], now: datetime, machine: datetime
) -> list[Claimed]:
    chats = (await run(session, _PLACES, {"chats": list({letter.chat_id for letter in taken})})).all()
    places = {chat_id: (address, group, gone is not None) for chat_id, address, group, gone in chats}
    away = {chat for chat, (*_, gone) in places.items() if gone}
    taken = await _without_unreachable(session, taken, away, now, machine)
    replaced = {letter.replaces for letter in taken if letter.replaces is not None}
    originals: dict[int | None, str] = {}
    if replaced:
        originals = dict(
            (await session.exec(select(Letter.id, Letter.receipt_id).where(col(Letter.id).in_(replaced)))).all()
        )
    carried = await _files(session, taken)
    claimed = []
    for letter in taken:
        address, group, gone = places[letter.chat_id]
        original, files = originals.get(letter.replaces, ""), carried.get(letter.id, ())
        claimed.append(Claimed(letter, address, group, original, files, gone))
    return claimed


async def _files(session: AsyncSession, taken: list[Letter]) -> dict[int | None, tuple[File, ...]]:
    wanted = {letter.id: letter.files["ids"] for letter in taken if letter.files}
    if not wanted:
        return {}
    ids = {file_id for ids in wanted.values() for file_id in ids}
    rows = (await session.exec(select(File).where(col(File.id).in_(ids)))).all()
    found = {file.id: for_others(file) for file in rows}
    return {letter_id: tuple(found[one] for one in ids if one in found) for letter_id, ids in wanted.items()}


async def _without_outdated(
    session: AsyncSession, taken: list[Letter], now: datetime, machine: datetime
) -> list[Letter]:
    """Close, unsent, what a fact has overtaken: in the claim's own transaction, so no report can slip between."""
    keep: list[Letter] = []
    off = await _called_off(session, taken, now)
    for letter in taken:
        result = Result.UNSENT if letter.id in off else await _overtaken(session, letter, now)
        if result is None:
            keep.append(letter)
        else:
            await close(session, [closing(letter, machine, result)])
    return keep


async def _called_off(session: AsyncSession, taken: list[Letter], now: datetime) -> set[int | None]:
    """Of an announcement that was stopped or withdrawn; and to whom it does not apply any more: they left their seat,
    or handed in what is missing of those it is for."""
    of: dict[int, list[Letter]] = {}
    for letter in taken:
        if letter.broadcast_id is not None:
            of.setdefault(letter.broadcast_id, []).append(letter)
    off: set[int | None] = set()
    for found, stands, whom in await broadcasts.standing(session, of) if of else ():
        people = {letter.person_id for letter in of[found]}
        meant = await recipients.still(session, whom, now, people) if stands else set()
        off |= {letter.id for letter in of[found] if letter.person_id not in meant}
    return off


async def _without_unreachable(
    session: AsyncSession, taken: list[Letter], gone: set[int | None], now: datetime, machine: datetime
) -> list[Letter]:
    """Who blocked the bot hears nothing more there, but by their next way; an answer is tried, for who is answered has
    just spoken."""
    away = [letter for letter in taken if letter.chat_id in gone and letter.lane != Lane.ANSWER]
    if away:
        await close(session, [closing(letter, machine, Result.REFUSED, why="nobody is there") for letter in away])
        for letter in away:
            await ways.send_on(session, letter, now, machine)
    return [letter for letter in taken if letter not in away]


_SILENCES = (Obligation.promised_until, Obligation.held_until, Campaign.paused_until, Unit.paused_until)
_SILENT = or_(*(func.coalesce(col(until) > bindparam("now", type_=UtcDateTime), False) for until in _SILENCES))
_told = col(Obligation.nudged_at)
_STILL_OWED = (
    select(Obligation.id, _SILENT)
    .join(Campaign, col(Campaign.id) == Obligation.campaign_id)
    .join(Unit, col(Unit.id) == Obligation.unit_id)
    .where(
        col(Obligation.id).in_(bindparam("ids", expanding=True)),
        col(Obligation.workflow).in_(("owed", "returned")),
        or_(_told.is_(None), _told <= bindparam("made_at"), _told == bindparam("slot")),
        col(Campaign.closed_at).is_(None),
    )
)


async def _overtaken(session: AsyncSession, letter: Letter, now: datetime) -> Result | None:
    if letter.uncertain and letter.attempts > 1 and not _may_be_repeated(letter):
        return Result.UNCERTAIN  # a worker died with it in hand: it may have arrived, and a nudge is not repeated
    if letter.kind == Kind.EDIT and await _newer_edit(session, letter):
        return Result.REPLACED
    if letter.still:
        return await _no_longer_owed(session, letter, now)
    return None


def _may_be_repeated(letter: Letter) -> bool:
    """An answer, and an edit, which is the same done twice; but not for ever, for it may be what kills the worker."""
    return (letter.lane == Lane.ANSWER or letter.kind == Kind.EDIT) and letter.failures < UNSURE_TRIES


async def _newer_edit(session: AsyncSession, letter: Letter) -> bool:
    newer = select(Letter.id).where(
        Letter.replaces == letter.replaces,
        Letter.chat_id == letter.chat_id,
        col(Letter.closed_at).is_(None),
        col(Letter.id) > (letter.id or 0),
    )
    return (await session.exec(newer.limit(1))).first() is not None


async def _no_longer_owed(session: AsyncSession, letter: Letter, now: datetime) -> Result | None:
    """None when all of it is still to be said; what remains of a partly outdated letter is planned anew, and so is what
    has been promised for later, waits for an answer or was paused while a reminder waited.

    Outdated is also what a later letter or a ruling has overtaken: another date, an extension. That has a plan already.
    What an organiser wrote at night counts as told at its slot.
    """
    ids = named_in(letter.still)
    reminds = (letter.once or "").startswith(REMINDER)  # whether to send a complete draft is asked all the same
    values = {"now": now, "ids": ids, "made_at": letter.made_at, "slot": letter.not_before}
    owed = {row: silent and reminds for row, silent in (await run(session, _STILL_OWED, values)).all()}
    if len(owed) == len(ids) and not any(owed.values()):
        return None
    if not owed:
        return Result.UNSENT
    await obligations.plan_anew(session, list(owed), now)
    if not all(owed.values()):
        return Result.STALE
    freed = update(Letter).where(col(Letter.id) == letter.id).values(once=f"{letter.once}:put off:{letter.id}")
    await session.exec(freed.execution_options(synchronize_session=False))  # the same may be said afterwards
    return Result.UNSENT


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


def _closing_all() -> Any:
    """Built once: each letter that was carried needs it."""
    said, chat = aliased(Letter), bindparam("b_chat", type_=BigId)
    following = (
        select(func.coalesce(func.max(said.seq), 0) + 1)
        .where(said.chat_id == chat, col(said.seq).is_not(None))
        .correlate(None)
        .scalar_subquery()
    )
    return (
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
            seq=case((chat.is_not(None), following), else_=None),
        )
    )


_CLOSING = _closing_all()


async def close(session: AsyncSession, closings: Sequence[dict[str, Any]]) -> None:
    """Close behind the fence: a worker whose lease ran out closes nothing. What was sent gets the chat's next seq."""
    chats = {row["b_chat"] for row in closings if row["b_chat"] is not None}
    await in_line(session, Chat, chats)
    await run(session, _CLOSING, list(closings))
    for chat_id in chats:
        tell(session, f"chat:{chat_id}")


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


async def release_orphans(session: AsyncSession, machine: datetime) -> int:
    """At start no other process writes here: what a dead one held need not wait for its lease. Where to send is to
    write, what is not written was not sent; elsewhere nobody knows, and what died in hand before waits a while."""
    held = select(_letter.c.id, _letter.c.channel, _letter.c.failures)
    held = held.where(_letter.c.closed_at.is_(None), _letter.c.sending).order_by(_letter.c.lane, _letter.c.id)
    rows = (await run(session, held)).all()
    sure = [{"held": row.id, "at": machine, "unsure": False} for row in rows if _sure(row.channel)]
    unsure = [
        {"held": row.id, "at": machine + returns(place, row.failures), "unsure": True}
        for place, row in enumerate(row for row in rows if not _sure(row.channel))
    ]
    if rows:
        await run(session, _RELEASING, sure + unsure)
    return len(rows)


def _sure(channel: str) -> bool:
    return channel in CHANNELS and not CHANNELS[channel].doubt


_RELEASING = (
    update(_letter)
    .where(_letter.c.id == bindparam("held"))
    .values(
        free_at=bindparam("at"),
        sending=False,
        uncertain=case((bindparam("unsure"), True), else_=_letter.c.uncertain),
        failures=_letter.c.failures + 1,
    )
)


async def stands_in(session: AsyncSession, original: int, receipt: str) -> None:
    """The message of this letter was gone and is said anew: later edits belong to the new one."""
    await session.exec(
        update(Letter)
        .where(col(Letter.id) == original)
        .values(receipt_id=receipt)
        .execution_options(synchronize_session=False)
    )


_HEADS = (
    select(func.min(_letter.c.id))
    .where(
        _letter.c.channel == bindparam("of_channel"),
        _letter.c.closed_at.is_(None),
        _letter.c.not_before <= bindparam("now"),
    )
    .group_by(_letter.c.chat_id, _letter.c.lane)
)
_head = _letter.alias("head")
_READY = select(_letter.c.id).where(
    _letter.c.channel == bindparam("of_channel"),
    _letter.c.closed_at.is_(None),
    _letter.c.free_at <= bindparam("machine", type_=UtcDateTime),
    _letter.c.not_before <= bindparam("now"),
    ~select(_head.c.id)
    .where(
        _head.c.chat_id == _letter.c.chat_id,
        _head.c.lane == _letter.c.lane,
        _head.c.closed_at.is_(None),
        _head.c.not_before <= bindparam("now"),
        _head.c.id < _letter.c.id,
    )
    .exists(),
)
# One that may leave is found at once, however many wait; only where there is none is it worth looking at each head.
_NEXT_FREE = select(
    case(
        (_READY.exists(), bindparam("machine", type_=UtcDateTime)),
        else_=select(func.min(_letter.c.free_at)).where(_letter.c.id.in_(_HEADS)).scalar_subquery(),
    )
)


async def next_free(session: AsyncSession, channel: str, now: datetime, machine: datetime) -> datetime | None:
    """When the next letter may be claimed, in machine time. One behind another waits for that one, whatever its own
    row says: else the courier would ask without end for what it cannot have."""
    asked = {"of_channel": channel, "now": now, "machine": machine}
    found: datetime | None = (await run(session, _NEXT_FREE, asked)).scalar_one()
    return found
