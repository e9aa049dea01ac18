"""The calendar of reminders as an organiser sees it beforehand, and the ladder as an organiser types it."""

import re
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from functools import cached_property

from core import activities, entries
from core.calendar import Calendar
from core.clock import ZONE, at, local
from core.deadlines import Deadline
from core.periods import Period, Rhythm, label_of, periods
from core.reminders import GRACE, LAST_MORNING, RECURRING_RUNGS, Step, is_rung, ladder
from core.submissions import Asks
from core.texts.values import Due
from core.vietnamese import fold

MANY_LETTERS = 100  # of one slot: more than these are many …
MANY_REPORTS = 3  # … and so many reports falling together
MOST_RUNGS = 12


@dataclass(frozen=True)
class Report:
    """One deadline or activity and the units that owe it. `rungs`: the campaign's own ladder, or None for the usual."""

    due: Due
    opened_at: datetime
    units: AbstractSet[int]
    rungs: Sequence[str] | None = None

    @property
    def asks(self) -> bool:
        """Only a question each month: was there anything?"""
        return self.due.asks == Asks.OPEN

    def steps(self, calendar: Calendar) -> tuple[Step, ...]:
        if self.asks:
            return entries.ladder(self.opened_at, self.due.strict, str(self.due.entry), calendar)
        if self.due.event is not None:
            return activities.ladder(self.due.event, self.opened_at, calendar)
        deadline = Deadline(self.due.wording, self.due.strict, self.due.lenient, self.due.hour)
        return ladder(deadline, self.opened_at, calendar, self.rungs)


@dataclass(frozen=True)
class Row:
    """One step of one report."""

    step: Step
    due: Due
    units: AbstractSet[int]


@dataclass(frozen=True)
class Slot:
    """What goes out at one moment. A unit that owes several of these reports gets one letter for all of them."""

    at: datetime
    rows: tuple[Row, ...]

    @cached_property
    def letters(self) -> int:
        """Units that would be written to, as though nothing more were handed in."""
        return len(frozenset[int]().union(*(row.units for row in self.rows)))

    @property
    def heavy(self) -> bool:
        return self.letters > MANY_LETTERS or len({row.due for row in self.rows}) >= MANY_REPORTS


_Rows = dict[tuple[Step, Due], AbstractSet[int]]


def schedule(reports: Iterable[Report], calendar: Calendar, after: datetime) -> tuple[Slot, ...]:
    """Every reminder strictly after the moment, slot by slot, the earliest deadline first. A report that nobody owes
    has none; a question waits for the slot at which its unit is not reminded of anything else."""
    slots: dict[datetime, _Rows] = {}
    for report in sorted(reports, key=lambda one: one.asks):
        for step in report.steps(calendar) if report.units else ():
            if step.at > after:
                _place(slots, step, report, calendar)
    return tuple(Slot(moment, _rows(slots[moment])) for moment in sorted(slots))


def _place(slots: dict[datetime, _Rows], step: Step, report: Report, calendar: Calendar) -> None:
    moment, left, due = step.at, report.units, replace(report.due, entry=0)
    while left:
        busy = _reminded(slots.get(moment, {})) if report.asks else frozenset[int]()
        if free := left - busy:
            rows = slots.setdefault(moment, {})
            rows[step, due] = rows.get((step, due), frozenset()) | free
        left, moment = left & busy, calendar.next_slot(moment)


def _reminded(rows: _Rows) -> frozenset[int]:
    return frozenset[int]().union(*(units for (_, due), units in rows.items() if due.asks != Asks.OPEN))


def _rows(rows: _Rows) -> tuple[Row, ...]:
    return tuple(sorted((Row(step, due, units) for (step, due), units in rows.items()), key=_urgency))


def _urgency(row: Row) -> tuple[datetime, str]:
    return row.due.strict, row.due.name


def heavy_days(slots: Iterable[Slot]) -> list[date]:
    return list(dict.fromkeys(local(slot.at).date() for slot in slots if slot.heavy))


def coming(
    name: str,
    rhythm: Rhythm,
    span: tuple[date, date],
    now: datetime,
    units: AbstractSet[int],
    rungs: Sequence[str],
    calendar: Calendar,
) -> list[Report]:
    """The periods of a report that comes round, from the first to the last day of the span, that are still to come;
    each is opened on its first day. Without a ladder of the campaign's own it has the short one."""
    first, last = span
    known = periods(rhythm, max(first, local(now).date()), last, calendar)
    ahead = [period.asked(now) for period in known if period.last.strict > now and period.starts >= first]
    own = rungs or RECURRING_RUNGS
    return [Report(due_of(name, one), max(now, at(one.starts, time(), ZONE)), units, own) for one in ahead]


