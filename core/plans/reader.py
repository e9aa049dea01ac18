"""Lines in, proposal and findings out. Pure: the day it is read on is an argument."""

from collections.abc import Sequence
from datetime import date

from core.calendar import Calendar
from core.plans import activities as calendar_of
from core.plans import assignments as division
from core.plans import deadlines, people, recurring
from core.plans import targets as aims
from core.plans.findings import findings
from core.plans.header import header
from core.plans.lines import Line
from core.plans.proposal import Proposal
from core.plans.reading import Reading
from core.plans.structure import document, year_of

LEAST = 200  # letters; what is shorter says nothing to plan by


class NoPlan(Exception):
    """A text, but none that sets out a plan."""


def read(lines: Sequence[Line], today: date, calendar: Calendar | None = None) -> Proposal:
    doc = document(lines)
    if sum(len(passage.text) for passage in doc.passages) < LEAST:
        raise NoPlan
    year = year_of(doc)
    head = header(doc, year)
    year = head.issue_date.year if head.issue_date else year or today.year
    head = header(doc, year)
    due = deadlines.deadlines(doc, year, head.since)
    rhythms, relative = recurring.recurring(doc), recurring.relative(doc)
    activities = calendar_of.activities(lines, year)
    if not (head.title or due.deadlines or rhythms or any(one.start for one in activities)):
        raise NoPlan
    found = findings(
        Reading(
            lines=lines,
            doc=doc,
            year=year,
            header=head,
            read=due,
            recurring=rhythms,
            relative=relative,
            phones=people.phones(lines),
            today=today,
            calendar=calendar or Calendar(),
            contradictions=tuple(calendar_of.contradictions(lines, year)),
            activities=activities,
        )
    )
    return Proposal(
        title=head.title,
        doc_type=doc.doc_type,
        number=head.number,
        issuer=head.issuer,
        signer=head.signer,
        signer_role=head.signer_role,
        issue_date=head.issue_date,
        start=head.start,
        end=head.end,
        mailbox=head.mailbox,
        contact=people.contact(lines),
        deadlines=due.deadlines,
        recurring=rhythms,
        activities=activities,
        assignments=division.assignments(lines),
        targets=aims.targets(lines),
        committee=people.committee(lines),
        recipients=people.recipients(lines),
        findings=found,
        evidence=head.evidence,
    )
