"""A message that was edited after it was sent: it changes the answer it gave, as long as nothing came after it."""

from core.clock import local
from core.forms import Field, Misread, read
from core.say import Choice, Say
from core.texts import answers, labels
from core.texts import fields as parts
from core.vietnamese import tidy
from data import drafts
from handlers.drafting import Hand, in_hand, keep, onward
from handlers.turn import Turn


async def edited(turn: Turn, before: str, after: str) -> Say:
    """`before`: what the message said, if it was the last thing this person said. Of a draft that is still open the
    answer is changed; a message that gave none, or may have given one of two, leads to how things are changed."""
    hand = await in_hand(turn)
    if hand is None:
        return Say(answers.edited())
    return await _changed(turn, hand, before, after) or Say(answers.edited(), (Choice(labels.CHANGE, "report.change"),))


async def _changed(turn: Turn, hand: Hand, before: str, after: str) -> Say | None:
    field = _given(turn, hand, tidy(before)) if before else None
    value = read(field, tidy(after), local(turn.now).date()) if field else None
    if field is None or value is None or isinstance(value, Misread):
        return None
    await keep(turn, hand, fields=drafts.answers(hand.draft) | {field.key: value}, anew=field.required)
    return await onward(turn, hand, parts.changed(field, value))


def _given(turn: Turn, hand: Hand, text: str) -> Field | None:
    """The one part whose answer is what this text says."""
    kept, today = drafts.answers(hand.draft), local(turn.now).date()
    found = [one for one in hand.form.fields if one.key in kept and read(one, text, today) == kept[one.key]]
    return found[0] if len(found) == 1 else None
