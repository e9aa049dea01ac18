"""What is wrong or vague in a plan: each finding with its quoted line and the choices that settle it.

Here those about dates; the frame and the text are looked at in core.plans.remarks. The first choice is what is done
until somebody has answered; where two dates are possible it is the earlier one.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from core.calendar import Calendar
from core.plans.dates import dates_in
from core.plans.plain import plain
from core.plans.proposal import Finding, Kind, Reported
from core.plans.reading import MUST, SHOULD, Reading, quote
from core.plans.remarks import REMARKS
from core.texts import findings as texts
from core.texts.plans import last_safe
from core.vietnamese import WEEKDAYS

DAY = timedelta(days=1)
USUAL_DAYS = (20, 25)  # of the month: on which reports that come round are usually due


def findings(reading: Reading) -> tuple[Finding, ...]:
    """Those that must be settled first."""
    checks: tuple[Callable[[Reading], Iterable[Finding]], ...] = (
        _weekdays,
        _impossible,
        _years,
        _conflicts,
        _contradictions,
        _too_early,
        _days_off,
        _before_the_end,
        _nothing_due,
        _rhythms,
        _relative,
        _amended,
        *REMARKS,
    )
    found = {(one.type, one.detail): one for check in checks for one in check(reading)}
    return tuple(sorted(found.values(), key=lambda finding: finding.weight))


def safe_day(one: Reported) -> date:
    """The last day on which all units are surely in time."""
    return one.day if one.inclusive or one.hour else one.day - DAY


def _day(day: date) -> Mapping[str, object]:
    return {"day": day.isoformat()}


def _weekdays(reading: Reading) -> Iterator[Finding]:
    for at, one in enumerate(reading.read.deadlines):
        if one.matches is False and one.other is not None:
            days = sorted((one.day, one.other))
            yield Finding(
                "weekday_mismatch",
                texts.weekday_mismatch(one.label, one.day, one.stated, one.other),
                (one.evidence,),
                tuple((texts.take(day), _day(day)) for day in days),
                MUST,
                (at,),
            )
    quoted = {one.evidence.line for one in reading.read.deadlines}
    for passage in reading.doc.content:
        for found in dates_in(passage.text, reading.year, reading.since):
            if found.matches is False and found.day and found.stated is not None and passage.line not in quoted:
                detail = texts.weekday_of_other(found.day, WEEKDAYS[found.stated])
                yield Finding("weekday_mismatch", detail, (quote(passage),), (), SHOULD)


def _impossible(reading: Reading) -> Iterator[Finding]:
    meant = {evidence.line for _, evidence in reading.read.impossible}
    for written, evidence in reading.read.impossible:
        yield Finding("invalid_date", texts.no_such_day(written), (evidence,), (), MUST)
    for passage in reading.doc.content:
        for found in dates_in(passage.text, reading.year, reading.since):
            if not found.exists and passage.line not in meant:
                written = passage.text[found.start : found.end].strip()
                yield Finding(
                    "invalid_date",
                    texts.no_such_day(written),
                    (quote(passage),),
                    (),
                    SHOULD,
                )


def _years(reading: Reading) -> Iterator[Finding]:
    year = reading.header.issue_date.year if reading.header.issue_date else reading.year
    for at, one in enumerate(reading.read.deadlines):
        if year is not None and abs(one.day.year - year) > 1:
            detail = texts.implausible_year(one.label, one.day, year)
            yield Finding("implausible_year", detail, (one.evidence,), (), MUST, (at,))


def _conflicts(reading: Reading) -> Iterator[Finding]:
    """Two dates for one report: the same name, asked of the same units."""
    seen: dict[tuple[str, tuple[str, ...]], tuple[int, Reported]] = {}
    for at, one in enumerate(reading.read.deadlines):
        key = (" ".join(plain(one.label).split()[:8]), one.audience)
        first, other = seen.setdefault(key, (at, one))
        if (
            other.day != one.day
            and _part(one) == _part(other)
            and len(key[0].split()) > 2
            and other.evidence != one.evidence
        ):
            days = sorted((other.day, one.day))
            yield Finding(
                "date_conflict",
                texts.two_dates(one.label, *days),
                (other.evidence, one.evidence),
                tuple((texts.take(day), _day(day)) for day in days),
                MUST,
                (first, at),
            )


def _part(one: Reported) -> list[str]:
    """'lần 1' and 'lần 2' of a report are two."""
    return re.findall(r"\d+", one.label)


def _contradictions(reading: Reading) -> Iterator[Finding]:
    """The calendar and the body give an activity different days."""
    for one, other in reading.contradictions:
        assert one.start is not None
        assert other.start is not None
        detail = texts.two_times(one.title, (one.start, one.end or one.start), (other.start, other.end or other.start))
        yield Finding("date_conflict", detail, (one.evidence, other.evidence), (), SHOULD)


def _too_early(reading: Reading) -> Iterator[Finding]:
    issued = reading.header.issue_date
    for at, one in enumerate(reading.read.deadlines):
        if issued is not None and one.day < issued:
            yield Finding(
                "deadline_before_issue", texts.before_issue(one.label, one.day, issued), (one.evidence,), (), MUST
            )
        elif safe_day(one) < reading.today:
            yield Finding("deadline_passed", texts.already_over(one.label, one.day), (one.evidence,), (), SHOULD, (at,))


def _days_off(reading: Reading) -> Iterator[Finding]:
    yield from days_off(reading.read.deadlines, reading.calendar)


def days_off(deadlines: Sequence[Reported], calendar: Calendar) -> Iterator[Finding]:
    """Those that end on a weekend or a holiday; each may be kept, or moved to the nearest working day."""
    for at, one in enumerate(deadlines):
        for day in dict.fromkeys((safe_day(one), one.day)):
            if one.matches is False and day != one.day:
                continue
            if calendar.is_working(day):
                continue
            weekend = day.weekday() >= 5
            say = texts.on_weekend if weekend else texts.on_holiday
            early, late = calendar.working_before(day), calendar.working_on_or_after(day)
            choices = (
                (texts.keep(one.day), _day(one.day)),
                (texts.earlier(early), _day(early)),
                (texts.later(late), _day(late)),
            )
            kind = "deadline_on_weekend" if weekend else "deadline_on_holiday"
            yield Finding(kind, say(one.label, day), (one.evidence,), choices, SHOULD, (at,))
            break


def _before_the_end(reading: Reading) -> Iterator[Finding]:
    end = reading.header.end
    for at, one in enumerate(reading.read.deadlines):
        if end is not None and one.kind is Kind.FINAL and safe_day(one) < end and (end - one.day).days < 120:
            more = reading.calendar.plus_working(end, 3)
            choices: tuple[tuple[str, Mapping[str, object]], ...] = (
                (texts.extra_form(more), {"extra": more.isoformat()}),
                (texts.leave(), {}),
            )
            detail = texts.before_the_end(one.label, last_safe(one), end)
            yield Finding("report_before_period_end", detail, (one.evidence,), choices, SHOULD, (at,))


def _nothing_due(reading: Reading) -> Iterator[Finding]:
    if reading.read.deadlines or reading.recurring:
        return
    end = reading.header.end
    choices: tuple[tuple[str, Mapping[str, object]], ...] = ()
    if end is not None:
        day = reading.calendar.plus_working(end, 5)
        choices = ((texts.propose(day), _day(day)),)
    yield Finding("no_reporting_deadline", texts.no_deadline(), (), choices, MUST)


def _rhythms(reading: Reading) -> Iterator[Finding]:
    for one in reading.recurring:
        if one.day is None and one.freq not in ("daily", "weekly"):
            days: list[tuple[str, Mapping[str, object]]] = [(texts.last_working_day(), {})]
            days += [(texts.on_day(day), {"of_month": day, "what": one.what}) for day in USUAL_DAYS]
            yield Finding("recurring_without_day", texts.no_day(one.what), (one.evidence,), tuple(days), SHOULD)


def _relative(reading: Reading) -> Iterator[Finding]:
    for counted in reading.relative:
        yield Finding("relative_deadline", texts.relative(counted.quote[:160]), (counted,), (), SHOULD)


def _amended(reading: Reading) -> Iterator[Finding]:
    for one, old in reading.read.moved:
        yield Finding("amended_deadline", texts.amended(one.label, old.quote, one.day), (one.evidence,), (), SHOULD)
