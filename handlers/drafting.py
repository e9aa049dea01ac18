"""The draft in hand: what it asks next, keeping one more answer, and the read-back before it counts.

A conversation has no state machine: the draft knows what is filled, and the first thing missing is asked.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from core.drafts import can_be_handed_in, next_question
from core.forms import Field, FieldKind, Form, Misread, Reason
from core.say import Choice, Say
from core.texts import fields as parts
from core.texts import labels, report
from core.texts.values import NIL
from data import drafts, files
from data.models import Draft
from data.obligations import Owed
from handlers.desk import form_of, progress_of
from handlers.turn import Turn


@dataclass(frozen=True)
class Hand:
    """An unfinished report and what it belongs to."""

    owed: Owed
    draft: Draft

    @property
    def form(self) -> Form:
        return form_of(self.owed)

    @property
    def asks(self) -> Field | None:
        """The first thing missing; None when all of it can be read back."""
        draft = self.draft
        return next_question(self.form, drafts.answers(draft), drafts.files(draft), drafts.skipped(draft))


async def in_hand(turn: Turn) -> Hand | None:
    """The open draft; None when there is none, or when its report is no longer this person's to hand in."""
    if turn.draft is None:
        return None
    owed = await turn.owed(turn.draft.obligation_id)
    return Hand(owed, turn.draft) if owed else None


async def keep(
    turn: Turn,
    hand: Hand,
    *,
    fields: Mapping[str, Any] | None = None,
    file_ids: Sequence[int] | None = None,
    skips: set[str] | None = None,
    came: datetime | None = None,
) -> None:
    """Keep one more answer, and the moment from which nothing required is missing. `came`: when it was sent, where
    that was earlier than now."""
    draft = hand.draft
    answers = drafts.answers(draft) if fields is None else fields
    complete = can_be_handed_in(hand.form, answers, drafts.files(draft) if file_ids is None else file_ids)
    complete_at = (draft.complete_at or came or turn.sent_at) if complete else None
    await drafts.save(
        turn.session, draft, turn.now, fields=fields, file_ids=file_ids, skips=skips, complete_at=complete_at
    )


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
    text = parts.ask_field(field, hand.owed.due.name, min(filled + 1, total), total)
    return Say(text, choices_under(field), counted=_counted(field))


def ask_again(field: Field, why: Misread, text: str) -> Say:
    """What was typed is no answer: one sentence on what is, with each reading of a doubtful number."""
    return Say(
        parts.misread(field, why, text), (*_readings(field, why), *choices_under(field)), counted=_counted(field)
    )


def _counted(field: Field) -> bool:
    """A number typed under a question for a number, a line or a date answers it and never chooses."""
    return field.kind not in (FieldKind.NUMBER, FieldKind.TEXT, FieldKind.DATE)


def choices_under(field: Field) -> tuple[Choice, ...]:
    options = tuple(_option(field, option, option) for option in field.options)
    skip = () if field.required else (Choice(labels.SKIP, "report.skip", {"field": field.key}),)
    return (*options, *skip, Choice(labels.LATER, "report.leave"))


def _readings(field: Field, why: Misread) -> tuple[Choice, ...]:
    """Each on a button of its own; nil and zero are two different answers."""
    if why.reason is Reason.NIL_OR_ZERO:
        return _option(field, labels.ZERO, "0"), _option(field, labels.NIL, NIL)
    return tuple(_option(field, parts.reading_label(field, reading), str(reading)) for reading in why.readings)


def _option(field: Field, label: str, words: str) -> Choice:
    return Choice(label, "report.option", {"field": field.key, "words": words})


async def summary(turn: Turn, hand: Hand) -> Say:
    """Everything read back in words before it counts."""
    owed, draft = hand.owed, hand.draft
    sent = await files.by_ids(turn.session, drafts.files(draft))
    said = parts.read_back(hand.form, drafts.answers(draft), [file.name for file in sent])
    waiting = sum(file.state == "known" for file in sent)
    text = report.summary(owed.due, owed.unit.name, said, turn.now, waiting)
    confirm = Choice(labels.CONFIRM, "report.confirm", {"draft": draft.id or 0})
    return Say(text, (confirm, Choice(labels.CHANGE, "report.change"), Choice(labels.LATER, "report.leave")))
