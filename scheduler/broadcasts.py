"""Announcements on their way: written a thousand people at a time, each thousand its own commit, and told of in one
message that is edited in its place. Where it was interrupted, the row itself says how far it had come."""

from datetime import datetime, timedelta
from functools import partial

from core.broadcasts import Outcome, State, again_at, goes_at, left, redrawn, rested, rests_until
from core.calendar import Calendar
from core.delivery import CHANNELS, Kind, Lane
from core.roles import ORGANISING, Role
from core.say import Choice, Say
from core.texts import broadcasts as texts
from core.texts import labels
from core.whom import Whom
from data import broadcasting, broadcasts, outbox, people
from data.database import Database, Session
from data.models import Broadcast, Chat
from data.outbox import To


async def announce(database: Database, now: datetime, machine: datetime, calendar: Calendar) -> int:
    """How many steps were taken. What is counted for a drawing is counted beside the writer."""
    steps = 0
    while (found := await database.read(partial(broadcasts.due, now=now))) is not None:
        if found.state == State.WAITING or _writes(found):
            await database.write(partial(_write, of=found.id or 0, now=now, machine=machine, calendar=calendar))
        else:
            counted = await database.read(partial(broadcasts.outcome, broadcast_id=found.id or 0))
            await database.write(
                partial(_draw, of=found.id or 0, outcome=counted, now=now, machine=machine, calendar=calendar)
            )
        steps += 1
    return steps


def _writes(one: Broadcast) -> bool:
    return one.cursor is not None or one.mend_cursor is not None or one.again_cursor is not None


async def _write(session: Session, of: int, now: datetime, machine: datetime, calendar: Calendar) -> None:
    """The next thousand; the announcement as it stands in this very transaction."""
    one = await broadcasts.one(session, of)
    if one is None or one.due_at is None:
        return
    if one.state == State.WAITING:
        await _begin(session, one, now, machine, calendar)
    elif one.cursor is not None:
        off = one.stopped_at is not None or one.withdrawn_at is not None
        last = None if off else await broadcasting.write_some(session, one, now, machine)
        await broadcasts.change(session, of, cursor=last)
    elif one.mend_cursor is not None:
        await broadcasts.change(session, of, mend_cursor=await broadcasting.mend_some(session, one, now, machine))
    elif one.again_cursor is not None:
        last = None if one.stopped_at else await broadcasting.ask_some_again(session, one, now, machine)
        await broadcasts.change(session, of, again_cursor=last)


async def _begin(session: Session, one: Broadcast, now: datetime, machine: datetime, calendar: Calendar) -> None:
    """At its moment; one that was missed in a downtime keeps the quiet hours as well."""
    moment = goes_at(now, one.urgent, calendar)
    if moment > now:
        await broadcasts.change(session, one.id or 0, due_at=moment)
        return
    if not await _still_may(session, one):
        await _drop(session, one, now, machine)
        return
    chat = await session.get(Chat, one.chat_id)
    letter = None
    if chat is not None and chat.gone_at is None:
        one.state = str(State.SENDING)
        said = broadcasts.shown(one, Outcome(), now)
        (row,) = outbox.letters(said, _to(chat), now, machine)
        letter = await outbox.post_one(session, row)
    await broadcasts.change(
        session, one.id or 0, state=str(State.SENDING), cursor=0, sent_at=now, began_at=machine, letter_id=letter
    )  # fmt: skip


def _to(chat: Chat) -> To:
    return To(chat.id or 0, chat.channel, chat.person_id)


async def _still_may(session: Session, one: Broadcast) -> bool:
    """Whether its author organises, or heads the clusters it is kept to: seats may have changed since it was agreed
    to."""
    found = await people.sitting(session, one.person_id)
    seats = found[1] if found else ()
    if any(seat.role in ORGANISING for seat in seats):
        return True
    headed = [seat.group_id for seat in seats if seat.role is Role.CLUSTER_HEAD and seat.group_id]
    return Whom.from_json(one.whom).within(headed)


