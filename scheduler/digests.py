"""What organisers see without asking: one board edited in place, the digest at 07:45, and a bundled notice at 11:00 and
16:30."""

from datetime import datetime
from functools import partial

from core.calendar import NOTICES, Calendar
from core.clock import local
from core.deadlines import TICK
from core.delivery import CHANNELS, Kind, Lane
from core.roles import ORGANISING
from core.say import Choice, Say
from core.texts import labels, status
from core.texts.values import NewReport
from data import bound, campaigns, marks, outbox, people, standings
from data.campaigns import HandedIn
from data.database import Database, Session
from data.models import Board, Campaign, Chat
from data.outbox import To
from scheduler import graces, mornings

_LOOK = (Choice(labels.STATUS, "status.show"), Choice(labels.MISSING, "status.missing"))


async def boards(database: Database, now: datetime, machine: datetime) -> int:
    return await database.write(partial(_boards, now=now, machine=machine))


async def _boards(session: Session, now: datetime, machine: datetime) -> int:
    due = await campaigns.boards_due(session, now)
    for at in {campaign.id or 0 for _, campaign, _ in due}:
        await bound.stale(session, at, now)
    for board, campaign, chat in due:
        await _draw(session, board, campaign, chat, now, machine)
    return len(due)


async def _draw(
    session: Session, board: Board, campaign: Campaign, chat: Chat, now: datetime, machine: datetime
) -> None:
    """The first drawing is a message; every later one an edit of it. Where nothing can be edited there is no board."""
    if chat.gone_at is not None or chat.person_id is None or not CHANNELS[chat.channel].edits:
        await campaigns.board_drawn(session, board, None)
        return
    statuses = await standings.statuses(session, campaign.id or 0, now)
    say = Say(status.board(campaigns.plan_of(campaign), statuses, now), _LOOK)
    to = To(chat.id or 0, chat.channel, chat.person_id)
    if board.letter_id is None:
        (row,) = outbox.letters(say, to, now, machine)
        await campaigns.board_drawn(session, board, await outbox.post_one(session, row))
    else:
        rows = outbox.letters(say, to, now, machine, lane=Lane.NUDGE, kind=Kind.EDIT, replaces=board.letter_id)
        await outbox.post(session, rows)
        await campaigns.board_drawn(session, board, None)


async def notices(database: Database, now: datetime, machine: datetime, calendar: Calendar) -> int:
    return await database.write(partial(_notices, now=now, machine=machine, calendar=calendar))


async def _notices(session: Session, now: datetime, machine: datetime, calendar: Calendar) -> int:
    """What has come due since each campaign was last looked at; in quiet time, after a downtime, nobody is woken."""
    due = await campaigns.notices_due(session, now)
    if due and not calendar.is_quiet(now, lunch_too=False):
        since = min(campaign.notice_at for campaign in due if campaign.notice_at is not None)
        if mornings.lays_out(since, now, calendar):
            await mornings.digest(session, now, machine, calendar)
        if mornings.tells_leaders(since, now, calendar):
            await mornings.leaders(session, now, machine, calendar)
        if mornings.tells_heads(since, now, calendar):
            await mornings.clusters(session, now, machine, calendar)
        for campaign in due:
            if campaign.notice_at and calendar.next_of(campaign.notice_at - TICK, NOTICES) <= now:
                await _notice(session, campaign, now, machine)
        await graces.offer(session, now, machine)  # it asks something, so it comes last: a typed yes is for it
    following = calendar.notice_time(now)
    if due and await people.with_digest(session):
        following = min(following, calendar.next_of(now, (calendar.leaders,)))
    for campaign in due:
        await campaigns.noticed(session, campaign, now, following)
    return len(due)


def _arrival(one: HandedIn) -> NewReport:
    code = f"{one.unit.mark}-{one.submission.number:02d}"
    return NewReport(one.unit.name, one.report, code, one.submission.handed_at, one.late, one.above_kept)


async def _notice(session: Session, campaign: Campaign, now: datetime, machine: datetime) -> None:
    """What came in since the last one; nothing came, nothing is written."""
    mark = f"noticed:{campaign.id}"
    came = await campaigns.handed_after(session, campaign.id or 0, int(await marks.get(session, mark) or 0))
    if not came:
        return
    await marks.put(session, mark, str(came[-1].submission.id))
    arrivals = [_arrival(one) for one in came]
    statuses = await standings.statuses(session, campaign.id or 0, now)
    say = Say(status.notice(campaigns.plan_of(campaign), arrivals, statuses, now), _LOOK)
    for reach in await people.reachable(session, roles=sorted(ORGANISING)):
        once = f"notice:{campaign.id}:{reach.person_id}:{local(now):%Y-%m-%d %H:%M}"
        to = To(reach.chat_id, reach.channel, reach.person_id)
        await outbox.post(session, outbox.letters(say, to, now, machine, lane=Lane.NUDGE, once=once))
