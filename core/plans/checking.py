"""A proposal while people check it: what is kept of it, what is still to be decided, and what it comes to.

Kept as plain JSON beside the answers, so that checking goes on after a restart and on another channel. What somebody
types over (core.plans.edits) changes what is kept, so the answers only ever choose between what was read.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any

from core.activities import Event, is_month_long
from core.audience import Owners, Roster, understood
from core.clock import at as moment_at
from core.deadlines import Deadline, before_day, before_hour, last_day, no_later_than, no_later_than_hour, with_weekday
from core.entries import is_open
from core.internal import capped, unfit
from core.periods import Freq, Period, Rhythm, first_day_of, next_period, period_of
from core.plans.plain import plain
from core.plans.proposal import Activity, Finding, Kind, Proposal, Recurring, Reported, Target, Wording
from core.plans.reading import MUST, REMARK, SHOULD
from core.texts import findings as texts
from core.vietnamese import fold

Kept = dict[str, Any]
Answers = Mapping[str, Any]
GRACE = "grace"  # among the answers: 0 on time, 1 late
OWNERS = "owners"  # who owes each report: by its place in the list, "" for all that ask everybody
CONTACT = "contact"  # who answers questions: name and phone
NUMBERS = "numbers"  # 0: the plan's targets are asked for in the reports of results, 1: not
HANDED = "handed"  # who handed a report in before the start: units, by the report's place
CAMPAIGN = "campaign"  # the running campaign this document is a new version of
OPEN = "open"  # 0: what has no date is taken as often as it comes, 1: not at all
TYPED_OPEN = "typed_open"  # such reports that were typed
INTERNAL = "internal"  # of a report that is kept: the deadline by which units are asked for it
DRAFT = "draft"  # only checked: nothing is started from it
BY_HAND = -1  # a finding somebody settled by typing; what was typed is kept
RECURRING = 2000  # the place of a report that comes round: this and its number
ADDED = 1000  # the place of what a finding adds to the reports: this and its number
LABEL = 120  # letters of what such a report is called
SHORT = 40  # letters of the name used in letters and on buttons
MOST_NUMBERS = 6
# Words at which a name that is cut never ends.
_DANGLING = frozenset(
    {
        "năm",
        "của",
        "và",
        "cho",
        "về",
        "trong",
        "tại",
        "với",
        "các",
        "lần",
        "thứ",
        "ngày",
        "tháng",
        "trên",
        "giai",
        "đoạn",
    }
)
_RHYTHMS = frozenset(Freq)  # a daily report opens no period
_DAYS_OFF = ("deadline_on_weekend", "deadline_on_holiday")
# Findings without a choice of ours that a typed date settles.
TYPED = frozenset({"invalid_date", "no_reporting_deadline", "relative_deadline", "implausible_year"})


@dataclass(frozen=True)
class Settled:
    """One report as it will be asked for. `disputed`: nobody has said yet which of two days was meant."""

    label: str
    words: str
    wording: Wording
    day: date
    hour: time | None
    inclusive: bool
    audience: tuple[str, ...] = ()
    kind: Kind = Kind.OTHER
    at: int = 0  # its place in the list as it was read
    rhythm: Rhythm | None = None  # of a report that comes round; its day is that of the first period
    period: str = ""
    until: date | None = None  # the last day of a plan that it comes round in
    disputed: bool = False
    grace: bool = True  # "trước ngày D": a report on D itself is judged on time, as the organiser decided
    written: "Settled | None" = None  # as the level above wants it, where units are asked earlier

    @property
    def lenient(self) -> bool:
        """'Trước ngày D': a report on D itself may be judged on time."""
        return self.wording is Wording.BEFORE

    @property
    def above(self) -> Deadline | None:
        """The deadline of the level above, where units are asked earlier."""
        if self.rhythm is not None:
            return self._period(self.rhythm).above
        return self.written.deadline() if self.written else None

    def is_over(self, now: datetime) -> bool:
        if self.rhythm is not None:
            return self.coming(now) is None
        return (self.above or self.deadline()).lenient < now

    def next_due(self, now: datetime) -> tuple[Deadline, Deadline | None]:
        """By when units are asked for it next, and by when the level above wants it where that is later."""
        period = self.coming(now)
        return (period.deadline, period.above) if period else (self.deadline(), self.above)

    def as_asked(self, now: datetime) -> "Settled":
        """Of one that comes round the period that is asked next. An internal deadline that is over already is none."""
        period = self.coming(now)
        if self.rhythm is not None and period is not None:
            return replace(self, **_of_period(self.rhythm, period))
        return self.written if self.written and self.deadline().strict <= now else self

    def coming(self, now: datetime) -> Period | None:
        """Of a report that comes round, the period that is asked for next."""
        if self.rhythm is None or self.until is None:
            return None
        period = next_period(self.rhythm, now, first_day_of(self.period), self.until)
        return period.asked(now) if period else None

    def _period(self, rhythm: Rhythm) -> Period:
        return period_of(rhythm, first_day_of(self.period))

    def deadline(self) -> Deadline:
        if self.rhythm is not None:
            return self._period(self.rhythm).deadline
        own = self._own_deadline()
        return capped(own, self.written.deadline()) if self.written else own

    def _own_deadline(self) -> Deadline:
        words = with_weekday(self.words, self.day)
        if self.hour is not None:
            return (no_later_than_hour if self.inclusive else before_hour)(self.day, self.hour, words)
        return no_later_than(self.day, words) if self.inclusive else before_day(self.day, words, grace=self.grace)


def keep(proposal: Proposal, read_on: date | None = None) -> Kept:
    return {
        "read_on": _iso(read_on),
        "title": proposal.title,
        "number": proposal.number,
        "issuer": proposal.issuer,
        "issue_date": _iso(proposal.issue_date),
        "start": _iso(proposal.start),
        "end": _iso(proposal.end),
        "mailbox": proposal.mailbox,
        "contact": {"name": proposal.contact.name, "phone": proposal.contact.phone},
        "activities": len(proposal.activities),
        "events": [_happens(one) for one in proposal.activities if one.end or one.start],
        "owners": sorted({owner for one in proposal.activities for owner in (*one.in_charge, *one.support)}),
        "open": [one.title[:LABEL] for one in proposal.activities if _is_open(one)],
        "recurring": [_rhythm(one) for one in proposal.recurring if one.freq in _RHYTHMS],
        "targets": [_target(one) for one in proposal.targets],
        "deadlines": [_deadline(one) for one in proposal.deadlines],
        "findings": keep_findings(proposal.findings),
    }


def blank(title: str) -> Kept:
    """A plan without a document: its reports are typed."""
    return keep(Proposal(title=title))


def keep_findings(findings: Iterable[Finding]) -> list[Kept]:
    return [_finding(one) for one in findings]


def _target(one: Target) -> Kept:
    return {"what": one.what, "value": one.value, "unit": one.unit, "stock": one.stock, "per_unit": one.per_unit}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _deadline(one: Reported) -> Kept:
    return {
        "label": one.label,
        "kind": str(one.kind),
        "words": one.words,
        "wording": str(one.wording),
        "day": one.day.isoformat(),
        "hour": one.hour.isoformat("minutes") if one.hour else None,
        "inclusive": one.inclusive,
        "audience": list(one.audience),
        "quote": one.evidence.quote,
    }


def _is_open(one: Activity) -> bool:
    """What is handed in whenever there is any; one with a day takes place."""
    return one.end is None and one.start is None and is_open(one.title)


_ONLINE = ("truc tuyen", "online")


def _happens(one: Activity) -> Kept:
    """An activity with a day; one without is only counted."""
    last = one.end or one.start
    assert last is not None
    online = fold(one.place).startswith(_ONLINE)
    where = {"mode": one.place} if online else {"place": one.place}
    event = Event(last, one.start, one.hour, month_long=is_month_long(one.start, last), **where)
    return {
        "title": one.title,
        "event": event.to_json(),
        "owners": list(one.in_charge),
        "support": list(one.support),
        "quote": one.evidence.quote,
    }


_NEXT = re.compile(r"\b(?:thang|quy|tuan|ky)\s+(?:sau|ke tiep|tiep theo)\b")
_CUTOFF = re.compile(r"\bchot\s+so\s+lieu[^.;\d]{0,30}(?P<day>\d{1,2})\b")


def _rhythm(one: Recurring) -> Kept:
    said = plain(one.evidence.quote)
    cutoff = _CUTOFF.search(said)
    rhythm = Rhythm(
        freq=Freq(one.freq),
        day=one.day if one.freq != Freq.WEEKLY else None,
        inclusive=one.inclusive,
        hour=one.hour,
        offset=1 if _NEXT.search(said) else 0,
        cutoff=int(cutoff["day"]) if cutoff and 1 <= int(cutoff["day"]) <= 31 and one.freq != Freq.WEEKLY else None,
    )
    return {"label": one.what, "words": one.detail, "quote": one.evidence.quote, "rhythm": rhythm.to_json()}


def _finding(one: Finding) -> Kept:
    return {
        "type": one.type,
        "detail": one.detail,
        "quotes": [evidence.quote for evidence in one.evidence if evidence.quote],  # a copied date has no line
        "choices": [{"label": label, "sets": dict(sets)} for label, sets in one.choices],
        "weight": one.weight,
        "about": list(one.about),
    }


def with_unknown_owners(kept: Kept, roster: Roster) -> Kept:
    """Those who shall run activities and are not in the list of units: perhaps bodies from outside, perhaps a slip."""
    unknown = [owner for owner in kept["owners"] if understood(owner, roster).unclear] if roster.units else []
    if not unknown:
        return kept
    detail = texts.owners_unknown(unknown)
    found = _finding(Finding("owner_not_in_roster", detail, weight=REMARK))
    return {**kept, "findings": [*kept["findings"], found]}


def entries(kept: Kept, answers: Answers) -> tuple[str, ...]:
    """What will be taken as often as it comes."""
    read = kept.get("open", ()) if answers.get(OPEN, 0) == 0 else ()
    return tuple(dict.fromkeys((*read, *answers.get(TYPED_OPEN, ()))))


def undecided(kept: Kept, answers: Answers) -> list[int]:
    """Findings that must or should be decided and are not, the weightiest first."""
    days = {one.at: one.day for one in as_written(kept, answers)}
    return [
        number
        for number, finding in enumerate(kept["findings"])
        if finding["weight"] <= SHOULD
        and (finding["choices"] or finding["type"] in TYPED)
        and str(number) not in answers
        and not _is_typed_over(kept, finding)
        and not _is_of_another_day(finding, days)
        and not (finding["type"] == "no_reporting_deadline" and _has_some(kept))
    ]


def _is_of_another_day(finding: Kept, days: Mapping[int, date]) -> bool:
    """A day off that is not the report's day any more, or not the one taken until somebody decides."""
    if finding["type"] not in _DAYS_OFF or not finding["choices"]:
        return False
    written = date.fromisoformat(finding["choices"][0]["sets"]["day"])
    return any(days.get(at, written) != written for at in finding["about"])


