"""A report is taken up again: a draft begins with what was handed in, without what is asked for anew; one that was
begun before that is brought up to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.drafts import can_be_handed_in
from core.forms import BESIDE, NIL_REPORT, OF_FILES, Field, Form, loose
from core.submissions import Workflow
from data import drafts, reviews
from data.models import Draft, Remark, Submission
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
    again |= {NIL_REPORT, BESIDE} if "" in wanted else set()
    fields = {key: value for key, value in given.items() if key not in wanted | again}
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


def under(form: Form, kept: Kept, draft: Draft) -> Kept:
    """With what a draft that was begun since says instead; its file takes the place of the heap's."""
    own, sent = drafts.answers(draft), drafts.files(draft)
    fields = {**kept.fields, **{key: value for key, value in own.items() if value is not None}}
    if beside := [*(kept.fields.get(BESIDE) or ()), *(own.get(BESIDE) or ())]:
        fields[BESIDE] = list(dict.fromkeys(beside))
    heap = loose(form, kept.fields, kept.files) if sent else set()
    ids = dict.fromkeys((*(one for one in kept.files if one not in heap), *sent))
    skips = (kept.skips | drafts.skipped(draft)) - fields.keys()
    return Kept(fields, tuple(ids), frozenset(skips), "" if kept.ask in own else kept.ask)


async def refill(turn: Turn, hand: Hand, *, new: bool, case: Case | None = None) -> None:
    """Where the report came before and is wanted again, or was withdrawn. What was begun on an earlier version gives
    way to the one that came since; what was begun on this very one, before a part of it was asked for, goes on."""
    row = hand.owed.obligation
    if not (row.version and hand.owed.open and (new or row.workflow == Workflow.RETURNED)):
        return
    case = case or await reviews.of_report(turn.session, hand.owed.id, turn.units)
    if case is None:
        return
    kept = kept_of(hand.form, case.submission, case.asked if row.workflow == Workflow.RETURNED else [])
    if new or hand.draft.from_version < row.version:
        await _fill(turn, hand, kept)
    elif (asked_at := case.submission.decided_at) is not None and hand.draft.made_at < asked_at:
        await _fill(turn, hand, under(hand.form, kept, hand.draft))


async def _fill(turn: Turn, hand: Hand, kept: Kept) -> None:
    complete = can_be_handed_in(hand.form, kept.fields, kept.files)
    ask = "" if hand.owed.deliverable.restricted else kept.ask  # a page shows all its parts at once
    await drafts.save(
        turn.session, hand.draft, turn.now, fields=kept.fields, file_ids=kept.files, skips=set(kept.skips), ask=ask,
        complete_at=turn.sent_at if complete else None, version=hand.owed.obligation.version,
    )  # fmt: skip
