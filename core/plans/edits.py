"""What is typed over a proposal: another date or name for a report, one more report, one fewer.

Kept and answers in, kept and answers out. Places in the list never move, for findings and answers point to them.
"""

from dataclasses import replace
from typing import Any

from core.calendar import Calendar
from core.deadlines import Deadline, no_later_than
from core.forms import Form
from core.internal import working_days
from core.periods import Rhythm
from core.plans.checking import ADDED, BY_HAND, INTERNAL, OWNERS, RECURRING, Answers, Kept, Settled
from core.plans.labels import kind_of
from core.plans.typed import Typed
from core.texts import findings

Checked = tuple[Kept, dict[str, Any]]


def redated(kept: Kept, answers: Answers, report: Settled, typed: Typed) -> Checked:
    """Somebody has said what is meant: no finding about this report's date is asked any more."""
    named = {"label": typed.label} if typed.label else {}
    return _replaced(kept, answers, report, {**_due(typed), **named, "edited": True})


def asked_by(
    kept: Kept, answers: Answers, report: Settled, typed: Typed, above: Deadline, calendar: Calendar
) -> Checked:
    """Units are asked by this day, before the level above wants it. Of a report that comes round each period is asked
    as many working days earlier."""
    if report.rhythm is None:
        return _replaced(kept, answers, report.written or report, {INTERNAL: _due(typed)})
    early = working_days(no_later_than(typed.day, ""), above, calendar)
    return _with_rhythm(kept, answers, report, replace(report.rhythm, early=early, early_hour=typed.hour))


def asked_with_all(kept: Kept, answers: Answers, report: Settled) -> Checked:
    """Units are asked for it by the plan's own deadline again."""
    if report.rhythm is None:
        return _replaced(kept, answers, report.written or report, {INTERNAL: None})
    return _with_rhythm(kept, answers, report, replace(report.rhythm, early=None, early_hour=None))


def _with_rhythm(kept: Kept, answers: Answers, report: Settled, rhythm: Rhythm) -> Checked:
    return _replaced(kept, answers, report, {"rhythm": rhythm.to_json()})


def renamed(kept: Kept, answers: Answers, report: Settled, label: str) -> Checked:
    return _replaced(kept, answers, report, {"label": label})


def asking(kept: Kept, answers: Answers, report: Settled, form: Form) -> tuple[Checked, int]:
    """What it asks, as somebody has said; and the report's place from now on."""
    proposed = ADDED <= report.at < RECURRING
    place = len(kept["deadlines"]) if proposed else report.at
    return _replaced(kept, answers, report, {"form": form.to_json()}), place


def dropped(kept: Kept, answers: Answers, report: Settled) -> Checked:
    return _replaced(kept, answers, report, {"dropped": True})


def added(kept: Kept, answers: Answers, typed: Typed, label: str = "") -> Checked:
    name = typed.label or label
    return _with(kept, _row(name, str(kind_of(name, "")), _due(typed))), dict(answers)


def settled_by(kept: Kept, answers: Answers, finding: int, typed: Typed, label: str) -> Checked:
    """A finding answered by typing: its reports move there; one that is about none yet becomes a report."""
    about = [at for at in kept["findings"][finding]["about"] if not kept["deadlines"][at].get("dropped")]
    taken = {**answers, str(finding): BY_HAND}
    if not about:
        return added(kept, taken, typed, label)
    deadlines = list(kept["deadlines"])
    for extra in about[1:]:  # two dates for one report: one remains
        deadlines[extra] = {**deadlines[extra], "dropped": True}
    deadlines[about[0]] = {**deadlines[about[0]], **_due(typed), "edited": True}
    return {**kept, "deadlines": deadlines}, taken


def comes_round(kept: Kept, finding: int) -> bool:
    """Whether this finding asks on which day of the month a report is due, and not for a date."""
    return any("of_month" in choice["sets"] for choice in kept["findings"][finding]["choices"])


def monthly_by(kept: Kept, answers: Answers, finding: int, day: int, *, inclusive: bool) -> Checked:
    """That day, typed: one more choice of the finding, and the one that was taken."""
    asked = kept["findings"][finding]
    what = next(choice["sets"]["what"] for choice in asked["choices"] if "what" in choice["sets"])
    sets = {"of_month": day, "what": what, "inclusive": inclusive}
    choices = [*asked["choices"], {"label": findings.on_day(day, inclusive=inclusive), "sets": sets}]
    those = [*kept["findings"]]
    those[finding] = {**asked, "choices": choices}
    return {**kept, "findings": those}, {**answers, str(finding): len(choices) - 1}


def owed_by(answers: Answers, at: int | None, rule: Kept) -> dict[str, Any]:
    """`at`: one report; None: all that ask everybody."""
    rules = {**answers.get(OWNERS, {}), "" if at is None else str(at): rule}
    return {**answers, OWNERS: rules}


def _due(typed: Typed) -> Kept:
    return {
        "words": typed.words,
        "wording": str(typed.wording),
        "day": typed.day.isoformat(),
        "hour": typed.hour.isoformat("minutes") if typed.hour else None,
        "inclusive": typed.inclusive,
    }


def _row(label: str, kind: str, due: Kept) -> Kept:
    return {"label": label, "kind": kind, "audience": [], "quote": "", "edited": True, **due}


def _with(kept: Kept, row: Kept) -> Kept:
    return {**kept, "deadlines": [*kept["deadlines"], row]}


def _replaced(kept: Kept, answers: Answers, report: Settled, values: Kept) -> Checked:
    """A report that a finding proposed is no row yet: typing over it makes it one, and the finding is settled. One that
    comes round has a list of its own."""
    if report.at >= RECURRING:
        rows = list(kept["recurring"])
        rows[report.at - RECURRING] = {**rows[report.at - RECURRING], **values}
        return {**kept, "recurring": rows}, dict(answers)
    if report.at < ADDED:
        deadlines = list(kept["deadlines"])
        deadlines[report.at] = {**deadlines[report.at], **values}
        return {**kept, "deadlines": deadlines}, dict(answers)
    as_it_was = {
        "words": report.words,
        "wording": str(report.wording),
        "day": report.day.isoformat(),
        "hour": None,
        "inclusive": report.inclusive,
    }
    row = _row(report.label, str(report.kind), as_it_was) | values
    return _with(kept, row), {**answers, str(report.at - ADDED): BY_HAND}
