"""What a unit has to do and when: /viec, /lich, promises."""

from collections.abc import Sequence
from datetime import datetime

from core.clock import local
from core.say import Choice, Say, units16
from core.submissions import Asks
from core.texts import activities, answers, entries, labels, people, work
from core.texts.activities import Mine
from core.texts.clauses import LIMIT
from core.texts.values import Due, Plan, by_date
from core.understanding import promise_time
from data import campaigns, obligations
from data.activities import WITH
from data.obligations import Owed
from handlers import feeds
from handlers.desk import Desk, addressee, desk, meant, plan_now
from handlers.turn import Turn


async def show(turn: Turn) -> Say:
    """/viec: what this person's unit still owes, overdue first."""
    turn.only_for_known()
    if not turn.units:
        return await _without_unit(turn)
    mine = await desk(turn)
    unit = _unit_name(turn)
    if not mine.open:
        return _with_activities(turn, mine, Say(work.nothing_owed(unit, mine.items()), _when_done(mine)))
    return _with_activities(turn, mine, Say(work.my_work(unit, mine.items(turn.draft), turn.now), _when_owed(turn)))


def _with_activities(turn: Turn, mine: Desk, say: Say) -> Say:
    """What the unit does, below what it owes."""
    if mine.always:
        say = Say(f"{say.text}\n{entries.mine([one.due.name for one in mine.always])}", say.choices)
    if not mine.happening:
        return say
    result = Choice(labels.RESULT, "report.begin")
    choices = (result, *say.choices) if mine.results(turn.now) and not mine.open else say.choices
    return Say(f"{say.text}\n{activities.mine([_mine(one) for one in mine.happening], turn.now)}", choices)


def _mine(owed: Owed) -> Mine:
    row = owed.obligation
    return Mine(owed.due, row.part != WITH, row.confirmed_at is not None, row.put_off_at is not None)


def _unit_name(turn: Turn) -> str:
    return work.units_named(list(dict.fromkeys(seat.unit for seat in turn.speaker.seats if seat.role.hands_in)))


def _when_owed(turn: Turn) -> tuple[Choice, ...]:
    first = Choice(labels.CONTINUE, "report.resume") if turn.draft else _hand_in()
    return (first, Choice(labels.PROMISE, "work.when"), Choice(labels.NEED_HELP, "replies.help"))


def _when_done(mine: Desk) -> tuple[Choice, ...]:
    done = mine.done()
    return (Choice(labels.SHOW, "report.show_latest"), Choice(labels.REPLACE, "report.begin")) if done else ()


async def _without_unit(turn: Turn) -> Say:
    """An organiser or leader has no unit of their own: they get what they watch over."""
    from handlers import status  # status offers /viec to secretaries in turn

    if turn.sees_all:
        return await status.show(turn)
    plan = await plan_now(turn)
    return Say(people.no_seat(plan) if plan else people.stranger())


async def calendar(turn: Turn, before: int = 0) -> Say:
    """/lich: every deadline in order, with its weekday and last safe moment; and the link to one's own calendar.
    `before`: as many stood on earlier pages."""
    turn.only_for_known()
    return await feeds.under(turn, await _calendar(turn, before))


async def _calendar(turn: Turn, before: int) -> Say:
    owed = await obligations.of_units(turn.session, turn.units)
    if owed:
        known = [one for one in owed if one.open or one.asks is not Asks.OPEN]
        of = {one.campaign.id: campaigns.plan_of(one.campaign) for one in owed}
        dues = [one.due for one in known if one.obligation.put_off_at is None]
        return _dates(list(of.values()), _unit_name(turn), dues, turn.now, before)
    running = await campaigns.running(turn.session)
    if not running:
        return Say(answers.no_campaign() if turn.sees_all else work.nothing_owed(addressee(turn).unit))
    asked = await campaigns.deliverables(turn.session, running[0].id or 0, tuple(Asks))
    dues = [campaigns.due_of(one) for one in asked]
    return _dates([campaigns.plan_of(running[0])], "", dues, turn.now, before)


