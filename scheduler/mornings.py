"""The mornings of those who watch: the organiser's digest at 07:45, half an hour before the letters it tells of; at
08:00 five lines for leaders who asked for them; each cluster head's own list at 08:30, when the units have been told.

All are written from what stands in the database at that moment; nothing to say, no letter.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from core.calendar import NOTICES, Calendar
from core.clock import at, local
from core.deadlines import end_of, last_day
from core.delivery import Lane
from core.escalation import Spoken, spoken_of, urgency
from core.reminders import due_step
from core.reviews import waits_long
from core.roles import ORGANISING, Role
from core.say import Choice, Say
from core.texts import digests as texts
from core.texts import labels, status
from core.texts.activities import Today
from core.texts.digests import Going, Listed, Morning, Part
from core.texts.values import MissingUnit
from data import (
    activities,
    campaigns,
    forwarding,
    missing,
    outbox,
    people,
    relays,
    requests,
    reviews,
    standings,
    units,
)
from data.database import Session
from data.obligations import Owed
from data.outbox import To
from data.people import Reach
from data.units import SeatCard
from scheduler.nudges import decided_of, steps_of

HOLIDAYS = timedelta(days=14)  # further than the next working day ever lies
Key = tuple[int, str]  # one period of one report
_PASS_ON = Choice(labels.RELAY, "relaying.show")


def lays_out(since: datetime, now: datetime, calendar: Calendar) -> bool:
    """After a downtime a digest is still of use until the first notice of the day."""
    today = local(now, calendar.zone).date()
    return since <= at(today, calendar.digest, calendar.zone) <= now < at(today, NOTICES[0], calendar.zone)


def tells_leaders(since: datetime, now: datetime, calendar: Calendar) -> bool:
    today = local(now, calendar.zone).date()
    return since <= at(today, calendar.leaders, calendar.zone) <= now < at(today, NOTICES[0], calendar.zone)


def tells_heads(since: datetime, now: datetime, calendar: Calendar) -> bool:
    today = local(now, calendar.zone).date()
    return since <= at(today, calendar.heads, calendar.zone) <= now < at(today, NOTICES[-1], calendar.zone)


# -- the organiser ------------------------------------------------------------------------------------------------


async def digest(session: Session, now: datetime, machine: datetime, calendar: Calendar) -> None:
    """One letter for each organiser, whatever runs."""
    await relays.sweep(session, now)
    running = await campaigns.running(session)
    going = await _going(session, now, calendar)
    morning = await _morning(session, [one.id or 0 for one in running], going, now, calendar)
    if morning.empty and not morning.long:
        return
    said = texts.reviews_wait(morning) if morning.empty else texts.digest(morning, now)
    say = Say(said, _offers(morning, going))
    for reach in await _once_each(session, sorted(ORGANISING)):
        once = f"digest:{reach.person_id}:{local(now):%Y-%m-%d}"
        await outbox.post(session, outbox.letters(say, _to(reach), now, machine, lane=Lane.NUDGE, once=once))


def _offers(morning: Morning, going: list[Owed]) -> tuple[Choice, ...]:
    offers = [Choice(labels.CALL_ROUND, "calls.show")] if morning.due or morning.overdue or morning.unreached else []
    if morning.requests:
        offers.append(Choice(labels.SEE_REQUESTS, "requests.show"))
    if morning.mailed:
        offers.append(Choice(labels.CHECK_MAIL, "reconciling.show"))
    if morning.reviews:
        offers.append(Choice(labels.REVIEW, "reviewing.show"))
    if morning.relays:
        offers.append(_PASS_ON)
    if morning.going:
        held = ",".join(str(one) for one in sorted({owed.campaign.id or 0 for owed in going}))
        args = {"slot": morning.going.slot.isoformat(), "campaigns": held}
        offers.append(Choice(labels.HOLD_SLOT, "nudging.hold", args))
    return tuple(offers)


async def _going(session: Session, now: datetime, calendar: Calendar) -> list[Owed]:
    """What the next slot would write, by the tick's own rule."""
    slot = calendar.next_slot(now)
    looked = await missing.reminded_until(session, slot)
    return [owed for owed in looked if decided_of(owed, slot, calendar).sends]