def _has_some(kept: Kept) -> bool:
    """Reports typed since, or one whose date is asked for anyway."""
    asked = any(one["type"] == "invalid_date" and one["weight"] == MUST for one in kept["findings"])
    return asked or any(not one.get("dropped") for one in kept["deadlines"])


def _is_typed_over(kept: Kept, finding: Kept) -> bool:
    """Somebody typed another date for each report it is about, or took the report out."""
    about = [kept["deadlines"][at] for at in finding["about"]]
    return bool(about) and all(one.get("edited") or one.get("dropped") for one in about)


def settled(kept: Kept, answers: Answers) -> tuple[Settled, ...]:
    """The reports as units will be asked for them, by date."""
    asked = [_asked_earlier(kept, one) for one in as_written(kept, answers)]
    return tuple(sorted(asked, key=_by_date))


def _by_date(one: Settled) -> tuple[date, time]:
    return one.day, one.hour or time.max


def _asked_earlier(kept: Kept, one: Settled) -> Settled:
    """With its internal deadline, as long as that is the earlier one."""
    early = kept["deadlines"][one.at].get(INTERNAL) if one.at < len(kept["deadlines"]) else None
    if not early:
        return one
    asked = replace(one, **_dated(early), written=one)
    return asked if unfit(asked.deadline(), one.deadline()) is None else one


