"""A report is taken up again: a new draft begins with what was handed in, without what is asked for anew."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.drafts import can_be_handed_in
from core.forms import NIL_REPORT, OF_FILES, Field, Form, loose
from core.submissions import Workflow
from data import drafts, reviews
from data.models import Remark, Submission
from data.reviews import Case
from handlers.drafting import Hand
from handlers.turn import Turn


@dataclass(frozen=True)
class Kept:
    """What a new version begins with; `ask`: the part that is to be answered first."""

    fields: Mapping[str, Any]
    files: tuple[int, ...]
    skips: frozenset[str]
    ask: str


def kept_of(form: Form, version: Submission, asks: list[Remark]) -> Kept:
    """All of the version but what is asked for again; nothing that was left out is asked for once more."""
    wanted = {remark.field for remark in asks}
    given, sent = version.answers.get("fields", {}), version.files.get("ids", ())
    gone = _files_gone(form, wanted, given, sent)
    again = {field.key for field in form.fields if field.keeps_its_own} if "" in wanted else set()
    fields = {key: value for key, value in given.items() if key not in wanted | again}
    if "" in wanted:
        fields.pop(NIL_REPORT, None)
    skips = {field.key for field in form.fields if not field.required and field.key not in {*fields, *wanted}}
    first = asked_field(form, asks)
    return Kept(fields, tuple(one for one in sent if one not in gone), frozenset(skips), first.key if first else "")


def _files_gone(form: Form, wanted: set[str], given: Mapping[str, Any], sent: Sequence[int]) -> set[int]:
    """Files that another is asked for: all of them, or those of that part. Where several parts share one heap the new
    one comes beside what lies there."""
    if "" in wanted:
        return set(sent) if any(field.kind in OF_FILES for field in form.fields) else set()
    heap = [field.key for field in form.fields if field.kind in OF_FILES and not field.keeps_its_own]
    own = [given.get(field.key) or () for field in form.fields if field.keeps_its_own and field.key in wanted]
    shared = loose(form, given, sent) if len(heap) == 1 and heap[0] in wanted else set()
    return shared.union(*own)


def asked_field(form: Form, asks: list[Remark]) -> Field | None:
    """The part that is asked for first; None for the whole report."""
    wanted = {remark.field for remark in asks}
    return next((field for field in form.fields if field.key in wanted), None)


async def refill(turn: Turn, hand: Hand) -> None:
    """For a draft that was just begun, where the report came before and is wanted again, or was withdrawn."""
    case = await reviews.of_report(turn.session, hand.owed.id, turn.units)
    if case is not None:
        await fill(turn, hand, case)


async def fill(turn: Turn, hand: Hand, case: Case) -> None:
    asks = case.asked if hand.owed.obligation.workflow == Workflow.RETURNED else []
    kept = kept_of(hand.form, case.submission, asks)
    complete = can_be_handed_in(hand.form, kept.fields, kept.files)
    await drafts.save(
        turn.session, hand.draft, turn.now, fields=kept.fields, file_ids=kept.files, skips=set(kept.skips),
        ask=kept.ask, complete_at=turn.sent_at if complete else None,
    )  # fmt: skip