async def _morning(
    session: Session, running: Sequence[int], going: list[Owed], now: datetime, calendar: Calendar
) -> Morning:
    owed = await missing.due_until(session, now + HOLIDAYS)
    spoken = {one.id: spoken_of(one.obligation.strict, one.obligation.lenient, now, calendar) for one in owed}
    owed = sorted((one for one in owed if spoken[one.id]), key=_urgency(now))
    yesterday = calendar.working_before(local(now, calendar.zone).date())
    broken = await missing.promised_between(session, at(yesterday, calendar.digest, calendar.zone), now)
    reached = await missing.reached(session, list({one.unit.id or 0 for one in [*owed, *going]}))
    asked = await missing.asked(session, list({one.deliverable.id or 0 for one in owed}))
    unseen = await reviews.unseen(session)
    return Morning(
        reviews=len(unseen),
        long=[texts.waiting_report(one.code, one.unit) for one in unseen if waits_long(one.since, now, calendar)],
        due=_parts([one for one in owed if spoken[one.id] is Spoken.DUE], asked),
        overdue=_parts([one for one in owed if spoken[one.id] is Spoken.OVERDUE], asked),
        broken=[f"{one.unit.name} ({one.due.name})" for one in broken],
        unreached=_names(one for one in [*owed, *going] if one.unit.id not in reached),
        requests=await requests.count(session, running),
        mailed=len(await requests.about_mail(session)),
        unmailed=[one.short for one in await forwarding.held_up(session, now)],
        relays=len(await relays.waiting(session, now)),
        going=_told([one for one in going if one.unit.id in reached], now, calendar),
        events=await _events(session, now, calendar),
    )


async def _events(session: Session, now: datetime, calendar: Calendar) -> list[Today]:
    """What takes place today and until the next morning on which there is a digest."""
    today = local(now, calendar.zone).date()
    found = await activities.between(session, today, calendar.plus_working(today, 1))
    return [Today(one.name, one.event, one.unit, one.units) for one in found]


def _told(going: list[Owed], now: datetime, calendar: Calendar) -> Going | None:
    if not going:
        return None
    ordered = sorted(going, key=_urgency(now))
    reports = list(dict.fromkeys(one.due.name for one in ordered))
    return Going(calendar.next_slot(now), len({one.unit.id for one in going}), reports)


def _urgency(now: datetime) -> Callable[[Owed], tuple[int, float]]:
    return lambda one: urgency(one.obligation.strict, one.obligation.lenient, now)


def _parts(owed: Iterable[Owed], asked: dict[Key, int]) -> list[Part]:
    return [
        Part(those[0].campaign.short, those[0].due, _names(those), asked.get(key, len(those)))
        for key, those in _by_report(owed).items()
    ]


def _by_report(owed: Iterable[Owed]) -> dict[Key, list[Owed]]:
    found: dict[Key, list[Owed]] = {}
    for one in owed:
        found.setdefault((one.deliverable.id or 0, one.obligation.period), []).append(one)
    return found


def _names(owed: Iterable[Owed]) -> list[str]:
    return list(dict.fromkeys(one.unit.name for one in owed))


# -- leaders ------------------------------------------------------------------------------------------------------


async def leaders(session: Session, now: datetime, machine: datetime, calendar: Calendar) -> None:
    """The five lines of the most urgent report, counts only; names are a tap away."""
    wanting = await people.with_digest(session)
    say = await _five_lines(session, now, calendar) if wanting else None
    if say is None:
        return
    for reach in await _once_each(session, [Role.LEADER]):
        if reach.person_id in wanting:
            once = f"leader:{reach.person_id}:{local(now):%Y-%m-%d}"
            await outbox.post(session, outbox.letters(say, _to(reach), now, machine, lane=Lane.NUDGE, once=once))


async def _five_lines(session: Session, now: datetime, calendar: Calendar) -> Say | None:
    """Where something is due or overdue today, or something came since the last working morning."""
    owed = [
        one
        for one in await missing.due_until(session, now + HOLIDAYS)
        if spoken_of(one.obligation.strict, one.obligation.lenient, now, calendar)
    ]
    yesterday = calendar.working_before(local(now, calendar.zone).date())
    since = at(yesterday, calendar.leaders, calendar.zone)
    campaign = min(owed, key=_urgency(now)).campaign if owed else None
    campaign = campaign or next(iter(await campaigns.handed_since(session, since)), None)
    counted = await standings.standing(session, campaign.id or 0, now) if campaign else []
    if campaign is None or not counted:
        return None
    urgent = standings.due_next(counted, now)
    counts = replace(urgent.status, silent_names=())
    others = [one.status for one in counted if one is not urgent]
    text = status.five_lines(campaigns.plan_of(campaign), counts, others, now)
    return Say(text, (Choice(labels.MISSING, "status.missing"), Choice(labels.MORNING_OFF, "leading.off")))


