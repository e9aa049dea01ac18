"""What a report asks for: an organiser sees it, and changes it by typing or by choices, each change read back first.
What was handed in stays complete as it is, a draft keeps its answers, and whoever has not handed in is asked from now
on. A report of a plan that is still being checked has no units yet, and is changed in the same way."""

import hashlib
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial

from core.defining import MOST_FIELDS, Change, Doing, read
from core.forms import Form
from core.plans import edits
from core.plans.checking import Settled
from core.plans.talk import View
from core.say import Arg, Choice, Say
from core.texts import forming as texts
from core.texts import labels
from core.texts.clauses import clip
from data import campaigns, changes
from data.models import Deliverable, Reading
from handlers import planning
from handlers.changing import refused, report_of
from handlers.turn import Turn

LONGEST = 400  # letters of one wish
_NIL, _NO_NIL = "nhan khong phat sinh", "khong nhan khong phat sinh"


@dataclass(frozen=True)
class Asking:
    """A report and what it asks. `args`: how choices name it."""

    name: str
    form: Form
    args: Mapping[str, Arg]
    back: Choice
    keep: Callable[[Turn, Form, str], Awaitable["Asking"]]
    deliverable: int = 0  # 0: of a plan that was not started

    @property
    def awaits(self) -> Choice:
        return Choice("", "forming.typed", self.args)

    def to(self, label: str, action: str, **more: Arg) -> Choice:
        return Choice(label, action, {**self.args, **more})

    def wish(self, label: str, words: str, action: str = "forming.wish") -> Choice:
        """A change of the form as it is now, and of no other."""
        return self.to(label, action, words=words, of=mark(self.form))


def mark(form: Form) -> str:
    return hashlib.sha256(json.dumps(form.to_json(), sort_keys=True).encode()).hexdigest()[:12]


async def _asking(turn: Turn, deliverable: int, reading: int, at: int) -> Asking | None:
    if reading and not deliverable:
        found = await planning.opened(turn, reading)
        seen = await planning.view(turn, found) if found else None
        report = next((one for one in seen.reports if one.at == at), None) if seen else None
        return _being_checked(found, seen, report) if found and seen and report else None
    case = await report_of(turn, deliverable)
    return _running(case[1]) if case else None


def _running(one: Deliverable) -> Asking:
    args: dict[str, Arg] = {"deliverable": one.id or 0}
    back = Choice(labels.LEAVE_IT, "changing.report", args)
    return Asking(one.name, Form.from_json(one.form), args, back, partial(_keep, one), one.id or 0)


async def _keep(one: Deliverable, turn: Turn, form: Form, words: str) -> Asking:
    await campaigns.change(turn.session, one, form=form.to_json())
    await turn.note("form", campaign_id=one.campaign_id, deliverable=one.id, words=words)
    return _running(one)


def _being_checked(found: Reading, seen: View, report: Settled) -> Asking:
    args: dict[str, Arg] = {"deliverable": 0, "reading": seen.reading, "at": report.at}
    back = seen.choice(labels.LEAVE_IT, "report", at=report.at)
    return Asking(report.label, planning.form_of(seen, report), args, back, partial(_put, found, seen, report))


async def _put(found: Reading, seen: View, report: Settled, turn: Turn, form: Form, words: str) -> Asking:
    checked, place = edits.asking(seen.kept, seen.answers, report, form)
    await planning.keep(turn, found, *checked)
    now = replace(seen, kept=checked[0], answers=checked[1])
    return _being_checked(found, now, replace(report, at=place))


# -- what is shown --------------------------------------------------------------------------------------------------


async def show(turn: Turn, deliverable: int, reading: int = 0, at: int = 0) -> Say:
    one = await _asking(turn, deliverable, reading, at)
    return refused(turn) if one is None else _shown(one)


def _shown(one: Asking, head: str = "") -> Say:
    form = one.form
    each = tuple(one.to(clip(field.label, 40), "forming.part", field=field.key) for field in form.fields)
    nil = one.wish(labels.NO_NIL, _NO_NIL) if form.nil else one.wish(labels.TAKE_NIL, _NIL)
    more = (one.to(labels.HOW_TO_TYPE, "forming.how"), nil, one.back)
    return Say(texts.form(one.name, form, head), (*each, *more), awaits=one.awaits)


