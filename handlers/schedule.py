"""What will be reminded when, shown before it happens; and a campaign's own ladder, read back before it is kept."""

from collections.abc import Sequence
from datetime import date, timedelta

from core.audience import Owners, Roster
from core.calendar import Calendar
from core.clock import local
from core.periods import Rhythm, first_day_of
from core.plans import talk
from core.plans.checking import Settled
from core.plans.talk import View
from core.reminders import RECURRING_RUNGS
from core.say import Choice, Say
from core.schedule import Report, Slot, coming, rungs_of, schedule
from core.submissions import Asks
from core.texts import answers, changes, labels, planning
from core.texts import schedule as texts
from core.texts.values import Due
from data import campaigns, schedules, units
from data.models import Campaign, Deliverable
from handlers import carrying, entries
from handlers.planning import ends_on, opened, view
from handlers.turn import Turn

# -- before the start ---------------------------------------------------------------------------------------------


async def planning_schedule(turn: Turn, reading: int) -> Say:
    """The reminders of a plan that is ready, as though it started now; what to do next stands under them."""
    found = await opened(turn, reading)
    if found is None:
        return Say(planning.gone())
    seen = await view(turn, found)
    onward = talk.onward(seen)
    if not talk.is_ready(seen):
        return onward
    slots = schedule(_planned(turn, seen), turn.setting.calendar, turn.now)
    said = f"{texts.before_start(found.short, slots)}\n\n{onward.text}"
    return Say(said, onward.choices, awaits=onward.awaits)


def _planned(turn: Turn, seen: View) -> list[Report]:
    reports: list[Report] = []
    for one in seen.ahead:
        owing = frozenset(seen.owing(one))
        if one.rhythm is not None and one.until is not None:
            span = (first_day_of(one.period), one.until)
            reports += coming(one.label, one.rhythm, span, turn.now, owing, (), turn.setting.calendar)
        else:
            reports.append(Report(_due(one), turn.now, owing))
    return [*reports, *_happening(turn, seen), *_asked(turn, seen)]


def _happening(turn: Turn, seen: View) -> list[Report]:
    return [Report(carrying.due_of(one), turn.now, frozenset(one.charge.units(seen.roster))) for one in seen.carried]


def _asked(turn: Turn, seen: View) -> list[Report]:
    """What is asked about once a month."""
    asked = frozenset(seen.roster.meant(entries.rule(seen)))
    return [Report(entries.due_of(name, ends_on(turn, seen), turn.now), turn.now, asked) for name in seen.entries]


def _due(one: Settled) -> Due:
    deadline = one.deadline()
    return Due(one.label, deadline.wording, deadline.strict, deadline.lenient, deadline.hour)


# -- a campaign that runs -----------------------------------------------------------------------------------------


async def running_schedule(turn: Turn, campaign: int) -> Say:
    """What is still to go out, as though nobody handed in any more."""
    found = await _campaign(turn, campaign)
    if found is None:
        return _refused(turn)
    own = schedules.own_rungs(found)
    slots = await _ahead(turn, found, own)
    paused = found.paused_until if found.paused_until and found.paused_until > turn.now else None
    slots = tuple(slot for slot in slots if paused is None or slot.at > paused)
    change = Choice(labels.CHANGE_LADDER, "schedule.ladder", {"campaign": campaign})
    return Say(texts.running(found.short, slots, own, paused), (change, _whole(campaign, labels.WHOLE_PLAN)))


async def _campaign(turn: Turn, campaign: int) -> Campaign | None:
    """One that runs; only organisers see and change when others are written to."""
    found = await campaigns.one(turn.session, campaign) if turn.organises else None
    return found if found is not None and found.opened_at is not None and found.closed_at is None else None


def _refused(turn: Turn) -> Say:
    return Say(changes.gone() if turn.organises else answers.not_for_your_role())


def _whole(campaign: int, label: str) -> Choice:
    return Choice(label, "changing.show", {"campaign": campaign})


