"""Moments: office time is an argument everywhere, UTC inside and local only at the edges."""

import math
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

# Fails at import, naming the key, on a machine without time zone data: better than deadlines seven hours off.
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def local(moment: datetime, zone: tzinfo = ZONE) -> datetime:
    """The same moment on the wall clock of the organisation."""
    return aware(moment).astimezone(zone)


def at(day: date, hour: time, zone: tzinfo = ZONE) -> datetime:
    """The UTC moment at which the wall clock shows this day and hour."""
    return datetime.combine(day, hour, tzinfo=zone).astimezone(UTC)


def aware(moment: datetime) -> datetime:
    """The moment itself; one without a zone is a mistake of ours and is refused, never guessed."""
    if moment.tzinfo is None:
        raise ValueError(f"A moment without a time zone: {moment.isoformat()}")
    return moment


@dataclass(frozen=True)
class Rehearsal:
    """A clock for trying things out: at `machine` time it showed `office`, and since then runs `speed` times as fast.

    Office time never runs backwards: not below the anchor when the machine's clock is set back, not by moving.
    """

    machine: datetime
    office: datetime
    speed: float = 1.0

    def __post_init__(self) -> None:
        aware(self.machine)
        aware(self.office)
        if not math.isfinite(self.speed) or self.speed < 0:
            raise ValueError(f"A clock cannot run at {self.speed} times the speed")

    def office_at(self, machine_now: datetime) -> datetime:
        passed = machine_now - self.machine
        return self.office + max(passed, timedelta()) * self.speed

    def moved(self, machine_now: datetime, to: datetime) -> "Rehearsal":
        """Set to `to`, or left where it is when `to` has passed already."""
        return replace(self, machine=machine_now, office=max(to, self.office_at(machine_now)))

    def paced(self, machine_now: datetime, speed: float) -> "Rehearsal":
        """The same office time now, another speed from here; 0 stops it."""
        return Rehearsal(machine_now, self.office_at(machine_now), speed)