async def how(turn: Turn, deliverable: int, reading: int = 0, at: int = 0) -> Say:
    one = await _asking(turn, deliverable, reading, at)
    if one is None:
        return refused(turn)
    return Say(texts.how(), (one.to(labels.LEAVE_IT, "forming.show"),), awaits=one.awaits)


async def part(turn: Turn, deliverable: int, field: str, reading: int = 0, at: int = 0) -> Say:
    """One part: needed or not, further up, or no longer asked."""
    one = await _asking(turn, deliverable, reading, at)
    if one is None:
        return refused(turn)
    asked = one.form.field(field)
    if asked is None:
        return _shown(one, texts.changed_meanwhile())
    place = one.form.fields.index(asked) + 1
    free = (labels.OPTIONAL, f"{place} khong bat buoc") if asked.required else (labels.REQUIRED, f"{place} bat buoc")
    up = [(labels.FURTHER_UP, f"{place} len {place - 1}")] if place > 1 else []
    choices = [one.wish(label, words) for label, words in (free, *up, (labels.DROP_PART, f"bo {place}"))]
    return Say(texts.one(asked), (*choices, one.to(labels.LEAVE_IT, "forming.show")), awaits=one.awaits)


# -- a change -------------------------------------------------------------------------------------------------------


async def typed(turn: Turn, words: str, deliverable: int, reading: int = 0, at: int = 0) -> Say:
    one = await _asking(turn, deliverable, reading, at)
    return refused(turn) if one is None else await _read_back(turn, one, words[:LONGEST])


async def wish(turn: Turn, deliverable: int, words: str, of: str, reading: int = 0, at: int = 0) -> Say:
    """Offered under a form; under one that has changed since it may mean another part."""
    one = await _asking(turn, deliverable, reading, at)
    if one is None:
        return refused(turn)
    if of != mark(one.form):
        return _shown(one, texts.changed_meanwhile())
    return await _read_back(turn, one, words)


async def _read_back(turn: Turn, one: Asking, words: str) -> Say:
    change = read(one.form, words, turn.now)
    unfit = _unfit(one, change, words)
    if unfit is not None or change is None:
        return unfit or refused(turn)
    handed, asked = await _units(turn, one.deliverable)
    yes = one.wish(labels.CHANGE_FORM, words, "forming.done")
    back = one.to(labels.LEAVE_IT, "forming.show")
    return Say(texts.confirm(change, handed, asked), (yes, back), awaits=one.awaits)


async def _units(turn: Turn, deliverable: int) -> tuple[int, int]:
    """How many have handed in, of how many; nobody before the start."""
    if not deliverable:
        return 0, 0
    asked = await changes.asked(turn.session, deliverable)
    return asked - len((await changes.owing(turn.session, [deliverable]))[deliverable]), asked


def _unfit(one: Asking, change: Change | None, words: str) -> Say | None:
    """The form again, with why nothing can come of it."""
    if change is None:
        return _shown(one, texts.unread(words))
    if change.doing is Doing.ADD and len(change.form.fields) > MOST_FIELDS:
        return _shown(one, texts.too_many(MOST_FIELDS))
    return _shown(one, texts.last_one()) if not change.form.fields else None


async def done(turn: Turn, deliverable: int, words: str, of: str, reading: int = 0, at: int = 0) -> Say:
    """Exactly what was read back: of a form changed since nothing is done."""
    one = await _asking(turn, deliverable, reading, at)
    if one is None:
        return refused(turn)
    change = read(one.form, words, turn.now) if of == mark(one.form) else None
    if change is None or _unfit(one, change, words) is not None:
        return _shown(one, texts.changed_meanwhile())
    return _shown(await one.keep(turn, change.form, words), texts.done(change))


async def leave(turn: Turn) -> Say:
    """'Không' to what was read back."""
    turn.only_for_known()
    return Say(texts.nothing_changed())
