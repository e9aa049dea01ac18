"""What the sentences are made of. Moments are aware; texts turn them into local time themselves."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from core.activities import Event
from core.deadlines import Deadline, last_day
from core.forms import NIL as NIL  # said here, kept there
from core.progress import Tally
from core.submissions import Asks, Timeliness, Workflow


class Matter(StrEnum):
    """What a person wrote that only the officer can answer."""

    EXTENSION = "extension"
    QUESTION = "question"
    PERSON = "person"
    PAPERS = "papers"
    FIX = "fix"
    NIL = "nil"
    NOT_OURS = "not_ours"  # the unit says that this report is not its own to give
    EMAIL = "email"
    REASON = "reason"  # why a report came late


@dataclass(frozen=True)
class Addressee:
    """Someone in a seat. `name` may be the full name; letters call people by the last syllable."""

    name: str
    title: str
    unit: str


class ByMail(StrEnum):
    """What the organiser ruled about e-mail beside the chat."""

    UNRULED = ""
    HANDED_IN = "handed_in"  # the bot forwards a report when it comes in
    ACCEPTED = "accepted"  # or once it has been accepted
    NEEDLESS = "needless"
    OWN = "own"  # units send it themselves


@dataclass(frozen=True)
class Plan:
    """The campaign as letters cite it. `speaker` is in whose name they speak; `mailbox` is where reports go by mail."""

    short: str
    name: str
    number: str
    issued_on: date | None
    issuer: str
    speaker: str
    contact_name: str
    contact_phone: str
    mailbox: str = ""
    by_mail: ByMail = ByMail.UNRULED


@dataclass(frozen=True)
class Due:
    """A report and its deadline; the moments mean what core.deadlines says. An activity has its days instead.
    `above`: the deadline of the level above, where units are asked earlier; no unit reads it."""

    name: str
    wording: str
    strict: datetime
    lenient: datetime
    hour: bool = False
    asks: str = Asks.REPORT
    event: Event | None = None  # of an activity
    entry: int = 0  # of a report that takes many: which one
    above: Deadline | None = None

    @property
    def of_plan(self) -> "Due":
        """As the plan itself asks for it."""
        if self.above is None:
            return self
        moments = {"strict": self.above.strict, "lenient": self.above.lenient, "hour": self.above.hour}
        return replace(self, wording=self.above.wording, above=None, **moments)  # type: ignore[arg-type]

    @property
    def deadline(self) -> Deadline:
        return Deadline(self.wording, self.strict, self.lenient, self.hour)

    @property
    def counts(self) -> bool:
        """Only a report can be missing or late."""
        return self.asks == Asks.REPORT


@dataclass(frozen=True)
class WorkItem:
    """One obligation of a unit. `draft` is how many of how many parts are filled; `again_by`: until when a part of it
    is wanted back."""

    due: Due
    workflow: str = Workflow.OWED
    timeliness: str = Timeliness.NONE
    receipt: str | None = None
    draft: tuple[int, int] | None = None
    promised: datetime | None = None
    again_by: datetime | None = None

    @property
    def owed(self) -> bool:
        """Something is still to be sent: nothing came, or it came back for a correction."""
        return self.workflow in (Workflow.OWED, Workflow.RETURNED)

    @property
    def returned(self) -> bool:
        return self.workflow == Workflow.RETURNED


@dataclass(frozen=True)
class Receipt:
    """One version handed in. `first` is when the first version came: on time or late is judged by it, unless a ruling
    `excused` it. `changed`: what this version changes. `source`: how it came where somebody else entered it."""

    code: str
    due: Due
    unit: str
    received: datetime
    contents: Sequence[str] = ()
    version: int = 1
    waiting_files: int = 0
    first: datetime | None = None
    excused: bool = False
    changed: str = ""
    source: str = ""

    @property
    def judged(self) -> datetime:
        return self.first or self.received

    @property
    def late(self) -> bool:
        return self.due.counts and not self.excused and self.judged > self.due.lenient

    @property
    def above_kept(self) -> bool:
        """After the internal deadline, and still in time for the level above."""
        return self.late and self.due.above is not None and self.judged <= self.due.above.lenient


@dataclass(frozen=True)
class Answered:
    """One part of a report read back: the question and the answer as words."""

    label: str
    value: str


@dataclass(frozen=True)
class Holder:
    """A seat as its unit's card shows it."""

    title: str
    name: str
    joined: bool


@dataclass(frozen=True)
class NewReport:
    """A report that came in, as the organiser's notice lists it."""

    unit: str
    report: str
    code: str
    received: datetime
    late: bool = False
    above_kept: bool = False


@dataclass(frozen=True)
class MissingUnit:
    """A unit whose report has not come, and whom to call. `promised`, `by_email`: what it said about it;
    `relayed`: when somebody told it by hand; `returned`: it came, and a part of it is wanted again; `seen`: when one of
    its people last wrote."""

    unit: str
    name: str = ""
    phone: str = ""
    promised: datetime | None = None
    by_email: bool = False
    joined: bool = True
    relayed: datetime | None = None
    returned: bool = False
    seen: datetime | None = None


@dataclass(frozen=True)
class Status:
    """How one report stands. `silent_names`: units missing without a word; those who said something are not named."""

    due: Due
    tally: Tally
    silent_names: Sequence[str] = ()


def by_urgency(items: Iterable[WorkItem]) -> list[WorkItem]:
    """What is still to be sent, the earliest deadline first (so overdue ones lead); then what is done."""
    return sorted(items, key=lambda item: (not item.owed, item.due.strict, item.due.name))


def by_date(dues: Iterable[Due]) -> list[Due]:
    return sorted(dues, key=lambda due: (last_day(due.strict), due.strict, due.name))
