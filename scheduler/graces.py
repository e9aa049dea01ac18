"""After an outage: who came late because of it is proposed to the organisers, to be put right in one press."""

from datetime import datetime, timedelta

from core.delivery import CHANNELS, Lane
from core.roles import ORGANISING
from core.say import Choice, Say
from core.texts import mine
from core.texts import ruling as texts
from data import outages, outbox, people
from data.database import Session
from data.obligations import Owed
from data.outages import LATE_BY, Outage
from data.outbox import To

LOOKED_AT = timedelta(days=3)  # how long after an outage somebody may still come late by it
Key = tuple[int, str, str]  # report, period, and what hindered it


async def offer(session: Session, now: datetime, machine: datetime) -> None:
    """One letter for each report and channel, however often it was down; when more units have come late by then,
    another with all of them."""
    by_channel: dict[str, list[Outage]] = {}
    for outage in await outages.recent(session, now - LOOKED_AT):
        if _is_handed_in_by(outage.channel):
            by_channel.setdefault(outage.channel, []).append(outage)
    for those in by_channel.values():
        owed = await outages.late_after(session, those)
        came = await outages.first_came(session, owed) if owed else {}
        by_report: dict[Key, list[Owed]] = {}
        for one in owed:
            if came[one.id] - _could(those, one) <= LATE_BY:
                by_report.setdefault((one.deliverable.id or 0, one.obligation.period, _told(those, one)), []).append(
                    one
                )
        for (_, _, reason), late in by_report.items():
            await _propose(session, reason, late, now, machine)


def _could(those: list[Outage], owed: Owed) -> datetime:
    return outages.in_reach_by(outages.hindering(those, owed.obligation.lenient), owed.obligation.lenient)


def _told(those: list[Outage], owed: Owed) -> str:
    found = outages.hindering(those, owed.obligation.lenient)
    return texts.grace_reason(mine.channel(found[0].channel), [(one.since, one.until) for one in found])


def _is_handed_in_by(channel: str) -> bool:
    """Letters go out by mail, and nobody is late because one did not."""
    return channel in CHANNELS and CHANNELS[channel].answers


async def _propose(session: Session, reason: str, those: list[Owed], now: datetime, machine: datetime) -> None:
    ids = ",".join(str(one.id) for one in those)
    yes = Choice(texts.grace_label(len(those)), "ruling.grace", {"obligations": ids, "reason": reason})
    say = Say(texts.grace_offer(those[0].due, reason, [one.unit.name for one in those]), (yes,))
    found = await people.reachable(session, roles=sorted(ORGANISING))
    for reach in {one.person_id: one for one in found}.values():
        to, once = To(reach.chat_id, reach.channel, reach.person_id), f"grace:{reach.person_id}:{ids}"
        await outbox.post(session, outbox.letters(say, to, now, machine, lane=Lane.NUDGE, once=once))
