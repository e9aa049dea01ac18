"""'Hạn nội bộ' of a report in a plan that is being checked; and typed at any time: of which report?"""

from collections.abc import Mapping
from dataclasses import dataclass

from core.behalf import report_named
from core.deadlines import Deadline
from core.internal import capped, unfit
from core.plans import edits, talk
from core.plans.checking import CAMPAIGN, DRAFT, Settled
from core.plans.sooner import Heard, at_hour
from core.plans.talk import View
from core.say import Arg, Choice, Say
from core.texts import answers, labels
from core.texts import internal as texts
from core.texts import planning as plan_texts
from data import campaigns, readings
from data.models import Reading
from handlers import internal, work
from handlers.internal import heard_of, usual
from handlers.planning import first_said, keep, opened, view
from handlers.turn import Turn

MOST = 12
Case = tuple[Reading, View, Settled]


async def _case(turn: Turn, reading: int, at: int) -> Case | None:
    found = await opened(turn, reading)
    seen = await view(turn, found) if found else None
    one = next((one for one in seen.reports if one.at == at), None) if seen else None
    return (found, seen, one) if found and seen and one else None


async def ask(turn: Turn, reading: int, at: int) -> Say:
    case = await _case(turn, reading, at)
    if case is None:
        return Say(plan_texts.gone())
    found, seen, one = case
    if CAMPAIGN in found.answers:
        return Say(texts.new_version_first(), (_back(seen, at),))
    return _asked(turn, seen, one, texts.ask_of_plan(one.label, *one.next_due(turn.now)))


def _asked(turn: Turn, seen: View, one: Settled, said: str) -> Say:
    found = usual(turn, _above(turn, one))
    words = at_hour(*found).words if found else ""
    offers = [seen.choice(texts.offer(*found), "sooner", at=one.at, words=words)] if found else []
    away = [seen.choice(labels.NO_INTERNAL, "not_sooner", at=one.at)] if one.above else []
    return Say(said, (*offers, *away, _back(seen, one.at)), awaits=seen.awaits("sooner_typed", at=one.at))


def _above(turn: Turn, one: Settled) -> Deadline:
    asked, above = one.next_due(turn.now)
    return above or asked


def _back(seen: View, at: int) -> Choice:
    return seen.choice(labels.LEAVE_IT, "report", at=at)


async def typed(turn: Turn, words: str, reading: int, at: int) -> Say:
    """As typed or pressed; it may be changed until the start."""
    case = await _case(turn, reading, at)
    if case is None:
        return Say(plan_texts.gone())
    found, seen, one = case
    said, above = heard_of(turn, words), _above(turn, one)
    if said.away:
        return await away(turn, reading, at)
    if CAMPAIGN in found.answers:
        return Say(texts.new_version_first(), (_back(seen, at),))
    new = said.before(above, turn.setting.calendar)
    if new is None:
        return _asked(turn, seen, one, texts.no_day(words))
    made = capped(new.deadline(), above)
    wrong = unfit(made, above, turn.now)
    if wrong is not None:
        return _asked(turn, seen, one, texts.refused(wrong, made, above, usual(turn, above)))
    await keep(turn, found, *edits.asked_by(found.kept, found.answers, one, new, above, turn.setting.calendar))
    return first_said(texts.kept(one.label, made, above), talk.onward(await view(turn, found)))


async def away(turn: Turn, reading: int, at: int) -> Say:
    case = await _case(turn, reading, at)
    if case is None:
        return Say(plan_texts.gone())
    found, seen, one = case
    if one.above is None:
        return Say(texts.none_set(one.label), (_back(seen, at),))
    await keep(turn, found, *edits.asked_with_all(found.kept, found.answers, one))
    return first_said(texts.away(one.label, _above(turn, one)), talk.onward(await view(turn, found)))


# -- typed, of whichever report -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Meant:
    """A report that may be meant: one that is asked for, or (`reading`) one of a plan that is being checked."""

    name: str
    at: int
    has: bool
    reading: int = 0

    def choice(self, words: str) -> Choice:
        label = texts.being_checked(self.name) if self.reading else self.name
        action = "planning.sooner_of" if self.reading else "internal.about"
        about: dict[str, Arg] = {"reading": self.reading, "at": self.at} if self.reading else {"deliverable": self.at}
        return Choice(label, action, {**about, "words": words})


async def said(turn: Turn, text: str) -> Say:
    """'han noi bo bao cao 3 den 20/10': the report that is named, or the only one; else which?"""
    turn.only_for_known()
    if not turn.organises:
        return await work.show(turn) if turn.units else Say(answers.not_for_your_role())
    wanted = heard_of(turn, text)
    those = [one for one in await _meant(turn) if one.has or not wanted.away]
    if not those:
        return Say(texts.nothing(wanted.away))
    one = _named(wanted.label, those) if wanted.label else those[0] if len(those) == 1 else None
    if one is None:
        asked = texts.which_of(wanted.label, wanted.away) if wanted.label else texts.which(wanted.away)
        return Say(asked, tuple(one.choice(text) for one in those[:MOST]))
    return await (of_plan(turn, one.reading, one.at, text) if one.reading else about(turn, one.at, text))


async def _meant(turn: Turn) -> list[Meant]:
    """Those whose time has not come for the level above either."""
    asked = [(one, campaigns.due_of(one)) for one in await campaigns.reports_asked(turn.session)]
    found = [Meant(due.name, one.id or 0, due.above is not None) for one, due in asked if due.of_plan.strict > turn.now]
    reading = await readings.open_of(turn.session, turn.person_id)
    if reading is None or CAMPAIGN in reading.answers or DRAFT in reading.answers:
        return found
    seen = await view(turn, reading)
    return [*found, *(Meant(one.label, one.at, one.above is not None, seen.reading) for one in seen.ahead)]


def _named(label: str, those: list[Meant]) -> Meant | None:
    """By its name, or by its number in the list of reports."""
    names: Mapping[int, str] = {at: one.name for at, one in enumerate(those)}
    at = report_named(label, names)
    if at is None and (digits := [word for word in label.split() if word.isdecimal()]) and int(digits[0]) <= len(those):
        at = int(digits[0]) - 1
    return those[at] if at is not None and at >= 0 else None


async def about(turn: Turn, deliverable: int, words: str) -> Say:
    """Of this report, what was typed before it was known which."""
    if _says(heard_of(turn, words)):
        return await internal.typed(turn, words, deliverable)
    return await internal.ask(turn, deliverable)


async def of_plan(turn: Turn, reading: int, at: int, words: str) -> Say:
    """The same, of a plan that is being checked."""
    return await (typed(turn, words, reading, at) if _says(heard_of(turn, words)) else ask(turn, reading, at))


def _says(wanted: Heard) -> bool:
    return wanted.away or wanted.says_when