def as_written(kept: Kept, answers: Answers) -> tuple[Settled, ...]:
    """The reports as the plan has them and as decided so far; until an answer comes the first choice of each finding
    holds."""
    reports = {one.at: one for one in (*_as_read(kept), *_coming_round(kept, answers))}
    for number, finding in enumerate(kept["findings"]):
        choice = answers.get(str(number), 0)
        if choice == BY_HAND or choice >= len(finding["choices"]) or _is_typed_over(kept, finding):
            continue
        if _is_of_another_day(finding, {at: one.day for at, one in reports.items()}):
            continue
        sets = finding["choices"][choice]["sets"]
        for at, report in _changed(number, finding, sets, reports, disputed=str(number) not in answers):
            if report is None:
                reports.pop(at, None)
            else:
                reports[at] = report
    grace = answers.get(GRACE, 0) == 0
    return tuple(replace(one, grace=grace) for one in sorted(reports.values(), key=_by_date))


def owners_of(report: Settled, answers: Answers) -> Owners | None:
    """Who owes this report; None while nobody has said so."""
    rules = answers.get(OWNERS, {})
    rule = rules.get(str(report.at)) or (None if report.audience else rules.get(""))
    return Owners.from_json(rule) if rule else None


def without_owners(kept: Kept, answers: Answers) -> tuple[Settled, ...]:
    """The reports of which nobody has said yet who owes them, one question's worth: those that ask everybody
    together, then each that names somebody."""
    open_ = [one for one in settled(kept, answers) if owners_of(one, answers) is None]
    of_all = tuple(one for one in open_ if not one.audience)
    return of_all or tuple(one for one in open_ if one.audience == open_[0].audience)