def due_of(name: str, period: Period) -> Due:
    """As letters call the report of one period: 'Báo cáo phong trào (tháng 6/2026)'."""
    deadline = period.deadline
    called = f"{name} ({label_of(period.key)})"
    return Due(called, deadline.wording, deadline.strict, deadline.lenient, deadline.hour)


# -- a ladder in words --------------------------------------------------------------------------------------------


_BETWEEN = re.compile(r"[,;\n]|\b(?:va|roi)\b|\s(?=t ?-|late ?\+)")
_COUNTED = re.compile(
    r"(?P<side>t ?-|late ?\+|\+|-|truoc(?: han)?|sau(?: han)?|qua han|tre)? ?(?P<count>\d{1,2})"
    r" ?(?P<unit>h\b|gio|ngay|tuan)?(?P<working> lam viec)?(?P<after> truoc(?: han)?| sau(?: han)?)?"
)
_LAST = re.compile(r"last-?morning|(?:dung |vao )?(?:buoi )?(?:sang )?(?:ngay|hom) (?:cuoi(?: cung)?|han|het han)")
_EVE = re.compile(r"(?:buoi )?(?:chieu )?(?:ngay |hom )truoc(?: han| do)?")
_GRACE = re.compile(r"grace|(?:sang )?ngay (?:con nhan|gia han them|chau chuoc)(?: them)?")
_LATE = ("late", "+", "sau", "qua", "tre")


@dataclass(frozen=True)
class _Part:
    """One wish as typed: a rung already, or a count whose side and unit may stand with another wish."""

    rung: str = ""
    late: bool | None = None
    count: int = 0
    unit: str = ""
    working: bool = False


def rungs_of(words: str) -> tuple[str, ...] | None:
    """'7 ngày, 3 ngày, sáng ngày cuối, sau hạn 1 ngày' or 'T-7, T-3, last-morning, late+1' as names of rungs, in the
    order of time. None when any part of it is unclear: nothing is guessed, and nothing left out."""
    parts = [_part(part.strip(" .")) for part in _BETWEEN.split(fold(words)) if part.strip(" .")]
    known = [part for part in parts if part is not None]
    if not known or len(known) < len(parts) or len(known) > MOST_RUNGS:
        return None
    names = dict.fromkeys(_names(known))
    return tuple(sorted(names, key=_when)) if all(is_rung(name) for name in names) else None


def _part(words: str) -> _Part | None:
    if _LAST.fullmatch(words):
        return _Part(LAST_MORNING)
    if _GRACE.fullmatch(words):
        return _Part(GRACE)
    if _EVE.fullmatch(words):
        return _Part("T-1")
    found = _COUNTED.fullmatch(words)
    if found is None:
        return None
    side = (found["side"] or found["after"] or "").strip()
    late = side.startswith(_LATE) if side else None
    unit = found["unit"] or ("ngay" if side.startswith(("t-", "t -", "late")) else "")
    return _Part(late=late, count=int(found["count"]), unit=unit, working=bool(found["working"]))


def _names(parts: Sequence[_Part]) -> list[str]:
    """'trước 7, 3, 1 ngày': the unit stands with the last of a row, the side with the first."""
    names: list[str] = []
    late = False
    for position, part in enumerate(parts):
        if part.rung:
            names.append(part.rung)
            late = False
            continue
        carried = position > 0 and not parts[position - 1].rung and not parts[position - 1].unit
        late = part.late if part.late is not None else (late and carried)
        unit = part.unit or next((one.unit for one in parts[position:] if one.unit), "ngay")
        names.append(_name(part.count, unit, late=late, working=part.working))
    return names


def _name(count: int, unit: str, *, late: bool, working: bool) -> str:
    """Before a deadline days are those of the calendar, after it working days; another wish is no rung."""
    if unit in ("h", "gio"):
        return f"{'late+' if late else 'T-'}{count}h"
    if late:
        return f"late+{count}" if unit == "ngay" else ""
    return "" if working else f"T-{count * 7 if unit == 'tuan' else count}"


def _when(name: str) -> tuple[int, int]:
    """Order of time, whatever the deadline: days before, the last morning, hours before, and after it likewise."""
    count = int(re.sub(r"\D", "", name) or 0)
    if name == GRACE:
        return 3, 0
    if name == LAST_MORNING:
        return 1, 0
    if name.startswith("late"):
        return (4 if name.endswith("h") else 5), count
    return (2 if name.endswith("h") else 0), -count
