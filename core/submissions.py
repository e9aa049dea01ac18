"""What an obligation's submissions come to, on two axes: where the work stands, and whether it came in time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Asks(StrEnum):
    """What a deliverable asks for. Only reports are ever missing or late, and only they are counted."""

    REPORT = "report"
    ACTIVITY = "activity"
    OPEN = "open"  # any number of entries


class Workflow(StrEnum):
    OWED = "owed"
    HANDED_IN = "handed_in"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    EXEMPT = "exempt"


class Timeliness(StrEnum):
    NONE = "none"  # nothing complete has come, or nothing is asked
    ON_TIME = "on_time"
    LATE = "late"


class Verdict(StrEnum):
    ACCEPTED = "accepted"
    RETURNED = "returned"


@dataclass(frozen=True)
class Handed:
    """One version. `received_at` is when it reached the organisation: for a report found in the mailbox, the mail's
    own time. `excused`: by a ruling it counts as in time, whenever it came. A version withdrawn by its unit is not
    passed on here."""

    received_at: datetime
    complete: bool = True
    verdict: Verdict | None = None
    excused: bool = False


@dataclass(frozen=True)
class State:
    workflow: Workflow
    timeliness: Timeliness


_AFTER = {
    None: Workflow.HANDED_IN,
    Verdict.ACCEPTED: Workflow.ACCEPTED,
    Verdict.RETURNED: Workflow.RETURNED,
}


def judge(received: Iterable[datetime], lenient: datetime) -> Timeliness:
    """By the earliest of these moments, whichever way it came and however late it was entered."""
    first = min(received, default=None)
    if first is None:
        return Timeliness.NONE
    return Timeliness.ON_TIME if first <= lenient else Timeliness.LATE


def state_of(handed: Sequence[Handed], lenient: datetime, exempt: bool = False) -> State:
    """The state of one obligation from its versions, in the order in which they were recorded.

    Lateness of the first complete version stands: neither a return nor a better version changes it. The workflow
    follows the newest complete version. An incomplete one leaves the report owed. A ruling that excuses one of them
    makes the report on time. Exemption wins over everything.
    """
    if exempt:
        return State(Workflow.EXEMPT, Timeliness.NONE)
    complete = [version for version in handed if version.complete]
    if not complete:
        return State(Workflow.OWED, Timeliness.NONE)
    excused = any(version.excused for version in complete)
    judged = Timeliness.ON_TIME if excused else judge((version.received_at for version in complete), lenient)
    return State(_AFTER[complete[-1].verdict], judged)