async def _ahead(turn: Turn, campaign: Campaign, own: Sequence[str]) -> tuple[Slot, ...]:
    """By this ladder, the periods that are not open yet included."""
    calendar = turn.setting.calendar
    open_ = await schedules.owing(turn.session, campaign.id or 0)
    reports = [Report(one.due, one.opened_at, one.units, _rungs(own, one.deliverable)) for one in open_]
    recurring = [one for one in await campaigns.deliverables(turn.session, campaign.id or 0) if one.rhythm]
    roster = await units.roster(turn.session) if recurring else Roster()
    for one in recurring:
        reports += _later(turn, campaign, one, roster, own, calendar)
    return schedule(reports, calendar, turn.now)


def _rungs(own: Sequence[str], report: Deliverable) -> Sequence[str] | None:
    return own or (RECURRING_RUNGS if report.rhythm else None)


def _later(
    turn: Turn, campaign: Campaign, report: Deliverable, roster: Roster, own: Sequence[str], calendar: Calendar
) -> list[Report]:
    if report.opens_at is None:
        return []
    first: date = local(report.opens_at).date()
    if first > campaign.ends_on:
        return []
    owing = frozenset(roster.meant(Owners.from_json(report.owners)))
    span = (first, max(campaign.ends_on, first + timedelta(days=1)))
    return coming(report.name, Rhythm.from_json(report.rhythm), span, turn.now, owing, own, calendar)


# -- another ladder -----------------------------------------------------------------------------------------------


async def ladder(turn: Turn, campaign: int) -> Say:
    """'Đổi lịch nhắc': which?"""
    found = await _campaign(turn, campaign)
    if found is None:
        return _refused(turn)
    own = schedules.own_rungs(found)
    return Say(texts.ask(found.short, own), _ways(campaign, own), awaits=_awaits(campaign))


def _ways(campaign: int, own: Sequence[str]) -> tuple[Choice, ...]:
    usual = (Choice(labels.USUAL_LADDER, "schedule.usual", {"campaign": campaign}),) if own else ()
    return (*usual, Choice(labels.LEAVE_IT, "schedule.running", {"campaign": campaign}))


def _awaits(campaign: int) -> Choice:
    return Choice("", "schedule.typed", {"campaign": campaign})


async def usual(turn: Turn, campaign: int) -> Say:
    found = await _campaign(turn, campaign)
    return await _read_back(turn, found, ()) if found else _refused(turn)


async def typed(turn: Turn, words: str, campaign: int) -> Say:
    """'7 ngày, 3 ngày, sáng ngày cuối': read back in words before anything changes."""
    found = await _campaign(turn, campaign)
    if found is None:
        return _refused(turn)
    names = rungs_of(words)
    if names is None:
        own = schedules.own_rungs(found)
        return Say(texts.unclear(words), _ways(campaign, own), awaits=_awaits(campaign))
    return await _read_back(turn, found, names)


async def _read_back(turn: Turn, campaign: Campaign, names: Sequence[str]) -> Say:
    slots = await _ahead(turn, campaign, names)
    concerned = await schedules.units_owing(turn.session, campaign.id or 0)
    first = next((slot.at for slot in slots if any(row.due.asks != Asks.OPEN for row in slot.rows)), None)
    said = texts.confirm(campaign.short, names, concerned, first)
    at = campaign.id or 0
    yes = Choice(labels.KEEP_LADDER, "schedule.changed", {"campaign": at, "words": ", ".join(names)})
    return Say(said, (yes, Choice(labels.LEAVE_IT, "schedule.running", {"campaign": at})), awaits=_awaits(at))


async def changed(turn: Turn, campaign: int, words: str) -> Say:
    """The ladder that was read back; no words are the usual one."""
    found = await _campaign(turn, campaign)
    names = rungs_of(words) if words else ()
    if found is None or names is None:
        return _refused(turn)
    await schedules.change_rungs(turn.session, found, names, turn.now)
    await turn.note("ladder", campaign_id=campaign, names=list(names))
    show = Choice(labels.SCHEDULE, "schedule.running", {"campaign": campaign})
    return Say(texts.kept(names), (show, _whole(campaign, labels.WHOLE_PLAN)))
