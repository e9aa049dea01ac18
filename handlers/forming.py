"""What a report asks for: an organiser sees it, and changes it by typing or by choices, each change read back first.
What was handed in stays complete as it is, a draft keeps its answers, and whoever has not handed in is asked from now
on."""

import hashlib
import json

from core.defining import MOST_FIELDS, Change, Doing, read
from core.forms import Form
from core.say import Arg, Choice, Say
from core.texts import forming as texts
from core.texts import labels
from core.texts.clauses import clip
from data import campaigns, changes
from data.models import Deliverable
from handlers.changing import refused, report_of
from handlers.turn import Turn

LONGEST = 400  # letters of one wish
_NIL, _NO_NIL = "nhan khong phat sinh", "khong nhan khong phat sinh"


async def show(turn: Turn, deliverable: int) -> Say:
    case = await report_of(turn, deliverable)
    return refused(turn) if case is None else _shown(case[1])


def _shown(one: Deliverable, head: str = "") -> Say:
    form = Form.from_json(one.form)
    args: dict[str, Arg] = {"deliverable": one.id or 0}
    each = tuple(Choice(clip(field.label, 40), "forming.part", {**args, "field": field.key}) for field in form.fields)
    nil = Choice(
        labels.NO_NIL if form.nil else labels.TAKE_NIL, "forming.wish", _wish(one, _NO_NIL if form.nil else _NIL)
    )
    more = (Choice(labels.HOW_TO_TYPE, "forming.how", args), nil, Choice(labels.LEAVE_IT, "changing.report", args))
    return Say(texts.form(campaigns.due_of(one), form, head), (*each, *more), awaits=_awaits(one))


def _awaits(one: Deliverable) -> Choice:
    return Choice("", "forming.typed", {"deliverable": one.id or 0})


def _wish(one: Deliverable, words: str) -> dict[str, Arg]:
    """A change of the form as it is now, and of no other."""
    return {"deliverable": one.id or 0, "words": words, "of": mark(one)}


def mark(one: Deliverable) -> str:
    return hashlib.sha256(json.dumps(one.form, sort_keys=True).encode()).hexdigest()[:12]


async def how(turn: Turn, deliverable: int) -> Say:
    case = await report_of(turn, deliverable)
    if case is None:
        return refused(turn)
    back = Choice(labels.LEAVE_IT, "forming.show", {"deliverable": deliverable})
    return Say(texts.how(), (back,), awaits=_awaits(case[1]))


async def part(turn: Turn, deliverable: int, field: str) -> Say:
    """One part: needed or not, further up, or no longer asked."""
    case = await report_of(turn, deliverable)
    if case is None:
        return refused(turn)
    one, form = case[1], Form.from_json(case[1].form)
    asked = form.field(field)
    if asked is None:
        return _shown(one, texts.changed_meanwhile())
    at = form.fields.index(asked) + 1
    wishes = [(labels.OPTIONAL, f"{at} khong bat buoc") if asked.required else (labels.REQUIRED, f"{at} bat buoc")]
    wishes += [(labels.FURTHER_UP, f"{at} len {at - 1}")] if at > 1 else []
    wishes += [(labels.DROP_PART, f"bo {at}")]
    choices = [Choice(label, "forming.wish", _wish(one, words)) for label, words in wishes]
    back = Choice(labels.LEAVE_IT, "forming.show", {"deliverable": deliverable})
    return Say(texts.one(asked), (*choices, back), awaits=_awaits(one))


async def typed(turn: Turn, words: str, deliverable: int) -> Say:
    case = await report_of(turn, deliverable)
    return refused(turn) if case is None else await _asked(turn, case[1], words[:LONGEST])


async def wish(turn: Turn, deliverable: int, words: str, of: str) -> Say:
    """Offered under a form; under one that has changed since it may mean another part."""
    case = await report_of(turn, deliverable)
    if case is None:
        return refused(turn)
    if of != mark(case[1]):
        return _shown(case[1], texts.changed_meanwhile())
    return await _asked(turn, case[1], words)


async def _asked(turn: Turn, one: Deliverable, words: str) -> Say:
    """Read back before it counts."""
    change = read(Form.from_json(one.form), words, turn.now)
    if isinstance(unfit := _unfit(one, change, words), Say) or change is None:
        return unfit or refused(turn)
    owing = len((await changes.owing(turn.session, [one.id or 0]))[one.id or 0])
    asked = await changes.asked(turn.session, one.id or 0)
    yes = Choice(labels.CHANGE_FORM, "forming.done", _wish(one, words))
    back = Choice(labels.LEAVE_IT, "forming.show", {"deliverable": one.id or 0})
    return Say(texts.confirm(change, asked - owing, asked), (yes, back), awaits=_awaits(one))


def _unfit(one: Deliverable, change: Change | None, words: str) -> Say | None:
    """The form again, with why nothing can come of it."""
    if change is None:
        return _shown(one, texts.unread(words))
    if change.doing is Doing.ADD and len(change.form.fields) > MOST_FIELDS:
        return _shown(one, texts.too_many(MOST_FIELDS))
    return _shown(one, texts.last_one()) if not change.form.fields else None


async def done(turn: Turn, deliverable: int, words: str, of: str) -> Say:
    """Exactly what was read back: of a form changed since nothing is done."""
    case = await report_of(turn, deliverable)
    if case is None:
        return refused(turn)
    one = case[1]
    change = read(Form.from_json(one.form), words, turn.now) if of == mark(one) else None
    if change is None or _unfit(one, change, words) is not None:
        return _shown(one, texts.changed_meanwhile())
    await campaigns.change(turn.session, one, form=change.form.to_json())
    await turn.note("form", campaign_id=one.campaign_id, deliverable=one.id, words=words)
    return _shown(one, texts.done(change))


async def leave(turn: Turn) -> Say:
    """'Không' to what was read back."""
    turn.only_for_known()
    return Say(texts.nothing_changed())
