"""The draft in hand: what it asks next, keeping one more answer, and the read-back before it counts.

A conversation has no state machine: the draft knows what is filled, and the first thing missing is asked.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from core.clock import local
from core.drafts import FORGOTTEN, asks_to_send, before_receipt, can_be_handed_in
from core.forms import AS_OF, NIL_REPORT, OF_FILES, Field, FieldKind, Form, Misread, Reason, counts, loose
from core.say import Choice, Say
from core.texts import fields as parts
from core.texts import labels, report
from core.texts.values import NIL
from core.unusual import Doubt
from data import drafts, files, obligations
from data.models import Draft
from data.obligations import Owed
from handlers.desk import progress_of
from handlers.turn import Turn

MOST_KEPT = 60  # letters of an earlier answer that one choice can bring back


@dataclass(frozen=True)
class Hand:
    """An unfinished report and what it belongs to."""

    owed: Owed
    draft: Draft

    @property
    def form(self) -> Form:
        return self.owed.form

    @property
    def chosen(self) -> Field | None:
        """The part that the person wants to answer now, whether it is missing or not."""
        key = drafts.asking(self.draft)
        return parts.as_of_field() if key == AS_OF else self.form.field(key)

    @property
    def asks(self) -> Field | None:
        """The part chosen, else the first thing missing; None when all of it can be read back."""
        draft = self.draft
        said, sent = drafts.answers(draft), drafts.files(draft)
        return self.chosen or before_receipt(self.form, said, sent, drafts.skipped(draft))


async def in_hand(turn: Turn) -> Hand | None:
    """The open draft; None when there is none, or when its report is no longer this person's to hand in."""
    if turn.draft is None:
        return None
    owed = await turn.owed(turn.draft.obligation_id)
    if owed is None or owed.campaign.closed_at is not None:
        return None
    return Hand(owed, turn.draft) if not owed.deliverable.restricted else None


async def keep(
    turn: Turn,
    hand: Hand,
    *,
    fields: Mapping[str, Any] | None = None,
    file_ids: Sequence[int] | None = None,
    skips: set[str] | None = None,
    came: datetime | None = None,
    ask: str = "",
    notes: Mapping[str, Any] | None = None,
    anew: bool = False,
) -> None:
    """Keep one more answer, and the moment from which nothing required is missing. `came`: when it was sent, where
    that was earlier than now. `anew`: something required came in place of another, so that moment is a new one. `ask`:
    the part to be answered next."""
    draft = hand.draft
    answers = drafts.answers(draft) if fields is None else fields
    complete = can_be_handed_in(hand.form, answers, drafts.files(draft) if file_ids is None else file_ids)
    was, first = None if anew else draft.complete_at, draft.touched_at == draft.made_at
    complete_at = (was or came or turn.sent_at) if complete else None
    await drafts.save(
        turn.session, draft, turn.now, fields=fields, file_ids=file_ids, skips=skips, ask=ask, notes=notes,
        complete_at=complete_at,
    )  # fmt: skip
    if hand.owed.due.counts and (first or (complete and was is None)):
        await _looked_after(turn, hand)


async def _looked_after(turn: Turn, hand: Hand) -> None:
    """The tick looks at what was begun: when it is complete and its moment near, or when it was forgotten."""
    moments = [turn.now + FORGOTTEN]
    if hand.draft.complete_at is not None and hand.owed.wanted_by is not None:
        moments.append(asks_to_send(hand.owed.wanted_by, turn.now, turn.setting.calendar))
    if ahead := [moment for moment in moments if moment > turn.now]:
        await obligations.look_by(turn.session, hand.owed, min(ahead))


