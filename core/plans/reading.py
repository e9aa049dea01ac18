"""What was read of a plan, as the findings look at it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from core.calendar import Calendar
from core.plans.deadlines import Read
from core.plans.header import Header
from core.plans.lines import Line
from core.plans.proposal import Activity, Evidence, Recurring
from core.plans.structure import Document, Passage

MUST, SHOULD, REMARK = 1, 2, 3


@dataclass(frozen=True)
class Reading:
    lines: Sequence[Line]
    doc: Document
    year: int | None
    header: Header
    read: Read
    recurring: tuple[Recurring, ...]
    relative: tuple[Evidence, ...]
    phones: Sequence[tuple[str, str, int]]
    today: date
    calendar: Calendar
    contradictions: Sequence[tuple[Activity, Activity]] = ()
    activities: Sequence[Activity] = ()

    @property
    def since(self) -> date | None:
        """No day of the plan itself is meant before this one."""
        return self.header.since

    def line(self, number: int) -> Evidence:
        return Evidence(number, self.lines[number].text.strip())

    def of_header(self, name: str) -> tuple[Evidence, ...]:
        return (self.header.evidence[name],) if name in self.header.evidence else ()


def quote(passage: Passage) -> Evidence:
    return Evidence(passage.line, passage.text.strip())
