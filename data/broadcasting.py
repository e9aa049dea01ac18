"""The letters of an announcement, a thousand people at a time: the first ones, what puts them right, and once more.

Set-based: a page that is the same for everybody on a channel is one statement, however many read it.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import String, and_, cast, func, literal, or_
from sqlalchemy import select as _columns
from sqlmodel.ext.asyncio.session import AsyncSession

from core.delivery import CHANNELS, Kind, Lane, Result
from core.say import Say
from core.texts import broadcasts as texts
from core.whom import Whom
from data import outbox, posted, recipients
from data.broadcasts import are_silent, say, speaker
from data.database import run, tell
from data.dialects import insert_or_ignore
from data.models import Broadcast, Chat, Letter, Recipient
from data.outbox import LETTERS, To
from data.records import tables

AT_ONCE = 1000  # people, each thousand its own commit
ONCE = "announced:"  # what the once-key of such a letter begins with
_recipient, _letter, _chat = tables(Recipient, Letter, Chat)


# -- its letters --------------------------------------------------------------------------------------------------


async def write_some(session: AsyncSession, one: Broadcast, now: datetime, machine: datetime) -> int | None:
    """The next thousand people: who they are and their letters. How far that came; None when there is nobody left."""
    after = one.cursor or 0
    whom = Whom.from_json(one.whom)
    await recipients.take(session, one.id or 0, whom, now, after, AT_ONCE)
    mine = _recipient.c.broadcast_id == one.id, _recipient.c.person_id > after
    channels = await _channels(session, mine)
    last = max((upto for upto in channels.values()), default=None)
    if last is not None:
        of = [*mine, _recipient.c.person_id <= last]
        await _letters(session, one, _once(one), of, now, machine, channels=channels)
    return last


async def _channels(session: AsyncSession, those: Sequence[Any]) -> dict[str | None, int]:
    """By which channels these recipients are written to, and the last of them on each; None is none."""
    of = _recipient.outerjoin(_chat, _chat.c.id == _recipient.c.chat_id)
    rows = _columns(_chat.c.channel, func.max(_recipient.c.person_id)).select_from(of).where(*those)
    return {name: last for name, last in (await run(session, rows.group_by(_chat.c.channel))).all()}


async def _letters(
    session: AsyncSession, one: Broadcast, once: str, those: Sequence[Any], now: datetime, machine: datetime,
    *, again: bool = False, channels: Iterable[str | None] | None = None,
) -> None:  # fmt: skip
    """Of some recipients: a statement for each page that their channel needs."""
    of = _recipient.join(_chat, _chat.c.id == _recipient.c.chat_id)
    channels = await _channels(session, those) if channels is None else channels
    for channel in sorted(name for name in channels if name is not None):
        to = _recipient.c.chat_id, _recipient.c.person_id
        rows = outbox.letters(say(one, again=again), To(0, channel), now, machine, lane=Lane.BROADCAST)
        for row in rows:
            mine = _columns(*to).select_from(of).where(*those, _chat.c.channel == channel)
            await _insert(session, row | {"broadcast_id": one.id}, mine, once)
        tell(session, LETTERS + channel)


async def _insert(session: AsyncSession, row: dict[str, Any], to: Any, once: str) -> None:
    """The same page to everybody of a query that names chat and person."""
    whose = to.subquery("whose")
    fixed = {name: value for name, value in row.items() if value is not None and name not in _OWN}
    given = [_valued(name, value) for name, value in fixed.items()]
    key = literal(f"{once.removesuffix(':')}:") + cast(whose.c.person_id, String) + literal(f":{row['page']}")
    rows = _columns(*given, whose.c.chat_id, whose.c.person_id, key).where(
        whose.c.chat_id.is_not(None)
    )  # else ON is a join's
    into = [*fixed, "chat_id", "person_id", "once"]
    await run(session, insert_or_ignore(session, Letter).from_select(into, rows))


_OWN = ("chat_id", "person_id", "once")


def _valued(name: str, value: Any) -> Any:
    return literal(value, _letter.c[name].type)


# -- a stop, a correction, a withdrawal ---------------------------------------------------------------------------


async def mend_some(session: AsyncSession, one: Broadcast, now: datetime, machine: datetime) -> int | None:
    """The next thousand people who have been written to: what has not left is closed, or written anew; who has the
    wrong one is told. How far that came; None when there is nobody left."""
    after = one.mend_cursor or 0
    if not after:
        await posted.mend(session, one, now, machine)
        await _take_back_corrections(session, one, machine)
    mine = _recipient.c.broadcast_id == one.id, _recipient.c.person_id > after
    next_ones = _columns(_recipient.c.person_id).where(*mine).order_by(_recipient.c.person_id).limit(AT_ONCE)
    last = (await run(session, _columns(func.max(next_ones.subquery().c.person_id)))).scalar()
    if last is None:
        return None
    of_these = (
        _letter.c.broadcast_id == one.id,
        _letter.c.person_id > after,
        _letter.c.person_id <= last,
        ~_letter.c.once.startswith(_once(one)),
    )
    if one.withdrawn_at is None and one.corrected_at is not None:
        await _write_anew(session, one, of_these, now, machine)
        await _tell_the_wrong(session, say(one, corrects=True), one, of_these, now, machine)
    if one.withdrawn_at is not None:
        everything = of_these[:3]
        gone = Say(texts.withdrawn(speaker(one), one.withdrawn_at, bool(one.files)))
        await _tell_the_wrong(session, gone, one, everything, now, machine)
    if one.withdrawn_at is not None or one.stopped_at is not None:
        await _close(session, [*of_these[:3], *_NOT_LEFT], Result.UNSENT, machine)
    return int(last)


_NOT_LEFT = (_letter.c.closed_at.is_(None), ~_letter.c.sending, ~_letter.c.uncertain)
_MAY_HAVE_LEFT = or_(
    _letter.c.result.in_([str(Result.SENT), str(Result.UNCERTAIN)]),
    and_(_letter.c.closed_at.is_(None), or_(_letter.c.sending, _letter.c.uncertain)),
)


def _once(one: Broadcast) -> str:
    return f"{ONCE}{one.id}:{one.version}:"


async def _close(session: AsyncSession, those: Sequence[Any], result: Result, machine: datetime) -> None:
    await run(session, _letter.update().where(*those).values(closed_at=machine, result=str(result)))


async def _take_back_corrections(session: AsyncSession, one: Broadcast, machine: datetime) -> None:
    """What an earlier correction told and has not left yet: it would arrive after the word that overtakes it."""
    theirs = [_letter.c.once.startswith(f"corrected:{one.id}:"), *_NOT_LEFT]
    if one.withdrawn_at is None:
        theirs.append(~_letter.c.once.startswith(f"corrected:{one.id}:{one.version}:"))
    await _close(session, theirs, Result.REPLACED, machine)


async def _write_anew(
    session: AsyncSession, one: Broadcast, of_these: Sequence[Any], now: datetime, machine: datetime
) -> None:
    """Whose letter has not left yet gets the right one in its place, with all its pages."""
    if one.stopped_at is not None:
        return
    rows = await run(session, _columns(_letter.c.person_id).where(*of_these, *_NOT_LEFT, _letter.c.page == 1))
    people = sorted(set(rows.scalars().all()))
    if people:
        theirs = _letter.c.broadcast_id == one.id, _letter.c.person_id.in_(people)
        await _close(session, [*theirs, *_NOT_LEFT], Result.REPLACED, machine)
        those = _recipient.c.broadcast_id == one.id, _recipient.c.person_id.in_(people)
        await _letters(session, one, _once(one), those, now, machine)


async def _tell_the_wrong(
    session: AsyncSession, said: Say, one: Broadcast, of_these: Sequence[Any], now: datetime, machine: datetime
) -> None:
    """Edited where the channel can; else, and where nobody knows whether it arrived, told in a letter of its own."""
    have = [*of_these, _letter.c.page == 1, _letter.c.kind == str(Kind.SAY), _MAY_HAVE_LEFT]
    what = "withdrawn" if one.withdrawn_at is not None else "corrected"
    once = f"{what}:{one.id}:{one.version}"
    channels = (await run(session, _columns(_letter.c.channel).where(*have).distinct())).scalars().all()
    for channel in sorted(channels):
        there = [*have, _letter.c.channel == channel]
        if CHANNELS[channel].edits:
            (row, *_) = outbox.letters(
                said, To(0, channel), now, machine, lane=Lane.BROADCAST, kind=Kind.EDIT, replaces=0
            )  # fmt: skip
            await _edit(session, row, [*there, ~_DOUBTFUL], once)
            there = [*there, _DOUBTFUL]
        to = _columns(_letter.c.chat_id, _letter.c.person_id).where(*there).distinct()
        for row in outbox.letters(said, To(0, channel), now, machine, lane=Lane.BROADCAST):
            await _insert(session, row, to, once)
        tell(session, LETTERS + channel)


_DOUBTFUL = or_(_letter.c.result == str(Result.UNCERTAIN), _letter.c.uncertain)


async def _edit(session: AsyncSession, row: dict[str, Any], those: Sequence[Any], once: str) -> None:
    """Each of these letters, in its place."""
    fixed = {name: value for name, value in row.items() if value is not None and name not in (*_OWN, "replaces")}
    wrong = _columns(_letter.c.id, _letter.c.chat_id, _letter.c.person_id).where(*those).subquery("wrong")
    given = [_valued(name, value) for name, value in fixed.items()]
    key = literal(f"{once}:") + cast(wrong.c.id, String)
    rows = _columns(*given, wrong.c.chat_id, wrong.c.person_id, wrong.c.id, key).where(wrong.c.id.is_not(None))
    into = [*fixed, "chat_id", "person_id", "replaces", "once"]
    await run(session, insert_or_ignore(session, Letter).from_select(into, rows))


# -- once more ----------------------------------------------------------------------------------------------------


async def ask_some_again(session: AsyncSession, one: Broadcast, now: datetime, machine: datetime) -> int | None:
    """The next thousand of those who have not answered."""
    after = one.again_cursor or 0
    mine = *are_silent(one.id or 0), _recipient.c.person_id > after
    next_ones = _columns(_recipient.c.person_id).where(*mine).order_by(_recipient.c.person_id).limit(AT_ONCE)
    last = (await run(session, _columns(func.max(next_ones.subquery().c.person_id)))).scalar()
    if last is None:
        return None
    once = f"{_once(one)}again:{one.reminded_at or now:%Y%m%d%H%M%S}"
    await _letters(session, one, once, [*mine, _recipient.c.person_id <= last], now, machine, again=True)
    return int(last)
