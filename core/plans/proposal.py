"""What was read from a plan: the proposed campaign, each value with the line it was read from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum


@dataclass(frozen=True)
class Evidence:
    """The words of the document a value was read from. `line` counts the document's lines from 0 on."""

    line: int
    quote: str


class Wording(StrEnum):
    """How a deadline is worded; core.deadlines knows what each means."""

    BEFORE = "truoc"
    BEFORE_HOUR = "truoc_gio"
    NO_LATER = "cham_nhat"
    UNTIL_END = "den_het"
    LAST_DAY = "han_cuoi"
    CLOSING = "han_chot"
    WITHIN_DAY = "trong_ngay"


class Kind(StrEnum):
    REGISTRATION = "registration"
    PLAN = "plan"
    INTERIM = "interim_report"
    FINAL = "final_report"
    MONTHLY = "monthly_report"
    OTHER = "other"


@dataclass(frozen=True)
class Reported:
    """A reporting deadline. `day` and `hour` as written; `wording` is the class, `words` the words as they stand.

    `audience` is empty when it asks everybody; `stated` is the weekday as written ("thứ Sáu"), `other` the day that
    weekday would be (the nearest), when it does not match.
    """

    label: str
    kind: Kind
    day: date
    hour: time | None
    wording: Wording
    words: str
    inclusive: bool
    evidence: Evidence
    stated: str = ""
    matches: bool | None = None  # None: no weekday was written
    other: date | None = None
    audience: tuple[str, ...] = ()
    year_given: bool = True  # False: the year was taken from the document's own dates


@dataclass(frozen=True)
class Recurring:
    what: str
    freq: str  # daily | weekly | monthly | quarterly | half_yearly | yearly
    detail: str  # as written: "trước ngày 20 hàng tháng"
    evidence: Evidence
    day: int | None = None  # of the month; of the last month of the quarter, half-year or year
    inclusive: bool = True
    hour: time | None = None


@dataclass(frozen=True)
class Activity:
    title: str
    start: date | None
    end: date | None
    evidence: Evidence
    place: str = ""
    in_charge: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    stated: str = ""
    matches: bool | None = None
    annex: bool = False  # read from a table or annex, not from the body
    hour: time | None = None  # at which its first day begins


@dataclass(frozen=True)
class Assignment:
    unit: str
    task: str
    evidence: Evidence
    person: str = ""
    phone: str = ""


@dataclass(frozen=True)
class Target:
    """`op` is "=", ">=" or ">"; `stock`: a level to hold, else a flow to add up; `per_unit`: asked of each unit."""

    what: str
    value: float
    unit: str
    evidence: Evidence
    level: str = ""
    op: str = "="
    stock: bool = False
    per_unit: bool = False


@dataclass(frozen=True)
class Member:
    name: str
    role: str
    position: str = ""


@dataclass(frozen=True)
class Contact:
    name: str = ""
    role: str = ""
    phone: str = ""


@dataclass(frozen=True)
class Finding:
    """Something wrong or vague in the document. `choices` settle it: (label, what it would set), the first is what
    the bot does until somebody has answered. `weight`: 1 must be settled before the start, 2 should, 3 is a remark.
    `about`: which of the proposal's deadlines it concerns."""

    type: str
    detail: str  # one Vietnamese sentence with the dates or names concerned
    evidence: tuple[Evidence, ...] = ()
    choices: tuple[tuple[str, Mapping[str, object]], ...] = ()
    weight: int = 2
    about: tuple[int, ...] = ()


@dataclass(frozen=True)
class Proposal:
    title: str = ""
    doc_type: str = ""
    number: str = ""
    issuer: str = ""
    signer: str = ""
    signer_role: str = ""
    issue_date: date | None = None
    start: date | None = None
    end: date | None = None
    mailbox: str = ""
    contact: Contact = Contact()
    deadlines: tuple[Reported, ...] = ()
    recurring: tuple[Recurring, ...] = ()
    activities: tuple[Activity, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    targets: tuple[Target, ...] = ()
    committee: tuple[Member, ...] = ()
    recipients: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    evidence: Mapping[str, Evidence] = field(default_factory=dict)  # of title, number, issuer, signer, period, …