def ahead(reports: Iterable[Settled], now: datetime) -> tuple[Settled, ...]:
    """What a start asks for: what is over is asked of nobody."""
    return tuple(one.as_asked(now) for one in reports if not one.is_over(now))


def asks_for_grace(kept: Kept, answers: Answers) -> bool:
    """How a report on the very day of 'trước ngày D' is judged is always for the organiser to say."""
    return GRACE not in answers and any(one.lenient for one in as_written(kept, answers))


def numbers_of(kept: Kept) -> list[Kept]:
    """What the plan wants to reach and a unit can count: at most so many, for nobody answers twenty questions."""
    counted = [one for one in kept.get("targets", ()) if one["unit"] and one["unit"] != "%" and one["what"]]
    return list({one["what"]: one for one in counted}.values())[:MOST_NUMBERS]


def wants_numbers(report: Settled) -> bool:
    return report.kind in (Kind.INTERIM, Kind.FINAL, Kind.MONTHLY)


def asks_for_numbers(kept: Kept, answers: Answers) -> bool:
    """Whether the reports of results shall ask for the plan's numbers; nothing to decide where it has none."""
    reports = settled(kept, answers)
    return NUMBERS not in answers and bool(numbers_of(kept)) and any(wants_numbers(one) for one in reports)


def _as_read(kept: Kept) -> Iterator[Settled]:
    for at, one in enumerate(kept["deadlines"]):
        if one.get("dropped"):
            continue
        yield Settled(
            at=at,
            label=one["label"],
            kind=Kind(one["kind"]),
            audience=tuple(one["audience"]),
            **_dated(one),
        )


def _dated(row: Kept) -> dict[str, Any]:
    return {
        "words": row["words"],
        "wording": Wording(row["wording"]),
        "day": date.fromisoformat(row["day"]),
        "hour": time.fromisoformat(row["hour"]) if row["hour"] else None,
        "inclusive": row["inclusive"],
    }


def _coming_round(kept: Kept, answers: Answers) -> Iterator[Settled]:
    """A recurring report stands where its first period is due, on or after the plan's own beginning."""
    began = kept["start"] or kept["issue_date"] or kept.get("read_on")
    if not began:
        return
    start = date.fromisoformat(began)
    end, days = last_of(kept, start), _days_of_month(kept, answers)
    for number, one in enumerate(kept.get("recurring", ())):
        rhythm = replace(Rhythm.from_json(one["rhythm"]), grace=answers.get(GRACE, 0) == 0)
        if one["label"] in days:
            rhythm = replace(rhythm, day=days[one["label"]][0], inclusive=days[one["label"]][1])
        first = next_period(rhythm, moment_at(start, time()), start, end)
        if one.get("dropped") or first is None:
            continue
        yield Settled(
            at=RECURRING + number,
            label=one["label"],
            kind=Kind.MONTHLY if rhythm.freq is Freq.MONTHLY else Kind.INTERIM,
            words=one["words"],
            wording=Wording.NO_LATER if rhythm.inclusive else Wording.BEFORE,
            rhythm=rhythm,
            until=end,
            **_of_period(rhythm, first),
        )


