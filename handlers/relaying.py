"""The paste list: units that no channel reaches, one at a time, each with a text to be sent by hand; and one for all.

As with calls there is no list that is worked off: who comes next is found anew, so that two people share the work.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from core.clock import local
from core.errors import Refused
from core.roles import ORGANISING, Role
from core.say import Arg, Audience, Choice, Say
from core.texts import answers, labels
from core.texts import relays as texts
from core.texts.relays import Line, WayIn, Writer
from core.texts.values import Addressee, Status
from data import campaigns, obligations, relays, reminding, standings, units
from data.obligations import Owed
from data.relays import Waiting
from data.units import SeatCard
from handlers.desk import campaign_now
from handlers.inviting import to, way_in
from handlers.turn import Turn
from handlers.units import for_everybody, on_telegram
from handlers.watching import calls as may_pass_on
from handlers.watching import watched

WEEK = timedelta(days=7)  # before an activity it is first spoken of
_PEOPLE = 2  # of one unit


@dataclass(frozen=True)
class Round:
    """One going-through of the list. `passed`: units left aside in it; `began`: its counts start there."""

    began: str
    passed: str = ""

    @property
    def aside(self) -> set[int]:
        return {int(one) for one in self.passed.split(",") if one}

    def without(self, unit: int) -> "Round":
        return replace(self, passed=",".join(str(one) for one in sorted(self.aside | {unit})))

    def args(self, **more: Arg) -> Mapping[str, Arg]:
        return {"began": self.began, "passed": self.passed, **more}


async def show(turn: Turn) -> Say:
    """'Nhắn hộ' from whoever looks after units; the texts hold codes, so never in a group."""
    if turn.group:
        return Say(answers.in_group_private_only(), audience=Audience.PUBLIC)
    turn.only_for_known()
    if not may_pass_on(turn):
        return Say(answers.not_for_your_role())
    return await _next(turn, Round(turn.now.isoformat()))


async def done(turn: Turn, unit: int, began: str, passed: str) -> Say:
    """'Đã nhắn': noted once, whoever was quicker; and the next unit."""
    going = Round(began, passed)
    one = await _of(turn, unit)
    if one is None or not await relays.pass_on(turn.session, unit, turn.person_id, turn.now):
        return await _next(turn, going, texts.no_longer(await units.named(turn.session, unit)))
    await turn.note("passed on by hand", unit=unit)
    return await _next(turn, going, texts.passed_on(one.unit))


async def skip(turn: Turn, unit: int, began: str, passed: str) -> Say:
    """'Đơn vị tiếp': this one stays, and is left aside for the round."""
    one = await _of(turn, unit)
    before = texts.left_aside(one.unit) if one else ""
    return await _next(turn, Round(began, passed).without(unit), before)


async def _of(turn: Turn, unit: int) -> Waiting | None:
    """A line of the list, for whoever looks after that unit; None when it waits no more."""
    if turn.group:
        raise Refused(answers.in_group_private_only())
    theirs = await watched(turn)
    if theirs is not None and unit not in theirs:
        raise Refused(answers.not_for_your_role())
    return next(iter(await relays.waiting(turn.session, turn.now, [unit], private=turn.organises)), None)


# -- one unit -----------------------------------------------------------------------------------------------------


async def _next(turn: Turn, going: Round, before: str = "") -> Say:
    """The most urgent of those not left aside; at the end what the round came to."""
    found = await relays.waiting(turn.session, turn.now, await watched(turn), private=turn.organises)
    left = [one for one in found if one.unit_id not in going.aside]
    if not left:
        return _joined(before, await _over(turn, going))
    one, cards = left[0], await _people(turn, left[0].unit_id)
    ready = await _letter(turn, one, cards)
    if ready:
        turn.say(Say(ready))
    people = [(Addressee(card.person, card.title, ""), card.phone) for card in cards if card.person]
    line = Line(one.unit, len(found) - len(left) + 1, len(found), people[:_PEOPLE], one.last)
    return _joined(before, Say(texts.card(line, turn.now), _offers(one, going)))


def _joined(before: str, say: Say) -> Say:
    return replace(say, text=f"{before}\n\n{say.text}") if before else say


def _offers(one: Waiting, going: Round) -> tuple[Choice, ...]:
    args = going.args(unit=one.unit_id)
    return (
        Choice(labels.RELAYED, "relaying.done", args),
        Choice(labels.RELAY_NEXT, "relaying.skip", args),
        Choice(labels.GROUP_TEXT, "relaying.group"),
    )


async def _over(turn: Turn, going: Round) -> Say:
    told = await relays.passed_on(turn.session, turn.person_id, datetime.fromisoformat(going.began))
    offers = (Choice(labels.GROUP_TEXT, "relaying.group"), Choice(labels.STATUS, "status.show"))
    return Say(texts.done(told, len(going.aside)), offers)


async def _people(turn: Turn, unit: int) -> list[SeatCard]:
    """The unit's seats, the one that is written to first."""
    return await units.seats(turn.session, [unit])