def with_day(turn: Turn, form: Form, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Numbers count up to today unless another day was said."""
    kept = dict(answers)
    if counts(form, kept):
        kept.setdefault(AS_OF, local(turn.now).date().isoformat())
    return kept


async def onward(turn: Turn, hand: Hand, head: str = "") -> Say:
    """The next question, or the read-back when nothing is left to ask."""
    if hand.asks is None:
        return await summary(turn, hand)
    say = ask(hand)
    return Say(f"{head}\n{say.text}", say.choices, counted=say.counted) if head else say


def ask(hand: Hand) -> Say:
    """The first thing missing, one at a time, with how far it has come."""
    field = hand.asks
    assert field is not None
    filled, total = progress_of(hand.owed, hand.draft)
    position = 0 if hand.chosen else min(filled + 1, total)
    text = parts.ask_field(field, hand.owed.due.name, position, total, _have(hand, field))
    return Say(text, choices_under(field, hand), counted=_counted(field))


def _have(hand: Hand, field: Field) -> int:
    """How many files of several are there."""
    if field.files_needed < 2 and field.kind is not FieldKind.PHOTOS:
        return 0
    answers = drafts.answers(hand.draft)
    if field.keeps_its_own:
        return len(answers.get(field.key) or ())
    return len(loose(hand.form, answers, drafts.files(hand.draft)))


def ask_again(hand: Hand, field: Field, why: Misread, text: str) -> Say:
    """What was typed is no answer: one sentence on what is, with each reading of a doubtful number."""
    choices = (*readings(field, why), *choices_under(field, hand))
    return Say(parts.misread(field, why, text), choices, counted=_counted(field))


def _counted(field: Field) -> bool:
    """A number typed under a question for a number, a line or a date answers it and never chooses."""
    return field.kind not in (FieldKind.NUMBER, FieldKind.TEXT, FieldKind.DATE)


def choices_under(field: Field, hand: Hand) -> tuple[Choice, ...]:
    labelled = (labels.YES, labels.NO) if field.kind is FieldKind.YES_NO else field.options
    given = tuple(option(field, label, label) for label in labelled)
    skip = () if field.required or hand.chosen else (Choice(labels.SKIP, "report.skip", {"field": field.key}),)
    return (*given, *_as_it_was(field, hand), *skip, Choice(labels.LATER, "report.leave"))


def as_it_was(field: Field, hand: Hand, *, everything: bool) -> Choice | None:
    """What 'giữ nguyên' under this question means: this answer, unless everything is kept or only that can be."""
    offers = _as_it_was(field, hand)
    return next(iter(reversed(offers) if everything else offers), None)


def _as_it_was(field: Field, hand: Hand) -> tuple[Choice, ...]:
    """The answer that stands already, else that of the version or period before; all of the latter at the start."""
    answers, before = drafts.answers(hand.draft), drafts.before(hand.draft)
    if hand.chosen and (answers.get(field.key) is not None or field.kind in OF_FILES):
        return (Choice(labels.KEEP_IT, "report.keep_it", {"field": field.key}),)
    if not before:
        return ()
    everything = () if answers else (Choice(labels.KEEP_ALL, "report.keep_all", {"obligation": hand.owed.id}),)
    value = before.get(field.key)
    if value is None or field.kind in OF_FILES or len(str(value)) > MOST_KEPT or field.kind is FieldKind.CHOICE:
        return everything
    return (option(field, parts.keep_label(field, value), str(value), before=1), *everything)


def readings(field: Field, why: Misread) -> tuple[Choice, ...]:
    """Each on a button of its own; nil and zero are two different answers."""
    if why.reason is Reason.NIL_OR_ZERO:
        return option(field, labels.ZERO, "0"), option(field, labels.NIL, NIL)
    return tuple(option(field, parts.reading_label(field, reading), str(reading)) for reading in why.readings)


def option(field: Field, label: str, words: str, before: int = 0) -> Choice:
    args: dict[str, str | int] = {"field": field.key, "words": words}
    return Choice(label, "report.option", args | ({"before": 1} if before else {}))


def ask_sure(hand: Hand, field: Field, value: Any, doubt: Doubt) -> Say:
    """Unlike the numbers before it: asked once, and taken either way."""
    sure = Choice(labels.SURE, "report.surely", {"field": field.key})
    other = Choice(labels.OTHER_NUMBER, "report.change", {"field": field.key})
    later = Choice(labels.LATER, "report.leave")
    return Say(parts.doubt(hand.form, field, value, doubt), (sure, other, later), counted=False)


async def summary(turn: Turn, hand: Hand) -> Say:
    """Everything read back in words before it counts."""
    owed, draft = hand.owed, hand.draft
    sent = await files.by_ids(turn.session, drafts.files(draft))
    said = parts.read_back(hand.form, drafts.answers(draft), files.names(sent))
    waiting = sum(file.state == "known" for file in sent)
    later = 0 if NIL_REPORT in drafts.answers(draft) else _asked_later(hand)
    text = report.summary(owed.due, owed.unit.name, said, turn.now, waiting, later)
    confirm = Choice(labels.CONFIRM, "report.confirm", {"draft": draft.id or 0})
    return Say(text, (confirm, Choice(labels.CHANGE, "report.change"), Choice(labels.LATER, "report.leave")))


def _asked_later(hand: Hand) -> int:
    """How many optional parts are asked after the receipt."""
    answers = drafts.answers(hand.draft)
    empty = [field for field in hand.form.fields if not field.required and answers.get(field.key) is None]
    return len([field for field in empty if field.kind is not FieldKind.FILES])
