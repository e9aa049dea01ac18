"""What an unfinished report still needs. The draft is the whole state of the conversation about it."""

from collections.abc import Collection, Mapping
from typing import Any

from core.forms import Field, Form, missing


def next_question(
    form: Form, answers: Mapping[str, Any], file_ids: Collection[int], skipped: Collection[str] = ()
) -> Field | None:
    """The field to ask for; None when there is nothing left to ask and the report is shown for confirmation."""
    return missing(form, answers, file_ids, skipped)


def can_be_handed_in(form: Form, answers: Mapping[str, Any], file_ids: Collection[int]) -> bool:
    """Nothing required is missing: what is optional never holds a report back."""
    field = missing(form, answers, file_ids)
    return field is None or not field.required


def can_be_skipped(field: Field) -> bool:
    return not field.required