async def _drop(session: Session, one: Broadcast, now: datetime, machine: datetime) -> None:
    """Nobody who may send it has agreed to it: those who organise now hear what did not go out."""
    await broadcasts.change(session, one.id or 0, state=str(State.DROPPED), due_at=None)
    author = (await people.known(session, one.person_id)).name
    said = Say(texts.not_sent(author, one.words), (Choice(labels.ANNOUNCE, "announce.begin"),))
    reaches = {reach.person_id: reach for reach in await people.reachable(session, roles=sorted(ORGANISING))}
    for reach in reaches.values():
        to = To(reach.chat_id, reach.channel, reach.person_id)
        await outbox.post(session, outbox.letters(said, to, now, machine, lane=Lane.NUDGE))


# -- what is shown of it ------------------------------------------------------------------------------------------


async def _draw(
    session: Session, of: int, outcome: Outcome, now: datetime, machine: datetime, calendar: Calendar
) -> None:
    """How far it is; once every letter has come to something, what came of it."""
    one = await broadcasts.one(session, of)
    if one is None or one.due_at is None or _writes(one):
        return
    over = not outcome.waiting
    ended = over and one.state == State.SENDING
    values: dict[str, object] = {}
    if ended:
        one.state = str(State.SENT)
        one.again_at = again_at(now, calendar) if _asks_again(one, outcome) else None
        values |= {"state": one.state, "again_at": one.again_at}
    elif one.again_at is not None and one.again_at <= now:
        values |= _again(one, now, calendar)
    rests = rests_until(one.urgent, now, calendar)
    next_at = one.again_at if over else redrawn(one.sent_at, now, rests)
    values["due_at"] = now if "again_cursor" in values else next_at
    await broadcasts.change(session, of, **values)
    far = _left(one, outcome, now, machine, calendar)
    await _tell(session, one, broadcasts.shown(one, outcome, now, far, rests), ended, now, machine)


def _left(one: Broadcast, outcome: Outcome, now: datetime, machine: datetime, calendar: Calendar) -> timedelta | None:
    """By the pace so far; the hours of rest are none of it."""
    if one.began_at is None or one.sent_at is None:
        return None
    idle = timedelta() if one.urgent else rested(one.sent_at, now, calendar)
    return left(outcome.finished, outcome.tried, machine - one.began_at - idle)


def _asks_again(one: Broadcast, outcome: Outcome) -> bool:
    """By itself, once: where somebody has it who has not answered."""
    off = one.stopped_at is not None or one.withdrawn_at is not None or one.reminded_at is not None
    asks = one.again and bool(texts.answers(broadcasts.question(one)))
    return asks and not off and bool(outcome.sent or outcome.uncertain)


def _again(one: Broadcast, now: datetime, calendar: Calendar) -> dict[str, object]:
    """Its moment has come; one that was missed in a downtime keeps the quiet hours, as the first letters do."""
    off = one.stopped_at is not None or one.withdrawn_at is not None
    moment = goes_at(now, one.urgent, calendar)
    one.again_at = moment if moment > now and not off else None
    if off or one.again_at is not None:
        return {"again_at": one.again_at}
    return {"again_at": None, "again_cursor": 0, "reminded_at": now}


async def _tell(session: Session, one: Broadcast, said: Say, ended: bool, now: datetime, machine: datetime) -> None:
    """Where nothing can be edited, only how it ended."""
    chat = await session.get(Chat, one.chat_id)
    if chat is None or chat.gone_at is not None or one.letter_id is None:
        return
    edits = CHANNELS[chat.channel].edits
    if not edits and not ended:
        return
    more = {"kind": Kind.EDIT, "replaces": one.letter_id} if edits else {}
    await outbox.post(session, outbox.letters(said, _to(chat), now, machine, lane=Lane.NUDGE, **more))  # type: ignore[arg-type]
