"""A proposal while people check it: what is kept of it, what is still to be decided, and what it comes to.

Kept as plain JSON beside the answers, so that checking goes on after a restart and on another channel.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any

from core.deadlines import Deadline, before_day, before_hour, no_later_than, no_later_than_hour, with_weekday
from core.plans.proposal import Finding, Proposal, Reported, Wording
from core.plans.reading import SHOULD
from core.texts import findings as texts

Kept = dict[str, Any]
GRACE = "grace"  # among the answers: 0 on time, 1 late
SHORT = 40  # letters of the name used in letters and on buttons


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
    disputed: bool = False
    grace: bool = True  # "trước ngày D": a report on D itself is judged on time, as the organiser decided

    @property
    def lenient(self) -> bool:
        """'Trước ngày D': a report on D itself may be judged on time."""
        return self.wording is Wording.BEFORE

    def is_over(self, now: datetime) -> bool:
        return self.deadline().lenient < now

    def deadline(self) -> Deadline:
        words = with_weekday(self.words, self.day)
        if self.hour is not None:
            return (no_later_than_hour if self.inclusive else before_hour)(self.day, self.hour, words)
        return no_later_than(self.day, words) if self.inclusive else before_day(self.day, words, grace=self.grace)


def keep(proposal: Proposal) -> Kept:
    return {
        "title": proposal.title,
        "number": proposal.number,
        "issuer": proposal.issuer,
        "issue_date": _iso(proposal.issue_date),
        "start": _iso(proposal.start),
        "end": _iso(proposal.end),
        "mailbox": proposal.mailbox,
        "contact": {"name": proposal.contact.name, "phone": proposal.contact.phone},
        "activities": len(proposal.activities),
        "deadlines": [_deadline(one) for one in proposal.deadlines],
        "findings": [_finding(one) for one in proposal.findings],
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _deadline(one: Reported) -> Kept:
    return {
        "label": one.label,
        "words": one.words,
        "wording": str(one.wording),
        "day": one.day.isoformat(),
        "hour": one.hour.isoformat("minutes") if one.hour else None,
        "inclusive": one.inclusive,
        "audience": list(one.audience),
        "quote": one.evidence.quote,
    }


def _finding(one: Finding) -> Kept:
    return {
        "type": one.type,
        "detail": one.detail,
        "quotes": [evidence.quote for evidence in one.evidence],
        "choices": [{"label": label, "sets": dict(sets)} for label, sets in one.choices],
        "weight": one.weight,
        "about": list(one.about),
    }


def undecided(kept: Kept, answers: Mapping[str, int]) -> list[int]:
    """Findings that offer a choice which nobody has taken, the weightiest first."""
    return [
        number
        for number, finding in enumerate(kept["findings"])
        if finding["choices"] and finding["weight"] <= SHOULD and str(number) not in answers
    ]


def settled(kept: Kept, answers: Mapping[str, int]) -> tuple[Settled, ...]:
    """The reports as decided so far; until an answer comes the first choice of each finding holds."""
    reports: dict[int, Settled] = dict(enumerate(_as_read(kept)))
    for number, finding in enumerate(kept["findings"]):
        if not finding["choices"]:
            continue
        sets = finding["choices"][answers.get(str(number), 0)]["sets"]
        for at, report in _changed(finding, sets, reports, disputed=str(number) not in answers):
            if report is None:
                reports.pop(at, None)
            else:
                reports[at] = report
    grace = answers.get(GRACE, 0) == 0
    ordered = sorted(reports.values(), key=lambda one: (one.day, one.hour or time.max))
    return tuple(replace(one, grace=grace) for one in ordered)


def asked_of_all(reports: Iterable[Settled], now: datetime) -> tuple[Settled, ...]:
    """What a start asks of the units: what is over is asked of nobody, and what only some units owe not of all."""
    return tuple(one for one in reports if not one.is_over(now) and not one.audience)


def asks_for_grace(kept: Kept, answers: Mapping[str, int]) -> bool:
    """How a report on the very day of 'trước ngày D' is judged is always for the organiser to say."""
    return GRACE not in answers and any(one.lenient for one in settled(kept, answers))


def _as_read(kept: Kept) -> Iterator[Settled]:
    for one in kept["deadlines"]:
        yield Settled(
            label=one["label"],
            words=one["words"],
            wording=Wording(one["wording"]),
            day=date.fromisoformat(one["day"]),
            hour=time.fromisoformat(one["hour"]) if one["hour"] else None,
            inclusive=one["inclusive"],
            audience=tuple(one["audience"]),
        )


def _changed(
    finding: Kept, sets: Mapping[str, Any], reports: Mapping[int, Settled], *, disputed: bool
) -> Iterator[tuple[int, Settled | None]]:
    """A day moves the report the finding is about; of two dates for one report one remains; none at all is added."""
    if "day" not in sets:
        return
    day = date.fromisoformat(sets["day"])
    about = [at for at in finding["about"] if at in reports]
    if finding["type"] == "no_reporting_deadline":
        if not disputed:  # nothing is asked of anybody before somebody said so
            yield -1, _proposed(day)
    elif finding["type"] == "date_conflict":
        yield from ((at, None) for at in about if reports[at].day != day)
    else:
        yield from ((at, _moved(reports[at], day, disputed)) for at in about)


def _moved(report: Settled, day: date, disputed: bool) -> Settled:
    """The wording stays as the plan has it while it is disputed; settled on another day, it names that day."""
    if day == report.day:
        return replace(report, disputed=report.disputed or disputed)
    words = report.words if disputed else texts.reworded(report.wording, day, report.hour)
    return replace(report, day=day, words=words, disputed=report.disputed or disputed)


def _proposed(day: date) -> Settled:
    wording = Wording.NO_LATER
    return Settled(texts.result_report(), texts.reworded(wording, day, None), wording, day, None, True)


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
    return name[:1].upper() + name[1:].rstrip(" ,;:-–")
