"""Which units: /chuanop, those that still owe a report, with the ways to reach them; and those past its date."""

from collections.abc import Sequence
from datetime import datetime

from core.say import Audience, Choice, Say
from core.texts import answers, labels, outlook, private, status
from core.texts.outlook import LateUnit
from core.texts.values import MissingUnit
from data import missing, owing, standings, units
from data.owing import Missing
from data.standings import Asked, Standing
from data.units import SeatCard
from handlers import work
from handlers.status import about, chosen_of, nothing_runs
from handlers.turn import Turn
from handlers.watching import Watch, calls, watch, watches

PAGE = 20  # units with their telephones in one message


async def show(
    turn: Turn, deliverable: int = 0, group: int = 0, after: int = 0, before: int = 0, campaign: int = 0
) -> Say:
    """/chuanop: who still owes, with name and phone. From a secretary it means 'what do I still owe?'"""
    if turn.group:
        return Say(answers.in_group_private_only(), audience=Audience.PUBLIC)
    turn.only_for_known()
    if not watches(turn):
        return await work.show(turn)
    return await of(turn, await watch(turn, group), deliverable, after, before, campaign)


async def of(turn: Turn, seen: Watch, deliverable: int = 0, after: int = 0, before: int = 0, campaign: int = 0) -> Say:
    """Of one report, from after that unit; `before`: as many stood on earlier pages."""
    one = await _standing(turn, seen, deliverable, campaign)
    if one is None:
        return await nothing_runs(turn)
    if one.deliverable.restricted and not turn.organises:
        text = private.missing(one.status.due, one.tally.missing, one.tally.asked)
        return Say(text, (Choice(labels.STATUS, "status.show"),))
    rows = await owing.missing(turn.session, one.deliverable.id or 0, seen.units, PAGE, after)
    text = status.missing_list(one.status.due, await _listed(turn, rows), one.tally, turn.now, seen.of, before)
    return Say(text, _ways(turn, seen, one, rows, before))


async def _standing(turn: Turn, seen: Watch, deliverable: int, campaign: int = 0) -> Standing | None:
    """The report that is named, else the one due next of the campaign that is named, else of the most urgent one."""
    chosen = chosen_of(seen, standings.by_urgency(seen.reports, turn.now), campaign, deliverable)
    counted = await standings.counted(turn.session, [chosen.campaign], turn.now, seen.units) if chosen else []
    return next((one for one in counted if chosen and one.deliverable.id == chosen.deliverable), None)


async def _listed(turn: Turn, rows: list[Missing]) -> list[MissingUnit]:
    those = [row.unit_id for row in rows]
    cards = {card.unit_id: card for card in reversed(await units.seats(turn.session, those))}
    seen = await missing.last_seen(turn.session, those)
    return [_unit(row, cards.get(row.unit_id), seen.get(row.unit_id)) for row in rows]


def _unit(row: Missing, card: SeatCard | None, seen: datetime | None) -> MissingUnit:
    return MissingUnit(
        unit=row.unit,
        name=card.person if card else "",
        phone=card.phone if card else "",
        promised=row.promised_until,
        by_email=row.mailed,
        joined=row.enrolled,
        relayed=row.told,
        returned=row.returned,
        seen=seen,
    )


def _ways(turn: Turn, seen: Watch, one: Standing, rows: list[Missing], before: int) -> tuple[Choice, ...]:
    """To reach just these; whoever only looks on finds the numbers."""
    report = about(seen, deliverable=one.deliverable.id or 0)
    ways: list[Choice] = []
    if calls(turn) and any(not row.returned for row in rows):
        these = {**report, "period": one.deliverable.period}
        ways += [Choice(labels.NUDGE_NOW, "nudging.show", these), Choice(labels.CALL_ROUND, "calls.show", these)]
    if turn.organises and rows:
        ways.append(Choice(labels.EXTEND_THESE, "extending.ask", {**report, "missing": 1}))
    if len(rows) == PAGE:
        onward = {**report, "after": rows[-1].unit_id, "before": before + PAGE}
        ways.append(Choice(labels.MORE_UNITS, "status.missing", onward))
    return (*ways, Choice(labels.STATUS, "status.show", report), *_other_ways(turn))


def _other_ways(turn: Turn) -> tuple[Choice, ...]:
    enter = [Choice(labels.ENTER, "behalf.show")] if calls(turn) else []
    enter += [Choice(labels.CHECK_MAIL, "reconciling.show")] if turn.organises else []
    return (*enter, *((Choice(labels.INVITE, "units.show"),) if turn.organises else ()))


# -- past its date --------------------------------------------------------------------------------------------------


async def late(turn: Turn, deliverable: int = 0, group: int = 0, before: int = 0) -> Say:
    """'Trễ hạn': whose report came after its date or has not come since. From a secretary it means their own."""
    if turn.group:
        return Say(answers.in_group_private_only(), audience=Audience.PUBLIC)
    turn.only_for_known()
    if not watches(turn):
        return await work.show(turn)
    return await late_of(turn, await watch(turn, group), deliverable, before)


async def late_of(turn: Turn, seen: Watch, deliverable: int = 0, before: int = 0) -> Say:
    """`before`: as many stood on earlier pages."""
    one = await _standing(turn, seen, deliverable or past(seen.reports, turn.now))
    if one is None:
        return await nothing_runs(turn)
    if one.deliverable.restricted and not turn.organises:
        return Say(private.missing(one.status.due, one.tally.missing, one.tally.asked))
    at = one.deliverable.id or 0
    came, still = await owing.past(turn.session, at, turn.now, seen.units)
    before = before if 0 <= before < came + still else 0
    found = await owing.late(turn.session, at, turn.now, seen.units, PAGE, before)
    told = [LateUnit(row.unit, row.came) for row in found]
    text = outlook.late_units(one.status.due, told, (came, still, one.tally.asked), turn.now, seen.of, before)
    report = about(seen, deliverable=at)
    rest = came + still > before + len(told)
    more = (Choice(labels.MORE_UNITS, "status.late", {**report, "before": before + PAGE}),) if rest else ()
    listed = (Choice(labels.MISSING, "status.missing", report),) if one.tally.missing else ()
    return Say(text, (*more, *listed, Choice(labels.STATUS, "status.show", report)))


def past(reports: Sequence[Asked], now: datetime) -> int:
    """The report whose date has passed last; 0 for none."""
    over = [one for one in reports if one.lenient < now]
    return max(over, key=lambda one: one.lenient).deliverable if over else 0
