"""What an unfinished report still needs. The draft is the whole state of the conversation about it."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any

from core.calendar import Calendar
from core.clock import at, local
from core.forms import Field, Form, missing

SEND_BEFORE = timedelta(minutes=30)  # a complete draft is asked about so long before the last safe moment
FORGOTTEN = timedelta(days=7)  # a draft untouched for so long is reminded of once
CONFIRM_WITHIN = timedelta(hours=12)  # a complete draft confirmed by then counts from when it was complete


def next_question(
    form: Form, answers: Mapping[str, Any], file_ids: Collection[int], skipped: Collection[str] = ()
) -> Field | None:
    """The field to ask for; None when there is nothing left to ask and the report is shown for confirmation."""
    return missing(form, answers, file_ids, skipped)


def before_receipt(
    form: Form, answers: Mapping[str, Any], file_ids: Collection[int], skipped: Collection[str] = ()
) -> Field | None:
    """What must be there before it can be handed in. Optional parts hold nothing up: they are asked after the receipt,
    unless a form has nothing else and nothing was given."""
    field = missing(form, answers, file_ids, skipped)
    if field is None or field.required:
        return field
    nothing_given = not (answers or file_ids or skipped)
    return field if nothing_given and not any(each.required for each in form.fields) else None


def after_receipt(
    form: Form, answers: Mapping[str, Any], file_ids: Collection[int], skipped: Collection[str] = ()
) -> Field | None:
    """The next optional part. What became required after the report was handed in is optional for that report."""
    return missing(_all_optional(form), answers, file_ids, skipped)


def _all_optional(form: Form) -> Form:
    return replace(form, fields=tuple(replace(field, required=False) for field in form.fields))


def can_be_handed_in(form: Form, answers: Mapping[str, Any], file_ids: Collection[int]) -> bool:
    """Nothing required is missing: what is optional never holds a report back."""
    field = missing(form, answers, file_ids)
    return field is None or not field.required


def can_be_skipped(field: Field) -> bool:
    return not field.required


def asks_to_send(strict: datetime, touched: datetime, calendar: Calendar) -> datetime:
    """When to ask whether a complete draft shall be sent: half an hour before the last safe moment. Nobody is woken for
    it: a moment in the night becomes the evening before, unless the draft was touched in that same night."""
    wanted = strict - SEND_BEFORE
    if not calendar.is_quiet(wanted, lunch_too=False):
        return wanted
    evening = _last_waking(wanted, calendar)
    return wanted if touched > evening else evening


def _last_waking(moment: datetime, calendar: Calendar) -> datetime:
    """The end of the last working day's waking hours before the moment."""
    day = local(moment, calendar.zone).date()
    while True:
        day = calendar.working_on_or_before(day)
        end = at(day, calendar.quiet_start or time(23, 59), calendar.zone) - SEND_BEFORE
        if end <= moment:
            return end
        day -= timedelta(days=1)
