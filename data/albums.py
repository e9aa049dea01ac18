"""The one answer to files that were sent together: it waits a moment, and is written anew while more of them come."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from core.delivery import CHANNELS, Kind
from core.say import Say
from data import outbox
from data.database import tell
from data.models import Letter
from data.outbox import LETTERS, To


@dataclass
class Album:
    """What has come of it so far, and the letter that answers it."""

    once: str
    files: list[int]
    letter: int | None = None
    waits: bool = False  # nobody has taken the letter up yet
    choices: dict[str, Any] = field(default_factory=dict)


async def begun(session: AsyncSession, chat_id: int, key: str, file_id: int) -> Album:
    """With one more file. A channel never says which is the last."""
    once = f"album:{chat_id}:{key}"
    rows = (
        select(Letter.id, Letter.choices, Letter.sending, Letter.closed_at)
        .where(Letter.once == f"{once}:1")
        .with_for_update()  # else a courier elsewhere takes it up while this turn writes it anew
    )
    found = (await session.exec(rows)).first()
    if found is None:
        return Album(once, [file_id])
    letter, choices, sending, closed_at = found
    return Album(once, [*choices.get("album", ()), file_id], letter, not sending and closed_at is None, dict(choices))


async def answer(
    session: AsyncSession, album: Album, say: Say, to: To, now: datetime, machine: datetime, pause: timedelta, row: int
) -> None:
    """The first answer waits for the others. What was told already is edited; where nothing can be, said once more."""
    told = album.letter is not None and not album.waits
    kind = Kind.EDIT if told and CHANNELS[to.channel].edits else Kind.SAY
    replaces = album.letter if kind is Kind.EDIT else None
    once = f"{album.once}:{len(album.files)}" if told else album.once
    first, *rest = outbox.letters(say, to, now, machine, once=once, kind=kind, replaces=replaces, answers=row)
    first["free_at"] = machine + pause
    if told:
        await _change(session, album, choices=_with(album, album.choices))
        await outbox.post(session, [first, *rest])
        return
    first["choices"] = _with(album, first["choices"])
    if album.letter is None:
        await outbox.post_one(session, first)  # at once: the next file of it may be in this very commit
    else:
        await _change(session, album, **{name: first[name] for name in ("text", "choices", "free_at")})
        tell(session, LETTERS + to.channel)
    await outbox.post(session, rest)


def _with(album: Album, choices: dict[str, Any]) -> dict[str, Any]:
    """Only beside a question: a letter that asks nothing is not to be taken for one that does."""
    return {**choices, "album": album.files} if choices else {}


async def _change(session: AsyncSession, album: Album, **values: Any) -> None:
    changed = update(Letter).where(col(Letter.id) == album.letter).values(**values)
    await session.exec(changed.execution_options(synchronize_session=False))
