"""What a reviewer is shown first, what may be accepted unseen, and until when something is wanted back."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

from core.calendar import Calendar
from core.clock import at, local
from core.forms import NIL_REPORT, Field, Form, is_filled

IN_HAND = timedelta(minutes=10)  # of machine time: a report that one reviewer has open is passed over by the others
PATIENCE = 2  # working days a report may wait before its reviewers are reminded of it


def lacking(form: Form, answers: Mapping[str, Any], files: Collection[int]) -> list[Field]:
    """Required parts without an answer: what came by mail has none. That nothing happened is a whole report."""
    if answers.get(NIL_REPORT) is not None:
        return []
    return [field for field in form.fields if field.required and not is_filled(form, field, answers, files)]


def left_out(form: Form, answers: Mapping[str, Any], files: Collection[int]) -> list[Field]:
    """Parts nobody had to answer, and nobody did."""
    if answers.get(NIL_REPORT) is not None:
        return []
    return [field for field in form.fields if not field.required and not is_filled(form, field, answers, files)]


def wanted_back(now: datetime, calendar: Calendar) -> datetime:
    """The moment that is proposed for what is asked for again: the end of the next working day."""
    return at(calendar.plus_working(local(now, calendar.zone).date(), 1), calendar.office_end, calendar.zone)


def waits_long(since: datetime, now: datetime, calendar: Calendar) -> bool:
    """More than `PATIENCE` working days have gone by, the day it came not counted."""
    first = calendar.plus_working(local(since, calendar.zone).date(), PATIENCE)
    return local(now, calendar.zone).date() > first