def _dates(whose: Sequence[Plan], unit: str, dues: Sequence[Due], now: datetime, before: int) -> Say:
    """All of them where one reads them without scrolling, else what is ahead, page by page."""
    mine = (Choice(labels.MY_WORK, "work.show"),) if unit else ()
    whole = work.calendar(whose, unit, dues, now)
    if units16(whole) <= LIMIT:
        return Say(whole, mine)
    ahead = [due for due in by_date(dues) if due.strict > now] or by_date(dues)[-work.FEW :]
    rest, past = ahead[before:], len(dues) - len(ahead)

    def page(most: int) -> str:
        told = work.calendar_page(whose, unit, rest[:most], now, before)
        left = len(rest) - most
        return f"{told}\n{work.more_dates(left, past)}" if left or past else told

    shown = next((most for most in range(len(rest), 1, -1) if units16(page(most)) <= LIMIT), min(len(rest), 1))
    more = Choice(labels.MORE_DATES, "work.calendar", {"before": before + shown})
    return Say(page(shown), (*((more,) if shown < len(rest) else ()), *mine))


# -- promises -----------------------------------------------------------------------------------------------------


async def when(turn: Turn) -> Say:
    """'Hẹn nộp': when will it come?"""
    mine = await desk(turn)
    owed = await meant(turn, mine.offers(turn.now))
    return _ask_when(turn, owed) if owed else await show(turn)


def _ask_when(turn: Turn, owed: Owed) -> Say:
    return Say(answers.promise_when(owed.due), _times(turn, owed))


def _times(turn: Turn, owed: Owed) -> tuple[Choice, ...]:
    """Moments still ahead and, before the deadline, within it; read by the reader that reads typed words."""
    offered = (labels.THIS_AFTERNOON, labels.TONIGHT, labels.TOMORROW_MORNING, labels.TOMORROW_AFTERNOON)
    fitting = [label for label in offered if _fits(owed, promise_time(label, local(turn.now)), turn.now)]
    return tuple(Choice(label, "work.promise", {"words": label, "obligation": owed.id}) for label in fitting[:3])


def _fits(owed: Owed, until: datetime | None, now: datetime) -> bool:
    return until is not None and until > now and not _beyond(owed, until, now)


def _beyond(owed: Owed, until: datetime, now: datetime) -> bool:
    """A promise is no extension: before the deadline it must lie within it."""
    return owed.due.counts and now <= owed.due.strict < until


async def promise(turn: Turn, words: str, obligation: int | None = None, *, certain: bool = True) -> Say:
    """'Chiều nay em nộp': silence until then; the verdict does not move. Doubtful words are read back first."""
    owed = await _promised(turn, obligation)
    if owed is None:
        return await show(turn)
    until = promise_time(words, local(turn.now))
    if until is None:
        return _ask_when(turn, owed)
    if certain or _beyond(owed, until, turn.now):
        return await _promise(turn, owed, until)
    agreed = Choice(labels.AGREED, "work.agreed", {"until": until.isoformat(), "obligation": owed.id})
    said = answers.promise_read_back(owed.due, until, turn.now)
    return Say(said, (agreed, Choice(labels.OTHER_TIME, "work.when")))


async def agreed(turn: Turn, until: str, obligation: int) -> Say:
    """The moment read back was the one meant."""
    owed, moment = await _promised(turn, obligation), datetime.fromisoformat(until)
    if owed is None:
        return await show(turn)
    return await _promise(turn, owed, moment) if moment > turn.now else _ask_when(turn, owed)


async def _promise(turn: Turn, owed: Owed, until: datetime) -> Say:
    if _beyond(owed, until, turn.now):
        return Say(answers.promise_beyond_deadline(owed.due, until, turn.now), _times(turn, owed))
    await obligations.promise(turn.session, owed, turn.person_id, until, turn.now)
    await turn.note("promised", campaign_id=owed.campaign.id, obligation_id=owed.id, until=until.isoformat())
    return Say(answers.promise_noted(owed.due, until, turn.now), (_hand_in(),))


def _hand_in() -> Choice:
    return Choice(labels.HAND_IN, "report.begin")


async def _promised(turn: Turn, obligation: int | None) -> Owed | None:
    """The one named by a choice, else the one that is meant; the result of an activity is promised as a report is."""
    mine = await desk(turn)
    if obligation is None:
        return await meant(turn, mine.offers(turn.now))
    return next((one for one in mine.offers(turn.now) if one.id == obligation), None)
