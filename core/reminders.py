"""The reminder ladder: when a unit hears about one deadline. Pure; the tick only asks `decide`."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import lru_cache

from core.calendar import Calendar
from core.clock import at, local
from core.deadlines import Deadline, last_day, last_instant, said

LAST_MORNING = "last-morning"
GRACE = "grace"
_COUNTED = re.compile(r"(T-|late\+)([1-9]\d?)(h?)")

# A rung is a name: T-<calendar days>, T-<hours>h, late+<working days>, late+<hours>h, or one of the two above.
DAY_RUNGS = ("T-7", "T-3", "T-1", LAST_MORNING, GRACE, "late+1", "late+3")
MORNING_HOUR_RUNGS = ("T-1", "T-2h", GRACE, "late+1h", "late+1", "late+3")
AFTERNOON_HOUR_RUNGS = ("T-3", "T-1", LAST_MORNING, "T-2h", GRACE, "late+1h", "late+1", "late+3")
RECURRING_RUNGS = ("T-3", LAST_MORNING, GRACE, "late+1")

GAP = timedelta(hours=3)  # between two letters to one unit, the opening letter counted
EARLY = 7  # calendar days before the deadline from which a rung is mere notice …
SETTLED = timedelta(days=3)  # … and useless this soon after the opening letter
LAST_HOURS = timedelta(hours=2)  # before an hour-level deadline: what is said by the hour is said then
ROOM = timedelta(hours=1)  # left of the time, where a reminder shall still be of use on short notice


@dataclass(frozen=True)
class Step:
    """One reminder. While `before` holds the unit is not late and nothing says "quá hạn"; `useful_until` is the
    moment after which this step has nothing to say any more (None: it stays true)."""

    name: str
    at: datetime
    before: bool
    useful_until: datetime | None = None
    any_day: bool = False  # it may fall on a day off, when only the night holds it back

    @property
    def by_the_hour(self) -> bool:
        """It may break lunch."""
        return _by_the_hour(self.name)


@dataclass(frozen=True)
class Decision:
    """What the tick does with one obligation: a step to send now, and when to look again."""

    send: Step | None
    look_at: datetime | None


@dataclass(frozen=True)
class _Wish:
    """A rung's own moment, before quiet time moves it."""

    name: str
    at: datetime


def is_rung(name: str) -> bool:
    """Whether an organiser's own ladder may use this name."""
    return name in (LAST_MORNING, GRACE) or _COUNTED.fullmatch(name) is not None


def _by_the_hour(name: str) -> bool:
    return name.endswith("h")


def usual_rungs(deadline: Deadline, calendar: Calendar) -> tuple[str, ...]:
    """A day has the full ladder; an hour in the morning only the afternoon before and two hours before."""
    if not deadline.hour:
        return DAY_RUNGS
    morning = last_instant(deadline.strict, calendar.zone).hour < 12
    return MORNING_HOUR_RUNGS if morning else AFTERNOON_HOUR_RUNGS


def ladder(
    deadline: Deadline, opened_at: datetime, calendar: Calendar, rungs: Sequence[str] | None = None
) -> tuple[Step, ...]:
    """The steps of one deadline in order of time, `GAP` or more apart, the first `GAP` or more after the opening.

    Steps that fall together are one, under the name of the later rung. On short notice, when the opening letter is
    too near to every step before the deadline, the last slot before it has one. The fewest that can come out is none:
    without a slot between opening and deadline it is left to the opening letter.
    """
    return _ladder(deadline, opened_at, calendar, usual_rungs(deadline, calendar) if rungs is None else tuple(rungs))


@lru_cache(maxsize=1024)  # all units of a campaign climb the same one, and a tick may ask for thousands
def _ladder(deadline: Deadline, opened_at: datetime, calendar: Calendar, rungs: tuple[str, ...]) -> tuple[Step, ...]:
    wishes = sorted((_wish(name, deadline, calendar) for name in rungs), key=lambda wish: wish.at)
    steps = [step for wish in wishes if (step := _placed(wish, deadline, calendar)) and not too_soon(step, opened_at)]
    early = spaced(step for step in steps if step.at < deadline.strict) or _on_short_notice(
        wishes, deadline, opened_at, calendar
    )
    heard = early[-1].at if early else opened_at
    return (*early, *spaced(step for step in steps if step.at > deadline.strict and step.at - heard >= GAP))