# -- cluster heads ------------------------------------------------------------------------------------------------


async def clusters(session: Session, now: datetime, machine: datetime, calendar: Calendar) -> None:
    """Each head's own list, private, once a day, of what is on its last safe day or past it, and how many units have
    to be told by hand since the morning before. A unit is told before its superior is: one whose letter was held back,
    or waits for an answer, is in no list yet. Of what only named people may read heads see a number at most."""
    heads = await missing.clusters(session)
    if not heads:
        return
    today = [one for one in await _of_today(session, now, calendar) if not one.deliverable.restricted]
    owed = [one for one in today if _knows(one, now, calendar)]
    by_hand = await relays.waiting(session, now, private=False)
    if not (owed or by_hand):
        return
    cards = await _cards(session, {one.unit.id or 0 for one in owed})
    yesterday = at(calendar.working_before(local(now, calendar.zone).date()), calendar.heads, calendar.zone)
    for reach in await _once_each(session, [Role.CLUSTER_HEAD]):
        theirs = await units.of_group(session, heads.get(reach.person_id, []))
        parts = _listed([one for one in owed if one.unit.id in theirs], cards)
        told = [one for one in by_hand if one.unit_id in theirs]
        if parts or any(one.since > yesterday for one in told):
            say = Say(texts.cluster(parts, now, len(told)), _for_a_head(bool(parts), bool(told)))
            once = f"cluster:{reach.person_id}:{local(now):%Y-%m-%d}"
            await outbox.post(session, outbox.letters(say, _to(reach), now, machine, lane=Lane.NUDGE, once=once))


def _for_a_head(parts: bool, told: bool) -> tuple[Choice, ...]:
    calls = (Choice(labels.CALL_ROUND, "calls.show"), Choice(labels.NUDGE_NOW, "nudging.show")) if parts else ()
    return (*calls, *((_PASS_ON,) if told else ()))


@dataclass(frozen=True)
class _Cards:
    """Of each unit its first seat, and when it was last told by hand."""

    seats: dict[int, SeatCard]
    told: dict[int, datetime]


async def _cards(session: Session, of: set[int]) -> _Cards:
    if not of:
        return _Cards({}, {})
    seats = await units.seats(session, list(of))
    return _Cards({card.unit_id: card for card in reversed(seats)}, await relays.last(session, list(of)))


async def _of_today(session: Session, now: datetime, calendar: Calendar) -> list[Owed]:
    today = local(now, calendar.zone).date()
    owed = await missing.due_until(session, end_of(today, calendar.zone))
    those = [
        one
        for one in owed
        if last_day(one.obligation.strict, calendar.zone) <= today
        and spoken_of(one.obligation.strict, one.obligation.lenient, now, calendar)
    ]
    return sorted(those, key=_urgency(now))


def _knows(owed: Owed, now: datetime, calendar: Calendar) -> bool:
    """No letter to the unit is outstanding, and nobody owes it an answer."""
    row, paused = owed.obligation, owed.paused_until
    if (paused is not None and paused > now) or (row.held_until is not None and row.held_until > now):
        return False
    if row.promised_until is not None and row.promised_until > now:
        return True
    return due_step(steps_of(owed, calendar), row.nudged_at, now) is None


def _listed(owed: Iterable[Owed], cards: _Cards) -> list[Listed]:
    return [
        Listed(those[0].campaign.short, those[0].due, [_unit(one, cards) for one in those])
        for those in _by_report(owed).values()
    ]


def _unit(owed: Owed, cards: _Cards) -> MissingUnit:
    card = cards.seats.get(owed.unit.id or 0)
    return MissingUnit(
        unit=owed.unit.name,
        name=card.person if card else "",
        phone=card.phone if card else "",
        promised=owed.obligation.promised_until,
        joined=bool(card and card.reached),
        relayed=cards.told.get(owed.unit.id or 0),
    )


# -- to whom ------------------------------------------------------------------------------------------------------


async def _once_each(session: Session, roles: list[Role]) -> list[Reach]:
    """Each person once, whatever seats they hold."""
    found = await people.reachable(session, roles=roles)
    return list({reach.person_id: reach for reach in found}.values())


def _to(reach: Reach) -> To:
    return To(reach.chat_id, reach.channel, reach.person_id)
