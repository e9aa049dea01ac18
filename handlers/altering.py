"""A part of the draft is changed by naming it: "sửa số người", "đổi ngày thành 5/10", "mục 2 là 3"."""

from core.clock import local
from core.forms import NIL_REPORT, OF_FILES, WRITTEN, Field, FieldKind, Misread, counts, read
from core.pointing import asks_to_change, pointed
from core.say import Say
from core.texts import fields as parts
from core.texts import labels
from data import drafts
from handlers import receipts, report
from handlers.drafting import Hand, ask_again, in_hand, onward
from handlers.turn import Turn


async def in_words(turn: Turn, hand: Hand, text: str) -> Say | None:
    """None when no part of it is named."""
    answers = drafts.answers(hand.draft)
    if NIL_REPORT in answers:
        return None
    if hand.asks is not None and hand.asks.kind in WRITTEN and asks_to_change(text):
        return await report.change(turn)
    day = (parts.as_of_field(),) if counts(hand.form, answers) else ()
    found = pointed(text, (*hand.form.fields, *day), _shown(hand))
    if found is None:
        return None
    if not found.value or found.field.kind in OF_FILES:
        return await report.change(turn, found.field.key)
    return await _changed(turn, hand, found.field, found.value)


async def commanded(turn: Turn, words: str) -> Say:
    """'/sua số lượt thành 165'."""
    hand = await in_hand(turn)
    said = await in_words(turn, hand, f"{labels.CORRECT} {words}") if hand is not None else None
    return said or await receipts.correct(turn)


def _shown(hand: Hand) -> list[str]:
    """As they stand in the read-back, whatever its files are called, else as they are asked one by one."""
    if hand.asks is not None:
        return [field.label for field in hand.form.first.fields]
    answers = drafts.answers(hand.draft)
    photos = {
        one for field in hand.form.fields if field.kind is FieldKind.PHOTOS for one in answers.get(field.key) or ()
    }
    others = ["" for one in drafts.files(hand.draft) if one not in photos]
    return [one.label for one in parts.read_back(hand.form, answers, others)]


async def _changed(turn: Turn, hand: Hand, field: Field, words: str) -> Say:
    """Read like any answer to it; the read-back that follows shows what became of it."""
    await drafts.save(turn.session, hand.draft, turn.now, ask=field.key)
    taken = read(field, words, local(turn.now).date())
    if isinstance(taken, Misread):
        return ask_again(hand, field, taken, words)
    return await report.answer(turn, hand, words) or await onward(turn, hand)
