"""/goi: the units that owe the most urgent report, one at a time, the likeliest to be late first.

There is no list that is worked off: who comes next is found anew each time, from what stands in the database and what
this round has left aside. Names and phones are said in private chats only.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from core.clock import local
from core.errors import Refused
from core.escalation import likely
from core.say import Arg, Audience, Choice, Say
from core.texts import answers, labels
from core.texts import calls as texts
from core.texts import digests as mornings
from core.texts.calls import Card, Rung
from core.texts.values import Addressee
from core.understanding import promise_time
from core.vietnamese import fold
from data import calls, missing, obligations, relays, units
from data.obligations import Owed
from handlers import owing
from handlers.turn import Turn
from handlers.watching import calls as may_call
from handlers.watching import most_urgent, watched

LATELY = timedelta(hours=2)  # a unit called since then is left in peace
NEXT = "next"
_OUTCOMES = ((labels.HEARD, "heard"), (labels.NO_ANSWER, "no_answer"), (labels.OTHER_PERSON, "other_person"))
_TIMES = (labels.THIS_AFTERNOON, labels.TONIGHT, labels.TOMORROW_MORNING)


@dataclass(frozen=True)
class Round:
    """One going-through of who owes one report. `passed`: units left aside in it; `began`: its counts start there;
    `group`: of the units of this cluster only."""

    deliverable: int
    period: str
    began: str
    passed: str = ""
    group: int = 0

    @property
    def aside(self) -> set[int]:
        return {int(one) for one in self.passed.split(",") if one}

    def without(self, unit: int) -> "Round":
        return replace(self, passed=",".join(str(one) for one in sorted(self.aside | {unit})))

    def args(self, **more: Arg) -> Mapping[str, Arg]:
        of = {"group": self.group} if self.group else {}
        return {
            "deliverable": self.deliverable, "period": self.period, "began": self.began, "passed": self.passed,
            **of, **more,
        }  # fmt: skip


async def show(turn: Turn, deliverable: int = 0, period: str = "", group: int = 0) -> Say:
    """/goi from whoever calls: of one report of some units, else of the most urgent; a leader gets the list, a unit its
    own work."""
    if turn.group:
        return Say(answers.in_group_private_only(), audience=Audience.PUBLIC)
    turn.only_for_known()
    if not may_call(turn):
        return await owing.show(turn)
    if deliverable:
        return await _next(turn, Round(deliverable, period, turn.now.isoformat(), group=group))
    report = await most_urgent(turn, await watched(turn))
    if report is None:
        return Say(mornings.nothing_missing())
    return await _next(turn, Round(report.deliverable_id, report.period, turn.now.isoformat()))


async def outcome(
    turn: Turn, unit: int, outcome: str, deliverable: int, period: str, began: str, passed: str, group: int = 0
) -> Say:  # fmt: skip
    """What came of the call, and the next unit. 'Tiếp theo' leaves this one aside for the round."""
    one, going = await _of(turn, unit, Round(deliverable, period, began, passed, group))
    if one is None:
        return await _next(turn, going)
    if outcome == NEXT:
        return await _next(turn, going.without(unit), texts.skipped(one.unit.name))
    await _record(turn, one, outcome, going)
    return await _next(turn, going, texts.recorded(one.unit.name, outcome, invites=turn.organises))


async def _of(turn: Turn, unit: int, going: Round) -> tuple[Owed | None, Round]:
    """What this unit owes, for whoever looks after it; None when it has come meanwhile."""
    if turn.group:
        raise Refused(answers.in_group_private_only())
    theirs = await watched(turn, going.group)
    if theirs is not None and unit not in theirs:
        raise Refused(answers.not_for_your_role())
    owed = await missing.of_report(turn.session, going.deliverable, going.period, [unit])
    return (owed[0] if owed else None), going


async def _record(turn: Turn, one: Owed, outcome: str, going: Round) -> None:
    await calls.record(
        turn.session,
        one.unit.id or 0,
        one.campaign.id or 0,
        turn.person_id,
        outcome,
        turn.now,
        datetime.fromisoformat(going.began),
    )
    await turn.note("called", campaign_id=one.campaign.id, obligation_id=one.id, outcome=outcome)


# -- the next unit ------------------------------------------------------------------------------------------------


async def _next(turn: Turn, going: Round, before: str = "") -> Say:
    """The likeliest to be late of those not called within two hours and not left aside; at the end what it came to."""
    owed = await missing.of_report(turn.session, going.deliverable, going.period, await watched(turn, going.group))
    called = await calls.since(turn.session, [one.unit.id or 0 for one in owed], turn.now - LATELY)
    left = [one for one in owed if one.unit.id not in called and one.unit.id not in going.aside]
    if not left:
        return Say(_joined(before, await _done(turn, going, owed, called)), (Choice(labels.STATUS, "status.show"),))
    seen = await missing.last_seen(turn.session, [one.unit.id or 0 for one in left])
    one = min(left, key=lambda one: _order(one, seen.get(one.unit.id or 0), turn.now))
    shown = await _card(turn, one, seen.get(one.unit.id or 0), len(owed) - len(left) + 1, len(owed))
    return Say(_joined(before, texts.card(shown, turn.now)), _offers(one, going))


def _order(owed: Owed, seen: datetime | None, now: datetime) -> tuple[int, str]:
    return likely(seen is not None, owed.obligation.promised_until, now), fold(owed.unit.name)


def _joined(before: str, said: str) -> str:
    return f"{before}\n\n{said}" if before else said


async def _card(turn: Turn, one: Owed, seen: datetime | None, place: int, many: int) -> Card:
    unit = one.unit.id or 0
    cards = [card for card in await units.seats(turn.session, [unit]) if card.person]
    others = [
        other.due
        for other in await obligations.of_units(turn.session, [unit])
        if other.missing
        and other.id != one.id
        and other.obligation.strict <= one.obligation.strict
        and (turn.organises or not other.deliverable.restricted)
    ]
    held, joined = one.obligation.held_until, any(card.reached for card in cards)
    told = {} if joined else await relays.last(turn.session, [unit])
    return Card(
        unit=one.unit.name,
        place=place,
        many=many,
        people=[Rung(Addressee(card.person, card.title, ""), card.phone) for card in cards[:2]],
        owed=[one.due, *others],
        joined=joined,
        seen=seen,
        promised=one.obligation.promised_until,
        waiting=held is not None and held > turn.now,
        relayed=told.get(unit),
    )


def _offers(one: Owed, going: Round) -> tuple[Choice, ...]:
    unit = one.unit.id or 0
    heard, *others = (Choice(label, "calls.outcome", going.args(unit=unit, outcome=name)) for label, name in _OUTCOMES)
    promise = Choice(labels.WILL_SEND, "calls.promise", going.args(unit=unit))
    onward = Choice(labels.NEXT_UNIT, "calls.outcome", going.args(unit=unit, outcome=NEXT))
    return (heard, promise, *others, onward)


async def _done(turn: Turn, going: Round, owed: Sequence[Owed], called: set[int]) -> str:
    first = owed[0] if owed else None
    began = datetime.fromisoformat(going.began)
    found = await calls.outcomes(turn.session, turn.person_id, first.campaign.id or 0, began) if first else {}
    return texts.done(first.due if first else None, found, len(going.aside), len(called))


# -- a promise made on the phone ----------------------------------------------------------------------------------


async def promise(turn: Turn, unit: int, deliverable: int, period: str, began: str, passed: str, group: int = 0) -> Say:
    """'Hẹn giờ': when will it come?"""
    one, going = await _of(turn, unit, Round(deliverable, period, began, passed, group))
    if one is None:
        return await _next(turn, going)
    return Say(texts.ask_when(one.unit.name, one.due), _times(turn, one, going), awaits=_awaits(unit, going))


def _awaits(unit: int, going: Round) -> Choice:
    return Choice("", "calls.promised", going.args(unit=unit))


def _times(turn: Turn, one: Owed, going: Round) -> tuple[Choice, ...]:
    """Moments still ahead and, before the deadline, within it."""
    read = {label: promise_time(label, local(turn.now)) for label in _TIMES}
    fitting = {label: at for label, at in read.items() if at is not None and not _beyond(one, at, turn.now)}
    unit = one.unit.id or 0
    return tuple(
        Choice(label, "calls.agreed", going.args(unit=unit, until=at.isoformat())) for label, at in fitting.items()
    )


def _beyond(one: Owed, until: datetime, now: datetime) -> bool:
    return now <= one.due.strict < until


async def promised(
    turn: Turn, words: str, unit: int, deliverable: int, period: str, began: str, passed: str, group: int = 0
) -> Say:
    """The typed time, read back before it counts."""
    one, going = await _of(turn, unit, Round(deliverable, period, began, passed, group))
    if one is None:
        return await _next(turn, going)
    until = promise_time(words, local(turn.now))
    if until is None:
        return Say(texts.ask_when(one.unit.name, one.due), _times(turn, one, going), awaits=_awaits(unit, going))
    if _beyond(one, until, turn.now):
        said = texts.beyond(one.unit.name, one.due, until, turn.now)
        return Say(said, _times(turn, one, going), awaits=_awaits(unit, going))
    agreed = Choice(labels.AGREED, "calls.agreed", going.args(unit=unit, until=until.isoformat()))
    other = Choice(labels.OTHER_TIME, "calls.promise", going.args(unit=unit))
    return Say(texts.read_back(one.unit.name, one.due, until, turn.now), (agreed, other), awaits=_awaits(unit, going))


async def agreed(
    turn: Turn, unit: int, until: str, deliverable: int, period: str, began: str, passed: str, group: int = 0
) -> Say:  # fmt: skip
    """Noted for the unit: silence until then, and the verdict does not move."""
    one, going = await _of(turn, unit, Round(deliverable, period, began, passed, group))
    moment = datetime.fromisoformat(until)
    if one is None:
        return await _next(turn, going)
    if moment <= turn.now or _beyond(one, moment, turn.now):
        return Say(texts.ask_when(one.unit.name, one.due), _times(turn, one, going), awaits=_awaits(unit, going))
    await obligations.promise(turn.session, one, turn.person_id, moment, turn.now)
    await _record(turn, one, "promised", going)
    await turn.note("promised", campaign_id=one.campaign.id, obligation_id=one.id, until=until, on_behalf=1)
    return await _next(turn, going, texts.recorded(one.unit.name, "promised"))