AGAIN = "again"  # the morning of the day by which a part is wanted back
_AGAIN_LATER = (1, 3)  # working days after it


def returned_ladder(again_by: datetime, calendar: Calendar) -> tuple[Step, ...]:
    """The steps of a report that was looked at and is wanted back in part: the morning of that day, then twice after
    it, at a slot each. None of them says that anything is overdue: the report itself came."""
    day = last_day(again_by, calendar.zone)
    morning = calendar.previous_slot(again_by)
    if (slot := at(day, calendar.morning, calendar.zone)) < again_by and not calendar.is_quiet(slot):
        morning = slot
    later = [at(calendar.plus_working(day, count), calendar.morning, calendar.zone) for count in _AGAIN_LATER]
    return (
        Step(AGAIN, morning, before=True, useful_until=again_by),
        *(Step(f"{AGAIN}+{count}", moment, before=False) for count, moment in zip(_AGAIN_LATER, later, strict=True)),
    )


def _on_short_notice(
    wishes: Sequence[_Wish], deadline: Deadline, opened_at: datetime, calendar: Calendar
) -> tuple[Step, ...]:
    """Whoever is reminded before the deadline at all is reminded once, if there is room for it."""
    before = [wish.name for wish in wishes if wish.name != GRACE and not wish.name.startswith("late")]
    slot = calendar.previous_slot(deadline.strict - ROOM)
    if not before or slot - opened_at < GAP:
        return ()
    return (Step(before[-1], slot, before=True, useful_until=deadline.strict),)


def _wish(name: str, deadline: Deadline, calendar: Calendar) -> _Wish:
    if name == LAST_MORNING:
        return _Wish(name, at(last_day(deadline.strict, calendar.zone), calendar.morning, calendar.zone))
    if name == GRACE:
        return _Wish(name, at(last_day(deadline.lenient, calendar.zone), calendar.morning, calendar.zone))
    counted = _COUNTED.fullmatch(name)
    if counted is None:
        raise ValueError(f"Not a rung: {name!r}")
    side, count, hours = counted.group(1), int(counted.group(2)), counted.group(3)
    if side == "T-":
        moment = _hours(deadline.strict, -count) if hours else _days_before(deadline, count, calendar)
    else:
        moment = _hours(deadline.lenient, count) if hours else _days_after(deadline, count, calendar)
    return _Wish(name, moment)


def _hours(moment: datetime, count: int) -> datetime:
    return said(moment) + timedelta(hours=count)


def _days_before(deadline: Deadline, count: int, calendar: Calendar) -> datetime:
    """Calendar days back from the last safe day; the eve is for the afternoon, when tomorrow is already near."""
    day = last_day(deadline.strict, calendar.zone) - timedelta(days=count)
    return at(day, calendar.afternoon if count == 1 else calendar.morning, calendar.zone)


def _days_after(deadline: Deadline, count: int, calendar: Calendar) -> datetime:
    day = calendar.plus_working(last_day(deadline.lenient, calendar.zone), count)
    return at(day, calendar.morning, calendar.zone)


def _placed(wish: _Wish, deadline: Deadline, calendar: Calendar) -> Step | None:
    """Out of quiet time: brought forward before the deadline, put off after it.

    The day of grace lies between two moments, so its step can move neither way: on a day off there is none.
    """
    quiet = calendar.is_quiet(wish.at, lunch_too=not _by_the_hour(wish.name))
    if wish.name == GRACE:
        useful = not quiet and deadline.strict < wish.at < deadline.lenient
        return Step(wish.name, wish.at, before=True, useful_until=deadline.lenient) if useful else None
    if wish.name.startswith("late"):
        return Step(wish.name, calendar.next_slot(wish.at) if quiet else wish.at, before=False)
    moment = calendar.previous_slot(min(wish.at, deadline.strict)) if quiet or wish.at >= deadline.strict else wish.at
    return Step(wish.name, moment, before=True, useful_until=deadline.strict)


