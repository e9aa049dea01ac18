"""Problems and changes of an import, each as the sentence the organiser reads."""

from core.roster.entries import Fault, Problem
from core.roster.matching import (
    AddPerson,
    AddUnit,
    ChangeEmail,
    ChangeHolder,
    ChangePhone,
    Changes,
    ChangeTitle,
    JoinGroup,
    Met,
    Outcome,
    Step,
)
from core.texts import roster as texts


def problem_said(problem: Problem) -> str:
    row, value, other = problem.row, problem.value, problem.other
    match problem.fault:
        case Fault.EMPTY:
            return texts.empty()
        case Fault.NO_UNITS:
            return texts.no_units()
        case Fault.MISSING_UNIT:
            return texts.missing_unit(row, value)
        case Fault.BAD_PHONE:
            return texts.bad_phone(row, value, other)
        case Fault.BAD_EMAIL:
            return texts.bad_email(row, value, other)
        case Fault.SAME_PHONE:
            return texts.same_phone(row, value, other, problem.other_row)
        case Fault.SAME_ROLE:
            return texts.same_role(row, value, other, problem.other_row)
        case Fault.ALIKE:
            return texts.alike(row, value, other, problem.other_row)
        case Fault.FORMULA:
            return texts.formula(row, value)


def step_said(step: Step) -> str:
    match step:
        case AddUnit():
            return texts.add_unit(step.name)
        case JoinGroup():
            return texts.join_group(step.unit, step.group)
        case AddPerson():
            return texts.add_person(step.unit, step.person, step.title)
        case ChangePhone():
            return texts.change_phone(step.unit, step.person, step.before, step.after)
        case ChangeEmail():
            return texts.change_email(step.unit, step.person, step.after)
        case ChangeTitle():
            return texts.change_title(step.unit, step.person, step.before, step.after)
        case ChangeHolder():
            return texts.change_holder(step.unit, step.title, step.before, step.after)


def unclear_said(met: Met) -> str:
    return texts.unclear(met.entry.row, met.entry.unit, [one.name for one in met.candidates])


def summary(changes: Changes) -> texts.Summary:
    """Units are counted, whatever the number of their rows; one is changed when any of its rows changes it."""
    outcomes: dict[object, set[Outcome]] = {}
    for met in changes.met:
        outcomes.setdefault(met.unit.id if met.unit else met.entry.unit, set()).add(met.outcome)
    counts = [_weightiest(one) for one in outcomes.values()]
    entries = [met.entry for met in changes.met]
    return texts.Summary(
        units=len(outcomes),
        people=sum(bool(entry.person) for entry in entries),
        phones=len({phone for entry in entries for phone in (entry.phone, *entry.other_phones) if phone}),
        new=counts.count(Outcome.NEW),
        changed=counts.count(Outcome.CHANGED),
        same=counts.count(Outcome.SAME),
        unclear=counts.count(Outcome.UNCLEAR),
    )


def _weightiest(outcomes: set[Outcome]) -> Outcome:
    order = (Outcome.UNCLEAR, Outcome.NEW, Outcome.CHANGED, Outcome.SAME)
    return next(one for one in order if one in outcomes)
