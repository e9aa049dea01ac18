"""A proposal in the form that `python -m bot plan FILE --json` prints."""

from datetime import date, time
from typing import Any

from core.plans.proposal import Contact, Proposal, Recurring, Reported

_FREQS = {
    "daily": "hàng ngày",
    "weekly": "hàng tuần",
    "monthly": "hàng tháng",
    "quarterly": "hàng quý",
    "half_yearly": "6 tháng",
    "yearly": "hàng năm",
}


def as_form(proposal: Proposal) -> dict[str, Any]:
    return {
        "title": proposal.title or None,
        "number": proposal.number or None,
        "issuer": proposal.issuer or None,
        "signer": proposal.signer or None,
        "signer_role": proposal.signer_role or None,
        "issue_date": _day(proposal.issue_date),
        "mailbox": proposal.mailbox or None,
        "contact": _contact(proposal.contact),
        "period": {"start": _day(proposal.start), "end": _day(proposal.end)},
        "reporting_deadlines": [_deadline(one) for one in proposal.deadlines],
        "recurring": [_recurring(one) for one in proposal.recurring],
        "activities": [
            {
                "title": one.title,
                "start": _day(one.start),
                "end": _day(one.end),
                "place": one.place or None,
                "in_charge": [*one.in_charge, *one.support],
            }
            for one in proposal.activities
        ],
        "assignments": [
            {"unit": one.unit, "task": one.task, "person": one.person or None, "phone": one.phone or None}
            for one in proposal.assignments
        ],
        "targets": [
            {"what": one.what, "value": _number(one.value), "unit": one.unit, "level": one.level or None}
            for one in proposal.targets
        ],
        "committee": [
            {"name": one.name, "role": one.role, "position": one.position or None} for one in proposal.committee
        ],
        "recipients": list(proposal.recipients),
        "anomalies": [{"type": one.type, "detail": one.detail} for one in proposal.findings],
    }


def _deadline(one: Reported) -> dict[str, Any]:
    return {
        "label": one.label,
        "kind": str(one.kind),
        "date": _day(one.day),
        "time": _hour(one.hour),
        "wording": str(one.wording),
        "inclusive": one.inclusive,
        "stated_weekday": one.stated or None,
        "weekday_ok": one.matches,
        "audience": list(one.audience) or None,
        "evidence": one.evidence.quote,
    }


def _recurring(one: Recurring) -> dict[str, Any]:
    return {"what": one.what, "freq": _FREQS[one.freq], "detail": one.detail}


def _contact(contact: Contact) -> dict[str, Any] | None:
    if not (contact.name or contact.phone):
        return None
    return {"name": contact.name or None, "role": contact.role or None, "phone": contact.phone or None}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _hour(hour: time | None) -> str | None:
    return f"{hour:%H:%M}" if hour else None


def _number(value: float) -> float | int:
    return int(value) if value == int(value) else value