def too_soon(step: Step, opened_at: datetime) -> bool:
    """Before or hard upon the opening letter; a mere notice also in the days after it."""
    counted = _COUNTED.fullmatch(step.name)
    notice = counted is not None and counted.group(1, 3) == ("T-", "") and int(counted.group(2)) >= EARLY
    return step.at - opened_at < (SETTLED if notice else GAP)


def spaced(steps: Iterable[Step]) -> tuple[Step, ...]:
    """In order of time, each `GAP` or more before the next: where two are too near, the later one stays."""
    kept: list[Step] = []
    for step in reversed(sorted(steps, key=lambda step: step.at)):
        if not kept or kept[-1].at - step.at >= GAP:
            kept.append(step)
    return tuple(reversed(kept))


def own_moment(
    step: Step, hour: int | None, deadline: Deadline, next_at: datetime | None, calendar: Calendar
) -> datetime:
    """When a step is said to somebody who chose an hour of the day (in minutes): then, on the same day, where that is
    later than the slot. One letter a day keeps `GAP` from another: who chose an hour before the afternoon slot and near
    it has that slot's letters `GAP` later.

    At the slot itself when the hour would be quiet, after the last safe moment or two hours before an hour-level one,
    or less than `GAP` before the next one; a step by the hour, and one at no slot, is never moved.
    """
    here = local(step.at, calendar.zone)
    if hour is None or step.by_the_hour or here.time() not in calendar.slots:
        return step.at
    wished = at(here.date(), time(*divmod(hour, 60)), calendar.zone)
    if wished < step.at and here.time() != calendar.morning and step.at - wished < GAP:
        wished += GAP
    return wished if wished > step.at and _fits(wished, step, deadline, next_at, calendar) else step.at


def _fits(moment: datetime, step: Step, deadline: Deadline, next_at: datetime | None, calendar: Calendar) -> bool:
    by_an_hour = step.name == AGAIN or (deadline.hour and step.name != GRACE)
    lasts = (step.useful_until or moment) - (LAST_HOURS if by_an_hour else timedelta())
    in_time = not step.before or moment <= lasts
    apart = next_at is None or next_at - moment >= GAP
    return in_time and apart and not calendar.is_quiet(moment)


def next_step(steps: Sequence[Step], after: datetime) -> Step | None:
    """The first step strictly after the moment."""
    return next((step for step in steps if step.at > after), None)


def due_step(steps: Sequence[Step], last_done: datetime | None, now: datetime) -> Step | None:
    """The latest step in (last_done, now]: what was missed before it is never made up for.

    None also when that step has nothing to say any more: "hôm nay là ngày cuối" is not sent the day after.
    `last_done` is the moment of the last letter, or of the ruling (an extension, a resumed pause) that renews the
    ladder: steps up to it are over.
    """
    passed = [step for step in steps if step.at <= now and (last_done is None or step.at > last_done)]
    if not passed:
        return None
    latest = passed[-1]
    return None if latest.useful_until is not None and now > latest.useful_until else latest


def decide(steps: Sequence[Step], last_done: datetime | None, now: datetime, calendar: Calendar) -> Decision:
    """Send the due step now, or wait out quiet time and the gap after the last letter, or wait for the next step.

    A ladder followed on time is never held back, for its steps keep clear of both; a step caught up late may be.
    Then `look_at` is the moment to decide again, when a later step may have taken its place.
    """
    due, upcoming = due_step(steps, last_done, now), next_step(steps, now)
    next_at = upcoming.at if upcoming else None
    if due is None:
        return Decision(None, next_at)
    free_at = _free_at(due, last_done, now, calendar)
    if free_at <= now:
        return Decision(due, next_at)
    return Decision(None, min(free_at, next_at) if next_at else free_at)


def _free_at(step: Step, last_done: datetime | None, now: datetime, calendar: Calendar) -> datetime:
    """The first moment from now on at which this step may be sent."""
    moment = now if last_done is None else max(now, last_done + GAP)
    if step.any_day:
        return calendar.out_of_the_night(moment)
    quiet = calendar.is_quiet(moment, lunch_too=not step.by_the_hour)
    return calendar.next_slot(moment) if quiet else moment
