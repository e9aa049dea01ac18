"""The one message of each bound group: pinned once, edited in place, at most once a minute and each morning."""

from datetime import datetime, time, timedelta
from functools import partial

from core.calendar import Calendar
from core.clock import at, local
from core.delivery import CHANNELS, Kind, Lane
from core.say import Audience, Say
from core.texts import groups as texts
from data import bound, campaigns, outbox
from data.bound import Bound
from data.database import Database, Session
from data.outbox import To

MORNING = time(7)  # when the days that are left are counted anew


async def boards(database: Database, now: datetime, machine: datetime, calendar: Calendar) -> int:
    return await database.write(partial(_boards, now=now, machine=machine, calendar=calendar))


async def _boards(session: Session, now: datetime, machine: datetime, calendar: Calendar) -> int:
    due = await bound.due(session, now)
    for one in due:
        await _draw(session, one, now, machine, calendar)
    return len(due)


async def _draw(session: Session, one: Bound, now: datetime, machine: datetime, calendar: Calendar) -> None:
    """Where the bot is not any more it waits; what says the same as before is not said again."""
    if one.gone or not CHANNELS[one.chat.channel].edits:
        await bound.drawn(session, one.id, one.row.letter_id, None)
        return
    told = [(campaigns.plan_of(each), rows) for each, rows in await bound.counted(session, one, now)]
    text = texts.board(told, now, one.cluster)
    letter_id = one.row.letter_id
    if _body(text) != _body(await bound.last_said(session, one)):
        letter_id = await _say(session, one, text, now, machine)
    await bound.drawn(session, one.id, letter_id, _next_morning(now, calendar) if told else None)


def _body(text: str) -> str:
    """Without the line that says when it was counted."""
    return text.partition("\n")[2]


async def _say(session: Session, one: Bound, text: str, now: datetime, machine: datetime) -> int:
    say = Say(text, audience=Audience.PUBLIC)
    to = To(one.chat.id or 0, one.chat.channel, group=True)
    if one.row.letter_id is None:
        (row,) = outbox.letters(say, to, now, machine, lane=Lane.NUDGE, kind=Kind.PIN)
        return await outbox.post_one(session, row)
    edit = outbox.letters(say, to, now, machine, lane=Lane.NUDGE, kind=Kind.EDIT, replaces=one.row.letter_id)
    await outbox.post(session, edit)
    return one.row.letter_id


def _next_morning(now: datetime, calendar: Calendar) -> datetime:
    return at(local(now, calendar.zone).date() + timedelta(days=1), MORNING, calendar.zone)
