"""One rehearsal from the issue of a plan to a week after its end."""

import logging
import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from bot.rehearsal.officer import Officer
from bot.rehearsal.people import Played
from bot.rehearsal.telling import Tale, told
from bot.rehearsal.units import Behaviour, Units, shared_out
from bot.rehearsal.world import Stage, settings
from bot.settings import Settings
from core.clock import at
from core.deadlines import end_of, last_day
from core.plans.proposal import Proposal
from core.submissions import Asks
from core.vietnamese import fold
from data import campaigns, obligations
from data.database import Session

OPENS = time(8)
AFTER = timedelta(days=7)
LOOK = timedelta(minutes=1)  # after something opened
LEAD = timedelta(days=14)  # before its first deadline, where a plan says neither when it was issued nor when it begins
_YEAR = re.compile(r"\bnam (20\d\d)\b")


@dataclass(frozen=True)
class Wish:
    """What is to be rehearsed, and with whom."""

    plan: Path
    start: datetime
    units: Sequence[Played]
    behaviour: str = "mixed"
    seed: int = 0
    rostered: bool = False


def begins(plan: Proposal, today: date) -> datetime:
    """08:00 of the day of issue, else of the first day of its period."""
    year = _YEAR.findall(fold(plan.title))
    day = plan.issue_date or plan.start
    if day is None and plan.deadlines:
        day = min(one.day for one in plan.deadlines) - LEAD
    if day is None and year:
        day = date(int(year[-1]), 1, 1)
    return at(day or today, OPENS)


async def rehearse(wish: Wish, usual: Settings) -> Tale:
    """Raises `Stuck` where the plan cannot be started."""
    kinds = shared_out(wish.units, wish.behaviour, wish.seed)
    blocked = [mark for mark, kind in kinds.items() if kind is Behaviour.BLOCKED]
    logging.disable(logging.WARNING)  # that somebody blocked the bot is no news here
    try:
        with tempfile.TemporaryDirectory(prefix="rehearsal-") as folder:
            async with Stage(settings(Path(folder), wish.start, usual), wish.units, blocked) as stage:
                await Officer(stage, len(wish.units), wish.rostered).starts(wish.plan)
                await _play(stage, {one.mark: one for one in wish.units}, kinds, wish.seed)
                return await told(stage)
    finally:
        logging.disable(logging.NOTSET)


async def _play(stage: Stage, played: dict[str, Played], kinds: dict[str, Behaviour], seed: int) -> None:
    """From one opening to the next, for each has something that the units do not know of yet. Nobody looks at the
    organiser's board any more, so it is not drawn again."""
    clock, database = stage.house.clock, stage.house.database
    units = Units(stage.house, stage.office.quiet, stage.post, played, kinds, seed)
    stage.office.actors, stage.post.heard = units, units.hear
    await database.write(campaigns.boards_away)
    end = await database.read(_end)
    while clock.now() < end:
        await units.look()
        opening = (await database.read(obligations.next_moments)).opening
        await clock.advance(min(end, opening + LOOK) if opening else end)
        end = end if clock.now() < end else await database.read(_end)  # a later period may be due later


async def _end(session: Session) -> datetime:
    """A week after the campaign's last day, or after the last deadline where that is later."""
    last = [one.ends_on for one in await campaigns.running(session)]
    for campaign in await campaigns.running(session):
        last += [last_day(one.lenient) for one in await campaigns.deliverables(session, campaign.id or 0, tuple(Asks))]
    return end_of(max(last) + AFTER)