async def _letter(turn: Turn, one: Waiting, cards: Sequence[SeatCard]) -> str:
    """What the unit owes now, in the voice of who passes it on, with the unit's own way in."""
    theirs = await obligations.of_units(turn.session, [one.unit_id])
    mine = [owed for owed in theirs if turn.organises or not owed.deliverable.restricted]
    owed = _to_be_told([owed for owed in mine if owed.campaign.id in one.campaigns], turn.now)
    if not owed or not cards:
        return ""
    card = next((card for card in cards if card.person), cards[0])
    code, token = await way_in(turn, card.seat_id, card.person_id)
    way = WayIn(f"{turn.setting.web_url}/vao/{token}", await on_telegram(turn, token), code)
    plan = campaigns.plan_of(owed[0].campaign)
    return texts.letter(to(card), writer(turn), plan, [reminding.item(one) for one in owed], way, turn.now)


def _spoken_of(owed: Owed, now: datetime) -> bool:
    """A report; an activity of these days; whatever is wanted back in part."""
    event, today = owed.due.event, local(now).date()
    if event is None or not owed.open or owed.returned:
        return owed.missing or owed.returned
    near = event.begins - WEEK <= today <= event.last + relays.LATELY
    return near and owed.obligation.put_off_at is None


def _to_be_told(owed: Sequence[Owed], now: datetime) -> list[Owed]:
    """What a step has spoken of; before any step, everything."""
    still = [one for one in owed if _spoken_of(one, now) and not _silent(one.obligation.promised_until, now)]
    return [one for one in still if one.obligation.nudged_at is not None] or still


def _silent(until: datetime | None, now: datetime) -> bool:
    return until is not None and until > now


def writer(turn: Turn) -> Writer:
    """Who looks after them: an organiser in their office, a head as the head of the cluster."""
    seats = turn.speaker.seats
    found = next((seat for seat in seats if seat.role in ORGANISING), None)
    if found is not None:
        who = Addressee(turn.name, found.title, found.unit)
    else:
        head = next((seat for seat in seats if seat.role is Role.CLUSTER_HEAD), None)
        who = Addressee(turn.name, head.title if head else "", "")
    return Writer(who, turn.speaker.person.phone if turn.speaker.person else "")


# -- everybody ----------------------------------------------------------------------------------------------------


async def group(turn: Turn) -> Say:
    """'Tin cho cả nhóm': counts only, and the one link for everybody, which a head does not open anew."""
    if turn.group:
        return Say(answers.in_group_private_only(), audience=Audience.PUBLIC)
    turn.only_for_known()
    if not may_pass_on(turn):
        return Say(answers.not_for_your_role())
    theirs, campaign = await watched(turn), await campaign_now(turn)
    statuses = await standings.statuses(turn.session, campaign.id or 0, turn.now, theirs) if campaign else []
    missing = [one for one in statuses if one.tally.missing]
    if campaign is None or not missing:
        return Say(texts.no_group_text())
    turn.say(Say(texts.group_ready()))
    way = await _for_all(turn)
    plan = campaigns.plan_of(campaign)
    said = texts.for_group(writer(turn), plan, _urgent(missing, turn.now), way, theirs is not None, turn.now)
    return Say(said)


def _urgent(statuses: Sequence[Status], now: datetime) -> list[Status]:
    """What can still come in time first."""
    return sorted(statuses, key=lambda one: (now > one.due.lenient, one.due.strict))


async def _for_all(turn: Turn) -> WayIn | None:
    if not turn.organises:
        return None
    code, token = await for_everybody(turn)
    return WayIn(f"{turn.setting.web_url}/vao/{token}", await on_telegram(turn, token), code)