def _of_period(rhythm: Rhythm, period: Period) -> dict[str, Any]:
    return {
        "period": period.key,
        "day": last_day(period.deadline.lenient),
        "hour": rhythm.early_hour if period.above else rhythm.hour,
        "inclusive": rhythm.inclusive or period.above is not None,
    }


def _days_of_month(kept: Kept, answers: Answers) -> dict[str, tuple[int, bool]]:
    """Of reports that come round and name no day, the day that was chosen, and whether it is still on time."""
    chosen = {}
    for number, finding in enumerate(kept["findings"]):
        choice = answers.get(str(number), BY_HAND)
        sets = finding["choices"][choice]["sets"] if 0 <= choice < len(finding["choices"]) else {}
        if "of_month" in sets:
            chosen[str(sets["what"])] = int(sets["of_month"]), bool(sets.get("inclusive", True))
    return chosen


def last_of(kept: Kept, start: date) -> date:
    """A plan that does not say when it ends goes on to the end of its year."""
    end = date.fromisoformat(kept["end"]) if kept["end"] else start
    return end if end > start else date(start.year, 12, 31)


def _changed(
    number: int, finding: Kept, sets: Mapping[str, Any], reports: Mapping[int, Settled], *, disputed: bool
) -> Iterator[tuple[int, Settled | None]]:
    """A day moves the report the finding is about; of two dates for one report one remains; what nobody wrote is
    added only once somebody said so."""
    if sets.get("extra") and not disputed:
        yield ADDED + number, _added(texts.extra_report(), date.fromisoformat(sets["extra"]), ADDED + number)
    if "day" not in sets:
        return
    day = date.fromisoformat(sets["day"])
    about = [at for at in finding["about"] if at in reports]
    if finding["type"] == "no_reporting_deadline":
        if not disputed:
            yield ADDED + number, _added(texts.result_report(), day, ADDED + number)
    elif finding["type"] == "date_conflict":
        yield from ((at, None) for at in about if reports[at].day != day)
    else:
        wrong = finding["type"] == "weekday_mismatch"
        yield from ((at, _moved(reports[at], day, disputed=disputed, reword=wrong)) for at in about)


def _moved(report: Settled, day: date, *, disputed: bool, reword: bool) -> Settled:
    """The wording stays as the plan has it while it is disputed. Settled, it names the day that was meant, and its
    weekday where the plan has a wrong one (`reword`)."""
    anew = not disputed and (reword or day != report.day)
    words = texts.reworded(report.wording, day, report.hour) if anew else report.words
    return replace(report, day=day, words=words, disputed=report.disputed or disputed)


def _added(label: str, day: date, at: int) -> Settled:
    wording = Wording.NO_LATER
    return Settled(label, texts.reworded(wording, day, None), wording, day, None, True, kind=Kind.FINAL, at=at)


def decided(kept: Kept, answers: Answers, finding: int) -> str:
    """What a finding came to, in words; empty while nobody has decided."""
    found, choice = kept["findings"][finding], answers.get(str(finding))
    if choice is None and not _is_typed_over(kept, found):
        return ""
    about = [one for one in as_written(kept, answers) if one.at in found["about"]]
    if about:
        return about[0].words
    known = choice is not None and 0 <= choice < len(found["choices"])
    return str(found["choices"][choice]["label"]) if known else ""


def short_name(title: str) -> str:
    """A name of at most forty letters for letters and buttons: the title up to where it can be cut."""
    words = title.replace("“", "").replace("”", "").split()
    for opening in ("Tổ chức", "Triển khai", "Thực hiện", "Phát động"):
        if title.startswith(opening) and len(words) > 3:
            words = words[len(opening.split()) :]
            break
    name = ""
    for word in words:
        if len(f"{name} {word}") > SHORT:
            break
        name = f"{name} {word}".strip()
    while name != title and name.rpartition(" ")[2].lower() in _DANGLING:
        name = name.rpartition(" ")[0]
    return name[:1].upper() + name[1:].rstrip(" ,;:-–")
