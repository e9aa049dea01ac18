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
Key = tuple[int, str]


async def offer(session: Session, now: datetime, machine: datetime) -> None:
    """One letter for each report; when more units have come late by then, another with all of them."""
    for outage in await outages.recent(session, now - LOOKED_AT):
        if not _is_handed_in_by(outage.channel):
            continue
        owed = await outages.late_after(session, outage)
        came = await outages.first_came(session, owed) if owed else {}
        within = [one for one in owed if came[one.id] - one.obligation.lenient <= LATE_BY]
        by_report: dict[Key, list[Owed]] = {}
        for one in within:
            by_report.setdefault((one.deliverable.id or 0, one.obligation.period), []).append(one)
        for those in by_report.values():
            await _propose(session, outage, those, now, machine)


def _is_handed_in_by(channel: str) -> bool:
    """Letters go out by mail, and nobody is late because one did not."""
    return channel in CHANNELS and CHANNELS[channel].answers


async def _propose(session: Session, outage: Outage, those: list[Owed], now: datetime, machine: datetime) -> None:
    span = mine.channel(outage.channel), outage.since, outage.until
    ids = ",".join(str(one.id) for one in those)
    yes = Choice(
        texts.grace_label(len(those)), "ruling.grace", {"obligations": ids, "reason": texts.grace_reason(*span)}
    )
    say = Say(texts.grace_offer(those[0].due, *span, [one.unit.name for one in those]), (yes,))
    found = await people.reachable(session, roles=sorted(ORGANISING))
    for reach in {one.person_id: one for one in found}.values():
        to, once = To(reach.chat_id, reach.channel, reach.person_id), f"grace:{outage.entry}:{reach.person_id}:{ids}"
        await outbox.post(session, outbox.letters(say, to, now, machine, lane=Lane.NUDGE, once=once))
